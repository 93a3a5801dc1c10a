"""What rests after a session, step by step: the plan's holds, and the defaults where the plan says nothing.

A plan's hold replaces the default for the same thing. For a product, an ingredient's own row comes before its class;
where several holds remain, the longest counts. The hours of the defaults are convention: `data/holds.toml` says whose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.grade import Grade
from aftercare.model.hold import Authority, FromReference, Hold, SlowReturn
from aftercare.model.hold_default import HoldDefault, default_holds
from aftercare.model.plan_hold import (
    MAX_HOLD_HOURS,
    HeldActivity,
    HeldThing,
    OfActivity,
    OfClass,
    OfKind,
    PlanHold,
    ReturnStage,
)
from aftercare.model.routine import Activity, Id, Product, Routine, Step
from aftercare.model.session import Attendance, Session
from aftercare.model.session_kind import SessionKind, Treats, kinds_named

#: What a step that is an activity does, in the words of holds: rubbing and pressing touch the face too.
_DONE_IN = {
    Activity.MAGNETS: (HeldActivity.MAGNETS,),
    Activity.ACUPRESSURE: (HeldActivity.ACUPRESSURE, HeldActivity.TOUCH),
    Activity.MASSAGE: (HeldActivity.MASSAGE, HeldActivity.TOUCH),
}
_FACE = re.compile(r"\b(face|facial|cosmetic)", re.IGNORECASE)
_NEEDLES = re.compile(r"\b(needl|acupunct)", re.IGNORECASE)
#: How long after a session it is asked about what only the prescriber can say.
ASKED_HOURS = 48
#: How far a hold or its return can reach.
_REACH = timedelta(hours=MAX_HOLD_HOURS)
#: The kinds of product that are used by washing the face.
_WASHED_WITH = frozenset({"cleanser", "remover", "wash-off-mask"})


class Substance(Struct, frozen=True):
    """An ingredient as far as holds go by it: `classes` are its own and then those above it, `hours` the default.

    Where only the prescriber can say, `hours` is None. What is `on_prescription` only is never held: its step is asked
    about.
    """

    label: str
    classes: tuple[Id, ...]
    hours: int | None
    grade: Grade
    source: str
    on_prescription: bool = False


class Rests(Struct, frozen=True):
    """All that says what rests after sessions. `substances` are what is known of labels, by `label_key`.

    `labels` are what the classes of ingredients and the kinds of product are called, `sources` whom the defaults
    name, in words.
    """

    defaults: tuple[HoldDefault, ...] = ()
    kinds: tuple[SessionKind, ...] = ()
    substances: dict[str, tuple[Substance, ...]] = {}
    plan: tuple[PlanHold, ...] = ()
    labels: dict[Id, str] = {}
    sources: dict[str, str] = {}


class EndedSession(Struct, frozen=True):
    """A session that ended, or will end, at the instant `end` (aware)."""

    session: Session
    end: datetime


class Rest(Struct, frozen=True):
    """`label` rests for `hours` from the end of a session; `note` is what the therapist adds to it."""

    label: str
    hours: int
    said_by: Authority
    why: str = ""
    note: str = ""
    stages: tuple[ReturnStage, ...] = ()


class AfterOne(Struct, frozen=True):
    """What follows one session: the plan's holds and the defaults that apply to it.

    `taken_for_needles` says that its kind is not known, so that it counts as needles in the face.
    """

    plan: tuple[PlanHold, ...]
    defaults: tuple[HoldDefault, ...]
    needles_face: bool
    taken_for_needles: bool


def holds_over(
    routine: Routine, ended: Iterable[EndedSession], rests: Rests, now: datetime, begins: Callable[[date], datetime]
) -> tuple[Hold, ...]:
    """The holds over the steps of `routine` after each of the sessions, as seen at `now` (aware).

    `begins` says at which instant a local date begins: where the plan's holds change, the days before keep theirs.
    """
    return tuple(hold for each in ended for hold in _after(each, routine, rests, now, begins))


def follows(session: Session, rests: Rests, day: date) -> AfterOne:
    """What follows `session` by what is in force on `day`, whatever becomes of it."""
    kinds = kinds_named(session.kind, rests.kinds)
    # a side word does not lift what rests after needles: "Face + body", "Needles + magnets", "first visit: facial"
    face = _FACE.search(session.kind) or (
        _NEEDLES.search(session.kind) and not any(k.treats for k in kinds if k.id != "micromagnets")
    )
    needled = any(Treats.FACE_NEEDLES in each.treats for each in kinds)
    unknown = bool(rests.kinds) and not needled and (not kinds or bool(face))
    if unknown:
        kinds = tuple(each for each in kinds if each.default_holds) + tuple(
            each for each in rests.kinds if each.treats == (Treats.FACE_NEEDLES,)
        )
    plan = tuple(each for hold in rests.plan if (each := hold.as_on(day)) is not None and each.follows(session.kind))
    treats = {treated for kind in kinds for treated in kind.treats}
    # what only the therapist can say is asked besides; it does not lift what is known
    defaults = tuple(default_holds([each for each in kinds if each.default_holds], rests.defaults))
    return AfterOne(plan, defaults, Treats.FACE_NEEDLES in treats and bool(defaults), unknown)


def _after(
    ended: EndedSession, routine: Routine, rests: Rests, now: datetime, begins: Callable[[date], datetime]
) -> Iterator[Hold]:
    if ended.session.attendance is Attendance.CANCELLED:
        return
    for day, first, last in _spans(ended, routine, rests, begins):
        for hold in _by_what_held_on(day, ended, routine, rests, now):
            start = max(hold.start, first)
            end = max(start, min(hold.end, last))
            stages = tuple(replace(each, until=min(each.until, last)) for each in hold.stages if each.until > end)
            if end > start or stages:
                yield replace(hold, start=start, end=end, stages=stages)


def _spans(
    ended: EndedSession, routine: Routine, rests: Rests, begins: Callable[[date], datetime]
) -> Iterator[tuple[date, datetime, datetime]]:
    """The spans in which routine and plan stay what they are: a day of each, its first instant and its end."""
    first = ended.session.at.date()
    changes = {day for hold in rests.plan for day in hold.changes}
    ends = [each.until for step in routine.steps.values() for each in step.former]
    ends += [each.until for product in routine.products.values() for each in product.former]
    changes |= {each + timedelta(days=1) for each in ends}
    days = [first, *sorted(day for day in changes if first < day <= first + _REACH)]
    for number, day in enumerate(days):
        start = begins(day) if number else ended.end
        end = begins(days[number + 1]) if number + 1 < len(days) else ended.end + 2 * _REACH
        yield day, start.astimezone(UTC), end.astimezone(UTC)


def _by_what_held_on(day: date, ended: EndedSession, routine: Routine, rests: Rests, now: datetime) -> Iterator[Hold]:
    session = ended.session
    after = follows(session, rests, day)
    end = ended.end.astimezone(UTC)
    unanswered = session.attendance is Attendance.PLANNED
    for step in routine.steps.values():
        of_day = step.as_on(day)
        product = routine.products.get(of_day.product) if of_day.product else None
        product = product.as_on(day) if product else None
        known = substances_of(product, rests) if product else ()
        asks = any(each.on_prescription or each.hours is None for each in known)
        for rest in _that_count(list(_rests_of(of_day, product, after, rests))):
            stages = (SlowReturn(end + timedelta(hours=each.until_hours), each.every_days) for each in rest.stages)
            yield Hold(
                step=step.id,
                start=end,
                end=end + timedelta(hours=rest.hours),
                said_by=rest.said_by,
                reason=f"{rest.label} rests {rest.hours} h after {_kind_words(session, after)}",
                note=rest.note,
                provisional=unanswered and end <= now,
                planned=unanswered and end > now,
                session=session.id,
                asks=asks,
                stages=tuple(stages),
            )


def _rests_of(step: Step, product: Product | None, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    """What rests of `step`: what it applies, and the activity that it is."""
    if product is not None:
        yield from rests_of_product(product, after, rests)
    elif step.activity is not None:
        for done in _DONE_IN.get(step.activity, ()):
            yield from _of_activity(done, after, rests)


def substances_of(product: Product, rests: Rests) -> tuple[Substance, ...]:
    """What is known of the label of `product`."""
    keys = (label_key(name, product.strengths.get(name)) for name in product.ingredients)
    return tuple(found for key in keys for found in rests.substances.get(key, ()))


def label_key(name: str, percent: float | None) -> str:
    """An ingredient of a label with its strength, which may decide which row counts."""
    return name if percent is None else f"{name} {percent:g}"


def rests_of_product(product: Product, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    """All that says of `product` that it rests: for each of its ingredients, its kind, and washing with it."""
    substances = substances_of(product, rests)
    for substance in substances:
        yield from _of_substance(substance, after, rests)
    yield from _of_kind(product, substances, after, rests)
    if product.kind in _WASHED_WITH:
        yield from _of_activity(HeldActivity.WASH, after, rests)


def _of_substance(substance: Substance, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    # the plan's word on its own class comes before that on a class above
    for name in substance.classes:
        if said := [each for each in after.plan if each.what == OfClass(name)]:
            yield from (_by_plan(each, substance.label) for each in said)
            return
    if after.needles_face:
        hours = ASKED_HOURS if substance.hours is None else substance.hours
        yield Rest(substance.label, hours, FromReference(substance.source, substance.grade))


def _of_kind(product: Product, substances: tuple[Substance, ...], after: AfterOne, rests: Rests) -> Iterator[Rest]:
    label = rests.labels.get(product.kind, product.kind)
    said = [each for each in after.plan if each.what == OfKind(product.kind)]
    yield from (_by_plan(each, label) for each in said)
    classes = {name for each in substances for name in each.classes}
    for default in after.defaults:
        # where an ingredient tells more than the kind does, the kind says nothing
        if product.kind not in default.product_kinds or classes & set(default.ingredient_classes):
            continue
        on_classes = [each for each in after.plan if any(each.what == OfClass(n) for n in default.ingredient_classes)]
        if on_classes:
            yield from (_by_plan(each, label) for each in on_classes)
        elif not said and default.on and default.hours:
            yield _by_default(default, label, rests)


def _of_activity(done: HeldActivity, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    if said := [each for each in after.plan if each.what == OfActivity(done)]:
        yield from (_by_plan(each, thing_words(each.what, {})) for each in said)
        return
    for default in after.defaults:
        if done in default.activities and default.on and default.hours:
            yield _by_default(default, default.label, rests)


def _that_count(found: list[Rest]) -> list[Rest]:
    """The longest, and whatever has a return in stages besides."""
    longest = max((each for each in found if each.hours), key=lambda each: each.hours, default=None)
    return [each for each in found if each is longest or each.stages]


def _by_plan(hold: PlanHold, label: str) -> Rest:
    origin = hold.origin
    return Rest(label, hold.hours, origin, note=hold.reason, stages=hold.stages)


def _by_default(default: HoldDefault, label: str, rests: Rests) -> Rest:
    assert default.hours is not None
    return Rest(label, default.hours, _reference(default, rests), why=default.why)


def _reference(default: HoldDefault, rests: Rests) -> FromReference:
    return FromReference(rests.sources.get(default.source, ""), default.grade)


def _kind_words(session: Session, after: AfterOne) -> str:
    return f"{session.kind}, taken for needles in the face" if after.taken_for_needles else session.kind


def thing_words(what: HeldThing, labels: Mapping[Id, str]) -> str:
    """What a hold covers, in words."""
    match what:
        case OfClass(ingredient_class=name) | OfKind(product_kind=name):
            return labels.get(name, name)
        case OfActivity(activity=activity):
            return activity_words(activity)


def activity_words(activity: HeldActivity) -> str:
    """Such as "Hair removal"."""
    return activity.value.replace("-", " ").capitalize()


# ---- what a client leaves out that is no step


class LeaveOut(Struct, frozen=True):
    """Something to leave out until the instant `until`, and who said so; `why` and `note` as they put it."""

    label: str
    until: datetime
    said_by: Authority
    why: str = ""
    note: str = ""


class AfterSession(Struct, frozen=True):
    """What the last session asks for beside the steps, seen at an instant: what to leave out, and what to ask.

    `provisional`: nobody has said yet whether it took place.
    """

    session: Session
    end: datetime
    provisional: bool
    leave_out: tuple[LeaveOut, ...]
    asks: tuple[str, ...]


#: How long after a session its remarks without hours are told.
_TOLD = timedelta(hours=24)
#: Activities whose hold is told as a hold of the steps that do them, not as something to leave out besides.
_STEPS_ONLY = frozenset({HeldActivity.MAGNETS, HeldActivity.ACUPRESSURE})


def after_session(ended: Iterable[EndedSession], rests: Rests, now: datetime, today: date) -> AfterSession | None:
    """What the sessions behind `now` (aware) still ask for, under the name of the last; None where that is nothing."""
    behind = [each for each in ended if each.end <= now and each.session.attendance is not Attendance.CANCELLED]
    if not behind:
        return None
    last = max(behind, key=lambda each: each.end)
    found: dict[str, LeaveOut] = {}
    asks: list[str] = []
    for each in behind:
        after = follows(each.session, rests, today)
        for one in _left_out(after, each.end, rests):
            known = found.get(one.label)
            if one.until > now and (known is None or known.until < one.until):
                found[one.label] = one
        if now - each.end < _TOLD:
            asks += [default.ask for default in after.defaults if default.ask]
            asks += [
                f"After {kind.label.lower()} your therapist alone can say what rests, and for how long: ask them."
                for kind in kinds_named(each.session.kind, rests.kinds)
                if not kind.default_holds
            ]
    if not found and not asks:
        return None
    in_order = sorted(found.values(), key=lambda each: (each.until, each.label))
    provisional = last.session.attendance is Attendance.PLANNED
    return AfterSession(last.session, last.end, provisional, tuple(in_order), tuple(dict.fromkeys(asks)))


def _left_out(after: AfterOne, end: datetime, rests: Rests) -> Iterator[LeaveOut]:
    said = {each.what.activity for each in after.plan if isinstance(each.what, OfActivity)}
    for hold in after.plan:
        if isinstance(hold.what, OfActivity) and hold.hours and hold.what.activity not in _STEPS_ONLY:
            until = end + timedelta(hours=hold.hours)
            label = _default_label(hold.what.activity, rests) or activity_words(hold.what.activity)
            yield LeaveOut(label, until, hold.origin, note=hold.reason)
    for default in after.defaults:
        open_ones = set(default.activities) - said - _STEPS_ONLY
        if default.on and default.hours and open_ones:
            until = end + timedelta(hours=default.hours)
            yield LeaveOut(default.label, until, _reference(default, rests), default.why)


def _default_label(activity: HeldActivity, rests: Rests) -> str | None:
    return next((each.label for each in rests.defaults if each.activities == (activity,)), None)
