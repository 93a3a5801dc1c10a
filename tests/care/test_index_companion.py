"""The second process that indexes a long journal from its other end: it helps, and nothing depends on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from aftercare.care import Care, Home, index_companion
from aftercare.errors import NotFound
from aftercare.model.journal_search import search_typed

NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)
RED = search_typed("red")


@pytest.fixture
def care(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Care:
    """A record of three months, which is long enough for a companion."""
    monkeypatch.setattr(index_companion, "_WORTH_IT", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    care = Care.start(Home.at(own_home), NOW)
    for month in (9, 10, 11):
        care.note("red", NOW, date(2026, month, 1))
    return care


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The companions that were started."""
    begun = []

    class Kept(subprocess.Popen):
        def __init__(self, *of, **more):
            super().__init__(*of, **more)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Kept)
    return begun


def months_read(care: Care) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    assert len(list(care.search(RED, told=lambda *far: told.append(far)))) == 3
    return told


def test_it_indexes_all_that_nobody_else_has(care: Care, begun: list[subprocess.Popen[bytes]]) -> None:
    told = []

    def wait_for_it(*far: int) -> None:
        if not told:
            assert begun[0].wait() == 0
        told.append(far)

    assert len(list(care.search(RED, told=wait_for_it))) == 3
    # the search had begun with the newest month and found nothing left behind it
    assert told == [(0, 3), (3, 3)]
    assert months_read(care) == []
    assert len(begun) == 1


def test_it_has_ended_where_the_search_is_given_up(care: Care, begun: list[subprocess.Popen[bytes]]) -> None:
    class GivenUp(Exception):
        pass

    def give_up(*far: int) -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        care.search(RED, told=give_up)
    assert [each.returncode is not None for each in begun] == [True]
    assert len(list(care.search(RED))) == 3


@pytest.mark.parametrize("python", ["", "/nowhere/python", shutil.which("false")])
def test_where_it_cannot_start_or_ends_at_once_the_search_reads_all(
    care: Care, monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert months_read(care) == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(("bytes_worth_it", "processors"), [(10**9, 2), (1, 1), (1, None)])
def test_a_short_record_or_a_single_processor_has_none(
    care: Care,
    begun: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    bytes_worth_it: int,
    processors: int | None,
) -> None:
    monkeypatch.setattr(index_companion, "_WORTH_IT", bytes_worth_it)
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    months_read(care)
    assert begun == []


def test_where_there_is_no_record_it_ends_and_tells_nothing(care: Care) -> None:
    command = [sys.executable, *index_companion._COMMAND, str(care.folder.records.parents[2]), str(care.folder.state)]
    ended = subprocess.run([*command, "nobody"], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (NotFound.exit_code, b"", b"")
