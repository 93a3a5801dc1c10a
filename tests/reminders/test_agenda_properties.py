"""What holds for any record, whenever the agenda is asked for."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from msgspec.structs import replace
from reminded import START, ZONES, a_basis, a_session, on_day, said, wall

from aftercare.model.check_off import Done, Skipped
from aftercare.model.hold import Hold
from aftercare.model.later_watch import LaterWatch
from aftercare.model.pause import Pause
from aftercare.model.reminder_key import ReminderKind, SlotKey
from aftercare.model.reminder_settings import DEFAULTS, ByMinutes, QuietHours, ReminderSettings
from aftercare.model.routine import ByClient, Daily, EveryDays, Slot, Step, Terms, Weekday, Weekdays
from aftercare.model.session import Attendance
from aftercare.model.slot_instant import DatedZone, in_zone_of_record
from aftercare.model.snooze import Snooze
from aftercare.model.today import day_slots
from aftercare.reminders.quiet import not_before

SLOTS = ("one", "two", "three")
STEPS = ("a", "b", "c", "d")
DAYS = st.integers(-2, 5)
RULES = st.sampled_from([Daily(), EveryDays(2, START), Weekdays((Weekday.MON, Weekday.THU))])
MINUTES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
INSTANTS = st.builds(wall, st.integers(0, 3), st.integers(0, 23), st.integers(0, 59))
QUIET = st.one_of(st.just(QuietHours()), st.builds(QuietHours, MINUTES, MINUTES, st.booleans()))


FLAGS = st.booleans()
# made once: to make a strategy anew for each thing that is drawn takes as long as to draw it
A_SLOT, A_STEP, SOME_SLOTS = st.sampled_from(SLOTS), st.sampled_from(STEPS), st.sets(st.sampled_from(SLOTS), min_size=1)
HELD, HELD_FOR = st.sets(st.sampled_from(STEPS), max_size=2), st.integers(1, 60)
COUNT_OF_STEPS, COUNT_OF_ANSWERS, COUNT_OF_SESSIONS = st.integers(1, len(STEPS)), st.integers(0, 12), st.integers(0, 2)
ANSWER = st.sampled_from([Done(wall(0)), Skipped(wall(0), "away")])
PAUSED_FOR = st.integers(0, 3)
LEADS, AGAIN, AGAIN_AFTER = st.sampled_from([0, 15, 180]), st.integers(0, 5), st.integers(5, 120)
LATE = st.integers(1, 24 * 60)
ANOTHER_ZONE, HOURS = st.sampled_from(["Asia/Tokyo", "Pacific/Honolulu"]), st.integers(0, 23)
ATTENDANCE = st.sampled_from(Attendance)
WATCH = st.one_of(st.none(), st.builds(LaterWatch, DAYS.map(on_day), st.just(on_day(30))))


def steps(draw):
    return [
        Step(
            each,
            each.upper(),
            order,
            (Terms(on_day(draw(DAYS)), tuple(draw(SOME_SLOTS)), draw(RULES)),),
            ByClient(),
            "cream",
        )
        for order, each in enumerate(STEPS[: draw(COUNT_OF_STEPS)])
    ]


def answers(draw):
    found = {}
    for _ in range(draw(COUNT_OF_ANSWERS)):
        step, day, slot = draw(A_STEP), on_day(draw(DAYS)), draw(A_SLOT)
        found.setdefault(step, {}).setdefault(day, {})[slot] = draw(ANSWER)
    return found


def holds(draw):
    return tuple(
        Hold(step, wall(first), wall(first) + timedelta(hours=draw(HELD_FOR)), ByClient())
        for step in draw(HELD)
        for first in [draw(DAYS)]
    )


def pauses(draw):
    if draw(FLAGS):
        return ()
    first = draw(DAYS)
    return (Pause("away", on_day(first), on_day(first + draw(PAUSED_FOR))),)


def settings(draw):
    slot = replace(
        DEFAULTS[ReminderKind.SLOT],
        timing=ByMinutes((draw(LEADS),)),
        again=draw(AGAIN),
        again_after=draw(AGAIN_AFTER),
        late=draw(LATE),
    )
    check_in = replace(DEFAULTS[ReminderKind.CHECK_IN], on=draw(FLAGS))
    return ReminderSettings({"slot": slot, "check-in": check_in}, draw(QUIET))


@st.composite
def bases(draw):
    now = draw(INSTANTS)
    zones = ZONES
    if draw(FLAGS):
        zones = (*ZONES, DatedZone(on_day(draw(DAYS)), draw(ANOTHER_ZONE)))
    sessions = tuple(
        a_session(draw(DAYS), draw(HOURS), 30, f"session-{n}", attendance=draw(ATTENDANCE))
        for n in range(draw(COUNT_OF_SESSIONS))
    )
    watch = draw(WATCH)
    return a_basis(
        now,
        *steps(draw),
        zones=zones,
        slots=tuple(Slot(each, each.upper(), draw(MINUTES)) for each in SLOTS),
        answers=answers(draw),
        around={"holds": holds(draw), "pauses": pauses(draw)},
        settings=settings(draw),
        sessions=sessions,
        watch=watch,
    )


def open_slots(basis, day):
    return {each.slot.id for each in day_slots(basis.routine, basis.circumstances, day) if each.open}


@given(bases())
def test_nothing_answered_held_paused_or_not_due_is_ever_in_it(basis):
    for each in said(basis):
        if isinstance(each.key, SlotKey):
            assert each.key.slot in open_slots(basis, each.key.day)


@given(bases())
def test_no_open_slot_is_forgotten(basis):
    now = basis.circumstances.now
    found = {each.key for each in said(basis, 48) if isinstance(each.key, SlotKey)}
    for day in (now.date(), now.date() + timedelta(1)):
        for slot in open_slots(basis, day):
            at = basis.circumstances.instant_of(basis.routine.slots[slot], day)
            if now < at <= now + timedelta(hours=48):
                assert SlotKey(slot, day) in found


@given(bases())
def test_each_occurrence_is_said_at_most_once_an_attempt_and_one_attempt_at_a_time(basis):
    found = said(basis)
    assert len({(each.key.id, each.attempt) for each in found}) == len(found)
    for at in {each.due for each in found}:
        due = [each.key.id for each in found if each.is_due(at)]
        assert len(due) == len(set(due))


@given(bases())
def test_asked_again_it_says_the_same(basis):
    assert said(basis) == said(basis)


@given(bases(), st.integers(0, 600))
def test_a_little_later_an_attempt_is_what_it_was(basis, minutes):
    # answers and holds as they were: what changes with the clock alone is what is still to be told
    before = {(each.key.id, each.attempt): each for each in said(basis, 48)}
    later = replace(basis.circumstances, now=basis.circumstances.now + timedelta(minutes=minutes))
    for each in said(replace(basis, circumstances=later), 36):
        known = before.get((each.key.id, each.attempt))
        if known is not None:
            assert (each.at, each.title, each.body) == (known.at, known.title, known.body)


@given(bases(), st.data())
def test_a_snooze_moves_its_own_occurrence_and_no_other(basis, data):
    found = said(basis)
    if not found:
        return
    key = data.draw(st.sampled_from(found)).key
    now = basis.circumstances.now
    snooze = Snooze(key, now + timedelta(minutes=data.draw(st.integers(1, 600))), now)
    after = said(replace(basis, snoozes=(snooze,)))
    moved = [each for each in after if each.key == key]
    assert moved
    assert (moved[0].at, moved[0].due) == (snooze.until, snooze.until)
    assert not {each.attempt for each in moved} & {each.attempt for each in found if each.key == key}
    if key.id.startswith("session:"):
        # of one session only the latest is still worth saying
        return
    assert [each for each in after if each.key != key] == [each for each in found if each.key != key]


@given(bases())
def test_the_quiet_hours_swallow_nothing_and_nothing_is_said_in_them(basis):
    quiet, found = basis.settings.quiet, said(basis)
    awake = said(replace(basis, settings=replace(basis.settings, quiet=replace(quiet, on=False))))
    assert {each.key for each in found} == {each.key for each in awake}
    for each in found:
        wall_time = in_zone_of_record(each.due, basis.zones, basis.starts).time()
        slot = basis.routine.slots[each.key.slot].at if isinstance(each.key, SlotKey) else None
        assert not quiet.cover(wall_time) or (slot is not None and quiet.cover(slot))
        assert each.due >= each.at


@given(INSTANTS, QUIET, st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe", "America/St_Johns"]))
def test_what_waits_for_the_end_of_the_quiet_hours_waits_no_longer(at, quiet, zone):
    basis = a_basis(at, zones=(DatedZone(START, zone),))
    free = not_before(at, quiet, basis.zones, basis.starts)
    assert timedelta(0) <= free - at < timedelta(hours=24)
    shown = in_zone_of_record(free, basis.zones, basis.starts).time()
    assert not quiet.cover(shown)
    assert free == at or shown == quiet.until


def lived_through(basis, hours, step):
    """What a service does that looks at every `step`: the attempts that it said with when, and those that expired."""
    said_at, expired = {}, set()
    now = basis.circumstances.now
    for _ in range(int(timedelta(hours=hours) / step) + 1):
        seen = replace(basis, circumstances=replace(basis.circumstances, now=now))
        for each in said(seen, 12):
            attempt = (each.key, each.attempt)
            if attempt in said_at or attempt in expired:
                continue
            if each.has_expired(now):
                expired.add(attempt)
            elif each.is_due(now):
                said_at[attempt] = now
        now += step
    return said_at, expired


@settings_of_hypothesis(max_examples=40)
@given(bases(), st.sampled_from([timedelta(minutes=15), timedelta(hours=1), timedelta(hours=5)]))
def test_whenever_it_is_looked_at_every_slot_is_said_or_kept_as_expired_and_no_attempt_both(basis, step):
    began, quiet = basis.circumstances.now, basis.settings.quiet
    said_at, expired = lived_through(basis, 60, step)
    assert not said_at.keys() & expired
    told = {key for key, _ in (*said_at, *expired)}
    for day in (on_day(number) for number in range(-3, 8)):
        for slot in open_slots(basis, day):
            at = basis.circumstances.instant_of(basis.routine.slots[slot], day)
            if began < at <= began + timedelta(hours=24):
                assert SlotKey(slot, day) in told
    for (key, _), at in said_at.items():
        wall_time = in_zone_of_record(at, basis.zones, basis.starts).time()
        by_itself = isinstance(key, SlotKey) and quiet.cover(basis.routine.slots[key.slot].at)
        assert by_itself or not quiet.cover(wall_time)


def test_the_end_of_the_quiet_hours_is_theirs_in_the_new_zone_where_it_changes_meanwhile():
    """20:00 in Berlin is 04:00 of the next day in Tokyo, in which the record is kept from then on."""
    zones = (DatedZone(START, "Europe/Berlin"), DatedZone(date(2026, 11, 4), "Asia/Tokyo"))
    quiet = QuietHours(time(0), time(20))
    before = datetime(2026, 11, 3, 19, 45, tzinfo=ZoneInfo("Europe/Berlin"))
    free = not_before(before, quiet, zones, a_basis(before).starts)
    assert free == datetime(2026, 11, 4, 20, tzinfo=ZoneInfo("Asia/Tokyo"))
