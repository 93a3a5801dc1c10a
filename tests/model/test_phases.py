"""How a titration goes on: which weeks count, what a step-down does, and that the last phase stays."""

from days_in_rows import START, a_routine, a_step, circumstances, on_day, row_of, wall
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.deciding import StepWalk, decide
from aftercare.model.phases import WeekOfUse
from aftercare.model.routine import ByClient, Step, Terms
from aftercare.model.rules import CourseByDates, Daily, EveryNth, Phase, Phases, Weekday, Weekdays

MON, WED, THU, FRI = Weekday.MON, Weekday.WED, Weekday.THU, Weekday.FRI
TWICE, THRICE = Weekdays((MON, THU)), Weekdays((MON, WED, FRI))
RULE = Phases(START, (Phase(TWICE, 2), Phase(THRICE, 2), Phase(Daily(), 1)))


def test_a_week_counts_when_more_than_half_of_what_it_planned_was_done():
    assert WeekOfUse(3, 2).as_planned
    assert not WeekOfUse(2, 1).as_planned
    assert not WeekOfUse(0, 0).as_planned


def test_the_last_phase_stays():
    step = a_step(RULE)
    assert row_of(step, circumstances(), 56) == ("x..x... x..x... x.x.x.. x.x.x.. xxxxxxx xxxxxxx xxxxxxx xxxxxxx")
    assert decide(step, on_day(400), a_routine(step), circumstances()).reason.counted == 53


def test_a_week_that_was_mostly_skipped_does_not_count():
    seen = circumstances(wall(28), answered="d..d... d..s... d..d... d.ds...")
    assert row_of(a_step(RULE), seen, 35) == "x..x... x..x... x..x... x.x.x.. x.x.x.."


def test_a_week_that_nobody_answered_does_not_count():
    seen = circumstances(wall(28), answered="d..d... ....... .......")
    assert row_of(a_step(RULE), seen, 35) == "x..x... x..x... x..x... x..x... x..x..."


def test_a_week_done_on_other_days_counts():
    seen = circumstances(wall(14), answered=".d..d.. ..d..d.")
    assert row_of(a_step(RULE), seen, 21) == "x..x... x..x... x.x.x.."


def test_a_step_down_goes_one_phase_back_and_begins_a_week():
    step = a_step(replace(RULE, step_downs=(on_day(16),)))
    # Monday the 16th was in the second phase. From Wednesday on it is the first again, for two weeks of its own.
    assert row_of(step, circumstances(), 49) == "x..x... x..x... x..x... x..x... x.x.x.. x.x.x.. x.xxxxx"
    ruling = decide(step, on_day(17), a_routine(step), circumstances()).reason
    assert (ruling.number, ruling.began, ruling.counted, ruling.stepped_down) == (1, on_day(16), 0, on_day(16))


def test_a_step_down_in_the_first_phase_begins_it_again():
    step = a_step(replace(RULE, step_downs=(on_day(7),)))
    assert row_of(step, circumstances(), 28) == "x..x... x..x... x..x... x.x.x.."


def test_alternate_days_are_counted_from_the_first_day_of_the_phase():
    rule = Phases(START, (Phase(TWICE, 1), Phase(EveryNth(2), 1)))
    assert row_of(a_step(rule), circumstances(), 21) == "x..x... x.x.x.x .x.x.x."


def test_terms_that_keep_the_rule_go_on_in_its_phase():
    moved = (
        Terms(START, ("evening",), RULE, until=on_day(9)),
        Terms(on_day(10), ("morning",), RULE),
    )
    step = Step("gel", "Gel", 1, moved, ByClient())
    assert row_of(step, circumstances(), 28) == "x..x... x..x... x.x.x.. x.x.x.."


def test_days_outside_the_course_were_not_planned():
    assert row_of(a_step(RULE, CourseByDates(on_day(3), on_day(27))), circumstances()) == (
        "...x... x..x... x.x.x.. x.x.x.."
    )


@given(st.text("ds.", min_size=70, max_size=70), st.sets(st.integers(1, 69), max_size=3))
def test_it_advances_after_weeks_that_count_and_goes_back_on_step_downs_only(answered, downs):
    rule = replace(RULE, step_downs=tuple(on_day(each) for each in sorted(downs)))
    step = a_step(rule)
    walk = StepWalk(step, a_routine(step), circumstances(wall(70), answered=answered))
    found = [walk.on(on_day(n)).reason for n in range(70)]
    week = 0
    for n in range(1, 70):
        before, now = found[n - 1], found[n]
        if n in downs:
            assert now.number == max(1, before.number - 1)
            assert now.counted == 0
            week = n
        elif n == week + 7:
            planned = sum(found[day].due for day in range(week, n))
            done = answered[week:n].count("d")
            counts = 2 * done > planned
            enough = before.counted + 1 == before.weeks
            if not counts:
                assert (now.number, now.counted) == (before.number, before.counted)
            elif enough and before.number < 3:
                assert (now.number, now.counted) == (before.number + 1, 0)
            else:
                assert (now.number, now.counted) == (before.number, before.counted + 1)
            week = n
        else:
            assert (now.number, now.counted) == (before.number, before.counted)
