"""Looks through a plan that can be read for what is left open and what may be a risk: each becomes a question.

Nothing here refuses a plan: the floors are kept where it is read. Whoever wrote it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from msgspec import Struct

from aftercare.model.face_point import Means
from aftercare.model.hold_default import HoldDefault
from aftercare.model.ingredient import IngredientClass, families_of
from aftercare.model.never_points import points_offered
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_hold import OfActivity, OfClass, OfKind, PlanHold
from aftercare.model.plan_question import Asked, PlanQuestion
from aftercare.model.plan_wording import amount_asked, questions_on_step_words, questions_on_text
from aftercare.model.product_kind import ProductKind
from aftercare.model.rest import Rests, follows, rests_of, substances_of
from aftercare.model.routine import Activity, Product, Weekdays
from aftercare.model.rules import AsNeeded, Course, CourseByDates, Cycle, Phases
from aftercare.model.safe_text import shown
from aftercare.model.session_kind import done_in, kinds_named

#: So many sessions are a course, whose end somebody looks at.
_A_COURSE = 3
_REVIEW_KIND = "review"
_EXCLUSIONS = re.compile(
    r"pace ?maker|implant|pump|shunt|defibrillator|pregnan|\bmri\b|magnetic resonance|hearing aid", re.IGNORECASE
)
_TIME = re.compile(
    r"\b\d+(?:[–-]\d+)? ?(?:h|hours?|min|minutes?|days?|nights?)\b|\bovernight\b|\bover ?night\b|\bin the morning\b",
    re.IGNORECASE,
)


class Known(Struct, frozen=True):
    """What the questions go by: the kinds of product, the classes of ingredients with those that may go on at once
    after needles, what rests after sessions, and in which zones each of the plan's points lies, by its id.
    """

    kinds: Mapping[str, ProductKind]
    classes: Mapping[str, IngredientClass]
    at_once: frozenset[str]
    rests: Rests
    point_zones: Mapping[str, frozenset[str]]


def questions_on(plan: Plan, known: Known) -> tuple[PlanQuestion, ...]:
    """All questions, in the order of the plan's parts; each once."""
    return tuple(dict.fromkeys(_questions(plan, known)))


def _questions(plan: Plan, known: Known) -> Iterator[PlanQuestion]:
    products = {each.id: each for each in plan.products}
    for text in plan.advice:
        yield from questions_on_text(text, "advice")
        yield from _never_points("advice", text)
    for step in plan.steps:
        where = _step(step)
        yield from questions_on_step_words(step, where)
        yield from _never_points(where, step.name, step.instruction, step.amount)
        yield from _amount(step, products.get(step.product or ""), known.kinds)
        yield from _limit(step)
    yield from _two_rules(plan)
    for hold in plan.holds:
        yield from _short_hold(hold, known)
    yield from _no_hold(plan, products, known)
    yield from _magnets(plan)
    yield from _review(plan, known)


def _step(step: PlanStep) -> str:
    return f"step {shown(step.id)}"


def _never_points(where: str, *texts: str) -> Iterator[PlanQuestion]:
    for point in points_offered(*texts):
        yield PlanQuestion(
            Asked.NEVER_POINT,
            where,
            f"Is {point} meant for the client's own hands? The program offers it to no one at home.",
            "Choose another point, or keep this one for the session.",
        )


def _amount(step: PlanStep, product: Product | None, kinds: Mapping[str, ProductKind]) -> Iterator[PlanQuestion]:
    """Where nobody says how much, the client is told what is usual for the kind: too little said of an active."""
    if product is None or step.amount or product.amount or product.prescribed:
        return
    kind = kinds.get(product.kind)
    if kind is not None and kind.slow:
        yield amount_asked(_step(step), f"How much of {shown(product.name)} is one use?")


def _limit(step: PlanStep) -> Iterator[PlanQuestion]:
    if isinstance(step.rule, AsNeeded) and step.rule.at_most > 1 and not step.rule.hours_apart:
        yield PlanQuestion(
            Asked.LIMIT,
            _step(step),
            f"Up to {step.rule.at_most} times a day: how long at least between two of them?",
            f'Write rule = {{ as_needed = {step.rule.at_most}, apart = "4 h" }}',
        )


def _two_rules(plan: Plan) -> Iterator[PlanQuestion]:
    for one, other in combinations(plan.steps, 2):
        same = one.product == other.product if one.product or other.product else _does(one) == _does(other)
        if not same or not set(one.slots) & set(other.slots) or _never_meet(one, other):
            continue
        what = shown(one.product or one.name)
        yield PlanQuestion(
            Asked.TWO_RULES,
            _step(other),
            f"The step {shown(one.id)} is about {what} at the same time of day too. Are both meant, or one of them?",
            "Keep one step with one rule, or give each a course of its own.",
        )


def _does(step: PlanStep) -> tuple[Activity | None, str, tuple[str, ...]]:
    return step.activity, step.name.casefold(), tuple(sorted(step.zones))


def _never_meet(one: PlanStep, other: PlanStep) -> bool:
    """Whether the two are never due on the same day, as far as rules and courses tell."""
    first, second = _span(one.course), _span(other.course)
    if first[1] < second[0] or second[1] < first[0]:
        return True
    match one.rule, other.rule:
        case Weekdays(days), Weekdays(others):
            return not set(days) & set(others)
        case Cycle() as cycle, Cycle() as beside:
            shared = (cycle.days, cycle.start) == (beside.days, beside.start)
            return shared and not set(cycle.due) & set(beside.due)
        case _:
            return False


def _span(course: Course | None) -> tuple[date, date]:
    return (course.first, course.last) if isinstance(course, CourseByDates) else (date.min, date.max)


def _short_hold(hold: PlanHold, known: Known) -> Iterator[PlanQuestion]:
    treats = {treated for word in hold.after for kind in done_in(word, known.rests.kinds)[0] for treated in kind.treats}
    usual = [
        row
        for row in known.rests.defaults
        if row.on and row.hours and _covers(row, hold, known.classes) and (not hold.after or treats & set(row.after))
    ]
    longest = max(usual, key=lambda each: each.hours or 0, default=None)
    if longest is not None and longest.hours and hold.hours < longest.hours:
        yield PlanQuestion(
            Asked.SHORT_HOLD,
            f"hold {shown(hold.id)}",
            f"{longest.label} usually rest {longest.hours} h after needles in the face, and here {hold.hours} h. "
            "Is that meant?",
            f'Write for = "{longest.hours} h", or give a reason.',
        )


def _covers(row: HoldDefault, hold: PlanHold, classes: Mapping[str, IngredientClass]) -> bool:
    match hold.what:
        case OfClass(name):
            return bool(set(families_of((name,), classes)) & set(row.ingredient_classes))
        case OfKind(kind):
            return kind in row.product_kinds
        case OfActivity(activity):
            return activity in row.activities


def _no_hold(plan: Plan, products: Mapping[str, Product], known: Known) -> Iterator[PlanQuestion]:
    """Steps where needles go, of which neither the plan nor a default says whether they rest afterwards."""
    needled = frozenset[str]().union(
        *(known.point_zones.get(each.id, frozenset()) for each in plan.points if each.means is Means.NEEDLE)
    )
    for step in plan.steps:
        product = products.get(step.product or "")
        if not needled & set(step.zones) or (product is None and step.activity is None):
            continue
        if product is not None and (product.prescribed or _may_go_on(product, known)):
            continue
        silent = [
            each.kind
            for each in plan.sessions
            if (after := follows(each, known.rests, each.at.date())).needles_face
            and not any(rests_of(step, product, after, known.rests))
        ]
        if silent:
            yield PlanQuestion(
                Asked.NO_HOLD,
                _step(step),
                f"It goes where needles go. Does it rest after {shown(silent[0])}, and how long?",
                'Write a hold for it, with for = "24 h", or "0 h" where it may go on at once.',
            )


def _may_go_on(product: Product, known: Known) -> bool:
    """Whether everything on its label may go on straight after needles."""
    found = substances_of(product, known.rests)
    return bool(found) and all(known.at_once & set(each.classes) for each in found)


def _magnets(plan: Plan) -> Iterator[PlanQuestion]:
    steps = [each for each in plan.steps if each.activity is Activity.MAGNETS]
    points = [each for each in plan.points if each.means is Means.MAGNET]
    for point in points:
        if point.wear_hours is None:
            yield _wear(f"point {shown(point.id)}")
    for step in () if points else steps:
        if not any(map(_TIME.search, (step.amount, step.instruction))):
            yield _wear(_step(step))
    said = (*plan.advice, *(each.instruction for each in steps), *(each.note for each in points))
    if (steps or points) and not any(map(_EXCLUSIONS.search, said)):
        yield PlanQuestion(
            Asked.EXCLUSIONS,
            _step(steps[0]) if steps else f"point {shown(points[0].id)}",
            "Have implants, pumps and a pregnancy been asked about, of the client and of who sleeps beside them?",
            "Say in the advice what has to be told, such as a pacemaker, and that all come off before an MRI.",
        )


def _wear(where: str) -> PlanQuestion:
    question = "How long does the magnet stay on?"
    return PlanQuestion(Asked.WEAR, where, question, 'Write wear = "24 h" at the point, or a time in the instruction.')


def _review(plan: Plan, known: Known) -> Iterator[PlanQuestion]:
    named = (kind.id for each in plan.sessions for kind in kinds_named(each.kind, known.rests.kinds))
    if plan.review is not None or _REVIEW_KIND in named:
        return
    begun = next((each for each in plan.steps if each.course or isinstance(each.rule, Phases)), None)
    if begun is not None or len(plan.sessions) >= _A_COURSE:
        yield PlanQuestion(
            Asked.REVIEW,
            _step(begun) if begun else "sessions",
            "When do you look at it again?",
            "Write review = 2027-01-21 in [plan], or plan a session of the kind review.",
        )
