"""The record as a whole: backups, restore, verify, export, import, erase."""

from __future__ import annotations

import csv
import io
import json
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from aftercare.care import Care, Home, read_plan, sample_plans
from aftercare.care.backing_up import backup_called
from aftercare.care.daily import back_up_daily, daily_is_due
from aftercare.care.importing import begin_for_import, read_diary_file, read_import
from aftercare.care.machine_settings import set_on_machine
from aftercare.care.restoring import restore_first
from aftercare.errors import BadInput, NotFound, NotSound
from aftercare.model import tables
from aftercare.model.backup import BackupReason
from aftercare.model.deed import Deed
from aftercare.model.incoming import Incoming
from aftercare.model.journal_search import search_typed
from aftercare.store.log import Cursor, read_on
from aftercare.store.record import PROFILE

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


@pytest.fixture
def care(home: Home) -> Care:
    """Anna, with some days behind her."""
    record = Care.start(home, NOW - 40 * DAY, name="Anna B.")
    record.import_plan(sample_plans()["reactive_skin"], NOW - 40 * DAY)
    for days in (35, 34, 5, 1):
        at = NOW - days * DAY
        record.tick_slot("evening", at.date(), at)
        record.note(f"calm, {days} days ago", at)
    return record


def documents(care: Care) -> dict[str, dict[str, dict]]:
    whole = care._another_reading()
    whole.need(PROFILE, *whole.months())
    return {table: dict(each) for table, each in whole.versions.live.items() if each}


def actions(care: Care) -> list:
    return [
        each
        for name in care._record.files()
        for each in read_on(care.folder.log(name), Cursor(), care._record.fits).actions
    ]


def put_photo(care: Care, data: bytes) -> str:
    """A photo as it lies in the record."""
    name = sha256(data).hexdigest()
    place = care.folder.photos / name[:2] / f"{name}.jpg"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return name


def file_of(care: Care, name: str = "newest"):
    return backup_called(Home(care.folder.records.parents[2], care.folder.state.parents[1]), care.folder.name, name)


# ---- backups


def test_a_backup_is_one_file_that_anybody_can_unpack(care, tmp_path):
    photo = put_photo(care, b"picture")
    done = care.keeping.back_up(NOW)
    assert done.is_new
    shutil.unpack_archive(done.backup.place, tmp_path / "unpacked")
    for name in care._record.files():
        assert (tmp_path / "unpacked" / "records" / name).read_bytes() == care.folder.log(name).read_bytes()
    assert (tmp_path / "unpacked" / "photos" / photo[:2] / f"{photo}.jpg").read_bytes() == b"picture"
    manifest = json.loads((tmp_path / "unpacked" / "manifest.json").read_text())
    assert manifest["counts"] == {table: len(each) for table, each in sorted(documents(care).items())}
    assert (manifest["name"], manifest["photos"], manifest["reason"]) == ("Anna B.", 1, "by hand")
    assert Path(done.backup.place).stat().st_mode & 0o077 == 0


def test_nothing_new_makes_no_second_backup(care):
    first = care.keeping.back_up(NOW)
    assert not care.keeping.back_up(NOW + DAY).is_new
    care.note("new", NOW + DAY)
    again = care.keeping.back_up(NOW + DAY)
    assert again.is_new
    assert [each.name for each in care.keeping.backups()] == [again.backup.name, first.backup.name]


def test_each_backup_that_is_kept_gives_an_equal_record_in_an_empty_home(care, tmp_path):
    put_photo(care, b"picture")
    was = {}
    for day in range(30):
        care.note(f"day {day}", NOW + day * DAY)
        place = care.keeping.back_up(NOW + day * DAY, BackupReason.DAILY).backup.place
        was[place] = (documents(care), actions(care))
    kept = care.keeping.backups()
    assert 8 <= len(kept) <= 12
    for number, each in enumerate(kept):
        there = Home.at(tmp_path / f"restored {number}")
        restore_first(there, "me", file_of(care, each.place))
        again = Care.open(there)
        assert (documents(again), actions(again)) == was[each.place], each.name
        assert len(list(again.folder.photos.glob("*/*"))) == 1
        again.note("and on", NOW + 40 * DAY)
        assert again.keeping.verify().problems == ()


def test_a_restored_record_is_another_writer(care, tmp_path):
    care.keeping.back_up(NOW)
    there = Home.at(tmp_path / "there")
    restore_first(there, "me", file_of(care))
    Care.open(there).note("there", NOW)
    care.note("here", NOW)
    for log in Care.open(there).folder.records.iterdir():
        if not (care.folder.records / log.name).exists():
            shutil.copy(log, care.folder.records)
    care.follow()
    texts = {each["text"] for each in documents(care)[tables.ENTRIES].values()}
    assert {"there", "here"} <= texts
    assert care.several_versions() == []


def test_a_backup_before_a_plan_that_changes_something(home, care):
    before = documents(care)
    care.import_plan(sample_plans()["needle_course"], NOW)
    (made,) = [each for each in care.keeping.backups() if each.reason == "before a plan"]
    assert care.keeping.consider_restore(file_of(care, made.place)).changes
    care.import_plan(sample_plans()["needle_course"], NOW)
    assert len(care.keeping.backups()) == 1
    care.keeping.restore_backup(file_of(care, made.place), NOW)
    assert documents(care) == before


def test_a_second_folder_gets_each_backup_and_its_absence_is_one_calm_line(home, care, tmp_path):
    second = tmp_path / "stick"
    set_on_machine(home, "second-folder", str(second))
    done = care.keeping.back_up(NOW)
    assert done.second is None
    assert done.remark == f"The second folder {second} is not there now; the backup lies on this machine."
    assert not second.exists(), "a drive that is not plugged in is not made in its place"
    second.mkdir()
    done = care.keeping.back_up(NOW)
    assert (done.is_new, done.second) == (False, str(second))
    assert [each.name for each in second.iterdir()] == [Path(done.backup.place).name]
    set_on_machine(home, "second-folder", "none")
    assert care.keeping.back_up(NOW).second is None


def test_the_backup_of_the_day_is_made_once_and_only_where_something_changed(home, care):
    assert daily_is_due(home, NOW)
    assert back_up_daily(home, NOW) == ()
    assert [each.reason for each in care.keeping.backups()] == ["daily"]
    care.note("later that day", NOW)
    assert back_up_daily(home, NOW) == ()
    assert len(care.keeping.backups()) == 1
    assert back_up_daily(home, NOW + DAY) == ()
    assert back_up_daily(home, NOW + 2 * DAY) == ()
    assert len(care.keeping.backups()) == 2


def test_the_backup_of_the_day_tells_what_went_wrong_and_goes_on(home, care):
    Care.start(home, NOW, "ben", name="Ben")
    care.folder.backups.parent.mkdir()
    care.folder.backups.write_text("a file stands where the folder should be")
    (trouble,) = back_up_daily(home, NOW)
    assert "There is no backup of “me” today." in trouble
    assert len(Care.open(home, "ben").keeping.backups()) == 1


# ---- restore


def test_a_restore_is_shown_and_made_as_an_action_that_can_be_undone(care):
    then = documents(care)
    care.keeping.back_up(NOW)
    care.note("since", NOW)
    gone = care.day(NOW, (NOW - DAY).date()).notes[0]
    care.delete_note(gone, NOW)
    care.edit_note(care.day(NOW, (NOW - 5 * DAY).date()).notes[0], "not calm", NOW)
    now = documents(care)
    shown = care.keeping.consider_restore(file_of(care))
    (entries,) = [each for each in shown.differences if each.table == tables.ENTRIES]
    assert (entries.now, entries.then, entries.added, entries.changed, entries.removed) == (4, 4, 1, 1, 1)
    assert shown.newest_now[0] == "2026-11-22  since"
    assert shown.newest_then[0] == "2026-11-21  calm, 1 days ago"
    assert documents(care) == now, "a look changes nothing"
    care.keeping.restore_backup(file_of(care), NOW)
    assert documents(care) == then
    assert care.keeping.backups()[0].reason == "before a restore"
    assert care.to_undo().deed is Deed.RESTORE_BACKUP
    care.undo(NOW)
    assert documents(care) == now
    assert documents(Care(care.folder)) == now


def test_the_backup_that_is_brought_back_makes_no_room_for_the_one_before_it(care):
    for day in range(60):
        care.note(f"day {day}", NOW + day * DAY)
        care.keeping.back_up(NOW + day * DAY, BackupReason.DAILY)
    for day in range(61, 64):
        oldest_daily = care.keeping.backups()[6]
        care.note("since", NOW + day * DAY)
        care.keeping.restore_backup(file_of(care, oldest_daily.place), NOW + day * DAY)
        assert Path(oldest_daily.place).exists()


def test_only_what_is_missing_comes_back(care):
    care.keeping.back_up(NOW)
    care.note("since", NOW)
    care.edit_note(care.day(NOW, (NOW - 5 * DAY).date()).notes[0], "not calm", NOW)
    care.delete_note(care.day(NOW, (NOW - DAY).date()).notes[0], NOW)
    shown = care.keeping.restore_backup(file_of(care), NOW, only_missing=True)
    assert shown.changes == 1
    texts = {each["text"] for each in documents(care)[tables.ENTRIES].values()}
    assert texts == {"since", "not calm", "calm, 1 days ago", "calm, 34 days ago", "calm, 35 days ago"}


def test_a_photo_that_is_gone_comes_back(care):
    photo = put_photo(care, b"picture")
    care.keeping.back_up(NOW)
    (care.folder.photos / photo[:2] / f"{photo}.jpg").unlink()
    shown = care.keeping.restore_backup(file_of(care), NOW)
    assert (shown.photos, shown.changes) == (1, 0)
    assert (care.folder.photos / photo[:2] / f"{photo}.jpg").read_bytes() == b"picture"


def test_a_record_whose_folder_is_gone_comes_back_in_place(home, care):
    then = documents(care)
    care.keeping.back_up(NOW)
    shutil.rmtree(care.folder.records.parent)
    restore_first(home, "me", file_of(care))
    again = Care.open(home)
    assert documents(again) == then
    again.note("and on", NOW)


def test_a_damaged_backup_is_refused_and_changes_nothing(home, care):
    place = Path(care.keeping.back_up(NOW).backup.place)
    care.note("since", NOW)
    now = documents(care)
    data = bytearray(place.read_bytes())
    for at in range(200, len(data), 997):
        damaged = bytearray(data)
        damaged[at] ^= 0x55
        place.write_bytes(damaged)
        with suppress(NotSound):
            care.keeping.restore_backup(file_of(care, str(place)), NOW)
            care.undo(NOW)  # a byte that says nothing, such as one of a date in the directory of the file
        assert documents(care) == now, at


def test_a_backup_that_leads_out_of_its_folder_is_not_followed(care, tmp_path):
    import zipfile

    place = Path(care.keeping.back_up(NOW).backup.place)
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(place) as good, zipfile.ZipFile(evil, "w") as bad:
        manifest = json.loads(good.read("manifest.json"))
        for name in good.namelist()[:-1]:
            bad.writestr(name, good.read(name))
        for name in ("records/../../../owned", "/owned", "photos/../../owned"):
            bad.writestr(name, b"x")
            manifest["files"][name] = {"bytes": 1, "sha256": sha256(b"x").hexdigest()}
        bad.writestr("manifest.json", json.dumps(manifest))
    restore_first(Home.at(tmp_path / "deep" / "there"), "me", file_of(care, str(evil)))
    assert list(tmp_path.rglob("*owned*")) == []


# ---- verify


def test_verify_says_what_is_wrong_and_what_to_do(care):
    photo = put_photo(care, b"picture")
    place = Path(care.keeping.back_up(NOW).backup.place)
    assert care.keeping.verify().problems == ()
    log = care.folder.log(care._record.files()[0])
    data = bytearray(log.read_bytes())
    data[60] ^= 1
    log.write_bytes(data)
    (care.folder.photos / photo[:2] / f"{photo}.jpg").write_bytes(b"another")
    place.write_bytes(place.read_bytes()[:-40])
    line, shot, backup = care.keeping.verify().problems
    assert "checksum does not fit" in line.what
    assert "--only-missing" in line.next_step
    assert "is not what was stored" in shot.what
    assert "is not whole" in backup.what


# ---- export and import


def test_an_export_says_everything_and_comes_in_again_equal(care, tmp_path):
    put_photo(care, b"picture")
    done = care.keeping.export(tmp_path / "out", NOW, history=True)
    assert (done.photos, done.actions) == (1, len(actions(care)))
    found = read_import(tmp_path / "out")
    assert found.bad == ()
    there = begin_for_import(Home.at(tmp_path / "there"), "me")
    there.keeping.take_in(found.documents, NOW, found.photos)
    assert documents(there) == documents(care)
    assert len(list(there.folder.photos.glob("*/*"))) == 1
    assert read_plan is not None
    before = actions(there)
    considered = there.keeping.take_in(found.documents, NOW, found.photos)
    assert (considered.writes, considered.conflicts) == ((), ())
    assert actions(there) == before, "twice is once"


def test_taking_in_tells_how_far_it_has_come(care, tmp_path):
    for data in (b"one", b"two", b"three"):
        put_photo(care, data)
    done = care.keeping.export(tmp_path / "out", NOW)
    assert done.photos == 3
    heard: list[float] = []
    found = read_import(tmp_path / "out", lambda done, of: heard.append(done / of))
    assert heard == sorted(heard)
    assert len(heard) > 3
    assert heard[-1] == 1
    there = Care.start(Home.at(tmp_path / "there"), NOW, name="Anna B.")
    heard.clear()
    there.keeping.take_in(found.documents, NOW, found.photos, lambda done, of: heard.append(done / of))
    assert heard == sorted(heard)
    assert heard[-3:] == pytest.approx([4 / 6, 5 / 6, 1]), "the backup before it is the first half"


def test_an_import_is_one_action_for_the_person(care, tmp_path):
    care.keeping.export(tmp_path / "out.jsonl", NOW)
    there = Care.start(Home.at(tmp_path / "there"), NOW, name="Anna B.")
    was = documents(there)
    there.keeping.take_in(read_import(tmp_path / "out.jsonl").documents, NOW)
    months = {each.what for each in there._record.history(tables.CLIENT, "client")}
    assert months == {"start"}
    there.undo(NOW)
    assert documents(there) == was
    with pytest.raises(NotFound):
        there.undo(NOW)


def test_a_record_that_has_moved_on_keeps_what_it_has(care, tmp_path):
    care.keeping.export(tmp_path / "out.jsonl", NOW)
    incoming = read_import(tmp_path / "out.jsonl").documents
    edited = care.edit_note(care.day(NOW, (NOW - 5 * DAY).date()).notes[0], "not calm", NOW)
    deleted = care.day(NOW, (NOW - DAY).date()).notes[0]
    care.delete_note(deleted, NOW)
    now = documents(care)
    considered = care.keeping.take_in(incoming, NOW)
    assert (considered.new, considered.older, considered.conflicts) == ((), 2, ())
    assert documents(care) == now
    # what was never so here is a conflict
    other = [
        Incoming(each.table, each.id, {**each.document, "text": "from elsewhere"})
        for each in incoming
        if each.id in (edited.id, deleted.id)
    ]
    considered = care.keeping.take_in(other, NOW)
    assert documents(care) == now
    assert {(each.id, each.deleted) for each in considered.conflicts} == {(edited.id, False), (deleted.id, True)}
    assert [each.here for each in considered.conflicts if not each.deleted] == [{"text": "not calm"}]
    care.keeping.take_in(other, NOW, theirs=True)
    assert documents(care)[tables.ENTRIES][edited.id]["text"] == "from elsewhere"
    care.undo(NOW)
    assert documents(care) == now


def test_bad_lines_are_named_and_the_rest_comes_in(care, tmp_path):
    file = tmp_path / "out.jsonl"
    care.keeping.export(file, NOW)
    lines = file.read_bytes().split(b"\n")
    lines[2] = b'{"table": "steps"'
    lines[3] = b'{"table":"nowhere","id":"x","document":{}}'
    lines[4] = b'{"table":"steps","id":"x","document":{"name":3}}'
    file.write_bytes(b"\n".join(lines[:-2]))
    found = read_import(file)
    assert [each.line for each in found.bad] == [3, 4, 5, len(lines) - 2]
    assert "the file ends early" in found.bad[-1].why
    assert len(found.documents) == len(lines) - 6


def test_an_export_never_writes_over_anything_unasked(care, tmp_path):
    out = tmp_path / "out"
    care.keeping.export(out, NOW)
    with pytest.raises(BadInput, match="earlier export"):
        care.keeping.export(out, NOW)
    care.note("more", NOW)
    care.keeping.export(out, NOW, force=True)
    assert len([each for each in read_import(out).documents if each.table == tables.ENTRIES]) == 5
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "precious").write_text("mine")
    with pytest.raises(BadInput, match="other things"):
        care.keeping.export(tmp_path / "other", NOW, force=True)
    (tmp_path / "x.jsonl").write_text("mine")
    with pytest.raises(BadInput, match="no export"):
        care.keeping.export(tmp_path / "x.jsonl", NOW)
    assert {each.name for each in tmp_path.iterdir()} == {"home", "other", "out", "x.jsonl"}


def test_no_typed_text_becomes_a_formula_of_a_spreadsheet(care, tmp_path):
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "plain"):
        care.note(text, NOW)
    care.keeping.export(tmp_path / "out", NOW)
    data = (tmp_path / "out" / "tables" / "entries.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert {"id", "day", "at", "text", "step"} <= rows[0].keys()
    assert {each["text"] for each in rows} >= {"'=1+1", "'+1", "'-1", "'@SUM(A1)", "plain"}
    for table in (tmp_path / "out" / "tables").iterdir():
        for row in csv.reader(io.StringIO(table.read_text("utf-8-sig"))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))], table


def test_a_diary_comes_in_as_notes_once(care, tmp_path):
    file = tmp_path / "diary.csv"
    file.write_text("Tag;Notizen\n21.11.2026;ruhig\n21.11.2026;ruhig\n22.11.2026;\nnie;rot\n", "utf-8")
    diary = read_diary_file(file)
    assert [(each.line, each.why) for each in diary.bad] == [(5, "“nie” is no day")]
    entries, unkept = care.keeping.diary_entries(diary.rows, NOW)
    assert unkept == ()
    assert len(care.keeping.take_in(entries, NOW).new) == 2
    notes = care.day(NOW, date(2026, 11, 21)).notes
    assert [each.text for each in notes if each.text == "ruhig"] == ["ruhig", "ruhig"]
    again, _ = care.keeping.diary_entries(read_diary_file(file).rows, NOW)
    assert care.keeping.take_in(again, NOW).new == ()
    care.undo(NOW)
    assert "ruhig" not in [each.text for each in care.day(NOW, date(2026, 11, 21)).notes]


def test_a_diary_with_numbers_comes_in_as_check_ins(care, tmp_path):
    file = tmp_path / "diary.csv"
    file.write_text('Day,Rötung,Wange,Notes\n2026-11-20,"3,0",2,dry air\n2026-11-21,"3,5",,\n2026-11-22,12,,x\n')
    mapping = {"date": "Day", "redness": "Rötung", "cheek-up-r.redness": "Wange", "text": "Notes"}
    diary = read_diary_file(file, mapping)
    entries, unkept = care.keeping.diary_entries(diary.rows, NOW)
    assert [each.line for each in unkept] == [3, 4]
    assert "whole number from 0 to 10" in unkept[0].why
    care.keeping.take_in(entries, NOW)
    (kept,) = care.check_ins(date(2026, 11, 20), date(2026, 11, 20))
    assert {each.subject.name: each.value.value for each in kept.ratings} == {"redness": 3, "cheek-up-r.redness": 2}
    assert kept.text == "dry air"
    again = care.keeping.consider_import(entries)
    assert (again.new, again.same, again.conflicts) == ((), 1, ()), "the same row is the same check-in each time"


# ---- erase


def holding(home: Home, text: bytes) -> list[Path]:
    """The files of the home in which these bytes stand."""
    return [each for each in home.data.rglob("*") if each.is_file() and text in each.read_bytes()]


def test_not_a_byte_of_what_was_erased_is_left(home, care):
    note = care.note("the secret of the lighthouse", NOW)
    care.note("after it", NOW)
    note = care.edit_note(note, "the secret of the other lighthouse", NOW)
    care.tick_slot("evening", NOW.date(), NOW)
    Care(care.folder).day(NOW)  # leaves what it derives
    drafts = care.folder.state / "drafts"
    drafts.mkdir()
    (drafts / "note").write_text("the secret of the other lighthouse")
    (drafts / "another").write_text("other words")
    care.keep_form_draft(f"edit-{note.id}", {"text": "half"})
    now = documents(care)
    assert holding(home, b"lighthouse")
    done = care.keeping.erase(note.id, NOW)
    assert (done.others, done.backups_left) == ((), ())
    assert holding(home, b"lighthouse") == []
    assert (drafts / "another").exists()
    assert care.form_draft(f"edit-{note.id}") == {}, "a form that changes it goes too, whatever stands in it"
    del now[tables.ENTRIES][note.id]
    for each in (care, Care(care.folder)):
        assert documents(each) == now
    assert care.keeping.verify().problems == ()
    # everything else goes on: what was done before can be taken back, and more can be written
    assert care.undo(NOW).deed is Deed.TICK_SLOT
    care.note("and on", NOW)
    assert documents(Care(care.folder)) == documents(care)


def test_the_index_of_the_journal_forgets_what_was_erased(home, care):
    note = care.note("The Secret of the Lighthouse", NOW)
    other = care.note("another lighthouse", NOW)
    assert len(list(care.search(search_typed("lighthouse")))) == 2
    assert holding(home, b"secret"), "the index holds it, folded"
    care.keeping.erase(note.id, NOW)
    assert holding(home, b"ecret") == []
    assert [each.id for each in care.search(search_typed("lighthouse"))] == [other.id]
    assert holding(home, b"ecret") == []


def test_what_was_done_at_once_with_it_stays(care, tmp_path):
    care.keeping.export(tmp_path / "out.jsonl", NOW)
    there = begin_for_import(Home.at(tmp_path / "there"), "me")
    there.keeping.take_in(read_import(tmp_path / "out.jsonl").documents, NOW)
    entry = there.day(NOW, (NOW - DAY).date()).notes[0]
    kept = [each for each in documents(there)[tables.ENTRIES] if each != entry.id]
    there.keeping.erase(entry.id, NOW)
    assert sorted(documents(there)[tables.ENTRIES]) == sorted(kept)
    assert documents(there)[tables.CHECK_OFFS] == documents(care)[tables.CHECK_OFFS]
    for days in (34, 35):
        each = there.day(NOW, (NOW - days * DAY).date()).notes[0]
        there.edit_note(each, "changed", NOW)
    assert there.several_versions() == [], "the lines that were written anew go by their old names"


def test_erase_names_what_it_does_not_reach_and_reaches_it_when_asked(home, care, tmp_path):
    note = care.note("the secret of the lighthouse", NOW)
    backup = Path(care.keeping.back_up(NOW).backup.place)
    other = Home.at(tmp_path / "other")
    restore_first(other, "me", file_of(care))
    there = Care.open(other)
    shown = there.keeping.consider_erase(note.id)
    assert shown.title == "2026-11-22: the secret of the lighthouse"
    assert len(shown.others) == 1
    done = there.keeping.erase(note.id, NOW)
    assert done.others == shown.others
    assert note.id not in documents(there)[tables.ENTRIES], "it is hidden all the same"
    assert holding(other, b"lighthouse")
    # the machine that wrote it, and its backups
    assert care.keeping.consider_erase(note.id).backups == (backup.name,)
    done = care.keeping.erase(note.id, NOW)
    assert done.backups_left == (str(backup),)
    done = care.keeping.erase_from_backups(note.id)
    assert done.backups_cleaned == (str(backup),)
    restore_first(Home.at(tmp_path / "third"), "me", file_of(care))
    assert holding(Home.at(tmp_path / "third"), b"lighthouse") == []
    assert care.keeping.verify().problems == ()


def test_all_writers_files_are_rewritten_when_asked(care, tmp_path):
    note = care.note("the secret of the lighthouse", NOW)
    care.keeping.back_up(NOW)
    other = Home.at(tmp_path / "other")
    restore_first(other, "me", file_of(care))
    there = Care.open(other)
    before = documents(there)
    assert there.keeping.erase(note.id, NOW, of_all_writers=True).others == ()
    assert holding(other, b"lighthouse") == []
    del before[tables.ENTRIES][note.id]
    assert documents(Care.open(other)) == before


def test_an_erased_photo_is_gone_with_its_entry_unless_another_has_it(home, care):
    photo, shared = put_photo(care, b"picture"), put_photo(care, b"shared")
    entries = {}
    for number, sha in enumerate((photo, shared, shared)):
        document = {
            "id": f"2026-11-{number:012x}",
            "day": "2026-11-22",
            "at": NOW.isoformat(),
            "text": f"shot {number}",
        }
        entries[number] = document["id"]
        care._do(
            Deed.NOTE, NOW, lambda d=document, s=sha: care._database.put(tables.ENTRIES, d["id"], {**d, "sha256": s})
        )
    assert care.keeping.entry_of_photo(photo[:8]) == entries[0]
    assert care.keeping.erase(entries[0], NOW).photos == (photo,)
    assert care.keeping.erase(entries[1], NOW).photos == ()
    assert {each.stem for each in care.folder.photos.glob("*/*")} == {shared}
    with pytest.raises(NotFound):
        care.keeping.erase(entries[0], NOW)
