"""Fixtures of the tests of reminders: a home, and the folder of a person's account."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftercare.care import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing is yet."""
    return Home.at(tmp_path / "home")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """The folder of an account."""
    folder = tmp_path / "anna"
    folder.mkdir()
    return folder
