"""How much of what was due was done. Held and paused occurrences never count, and neither lengthen nor break a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, auto

from msgspec import Struct

from aftercare.model.check_off import Answer, Done, Skipped
from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.routine import Id, Routine
from aftercare.model.rulings import Verdict

#: Days after which an occurrence of a daily step weighs half as much in the score.
HALF_LIFE = 13


class Result(Enum):
    """What became of an occurrence."""

    DONE = auto()
    SKIPPED = auto()
    MISSED = auto()
    OPEN = auto()
    """Its day is running and it is not answered."""
    COVERED = auto()
    """Held or paused, whatever was answered."""


COUNTED = frozenset({Result.DONE, Result.SKIPPED, Result.MISSED})


class Outcome(Struct, frozen=True):
    """An occurrence that was due, held or paused, with what became of it."""

    step: Id
    day: date
    slot: Id
    result: Result


class Tally(Struct, frozen=True):
    """How many occurrences were done, skipped and missed."""

    done: int = 0
    skipped: int = 0
    missed: int = 0

    @property
    def counted(self) -> int:
        """How many there were."""
        return self.done + self.skipped + self.missed

    @property
    def share(self) -> float | None:
        """done / (done + skipped + missed), from 0 to 1; None where nothing counts."""
        return self.done / self.counted if self.counted else None


class Adherence(Struct, frozen=True):
    """Tallies of the routine, and of each step and slot in which something counts."""

    routine: Tally
    steps: Mapping[Id, Tally]
    slots: Mapping[Id, Tally]


class Scores(Struct, frozen=True):
    """Smoothed scores from 0 to 1 of each step with a counted occurrence, and of the routine, None where there is none.

    In the routine's each step weighs as often as it is due.
    """

    routine: float | None
    steps: Mapping[Id, float]


class DayForm(Enum):
    """What a day was."""

    FULL = auto()
    """All that counts was done."""
    SHORT = auto()
    """A short-form day: every essential step was done, and not all of the others."""
    BROKEN = auto()
    NEUTRAL = auto()
    """Nothing counts: nothing was due, all was held or paused, or the day is still open."""


class Run(Struct, frozen=True):
    """Days in a row, full or short-form: the one that is running, and the longest. Neutral days do not count."""

    current: int
    longest: int


def outcomes(routine: Routine, circumstances: Circumstances, first: date, last: date) -> list[Outcome]:
    """Every occurrence from `first` to `last`, both included, though not beyond today: step by step, day by day."""
    today = circumstances.today
    result = []
    for step in routine.steps.values():
        answers = circumstances.answers.get(step.id, {})
        walk = StepWalk(step, routine, circumstances)
        for day, slot, verdict in walk.occurrences(first, min(last, today)):
            answer = answers[day].get(slot) if day in answers else None
            found = result_of(answer, day, today) if verdict is Verdict.DUE else Result.COVERED
            result.append(Outcome(step.id, day, slot, found))
    return result


def adherence(window: Iterable[Outcome]) -> Adherence:
    """The tallies over the outcomes of a window."""
    routine, steps, slots = _Counts(), dict[Id, _Counts](), dict[Id, _Counts]()
    for each in window:
        if each.result in COUNTED:
            for counts in (routine, steps.setdefault(each.step, _Counts()), slots.setdefault(each.slot, _Counts())):
                counts.add(each.result)
    return Adherence(
        routine.tally(),
        {step: counts.tally() for step, counts in steps.items()},
        {slot: counts.tally() for slot, counts in slots.items()},
    )


def scores(window: Iterable[Outcome]) -> Scores:
    """The smoothed scores at the end of a window, which starts at 0.

    Loop Habit Tracker's idea (iSoron/uhabits, its Score and its issues #142 and #641): an exponentially smoothed mean,
    `score = score * m + value * (1 - m)`, there with m = 0.5 ** (sqrt(f) / 13) once a day for a habit of frequency f a
    day. Here it advances once an occurrence, which comes every 1/f days: m = 0.5 ** (1 / (13 * sqrt(f))). What is past
    weighs half after 13 days for a daily step, after 34 for a weekly one; what is held or paused changes nothing.
    """
    by_step: dict[Id, list[Outcome]] = {}
    for each in window:
        by_step.setdefault(each.step, []).append(each)
    steps: dict[Id, float] = {}
    weighed = weights = 0.0
    for step, occurrences in by_step.items():
        if not any(each.result in COUNTED for each in occurrences):
            continue
        frequency = _frequency(occurrences)
        steps[step] = _smoothed(occurrences, frequency)
        weighed += frequency * steps[step]
        weights += frequency
    return Scores(weighed / weights if weights else None, steps)


def day_forms(routine: Routine, window: Iterable[Outcome]) -> dict[date, DayForm]:
    """What each day with an occurrence was, in the order of the days."""
    by_day: dict[date, list[Outcome]] = {}
    for each in window:
        by_day.setdefault(each.day, []).append(each)
    return {day: _form(by_day[day], _essential_on(routine, day)) for day in sorted(by_day)}


def _essential_on(routine: Routine, day: date) -> set[Id]:
    """The steps that made a short-form day then."""
    return {step.id for step in routine.steps.values() if step.as_on(day).essential}


def run_of_days(forms: Mapping[date, DayForm]) -> Run:
    """The days in a row at the end of `forms`, which are in the order of the days, and the longest among them."""
    current = longest = 0
    for form in forms.values():
        if form is DayForm.BROKEN:
            current = 0
        elif form is not DayForm.NEUTRAL:
            current += 1
            longest = max(longest, current)
    return Run(current, longest)


class _Counts:
    def __init__(self) -> None:
        self._of = dict.fromkeys(COUNTED, 0)

    def add(self, result: Result) -> None:
        self._of[result] += 1

    def tally(self) -> Tally:
        return Tally(self._of[Result.DONE], self._of[Result.SKIPPED], self._of[Result.MISSED])


def result_of(answer: Answer | None, day: date, today: date) -> Result:
    """What became of an occurrence of `day` that was due, seen on `today`."""
    match answer:
        case Done():
            return Result.DONE
        case Skipped():
            return Result.SKIPPED
        case None:
            return Result.MISSED if day < today else Result.OPEN


def _frequency(occurrences: list[Outcome]) -> float:
    """Occurrences a day, from those of one step in the order of their days: as many as a day has that has any, over the
    mean distance of such days.
    """
    days = {each.day for each in occurrences}
    if len(days) == 1:
        return float(len(occurrences))
    return len(occurrences) / len(days) * (len(days) - 1) / (max(days) - min(days)).days


def _smoothed(occurrences: list[Outcome], frequency: float) -> float:
    kept: float = 0.5 ** (1 / (HALF_LIFE * frequency**0.5))
    score = 0.0
    for each in occurrences:
        if each.result in COUNTED:
            score = score * kept + (each.result is Result.DONE) * (1 - kept)
    return score


def _form(occurrences: list[Outcome], essential: set[Id]) -> DayForm:
    if any(each.result is Result.OPEN for each in occurrences):
        return DayForm.NEUTRAL
    counted = [each for each in occurrences if each.result in COUNTED]
    if not counted:
        return DayForm.NEUTRAL
    if all(each.result is Result.DONE for each in counted):
        return DayForm.FULL
    needed = [each for each in counted if each.step in essential]
    short = bool(needed) and all(each.result is Result.DONE for each in needed)
    return DayForm.SHORT if short else DayForm.BROKEN
