"""Whether a step is due on a date, and why: the chain of terms, course, rule, pause and hold that decided.

Of the days from today on those that nobody has answered count as used as planned.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from aftercare.model.as_needed import Allowance, allowance
from aftercare.model.circumstances import Circumstances
from aftercare.model.cycle import position_on
from aftercare.model.decision import Decision, SlotDecision, state_under
from aftercare.model.due import due_days
from aftercare.model.history import Moment
from aftercare.model.local_day import seconds_into_day
from aftercare.model.routine import Id, Routine, Step, Terms
from aftercare.model.rules import (
    AsNeeded,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    Phases,
    SinceLastUse,
    Weekdays,
)
from aftercare.model.rulings import (
    AskFirst,
    BarredBy,
    ComingBack,
    CourseCount,
    Covering,
    InForce,
    NotInForce,
    PausedBy,
    Ruling,
    SinceLast,
    Verdict,
    verdict_of,
)
from aftercare.model.runs_of_days import merged
from aftercare.model.slot_instant import date_at
from aftercare.model.step_rules import StepRules

_DAY = timedelta(days=1)


def decide(step: Step, day: date, routine: Routine, circumstances: Circumstances) -> Decision:
    """Whether `step`, which is part of `routine`, is due on `day` in each of its slots, and why or why not."""
    return StepWalk(step, routine, circumstances).on(day)


class StepWalk:
    """Decides day after day for one step and remembers what it found on the way. Days may be asked in any order."""

    def __init__(self, step: Step, routine: Routine, circumstances: Circumstances) -> None:
        self._step = step
        self._routine = routine
        self._circumstances = circumstances
        self._now = circumstances.now.astimezone(UTC)
        self._today = circumstances.today
        self._answers = circumstances.answers.get(step.id, {})
        self._rules = StepRules(step, routine, circumstances)
        self._cover = self._rules.cover
        self._looks_back = any(
            isinstance(terms.rule, Phases | SinceLastUse) or isinstance(terms.course, CourseByCount)
            for terms in step.terms
        ) or any(self._cover.staged())
        self._walked = self._today
        self._assumed: set[Moment] = set()
        self._orders: dict[tuple[tuple[Id, ...], time], list[tuple[int, Id]]] = {}

    def on(self, day: date) -> Decision:
        """The decision for `day`."""
        if self._looks_back:
            # What a coming day takes for done rests on every day from today up to it.
            while self._walked < day:
                self._decide(self._walked)
                self._walked += _DAY
        return self._decide(day)

    def occurrences(self, first: date, last: date) -> Iterator[tuple[date, Id, Verdict]]:
        """Every occurrence from `first` to `last`, both included: day, slot and whether it is due, held or paused.

        The same as asking day after day, and ten times as fast where the calendar alone decides.
        """
        runs = merged([*self._cover.runs(first, last), *self._cover.staged(), *self._cover.floored()])
        for terms in self._step.terms:
            begins, ends = max(first, terms.since), min(last, self._step.last_day(terms) or last)
            days = self._due_days(terms, begins, ends)
            if days is None:
                yield from self._one_by_one(_days(begins, ends))
                continue
            for day in days:
                run = bisect_right(runs, (day, date.max)) - 1
                if run >= 0 and day <= runs[run][1]:
                    yield from self._one_by_one((day,))
                else:
                    for _, slot in self._slots_in_order(terms, day):
                        yield day, slot, Verdict.DUE

    def _one_by_one(self, days: Iterable[date]) -> Iterator[tuple[date, Id, Verdict]]:
        for day in days:
            for each in self.on(day).slots:
                if each.verdict is not Verdict.NOT_DUE:
                    yield day, each.slot, each.verdict

    def _due_days(self, terms: Terms, first: date, last: date) -> Iterable[date] | None:
        """The days on which `terms` alone make the step due; None where they have to be decided one by one."""
        rule = terms.rule
        match terms.course:
            case CourseByCount():
                return None
            case CourseByDates():
                first, last = max(first, terms.course.first), min(last, terms.course.last)
        match rule:
            case Daily() | EveryDays() | Weekdays():
                return due_days(rule, first, last)
            case Cycle():
                breaks = self._rules.restarts_of(rule, first, last)
                return (day for day in _days(first, last) if position_on(rule, day, breaks).due)
            case Phases() if last <= self._today:
                return (day for day in _days(first, last) if self._rules.by_phase(rule, day).due)
        return None

    def _decide(self, day: date) -> Decision:
        terms = self._step.terms_on(day)
        if terms is None:
            return Decision(self._step.id, day, (self._not_in_force(day),), self._answered_besides((), day))
        in_force = InForce(terms.since, self._step.last_day(terms))
        if isinstance(terms.rule, AsNeeded):
            return self._as_needed(terms, terms.rule, day, in_force)
        return Decision(self._step.id, day, (in_force,), self._slots(terms, day, in_force))

    def _slots(self, terms: Terms, day: date, in_force: InForce) -> tuple[SlotDecision, ...]:
        answers = self._answers.get(day, {})
        result = []
        for second, slot in self._slots_in_order(terms, day):
            at = self._rules.instant(slot, day)
            moment = (day, second)
            rulings = self._chain(terms, moment, slot, in_force)
            verdict = verdict_of(rulings)
            answer = answers.get(slot)
            if verdict is Verdict.DUE and answer is None and day >= self._today:
                self._assume(moment, at, rulings)
            state = state_under(verdict, rulings[-1], answer, day, self._today)
            result.append(SlotDecision(slot, at, rulings, verdict, state))
        return (*result, *self._answered_besides(terms.slots, day))

    def _answered_besides(self, slots: tuple[Id, ...], day: date) -> tuple[SlotDecision, ...]:
        """What was answered on `day` in other slots than `slots`: it stays told, whatever has become of the step."""
        ruling = self._not_in_force(day) if self._step.terms_on(day) is None else NotInForce(None, None)
        return tuple(
            SlotDecision(slot, self._rules.instant(slot, day), (ruling,), Verdict.NOT_DUE, answer)
            for slot, answer in self._answers.get(day, {}).items()
            if slot not in slots and slot in self._routine.slots
        )

    def _slots_in_order(self, terms: Terms, day: date) -> list[tuple[int, Id]]:
        """The slots of `terms`, each after the seconds from the start of `day` to it. Unknown ones are left out."""
        start = self._circumstances.starts.on(day)
        if (terms.slots, start) in self._orders:
            return self._orders[terms.slots, start]
        known = {each: self._routine.slots[each] for each in terms.slots if each in self._routine.slots}
        order = sorted((seconds_into_day(slot.at_on(day), start), each) for each, slot in known.items())
        if not any(slot.former for slot in known.values()):
            self._orders[terms.slots, start] = order
        return order

    def _assume(self, moment: Moment, at: datetime, rulings: tuple[Ruling, ...]) -> None:
        if not self._looks_back or moment in self._assumed:
            return
        self._assumed.add(moment)
        allowed = next((each.allowed for each in rulings if isinstance(each, SinceLast)), None)
        self._rules.history.assume(moment, max(at, allowed or at))

    def _chain(self, terms: Terms, moment: Moment, slot: Id, in_force: InForce) -> tuple[Ruling, ...]:
        chain: list[Ruling] = [in_force]
        at = self._rules.instant(slot, moment[0])
        if terms.course is not None:
            course = self._rules.by_course(terms.course, moment)
            chain.append(course)
            if not course.due:
                return tuple(chain)
        rule = self._rules.by_rule(terms.rule, moment, at)
        chain.append(rule)
        if rule.due and (cover := self._rules.covered(moment, at, slot)) is not None:
            chain.append(cover)
        if self._cover.cautions_on(moment[0]) and verdict_of(chain) is Verdict.DUE:
            chain += self._asked_first(moment[0])
        return tuple(chain)

    def _asked_first(self, day: date) -> Iterator[AskFirst]:
        """What the therapist is to be asked before; the first of the table last, which a day shows beside the step."""
        return (AskFirst(each, prescribed=False) for each in reversed(self._cover.cautions_on(day)))

    def _as_needed(self, terms: Terms, rule: AsNeeded, day: date, in_force: InForce) -> Decision:
        chain: list[Ruling] = [in_force]
        free, most = True, rule.at_most
        if terms.course is not None:
            # Today's uses count at once: what is left tells of this moment.
            counted_to = day + _DAY if day == self._today else day
            course = self._rules.by_course(terms.course, (day, 0), (counted_to, 0))
            chain.append(course)
            free = course.due
            if isinstance(course, CourseCount):
                most = max(0, course.times - course.done)
        if free and (cover := self._cover_of_day(day)) is not None:
            chain.append(cover)
            free = isinstance(cover, AskFirst) or (isinstance(cover, ComingBack) and cover.due)
        if free:
            chain += [*self._asked_first(day), self._rules.by_rule(rule, (day, 0), self._now)]
        left = self._allowance(terms, rule, most) if day == self._today else None
        if left is not None and verdict_of(chain) is Verdict.BARRED:
            # only an answer or somebody's word makes it free again, and neither has a date
            left = Allowance(left.used, 0, None)
        return Decision(self._step.id, day, tuple(chain), allowance=left)

    def _cover_of_day(self, day: date) -> Covering | None:
        """What covers a step as needed: now, or on another day a floor or a pause: it has no slot that would tell."""
        if day == self._today:
            return self._rules.covered_now(self._now)
        floor, pause = self._cover.floor_on(day), self._cover.pause_on(day)
        if floor is not None and not floor.goes_on:
            return BarredBy(floor)
        return PausedBy(pause) if pause is not None else None

    def _allowance(self, terms: Terms, rule: AsNeeded, most: int) -> Allowance:
        """What is left on the running date, of at most `most` by the course."""
        tomorrow = self._rules.begin_of(self._today + _DAY)
        by_rule = allowance(rule, self._rules.history.uses, self._today, self._now, tomorrow)
        following = self._first_free(terms, by_rule.next) if by_rule.next is not None and most else None
        today = following is not None and following < tomorrow
        return Allowance(by_rule.used, min(by_rule.left, most) if today else 0, following)

    def _first_free(self, terms: Terms, at: datetime) -> datetime | None:
        """The first instant from `at` on that no pause, hold, course or end of terms rules out; None for never."""
        last = self._step.last_day(terms)
        while True:
            day = date_at(at, self._circumstances.zones, self._circumstances.starts)
            if last is not None and day > last:
                return None
            match terms.course:
                case CourseByDates(last=course_ends) if day > course_ends:
                    return None
                case CourseByDates(first=begins) | CourseByCount(start=begins) if day < begins:
                    at = self._rules.begin_of(begins)
                    continue
            if (pause := self._cover.pause_on(day)) is not None:
                if pause.last is None:
                    return None
                at = self._rules.begin_of(pause.last + _DAY)
            elif (free := self._rules.free_from(at)) > at:
                at = free
            else:
                return at

    def _not_in_force(self, day: date) -> NotInForce:
        begun = [each for each in self._step.terms if each.since <= day]
        begins = min((each.since for each in self._step.terms if each.since > day), default=None)
        return NotInForce(begun[-1].until if begun else None, begins)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
