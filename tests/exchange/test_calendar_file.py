"""The calendar file, read back by icalendar and recurring-ical-events, against the model."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from read_calendar import (
    NOW,
    SLOTS,
    START,
    a_file,
    a_routine,
    a_step,
    events_in,
    in_model,
    read_back,
    seen,
)

from aftercare.exchange.calendar_file import Manner, calendar_file, is_calendar_file
from aftercare.model.circumstances import SessionEnd
from aftercare.model.day_start import DatedStart, DayStarts
from aftercare.model.hold import Hold
from aftercare.model.pause import Pause
from aftercare.model.routine import ByClient, Practitioner, Slot
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    EveryNth,
    Phase,
    Phases,
    SinceLastUse,
    Weekday,
    Weekdays,
)
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import DatedZone
from aftercare.model.timetable import timetable

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Europe/Dublin",
    "America/Santiago",
    "+05:30",
    "UTC",
)

RULES = {
    "daily": (Daily(), None),
    "every 3 days": (EveryDays(3, START - timedelta(1)), None),
    "weekdays": (Weekdays((Weekday.SUN, Weekday.WED)), None),
    "cycle": (Cycle(4, (1, 2), START, 4), None),
    "course by dates": (Daily(), CourseByDates(START + timedelta(10), START + timedelta(400))),
    "course by count": (EveryDays(2, START), CourseByCount(14, START)),
    "phases": (
        Phases(
            START,
            (
                Phase(Weekdays((Weekday.MON, Weekday.THU)), 2),
                Phase(Weekdays((Weekday.MON, Weekday.WED, Weekday.FRI)), 2),
                Phase(EveryNth(2), 1),
            ),
        ),
        None,
    ),
    "after a session": (AfterSession(24, 96), None),
    "since last use": (SinceLastUse(72), None),
    "as needed": (AsNeeded(2, 4), None),
}
SESSIONS = tuple(
    SessionEnd(f"session-{n}", datetime(2026, 11, 5, 17, tzinfo=UTC) + timedelta(weeks=5 * n)) for n in range(12)
)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe"])
def test_every_rule_comes_out_as_the_model_has_it_over_two_years(rule, zone):
    stated, course = RULES[rule]
    routine = a_routine(a_step("serum", stated, "evening", "deep-night", course=course))
    circumstances = seen(zone, sessions=SESSIONS)
    expected = in_model(routine, circumstances)
    data = a_file(routine, circumstances, named=True)
    assert read_back(data) == expected
    assert bool(expected) is (rule != "as needed")
    # many calendars drop it in silence
    assert b"RDATE" not in data


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_has_the_right_instants_over_two_years(zone):
    routine = a_routine(a_step("serum", Daily(), *SLOTS))
    circumstances = seen(zone)
    expected = in_model(routine, circumstances)
    assert len(expected) == 731 * len(SLOTS)
    assert read_back(a_file(routine, circumstances, named=True)) == expected


@pytest.mark.parametrize("zone", [each for each in ZONES if each != "UTC"])
def test_a_calendar_that_goes_by_the_zone_in_the_file_has_the_same_instants(zone):
    routine = a_routine(a_step("serum", Daily(), "morning", "evening"))
    name = "UTC+0530" if zone == "+05:30" else zone
    data = a_file(routine, seen(zone), named=True)
    # icalendar remembers a zone by its name: each needs one of its own
    other = f"Somewhere-{ZONES.index(zone)}".encode()
    renamed = re.sub(rb"(TZID[:=])" + re.escape(name.encode()), rb"\1" + other, data)
    assert renamed.count(other) == data.count(b"TZID") > 1
    assert read_back(renamed) == in_model(routine, seen(zone))


@pytest.mark.parametrize("zone", [each for each in ZONES if each != "+05:30"])
def test_the_zone_in_the_file_is_that_of_the_tz_database_before_and_after_every_change(zone):
    (stated,) = Calendar.from_ical(a_file(a_routine(a_step("serum", Daily(), "evening")), seen(zone))).walk("VTIMEZONE")
    onsets = sorted(
        (each["DTSTART"].dt - each["TZOFFSETFROM"].td, each["TZOFFSETTO"].td, each["TZOFFSETFROM"].td)
        for each in stated.subcomponents
    )
    # each begins with the offset that the one before it led to
    assert all(before[1] == after[2] for before, after in pairwise(onsets))
    first, last = NOW, NOW + timedelta(days=731)
    moments = {first + timedelta(hours=n) for n in range(int((last - first) / timedelta(hours=1)))}
    moments |= {at.replace(tzinfo=UTC) + timedelta(seconds=n) for at, _, _ in onsets[1:] for n in (-1, 0, 1)}
    for at in moments:
        offset = [to for onset, to, _ in onsets if onset.replace(tzinfo=UTC) <= at][-1]
        assert offset == at.astimezone(ZoneInfo(zone)).utcoffset(), at


def test_what_is_held_or_paused_is_left_out_and_the_day_names_the_steps_that_are_left():
    routine = a_routine(
        a_step("cream", Daily(), "morning", "evening", order=2), a_step("acid", EveryDays(2, START), "evening")
    )
    from_day, to_day = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 4, tzinfo=UTC)
    circumstances = seen(
        holds=(Hold("acid", from_day, to_day, ByClient()),),
        pauses=(Pause("holiday", date(2027, 3, 20), date(2027, 4, 3)),),
    )
    found = read_back(a_file(routine, circumstances, named=True))
    assert found == in_model(routine, circumstances)
    evenings = {at.date(): text for title, at, text in found if title == "Evening"}
    assert evenings[date(2026, 11, 30)] == "1. Acid\n2. Cream"
    assert evenings[date(2026, 12, 2)] == "1. Cream"
    assert date(2027, 3, 28) not in evenings
    (evening,) = [each for each in events_in(a_file(routine, circumstances)) if each["SUMMARY"] == "Evening care"]
    assert len(evening["EXDATE"].dts) == 15


def test_a_slot_that_moves_and_a_journey_are_told_day_by_day():
    slots = {"evening": SLOTS["evening"].at_from(date(2027, 1, 10), time(20, 15))}
    routine = a_routine(a_step("cream", Daily(), "evening", "midnight"), slots=slots)
    circumstances = seen(
        zones=(
            DatedZone(date(2020, 1, 1), "Europe/Berlin"),
            DatedZone(date(2027, 3, 20), "America/New_York"),
            DatedZone(date(2027, 4, 2), "Europe/Berlin"),
        ),
        starts=DayStarts(changes=(DatedStart(date(2027, 6, 1), time(0, 15)),)),
    )
    data = a_file(routine, circumstances, named=True)
    assert read_back(data) == in_model(routine, circumstances)
    assert len({each["UID"] for each in events_in(data)}) == 2


steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(RULES)),
        st.lists(st.sampled_from(sorted(SLOTS)), min_size=1, max_size=2, unique=True),
        st.integers(-40, 60),
        st.none() | st.integers(61, 200),
    ),
    min_size=1,
    max_size=4,
)
spans = st.lists(st.tuples(st.integers(-5, 150), st.integers(0, 40)), max_size=3)


@settings(max_examples=60)
@given(stated=steps, paused=spans, held=spans, zone=st.sampled_from(ZONES), named=st.booleans())
def test_any_routine_comes_out_exactly(stated, paused, held, zone, named):
    routine = a_routine(
        *(
            a_step(
                f"step-{n}",
                RULES[rule][0],
                *slots,
                course=RULES[rule][1],
                order=-n,
                since=START + timedelta(since),
                until=START + timedelta(until) if until is not None else None,
            )
            for n, (rule, slots, since, until) in enumerate(stated)
        )
    )
    circumstances = seen(
        zone,
        sessions=SESSIONS,
        pauses=tuple(
            Pause(f"pause-{n}", START + timedelta(first), START + timedelta(first + days))
            for n, (first, days) in enumerate(paused)
        ),
        holds=tuple(
            Hold("step-0", NOW + timedelta(first), NOW + timedelta(first + days, hours=9), ByClient())
            for first, days in held
        ),
    )
    found, expected = (
        read_back(a_file(routine, circumstances, days=200, named=named)),
        in_model(routine, circumstances, days=200),
    )
    if named:
        assert found == expected
    else:
        assert sorted(at for _, at, _ in found) == sorted(at for _, at, _ in expected)


def a_session(session_id="session-6", at=datetime(2026, 11, 26, 17, 30), **more):
    return Session(session_id, at, more.pop("kind", "facial needles"), ByClient(), **more)


def test_a_session_is_one_event_with_its_length_and_two_alarms():
    (event,) = events_in(a_file(a_routine(), seen(), [a_session(minutes=45)]))
    assert event["DTSTART"].dt == datetime(2026, 11, 26, 17, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["DURATION"].dt == timedelta(minutes=45)
    assert (event["SUMMARY"], event["TRANSP"], event["CLASS"]) == ("Appointment", "OPAQUE", "PRIVATE")
    alarms = [each["TRIGGER"].dt for each in event.walk("VALARM")]
    assert alarms == [-timedelta(hours=24), -timedelta(hours=2)]


@pytest.mark.parametrize(
    "off",
    [{"attendance": Attendance.CANCELLED}, {"set_aside": True}],
    ids=["cancelled", "set aside"],
)
def test_a_session_that_is_off_says_so_under_its_uid_and_does_not_ring(off):
    (before,) = events_in(a_file(a_routine(), seen(), [a_session()]))
    (after,) = events_in(a_file(a_routine(), seen(), [a_session(**off)], now=NOW + timedelta(seconds=1)))
    assert (before["UID"], before["STATUS"]) == (after["UID"], "CONFIRMED")
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.walk("VALARM") == []


def test_a_session_in_the_gap_of_the_clock_is_when_clocks_next_show_a_time():
    (event,) = events_in(a_file(a_routine(), seen(), [a_session(at=datetime(2027, 3, 28, 2, 30))]))
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2027, 3, 28, 3, 30)


def test_sessions_outside_the_days_are_left_out():
    late = a_session("session-7", datetime(2027, 11, 26, 17, 30))
    past = a_session("session-1", datetime(2026, 11, 1, 17, 30))
    assert len(events_in(a_file(a_routine(), seen(), [past, a_session(), late], days=60))) == 1


def test_a_slot_rings_at_its_time_and_not_without_alarms():
    routine = a_routine(a_step("cream", Daily(), "evening"))
    (event,) = events_in(a_file(routine, seen()))
    assert [each["TRIGGER"].dt for each in event.walk("VALARM")] == [timedelta()]
    (quiet,) = events_in(a_file(routine, seen(), alarms=False))
    assert quiet.walk("VALARM") == []


def test_a_second_file_has_the_same_uids_and_a_higher_sequence():
    before = a_routine(a_step("cream", Daily(), "morning", "evening"), a_step("acid", EveryDays(3, START), "evening"))
    after = a_routine(a_step("cream", Daily(), "morning", "evening", until=START + timedelta(30)))
    first = events_in(a_file(before, seen(), [a_session()], named=True))
    second = events_in(
        a_file(after, seen(), [a_session(at=datetime(2026, 12, 1, 9))], now=NOW + timedelta(days=9), named=True)
    )
    assert {each["UID"] for each in first} == {each["UID"] for each in second}
    assert max(each["SEQUENCE"] for each in first) < min(each["SEQUENCE"] for each in second)
    assert all(each["LAST-MODIFIED"].dt == NOW + timedelta(days=9) for each in second)


def test_a_slot_in_which_nothing_is_due_any_more_takes_its_event_back():
    routine = a_routine(
        a_step("cream", Daily(), "evening", until=START - timedelta(days=1), since=START - timedelta(9))
    )
    (event,) = events_in(a_file(routine, seen()))
    assert event["STATUS"] == "CANCELLED"
    (before,) = events_in(a_file(a_routine(a_step("cream", Daily(), "evening")), seen()))
    assert event["UID"] == before["UID"]


def test_two_records_never_share_a_uid():
    table = timetable(a_routine(a_step("cream", Daily(), "evening")), seen(), [a_session()], 40)
    one, other = (calendar_file(table, Manner(mark, NOW)) for mark in ("one", "other"))
    assert not {each["UID"] for each in events_in(one)} & {each["UID"] for each in events_in(other)}


#: Signs of its own that stand in no word of the format.
words = st.text(st.sampled_from("äöüßñ,;:\\\"'\n\r\t\x1bN\u202e€😀"), min_size=1, max_size=60).map("Zqx{}".format)
ids = st.text("qxz", min_size=4, max_size=9).map("qx-{}".format)


@given(name=words, amount=words, slot=words, kind=words, who=words, step_id=ids, slot_id=ids, session_id=ids)
def test_without_names_nothing_that_anybody_wrote_is_in_the_file(
    name, amount, slot, kind, who, step_id, slot_id, session_id
):
    routine = a_routine(
        a_step(step_id, Daily(), slot_id, amount=amount, instruction=name),
        slots={slot_id: Slot(slot_id, slot, time(12))},
    )
    sessions = [a_session(session_id, kind=kind)]
    table = timetable(routine, seen(), sessions, 40, Practitioner(who, who, who, who, who, who, who))
    text = re.sub(r"\r\n ", "", calendar_file(table, Manner(f"record-{step_id}", NOW)).decode())
    for private in ("Zqx", step_id, slot_id, session_id, step_id.title()):
        assert private not in text
    assert {str(each["SUMMARY"]) for each in events_in(text.encode())} == {"Midday care", "Appointment"}


def unescaped(text):
    """A TEXT value read as RFC 5545, 3.3.11 says."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


@given(name=words, kind=words)
@example(name="C:\\Name", kind="a\\nb; c, d\\")
def test_what_people_wrote_stands_there_literally_in_lines_of_75_octets(name, kind):
    routine = a_routine(a_step("cream", Daily(), "lunch"), slots={"lunch": Slot("lunch", name, time(12))})
    data = a_file(routine, seen(), [a_session(kind=kind)], days=40, named=True)
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(sign < 32 or sign == 127 for line in lines for sign in line)
    unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")
    titles = {unescaped(line.removeprefix("SUMMARY:")) for line in unfolded if line.startswith("SUMMARY:")}

    def literal(text):
        spaced = " ".join(text.split())
        return spaced.replace("\x1b", "<U+001B>").replace("\u202e", "<U+202E>")

    assert titles == {literal(name), literal(kind)}


def test_a_file_is_known_again_and_another_calendar_is_not():
    assert is_calendar_file(a_file(a_routine(), seen(), [a_session()])[:400])
    assert not is_calendar_file(b"BEGIN:VCALENDAR\r\nPRODID:-//Somebody//else//EN\r\n")
    assert not is_calendar_file(b"")
