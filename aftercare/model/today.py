"""One day as the client sees it: slots, steps in layering order, what is answered and what comes up. A pure view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.as_needed import Allowance
from aftercare.model.check_off import Barred, Done, Held, Missed, Occurrence, Paused, Pending, Skipped, StateWithCover
from aftercare.model.circumstances import Circumstances
from aftercare.model.day_start import DayStarts
from aftercare.model.deciding import decide
from aftercare.model.decision import Decision
from aftercare.model.floor import Floor
from aftercare.model.layering import layered
from aftercare.model.local_day import current_slot, in_day_order, seconds_since_begin
from aftercare.model.note import Note
from aftercare.model.pause import Pause
from aftercare.model.programme import Programme
from aftercare.model.routine import Client, Id, Practitioner, Product, Routine, Slot, Step
from aftercare.model.rules import AsNeeded
from aftercare.model.rulings import AskFirst, BarredBy, ComingBack, HeldBy, PausedBy, Ruling, reason_of
from aftercare.model.session import Attendance, Session
from aftercare.model.step_rules import StepRules

if TYPE_CHECKING:
    from aftercare.model.after_procedure import AfterProcedure
    from aftercare.model.course_line import CourseLine
    from aftercare.model.leaving_out import AfterSession
    from aftercare.model.preparing import ToPrepare

_DAY = timedelta(days=1)
_NOWHERE: Mapping[Id, tuple[str, ...]] = {}
#: How far into the next day an evening is still asked for.
_REMEMBERED = timedelta(hours=12)


def held_until(cover: Ruling | None) -> datetime | None:
    """The instant at which what `cover` holds is free again; None where it holds nothing."""
    match cover:
        case ComingBack(due=True):
            return None
        case HeldBy(until=until) | ComingBack(again=None, until=until) | ComingBack(again=datetime() as until):
            return until
    return None


class DueStep(Struct, frozen=True):
    """One occurrence of the day with all that is told about it. `asks` says that it stays due and would be held or
    paused otherwise: "ask the prescriber or your therapist". `where` says in words where on the face, `cover` is what
    lies over it: the ruling that bars, holds or pauses it, or that asks.
    """

    occurrence: Occurrence
    step: Step
    product: Product | None
    state: StateWithCover
    asks: bool = False
    where: tuple[str, ...] = ()
    cover: BarredBy | PausedBy | HeldBy | ComingBack | AskFirst | None = None

    @property
    def amount(self) -> str:
        """How much, as the step says it or else its product."""
        return self.step.amount or (self.product.amount if self.product else "")

    @property
    def held_until(self) -> datetime | None:
        """The instant until which it is held, also where it was answered all the same."""
        return held_until(self.cover)


class SlotOfDay(Struct, frozen=True):
    """A slot of the day with its steps in the order of application. Never empty. Held, paused and barred ones
    stand among them and are not counted.
    """

    slot: Slot
    due: tuple[DueStep, ...]

    @property
    def done(self) -> int:
        """How many of its steps are done."""
        return sum(isinstance(each.state, Done) for each in self.due)

    @property
    def answered(self) -> int:
        """How many of its steps are done or skipped."""
        return sum(isinstance(each.state, Done | Skipped) for each in self.due)

    @property
    def counted(self) -> int:
        """How many of its steps there are to answer: all but those held, paused or barred."""
        return sum(not isinstance(each.state, Held | Paused | Barred) for each in self.due)

    @property
    def open(self) -> tuple[DueStep, ...]:
        """Those that nobody has answered, of a running or of a past day."""
        return tuple(each for each in self.due if isinstance(each.state, Pending | Missed))


class AsNeededStep(Struct, frozen=True):
    """A step that is there at the client's wish. `allowance` is None on another day than today, `pause` and
    `floor` cover it, or a hold or its slow return, `held`; `asks` is what is asked about one that goes on.
    """

    step: Step
    product: Product | None
    allowance: Allowance | None
    pause: Pause | None = None
    floor: Floor | None = None
    held: HeldBy | ComingBack | None = None
    asks: AskFirst | None = None

    @property
    def held_until(self) -> datetime | None:
        """The instant at which it is free again, where it is held."""
        return held_until(self.held)


class ReturningStep(Struct, frozen=True):
    """A step that is held now, and the instant (aware) from which it may be used again; `slowly` where in stages."""

    step: Step
    at: datetime
    slowly: bool = False


class TodayView(Struct, frozen=True):
    """What the Today screen and the `today` command show of `day`, seen at `now`.

    `today` is the running local date, `current` the id of the slot that matters now (only where `day` is today).
    `left_open` is yesterday's last slot where steps of it were not answered, until today's last slot matters.
    `next_session` is the first one after `now`, or after the start of a day to come. `pauses` lie over the day.
    Of today, `after` is what the last session still asks for, and `returns` are the held steps by when they come back.
    `elsewhere` is what procedures had elsewhere ask for. `starts` say when days begin. `course` is where the plan's
    course stands at `now`, `preparing` what is done on the day before the next session, or on its day.
    """

    client: Client
    day: date
    today: date
    now: datetime
    slots: tuple[SlotOfDay, ...]
    current: str | None
    notes: tuple[Note, ...]
    next_session: Session | None
    practitioner: Practitioner | None
    as_needed: tuple[AsNeededStep, ...] = ()
    left_open: SlotOfDay | None = None
    review: date | None = None
    pauses: tuple[Pause, ...] = ()
    after: AfterSession | None = None
    returns: tuple[ReturningStep, ...] = ()
    starts: DayStarts = DayStarts()
    elsewhere: tuple[AfterProcedure, ...] = ()
    course: CourseLine | None = None
    preparing: tuple[ToPrepare, ...] = ()

    @property
    def due(self) -> tuple[DueStep, ...]:
        """All occurrences of the day, from its start to its end."""
        return tuple(each for slot in self.slots for each in slot.due)


def day_slots(
    routine: Routine, circumstances: Circumstances, day: date, where: Mapping[Id, tuple[str, ...]] = _NOWHERE
) -> list[SlotOfDay]:
    """The slots of `day` in which something is due, held or paused, or was answered."""
    return _slots_of(_decisions(routine, circumstances, day), routine, circumstances, day, where)


def _decisions(routine: Routine, circumstances: Circumstances, day: date) -> list[tuple[Step, Decision]]:
    return [(step, decide(step, day, routine, circumstances)) for step in routine.steps.values()]


def _slots_of(
    decisions: Iterable[tuple[Step, Decision]],
    routine: Routine,
    circumstances: Circumstances,
    day: date,
    where: Mapping[Id, tuple[str, ...]],
) -> list[SlotOfDay]:
    in_slot: dict[str, dict[str, DueStep]] = {}
    for of_now, decision in decisions:
        step = of_now.as_on(day)
        product = _product_on(step, routine, day)
        for each in decision.slots:
            if each.state is not None:
                reason = each.reason
                cover = reason if isinstance(reason, BarredBy | PausedBy | HeldBy | ComingBack | AskFirst) else None
                due = DueStep(
                    Occurrence(step.id, day, each.slot),
                    step,
                    product,
                    each.state,
                    asks=isinstance(reason, AskFirst),
                    where=where.get(step.id, ()),
                    cover=cover,
                )
                in_slot.setdefault(each.slot, {})[step.id] = due
    result = []
    of_the_day = (replace(each, at=each.at_on(day)) for each in routine.slots.values())
    for slot in in_day_order(of_the_day, circumstances.starts.on(day)):
        if found := in_slot.get(slot.id):
            ordered = layered(due.step for due in found.values())
            result.append(SlotOfDay(slot, tuple(found[step.id] for step in ordered)))
    return result


def _product_on(step: Step, routine: Routine, day: date) -> Product | None:
    """What `step`, which is as it was on `day`, applied then, as it was known then."""
    product = routine.products.get(step.product) if step.product else None
    return product.as_on(day) if product is not None else None


def today_view(
    client: Client,
    routine: Routine,
    circumstances: Circumstances,
    notes: Iterable[Note],
    sessions: Iterable[Session],
    practitioner: Practitioner | None,
    day: date,
    programme: Programme | None = None,
    where: Mapping[Id, tuple[str, ...]] = _NOWHERE,
    after: AfterSession | None = None,
    elsewhere: tuple[AfterProcedure, ...] = (),
) -> TodayView:
    """Builds the view of `day` as seen in `circumstances`, which know the answers of that day and of the day before.

    `where` says of steps, by their ids, where on the face they are done, `after` what the last session asks for,
    `elsewhere` what procedures had elsewhere do.
    """
    now, today = circumstances.now, circumstances.today
    decisions = _decisions(routine, circumstances, day)
    slots = _slots_of(decisions, routine, circumstances, day, where)
    current = current_slot((each.slot for each in slots), now, circumstances.starts) if day == today else None
    # of a day to come, what is next is what is next then
    wall = max(now.replace(tzinfo=None), datetime.combine(day, circumstances.starts.on(day)))
    coming = [each for each in sessions if each.at > wall and each.attendance is not Attendance.CANCELLED]
    review = programme.review if programme is not None else None
    return TodayView(
        client=client,
        day=day,
        today=today,
        now=now,
        slots=tuple(slots),
        current=current.id if current else None,
        notes=tuple(sorted((note for note in notes if note.day == day), key=lambda note: note.at)),
        next_session=min(coming, key=lambda each: each.at, default=None),
        practitioner=practitioner,
        as_needed=tuple(_as_needed(decisions, routine)),
        left_open=_left_open(routine, circumstances, slots, current, day),
        review=review if review is not None and review >= day else None,
        pauses=tuple(each for each in circumstances.pauses if each.includes(day)),
        after=after if day == today else None,
        returns=_returning(routine, circumstances) if day == today else (),
        starts=circumstances.starts,
        elsewhere=elsewhere if day == today else (),
    )


def _returning(routine: Routine, circumstances: Circumstances) -> tuple[ReturningStep, ...]:
    """The steps that are held now, by when they come back. A prescribed one is never held."""
    today, found = circumstances.today, []
    for step in routine.steps.values():
        floor = circumstances.floor_over(step.id, today)
        if step.id not in circumstances.holds_by_step or (floor is not None and not floor.goes_on):
            continue
        back = StepRules(step, routine, circumstances).returning(circumstances.now)
        if back is not None and step.terms_on(today) is not None:
            found.append(ReturningStep(step.as_on(today), *back))
    return tuple(sorted(found, key=lambda each: (each.at, each.step.name)))


def _as_needed(decisions: Iterable[tuple[Step, Decision]], routine: Routine) -> Iterable[AsNeededStep]:
    for step, decision in decisions:
        terms = step.terms_on(decision.day)
        if terms is None or not isinstance(terms.rule, AsNeeded):
            continue
        reason = reason_of(decision.rulings)
        step = step.as_on(decision.day)
        product = _product_on(step, routine, decision.day)
        pause = reason.pause if isinstance(reason, PausedBy) else None
        floor = reason.floor if isinstance(reason, BarredBy) else None
        held = reason if isinstance(reason, HeldBy) or (isinstance(reason, ComingBack) and not reason.due) else None
        covered = pause is not None or floor is not None or held is not None
        asked = [each for each in decision.rulings if isinstance(each, AskFirst) and not covered]
        yield AsNeededStep(step, product, decision.allowance, pause, floor, held, asked[-1] if asked else None)


def _left_open(
    routine: Routine, circumstances: Circumstances, slots: list[SlotOfDay], current: Slot | None, day: date
) -> SlotOfDay | None:
    """Yesterday's last slot, as long as it may still be remembered: before today's own last slot."""
    if day != circumstances.today or (current is not None and len(slots) > 1 and current == slots[-1].slot):
        return None
    if seconds_since_begin(circumstances.now, circumstances.starts) > _REMEMBERED.total_seconds():
        return None
    before = day_slots(routine, circumstances, day - _DAY)
    return before[-1] if before and before[-1].open else None
