"""What going back to an earlier plan changes, in the words in which a plan's changes are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from aftercare.model.adopting import Write
from aftercare.model.care_words import hold_name, hold_words, point_name, point_words, programme_words
from aftercare.model.face_point import FacePoint
from aftercare.model.going_back import Undone
from aftercare.model.in_force import InForce
from aftercare.model.plan import Plan
from aftercare.model.plan_change import (
    ChangeKind,
    Names,
    PlanChange,
    Thing,
    differing,
    practitioner_words,
    product_words,
    session_name,
    session_words,
    step_words,
    time_words,
)
from aftercare.model.plan_choice import THING_OF_TABLE
from aftercare.model.plan_hold import PlanHold
from aftercare.model.plan_moves import with_moves
from aftercare.model.procedure import Interval
from aftercare.model.procedure_words import interval_name, interval_words
from aftercare.model.programme import Programme
from aftercare.model.routine import Practitioner, Product, Slot, Step
from aftercare.model.session import Session

#: A thing as it stands on a day: how it is called, and its fields. None where it is not there, or no longer.
_Standing = tuple[str, dict[str, str]] | None


def changes_of_going_back(
    plan: Plan,
    things: Iterable[Undone],
    writes: Sequence[Write],
    on: date,
    names: Names,
) -> tuple[PlanChange, ...]:
    """A line for each of the `writes` of going back to `plan` that make a difference from the day `on` on."""
    now = {(each.table, each.id): each.now for each in things}
    return with_moves(
        tuple(_changes(now, writes, on, names)),
        plan,
        {name: each for (_, name), each in now.items() if isinstance(each, Step)},
        {each.id: each.document for each in writes if isinstance(each.document, Step)},
        partial(step_words, names=names),
    )


def _changes(
    now: Mapping[tuple[str, str], Struct | None],
    writes: Iterable[Write],
    on: date,
    names: Names,
) -> Iterator[PlanChange]:
    for write in writes:
        was = now.get((write.table, write.id))
        for day in _days_of_change(was, write.document, on):
            had, has = (_standing(each, day, names) for each in (was, write.document))
            if line := _line(THING_OF_TABLE[write.table], write.id, had, has):
                yield line
                break


def _days_of_change(was: Struct | None, document: Struct | None, on: date) -> list[date]:
    """The days on which the two may differ: what is in force today may differ in what is to come alone."""
    coming = (day for each in (was, document) if isinstance(each, InForce) for day in each.changes if day > on)
    return [on, *sorted(set(coming))]


def name_of(thing: Undone) -> str:
    """What a person calls it."""
    of = thing.now if thing.now is not None else thing.then
    return str(getattr(of, "name", None) or getattr(of, "kind", None) or thing.id)


def _line(thing: Thing, thing_id: str, had: _Standing, has: _Standing) -> PlanChange | None:
    if had is None and has is None:
        return None
    if had is None or has is None:
        kind, name = (ChangeKind.ADDED, has[0]) if has is not None else (ChangeKind.ENDED, had[0] if had else "")
        return PlanChange(kind, thing, thing_id, name)
    fields = tuple(each for each in differing(had[1], has[1]) if each.field not in ("plan", "holds from"))
    return PlanChange(ChangeKind.CHANGED, thing, thing_id, has[0], fields) if fields else None


def _standing(document: Struct | None, on: date, names: Names) -> _Standing:
    if isinstance(document, InForce):
        # what has ended, or has not begun, is not there
        document = document.as_on(on)
    match document:
        case Step(ends=ends):
            return None if ends is not None and ends < on else (document.name, step_words(document, names))
        case Product(name=name):
            return name, product_words(document)
        case Slot(name=name, at=at):
            return name, {"time": time_words(at)}
        case Session(set_aside=aside):
            return None if aside else (session_name(document), session_words(document))
        case PlanHold():
            return hold_name(document), hold_words(document)
        case Interval():
            return interval_name(document), interval_words(document)
        case FacePoint():
            return point_name(document, names.zones), point_words(document, names.zones)
        case Programme(title=title):
            return title, programme_words(document)
        case Practitioner(name=name):
            return name, practitioner_words(document)
        case _:
            return None
