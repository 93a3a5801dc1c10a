"""Which floors lie over the steps of a routine, by what the client said and what the steps apply.

They are found when a day is decided, not when a step is written: so no plan, command, undo or other device gets past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta

from msgspec import Struct

from aftercare.model.caution import Caution, CautionOver
from aftercare.model.floor import Floor, FloorKind, FloorOver
from aftercare.model.never_points import points_offered
from aftercare.model.routine import Activity, FormerProduct, Id, Product, Routine, Step
from aftercare.model.rules import AsNeeded
from aftercare.model.safety import PREGNANCY, UNDER_18, Agrees, SafetyProfile, Said
from aftercare.model.text import name_key

_DAY = timedelta(days=1)
#: What is put on from then on stays on overnight.
_EVENING, _NIGHT_ENDS = time(17), time(4)
_PREGNANT = "A pregnancy"
_MAGNET = re.compile(r"\bmagnet", re.IGNORECASE)


class Mark(Struct, frozen=True):
    """Something that a floor is about, found in a product: an ingredient or a kind, by its id and label.

    `doctor`: a retinoid or hydroquinone. `active`: nothing for somebody under 18 by default. `whole`: a kind or class,
    which says less than an ingredient.
    """

    id: Id
    label: str
    doctor: bool = False
    active: bool = False
    whole: bool = False


class Exclusion(Struct, frozen=True):
    """A magnet's exclusion as a question with its label: about the client, or about somebody who comes as close."""

    question: Id
    label: str


class FloorFacts(Struct, frozen=True):
    """What floors and cautions take from the reference data. `marks` are by the texts that a record names."""

    exclusions: tuple[Exclusion, ...] = ()
    never_zones: frozenset[Id] = frozenset()
    mouth_zones: frozenset[Id] = frozenset()
    marks: Mapping[str, tuple[Mark, ...]] = {}
    kinds: Mapping[Id, tuple[Mark, ...]] = {}
    cautions: tuple[Caution, ...] = ()


class Allowed(Struct, frozen=True):
    """Every exclusion was answered with no."""


class NotAllowed(Struct, frozen=True):
    """The labels of the exclusions that are recorded, and of those that nobody has answered with yes or no."""

    reasons: tuple[str, ...]
    unanswered: tuple[str, ...]


def magnets_allowed(profile: SafetyProfile, exclusions: Iterable[Exclusion], day: date) -> Allowed | NotAllowed:
    """Whether magnets may be offered on `day`. What is not answered, or was rather not said, counts as not allowed."""
    recorded, unanswered = [], []
    for each in exclusions:
        match profile.said(each.question, day):
            case Said.NO:
                continue
            case Said.YES:
                recorded.append(each.label)
            case _:
                unanswered.append(each.label)
    return NotAllowed(tuple(recorded), tuple(unanswered)) if recorded or unanswered else Allowed()


def stays_overnight(at: time) -> bool:
    """Whether what is put on at the wall time `at` stays on overnight."""
    return at >= _EVENING or at < _NIGHT_ENDS


def is_magnets(step: Step, product: Product | None) -> bool:
    """Whether `step` puts magnets on, by its activity or by what people call it."""
    names = (step.name, product.name if product else "")
    return step.activity is Activity.MAGNETS or any(_MAGNET.search(each) for each in names)


def texts_of(routine: Routine) -> Iterator[tuple[str, float | None]]:
    """Every text of `routine` that may name something a floor is about: labels with strengths, and names."""
    told: list[Product | FormerProduct] = [*routine.products.values()]
    told += [former for product in routine.products.values() for former in product.former]
    for each in told:
        yield each.name, None
        yield from ((name, each.strengths.get(name)) for name in each.ingredients)
    for step in routine.steps.values():
        yield step.name, None
        yield from ((former.name, None) for former in step.former)


def text_key(text: str, percent: float | None = None) -> str:
    """What the marks of a text are found by; the strength may decide which row counts."""
    return name_key(text) if percent is None else f"{name_key(text)} {percent:g}"


def marks_of(step: Step, product: Product | None, facts: FloorFacts) -> tuple[Mark, ...]:
    """What `step` applies that a floor may be about, each once. Both are as they are on the day in question."""
    found: dict[Id, Mark] = {}
    texts = [text_key(step.name)]
    if product is not None:
        texts += [text_key(product.name), *(text_key(n, product.strengths.get(n)) for n in product.ingredients)]
        found.update((each.id, each) for each in facts.kinds.get(product.kind, ()))
    for text in texts:
        found.update((each.id, each) for each in facts.marks.get(text, ()))
    return tuple(found.values())


def needs_doctor(marks: Iterable[Mark]) -> frozenset[Id]:
    """What of `marks` needs the doctor's word in a pregnancy."""
    return frozenset(each.id for each in marks if each.doctor)


def floor_on(step: Step, day: date, routine: Routine, profile: SafetyProfile, facts: FloorFacts) -> Floor | None:
    """The floor over `step` on `day`; of several the one that nothing but an answer takes away comes first."""
    of_day = step.as_on(day)
    product = _product_on(of_day, routine, day)
    if never := never_for_hands(of_day, product):
        return Floor(FloorKind.POINT, never)
    if is_magnets(of_day, product):
        allowed = magnets_allowed(profile, facts.exclusions, day)
        if isinstance(allowed, NotAllowed):
            return Floor(FloorKind.MAGNETS, allowed.reasons, allowed.unanswered)
        if place := _wrong_place(of_day, day, routine, facts):
            return Floor(FloorKind.MAGNET_PLACE, place)
    marks = marks_of(of_day, product, facts)
    return _of_pregnancy(of_day, product, marks, day, routine, profile, facts) or _of_age(
        of_day, product, marks, day, profile
    )


def never_for_hands(step: Step, product: Product | None) -> tuple[str, ...]:
    """The points that are never for the client's own hands which `step` offers them; a product is not for points."""
    if product is not None and not is_magnets(step, product):
        return ()
    return points_offered(step.name, step.amount, step.instruction)


def _wrong_place(step: Step, day: date, routine: Routine, facts: FloorFacts) -> tuple[str, ...]:
    terms = step.terms_on(day)
    slots = [routine.slots[each] for each in terms.slots if each in routine.slots] if terms else []
    times = [each.at_on(day) for each in slots]
    overnight = terms is None or isinstance(terms.rule, AsNeeded) or any(map(stays_overnight, times))
    never = facts.never_zones | (facts.mouth_zones if overnight else frozenset())
    return tuple(each for each in step.zones if each in never)


def _of_pregnancy(
    step: Step,
    product: Product | None,
    marks: tuple[Mark, ...],
    day: date,
    routine: Routine,
    profile: SafetyProfile,
    facts: FloorFacts,
) -> Floor | None:
    since = profile.yes_since(PREGNANCY, day)
    ids = needs_doctor(marks)
    prescribed = product is not None and product.by_prescription
    if ids and not prescribed and profile.said(PREGNANCY, day) is None:
        # what is not answered counts as not allowed; nobody is kept from what a doctor prescribed by an open question
        return Floor(FloorKind.PREGNANCY, _labels([each for each in marks if each.doctor]), unanswered=(_PREGNANT,))
    if since is None or not ids or profile.agreed(Agrees.DOCTOR, thing_of(step), ids, day, since):
        return None
    goes_on = product is not None and prescribed and _was_in_use(product.id, ids, since, routine, facts)
    return Floor(FloorKind.PREGNANCY, _labels([each for each in marks if each.doctor]), goes_on=goes_on)


def _was_in_use(product: Id, ids: frozenset[Id], since: date, routine: Routine, facts: FloorFacts) -> bool:
    """Whether `product` was prescribed, held the same and was part of the routine on the day before `since`."""
    before = since - _DAY
    for step in routine.steps.values():
        of_day = step.as_on(before)
        if of_day.product == product and step.terms_on(before) is not None:
            was = _product_on(of_day, routine, before)
            if was is not None and was.by_prescription and ids <= needs_doctor(marks_of(of_day, was, facts)):
                return True
    return False


def _of_age(
    step: Step, product: Product | None, marks: tuple[Mark, ...], day: date, profile: SafetyProfile
) -> Floor | None:
    ids = frozenset(each.id for each in marks if each.active)
    # what a doctor prescribed for them, they prescribed knowing their age
    if not ids or (product is not None and product.by_prescription) or profile.said(UNDER_18, day) is not Said.YES:
        return None
    if profile.agreed(Agrees.GUARDIAN, thing_of(step), ids, day, profile.yes_since(UNDER_18, day)):
        return None
    return Floor(FloorKind.UNDER_18, _labels([each for each in marks if each.active]))


def _labels(marks: list[Mark]) -> tuple[str, ...]:
    """What people are told: the ingredients, or where none is known the kind or class that it is called by."""
    named = [each for each in marks if not each.whole]
    return tuple(each.label for each in named or marks)


def thing_of(step: Step) -> Id:
    """What is agreed to: the product that `step` applies, or the step itself where it applies none."""
    return step.product or step.id


def floors_over(routine: Routine, profile: SafetyProfile, facts: FloorFacts) -> tuple[FloorOver, ...]:
    """All floors over the steps of `routine`, each with its days."""
    return tuple(
        FloorOver(step.id, first, last, floor)
        for step, first, last in _spans(routine, profile)
        if (floor := floor_on(step, first, routine, profile, facts)) is not None
    )


def cautions_over(routine: Routine, profile: SafetyProfile, facts: FloorFacts) -> tuple[CautionOver, ...]:
    """All cautions over the steps of `routine`, each with its days."""
    return tuple(
        CautionOver(step.id, first, last, each)
        for step, first, last in _spans(routine, profile)
        for each in cautions_on(step, first, routine, profile, facts, Said.YES)
    )


def cautions_on(
    step: Step, day: date, routine: Routine, profile: SafetyProfile, facts: FloorFacts, said: Said | None
) -> tuple[Caution, ...]:
    """The cautions about what `step` is on `day` whose question was answered so by then; None for not answered."""
    of_day = step.as_on(day)
    if not facts.cautions or not is_magnets(of_day, _product_on(of_day, routine, day)):
        return ()
    return tuple(each for each in facts.cautions if profile.said(each.question, day) is said)


def _spans(routine: Routine, profile: SafetyProfile) -> Iterator[tuple[Step, date, date | None]]:
    """Each step with the first and the last day of every span in which nothing changes that a floor goes by."""
    said = {each.since for answer in profile.answers.values() for each in answer.dated}
    said |= {each.since for agreement in profile.agreements.values() for each in agreement.dated}
    said |= {each.until + _DAY for slot in routine.slots.values() for each in slot.former}
    for step in routine.steps.values():
        for first, last in _spans_of(step, said, routine):
            yield step, first, last


def _spans_of(step: Step, said: set[date], routine: Routine) -> Iterator[tuple[date, date | None]]:
    begins = step.terms[0].since
    days = {begins, *(each.since for each in step.terms), *(each.until + _DAY for each in step.former)}
    applied = {step.product, *(each.product for each in step.former)}
    for product in (routine.products[each] for each in applied if each in routine.products):
        days |= {each.until + _DAY for each in product.former}
    days |= said
    ordered = sorted(day for day in days if day >= begins)
    for number, day in enumerate(ordered):
        yield day, ordered[number + 1] - _DAY if number + 1 < len(ordered) else None


def _product_on(step: Step, routine: Routine, day: date) -> Product | None:
    product = routine.products.get(step.product) if step.product else None
    return product.as_on(day) if product is not None else None
