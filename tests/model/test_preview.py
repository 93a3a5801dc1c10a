"""The coming 28 days of a whole routine, as an editor shows them beside a change."""

from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, wall

from aftercare.model.check_off import Done, Held, Missed, Pending
from aftercare.model.preview import preview
from aftercare.model.rules import CourseByCount, Cycle, Daily, Phase, Phases, Weekday, Weekdays
from aftercare.model.rulings import CourseCount, HeldBy, Verdict


def rows(shown):
    signs = {Verdict.DUE: "x", Verdict.NOT_DUE: ".", Verdict.HELD: "h", Verdict.PAUSED: "p"}
    return ["".join(signs[day.verdict] for day in row.days) for row in shown.rows]


def test_a_row_for_each_step_and_a_column_for_each_day():
    twice = Weekdays((Weekday.MON, Weekday.THU))
    routine = a_routine(
        a_step(Daily(), CourseByCount(10, START), step_id="gel"),
        a_step(Cycle(4, (1,), START, 3), step_id="acid"),
        a_step(Phases(START, (Phase(twice, 2), Phase(Daily(), 1))), step_id="retinoid"),
    )
    shown = preview(routine, circumstances(holds=(a_hold(wall(4), wall(5), "acid"),)), START)
    assert [row.step.id for row in shown.rows] == ["gel", "acid", "retinoid"]
    assert rows(shown) == [
        "xxxxxxxxxx..................",
        "x...h..x...x...x...x...x...x",
        "x..x...x..x...xxxxxxxxxxxxxx",
    ]
    assert shown.rows[0].days[10].reason == CourseCount(10, START, 10, due=False)
    assert isinstance(shown.rows[1].days[4].reason, HeldBy)


def test_states_to_be_stand_after_those_that_were():
    routine = a_routine(a_step(Daily()))
    seen = circumstances(wall(2), answered="d.", holds=(a_hold(wall(3), wall(4)),))
    shown = preview(routine, seen, START, days=5)
    states = [day.slots[0].state for day in shown.rows[0].days]
    assert states == [Done(wall(0, 21)), Missed(), Pending(), Held(seen.holds[0].end), Pending()]


def test_days_before_the_preview_count_as_used_as_planned_too():
    routine = a_routine(a_step(Daily(), CourseByCount(10, START)))
    assert rows(preview(routine, circumstances(), on_day(7), days=5)) == ["xxx.."]
