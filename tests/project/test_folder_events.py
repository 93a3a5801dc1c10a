"""What tests wait with, where a file is to change: no change is missed, whoever waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.folder_events import wait_in


def renamed(folder: Path, name: str) -> None:
    """As the program writes: beside, then in its place."""
    beside = folder / "beside"
    beside.write_text(name)
    beside.replace(folder / name)


def test_each_of_many_changes_is_seen_in_a_thread_that_is_about_to_sleep(tmp_path: Path) -> None:
    names = [f"{number}" for number in range(5)]

    def waits_for_each() -> int:
        for name in names:
            wait_in(tmp_path, lambda name=name: (tmp_path / name).exists() or None, 30)
            (tmp_path / f"{name}.answer").touch()
        return len(names)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(waits_for_each)
        for name in names:
            renamed(tmp_path, name)
            wait_in(tmp_path, lambda name=name: (tmp_path / f"{name}.answer").exists() or None, 30)
        assert waiting.result() == len(names)


def test_a_change_between_looking_and_waiting_is_seen(tmp_path: Path) -> None:
    looks: list[str] = []

    def found() -> int | None:
        looks.append("look")
        if len(looks) == 1:
            renamed(tmp_path, "late")
            return None
        return len(looks)

    assert wait_in(tmp_path, found, 30) == 2


def test_what_does_not_come_about_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="did not come about"):
        wait_in(tmp_path, lambda: None, 0)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        wait_in(tmp_path / "nowhere", lambda: None, 0)
