"""Drafts while what they hold is being kept: nothing is lost, and nothing is kept twice."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from aftercare.errors import BadInput, DiskTrouble
from aftercare.store.draft import draft_names, draft_taken, keep_draft, read_draft, set_draft_aside
from aftercare.store.home import ClientFolder

NAME = "form-note.json"


@pytest.fixture
def folder(tmp_path: Path) -> ClientFolder:
    found = ClientFolder("me", tmp_path / "records", tmp_path / "state")
    found.records.mkdir()
    found.make_state()
    keep_draft(found, NAME, b"typed")
    return found


def test_once_it_is_kept_it_is_no_draft_any_more(folder: ClientFolder) -> None:
    with draft_taken(folder, NAME):
        pass
    assert (read_draft(folder, NAME), draft_names(folder)) == (None, [])
    with draft_taken(folder, NAME):
        """Where there is none, nothing is taken."""


def refused(folder: ClientFolder, meanwhile: bytes = b"") -> NoReturn:
    with draft_taken(folder, NAME):
        if meanwhile:
            keep_draft(folder, NAME, meanwhile)
        raise BadInput("No.", "")


@pytest.mark.parametrize("meanwhile", [b"", b"typed meanwhile"])
def test_where_it_is_not_kept_it_is_there_as_it_was(folder: ClientFolder, meanwhile: bytes) -> None:
    with pytest.raises(BadInput):
        refused(folder, meanwhile)
    assert read_draft(folder, NAME) == (meanwhile or b"typed")


def test_a_process_that_is_killed_meanwhile_leaves_it(folder: ClientFolder) -> None:
    with draft_taken(folder, NAME):
        assert read_draft(folder, NAME) == b"typed"
        assert draft_names(folder) == [NAME]
        set_draft_aside(folder, NAME)
        assert read_draft(folder, NAME) is None


def test_where_it_cannot_be_taken_away_nothing_is_kept(folder: ClientFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(os, "replace", refuse)
    kept: list[str] = []
    with pytest.raises(DiskTrouble), draft_taken(folder, NAME):
        kept.append("kept")
    assert (kept, read_draft(folder, NAME)) == ([], b"typed")
