"""What the client's own edits make of a step. A day that is past keeps the terms of its time, whatever is edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.layering import layered
from aftercare.model.routine import Activity, ByClient, Id, Product, Slot, Step, Terms
from aftercare.model.rules import Course, Rule

_DAY = timedelta(days=1)
#: What a draft says of the way in which a step is done.
_TYPED = ("name", "product", "activity", "amount", "wait", "instruction", "essential")


class Draft(Struct, frozen=True):
    """What a step is to be from the day `since` on.

    It applies a `product`, or is an `activity`. What the record does not have yet comes along: a product in `new`, a
    part of the day in `new_slot`.
    """

    name: str
    slots: tuple[Id, ...]
    rule: Rule
    since: date
    course: Course | None = None
    product: Id | None = None
    activity: Activity | None = None
    new: Product | None = None
    amount: str = ""
    wait: int = 0
    instruction: str = ""
    essential: bool = False
    new_slot: Slot | None = None

    @property
    def terms(self) -> Terms:
        """The terms that it asks for."""
        return Terms(self.since, self.slots, self.rule, course=self.course)


def begun(draft: Draft, step_id: Id, order: float) -> Step:
    """A new step of the client's own."""
    return Step(
        id=step_id,
        name=draft.name,
        order=order,
        terms=(draft.terms,),
        origin=ByClient(),
        product=draft.product,
        amount=draft.amount,
        wait=draft.wait,
        instruction=draft.instruction,
        essential=draft.essential,
        activity=draft.activity,
    )


def changed(step: Step, draft: Draft, today: date) -> Step:
    """`step` as `draft` has it, from the day of the draft on; `draft` was made over what held on `today`.

    A step from a plan keeps its origin: the edit holds until the plan states the step anew. Raises BadInput where the
    draft begins before `today`.
    """
    refuse_past(draft.since, today)
    shown = step.as_on(today)
    # what was not touched goes on as it is, with what is to come of it
    said = {field: told for field in _TYPED if (told := getattr(draft, field)) != getattr(shown, field)}
    return replace(step.changed_from(draft.since, **said), terms=_terms_after(step, draft))


def rescheduled(step: Step, slots: tuple[Id, ...], rule: Rule, today: date) -> Step:
    """`step` due in `slots` by `rule` from today on, or from the first day to come on which it is in force.

    All else stays as it is, a course with its count too.
    """
    begins = [each.since for each in step.terms if each.since > today]
    since = today if step.terms_on(today) or not begins else min(begins)
    terms = step.terms_on(since) or step.terms[-1]
    shown = step.as_on(today)
    draft = Draft(
        shown.name,
        slots,
        rule,
        since,
        terms.course,
        shown.product,
        shown.activity,
        amount=shown.amount,
        wait=shown.wait,
        instruction=shown.instruction,
        essential=shown.essential,
    )
    return changed(step, draft, today)


def _terms_after(step: Step, draft: Draft) -> tuple[Terms, ...]:
    in_force = step.terms_on(draft.since)
    if in_force is not None and in_force is step.terms[-1] and _same(in_force, draft.terms):
        return step.terms
    before = tuple(terms for terms in step.terms if terms.since < draft.since)
    ends = in_force.until if in_force is not None else None
    return (*before, replace(draft.terms, until=ends))


def _same(one: Terms, other: Terms) -> bool:
    return (set(one.slots), one.rule, one.course) == (set(other.slots), other.rule, other.course)


def ended(step: Step, on: date, today: date) -> Step | None:
    """`step` without the day `on` and those after it; None where its first day has not come.

    One that began `today` and ends with it stays known: it may have been answered.

    Raises BadInput where `on` is past, or the step has ended by then.
    """
    refuse_past(on, today)
    last = on - _DAY
    if step.ends is not None and step.ends <= last:
        raise BadInput(f"“{step.name}” has ended already.", "`aftercare routine` lists the steps.")
    kept = tuple(terms for terms in step.terms if terms.since <= last)
    if not kept:
        kept = tuple(terms for terms in step.terms[:1] if terms.since <= today)
    return replace(step, terms=(*kept[:-1], _until(kept[-1], last))) if kept else None


def _until(terms: Terms, last: date) -> Terms:
    return replace(terms, until=min(last, terms.until or last))


def refuse_past(on: date, today: date) -> None:
    """Raises BadInput where `on` is before `today`: past days keep the routine of their time."""
    if on < today:
        raise BadInput("Past days keep the routine that they had.", f"Take {today} or a later day.")


def is_over(step: Step, today: date) -> bool:
    """Whether `step` has ended before `today`, with nothing to come."""
    return step.ends is not None and step.ends < today


def moved(steps: Sequence[Step], step: Step, beside: Step, *, before: bool) -> tuple[Step, ...]:
    """Puts `step` right before or right after `beside` among the `steps` of a slot; returns those that change for it.

    Raises BadInput where a step has to come after another one.
    """
    rest = [each for each in layered(steps) if each.id != step.id]
    place = next(at for at, each in enumerate(rest) if each.id == beside.id) + (0 if before else 1)
    found = _between(rest, step, place)
    replaced = {each.id: each for each in found}
    after = [each.id for each in layered(replaced.get(each.id, each) for each in steps)]
    wanted = [each.id for each in rest]
    wanted.insert(place, step.id)
    if after != wanted:
        raise BadInput(
            f"“{step.name}” cannot go there: one of the steps has to come after another.",
            "Their plan says so; ask your therapist.",
        )
    known = {each.id: each for each in steps}
    return tuple(each for each in found if each != known[each.id])


def _between(rest: Sequence[Step], step: Step, place: int) -> tuple[Step, ...]:
    """`step` with an order between its neighbours at `place`; where they share one, those behind move on a little."""
    if place == len(rest):
        return (replace(step, order=rest[-1].order + 1),)
    behind = rest[place:]
    if place == 0:
        return (replace(step, order=behind[0].order - 1),)
    low = rest[place - 1].order
    if low < behind[0].order:
        return (replace(step, order=(low + behind[0].order) / 2),)
    tied = [each for each in behind if each.order == low]
    high = min((each.order for each in behind if each.order > low), default=low + 1)
    stride = (high - low) / (len(tied) + 2)
    return tuple(replace(each, order=low + stride * number) for number, each in enumerate([step, *tied], start=1))
