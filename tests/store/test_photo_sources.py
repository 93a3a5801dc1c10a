"""Which files of the watched folder are known again: each is read once, as long as it stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aftercare.store import photo_sources
from aftercare.store.photo_reading import source_of
from aftercare.store.photo_sources import sources_of


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, as they are."""
    names: list[str] = []

    def reading(path: Path) -> str:
        names.append(path.name)
        return source_of(path)

    monkeypatch.setattr(photo_sources, "source_of", reading)
    return names


def test_each_file_is_read_once_until_it_changes(tmp_path: Path, read: list[str]) -> None:
    one, other, kept = tmp_path / "1.jpg", tmp_path / "2.jpg", tmp_path / "state" / "sources"
    one.write_bytes(b"one")
    other.write_bytes(b"other")
    found = sources_of([one, other], kept)
    assert found == {one: source_of(one), other: source_of(other)}
    assert sources_of([one, other], kept) == found
    assert read == ["1.jpg", "2.jpg"]
    assert kept.stat().st_mode & 0o777 == 0o600
    stat = other.stat()
    other.write_bytes(b"OTHER")
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert sources_of([one, other], kept) == {one: found[one], other: source_of(other)}
    assert read == ["1.jpg", "2.jpg", "2.jpg"]


def test_another_file_in_its_place_is_read_though_size_and_time_are_the_same(tmp_path: Path, read: list[str]) -> None:
    path, beside, kept = tmp_path / "1.jpg", tmp_path / "new", tmp_path / "sources"
    path.write_bytes(b"one")
    sources_of([path], kept)
    beside.write_bytes(b"two")
    os.utime(beside, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    os.replace(beside, path)
    assert sources_of([path], kept) == {path: source_of(path)}
    assert read == ["1.jpg", "1.jpg"]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"1.jpg": [1]}'])
def test_what_is_kept_can_be_thrown_away_or_damaged(tmp_path: Path, damage: bytes) -> None:
    path, kept = tmp_path / "1.jpg", tmp_path / "sources"
    path.write_bytes(b"one")
    kept.write_bytes(damage)
    assert sources_of([path], kept) == {path: source_of(path)}
    kept.unlink()
    assert sources_of([path], kept) == {path: source_of(path)}


def test_an_empty_file_and_one_that_is_gone_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    assert sources_of([tmp_path / "empty.jpg", tmp_path / "gone.jpg"], tmp_path / "sources") == {}
