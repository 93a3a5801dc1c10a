"""Lines of other schemas: older ones are brought up to date on reading, newer ones make the record read-only."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from fault_tools import MONTH, NOW, begin, documents, opened, own_log, texts

from aftercare.care import Care, Home
from aftercare.errors import NewerRecord
from aftercare.model.notice import NewerProgram
from aftercare.store import line, record, snapshot
from aftercare.store.home import ClientFolder
from aftercare.store.line import name_of
from aftercare.store.log import Trouble, read_all

FIXTURES = Path(__file__).parents[1] / "store" / "fixtures"


def whole_line(body: bytes) -> bytes:
    """A line of whatever content, with the checksum that fits."""
    return b"\n" + name_of(body).encode() + b" " + body + b"\n"


def newer_line(text: str) -> bytes:
    """A line as a program of the next schema writes it, with things in it that nobody knows yet."""
    document = {"id": f"{MONTH}-abc", "text": text, "mood": {"valence": 3}}
    body = {
        "writer": "newer",
        "seq": 1,
        "stamp": 1_900_000_000_000,
        "schema": line.SCHEMA + 1,
        "what": "note",
        "changes": [{"table": "entries", "id": document["id"], "parents": [], "document": document}],
    }
    return whole_line(msgspec.json.encode(body))


# ---- newer


@pytest.fixture
def with_newer(root: Path) -> ClientFolder:
    """A record with a line of a newer schema in the middle of its month."""
    folder = begin(root, "before").folder
    with own_log(folder).open("ab") as log:
        log.write(newer_line("unheard of"))
        log.write(own_log(begin(root.with_name("other"), "after").folder).read_bytes())
    return folder


def test_beside_a_newer_line_the_rest_is_read(with_newer):
    opened_anew = opened(with_newer)
    assert texts(opened_anew) == ["after", "before"]
    (aside,) = opened_anew.set_aside
    assert aside.trouble is Trouble.NEWER
    assert aside.file == own_log(with_newer).name
    assert b"unheard of" in own_log(with_newer).read_bytes().split(b"\n")[aside.line - 1]


def test_a_record_with_a_newer_line_is_not_written_to(root, with_newer):
    before = {path.name: path.read_bytes() for path in with_newer.records.iterdir()}
    care = Care.open(Home.at(root))
    (note, _) = care.day(NOW).notes
    for write in (
        lambda: care.note("refused", NOW),
        lambda: care.edit_note(note, "refused", NOW),
        lambda: care.delete_note(note, NOW),
        lambda: care.undo(NOW),
    ):
        with pytest.raises(NewerRecord) as refusal:
            write()
        assert "newer" in refusal.value.message
        assert refusal.value.next_step
    assert {path.name: path.read_bytes() for path in with_newer.records.iterdir()} == before
    assert [type(notice) for notice in care.notices(NOW)] == [NewerProgram]


def test_a_note_into_a_month_with_a_newer_line_that_was_not_looked_at_is_refused(root, with_newer):
    care = Care.open(Home.at(root))
    with pytest.raises(NewerRecord):
        care.note("refused", NOW)
    assert texts(opened(with_newer)) == ["after", "before"]


def test_a_newer_line_that_arrives_while_the_record_is_open_stops_the_writing(root):
    care = begin(root, "before")
    care.note("still allowed", NOW)
    (care.folder.records / f"{MONTH}.newer.log").write_bytes(newer_line("unheard of"))
    care.follow()
    with pytest.raises(NewerRecord):
        care.note("refused", NOW)


def test_once_the_program_knows_the_newer_schema_the_record_is_written_again(root, with_newer, monkeypatch):
    """As an update of the program does it; what was kept about the files before must not hide the line now."""
    care = Care.open(Home.at(root))
    care.day(NOW)
    next_schema(monkeypatch, {1: lambda action: action})
    monkeypatch.setattr(line, "_decode_action", newer_decoder(line._decode_action))
    care = Care.open(Home.at(root))
    care.note("allowed", NOW)
    assert set(texts(opened(with_newer))) >= {"before", "after", "allowed"}


def newer_decoder(decode):
    """A decoder of actions that knows how the newer program writes its changes."""

    def decoding(body: bytes):
        plain = msgspec.json.decode(body)
        for change in plain["changes"]:
            if isinstance(change, dict):
                position = plain["changes"].index(change)
                plain["changes"][position] = [change["table"], change["id"], change["parents"], change["document"]]
        return decode(msgspec.json.encode(plain))

    return decoding


# ---- older


def next_schema(monkeypatch: pytest.MonkeyPatch, migrations: dict) -> None:
    """The program as it will be one schema later."""
    following = line.SCHEMA + 1
    for module in (line, record, snapshot):
        monkeypatch.setattr(module, "SCHEMA", following)
    monkeypatch.setattr(line, "MIGRATIONS", migrations)


def text_becomes_words(action: dict) -> dict:
    """A migration: the text of entries comes to stand under another name, in capitals."""
    changes = []
    for table, document_id, base, document in action["changes"]:
        if table == "entries" and document is not None:
            document = {**document, "text": document["text"].upper(), "words": len(document["text"].split())}
        changes.append([table, document_id, base, document])
    return {**action, "changes": changes}


def test_older_lines_are_brought_up_to_date_on_reading_and_stay_as_they_were_on_disk(root, monkeypatch):
    folder = begin(root, "one word", "and three words").folder
    log = own_log(folder)
    before = log.read_bytes()
    next_schema(monkeypatch, {1: text_becomes_words})
    entries = documents(opened(folder))["entries"].values()
    assert sorted((each["text"], each["words"]) for each in entries) == [("AND THREE WORDS", 3), ("ONE WORD", 2)]
    Care.open(Home.at(root)).note("as it is written now", NOW)
    assert log.read_bytes().startswith(before)
    assert [each.action.schema for each in read_all(log)] == [2, 2, 2]
    assert b'"schema":2' in log.read_bytes()[len(before) :]
    assert texts(opened(folder)) == ["AND THREE WORDS", "ONE WORD", "as it is written now"]


def test_a_migrated_version_keeps_its_name_so_that_what_replaces_it_still_does(root, monkeypatch):
    care = begin(root, "first")
    (note,) = care.day(NOW).notes
    care.edit_note(note, "second", NOW)
    next_schema(monkeypatch, {1: text_becomes_words})
    migrated = Care.open(Home.at(root))
    (note,) = migrated.day(NOW).notes
    assert note.text == "SECOND"
    migrated.edit_note(note, "third", NOW)
    assert texts(opened(care.folder)) == ["third"]
    assert list(opened(care.folder).versions.concurrent()) == []
    assert [each.document["text"] for each in migrated.history("entries", note.id)] == ["FIRST", "SECOND", "third"]


def test_a_snapshot_of_the_older_schema_is_not_used(root, monkeypatch):
    folder = begin(root, *(f"note {number}" for number in range(450))).folder
    opened(folder)
    assert list(folder.snapshots.iterdir())
    next_schema(monkeypatch, {1: text_becomes_words})
    assert all(text.startswith("NOTE ") for text in texts(opened(folder)))


def test_migrations_run_one_after_the_other(root, monkeypatch):
    folder = begin(root, "one").folder
    next(folder.records.glob("profile.*")).unlink()

    def adding(number):
        def migration(action):
            ((table, document_id, base, document),) = action["changes"]
            document = {**document, "text": f"{document['text']} {number}"}
            return {**action, "changes": [[table, document_id, base, document]]}

        return migration

    next_schema(monkeypatch, {1: adding("two")})
    next_schema(monkeypatch, {1: adding("two"), 2: adding("three")})
    assert line.SCHEMA == 3
    assert texts(opened(folder)) == ["one two three"]


def test_a_schema_that_no_release_wrote_is_set_aside(root):
    folder = begin(root, "one").folder
    with own_log(folder).open("ab") as log:
        log.write(newer_line("x").replace(b'"schema":2', b'"schema":0'))
        log.write(whole_line(b'{"writer":"w","seq":1,"stamp":1,"schema":0,"what":"note","changes":[]}'))
    opened_anew = opened(folder)
    assert texts(opened_anew) == ["one"]
    assert [each.trouble for each in opened_anew.set_aside] == [Trouble.DAMAGED] * 2


# ---- what each release wrote


def test_what_schema_1_wrote_is_read_for_ever(root):
    """The files of `tests/store/fixtures/schema_1` are never changed: they were written by the release that had it."""
    fixture = FIXTURES / "schema_1"
    folder = Home.at(root).client("me")
    folder.create()
    for path in fixture.glob("*.log"):
        shutil.copy(path, folder.records)
    record_of_then = opened(folder)
    assert documents(record_of_then) == msgspec.json.decode((fixture / "expected.json").read_bytes())
    assert record_of_then.set_aside == ()
    care = Care.open(Home.at(root))
    view = care.day(NOW)
    assert [note.text for note in view.notes] == ["Forehead calm – no redness. 🌱", "Chin dry"]
    assert [(due.step.name, type(due.state).__name__) for due in view.due] == [("Serum", "Done"), ("Serum", "Skipped")]
    deleted = record_of_then.versions.shown("entries", "2026-11-0000000000aa")
    assert deleted is not None
    assert deleted.document is None
    care.note("written today", NOW)
    assert "written today" in texts(opened(folder))
