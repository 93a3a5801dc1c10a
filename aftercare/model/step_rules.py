"""What the rules of one step say of an instant: course, rule, and its return after a hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from aftercare.model.after_session import near_session
from aftercare.model.circumstances import Circumstances, SessionEnd
from aftercare.model.course import course_on
from aftercare.model.cover import Cover
from aftercare.model.cycle import position_on
from aftercare.model.due import rule_is_due
from aftercare.model.history import Moment, StepHistory
from aftercare.model.phases import PhaseProgress
from aftercare.model.routine import Id, Routine, Step
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    Course,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    Phases,
    Rule,
    SinceLastUse,
    Weekdays,
)
from aftercare.model.rulings import (
    ComingBack,
    CourseRuling,
    Covering,
    HeldBy,
    InPhase,
    OnCalendar,
    OnWish,
    RuleRuling,
    SinceLast,
)
from aftercare.model.slot_instant import date_at, day_begins

if TYPE_CHECKING:
    from aftercare.model.restarts import Restarts

_DAY = timedelta(days=1)
_FAR_YEAR = 9000
#: A slot is the part of the day around its time: what becomes allowed so soon after it can still be done in it. Without
#: it a step done at 21:10 would not be due again at 21:00 three days later, and slip by a day each time.
SLOT_REACH = timedelta(hours=2)


class StepRules:
    """Asks the rules of `step`, and remembers what they counted."""

    def __init__(self, step: Step, routine: Routine, circumstances: Circumstances) -> None:
        self._step = step
        self._routine = routine
        self._circumstances = circumstances
        self._now = circumstances.now.astimezone(UTC)
        self.cover = Cover(step, routine, circumstances)
        self._restarts: dict[Cycle, Restarts] = {}
        self._progress: dict[Phases, PhaseProgress] = {}

    @cached_property
    def history(self) -> StepHistory:
        """When the step was done; what a walk into the future assumes is added to it."""
        return StepHistory(self._step.id, self._routine, self._circumstances)

    @cached_property
    def _sessions(self) -> list[SessionEnd]:
        # Comparing instants in UTC is far cheaper than in two zones.
        return [replace(each, at=each.at.astimezone(UTC)) for each in self._circumstances.sessions]

    def instant(self, slot: Id, day: date) -> datetime:
        """The instant, in UTC, of `slot` on `day`."""
        return self._circumstances.instant_of(self._routine.slots[slot], day)

    def begin_of(self, day: date) -> datetime:
        """The instant, in UTC, at which the local date `day` begins."""
        return day_begins(day, self._circumstances.zones, self._circumstances.starts)

    def covered(self, moment: Moment, at: datetime, slot: Id) -> Covering | None:
        """What lies over the instant `at` of `slot`: a floor, a pause, a hold or its return in stages."""
        return self._told_free(self.cover.over(moment[0], at) or self._stage(moment, moment[0], at, slot), moment, slot)

    def covered_now(self, at: datetime) -> Covering | None:
        """What lies over the instant `at` at which the step would really be done, after all that was done by then."""
        day, before = self._day_of(at), self._after_all(at)
        found = self.cover.over(day, at, in_slot=False) or self._stage(before, day, at, None)
        return self._told_free(found, before, None)

    def free_from(self, at: datetime) -> datetime:
        """The first instant from `at` on at which no hold and no stage of a return lies over the step."""
        return self._free_from(at, self._after_all(at), None)

    def returning(self, at: datetime) -> tuple[datetime, bool] | None:
        """Where a hold or a stage of a return lies over the instant `at`: when the step comes back, and if slowly."""
        day, before = self._day_of(at), self._after_all(at)
        hold, stage = self.cover.hold_at(at, day, in_slot=False), self._stage(before, day, at, None)
        if hold is None and (stage is None or stage.due):
            return None
        terms = self._step.terms_on(day)
        slots: list[Id | None] = [each for each in (terms.slots if terms else ()) if each in self._routine.slots]
        free = min(self._free_from(at, before, slot) for slot in slots or (None,))
        return free, stage is not None or self.cover.stage_at(free, self._day_of(free)) is not None

    def _told_free(self, found: Covering | None, before: Moment, slot: Id | None) -> Covering | None:
        """`found` with the instant at which the step is really free again."""
        match found:
            case HeldBy(until=until):
                free = self._free_from(until, before, slot)
                return replace(found, free=free) if free > until else found
            case ComingBack(again=datetime() as again):
                return replace(found, again=self._free_from(again, before, slot))
        return found

    def _free_from(self, at: datetime, before: Moment, slot: Id | None) -> datetime:
        while at.year < _FAR_YEAR:
            day, end = self._day_of(at), at
            if (hold := self.cover.hold_at(at, day, in_slot=slot is not None)) is not None:
                end = hold.end.astimezone(UTC)
            elif (stage := self._stage(before, day, at, slot)) is not None and stage.again is not None:
                end = stage.again
            if end <= at:
                break
            at = end
        return at

    def _stage(self, before: Moment, day: date, at: datetime, slot: Id | None) -> ComingBack | None:
        """What a return in stages says of the instant `at` on `day`, seeing what was done before `before`."""
        found = self.cover.stage_at(at, day)
        if found is None:
            return None
        hold, stage = found
        last = self.history.last_day(before)
        if last is None or (day - last).days >= stage.every_days:
            return ComingBack(hold, stage.every_days, stage.until, last, None, due=True)
        free = last + stage.every_days * _DAY
        again = self.begin_of(free) if slot is None else self.instant(slot, free)
        return ComingBack(hold, stage.every_days, stage.until, last, min(again, stage.until), due=False)

    def _after_all(self, at: datetime) -> Moment:
        return self._day_of(at) + _DAY, 0

    def _day_of(self, at: datetime) -> date:
        return date_at(at, self._circumstances.zones, self._circumstances.starts)

    def by_course(self, course: Course, moment: Moment, counted_to: Moment | None = None) -> CourseRuling:
        """What `course` says of `moment`, for what was done before that, or before `counted_to`."""
        done = self.history.count(course.start, counted_to or moment) if isinstance(course, CourseByCount) else 0
        return course_on(course, moment[0], done)

    def by_rule(self, rule: Rule, moment: Moment, at: datetime) -> RuleRuling:
        """What `rule` says of `moment`, whose instant is `at`."""
        day = moment[0]
        match rule:
            case Daily() | EveryDays() | Weekdays():
                return OnCalendar(rule, rule_is_due(rule, day))
            case Cycle():
                return position_on(rule, day, self.restarts_of(rule, day, day))
            case Phases():
                return self.by_phase(rule, day)
            case AfterSession():
                return near_session(rule, at, self._sessions, self._now)
            case SinceLastUse(hours=hours):
                last = self.history.last(moment)
                allowed = last + timedelta(hours=hours) if last is not None else None
                return SinceLast(hours, last, allowed, due=allowed is None or allowed <= at + SLOT_REACH)
            case AsNeeded(at_most=at_most, hours_apart=apart):
                return OnWish(at_most, apart, sum(each == day for each, _ in self.history.uses))
            case _:
                assert_never(rule)

    def restarts_of(self, cycle: Cycle, first: date, last: date) -> list[date]:
        """The days on which `cycle` goes on at its recovery, as far as they decide the days from `first` to `last`."""
        if cycle not in self._restarts:
            # few routines have a cycle: what looks for its restarts is loaded where one does
            from aftercare.model.restarts import Restarts

            self._restarts[cycle] = Restarts(cycle, self._step, self._routine, self._circumstances, self.cover)
        return self._restarts[cycle].over(first, last)

    def by_phase(self, rule: Phases, day: date) -> InPhase:
        """Which phase `day` lies in, and whether its pattern makes it due."""
        if rule not in self._progress:
            self._progress[rule] = PhaseProgress(rule, self.history.count_days, self._slots_on)
        return self._progress[rule].on(day)

    def _slots_on(self, day: date) -> int:
        """How many occurrences a pattern that is due on `day` plans there."""
        terms = self._step.terms_on(day)
        if terms is None or (isinstance(terms.course, CourseByDates) and not course_on(terms.course, day, 0).due):
            return 0
        return len(terms.slots)
