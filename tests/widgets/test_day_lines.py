"""Which lines a day has, where the cursor begins, and where it goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from aftercare.model.check_off import Answer, CheckOff, Done, Occurrence, Skipped
from aftercare.model.circumstances import Circumstances, answers_by_step
from aftercare.model.routine import EVENING, MORNING, ByClient, Client, Daily, Routine, Slot, Step, Terms
from aftercare.model.slot_instant import DatedZone
from aftercare.model.today import TodayView, today_view
from aftercare.widgets.day_lines import (
    Folded,
    FoldedLine,
    PanelTop,
    SaidLine,
    StepLine,
    day_lines,
    first_place,
    place_after,
)

DAY = date(2026, 11, 22)
NOON = Slot("noon", "Noon", time(12, 30))


def seen(answers, now):
    check_offs = [
        CheckOff(step, date.fromisoformat(on), slot, answer)
        for name, answer in answers.items()
        for step, on, slot in [name.split(":")]
    ]
    return Circumstances(now, (DatedZone(date(2026, 1, 1), "UTC"),), answers=answers_by_step(check_offs))


def on(day: date = DAY, hour: int = 21, **answers: str) -> TodayView:
    """A day with two steps each in the morning and the evening, one at noon; `a_evening="done"` answers one."""
    terms = {
        "a": ("morning", "evening"),
        "b": ("morning", "evening"),
        "n": ("noon",),
    }
    steps = {
        name: Step(name, name.upper(), order, (Terms(date(2026, 11, 1), slots, Daily()),), ByClient())
        for order, (name, slots) in enumerate(terms.items())
    }
    moment = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    given: dict[str, Answer] = {
        Occurrence(step, day, slot).id: Done(moment) if word == "done" else Skipped(moment, word)
        for name, word in answers.items()
        for step, slot in [name.split("_")]
    }
    slots = {slot.id: slot for slot in (MORNING, NOON, EVENING)}
    now = datetime(2026, 11, 22, hour, 0, tzinfo=UTC)
    return today_view(Client("Anna"), Routine(slots, {}, steps), seen(given, now), [], [], None, day)


def shape(view: TodayView, unfolded: frozenset[str] = frozenset()) -> list[str]:
    lines = day_lines(view, unfolded, "Nothing.")
    return [
        f"{line.slot.slot.id}{'+' if isinstance(line, PanelTop) else ''}"
        for line in lines
        if isinstance(line, PanelTop | FoldedLine)
    ]


def test_the_part_of_the_day_that_matters_now_stands_first() -> None:
    assert shape(on(hour=21)) == ["evening+", "morning+", "noon+"]
    assert shape(on(hour=8)) == ["morning+", "noon+", "evening+"]


def test_what_is_finished_takes_one_line_at_the_end_until_it_is_opened() -> None:
    view = on(hour=21, a_morning="done", b_morning="no time")
    assert shape(view) == ["evening+", "noon+", "morning"]
    assert shape(view, frozenset({"morning"})) == ["evening+", "noon+", "morning+"]


def test_the_part_that_matters_now_stays_open_when_it_is_finished() -> None:
    assert shape(on(hour=21, a_evening="done", b_evening="done"))[0] == "evening+"


def test_another_day_stands_in_its_own_order_and_folds_nothing() -> None:
    day = date(2026, 11, 20)
    assert shape(on(day, a_morning="done", b_morning="done")) == ["morning+", "noon+", "evening+"]


def test_one_step_is_the_one_to_do_now() -> None:
    lines = day_lines(on(hour=21, a_evening="done"), frozenset(), "")
    assert [line.due.occurrence.id for line in lines if isinstance(line, StepLine) and line.next] == [
        "b:2026-11-22:evening"
    ]


def test_the_cursor_begins_on_the_step_to_do_now() -> None:
    view = on(hour=21, a_evening="done")
    assert first_place(view, day_lines(view, frozenset(), "")) == Occurrence("b", DAY, "evening")


def test_the_cursor_begins_on_what_is_open_where_nothing_is_left_now() -> None:
    view = on(hour=21, a_evening="done", b_evening="done", a_morning="done", b_morning="done")
    assert first_place(view, day_lines(view, frozenset(), "")) == Occurrence("n", DAY, "noon")


def test_the_cursor_goes_on_to_the_next_open_step_of_the_slot_and_stays_at_its_end() -> None:
    first, second = Occurrence("a", DAY, "evening"), Occurrence("b", DAY, "evening")
    assert place_after(on(), first) == second
    assert place_after(on(), second) == first
    assert place_after(on(a_evening="done"), second) == second


def test_a_day_that_is_done_says_so_and_an_empty_one_what_to_do() -> None:
    all_done = dict.fromkeys(("a_morning", "b_morning", "n_noon", "a_evening", "b_evening"), "done")
    assert SaidLine("That is all for today.") in day_lines(on(**all_done), frozenset(), "")
    morning = datetime(2026, 11, 22, 9, tzinfo=UTC)
    empty = today_view(Client(""), Routine({}, {}, {}), seen({}, morning), [], [], None, DAY)
    assert day_lines(empty, frozenset(), "Nothing.\nRest.")[-2:] == (SaidLine("Nothing."), SaidLine("Rest."))
    assert first_place(empty, day_lines(empty, frozenset(), "")) is None
    assert Folded("morning") != Occurrence("a", DAY, "morning")
