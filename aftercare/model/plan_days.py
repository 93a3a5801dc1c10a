"""The days that a client would see by a plan: what is due in each part of a day, what rests, and what sessions ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.hold import Hold
from aftercare.model.layering import layered
from aftercare.model.leaving_out import LeaveOut
from aftercare.model.local_day import in_day_order
from aftercare.model.plan import Plan
from aftercare.model.preview import Preview
from aftercare.model.routine import DAY_START, Id, Routine, Slot, Step
from aftercare.model.rules import CourseByDates, Pattern
from aftercare.model.rulings import ComingBack, HeldBy, InPhase, OnWish, Verdict
from aftercare.model.session import Session
from aftercare.model.timetable import as_told

_DAY = timedelta(days=1)


class Resting(Struct, frozen=True):
    """A step that would be due and rests: because of a hold, or as it comes `back` slowly. `until` is aware."""

    step: Step
    until: datetime
    back: bool


class PartOfDay(Struct, frozen=True):
    """The steps due in `slot` on a day in the order of application, as they are that day, and those that rest then."""

    slot: Slot
    due: tuple[Step, ...]
    resting: tuple[Resting, ...]


class PlannedDay(Struct, frozen=True):
    """One day. `parts` are all parts of the day that the plan uses, `wish` the steps that are there as needed."""

    day: date
    sessions: tuple[Session, ...]
    parts: tuple[PartOfDay, ...]
    wish: tuple[Step, ...]


class Stage(Struct, frozen=True):
    """The days of a titration's stage `number` (from 1) of `stages` that lie among those shown."""

    step: Step
    number: int
    stages: int
    pattern: Pattern
    first: date
    last: date


class AroundSession(Struct, frozen=True):
    """What a session asks for from its `end` (aware) on: steps that rest, what to leave out besides, what to ask."""

    session: Session
    end: datetime
    holds: tuple[Hold, ...]
    leave_out: tuple[LeaveOut, ...]
    asks: tuple[str, ...]


class PlanPreview(Struct, frozen=True):
    """What a client would see on the days of `preview` who takes `plan` over for the day `begins` and uses it as it
    says. `remarks` are what the client is asked first; it is shown as if nothing spoke against it.

    `seen` is an instant before all of it, in the wall time in which it is told.
    """

    plan: Plan
    begins: date
    seen: datetime
    routine: Routine
    preview: Preview
    around: tuple[AroundSession, ...]
    remarks: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[PlannedDay, ...]:
        """Day after day."""
        return tuple(_days(self))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The parts of the day that the plan uses, in their order."""
        used = {slot for step in self.routine.steps.values() for terms in step.terms for slot in terms.slots}
        return tuple(in_day_order((each for each in self.routine.slots.values() if each.id in used), DAY_START))


def _days(shown: PlanPreview) -> Iterator[PlannedDay]:
    preview, sessions = shown.preview, [each.session for each in shown.around]
    for at in range(max((len(row.days) for row in preview.rows), default=0)):
        day = preview.first + at * _DAY
        of_day = tuple(each for each in sessions if each.at.date() == day)
        wish = (row.step for row in preview.rows if isinstance(row.days[at].reason, OnWish))
        parts = tuple(_part(slot, shown, at, day) for slot in shown.slots)
        yield PlannedDay(day, of_day, parts, tuple(layered(wish)))


def _part(slot: Slot, shown: PlanPreview, at: int, day: date) -> PartOfDay:
    due, resting = [], []
    for row in shown.preview.rows:
        for each in row.days[at].slots:
            if each.slot != slot.id:
                continue
            if each.verdict is Verdict.DUE:
                due.append(as_told(row.step, shown.routine, day))
            elif each.verdict is Verdict.HELD and isinstance(each.reason, HeldBy | ComingBack):
                back = isinstance(each.reason, ComingBack)
                again = each.reason.again if isinstance(each.reason, ComingBack) else None
                until = (again or each.reason.until).astimezone(shown.seen.tzinfo)
                resting.append(Resting(row.step, until, back))
    return PartOfDay(slot, tuple(layered(due)), tuple(resting))


def usual(days: Sequence[PlannedDay]) -> dict[Id, tuple[Step, ...]]:
    """For each part of the day the steps that are there on every one of `days`, due or resting, in their order."""
    found: dict[Id, tuple[Step, ...]] = {}
    for number, slot in enumerate(each.slot for each in days[0].parts) if days else ():
        steps: dict[Id, Step] = {}
        always: set[Id] | None = None
        for day in days:
            part = day.parts[number]
            there = {each.id: each for each in (*part.due, *(each.step for each in part.resting))}
            steps |= {each: step for each, step in there.items() if each not in steps}
            # what a day shows in full is the better one to tell: it has the amount
            steps |= {each.id: each for each in part.due}
            always = set(there) if always is None else always & set(there)
        found[slot.id] = tuple(layered(steps[each] for each in always or ()))
    return found


def stages_of(preview: Preview) -> tuple[Stage, ...]:
    """The stages of all titrations among the days of `preview`, each with its first and last day there."""
    found: list[Stage] = []
    for row in preview.rows:
        last: Stage | None = None
        for decision in row.days:
            ruling = next(
                (one for each in decision.slots[:1] for one in each.rulings if isinstance(one, InPhase)), None
            )
            if ruling is None or not ruling.number or not _in_course(row.step, decision.day):
                continue
            if last is not None and last.number == ruling.number:
                found[-1] = last = replace(last, last=decision.day)
            else:
                last = Stage(row.step, ruling.number, ruling.phases, ruling.pattern, decision.day, decision.day)
                found.append(last)
    return tuple(found)


def _in_course(step: Step, day: date) -> bool:
    terms = step.terms_on(day)
    if terms is None:
        return False
    return not isinstance(terms.course, CourseByDates) or terms.course.first <= day <= terms.course.last


def is_there(step: Step, first: date, last: date) -> bool:
    """Whether `step` may be due on a day from `first` to `last`: a hold over another one tells nobody anything."""
    return any(_in_course(step, first + at * _DAY) for at in range((last - first).days + 1))


def alike(around: Sequence[AroundSession]) -> tuple[tuple[AroundSession, ...], ...]:
    """The sessions, those that ask for the same together."""
    found: dict[object, list[AroundSession]] = {}
    for each in around:
        found.setdefault(_asked_for(each), []).append(each)
    return tuple(map(tuple, found.values()))


def _asked_for(around: AroundSession) -> object:
    holds = frozenset(
        (each.step, each.end - around.end, tuple((one.until - around.end, one.every_days) for one in each.stages))
        for each in around.holds
    )
    leave_out = tuple((each.label, each.until - around.end) for each in around.leave_out)
    return holds, leave_out, around.asks


def is_kept(hold: Hold, routine: Routine) -> bool:
    """Whether its step stays due all the same: it is prescribed, or only a prescriber can say."""
    product = routine.products.get(routine.steps[hold.step].product or "")
    return hold.asks or (product is not None and product.by_prescription)


def hours_from(end: datetime, until: datetime) -> int:
    """The whole hours between two instants."""
    return int((until - end).total_seconds()) // 3600


def span_words(hours: int) -> str:
    """Such as "48 h" and "7 days"."""
    return f"{hours // 24} days" if hours % 24 == 0 and hours > 72 else f"{hours} h"
