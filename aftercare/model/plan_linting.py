"""Looks through a plan that can be read for what is left open and what may be a risk: each becomes a question.

Nothing here refuses a plan: the floors are kept where it is read. Whoever wrote it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from aftercare.model.face_point import Means
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_advice import questions_on_advice, without_names
from aftercare.model.plan_known import Known
from aftercare.model.plan_never_points import questions_on_points
from aftercare.model.plan_question import Asked, PlanQuestion, step_place
from aftercare.model.plan_resting import questions_on_rests
from aftercare.model.plan_two_rules import questions_on_two_rules
from aftercare.model.plan_wording import (
    amount_asked,
    leaves_the_moment_open,
    questions_on_step_words,
    questions_on_text,
)
from aftercare.model.rest import substances_of
from aftercare.model.routine import Activity, Product
from aftercare.model.rules import AsNeeded, Phases
from aftercare.model.safe_text import shown
from aftercare.model.session_kind import kinds_named

#: What rests so long on needled skin is strong.
_STRONG_HOURS = 48
#: So many sessions are a course, whose end somebody looks at.
_A_COURSE = 3
#: More uses a day than this are no limit that anybody would count.
_MOST_A_DAY = 8
_REVIEW_KIND = "review"
#: What carries a current, a valve or metal: to be asked about before the first magnet. A pregnancy alone is not enough.
_EXCLUSIONS = re.compile(
    r"pace ?maker|implant|\bpumps?\b|\bshunts?\b|defibrillator|stimulator|\bstents?\b|hearing aid", re.IGNORECASE
)
_TIME = re.compile(
    r"\b\d+(?:[–-]\d+)? ?(?:h|hours?|min|minutes?|days?|nights?)\b|\bovernight\b|\bover ?night\b|\bin the morning\b",
    re.IGNORECASE,
)


def questions_on(plan: Plan, known: Known) -> tuple[PlanQuestion, ...]:
    """All questions, in the order of the plan's parts; each once."""
    return tuple(dict.fromkeys(_questions(plan, known)))


def _questions(plan: Plan, known: Known) -> Iterator[PlanQuestion]:
    products = {each.id: each for each in plan.products}
    yield from questions_on_advice(plan)
    for each in plan.preparations:
        text = without_names(each.text, plan.products)
        yield from questions_on_text(text, f"preparation {shown(each.id)}", in_prose=True)
    for step in plan.steps:
        product = products.get(step.product or "")
        strong = product is not None and is_strong(product, known)
        name, instruction = (without_names(each, plan.products) for each in (step.name, step.instruction))
        spoken = replace(step, name=name, instruction=instruction)
        yield from questions_on_step_words(spoken, step_place(step), strong=strong)
        yield from _amount(step, product, strong=strong)
        yield from _limit(step)
    yield from questions_on_points(plan)
    yield from questions_on_two_rules(plan)
    yield from questions_on_rests(plan, products, known)
    yield from _magnets(plan)
    yield from _review(plan, known)


def is_strong(product: Product, known: Known) -> bool:
    """Whether its kind is brought in slowly, or something on its label rests for days after needles."""
    kind = known.kinds.get(product.kind)
    resting = (each.hours for each in substances_of(product, known.rests))
    return (kind is not None and kind.slow) or any(hours is not None and hours >= _STRONG_HOURS for hours in resting)


def _amount(step: PlanStep, product: Product | None, *, strong: bool) -> Iterator[PlanQuestion]:
    """Where nobody says how much, the client is told what is usual for the kind: too little said of a strong one."""
    if product is None or step.amount or product.amount or product.prescribed:
        return
    if strong:
        yield amount_asked(step_place(step), f"How much of {shown(product.name)} is one use?")


def _limit(step: PlanStep) -> Iterator[PlanQuestion]:
    if not isinstance(step.rule, AsNeeded):
        return
    many = step.rule.at_most > _MOST_A_DAY
    if many or (step.rule.at_most > 1 and not step.rule.hours_apart):
        asked = "is so much meant, and at which sign" if many else "how long at least between two of them"
        yield PlanQuestion(
            Asked.LIMIT,
            step_place(step),
            f"Up to {step.rule.at_most} times a day: {asked}?",
            f'Write rule = {{ as_needed = {min(step.rule.at_most, 4)}, apart = "4 h" }}',
        )
    if many and leaves_the_moment_open(step):
        yield PlanQuestion(
            Asked.FREQUENCY,
            step_place(step),
            f"Up to {step.rule.at_most} times a day, at the client's wish: at which sign, and how many times?",
            "Name the sign, such as: when the cheeks feel hot.",
        )


def _magnets(plan: Plan) -> Iterator[PlanQuestion]:
    steps = [each for each in plan.steps if each.activity is Activity.MAGNETS]
    points = [each for each in plan.points if each.means is Means.MAGNET]
    for point in points:
        if point.wear_hours is None:
            yield _wear(f"point {shown(point.id)}")
    for step in () if points else steps:
        if not any(map(_TIME.search, (step.amount, step.instruction))):
            yield _wear(step_place(step))
    said = (*plan.advice, *(each.instruction for each in steps), *(each.note for each in points))
    if (steps or points) and not any(map(_EXCLUSIONS.search, said)):
        yield PlanQuestion(
            Asked.EXCLUSIONS,
            step_place(steps[0]) if steps else f"point {shown(points[0].id)}",
            "Have implants, pumps and a pregnancy been asked about, of the client and of who sleeps beside them?",
            "Say in the advice what has to be told, such as a pacemaker, and that all come off before an MRI.",
        )


def _wear(where: str) -> PlanQuestion:
    question = "How long does the magnet stay on?"
    return PlanQuestion(Asked.WEAR, where, question, 'Write wear = "24 h" at the point, or a time in the instruction.')


def _review(plan: Plan, known: Known) -> Iterator[PlanQuestion]:
    named = (kind.id for each in plan.sessions for kind in kinds_named(each.kind, known.rests.kinds))
    if plan.review is not None or _REVIEW_KIND in named or (plan.course and plan.course.reviews):
        return
    begun = next((each for each in plan.steps if each.course or isinstance(each.rule, Phases)), None)
    course = plan.course is not None and plan.course.sessions >= _A_COURSE
    if begun is not None or course or len(plan.sessions) >= _A_COURSE:
        yield PlanQuestion(
            Asked.REVIEW,
            step_place(begun) if begun else "course" if course else "sessions",
            "When do you look at it again?",
            "Write review = 2027-01-21 in [plan], or reviews = [6] in [course], or plan a session of the kind review.",
        )
