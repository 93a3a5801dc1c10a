"""Going back to a plan that was in force before: each thing is again as it was, and the days behind keep their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.adopting import Write
from aftercare.model.adoption_steps import ended_after
from aftercare.model.former import names_of
from aftercare.model.plan import StoredPlan, in_force
from aftercare.model.plan_hold import PlanHold
from aftercare.model.procedure import Interval
from aftercare.model.routine import WAY, FormerProduct, Product, Slot, Step, Terms
from aftercare.model.session import Attendance, Session

_DAY = timedelta(days=1)


class Undone(Struct, frozen=True):
    """A thing that came, changed or went with the plans that are gone back from: as it is `now` and was `then`.

    None where there is, or was, none. `own` says that the client changed it since: then theirs stays.
    """

    table: str
    id: str
    now: Struct | None
    then: Struct | None
    own: bool = False


def since_in_force(
    happened: Iterable[tuple[tuple[int, str], str, StoredPlan | None]], target: str
) -> tuple[frozenset[str], tuple[StoredPlan, ...]]:
    """What happened to plans since `target` was last in force: the names of those actions, and what was in force since.

    `happened` has, for each time that a plan was put into the record or taken out of it, when and in which action (its
    stamp and its name), the plan's document id, and the plan as it stands since, None where it was taken out.
    """
    stored: dict[str, StoredPlan] = {}
    names: set[str] = set()
    since: list[StoredPlan] = []
    for (_, name), action in groupby(sorted(happened, key=itemgetter(0)), key=itemgetter(0)):
        for _, plan_id, plan in action:
            stored.pop(plan_id, None)
            if plan is not None:
                stored[plan_id] = plan
        current = in_force(stored.values())
        if current is not None and current.id == target:
            names.clear()
            since.clear()
            continue
        names.add(name)
        if current is not None:
            since.append(current)
    return frozenset(names), tuple(since)


def go_back(things: Iterable[Undone], on: date, begun: date) -> tuple[Write, ...]:
    """What is written to have `things` as they were from the day `on` on; what is gone back from held from `begun` on.

    Where nothing of it has held before `on`, each is exactly as it was. Otherwise the days behind stay as they were.
    """
    writes = []
    for each in things:
        if each.own or each.now == each.then:
            continue
        document = each.then if on <= begun else _dated(each.now, each.then, on)
        if document != each.now:
            writes.append(Write(each.table, each.id, document))
    return tuple(writes)


def _dated(now: Struct | None, then: Struct | None, on: date) -> Struct | None:
    match now, then:
        case None, Step():
            return _beginning(then, on)
        case None, PlanHold() | Interval():
            return then.beginning(on)
        case Step(), None:
            return ended_after(now, on - _DAY)
        case Step(), Step():
            return _step(now, then, on)
        case (Product(), None) | (Slot(), None):
            # a pack may stand on the shelf, and a step of the client's own may have this part of the day
            return now
        case Product(), Product():
            said = {name: getattr(then, name) for name in names_of(FormerProduct)}
            return replace(then, former=now.changed_from(on, **said).former)
        case Slot(), Slot():
            return now if now.at == then.at else now.at_from(on, then.at)
        case PlanHold(), PlanHold() | None:
            return now.going_on_as(then, on)
        case Interval(), Interval() | None:
            return now.going_on_as(then, on)
        case Session(), _:
            return _session(now, then, on)
        case _:
            return then


def _step(now: Step, then: Step, on: date) -> Step:
    changed = now
    # what was to come then is to come again
    for since in (on, *(each.until + _DAY for each in then.former if each.until >= on)):
        way = then.as_on(since)
        changed = changed.changed_from(since, **{name: getattr(way, name) for name in WAY})
    past = [each for each in now.terms if each.since < on]
    coming = [each for each in then.terms if each.since > on]
    running = then.terms_on(on)
    if past and running is not None and now.terms_on(on - _DAY) == past[-1] and _same(past[-1], running):
        past[-1] = replace(past[-1], until=running.until)
    else:
        if past:
            last = past[-1]
            past[-1] = replace(last, until=min(on - _DAY, last.until or on))
        if running is not None:
            coming = [replace(running, since=on), *coming]
    terms = (*past, *coming)
    return replace(changed, terms=terms, origin=then.origin) if terms else then


def _same(one: Terms, other: Terms) -> bool:
    return (one.slots, one.rule, one.course) == (other.slots, other.rule, other.course)


def _beginning(then: Step, on: date) -> Step:
    """A step that is there no more, as it is again from `on` on."""
    running = then.terms_on(on)
    terms = [*([replace(running, since=on)] if running is not None else []), *(t for t in then.terms if t.since > on)]
    return replace(then, terms=tuple(terms)) if terms else then


def _session(now: Session, then: Struct | None, on: date) -> Session:
    if now.at.date() < on or now.attendance is not Attendance.PLANNED:
        return now
    if isinstance(then, Session):
        return replace(now, set_aside=True) if then.at.date() < on else then
    return replace(now, set_aside=True)
