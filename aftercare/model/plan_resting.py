"""What a plan says, and does not say, about rest after sessions: holds shorter than usual, and steps without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from aftercare.model.face_point import Means
from aftercare.model.hold_default import HoldDefault
from aftercare.model.ingredient import IngredientClass, families_of
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_hold import HeldActivity, OfActivity, OfClass, OfKind, PlanHold
from aftercare.model.plan_known import Known
from aftercare.model.plan_question import Asked, PlanQuestion, step_place
from aftercare.model.plan_wording import sentences
from aftercare.model.rest import AfterOne, Substance, follows, rests_of, said_of_activity, substances_of
from aftercare.model.routine import Activity, Product
from aftercare.model.safe_text import shown
from aftercare.model.session_kind import Treats, done_in

#: The zones of the map that needles in the face do not reach.
_NOT_FACE = frozenset({"neck-front", "submental"})
#: What is done to the skin without a product.
_BY_HAND = frozenset({Activity.ACUPRESSURE, Activity.MASSAGE, Activity.OTHER})
_PRESSED = (HeldActivity.ACUPRESSURE, HeldActivity.TOUCH, HeldActivity.MASSAGE)
#: What rests so long after needles is asked about where only the therapist can say what rests.
_A_DAY = 24
_SESSION = re.compile(r"\b(?:sessions?|needl\w+|treatments?|appointments?)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:again|back|as usual|as always|as before|resume|carry on|go(?:es)? on|continue)\b", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\b(?:not|no|never|nothing|without|rests?|wait|pause|until|before|leave|leaves|skip|avoid|if|stop)\b|n['’]t\b",
    re.IGNORECASE,
)
#: When something comes back, in words, with the hours that have passed at most by then.
_COMES_BACK = (
    (re.compile(r"\b(?:same|that) (?:day|evening|night)\b|\b(?:straight|right) (?:away|after)\b", re.IGNORECASE), 12),
    (
        re.compile(
            r"\b(?:next|following) (?:day|morning|evening|night)\b|\b(?:a|one|the) day (?:later|after)\b(?! tomorrow)",
            re.IGNORECASE,
        ),
        36,
    ),
)
_AFTER_HOURS = re.compile(r"\b(?:after|from) (\d+) ?(h|hours?|days?)\b", re.IGNORECASE)


def questions_on_rests(plan: Plan, products: Mapping[str, Product], known: Known) -> Iterator[PlanQuestion]:
    """Holds that are shorter than usual, what the advice brings back earlier, and steps of which nobody says whether
    they rest.
    """
    substances = tuple(each for product in plan.products for each in substances_of(product, known.rests))
    for hold in plan.holds:
        yield from _short_hold(hold, substances, known)
    yield from _early_return(plan, known)
    yield from _no_hold(plan, products, known)


def _short_hold(hold: PlanHold, substances: Sequence[Substance], known: Known) -> Iterator[PlanQuestion]:
    treats = {treated for word in hold.after for kind in done_in(word, known.rests.kinds)[0] for treated in kind.treats}
    usual = [
        row
        for row in known.rests.defaults
        if row.on and row.hours and _covers(row, hold, known.classes) and (not hold.after or treats & set(row.after))
    ]
    if not usual:
        return
    # what is on the labels of the plan comes before the class that it is in
    own = {each.hours for each in substances if any(hold.what == OfClass(name) for name in each.classes)}
    longest = max(usual, key=lambda each: each.hours or 0)
    hours = max((each for each in own if each is not None), default=longest.hours or 0)
    if hold.hours < hours:
        yield PlanQuestion(
            Asked.SHORT_HOLD,
            f"hold {shown(hold.id)}",
            f"{longest.label} usually rest {hours} h after needles in the face, and here {hold.hours} h. "
            "Is that meant?",
            f'Write for = "{hours} h", or leave it so where that is meant'
            + ("." if hold.reason else ", with a reason, which the client is told."),
        )


def _covers(row: HoldDefault, hold: PlanHold, classes: Mapping[str, IngredientClass]) -> bool:
    match hold.what:
        case OfClass(name):
            return bool(set(families_of((name,), classes)) & set(row.ingredient_classes))
        case OfKind(kind):
            return kind in row.product_kinds
        case OfActivity(activity):
            return activity in row.activities


def _early_return(plan: Plan, known: Known) -> Iterator[PlanQuestion]:
    """What the advice lets come back after a session before its usual rest ends, where no hold of the plan is on it."""
    if not any(follows(each, known.rests, each.at.date()).needles_face for each in plan.sessions):
        return
    rows = [
        row
        for row in known.rests.defaults
        if row.on and row.hours and not any(_covers(row, hold, known.classes) for hold in plan.holds)
    ]
    of_session = False
    for sentence in (each for text in plan.advice for each in sentences(text)):
        of_session = of_session or _SESSION.search(sentence) is not None
        hours = _comes_back_after(sentence)
        if not of_session or hours is None:
            continue
        for row in rows:
            if row.hours and hours < row.hours and _named(row).search(sentence):
                yield PlanQuestion(
                    Asked.SHORT_HOLD,
                    "advice",
                    f"{row.label} usually rest {row.hours} h after needles in the face, and here they come back "
                    "earlier. Is that meant?",
                    f'Say {row.hours} h here too, or write a hold with for = "{hours} h" and its reason.',
                )


def _comes_back_after(sentence: str) -> int | None:
    """After how many hours at most a sentence lets something come back; None where it lets nothing."""
    if not _AGAIN.search(sentence) or _NOT_YET.search(sentence):
        return None
    if found := _AFTER_HOURS.search(sentence):
        return int(found[1]) * (24 if found[2].casefold().startswith("d") else 1)
    return next((hours for words, hours in _COMES_BACK if words.search(sentence)), None)


@cache
def _named(row: HoldDefault) -> re.Pattern[str]:
    words = sorted({row.id, *row.also} - {"facial"}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def _no_hold(plan: Plan, products: Mapping[str, Product], known: Known) -> Iterator[PlanQuestion]:
    """Steps where needles or threads go, of which neither the plan nor a default says whether they rest afterwards."""
    needled = frozenset[str]().union(
        *(known.point_zones.get(each.id, frozenset()) for each in plan.points if each.means is Means.NEEDLE)
    )
    after = [(each.kind, follows(each, known.rests, each.at.date())) for each in plan.sessions]
    for step in plan.steps:
        product = products.get(step.product or "")
        if product is not None and (product.prescribed or _may_go_on(product, known)):
            continue
        for kind, following in after:
            if following.needles_face:
                asked = _meets(step, needled) and not _answered(step, product, following, known)
            else:
                asked = _only_the_therapist_knows(kind, known) and _left_open(step, product, following, known)
            if asked:
                yield PlanQuestion(
                    Asked.NO_HOLD,
                    step_place(step),
                    f"It goes where needles or threads go. Does it rest after {shown(kind)}, and how long?",
                    'Write a hold for it, with for = "24 h", or "0 h" where it may go on at once.',
                )
                break


def _meets(step: PlanStep, needled: frozenset[str]) -> bool:
    """Whether it goes where needles go. Where the plan names none of their points they may go anywhere in the face:
    then that is asked of what is done to the skin, and not of each cream.
    """
    if needled:
        return bool(needled & set(step.zones)) and (step.product is not None or step.activity is not None)
    return step.activity in _BY_HAND and bool(set(step.zones) - _NOT_FACE)


def _answered(step: PlanStep, product: Product | None, after: AfterOne, known: Known) -> bool:
    """Whether somebody says how long it rests. Of pressing a point the usual rest of a touch says too little."""
    if step.activity is Activity.ACUPRESSURE:
        return any(said_of_activity(each, after, known.rests) for each in _PRESSED)
    return any(rests_of(step, product, after, known.rests))


def _only_the_therapist_knows(kind: str, known: Known) -> bool:
    return any(not each.default_holds for each in done_in(kind, known.rests.kinds)[0])


def _left_open(step: PlanStep, product: Product | None, after: AfterOne, known: Known) -> bool:
    """Whether nobody says how long it rests, of what is rubbed over the skin or would rest a day after needles."""
    if any(rests_of(step, product, after, known.rests)):
        return False
    if step.activity in _BY_HAND:
        return bool(step.zones)
    usual = tuple(each for each in known.rests.defaults if Treats.FACE_NEEDLES in each.after)
    needled = replace(after, defaults=usual, needles_face=True)
    return any(each.hours >= _A_DAY for each in rests_of(step, product, needled, known.rests))


def _may_go_on(product: Product, known: Known) -> bool:
    """Whether everything on its label may go on straight after needles."""
    found = substances_of(product, known.rests)
    return bool(found) and all(known.at_once & set(each.classes) for each in found)
