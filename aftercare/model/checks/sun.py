"""Actives that make skin burn more easily, and what protects it on the days that follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.checks.weeks import Weeks
from aftercare.model.finding import Finding, InTheSun, NoSunscreen
from aftercare.model.ingredient_row import Sun, families
from aftercare.model.interaction import Circumstance, Interaction, Verdict
from aftercare.model.routine import Id, Step
from aftercare.model.words import listed

_DAY = timedelta(days=1)


def no_sunscreen(weeks: Weeks) -> Iterator[Finding]:
    """Steps after which skin burns more easily, where a day that follows has no sunscreen in the morning."""
    protected = _protected(weeks)
    last = weeks.columns[-1]
    for step in weeks.steps.values():
        found = _against(weeks, step, Circumstance.NO_SUNSCREEN)
        if found is None:
            continue
        said = found.said
        bare = sorted({each for each in _exposed(weeks, step, found) if each <= last} - protected)
        if bare:
            yield Finding(
                NoSunscreen(step.id),
                f"{listed([step.name])} is used, and no sunscreen is due on mornings that follow.",
                said.reason,
                weeks.knowledge.sure_of(said),
                weeks.status((step,)),
                steps=(step.id,),
                days=tuple(bare),
                ask=weeks.ask((step,)),
                as_it_is=weeks.as_it_is((step, *(each for each in weeks.steps.values() if weeks.is_sunscreen(each)))),
            )


def in_the_sun(weeks: Weeks) -> Iterator[Finding]:
    """Steps that burn skin together with the sun and are due in the morning."""
    for step in weeks.steps.values():
        found = _against(weeks, step, Circumstance.MORNING)
        if found is None or found.said.verdict is not Verdict.AVOID:
            continue
        met = {
            day: slots
            for day, due in weeks.due(step).items()
            if (slots := tuple(each for each in due if weeks.is_morning(each)))
        }
        if met:
            yield Finding(
                InTheSun(step.id),
                f"{listed([step.name])} is put on before the sun.",
                found.said.reason,
                weeks.knowledge.sure_of(found.said),
                weeks.status((step,)),
                steps=(step.id,),
                slots=tuple(dict.fromkeys(each for slots in met.values() for each in slots)),
                days=tuple(sorted(met)),
                ask=weeks.ask((step,)),
                as_it_is=weeks.as_it_is((step,)),
            )


class _Against(Struct, frozen=True):
    """What speaks against `step` under a circumstance: by the classes `above` an ingredient of it, or by its kind."""

    above: frozenset[Id]
    phototoxic: bool
    said: Interaction


def _against(weeks: Weeks, step: Step, what: Circumstance) -> _Against | None:
    """What of `step` is known best to go badly with `what`."""
    product = weeks.product(step)
    if product is None or not weeks.stays_on(product):
        return None
    together, classes = weeks.knowledge.together, weeks.knowledge.classes
    found = [
        _Against(frozenset(families(row, classes)), row.sun is Sun.PHOTOTOXIC, said)
        for row in weeks.rows(product)
        if (said := together(row.id, what)) is not None
    ]
    kind = weeks.kind_told(product)
    if kind is not None and (said := together(kind, what)) is not None:
        found.append(_Against(frozenset({kind}), False, said))
    return min(found, key=lambda one: one.said.grade, default=None)


def _exposed(weeks: Weeks, step: Step, found: _Against) -> Iterator[date]:
    """The days whose light reaches skin on which it was used: that of a morning, the next one, and those of a flag."""
    flags = (each.days for each in weeks.knowledge.sun_flags.values() if found.above & set(each.ingredient_classes))
    after = max(flags, default=1)
    for day, slots in weeks.due(step).items():
        if any(weeks.is_morning(each) for each in slots) or found.phototoxic:
            yield day
        for number in range(1, after + 1):
            yield day + number * _DAY


def _protected(weeks: Weeks) -> set[date]:
    """The days that have a sunscreen in the morning, also where it rests: then the holds say what to do."""
    found: set[date] = set()
    for step in weeks.steps.values():
        if weeks.is_sunscreen(step):
            for day in weeks.in_force(step):
                terms = step.terms_on(day)
                if terms is not None and (not terms.slots or any(weeks.is_morning(each) for each in terms.slots)):
                    found.add(day)
    return found
