"""Fixtures of the fault tests: a client whose record lies on the real disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_tools import begin
from notified_desk import Desk, Recorder, recording, without_bus

from aftercare.care import Care
from aftercare.store.home import ClientFolder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests fork, stop and kill processes as POSIX knows it."""
    if os.name != "posix":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="needs fork and kill"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a home."""
    return tmp_path / "home"


@pytest.fixture
def care(root: Path) -> Care:
    """A fresh client."""
    return begin(root)


@pytest.fixture
def folder(care: Care) -> ClientFolder:
    """Where that client's record lies."""
    return care.folder


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    """A recording notification server on a bus of its own."""
    with recording(tmp_path) as recorder:
        yield recorder


@pytest.fixture
def desk(tmp_path: Path, recorder: Recorder) -> Desk:
    """A ledger beside that server."""
    return Desk(tmp_path, {**without_bus(), "DBUS_SESSION_BUS_ADDRESS": recorder.bus})
