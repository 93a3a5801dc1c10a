"""The shelf and magnets: what runs out, what must go, and what comes off."""

from datetime import date

from msgspec.structs import replace
from reminded import CREAM, OWN, a_basis, a_step, done, on_day, only, said, told, wall

from aftercare.model.face_point import FacePoint, Means
from aftercare.model.pack import Pack
from aftercare.model.reminder_key import MagnetsKey, ReminderKind, RunOutKey, UseByKey
from aftercare.model.routine import Activity
from aftercare.model.shelf import MustGo, ShelfRow, ShelfView, Supply, Why
from aftercare.model.side import Side

RUN_OUT, USE_BY = only(ReminderKind.RUN_OUT), only(ReminderKind.USE_BY)
MAGNETS = only(ReminderKind.MAGNETS)
OPENED = date(2026, 10, 1)


def a_row(runs_out=None, must_go=None, pack="cream-1", opened=OPENED, counted=None, estimated=False):
    """A row of the shelf; the days are counted from the first."""
    ends = MustGo(on_day(must_go), Why.KIND if estimated else Why.BEST_BEFORE) if must_go is not None else None
    supply = Supply(runs_out=on_day(runs_out) if runs_out is not None else None, counted=counted)
    return ShelfRow(CREAM, None, Pack(pack, "cream", opened), ends, None, supply, ("Gel",), ())


def on_shelf(now, *rows, settings, hours=48):
    return said(a_basis(now, shelf=ShelfView(now.date(), rows), settings=settings), hours)


def test_a_week_before_it_runs_out_it_is_said_once():
    (found,) = on_shelf(wall(0, 8), a_row(runs_out=8), settings=RUN_OUT)
    assert (found.due, found.title, found.body) == (wall(1, 10), "Shelf", "Something is running low.")
    assert found.detail == "Cream runs out about Tue 10 Nov"
    # the estimate shifts, and stays the same occurrence
    (later,) = on_shelf(wall(1, 8), a_row(runs_out=7), settings=RUN_OUT)
    assert later.key == found.key == RunOutKey("cream-1", OPENED)


def test_who_was_away_is_told_on_the_next_day():
    (found,) = on_shelf(wall(4, 8), a_row(runs_out=8), settings=RUN_OUT)
    assert found.due == wall(4, 10)


def test_one_that_was_counted_is_another_occurrence():
    (found,) = on_shelf(wall(0, 8), a_row(runs_out=5, counted=on_day(-1)), settings=RUN_OUT)
    assert found.key == RunOutKey("cream-1", on_day(-1))


def test_with_a_spare_on_the_shelf_nothing_runs_out():
    assert on_shelf(wall(0, 8), a_row(runs_out=3), a_row(pack="cream-2", opened=None), settings=RUN_OUT) == ()


def test_what_is_not_known_to_run_out_is_not_said():
    assert on_shelf(wall(0, 8), a_row(), settings=RUN_OUT) == ()


def test_two_weeks_before_its_last_day_it_is_said():
    (found,) = on_shelf(wall(0, 8), a_row(must_go=15), settings=USE_BY)
    assert (found.key, found.due) == (UseByKey("cream-1", on_day(15)), wall(1, 10))
    assert found.detail == "Cream: use by Tue 17 Nov"
    assert "Cream" not in f"{found.title} {found.body}"


def test_an_estimate_is_said_to_be_one():
    (found,) = on_shelf(wall(0, 8), a_row(must_go=15, estimated=True), settings=USE_BY)
    assert found.detail.endswith("an estimate")


def test_what_is_past_its_day_for_long_is_told_by_the_shelf_alone():
    assert on_shelf(wall(0, 8), a_row(must_go=-15), settings=USE_BY) == ()
    (found,) = on_shelf(wall(0, 8), a_row(must_go=-2), settings=USE_BY)
    assert found.detail == "Cream: was to be used by Sat 31 Oct"


# ---- magnets

STEP = a_step("Magnets", activity=Activity.MAGNETS)


def a_point(point, hours, means=Means.MAGNET):
    return FacePoint(point, Side.LEFT, means, OWN, code="ST6", wear_hours=hours)


def worn(now, *points, step=STEP, answers=None):
    answers = answers if answers is not None else done(("magnets", 0, "evening"))
    return said(a_basis(now, step, points=points, answers=answers, settings=MAGNETS))


def test_magnets_come_off_as_many_hours_later_as_the_plan_says():
    points = (a_point("one", 6), a_point("two", 6), a_point("three", 24))
    assert told(worn(wall(0, 13), *points)) == [
        (1, "02 18:00", "Timer", "The time that was set is over."),
        (1, "03 12:00", "Timer", "The time that was set is over."),
    ]
    assert [each.detail for each in worn(wall(0, 13), *points)] == [
        "Magnets off: 2 magnets, on since 12:00",
        "Magnets off: 1 magnet, on since 12:00",
    ]


def test_those_put_on_days_ago_are_still_known():
    (found,) = worn(wall(2, 8), a_point("one", 72))
    assert (found.key, found.due) == (MagnetsKey("magnets", on_day(0), "evening", 72), wall(3, 12))


def test_without_hours_in_the_plan_or_without_a_magnet_put_on_nothing_is_said():
    assert worn(wall(0, 13), a_point("one", None)) == ()
    assert worn(wall(0, 13), a_point("one", 6, Means.ACUPRESSURE)) == ()
    assert worn(wall(0, 13), a_point("one", 6), answers={}) == ()
    assert worn(wall(0, 13), a_point("one", 6), step=replace(STEP, activity=Activity.MASSAGE)) == ()


def test_what_comes_off_in_the_night_is_said_in_the_morning():
    (found,) = worn(wall(0, 13), a_point("one", 12))
    assert (found.at, found.due) == (wall(1, 0), wall(1, 7))
    assert found.is_due(wall(1, 7))
