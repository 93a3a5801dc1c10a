"""What a remark offers: the first change that removes it and creates no other. What a plan or a doctor gave stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product as every_combination

from aftercare.model.change import (
    AddSunscreen,
    BeginLater,
    Changes,
    EndStep,
    FinishPack,
    OpenPack,
    Reschedule,
    applied,
)
from aftercare.model.checking import findings
from aftercare.model.checks.newcomers import days_apart, newcomers
from aftercare.model.checks.weeks import SUNSCREEN, Memory, Situation, Weeks
from aftercare.model.finding import (
    Finding,
    InTheSun,
    KnownAllergen,
    NoSunscreen,
    PastItsDate,
    PatchTestOpen,
    Status,
    Together,
    TooManyActives,
    TwoNew,
)
from aftercare.model.ingredient_row import DayPart
from aftercare.model.product_kind import PartOfDay
from aftercare.model.routine import Id, Step, Terms
from aftercare.model.rules import WEEKDAYS, AsNeeded, Cycle, Daily, EveryDays, Phases, Rule, Weekdays

_DAY = timedelta(days=1)


def offer(finding: Finding, situation: Situation, memory: Memory | None = None) -> Changes | None:
    """The first of the changes that come into question which removes `finding` and leaves no remark that was not there.

    None where there is none, or where the remark is information only: then the client is told whom to ask.
    """
    if finding.status is Status.INFORMATION:
        return None
    memory = memory or Memory()
    before = {each.key for each in findings(situation, memory)} - {finding.key}
    for changes in _candidates(finding, Weeks(situation, memory)):
        if {each.key for each in findings(applied(changes, situation), memory)} <= before:
            return changes
    return None


def _candidates(finding: Finding, weeks: Weeks) -> Iterator[Changes]:
    """What may help, the gentlest first."""
    steps = [weeks.steps[each] for each in finding.steps if each in weeks.steps]
    own = [each for each in steps if weeks.may_change(each)]
    match finding.about:
        case Together():
            yield from _apart(own, steps, weeks)
        case TooManyActives():
            yield from _thinned(own, weeks)
        case InTheSun(step=step):
            for each in own:
                yield from _other_slots(each, weeks, evening=True)
            yield from _endings([weeks.steps[step]] if own else [])
        case NoSunscreen():
            yield from _sunscreens(weeks)
        case TwoNew(product=product) if product is not None:
            yield from _later_than_all(product, weeks)
        case PastItsDate(pack=pack):
            if not any(weeks.is_prescribed(each) for each in steps):
                yield from _packs(pack, weeks)
        case PatchTestOpen(test=test, reacted=False):
            on = max(weeks.tried_until(weeks.situation.tests[test]), weeks.today) + _DAY
            yield from ((BeginLater(each.id, on),) for each in own)
        case PatchTestOpen() | KnownAllergen():
            yield from _endings(own)


def _endings(steps: list[Step]) -> Iterator[Changes]:
    for each in steps:
        yield (EndStep(each.id),)


# ---- when


def _terms(step: Step, weeks: Weeks) -> Terms:
    return step.terms_on(weeks.today) or next((each for each in step.terms if each.since > weeks.today), step.terms[-1])


def _apart(own: list[Step], both: list[Step], weeks: Weeks) -> Iterator[Changes]:
    """To another part of the day, to other days, in turn, and at last without one of them."""
    # what comes later in the routine gives way first
    giving_way = sorted(own, key=lambda step: _is_paced(_terms(step, weeks).rule))
    for each in giving_way:
        yield from _other_slots(each, weeks)
    for each in giving_way:
        others = [one for one in both if one is not each]
        for rule in _other_days(each, others, weeks):
            yield (Reschedule(each.id, _terms(each, weeks).slots, rule),)
    if len(own) == len(both) == 2 and not any(_is_paced(_terms(each, weeks).rule) for each in own):
        first, second = own
        yield (
            Reschedule(first.id, _terms(first, weeks).slots, EveryDays(2, weeks.today)),
            Reschedule(second.id, _terms(second, weeks).slots, EveryDays(2, weeks.today + _DAY)),
        )
    yield from _endings(list(reversed(giving_way)))


def _is_paced(rule: Rule) -> bool:
    """Whether its days were chosen with care, as a titration or a cycle: it gives way last."""
    return isinstance(rule, Phases | Cycle)


def _other_slots(step: Step, weeks: Weeks, *, evening: bool = False) -> Iterator[Changes]:
    """The step in each other part of the day in which it may be used, or in fewer of its own."""
    terms = _terms(step, weeks)
    if not terms.slots:
        return
    free = [each for each in weeks.situation.routine.slots if each not in terms.slots]
    for taken, instead in every_combination(terms.slots, free):
        if _may_go_to(step, instead, weeks) and not (evening and weeks.is_morning(instead)):
            slots = tuple(instead if each == taken else each for each in terms.slots)
            yield (Reschedule(step.id, slots, terms.rule),)
    for taken in terms.slots if len(terms.slots) > 1 else ():
        yield (Reschedule(step.id, tuple(each for each in terms.slots if each != taken), terms.rule),)


def _may_go_to(step: Step, slot: Id, weeks: Weeks) -> bool:
    product = weeks.product(step)
    if product is None:
        return True
    wanted = DayPart.MORNING if weeks.is_morning(slot) else DayPart.EVENING
    kind = weeks.knowledge.kinds.get(product.kind)
    if kind is not None and kind.when not in (PartOfDay.ANY, PartOfDay.LABEL, PartOfDay(wanted.value)):
        return False
    return all(row.when in (DayPart.ANY, wanted) for row in weeks.rows(product))


def _other_days(step: Step, others: list[Step], weeks: Weeks) -> Iterator[Rule]:
    """Days of the week on which none of `others` is due, and every few days, as often as before or more seldom."""
    rule = _terms(step, weeks).rule
    if isinstance(rule, AsNeeded):
        return
    taken = {day for other in others for day in weeks.due(other)}
    busy = {WEEKDAYS[day.weekday()] for day in taken}
    named = rule.days if isinstance(rule, Weekdays) else WEEKDAYS
    free = tuple(each for each in named if each not in busy) or tuple(each for each in WEEKDAYS if each not in busy)
    if free and len(free) < 7:
        yield Weekdays(free)
    for days in (2, 3, 4):
        for first in range(days):
            yield EveryDays(days, weeks.today + first * _DAY)


def _thinned(own: list[Step], weeks: Weeks) -> Iterator[Changes]:
    for each in own:
        yield from _other_slots(each, weeks)
    for each in own:
        for rule in _other_days(each, [one for one in own if one is not each], weeks):
            yield (Reschedule(each.id, _terms(each, weeks).slots, rule),)
    yield from _endings(own)


# ---- what


def _sunscreens(weeks: Weeks) -> Iterator[Changes]:
    """The sunscreen that is there, every day; or else one more step in the morning."""
    mornings = [each for each in weeks.situation.routine.slots if weeks.is_morning(each)]
    for step in weeks.steps.values():
        if weeks.is_sunscreen(step) and weeks.may_change(step) and mornings:
            slots = tuple(dict.fromkeys((*_terms(step, weeks).slots, mornings[0])))
            yield (Reschedule(step.id, slots, Daily()),)
    products = weeks.situation.routine.products.values()
    known = [each.id for each in products if each.kind == SUNSCREEN and not each.by_prescription]
    for slot in mornings:
        for product in known:
            yield (AddSunscreen(slot, product, is_new=False),)
        yield (AddSunscreen(slot),)


def _later_than_all(product: Id, weeks: Weeks) -> Iterator[Changes]:
    """As long after every other new one as the rule asks for."""
    apart, found = days_apart(weeks), newcomers(weeks)
    mine = next((each for each in found if each.product.id == product), None)
    others = [each.begins for each in found if each.product.id != product]
    if apart is not None and mine is not None and others:
        on = max(max(others) + apart, weeks.today + _DAY)
        yield tuple(BeginLater(each.id, on) for each in mine.steps)


def _packs(pack: Id, weeks: Weeks) -> Iterator[Changes]:
    packs = weeks.situation.packs
    unopened = [
        each
        for each in packs.values()
        if each.product == packs[pack].product and each.opened is None and each.finished is None
    ]
    for each in unopened:
        yield (OpenPack(each.id, pack),)
    yield (FinishPack(pack),)
