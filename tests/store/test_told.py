"""A month told without a table being filled: it is what the record shows of it."""

from __future__ import annotations

from pathlib import Path

from msgspec.json import decode

from aftercare.model import tables
from aftercare.model.journal import entry_told
from aftercare.model.tables import CHECK_OFFS, ENTRIES
from aftercare.store.home import ClientFolder
from aftercare.store.line import SCHEMA, Action, Change, encode
from aftercare.store.record import Record

MONTH = "2026-11"


def note(i: str, text: str) -> dict[str, object]:
    return {"kind": "note", "id": f"{MONTH}-{i}", "day": f"{MONTH}-05", "at": f"{MONTH}-05T08:00:00Z", "text": text}


def change(i: str, text: str | None, *base: str) -> Change:
    return Change(ENTRIES, f"{MONTH}-{i}", base, None if text is None else note(i, text))


def line(seq: int, *changes: Change, writer: str = "one", schema: int = SCHEMA) -> tuple[str, bytes]:
    name, data = encode(Action(writer, seq, seq, schema, "add", changes))
    return name, b"\n" + data + b"\n"


def test_it_is_what_the_record_shows_of_the_month(tmp_path: Path) -> None:
    folder = ClientFolder("me", tmp_path / "data", tmp_path / "state")
    folder.records.mkdir(parents=True)
    plain = line(1, change("a", "one version"))
    edited = line(2, change("b", "as it was"))
    deleted = line(3, change("c", "gone"))
    bad_entry = Change(ENTRIES, f"{MONTH}-d", (), {"kind": "note", "id": "d"})
    bad_tick = Change(CHECK_OFFS, f"gel:{MONTH}-05:evening", (), {"no": "tick"})
    first = [
        plain,
        edited,
        deleted,
        line(4, change("b", "as it is", edited[0]), change("e", "with it")),
        line(5, change("c", None, deleted[0])),
        line(6, bad_entry),
        line(7, change("f", "with a tick that is none"), bad_tick),
        line(8, change("g", "of a newer program"), schema=SCHEMA + 1),
        line(9, Change(ENTRIES, "2026-10-x", (), note("x", "of another month"))),
        (plain[0], b"\ntorn \xc3\n"),
    ]
    elsewhere = [line(2, change("b", "at the same time", edited[0]), writer="two"), plain]
    (folder.records / f"{MONTH}.one.log").write_bytes(b"".join(each for _, each in first))
    # its last line has lost its newline, and one of its lines is in the other file too
    (folder.records / f"{MONTH}.two.log").write_bytes(b"".join(each for _, each in elsewhere).rstrip(b"\n"))

    record = Record(folder, tables.period_of, tables.precedence, tables.say_the_same, tables.fits)
    told = record.told(ENTRIES, MONTH, entry_told)
    record.need(MONTH)
    live = record.versions.live[ENTRIES]
    assert len(live) == 4
    assert {f"{MONTH}-a", f"{MONTH}-b", f"{MONTH}-e"} < live.keys()
    assert sorted(entry.id for _, entry in told) == sorted(i for i in live if i.startswith(MONTH))
    assert all(decode(document) == live[entry.id] for document, entry in told)
