"""Changes to a routine or a shelf as values: what a remark offers. Each can be previewed before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.checks.weeks import SUNSCREEN, Situation
from aftercare.model.editing import Draft, begun, ended, rescheduled
from aftercare.model.pack import Pack
from aftercare.model.routine import ByClient, Id, Product, Routine, Step, Terms
from aftercare.model.rule_words import day_words, rule_words
from aftercare.model.rules import CourseByCount, CourseByDates, Cycle, Daily, EveryDays, Phases, Rule
from aftercare.model.words import listed

_DAY = timedelta(days=1)


class Reschedule(Struct, frozen=True, tag="reschedule", tag_field="kind"):
    """From today on, or from its first day, a step is due in `slots` by `rule`."""

    step: Id
    slots: tuple[Id, ...]
    rule: Rule


class BeginLater(Struct, frozen=True, tag="begin_later", tag_field="kind"):
    """A step begins on the day `on`; one that has begun rests until then."""

    step: Id
    on: date


class EndStep(Struct, frozen=True, tag="end_step", tag_field="kind"):
    """A step ends today."""

    step: Id


class AddSunscreen(Struct, frozen=True, tag="add_sunscreen", tag_field="kind"):
    """A sunscreen every day in the part of the day `slot`: the one called `product`, which is new where `is_new`."""

    slot: Id
    product: Id = "own-sunscreen"
    step: Id = "own-sunscreen"
    is_new: bool = True


class OpenPack(Struct, frozen=True, tag="open_pack", tag_field="kind"):
    """The pack `pack` is opened today, and `instead_of` is finished."""

    pack: Id
    instead_of: Id


class FinishPack(Struct, frozen=True, tag="finish_pack", tag_field="kind"):
    """The pack is thrown away today."""

    pack: Id


Change = Reschedule | BeginLater | EndStep | AddSunscreen | OpenPack | FinishPack
#: What is offered together is made together.
Changes = tuple[Change, ...]


def applied(changes: Changes, situation: Situation) -> Situation:
    """The situation as `changes` leave it."""
    for each in changes:
        situation = _applied(each, situation)
    return situation


def _applied(change: Change, situation: Situation) -> Situation:
    today, routine = situation.circumstances.today, situation.routine
    match change:
        case Reschedule(step=step_id, slots=slots, rule=rule):
            return _with_step(rescheduled(routine.steps[step_id], slots, rule, today), situation)
        case BeginLater(step=step_id, on=on):
            return _with_step(_later(routine.steps[step_id], on, today), situation)
        case EndStep(step=step_id):
            left = ended(routine.steps[step_id], today, today)
            if left is not None:
                return _with_step(left, situation)
            steps = {each.id: each for each in routine.steps.values() if each.id != step_id}
            return replace(situation, routine=replace(routine, steps=steps))
        case AddSunscreen():
            return _with_sunscreen(change, situation)
        case OpenPack(pack=pack, instead_of=former):
            opened = replace(situation.packs[pack], opened=today)
            return _with_packs(situation, opened, replace(situation.packs[former], finished=today))
        case FinishPack(pack=pack):
            return _with_packs(situation, replace(situation.packs[pack], finished=today))


def _first_day(step: Step, today: date) -> date:
    """Today, or the first day to come on which the step is in force."""
    return today if step.terms_on(today) else min(each.since for each in step.terms if each.since > today)


def _later(step: Step, on: date, today: date) -> Step:
    terms = step.terms_on(today) or step.terms_on(_first_day(step, today)) or step.terms[-1]
    course = terms.course
    match course:
        case CourseByDates(first=first, last=last):
            shift = max(on - first, timedelta())
            course = CourseByDates(first + shift, last + shift)
        case CourseByCount(start=start):
            course = replace(course, start=start)
    until = terms.until if terms.until is None or terms.until >= on else on + (terms.until - max(terms.since, today))
    back = Terms(on, terms.slots, _counted_from(terms.rule, on), until=until, course=course)
    left = ended(step, today, today)
    kept = left.terms if left is not None else ()
    return replace(step, terms=(*kept, back))


def _counted_from(rule: Rule, on: date) -> Rule:
    """`rule` with its first day no earlier than `on`: who begins later begins at the first phase."""
    match rule:
        case Phases():
            return replace(rule, start=on, step_downs=())
        case EveryDays() | Cycle():
            return replace(rule, start=max(rule.start, on))
    return rule


def _with_step(step: Step, situation: Situation) -> Situation:
    routine = situation.routine
    return replace(situation, routine=replace(routine, steps={**routine.steps, step.id: step}))


def _with_packs(situation: Situation, *packs: Pack) -> Situation:
    return replace(situation, packs={**situation.packs, **{each.id: each for each in packs}})


def _with_sunscreen(change: AddSunscreen, situation: Situation) -> Situation:
    routine, kind = situation.routine, situation.knowledge.kinds[SUNSCREEN]
    new = {change.product: Product(change.product, kind.label, SUNSCREEN, ByClient())} if change.is_new else {}
    routine = Routine(routine.slots, routine.products | new, routine.steps)
    name = routine.products[change.product].name
    today = situation.circumstances.today
    step = begun(Draft(name, (change.slot,), Daily(), today, product=change.product), change.step, kind.rank)
    return _with_step(step, replace(situation, routine=routine))


def change_words(changes: Sequence[Change], situation: Situation) -> str:
    """Such as "“Renewal serum” goes to the evening, daily; ..."."""
    return "; ".join(_words(each, situation) for each in changes)


def _words(change: Change, situation: Situation) -> str:
    routine = situation.routine
    match change:
        case Reschedule(step=step_id, slots=slots, rule=rule):
            step = routine.steps[step_id]
            before = step.terms_on(_first_day(step, situation.circumstances.today)) or step.terms[-1]
            where = " and ".join(routine.slots[each].name.lower() for each in slots)
            if set(before.slots) == set(slots):
                return f"{listed([step.name])}: {rule_words(rule)}"
            return f"{listed([step.name])}: in the {where}, {rule_words(rule)}"
        case BeginLater(step=step_id, on=on):
            return f"{listed([routine.steps[step_id].name])} begins on {day_words(on)}"
        case EndStep(step=step_id):
            return f"{listed([routine.steps[step_id].name])} ends today"
        case AddSunscreen(slot=slot, product=product, is_new=is_new):
            name = "a sunscreen" if is_new else listed([routine.products[product].name])
            return f"{name} every day in the {routine.slots[slot].name.lower()}"
        case OpenPack(pack=pack):
            return f"the new {listed([_product_of(pack, situation)])} is opened today, the old one is gone"
        case FinishPack(pack=pack):
            return f"the pack of {listed([_product_of(pack, situation)])} is thrown away today"


def _product_of(pack: Id, situation: Situation) -> str:
    return situation.routine.products[situation.packs[pack].product].name
