"""What a plan's advice leaves open, and where it says other days than the rule of the step that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_question import Asked, PlanQuestion
from aftercare.model.plan_two_rules import said_beside_rule
from aftercare.model.plan_wording import AS_NEEDED, is_told, questions_on_text, sentences
from aftercare.model.routine import Product
from aftercare.model.rules import AsNeeded
from aftercare.model.safe_text import shown
from aftercare.model.words import listed

#: As needed, in a sentence that stands for itself: a step's own rule always has its limit.
_AT_ANY_TIME = re.compile(
    rf"{AS_NEEDED.pattern}|\bas often as you (?:need|like|want|wish|please|can)\b"
    r"|\bwhenever (?!possible\b)\w+(?: [\w’'-]+){0,3}",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:at most|no more than|not more than|never more than|up to|maximum|at the most)\b"
    r"|\b(?:once|twice|(?:two|three|four|five|six|\d+) times) (?:a|per|each|every|in the) (?:day|night|week)\b"
    r"|\b\d+ ?(?:h|hours?|minutes?|days?) (?:apart|between)\b",
    re.IGNORECASE,
)
#: What nobody needs a limit for: rest, drink, shade and sunscreen, and what one may leave.
_WITHOUT_END = re.compile(
    r"\b(?:rest|sleep|drink|eat|breaks?|stop|skip|leave|come|bring|hats?|shade|sun ?screen|spf|sunglasses)\b",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"\s*\d[\d.,]*\s*%?")


def questions_on_advice(plan: Plan) -> Iterator[PlanQuestion]:
    """Asks how often, how long and how many times at most; and which is meant where a step's rule says otherwise."""
    for text in plan.advice:
        yield from questions_on_text(without_names(text, plan.products), "advice", in_prose=True)
        for sentence in sentences(text):
            yield from _limit(sentence, plan)
            yield from _beside_a_rule(sentence, plan)


def without_names(text: str, products: Sequence[Product]) -> str:
    """`text` without the names of the plan's products, whose words say nothing about how often or how much."""
    for name in sorted({each.name for each in products}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


def _limit(sentence: str, plan: Plan) -> Iterator[PlanQuestion]:
    found = _AT_ANY_TIME.search(sentence)
    if found is None or is_told(sentence) or _LIMITED.search(sentence) or _WITHOUT_END.search(sentence):
        return
    if any(isinstance(each.rule, AsNeeded) for each in _steps_named(sentence, plan)):
        return
    yield PlanQuestion(
        Asked.LIMIT,
        "advice",
        f"How many times a day at most is {shown(found[0])}?",
        'Make it a step with rule = { as_needed = 2, apart = "4 h" }, or say here how many times a day at most.',
    )


def _beside_a_rule(sentence: str, plan: Plan) -> Iterator[PlanQuestion]:
    named = _steps_named(sentence, plan)
    if len({each.product for each in named}) != 1:
        return
    said = [next(said_beside_rule(sentence, each), None) for each in named]
    if not all(said):
        return
    steps = listed([each.id for each in named])
    yield PlanQuestion(
        Asked.TWO_RULES,
        "advice",
        f"The advice says {shown(said[0] or '')}, and {steps} something else. Which of the two is meant?",
        "Say it once, by the rule of the step.",
    )


def _steps_named(sentence: str, plan: Plan) -> list[PlanStep]:
    names = {each.id: _NAME_ALONE.sub("", each.name).strip() for each in plan.products}
    return [
        step
        for step in plan.steps
        if (name := names.get(step.product or ""))
        and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", sentence, re.IGNORECASE)
    ]
