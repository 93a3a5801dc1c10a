"""New products that begin too close to each other: after a reaction nobody could tell which one it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.checks.weeks import Weeks
from aftercare.model.finding import Finding, Status, TwoNew
from aftercare.model.interaction import Circumstance
from aftercare.model.routine import FromPlan, Id, Product, Step
from aftercare.model.words import listed

_DAY = timedelta(days=1)
#: The row of `data/titration_rules.toml` that says how far apart.
_RULE = "one-new"


class Newcomer(Struct, frozen=True):
    """A product with the steps that apply it, and the day on which it begins or began."""

    product: Product
    steps: tuple[Step, ...]
    begins: date


def newcomers(weeks: Weeks) -> list[Newcomer]:
    """All products that are in use or will be, by the day on which they began. What has been open for longer did so
    then, whatever day its step was written down. Sun protection is none: it is not put off for anything.
    """
    applying: dict[Id, list[Step]] = {}
    for step in weeks.steps.values():
        product = weeks.product(step)
        if product is not None and not weeks.is_sunscreen(step):
            applying.setdefault(product.id, []).append(step)
    found = []
    for name, steps in applying.items():
        opened = [
            each.opened for each in weeks.situation.packs.values() if each.product == name and each.opened is not None
        ]
        begins = min([*opened, *(_begins(each) for each in steps)])
        found.append(Newcomer(weeks.situation.routine.products[name], tuple(steps), begins))
    return sorted(found, key=lambda each: (each.begins, each.product.id))


def _begins(step: Step) -> date:
    """The first day of its last unbroken run, or that on which it took up its product."""
    begins = step.terms[-1].since
    for before, after in zip(reversed(step.terms[:-1]), reversed(step.terms[1:]), strict=True):
        if before.until is not None and before.until < after.since - _DAY:
            break
        begins = before.since
    changes = [each.until + _DAY for each in step.former if each.product != step.product]
    return max([begins, *changes])


def two_new(weeks: Weeks) -> Iterator[Finding]:
    """Each own product that begins within the days of the rule after another one, or beside one of the plan's."""
    apart = days_apart(weeks)
    if apart is None:
        return
    found = newcomers(weeks)
    first, last = weeks.today - apart + _DAY, weeks.columns[-1]
    own = {each.product.id: all(weeks.may_change(step) for step in each.steps) for each in found}
    for each in found:
        if not own[each.product.id] or not first <= each.begins <= last:
            continue
        near = [one for one in found if one is not each and _comes_first(one, each, own, apart)]
        if near:
            yield _finding(weeks, TwoNew(each.product.id), [each, *near], Status.FINDING)
    theirs = [each for each in found if not own[each.product.id] and first <= each.begins <= last]
    close = [
        each for each in theirs if any(one is not each and abs(one.begins - each.begins) < apart for one in theirs)
    ]
    if close:
        yield _finding(weeks, TwoNew(None), close, Status.INFORMATION)


def _comes_first(one: Newcomer, each: Newcomer, own: Mapping[Id, bool], apart: timedelta) -> bool:
    if abs(one.begins - each.begins) >= apart:
        return False
    return not own[one.product.id] or (one.begins, one.product.id) < (each.begins, each.product.id)


def days_apart(weeks: Weeks) -> timedelta | None:
    """How far apart two new products begin."""
    rule = weeks.knowledge.rules.get(_RULE)
    return timedelta(days=rule.days_apart) if rule is not None and rule.days_apart else None


def _finding(weeks: Weeks, about: TwoNew, new: list[Newcomer], status: Status) -> Finding:
    said = weeks.knowledge.together(Circumstance.NEW_PRODUCT, Circumstance.NEW_PRODUCT)
    assert said is not None
    steps = [step for each in new for step in each.steps]
    by_plan = all(isinstance(each.origin, FromPlan) for each in steps)
    return Finding(
        about,
        f"New within 14 days of each other{', by your plan' if by_plan else ''}: "
        f"{listed([each.product.name for each in new], 6)}.",
        said.reason,
        weeks.knowledge.sure_of(said),
        status,
        steps=tuple(each.id for each in steps),
        days=tuple(sorted({each.begins for each in new})),
        ask=weeks.ask(steps),
        as_it_is=tuple(f"{each.product.id}: {each.begins}" for each in new),
    )
