"""The questions about what is done at home: product or activity, days, part of the day, amount, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.interview import Interview, Question, exact, id_from, one_line, words_typed, yes_or_no
from aftercare.model.interview_days import course_question, rule_questions
from aftercare.model.interview_places import PLACE_HELP, places, point_questions, zones_typed
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.routine import EVENING, MORNING, Activity, Daily, Product
from aftercare.model.rules import AsNeeded
from aftercare.model.typed_slot import slot_typed
from aftercare.model.typed_step import wait_typed

#: What goes on after everything that is put on, and what is done before it.
_AFTER_LAYERS, _BEFORE_LAYERS = 200, 5
_SIZE = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?) ?(ml|g)", re.IGNORECASE)
_BETWEEN = re.compile(r",(?!\d)")
_MONTHS = re.compile(r"(\d{1,3}) ?(?:m|months?)", re.IGNORECASE)
_BY_HAND = {Activity.MAGNETS: _AFTER_LAYERS, Activity.MASSAGE: _AFTER_LAYERS}


def step_questions(interview: Interview) -> Iterator[Question]:
    """Product after product and activity after activity, until that is all."""
    first = True
    while True:
        yield Question(
            "A product or an activity" if first else "The next one",
            _named(interview),
            help="Its name as the client knows it: Mild cleanser, or Massage of the jaw. Blank when that is all.",
            needed=first,
            told="At home, one after the other" if first else "",
        )
        if not interview.said:
            return
        first = False
        interview.within_step = True
        yield from _one_step(interview)
        interview.within_step = False


def _one_step(interview: Interview) -> Iterator[Question]:
    if interview.last_step.product is None:
        yield _kind_question(interview)
        yield from _product_questions(interview)
    yield from rule_questions(interview)
    if not isinstance(interview.last_step.rule, AsNeeded):
        yield Question(
            "In which part of the day",
            lambda text: _with_slots(interview, text),
            "evening",
            "morning, evening, both, or one of your own with its time, such as noon 12:30.",
        )
        yield from course_question(interview)
    yield _amount_question(interview)
    if interview.last_step.product is not None or interview.last_step.activity in (Activity.MAGNETS, Activity.MASSAGE):
        yield Question(
            "Where on the face",
            lambda text: interview.with_step(zones=zones_typed(interview, text)),
            help=f"{PLACE_HELP}: {', '.join(places(interview))}. Blank for the whole face, or as the product says.",
        )
    if interview.last_step.activity in (Activity.MAGNETS, Activity.ACUPRESSURE):
        yield from point_questions(interview)
    if interview.last_step.product is not None and not isinstance(interview.last_step.rule, AsNeeded):
        yield Question(
            "How long to wait before the next layer",
            lambda text: interview.with_step(wait=wait_typed(text)),
            help="Such as 60 s or 2 min; blank for no wait.",
        )
    yield Question(
        "How is it done, in a sentence",
        lambda text: interview.with_step(instruction=exact(text, "instruction")),
        help="Such as: On slightly damp skin, face and neck. Blank for nothing to add.",
    )
    yield Question(
        "Is it done on a day with little time, too",
        lambda text: interview.with_step(essential=yes_or_no(text)),
        "n",
        "Essential steps alone make a short day: y or n.",
    )


def _named(interview: Interview) -> Callable[[str], Plan]:
    def take(text: str) -> Plan:
        plan, name = interview.plan, words_typed(text)
        step_id = id_from(name, "step", {each.id for each in plan.steps})
        same = next((each for each in plan.products if each.name.casefold() == name.casefold()), None)
        order = None if same else float(_BEFORE_LAYERS)
        step = PlanStep(step_id, same.name if same else name, (EVENING.id,), Daily(), order, same.id if same else None)
        return replace(plan, steps=(*plan.steps, step))

    return take


def _kind_question(interview: Interview) -> Question:
    kinds = interview.asking.kinds
    activities = [each.value for each in Activity]
    return Question(
        f"What is “{interview.last_step.name}”",
        lambda text: _with_kind(interview, text),
        help=f"A kind of product: {', '.join(kinds)}; or an activity: {', '.join(activities)}.",
        needed=True,
    )


def _with_kind(interview: Interview, text: str) -> Plan:
    word = one_line(text).casefold().replace(" ", "-")
    kinds = interview.asking.kinds
    step = interview.last_step
    if word in {each.value for each in Activity}:
        activity = Activity(word)
        return interview.with_step(activity=activity, order=float(_BY_HAND.get(activity, _BEFORE_LAYERS)))
    meant = next((each.id for each in kinds.values() if word == each.id or word in each.also), None)
    if meant is None:
        from difflib import get_close_matches

        near = get_close_matches(word, [*kinds, *(each.value for each in Activity)], n=1)
        suggestion = f"Did you mean {near[0]}? A ? lists them." if near else "A ? lists them."
        raise BadInput(f"“{text}” is no kind of product and no activity.", suggestion)
    product = Product(
        id_from(step.name, "product", {each.id for each in interview.plan.products}), step.name, meant, interview.origin
    )
    plan = replace(interview.plan, products=(*interview.plan.products, product))
    return replace(plan, steps=(*plan.steps[:-1], replace(step, product=product.id, order=None)))


def _product_questions(interview: Interview) -> Iterator[Question]:
    """What a product that is new here holds; nothing of an activity."""
    if interview.last_step.product is None:
        return

    def product(**said: Any) -> Plan:
        *others, last = interview.plan.products
        return replace(interview.plan, products=(*others, replace(last, **said)))

    yield Question(
        "What in it matters, as the label says",
        lambda text: product(**_ingredients(text)),
        help="Separated by commas, with the strength if known: retinal 0.05 %, squalane. What rests goes by it.",
    )
    yield Question(
        "Did a doctor prescribe it",
        lambda text: product(prescribed=yes_or_no(text)),
        "n",
        "What is prescribed is never held: it stays due, and the client is told whom to ask.",
    )
    yield Question(
        "What does a full pack hold, and how long does it keep once open",
        lambda text: product(**_pack(text)),
        help="As the pack says, such as 30 ml, 12 M; or one of the two. The client is told in time when it runs out.",
    )


def _ingredients(text: str) -> dict[str, Any]:
    names: list[str] = []
    strengths: dict[str, float] = {}
    # "0,05 %" and "1,2-hexanediol" are one thing each
    for each in dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(words_typed(text))))):
        name, _, percent = each.removesuffix("%").rstrip().rpartition(" ") if each.endswith("%") else (each, "", "")
        if each.endswith("%"):
            try:
                strengths[name] = float(percent.replace(",", "."))
            except ValueError:
                raise BadInput(f"The strength in “{each}” cannot be read.", "Write it like: niacinamide 5 %.") from None
        names.append(name)
    if not all(names) or len(set(names)) < len(names):
        raise BadInput("An ingredient is missing or stands there twice.", "Write it like: niacinamide 5 %, glycerin.")
    return {"ingredients": tuple(names), "strengths": strengths}


def _pack(text: str) -> dict[str, Any]:
    """What "30 ml, 12 M" says of a pack. Raises BadInput."""
    said: dict[str, Any] = {}
    for part in re.split(r"\s*(?:,\s|;|\band\b)\s*", one_line(text)):
        if size := _SIZE.fullmatch(part):
            said |= {"size": float(size[1].replace(",", ".")), "size_unit": size[2].lower()}
        elif months := _MONTHS.fullmatch(part):
            said["pao"] = int(months[1])
        else:
            raise BadInput(
                f"“{part}” is neither what a pack holds nor how long it keeps.", "Write it like 30 ml, 12 M."
            )
    return said


def _with_slots(interview: Interview, text: str) -> Plan:
    word = one_line(text).casefold()
    named = {MORNING.id: (MORNING.id,), EVENING.id: (EVENING.id,), "both": (MORNING.id, EVENING.id)}
    named |= {each.id: (each.id,) for each in interview.plan.slots}
    if word in named:
        return interview.with_step(slots=named[word])
    new = slot_typed(text)
    if new.id in named:
        raise BadInput(f"There is a part of the day “{new.id}” already.", "Write its name alone.")
    plan = interview.with_step(slots=(new.id,))
    return replace(plan, slots=(*plan.slots, new))


def _amount_question(interview: Interview) -> Question:
    step = interview.last_step
    product = next((each for each in interview.plan.products if each.id == step.product), None)
    if product is None:
        return Question(
            "How much or how long",
            lambda text: interview.with_step(amount=exact(text, "amount")),
            help="Such as 10 slow breaths or 2 minutes. Blank where nothing is to be said.",
        )
    kind = interview.asking.kinds[product.kind]
    usual = "" if product.by_prescription else kind.usual.amount
    default = usual if len(usual) <= 60 and not _is_vague(usual) else ""
    return Question(
        "How much of it",
        lambda text: interview.with_step(amount=exact(text, "amount")),
        default,
        "Such as 3–5 drops or 1 fingertip unit, in at most 60 characters. What is in brackets is usual for its kind.",
        needed=kind.slow and not product.by_prescription,
    )


def _is_vague(text: str) -> bool:
    try:
        exact(text or "1 drop", "amount")
    except BadInput:
        return True
    return False
