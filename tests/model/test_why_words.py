"""Why a step is due or not, in sentences."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from aftercare.model.check_off import CheckOff, Done
from aftercare.model.circumstances import Circumstances, SessionEnd, answers_by_step
from aftercare.model.deciding import decide
from aftercare.model.hold import FromReference, Hold
from aftercare.model.pause import Pause, PauseReason
from aftercare.model.routine import EVENING, MORNING, ByClient, Product, Routine, Step, Terms
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    Phase,
    Phases,
    SinceLastUse,
    Weekday,
    Weekdays,
)
from aftercare.model.rulings import ComingBack, HeldBy, PausedBy
from aftercare.model.slot_instant import DatedZone
from aftercare.model.why_words import not_now_words, why_lines

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, tzinfo=UTC)
BEGUN = date(2026, 11, 1)
HELD = Hold("gel", NOW, NOW, ByClient())


def told(rule, course=None, day=DAY, prescribed=False, **circumstances):
    slots = () if isinstance(rule, AsNeeded) else ("evening",)
    step = Step("gel", "Gel", 40, (Terms(BEGUN, slots, rule, course=course),), ByClient(), product="p")
    product = Product("p", "Gel", "gel", ByClient(), prescribed=prescribed)
    routine = Routine({slot.id: slot for slot in (MORNING, EVENING)}, {"p": product}, {"gel": step})
    seen = Circumstances(NOW, (DatedZone(BEGUN, "UTC"),), **circumstances)
    ((heading, sentences),) = why_lines(decide(step, day, routine, seen), routine, UTC, DAY)
    return heading, sentences[-1]


@pytest.mark.parametrize(
    ("rule", "course", "says"),
    [
        (Daily(), None, ("Evening 21:00: due", "The rule is daily.")),
        (EveryDays(2, DAY), None, ("Evening 21:00: due", "The rule is every 2 days from Sun 22 Nov 2026.")),
        (
            Weekdays((Weekday.MON,)),
            None,
            ("Evening 21:00: not due", "The rule is Mon, and Sunday 22 Nov is not one of those days."),
        ),
        (
            Cycle(4, (1,), BEGUN, 3),
            None,
            ("Evening 21:00: not due", "This is day 2 of the cycle of 4 days; it is due on day 1."),
        ),
        (
            Phases(DAY, (Phase(Daily(), 2), Phase(Daily(), 1))),
            None,
            ("Evening 21:00: due", "Phase 1 of 2: daily, 0 of 2 weeks used as planned."),
        ),
        (AfterSession(24, 96), None, ("Evening 21:00: not due", "It follows a session, and none is planned.")),
        (
            SinceLastUse(72),
            None,
            ("Evening 21:00: due", "It keeps 72 h between two uses, and was not used before."),
        ),
        (AsNeeded(2, 4), None, ("as needed", "As needed, at most 2 a day, 4 h apart; 0 uses on this day.")),
        (
            Daily(),
            CourseByDates(BEGUN, date(2026, 11, 20)),
            (
                "Evening 21:00: not due",
                "The course runs from Sun 1 Nov to Fri 20 Nov: this day lies outside it.",
            ),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_rule_has_its_sentence(rule, course, says):
    assert told(rule, course) == says


def test_a_course_that_is_complete():
    done = [CheckOff("gel", DAY - timedelta(days=back), "evening", Done(NOW)) for back in (1, 2)]
    heading, last = told(Daily(), CourseByCount(2, BEGUN), answers=answers_by_step(done))
    assert (heading, last) == ("Evening 21:00: not due", "The course has 2 uses, 2 done before: it is complete.")


def test_after_a_session_that_nobody_has_answered_for():
    session = SessionEnd("s", NOW - timedelta(hours=30))
    assert told(AfterSession(24, 96), sessions=(session,))[1].endswith(
        "Nobody has said yet whether the session took place."
    )


def test_a_pause_and_a_hold_name_their_end_and_who_said_so():
    pause = Pause("x", DAY, DAY + timedelta(days=3), PauseReason.ILLNESS)
    paused = "Paused because of illness, from Sun 22 Nov to Wed 25 Nov."
    assert told(Daily(), pauses=(pause,)) == ("Evening 21:00: paused", paused)
    hold = Hold("gel", NOW - timedelta(days=1), NOW + timedelta(days=1), FromReference("a leaflet"), "acids rest")
    assert told(Daily(), holds=(hold,)) == (
        "Evening 21:00: held",
        "Held: acids rest, until Mon 23 Nov 21:00. Who says so: aftercare's default, which your therapist may change"
        " (general knowledge that nobody has checked; a leaflet).",
    )


def test_a_prescribed_step_stays_due_and_says_whom_to_ask():
    hold = Hold("gel", NOW - timedelta(days=1), NOW + timedelta(days=1), ByClient())
    heading, last = told(Daily(), prescribed=True, holds=(hold,))
    assert heading == "Evening 21:00: due"
    assert last.startswith(
        "It is prescribed, so it stays due: ask the prescriber or your therapist. Otherwise it would rest:"
    )


def test_before_it_begins():
    assert told(Daily(), day=date(2026, 10, 1)) == ("not due", "It begins on Sun 1 Nov.")


def test_a_hold_tells_when_it_is_really_over_and_by_whom():
    first = Hold("gel", NOW - timedelta(days=1), NOW + timedelta(days=1), ByClient(), "acids rest", session="a")
    same = replace(first, start=first.end, end=first.end + timedelta(days=1), reason="peels rest")
    other = replace(first, start=same.end, end=same.end + timedelta(days=2), session="b")
    heading, last = told(Daily(), holds=(first, same, other))
    assert heading == "Evening 21:00: held"
    assert last == (
        "Held: acids rest, until Mon 23 Nov 21:00. Who says so: you. It goes on resting until Tue 24 Nov 21:00: peels "
        "rest. Another session holds it further, until Thu 26 Nov 21:00."
    )


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("provisional", "Nobody has said yet whether the session took place."),
        ("planned", "The session is not over yet: it counts from its end."),
        ("withdrawn", "The session was cancelled or moved afterwards."),
    ],
)
def test_a_hold_tells_what_became_of_its_session(which, says):
    hold = Hold("gel", NOW - timedelta(days=1), NOW + timedelta(days=1), ByClient(), "acids rest", **{which: True})
    assert told(Daily(), holds=(hold,))[1].endswith(says)


def test_what_nobody_marked_as_prescribed_is_not_called_so():
    hold = Hold("gel", NOW - timedelta(days=1), NOW + timedelta(days=1), ByClient(), "Tretinoin rests 48 h", asks=True)
    heading, last = told(Daily(), holds=(hold,))
    assert heading == "Evening 21:00: due"
    assert last.startswith("It has something in it that is usually on prescription, so it stays due: ask")
    assert "It is asked about: Tretinoin rests 48 h, until Mon 23 Nov 21:00." in last


def test_a_step_as_needed_under_a_hold_is_headed_held():
    hold = Hold("gel", NOW - timedelta(days=1), NOW + timedelta(days=1), ByClient(), "acids rest")
    assert told(AsNeeded(2, 4), holds=(hold,)) == (
        "held",
        "Held: acids rest, until Mon 23 Nov 21:00. Who says so: you.",
    )


@pytest.mark.parametrize(
    ("ruling", "says"),
    [
        (
            HeldBy(Hold("gel", NOW, NOW + timedelta(days=1), ByClient(), "Retinal rests 48 h after needles")),
            "“Gel” rests until Mon 23 Nov 21:00: Retinal rests 48 h after needles.",
        ),
        (
            ComingBack(HELD, 3, NOW + timedelta(days=5), DAY, NOW + timedelta(2), due=False),
            "“Gel” comes back slowly: at most every 3 days until Fri 27 Nov 21:00, so again from Tue 24 Nov 21:00.",
        ),
        (
            PausedBy(Pause("x", DAY, DAY, PauseReason.HOLIDAY)),
            "“Gel” rests. Paused for a holiday, from Sun 22 Nov to Sun 22 Nov.",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_why_a_step_as_needed_cannot_be_used_now(ruling, says):
    assert not_now_words("Gel", ruling, UTC, DAY) == says
