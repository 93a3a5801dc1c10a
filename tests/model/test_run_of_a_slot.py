"""The run through a slot: which step is at hand, and what is left of a wait."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from aftercare.model.check_off import Done, Missed, Occurrence, Paused, Pending, Skipped
from aftercare.model.routine import ByClient, Client, Daily, Slot, Step, Terms
from aftercare.model.run import Countdown, clock_words, has_short_form, meant, run_of, slot_to_run, where_words
from aftercare.model.today import DueStep, SlotOfDay, TodayView

DAY = date(2026, 11, 22)
EVENING = Slot("evening", "Evening", time(21))


def at(minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 22, 21, minute, second, tzinfo=UTC)


def due(name: str, state: Any = None, wait: int = 0, essential: bool = False, zones: tuple[str, ...] = ()) -> DueStep:
    terms = (Terms(DAY, ("evening",), Daily()),)
    step = Step(name, name, 1, terms, ByClient(), wait=wait, essential=essential, zones=zones)
    return DueStep(Occurrence(name, DAY, "evening"), step, None, state or Pending())


def slot(*steps: DueStep) -> SlotOfDay:
    return SlotOfDay(EVENING, steps)


def test_the_first_open_step_is_at_hand_and_the_next_is_named():
    run = run_of(slot(due("a", Done(at(0))), due("b", Skipped(at(1), "late")), due("c"), due("d")))
    assert run.at_hand
    assert run.at_hand.step.id == "c"
    assert run.following
    assert run.following.step.id == "d"
    assert run.last
    assert run.last.step.id == "b"
    assert (run.position, len(run.due), run.done, run.skipped) == (3, 4, 1, 1)


def test_what_is_held_paused_or_missed_is_no_part_of_it():
    run = run_of(slot(due("a", Paused(None)), due("b", Missed()), due("c")))
    assert [each.step.id for each in run.due] == ["c"]
    assert (run.position, run.not_to_do) == (1, 2)


def test_the_wait_follows_from_the_check_off():
    run = run_of(slot(due("a", Done(at(0, 20)), wait=60), due("b")))
    assert run.wait is not None
    assert (run.wait.after.step.id, run.wait.until) == ("a", at(1, 20))
    left = Countdown(run.wait, run.wait.until).left
    assert (left(at(0, 50)), left(at(5))) == (timedelta(seconds=30), timedelta())


def test_the_layer_put_on_last_decides_and_a_skip_does_not_end_its_wait():
    run = run_of(slot(due("a", Done(at(0)), wait=600), due("b", Done(at(1)), wait=60), due("c", Skipped(at(1), "x"))))
    assert run.wait is None
    run = run_of(slot(*run.due, due("d")))
    assert run.wait is not None
    assert run.wait.until == at(2)


def test_a_layer_without_wait_lets_the_next_follow_at_once():
    assert run_of(slot(due("a", Done(at(0)), wait=60), due("b", Done(at(0))), due("c"))).wait is None


def test_the_end():
    run = run_of(slot(due("a", Done(at(0)), wait=60), due("b", Skipped(at(1), "late"))))
    assert run.at_hand is run.following is run.wait is None
    assert run.to_do == ()


def test_the_short_form_is_the_essential_steps_with_the_waits_of_all():
    steps = slot(due("a", essential=True), due("b", Done(at(0)), wait=60), due("c"), due("d", essential=True))
    assert has_short_form(steps)
    run = run_of(steps, short=True)
    assert [each.step.id for each in run.to_do] == ["a", "d"]
    assert run.left_open == 1
    assert run.wait is not None
    assert not has_short_form(slot(due("a")))


def test_a_pause_stops_the_time_and_going_on_keeps_what_was_left():
    wait = run_of(slot(due("a", Done(at(0)), wait=60), due("b"))).wait
    assert wait is not None
    paused = Countdown(wait, wait.until).pause(at(0, 20))
    assert paused.left(at(9)) == timedelta(seconds=40)
    on = paused.pause(at(9))
    assert on.left(at(9, 10)) == timedelta(seconds=30)


def test_a_check_off_of_a_clock_that_is_ahead_never_waits_longer_than_the_wait():
    wait = run_of(slot(due("a", Done(at(30)), wait=60), due("b"))).wait
    assert wait is not None
    assert Countdown(wait, wait.until).left(at(0)) == timedelta(seconds=60)


def test_what_was_asked_for_counts_before_the_record_has_it():
    steps = slot(due("a"), due("b"))
    run = run_of(meant(steps, {steps.due[0].occurrence: Done(at(0))}))
    assert run.at_hand
    assert run.at_hand.step.id == "b"


def test_which_slot_is_run():
    morning = SlotOfDay(Slot("morning", "Morning", time(7)), (due("m", Missed()),))
    evening = slot(due("a"))

    def view(current: str | None, *slots: SlotOfDay) -> TodayView:
        return TodayView(Client("A"), DAY, DAY, at(0), slots, current, (), None, None)

    assert slot_to_run(view("evening", morning, evening)) == evening
    assert slot_to_run(view("evening", morning, evening), "morning") == morning
    assert slot_to_run(view(None, morning, evening)) == evening
    assert slot_to_run(view(None)) is None


def test_words():
    placed = msgspec.structs.replace(due("a"), where=("forehead", "upper cheek, both sides"))
    assert where_words(placed) == "forehead; upper cheek, both sides"
    assert clock_words(timedelta(seconds=59, milliseconds=1)) == "1:00"
    assert clock_words(timedelta(hours=1, seconds=5)) == "1:00:05"
    assert clock_words(timedelta()) == "0:00"
