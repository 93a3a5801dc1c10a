"""Why a step is due or not: chains by example, and what holds for every step under all circumstances."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from calendar_oracle import due_slots
from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, row_of, wall
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.as_needed import Allowance
from aftercare.model.check_off import CheckOff, Done, Held, Missed, Paused, Pending, Skipped
from aftercare.model.circumstances import SessionEnd, Use, answers_by_step
from aftercare.model.deciding import StepWalk, decide
from aftercare.model.pause import Pause
from aftercare.model.phases import pattern_is_due
from aftercare.model.routine import ByClient, FromPlan, Step, Terms
from aftercare.model.rules import (
    WEEKDAYS,
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
    Rule,
    SinceLastUse,
    Weekday,
    Weekdays,
)
from aftercare.model.rulings import (
    AskFirst,
    CourseCount,
    CourseDates,
    HeldBy,
    InCycle,
    InForce,
    InPhase,
    NearSession,
    NotInForce,
    OnCalendar,
    OnWish,
    PausedBy,
    SinceLast,
    Verdict,
    verdict_of,
)
from aftercare.model.session import Attendance
from aftercare.model.step_rules import SLOT_REACH

# ---- by example


def test_why_not_tonight():
    hold = replace(a_hold(wall(8), wall(11, 0)), said_by=FromPlan("needles", 2), reason="retinoids after needling")
    step = a_step(Weekdays((Weekday.TUE,)), CourseByCount(14, START))
    seen = circumstances(wall(9), answered="dd.d", holds=(hold,))
    decision = decide(step, on_day(8), a_routine(step), seen)
    assert decision.slots[0].rulings == (
        InForce(START, None),
        CourseCount(14, START, done=3, due=True),
        OnCalendar(Weekdays((Weekday.TUE,)), due=True),
        HeldBy(hold),
    )
    assert (decision.verdict, decision.reason) == (Verdict.HELD, HeldBy(hold))
    assert decision.slots[0].state == Held(hold.end)


def test_a_chain_ends_where_it_is_settled():
    step = a_step(Daily(), CourseByCount(1, START))
    seen = circumstances(wall(9), answered="d", holds=(a_hold(wall(0), wall(20)),))
    assert decide(step, on_day(8), a_routine(step), seen).slots[0].rulings[-1] == CourseCount(1, START, 1, due=False)


@pytest.mark.parametrize(
    ("day", "ruling"),
    [
        (-1, NotInForce(None, START)),
        (5, NotInForce(on_day(4), on_day(8))),
        (9, InForce(on_day(8), on_day(9))),
        (12, NotInForce(on_day(11), None)),
    ],
)
def test_outside_its_terms_a_step_is_not_in_force(day, ruling):
    terms = (
        Terms(START, ("evening",), Daily(), until=on_day(4)),
        Terms(on_day(8), ("evening",), Daily()),
        Terms(on_day(10), ("evening",), Daily(), until=on_day(11)),
    )
    step = Step("gel", "Gel", 1, terms, ByClient())
    assert decide(step, on_day(day), a_routine(step), circumstances()).rulings == (ruling,)


def test_a_prescribed_step_stays_due_under_a_hold_and_asks():
    step = a_step(Daily(), product="retinoid")
    hold = a_hold(wall(1), wall(3))
    seen = circumstances(holds=(hold,))
    assert row_of(step, seen, 7) == "xxxxxxx"
    assert decide(step, on_day(2), a_routine(step), seen).reason == AskFirst(hold)


def test_a_pause_of_everything_leaves_a_prescribed_step_due_and_one_that_names_it_does_not():
    step = a_step(Daily(), product="retinoid")
    away, own = Pause("away", on_day(1), on_day(2)), Pause("own", on_day(4), on_day(4), steps=("gel",))
    seen = circumstances(pauses=(away, own))
    assert row_of(step, seen, 7) == "xxxxpxx"
    assert decide(step, on_day(1), a_routine(step), seen).reason == AskFirst(away)


def test_a_pause_of_another_step_is_none_of_its_business():
    assert row_of(a_step(Daily()), circumstances(pauses=(Pause("away", START, steps=("serum",)),)), 7) == "xxxxxxx"


def test_of_several_holds_the_one_that_ends_last_is_told():
    holds = (a_hold(wall(0), wall(9)), a_hold(wall(0), wall(5)))
    step = a_step(Daily())
    assert decide(step, on_day(1), a_routine(step), circumstances(holds=holds)).reason == HeldBy(holds[0])


def test_a_hold_without_an_end_in_sight():
    forever = replace(a_hold(wall(1), wall(3)), end=datetime.max.replace(tzinfo=UTC))
    assert row_of(a_step(Cycle(2, (1,), START, 2)), circumstances(holds=(forever,)), 7) == "x.h.h.h"


def test_states():
    step = a_step(Daily())
    seen = circumstances(
        wall(6),
        answered="ds.d",
        pauses=(Pause("ill", on_day(4), on_day(5)),),
        holds=(a_hold(wall(3), wall(4)), a_hold(wall(8), wall(9))),
    )
    walk = StepWalk(step, a_routine(step), seen)
    assert [walk.on(on_day(n)).slots[0].state for n in range(9)] == [
        Done(wall(0, 21)),
        Skipped(wall(1, 21), "away"),
        Missed(),
        Done(wall(3, 21)),
        Paused(on_day(5)),
        Paused(on_day(5)),
        Pending(),
        Pending(),
        Held(wall(9).astimezone(UTC)),
    ]


def test_what_was_answered_stays_also_where_it_is_not_due():
    step = a_step(Weekdays((Weekday.TUE,)))
    found = decide(step, START, a_routine(step), circumstances(wall(3), answered="d")).slots[0]
    assert (found.verdict, found.state) == (Verdict.NOT_DUE, Done(wall(0, 21)))


def test_of_two_slots_in_one_day_the_last_application_falls_on_the_first():
    step = a_step(Daily(), CourseByCount(3, START), slots=("evening", "morning"))
    walk = StepWalk(step, a_routine(step), circumstances(wall(0, 6)))
    found = [(n, each.slot) for n in range(4) for each in walk.on(on_day(n)).slots if each.verdict is Verdict.DUE]
    assert found == [(0, "morning"), (0, "evening"), (1, "morning")]


def test_terms_that_keep_their_course_count_on():
    course = CourseByCount(5, START)
    terms = (Terms(START, ("evening",), Daily(), course=course), Terms(on_day(3), ("morning",), Daily(), course=course))
    step = Step("gel", "Gel", 1, terms, ByClient())
    assert row_of(step, circumstances(wall(0, 6)), 7) == "xxxxx.."


def test_check_offs_become_answers_by_step():
    check_off = CheckOff("gel", START, "evening", Done(wall(0, 21)))
    assert answers_by_step([check_off]) == {"gel": {START: {"evening": check_off.answer}}}


# ---- as needed


def left(now, uses=(), rule=None, course=None, **more):
    step = a_step(rule or AsNeeded(2, 4), course, slots=())
    seen = circumstances(now, uses=tuple(Use(str(n), "gel", at) for n, at in enumerate(uses)), **more)
    return decide(step, seen.today, a_routine(step), seen).allowance


def allowed(used, still, following):
    return Allowance(used, still, following and following.astimezone(UTC))


def test_as_needed_gives_what_is_left_today_and_when_the_next_is_allowed():
    now = wall(1, 12)
    assert left(now) == allowed(0, 2, now)
    assert left(now, [wall(1, 7)]) == allowed(1, 1, now)
    assert left(now, [wall(1, 10)]) == allowed(1, 1, wall(1, 14))
    assert left(now, [wall(1, 7), wall(1, 11)]) == allowed(2, 0, wall(2, 4))


def test_uses_before_the_start_of_the_day_belong_to_the_day_before():
    assert left(wall(1, 3), [wall(0, 12), wall(1, 2)]) == allowed(2, 0, wall(1, 6))
    assert left(wall(1, 4), [wall(0, 12), wall(1, 2)]) == allowed(0, 2, wall(1, 6))


def test_as_needed_waits_for_holds_and_pauses_and_ends_with_its_course():
    now = wall(1, 12)
    assert left(now, holds=(a_hold(wall(1, 9), wall(1, 18)),)) == allowed(0, 2, wall(1, 18))
    assert left(now, holds=(a_hold(wall(1, 9), wall(2, 18)),)) == allowed(0, 0, wall(2, 18))
    assert left(now, pauses=(Pause("away", on_day(0), on_day(3)),)) == allowed(0, 0, wall(4, 4))
    assert left(now, pauses=(Pause("ill", on_day(0)),)) == allowed(0, 0, None)
    assert left(now, [wall(0), wall(1, 7)], course=CourseByCount(2, START)) == allowed(1, 0, None)
    assert left(now, [wall(0)], course=CourseByCount(2, START)) == allowed(0, 1, now)
    assert left(now, course=CourseByDates(on_day(3), on_day(5))) == allowed(0, 0, wall(3, 4))
    assert left(now, course=CourseByDates(START, START)) == allowed(0, 0, None)


@pytest.mark.parametrize(
    ("course", "days"),
    [(CourseByDates(on_day(3), on_day(5)), {3, 4, 5}), (CourseByCount(2, on_day(3)), {3, 4, 5, 6})],
)
def test_as_needed_is_there_from_the_first_to_the_last_day_of_its_course_when_each_is_today(course, days):
    step = a_step(AsNeeded(2, 4), course, slots=())
    found = [decide(step, on_day(n), a_routine(step), circumstances(wall(n, 12))) for n in range(7)]
    assert {n for n, each in enumerate(found) if each.rulings[1].due} == days
    assert {n for n, each in enumerate(found) if each.allowance.left} == days


def test_hours_apart_are_hours_also_when_the_clock_changes():
    autumn = date(2026, 10, 25)
    early = datetime(2026, 10, 25, 0, 30, tzinfo=wall(0).tzinfo)
    step = a_step(AsNeeded(2, 4), slots=(), since=autumn - timedelta(9))
    seen = circumstances(early, uses=(Use("1", "gel", early),))
    found = decide(step, seen.today, a_routine(step), seen).allowance
    assert found.next == datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "03:30 in winter time"


def test_a_step_as_needed_has_no_allowance_on_other_days():
    step = a_step(AsNeeded(2, 4), slots=())
    assert decide(step, on_day(3), a_routine(step), circumstances()).allowance is None


# ---- whatever the step and the circumstances

numbers = st.integers(0, 40)
day_dates = numbers.map(on_day)
weekday_sets = st.sets(st.sampled_from(Weekday), min_size=1).map(lambda days: Weekdays(tuple(sorted(days))))
cycles = st.integers(2, 6).flatmap(
    lambda n: st.builds(
        Cycle,
        st.just(n),
        st.sets(st.integers(1, n), min_size=1).map(tuple),
        day_dates,
        st.integers(1, n),
    )
)
patterns = st.one_of(st.just(Daily()), weekday_sets, st.builds(EveryNth, st.integers(2, 5)))
phases = st.builds(
    Phases,
    day_dates,
    st.lists(st.builds(Phase, patterns, st.integers(1, 2)), min_size=1, max_size=3).map(tuple),
    st.lists(day_dates, max_size=2).map(tuple),
)
after_sessions = st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda two: AfterSession(min(two), max(two)))
calendar_alone = st.one_of(st.just(Daily()), st.builds(EveryDays, st.integers(2, 9), day_dates), weekday_sets)
rests = st.builds(SinceLastUse, st.integers(1, 120))
rules = st.one_of(calendar_alone, cycles, phases, after_sessions, rests, st.just(AsNeeded(2, 4)))
spans = st.tuples(numbers, numbers).map(sorted)
courses = st.one_of(
    st.none(),
    spans.map(lambda two: CourseByDates(on_day(two[0]), on_day(two[1]))),
    st.builds(CourseByCount, st.integers(1, 8), day_dates),
)
slot_sets = st.sampled_from([("evening",), ("morning",), ("evening", "morning")])
terms = st.builds(Terms, day_dates, slot_sets, rules, st.none() | day_dates, courses)


@st.composite
def steps(draw):
    found = draw(st.lists(terms, min_size=1, max_size=3, unique_by=lambda each: each.since))
    found.sort(key=lambda each: each.since)
    return Step("gel", "Gel", 1, tuple(found), ByClient(), draw(st.sampled_from(["cream", "cream", "retinoid"])))


holds = st.tuples(st.sampled_from(["gel", "gel", "mate"]), st.integers(0, 900), st.integers(1, 200)).map(
    lambda three: a_hold(wall(0) + timedelta(hours=three[1]), wall(0) + timedelta(hours=sum(three[1:])), three[0])
)
pauses = st.tuples(numbers, st.none() | st.integers(0, 9), st.sampled_from([(), ("gel",), ("mate",)])).map(
    lambda three: Pause(
        "p", on_day(three[0]), None if three[1] is None else on_day(three[0] + three[1]), steps=three[2]
    )
)
ends = st.integers(0, 900).map(lambda n: wall(0) + timedelta(hours=n))
sessions = st.builds(SessionEnd, st.just("s"), ends, st.sampled_from(Attendance))


@st.composite
def lives(draw):
    """A client's circumstances, with any answers before and on the running day."""
    today = draw(numbers)
    uses = draw(st.lists(st.integers(0, max(0, today * 24)), max_size=5))
    found = circumstances(
        wall(today, draw(st.integers(4, 23))),
        uses=tuple(Use(str(n), "gel", wall(0, 4) + timedelta(hours=hours)) for n, hours in enumerate(uses)),
        sessions=tuple(draw(st.lists(sessions, max_size=3))),
        pauses=tuple(draw(st.lists(pauses, max_size=2))),
        holds=tuple(draw(st.lists(holds, max_size=3))),
    )
    answers = {}
    for slot, hour in (("evening", 21), ("morning", 8)):
        for n, letter in enumerate(draw(st.text("dds.", max_size=today + 1))):
            at = wall(n, hour) + timedelta(minutes=draw(st.sampled_from([-30, 0, 70])))
            answer = Done(at) if letter == "d" else Skipped(at, "away")
            if letter in "ds":
                answers.setdefault(on_day(n), {})[slot] = answer
    return replace(found, answers={"gel": answers})


def decisions(step, seen, others=(), days=50):
    walk = StepWalk(step, a_routine(step, *others), seen)
    return [walk.on(on_day(n)) for n in range(days)]


def mate():
    return a_step(Daily(), step_id="mate")


def explained(day, at, chain, now):
    """The verdict that the facts of `chain` come to, without what the program made of them."""
    for ruling in chain:
        match ruling:
            case NotInForce(ended=ended, begins=begins):
                assert ended is None or ended < day
                assert begins is None or begins > day
                return Verdict.NOT_DUE
            case InForce(since=since, until=until):
                assert since <= day
                assert until is None or day <= until
                continue
            case CourseDates(first=first, last=last):
                due = first <= day <= last
            case CourseCount(times=times, start=start, done=done):
                due = start <= day and done < times
            case OnCalendar(rule=Daily()):
                due = True
            case OnCalendar(rule=EveryDays(days=days, start=start)):
                due = start <= day and (day.toordinal() - start.toordinal()) % days == 0
            case OnCalendar(rule=Weekdays(days=days)):
                due = WEEKDAYS[day.weekday()] in days
            case InCycle(cycle=cycle, position=position, restarted=restarted):
                due = position in cycle.due
                if position is not None:
                    began, first = (restarted, cycle.recovery) if restarted else (cycle.start, 1)
                    assert (day.toordinal() - began.toordinal() + first - position) % cycle.days == 0
            case InPhase(number=number, pattern=pattern, began=began):
                due = number > 0 and pattern_is_due(pattern, began, day)
            case NearSession(opens=opens, closes=closes):
                due = opens is not None and opens <= at <= closes
            case SinceLast(hours=hours, last=last, allowed=again):
                due = last is None or last + timedelta(hours=hours) <= at + SLOT_REACH
                assert last is None or again - last == timedelta(hours=hours)
            case OnWish():
                due = False
            case PausedBy(pause=pause):
                assert pause.includes(day)
                return Verdict.PAUSED
            case HeldBy(hold=hold):
                assert hold.start <= (at or now) < hold.end
                return Verdict.HELD
            case AskFirst():
                continue
        if not due:
            return Verdict.NOT_DUE
    return Verdict.DUE


@given(steps(), lives())
def test_a_chain_explains_its_own_verdict(step, seen):
    for decision in decisions(step, seen):
        for each in decision.slots:
            assert each.verdict is explained(decision.day, each.at, each.rulings, seen.now) is verdict_of(each.rulings)
        if not decision.slots:
            assert decision.verdict is explained(decision.day, None, decision.rulings, seen.now)


@given(steps(), lives(), rules, numbers, courses)
def test_later_terms_never_rewrite_an_earlier_day(step, seen, rule, since, course):
    earlier = tuple(each for each in step.terms if each.since < on_day(since))
    later = Terms(on_day(since), ("morning",), rule, course=course)
    if not earlier:
        return
    before, after = replace(step, terms=earlier), replace(step, terms=(*earlier, later))
    for one, other in zip(decisions(before, seen, days=since), decisions(after, seen, days=since), strict=True):
        assert one.verdict is other.verdict
        # How long the terms hold is told anew, everything else stays.
        assert [each.rulings[1:] for each in one.slots] == [each.rulings[1:] for each in other.slots]
        assert [each.state for each in one.slots] == [each.state for each in other.slots]


@given(steps(), lives(), cycles, numbers)
def test_terms_of_another_step_never_rewrite_an_earlier_day(step, seen, cycle, since):
    both = Terms(START, ("evening",), Daily()), Terms(on_day(since), ("evening",), cycle)
    cyclic = replace(step, terms=(Terms(START, ("evening",), cycle),))
    plain, joining = mate(), replace(mate(), terms=both)
    alone, together = (decisions(cyclic, seen, (other,), since) for other in (plain, joining))
    assert alone == together


@given(steps(), lives())
def test_nothing_held_is_due_unless_it_is_prescribed(step, seen):
    for decision in decisions(step, seen):
        for each in decision.slots:
            held = any(hold.step == "gel" and hold.includes(each.at) for hold in seen.holds)
            if held and step.product != "retinoid":
                assert each.verdict is not Verdict.DUE
            if step.product == "retinoid":
                assert each.verdict is not Verdict.HELD


def due(step, seen):
    found = decisions(step, seen)
    return {(each.day, slot.slot) for each in found for slot in each.slots if slot.verdict is Verdict.DUE}


@given(steps(), lives())
def test_on_the_calendar_and_after_sessions_holds_and_pauses_only_remove(step, seen):
    kept = tuple(
        replace(each, course=None if isinstance(each.course, CourseByCount) else each.course)
        for each in step.terms
        if isinstance(each.rule, Daily | EveryDays | Weekdays | AfterSession)
    )
    if not kept:
        return
    step = replace(step, terms=kept)
    free = replace(seen, pauses=(), holds=())
    assert due(step, seen) <= due(step, replace(seen, pauses=())) <= due(step, free)
    assert due(step, seen) <= due(step, replace(seen, holds=())) <= due(step, free)


@given(steps(), lives())
def test_on_the_days_that_it_covers_a_pause_removes_all_that_is_not_prescribed(step, seen):
    for decision in decisions(step, seen):
        for pause in seen.pauses:
            over = "gel" in pause.steps or (not pause.steps and step.product != "retinoid")
            if over and pause.includes(decision.day):
                assert decision.verdict in (Verdict.PAUSED, Verdict.NOT_DUE)


@given(st.integers(1, 12), rules.filter(lambda rule: not isinstance(rule, AsNeeded)), lives(), slot_sets)
def test_a_course_by_count_ends_exactly_after_so_many_done(times, rule, seen, slots):
    step = a_step(rule, CourseByCount(times, START), slots)
    answers = {
        day: {slot: answer for slot, answer in of_day.items() if slot in slots}
        for day, of_day in seen.answers["gel"].items()
    }
    seen = replace(seen, uses=(), answers={"gel": answers})
    done = 0
    for decision in decisions(step, seen, days=120):
        for each in decision.slots:
            ruling = each.rulings[1]
            assert (ruling.done, ruling.due) == (done, done < times)
            answer = answers.get(decision.day, {}).get(each.slot)
            used_as_planned = each.verdict is Verdict.DUE and answer is None and decision.day >= seen.today
            done += isinstance(answer, Done) or used_as_planned
    if rule == Daily() and all(pause.last for pause in seen.pauses):
        assert done >= times


@given(steps(), lives(), st.permutations(range(50)))
@settings(max_examples=50)
def test_the_order_in_which_days_are_asked_makes_no_difference(step, seen, order):
    walk = StepWalk(step, a_routine(step), seen)
    asked = {n: walk.on(on_day(n)) for n in order}
    assert [asked[n] for n in range(50)] == decisions(step, seen)
    assert asked[49] == decide(step, on_day(49), a_routine(step), seen)


@given(steps(), lives(), spans)
def test_the_occurrences_of_a_span_are_those_of_its_days_one_by_one(step, seen, span):
    first, last = span
    walk = StepWalk(step, a_routine(step), seen)
    assert list(walk.occurrences(on_day(first), on_day(last))) == [
        (decision.day, each.slot, each.verdict)
        for decision in decisions(step, seen)[first : last + 1]
        for each in decision.slots
        if each.verdict is not Verdict.NOT_DUE
    ]


@given(steps(), lives())
def test_by_the_calendar_alone_due_slots_say_the_same(step, seen):
    free = replace(seen, pauses=(), holds=())
    for decision in decisions(step, free):
        of_day = step.terms_on(decision.day)
        if of_day is None or isinstance(of_day.rule, AsNeeded):
            assert due_slots(step, decision.day) == ()
        elif isinstance(of_day.course, CourseByCount) or not isinstance(of_day.rule, Daily | EveryDays | Weekdays):
            with pytest.raises(ValueError, match="does not follow from the calendar"):
                due_slots(step, decision.day)
        else:
            found = {each.slot for each in decision.slots if each.verdict is Verdict.DUE}
            assert set(due_slots(step, decision.day)) == found


# ---- as documents


@given(steps())
def test_a_step_reads_back_as_it_was_written(step):
    assert msgspec.json.decode(msgspec.json.encode(step), type=Step) == step


def test_terms_written_before_there_were_courses_read_back():
    rule = b'{"kind":"every_days","days":3,"start":"2026-11-02"}'
    old = b'{"since":"2026-11-02","slots":["evening"],"rule":%b,"until":null}' % rule
    assert msgspec.json.decode(old, type=Terms) == Terms(START, ("evening",), EveryDays(3, START))


def test_only_a_step_as_needed_does_without_a_slot():
    with pytest.raises(ValueError, match="at least one slot"):
        Terms(START, (), Daily())
    with pytest.raises(msgspec.ValidationError, match="at least one slot"):
        msgspec.convert({"since": "2026-11-02", "slots": [], "rule": {"kind": "daily"}}, Terms, strict=False)


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "cycle", "days": 4, "due": [5], "start": "2026-11-02", "recovery": 3},
        {"kind": "after_session", "from_hours": 5, "to_hours": 4},
        {"kind": "since_last_use", "hours": 0},
        {"kind": "phases", "start": "2026-11-02", "phases": []},
    ],
)
def test_rules_that_make_no_sense_are_refused(bad):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(bad, Rule, strict=False)


def test_a_course_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="cannot end"):
        CourseByDates(on_day(2), on_day(1))
