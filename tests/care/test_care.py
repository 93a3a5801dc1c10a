"""Care, the one door: what a person can do with a record, seen through a second Care on the same disk."""

import os
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from calm_plan import NOW, a_plan

from aftercare.care import FIRST_CLIENT, Care, Changed
from aftercare.errors import BadInput, BadPlan, DiskTrouble, NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.check_off import Done, Missed, Occurrence, Pending, Skipped
from aftercare.model.deed import Deed
from aftercare.model.notice import AheadOfClock, SeveralVersions, ShorterThanLeft
from aftercare.model.plan import PlanStep
from aftercare.model.routine import EVENING, MORNING, Daily
from aftercare.store import disk
from aftercare.store.line import SCHEMA, Action, Change, encode

SUNDAY = date(2026, 11, 22)
CREAM = Occurrence("cream", SUNDAY, "evening")
GEL = Occurrence("gel", SUNDAY, "evening")


def seen(home, day=None, now=NOW):
    """Occurrence id → state, read from the disk anew."""
    return {due.occurrence.id: due.state for due in Care.open(home).day(now, day).due}


def deeds(care, *periods):
    return [each.action.what for period in periods for each in care._record.actions(period)]


# ---- opening


def test_a_record_begins_with_a_morning_and_an_evening(home):
    present = Care.start(home, NOW, name="Anna").present()
    assert present.client.name == "Anna"
    assert present.routine.slots == {"morning": MORNING, "evening": EVENING}


def test_beginning_twice_opens_what_is_there(home, care):
    assert Care.start(home, NOW, name="Ben").present().client.name == "Anna"


def test_opening_where_nothing_is_says_how_to_begin(home):
    with pytest.raises(NotFound, match=f"“{FIRST_CLIENT}”.*aftercare plan import"):
        Care.open(home)
    assert not home.data.exists()


def test_the_only_client_need_not_be_named_and_one_of_several_must(home):
    Care.start(home, NOW, client="ben", name="Ben")
    assert Care.open(home).folder.name == "ben"
    Care.start(home, NOW, client="anna")
    with pytest.raises(NotFound, match="--client: anna, ben"):
        Care.open(home)
    assert Care.open(home, "ben").present().client.name == "Ben"


def test_a_name_that_is_a_path_is_no_clients_name(home):
    for name in ("../anna", "anna/..", "", ".", "Anna", "a\n", "a" * 65):
        with pytest.raises(BadInput, match="cannot be a client's name"):
            Care.start(home, NOW, client=name) if name else home.client(name)


def test_a_record_that_was_here_and_is_gone_is_not_taken_for_a_first_start(home, care):
    care.folder.records.rename(care.folder.records.with_name("elsewhere"))
    with pytest.raises(DiskTrouble, match="any more"):
        Care.open(home)


def test_an_emptied_folder_is_not_taken_for_a_first_start(home, care):
    for path in care.folder.records.iterdir():
        path.unlink()
    for again in (Care.open, lambda home: Care.start(home, NOW)):
        with pytest.raises(DiskTrouble, match="any more"):
            again(home)


def test_folders_and_files_are_their_owners_alone(home, care):
    paths = [care.folder.records, care.folder.state, *care.folder.records.iterdir(), *care.folder.state.iterdir()]
    assert {path.stat().st_mode & 0o077 for path in paths} == {0}


# ---- answering


def test_a_tick_is_stored_with_its_instant(home, care):
    assert care.tick(CREAM, NOW)
    assert seen(home)[CREAM.id] == Done(NOW)


def test_an_instant_keeps_the_offset_of_its_wall_time(home, care):
    care.set_zone("Europe/Berlin", NOW)
    care.tick(CREAM, NOW)
    document = care._record.versions.live[tables.CHECK_OFFS][CREAM.id]
    assert document["answer"]["at"] == "2026-11-22T22:04:00+01:00"


def test_ticking_what_is_done_writes_nothing(care):
    care.tick(CREAM, NOW)
    assert not care.tick(CREAM, NOW + timedelta(minutes=5))
    assert deeds(care, "2026-11") == [Deed.TICK]


def test_a_step_is_skipped_with_a_reason_and_done_after_all(home, care):
    assert care.skip(CREAM, "  no time  ", NOW)
    assert seen(home)[CREAM.id] == Skipped(NOW, "no time")
    assert care.tick(CREAM, NOW)
    assert seen(home)[CREAM.id] == Done(NOW)


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("   ", "reason is missing"),
        ("x" * 10_001, "10,001 characters"),
        ("a\x1b[2J", "U\\+001B"),
        ("a\u202eb", "U\\+202E"),
    ],
)
def test_a_reason_that_cannot_be_kept_is_refused_and_nothing_is_written(care, reason, message):
    with pytest.raises(BadInput, match=message):
        care.skip(CREAM, reason, NOW)
    assert deeds(care, "2026-11") == []


def test_a_step_due_twice_a_day_is_answered_in_each_slot(home, care):
    care.tick(Occurrence("cream", SUNDAY, "morning"), NOW)
    assert seen(home) == {
        "cream:2026-11-22:morning": Done(NOW),
        "gel:2026-11-22:evening": Pending(),
        "cream:2026-11-22:evening": Pending(),
    }


def test_what_is_not_due_cannot_be_answered(care):
    with pytest.raises(BadInput, match="not due on 2026-11-17"):
        care.tick(Occurrence("gel", date(2026, 11, 17), "evening"), NOW)
    with pytest.raises(BadInput, match=r"not due.*morning"):
        care.tick(Occurrence("gel", SUNDAY, "morning"), NOW)
    with pytest.raises(BadInput, match="still to come"):
        care.tick(Occurrence("cream", SUNDAY + timedelta(days=1), "morning"), NOW)
    with pytest.raises(NotFound, match="no step"):
        care.tick(Occurrence("toner", SUNDAY, "morning"), NOW)


def test_a_past_day_can_be_answered_later(home, care):
    day = date(2026, 11, 20)
    assert seen(home, day)["cream:2026-11-20:evening"] == Missed()
    care.tick(Occurrence("cream", day, "evening"), NOW)
    assert seen(home, day)["cream:2026-11-20:evening"] == Done(NOW)


def test_an_evening_finished_after_midnight_is_the_evenings(home, care):
    late = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    assert care.day(late).day == SUNDAY
    care.tick(CREAM, late)
    assert seen(home, SUNDAY)[CREAM.id] == Done(late)


def test_the_day_shows_the_therapist_and_the_next_session(care):
    day = care.day(NOW)
    assert day.practitioner.name == "Ines Moreau"
    assert day.next_session.id == "session-6"


# ---- undo


def test_ticked_undone_and_ticked_again(home, care):
    care.tick(CREAM, NOW)
    assert care.undo(NOW).titles == ("Barrier cream",)
    assert seen(home)[CREAM.id] == Pending()
    care.tick(CREAM, NOW)
    assert seen(home)[CREAM.id] == Done(NOW)
    assert deeds(care, "2026-11") == [Deed.TICK, Deed.UNDO, Deed.TICK]


def test_undo_goes_back_action_by_action_and_stops_at_the_beginning(home, care):
    care.tick(CREAM, NOW)
    care.skip(CREAM, "stung", NOW)
    note = care.note("calm", NOW)
    care.edit_note(note, "calmer", NOW)
    undone = [care.undo(NOW).deed for _ in range(5)]
    assert undone == [Deed.EDIT_NOTE, Deed.NOTE, Deed.SKIP, Deed.TICK, Deed.IMPORT_PLAN]
    assert Care.open(home).day(NOW).due == ()
    with pytest.raises(NotFound, match="nothing to undo"):
        care.undo(NOW)


def test_an_undo_names_what_it_undoes(care):
    care.tick(CREAM, NOW)
    tick = next(iter(care._record.actions("2026-11")))
    care.undo(NOW)
    assert [each.action.undoes for each in care._record.actions("2026-11")] == [None, tick.name]


def written_elsewhere(care, note, text, stamp=60_000):
    """Another device's edit of `note`, of the version that is shown here now, as a file sync brings it later."""
    seen = care._record.versions.shown(tables.ENTRIES, note.id)
    change = Change(tables.ENTRIES, note.id, (seen.name,), {**seen.document, "text": text})
    _, line = encode(Action("other", 1, seen.stamp + stamp, SCHEMA, Deed.EDIT_NOTE, (change,)))
    return lambda: (care.folder.records / "2026-11.other.log").write_bytes(b"\n" + line + b"\n")


def test_undo_asks_where_the_thing_was_changed_since_and_goes_on_when_told_to(home, care):
    note = care.note("calm", NOW)
    written_elsewhere(care, note, "warm")()
    with pytest.raises(NoLongerCurrent, match="“calm” has been changed since"):
        care.undo(NOW)
    assert [each.text for each in care.day(NOW).notes] == ["warm"]
    care.undo(NOW, although_changed=True)
    assert Care.open(home).day(NOW).notes == ()
    texts = [(version.document or {}).get("text") for version in care.history(tables.ENTRIES, note.id)]
    assert texts == ["calm", "warm", None]


def test_undo_takes_a_whole_plan_back(home, care):
    care.undo(NOW)
    again = Care.open(home)
    assert again.day(NOW).due == ()
    assert again.present().practitioner is None


# ---- notes


def test_a_note_is_written_changed_and_deleted(home, care):
    note = care.note("  calm\nand warm ", NOW)
    assert note.id.startswith("2026-11-")
    assert [each.text for each in Care.open(home).day(NOW).notes] == ["calm\nand warm"]
    changed = care.edit_note(note, "calmer", NOW)
    assert [each.text for each in Care.open(home).day(NOW).notes] == ["calmer"]
    care.delete_note(changed, NOW)
    assert Care.open(home).day(NOW).notes == ()
    texts = [(version.document or {}).get("text") for version in care.history(tables.ENTRIES, note.id)]
    assert texts == ["calm\nand warm", "calmer", None]


def test_a_note_that_another_process_changed_is_not_overwritten(home, care):
    note = care.note("calm", NOW)
    Care.open(home).edit_note(note, "warm", NOW)
    with pytest.raises(NoLongerCurrent, match="changed since you opened it"):
        care.edit_note(note, "cold", NOW)
    with pytest.raises(NoLongerCurrent):
        care.delete_note(note, NOW)
    assert [each.text for each in care.day(NOW).notes] == ["warm"]


def test_markup_and_brackets_stay_what_they_are(home, care):
    text = "[red]not markup[/oops] %s {0} ../../etc"
    care.note(text, NOW)
    assert Care.open(home).day(NOW).notes[0].text == text


# ---- plans


def test_a_plan_is_one_action(care):
    (imported,) = [each for each in care._record.actions("profile") if each.action.what == Deed.IMPORT_PLAN]
    kinds = {change.table for change in imported.action.changes}
    assert kinds == {
        *(tables.PLANS, tables.PRODUCTS, tables.STEPS, tables.SESSIONS, tables.PRACTITIONER),
        tables.PROGRAMME,
    }


def test_considering_a_plan_writes_nothing(home, care):
    before = {path: path.read_bytes() for path in care.folder.records.iterdir()}
    assert care.consider_plan(a_plan(2, title="Calmer"), NOW).changes
    assert {path: path.read_bytes() for path in care.folder.records.iterdir()} == before


def test_the_same_plan_again_changes_nothing(care):
    assert care.import_plan(a_plan(), NOW).writes == ()
    assert deeds(care, "profile").count(Deed.IMPORT_PLAN) == 1


def test_a_new_version_leaves_past_days_as_they_were(home, care):
    past = {day: seen(home, day) for day in (date(2026, 11, 16) + timedelta(n) for n in range(6))}
    steps = (PlanStep("gel", "Calming gel", ("morning",), Daily(), product="gel"),)
    care.import_plan(a_plan(2, steps=steps), NOW)
    assert list(seen(home)) == ["gel:2026-11-22:morning"]
    assert {day: seen(home, day) for day in past} == past


def test_a_plan_that_is_refused_leaves_everything_as_it_was(home, care):
    before = {path: path.read_bytes() for path in care.folder.records.iterdir()}
    with pytest.raises(BadPlan):
        care.import_plan(a_plan(1, title="Other"), NOW)
    assert {path: path.read_bytes() for path in care.folder.records.iterdir()} == before


# ---- the change feed


def test_a_change_is_told_to_those_who_listen_until_they_stop(care):
    told: list[Changed] = []
    end = care.subscribe(told.append)
    care.tick(CREAM, NOW)
    end()
    care.tick(GEL, NOW)
    assert told == [Changed(frozenset({(tables.CHECK_OFFS, CREAM.id)}), here=True)]


def test_what_another_process_writes_is_told_when_following(home, care):
    told: list[Changed] = []
    care.day(NOW)
    care.subscribe(told.append)
    assert not care.follow()
    other = Care.open(home)
    other.tick(CREAM, NOW)
    other.import_plan(a_plan(2, title="Calmer"), NOW)
    assert care.follow()
    assert {key for change in told for key in change.keys} >= {(tables.CHECK_OFFS, CREAM.id), (tables.PLANS, "calm@2")}
    assert not any(change.here for change in told)
    assert care.day(NOW).due == other.day(NOW).due


def test_several_threads_may_write_at_once(home, care):
    threads = [threading.Thread(target=care.note, args=(f"note {n}", NOW)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {note.text for note in Care.open(home).day(NOW).notes} == {f"note {n}" for n in range(16)}
    seqs = [each.action.seq for each in care._record.actions("2026-11")]
    assert seqs == sorted(set(seqs))


# ---- several versions, and clocks


@pytest.fixture
def two_versions(home, care):
    """A note that was changed in two places at the same time."""
    note = care.note("calm", NOW)
    arrives = written_elsewhere(care, note, "calm, elsewhere")
    care.edit_note(note, "calm, here", NOW)
    arrives()
    care.follow()
    return note


def test_two_versions_made_at_the_same_time_are_both_kept_and_offered(care, two_versions):
    assert [note.text for note in care.day(NOW).notes] == ["calm, elsewhere"]
    assert SeveralVersions(1) in care.notices(NOW)
    ((shown, other),) = care.several_versions()
    assert (shown.document["text"], other.document["text"]) == ("calm, elsewhere", "calm, here")


def test_one_of_them_is_chosen_and_the_other_becomes_history(home, care, two_versions):
    ((shown, other),) = care.several_versions()
    care.keep_version(other, NOW)
    again = Care.open(home)
    assert [note.text for note in again.day(NOW).notes] == ["calm, here"]
    assert again.several_versions() == []
    assert len(again.history(tables.ENTRIES, two_versions.id)) == 4
    with pytest.raises(NoLongerCurrent):
        care.keep_version(shown, NOW)


def test_a_choice_that_is_undone_is_offered_again(home, care, two_versions):
    ((shown, other),) = care.several_versions()
    care.keep_version(other, NOW)
    assert care.undo(NOW).deed == Deed.KEEP_VERSION
    again = Care.open(home)
    ((first, second),) = again.several_versions()
    assert (first.document, second.document) == (shown.document, other.document)


def test_what_another_process_wrote_is_known_before_a_plan_is_taken_over(home, care):
    other = Care.open(home)
    care.consider_plan(a_plan(3, title="Calmest"), NOW)
    steps = (PlanStep("gel", "Calming gel", ("morning",), Daily(), product="gel"),)
    other.import_plan(a_plan(2, steps=steps), NOW)
    with pytest.raises(BadPlan, match="version 2"):
        care.import_plan(a_plan(1, title="Older"), NOW)
    assert [due.step.id for due in care.day(NOW).due] == ["gel"]


def test_what_is_read_on_while_writing_is_told(home, care):
    told: list[Changed] = []
    care.day(NOW)
    care.subscribe(told.append)
    Care.open(home).tick(CREAM, NOW)
    care.note("calm", NOW)
    assert (tables.CHECK_OFFS, CREAM.id) in {key for change in told if not change.here for key in change.keys}


def test_a_follower_may_wait_for_somebody_who_reads(care):
    seen_by_reader = []

    def follower(_):
        reader = threading.Thread(target=lambda: seen_by_reader.append(care.day(NOW)))
        reader.start()
        reader.join(10)

    care.subscribe(follower)
    care.tick(CREAM, NOW)
    care.undo(NOW)
    assert len(seen_by_reader) == 2


def test_undo_takes_back_the_last_action_of_whatever_month(home, care):
    care.tick(CREAM, NOW)
    care.note("about the summer", NOW, date(2026, 7, 1))
    assert Care.open(home).to_undo().deed == Deed.NOTE
    Care.open(home).undo(NOW)
    assert Care.open(home).to_undo().deed == Deed.TICK


def test_the_name_comes_with_the_first_plan_and_goes_with_its_undo(home):
    care = Care.start(home, NOW)
    care.import_plan(a_plan(client="Anna"), NOW)
    assert care.present().client.name == "Anna"
    care.undo(NOW)
    assert Care.open(home).present().client.name == ""


def test_an_instant_without_an_offset_is_refused(home, care):
    with pytest.raises(ValueError, match="without an offset"):
        care.tick(CREAM, NOW.replace(tzinfo=None))
    assert seen(home)[CREAM.id] == Pending()


@pytest.mark.parametrize(
    ("table", "document_id", "document"),
    [
        (tables.CHECK_OFFS, CREAM.id, {"step": "cream", "day": "2026-11-22", "slot": "evening", "answer": "done"}),
        (tables.CHECK_OFFS, CREAM.id, {"step": "cream"}),
        (tables.CHECK_OFFS, "no month", {}),
        (tables.STEPS, "cream", {"id": "cream"}),
        (tables.ENTRIES, "2026-11-x", {"id": "2026-11-x", "text": 7}),
        (
            tables.ENTRIES,
            "2026-11-x",
            {"id": "2026-11-x", "day": "2026-11-22", "at": "2026-11-22T08:00:00", "text": "x"},
        ),
        (tables.SESSIONS, "s", {"id": "s", "at": "2026-12-01T10:00:00Z", "kind": "x", "origin": {"kind": "client"}}),
    ],
)
def test_a_whole_line_with_a_content_that_does_not_fit_is_set_aside(home, care, table, document_id, document):
    """As a hand or a later program might write it: the checksum is right."""
    before = care.day(NOW)
    change = Change(table, document_id, (), document)
    _, line = encode(Action("other", 1, 5, SCHEMA, Deed.NOTE, (change,)))
    for period in ("profile", "2026-11"):
        (care.folder.records / f"{period}.other.log").write_bytes(b"\n" + line + b"\n")
    care.follow()
    again = Care.open(home)
    assert again.day(NOW) == care.day(NOW) == before
    assert {type(notice).__name__ for notice in again.notices(NOW)} == {"LinesSetAside"}
    assert care.tick(GEL, NOW)


def test_a_kept_plan_that_does_not_fit_is_said_and_stops_nothing_else(home, care):
    change = Change(tables.PLANS, "calm@9", (), {"plan": "by hand"})
    _, line = encode(Action("other", 1, 5, SCHEMA, Deed.IMPORT_PLAN, (change,)))
    (care.folder.records / "profile.other.log").write_bytes(b"\n" + line + b"\n")
    again = Care.open(home)
    assert again.day(NOW).due
    with pytest.raises(BadPlan, match="none that this program knows"):
        again.consider_plan(a_plan(2), NOW)


def test_what_is_named_like_a_log_and_is_none_is_left_alone_and_told(home, care):
    os.mkfifo(care.folder.records / "2026-11.pipe.log")
    (care.folder.records / "2025-01.nowhere.log").symlink_to("nowhere")
    (care.folder.records / "profile.folder.log").mkdir()
    again = Care.open(home)
    assert again.day(NOW).due == care.day(NOW).due
    assert again.follow() is False
    assert [line.split(",")[0] for line in again.where().set_aside] == [
        "2025-01.nowhere.log",
        "2026-11.pipe.log",
        "profile.folder.log",
    ]


def test_a_tick_that_the_disk_did_not_confirm_is_made_durable_before_it_counts(home, care, monkeypatch):
    def failing(fd):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("aftercare.store.disk.sync_file", failing)
        with pytest.raises(DiskTrouble, match="not certain"):
            care.tick(CREAM, NOW)
    synced = []
    real = disk.sync_file
    monkeypatch.setattr("aftercare.store.disk.sync_file", lambda fd: (synced.append(fd), real(fd)))
    assert not care.tick(CREAM, NOW)
    assert synced


def test_a_file_that_is_gone_or_shorter_is_told_of(home, care):
    care.note("calm", NOW)
    log = next(care.folder.records.glob("2026-11.*"))
    profile = next(care.folder.records.glob("profile.*"))
    kept, whole = log.read_bytes(), profile.read_bytes()
    assert Care.open(home).notices(NOW) == []
    profile.unlink()
    assert Care.open(home).notices(NOW) == [ShorterThanLeft((profile.name,))]
    profile.write_bytes(whole)
    log.write_bytes(kept[: len(kept) // 2])
    assert ShorterThanLeft((log.name,)) in Care.open(home).notices(NOW)


def test_two_devices_that_tick_the_same_make_one_check_off_and_no_question(home, care):
    answer = {"kind": "done", "at": "2026-11-22T20:59:00Z"}
    document = {"step": "cream", "day": "2026-11-22", "slot": "evening", "answer": answer}
    action = Action("other", 1, 1, SCHEMA, Deed.TICK, (Change(tables.CHECK_OFFS, CREAM.id, (), document),))
    care.tick(CREAM, NOW)
    (care.folder.records / "2026-11.other.log").write_bytes(b"\n" + encode(action)[1] + b"\n")
    care.follow()
    assert seen(home)[CREAM.id] == Done(NOW)
    assert care.several_versions() == []
    assert care.notices(NOW) == []
    care.undo(NOW)
    assert seen(home)[CREAM.id] == Pending()


def test_a_device_whose_clock_is_days_ahead_is_named(care):
    care.note("from the future", NOW + timedelta(days=3), day=SUNDAY)
    (notice,) = care.notices(NOW)
    assert isinstance(notice, AheadOfClock)
    assert notice.until.date() == date(2026, 11, 25)
    assert care.notices(NOW + timedelta(days=3)) == []


def test_a_clock_that_was_ahead_does_not_hold_up_what_is_written_later(home, care):
    note = care.note("from the future", NOW + timedelta(days=3), day=SUNDAY)
    care.edit_note(note, "from now", NOW)
    assert [each.text for each in Care.open(home).day(NOW).notes] == ["from now"]


def test_where_tells_the_folders_and_the_files(care):
    care.note("calm", NOW)
    where = care.where()
    assert where.client == FIRST_CLIENT
    assert where.records == care.folder.records
    assert [name.split(".")[0] for name in where.files] == ["2026-11", "profile"]
    assert where.set_aside == ()
