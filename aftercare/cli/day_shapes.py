"""What `today`, the answers to steps and `run` say with --json."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo

import msgspec

from aftercare.cli.after_shapes import AfterShape, ReturnShape, after_shape, return_shapes
from aftercare.cli.course_shapes import CourseShape, PreparationShape, course_shape, preparation_shapes
from aftercare.cli.json_shape import Shape as Shape
from aftercare.cli.json_shape import encoded as encoded
from aftercare.cli.wording import notice_sentence
from aftercare.model.check_off import Done, Held, Skipped
from aftercare.model.note import Note
from aftercare.model.notice import Notice
from aftercare.model.run import Run
from aftercare.model.sun_care import SunCare
from aftercare.model.today import AsNeededStep, DueStep, SlotOfDay, TodayView
from aftercare.model.why_words import ruling_words


class StepShape(Shape, frozen=True):
    """A step in a slot.

    `state` is pending, done, skipped, missed, held, paused or barred (not offered); `at` is when it was
    answered, `reason` why it was skipped. `until` is when a hold over it ends, `because` what bars, holds, pauses or
    asks about it. `ask` says that it stays due and would be held or paused otherwise. `zones` say where on
    the face.
    """

    id: str
    name: str
    slot: str
    state: str
    at: datetime | None
    reason: str | None
    product: str | None
    amount: str
    wait_seconds: int
    instruction: str
    zones: tuple[str, ...]
    essential: bool
    ask: bool
    until: datetime | None
    because: str | None


class AsNeededShape(Shape, frozen=True):
    """A step as needed. On another day than today, and while it is paused, `used`, `left` and `next` are null.

    `because` says why it is held, or what to ask where `ask` says that it goes on with a question.
    """

    id: str
    name: str
    amount: str
    used: int | None
    left: int | None
    next: datetime | None
    ask: bool = False
    because: str | None = None


class SlotShape(Shape, frozen=True):
    """A slot of the day with its steps in the order of application; `current` is the slot that matters now."""

    id: str
    name: str
    at: time
    current: bool
    steps: tuple[StepShape, ...]


class SessionShape(Shape, frozen=True):
    """An appointment; `number` is that in the plan's course, where it is one of it."""

    id: str
    at: datetime
    kind: str
    number: int | None


class NoteShape(Shape, frozen=True):
    """A note; `step` is the id of the one that it is about."""

    id: str
    at: datetime
    text: str
    step: str | None


class PractitionerShape(Shape, frozen=True):
    """The therapist; `hours` says in words when they can be reached."""

    name: str
    practice: str
    phone: str
    email: str
    website: str
    address: str
    hours: str


class NoticeShape(Shape, frozen=True):
    """Something that has to be said about the record itself."""

    kind: str
    sentence: str


class DayShape(Shape, frozen=True):
    """`today`. `today` is the running local date, `day` the one that is told.

    `left_open` is yesterday's last slot where steps of it were not answered. `after` is what the last session still
    asks for, `returns` are the held steps by when they come back. `sun_care_until` is the last day of sun care after
    an acid was used. `course` is where the plan's course stands, `preparations` are done on the day before the next
    session or on its day.
    """

    client: str
    name: str
    day: date
    today: date
    slots: tuple[SlotShape, ...]
    notes: tuple[NoteShape, ...]
    as_needed: tuple[AsNeededShape, ...]
    left_open: SlotShape | None
    after: AfterShape | None
    returns: tuple[ReturnShape, ...]
    sun_care_until: date | None
    next_session: SessionShape | None
    course: CourseShape | None
    preparations: tuple[PreparationShape, ...]
    review: date | None
    practitioner: PractitionerShape | None
    notices: tuple[NoticeShape, ...]


class AnsweredShape(Shape, frozen=True):
    """`done` and `skip`. `changed` is false where it was so already."""

    client: str
    day: date
    changed: bool
    step: StepShape


class DoneAllShape(Shape, frozen=True):
    """`done --all`; `steps` is how many were open."""

    client: str
    day: date
    slot: str
    steps: int


class UsedShape(Shape, frozen=True):
    """`done` of a step as needed: its uses today, what is left, and from when on it is allowed again."""

    client: str
    step: str
    used: int
    left: int
    next: datetime | None


class WaitShape(Shape, frozen=True):
    """The layer that sinks in, by the id of its step, and until when."""

    after: str
    until: datetime


class RunShape(Shape, frozen=True):
    """`run`: what is still to do in a slot. `slot` is null where nothing is due, `wait` where nothing sinks in."""

    client: str
    day: date
    slot: str | None
    short: bool
    done: int
    count: int
    left_open: int
    wait: WaitShape | None
    steps: tuple[StepShape, ...]


class NotedShape(Shape, frozen=True):
    """`note`. `what` is written, changed or deleted."""

    client: str
    what: str
    day: date
    note: NoteShape


def step_shape(due: DueStep, zone: tzinfo | None) -> StepShape:
    """An occurrence of the day; times in words are in the wall time of `zone`."""
    state = due.state
    return StepShape(
        id=due.step.id,
        name=due.step.name,
        slot=due.occurrence.slot,
        state=type(state).__name__.lower(),
        at=state.at if isinstance(state, Done | Skipped) else None,
        reason=state.reason if isinstance(state, Skipped) else None,
        product=due.product.name if due.product else None,
        amount=due.amount,
        wait_seconds=due.step.wait,
        instruction=due.step.instruction,
        zones=due.step.zones,
        essential=due.step.essential,
        ask=due.asks,
        until=state.until if isinstance(state, Held) else None,
        because=ruling_words(due.cover, zone, due.occurrence.day, due.occurrence.day) if due.cover else None,
    )


def slot_shape(slot: SlotOfDay, zone: tzinfo | None, *, current: bool) -> SlotShape:
    """A slot of a day."""
    steps = tuple(step_shape(due, zone) for due in slot.due)
    return SlotShape(id=slot.slot.id, name=slot.slot.name, at=slot.slot.at, current=current, steps=steps)


def as_needed_shape(wished: AsNeededStep, zone: tzinfo | None, day: date) -> AsNeededShape:
    """A step as needed."""
    step, left = wished.step, wished.allowance if wished.pause is None else None
    cover = wished.held or wished.asks
    return AsNeededShape(
        id=step.id,
        name=step.name,
        amount=step.amount,
        used=left.used if left else None,
        left=left.left if left else None,
        next=left.next if left else None,
        ask=wished.asks is not None,
        because=ruling_words(cover, zone, day, day) if cover else None,
    )


def note_shape(note: Note) -> NoteShape:
    """A note."""
    return NoteShape(id=note.id, at=note.at, text=note.text, step=note.step)


def day_shape(view: TodayView, client: str, notices: Iterable[Notice], sun: SunCare | None = None) -> DayShape:
    """A day, with what has to be said about the record of `client`."""
    practitioner, zone = view.practitioner, view.now.tzinfo
    return DayShape(
        client=client,
        name=view.client.name,
        day=view.day,
        today=view.today,
        slots=tuple(slot_shape(slot, zone, current=slot.slot.id == view.current) for slot in view.slots),
        notes=tuple(map(note_shape, view.notes)),
        as_needed=tuple(as_needed_shape(each, zone, view.day) for each in view.as_needed),
        left_open=slot_shape(view.left_open, zone, current=False) if view.left_open else None,
        after=after_shape(view.after),
        returns=return_shapes(view.returns),
        sun_care_until=sun.until if sun else None,
        review=view.review,
        next_session=_session_shape(view),
        course=course_shape(view.course),
        preparations=preparation_shapes(view.preparing),
        practitioner=PractitionerShape(**msgspec.structs.asdict(practitioner)) if practitioner else None,
        notices=tuple(
            NoticeShape(kind=str(type(each).__struct_config__.tag), sentence=notice_sentence(each)) for each in notices
        ),
    )


def _session_shape(view: TodayView) -> SessionShape | None:
    session = view.next_session
    if session is None:
        return None
    number = view.course.numbers.get(session.id) if view.course is not None else None
    return SessionShape(id=session.id, at=session.at, kind=session.kind, number=number)


def answered_shape(due: DueStep, client: str, zone: tzinfo | None, *, changed: bool) -> AnsweredShape:
    """An answered occurrence."""
    return AnsweredShape(client=client, day=due.occurrence.day, changed=changed, step=step_shape(due, zone))


def run_shape(run: Run | None, client: str, day: date, now: datetime, *, short: bool) -> RunShape:
    """A run through a slot of `day`, seen at `now`."""
    wait = run.wait if run is not None and run.wait is not None and run.wait.until > now else None
    return RunShape(
        client=client,
        day=day,
        slot=run.slot.id if run else None,
        short=short,
        done=run.done if run else 0,
        count=len(run.due) if run else 0,
        left_open=run.left_open if run else 0,
        wait=WaitShape(after=wait.after.step.id, until=wait.until) if wait else None,
        steps=tuple(step_shape(due, now.tzinfo) for due in run.to_do) if run else (),
    )
