"""Years of a record read once: what it shows, whether a month comes from a snapshot or from its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import convert

from aftercare.care.long_reading import read_stretch
from aftercare.model import tables
from aftercare.model.check_off import CheckOff
from aftercare.model.circumstances import Use
from aftercare.model.journal import entry_of
from aftercare.store import reading
from aftercare.store.home import ClientFolder
from aftercare.store.line import SCHEMA, Action, Change, encode
from aftercare.store.record import PROFILE, Record

MONTHS = ("2026-09", "2026-10", "2026-11")


def note(i: str, text: str, *, kind: bool = True) -> dict[str, object]:
    document = {"id": i, "day": f"{i[:7]}-05", "at": f"{i[:7]}-05T08:00:00Z", "text": text}
    return {"kind": "note", **document} if kind else document


def tick(step: str, day: str) -> Change:
    answer = {"kind": "done", "at": f"{day}T20:00:00Z"}
    document = {"step": step, "day": day, "slot": "evening", "answer": answer}
    return Change(tables.CHECK_OFFS, f"{step}:{day}:evening", (), document)


def use(i: str) -> Change:
    return Change(tables.USES, i, (), {"id": i, "step": "mist", "at": f"{i[:7]}-07T09:00:00Z"})


def put(i: str, text: str | None, *base: str, kind: bool = True) -> Change:
    return Change(tables.ENTRIES, i, base, None if text is None else note(i, text, kind=kind))


def line(seq: int, *changes: Change) -> tuple[str, bytes]:
    name, data = encode(Action("one", seq, seq, SCHEMA, "add", changes))
    return name, b"\n" + data + b"\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClientFolder:
    """Three months with edits, deletions and an action that spans two of them; every month gets its snapshot."""
    monkeypatch.setattr(reading, "_SNAPSHOT_AFTER", 0)
    folder = ClientFolder("me", tmp_path / "data", tmp_path / "state")
    folder.records.mkdir(parents=True)
    folder.make_state()
    seq = iter(range(1, 100))
    for month in MONTHS:
        written = [line(next(seq), put(f"{month}-{i}", f"{i} of {month}")) for i in "abc"]
        written += [
            line(next(seq), tick("gel", f"{month}-05")),
            line(next(seq), tick("serum", f"{month}-06")),
            line(next(seq), use(f"{month}-u")),
            line(next(seq), put(f"{month}-b", "edited", written[1][0])),
            line(next(seq), put(f"{month}-c", None, written[2][0])),
            line(next(seq), put(f"{month}-old", "of the first notes", kind=False)),
        ]
        (folder.records / f"{month}.one.log").write_bytes(b"".join(each for _, each in written))
    spanning = line(next(seq), put("2026-09-x", "in both"), put("2026-10-x", "in both"))
    (folder.records / f"{PROFILE}.one.log").write_bytes(spanning[1])
    return folder


def opened(folder: ClientFolder, *periods: str) -> Record:
    record = Record(folder, tables.period_of, tables.precedence, tables.say_the_same, tables.fits)
    record.need(PROFILE, *periods)
    return record


def shown(record: Record) -> tuple[list[CheckOff], list[Use], list[object]]:
    """What the tables of the whole record show."""
    live = record.versions.live
    return (
        [convert(each, CheckOff) for each in live[tables.CHECK_OFFS].values()],
        [convert(each, Use) for each in live[tables.USES].values()],
        [entry_of(each) for each in live[tables.ENTRIES].values()],
    )


def read(folder: ClientFolder) -> tuple[list[CheckOff], list[Use], list[object]]:
    stretch = read_stretch(opened(folder), MONTHS)
    return stretch.check_offs, stretch.uses, list(stretch.entries)


def in_order(values: tuple[list[CheckOff], list[Use], list[object]]) -> list[list[str]]:
    return [sorted(map(repr, each)) for each in values]


def whole(folder: ClientFolder) -> list[str]:
    return [month for month, documents in opened(folder).whole_snapshots(MONTHS) if documents is not None]


def test_it_is_what_the_record_shows_with_snapshots_and_without(folder: ClientFolder) -> None:
    assert whole(folder) == []
    expected = in_order(shown(opened(folder, *MONTHS)))
    assert len(expected[2]) == 3 * 3 + 2
    # an action of two months lies elsewhere: neither of them is whole by itself
    assert whole(folder) == ["2026-11"]
    assert in_order(read(folder)) == expected


@pytest.mark.parametrize("change", ["a line more", "a file more", "no snapshot", "a torn end"])
def test_what_was_written_since_its_snapshot_counts(folder: ClientFolder, change: str) -> None:
    opened(folder, *MONTHS)
    log = folder.records / "2026-11.one.log"
    match change:
        case "a line more":
            log.write_bytes(log.read_bytes() + line(90, put("2026-11-d", "new"))[1])
        case "a file more":
            (folder.records / "2026-11.two.log").write_bytes(line(90, put("2026-11-d", "new"))[1])
        case "no snapshot":
            (folder.snapshots / "2026-11.msgpack").write_bytes(b"none")
        case "a torn end":
            log.write_bytes(log.read_bytes() + b"\nto")
    assert whole(folder) == []
    assert in_order(read(folder)) == in_order(shown(opened(folder, *MONTHS)))
