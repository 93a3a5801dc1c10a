"""The points that are never for the client's own hands, in a plan's words: by code, by name, or by where they lie.

Codes and names are a floor (`never_points`). A place that is described may be another point: it is only asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftercare.model.never_points import BY_HAND, KEPT, points_offered
from aftercare.model.plan import Plan
from aftercare.model.plan_question import Asked, PlanQuestion, step_place
from aftercare.model.plan_wording import sentences
from aftercare.model.safe_text import shown

#: Where they lie, as somebody would say it to a client.
_PLACES = {
    "BL1 (Jingming)": r"inner (?:corners?|angles?|canthus) of (?:the|each|your|both) eyes?|inner (?:eye )?corners?\b"
    r"|corners? of (?:the|each|your|both) eyes? (?:next to|beside|by|near|at|towards?) the nose",
    "ST1 (Chengqi)": r"(?:rim|edge|border) (?:of (?:the )?(?:bone|eye ?socket|socket|orbit)\b)?[^.;]*"
    r"\b(?:under|below|beneath) (?:the|each|your) pupils?"
    r"|(?:under|below|beneath) (?:the|each|your) pupils?[^.;]*\b(?:rim|edge|border)\b",
    "EX-HN7 (Qiuhou)": r"outer (?:quarter|third|part) of the (?:lower|bottom) (?:rim|edge|border)"
    r"|(?:lower|bottom) (?:rim|edge|border)[^.;]*\bouter (?:quarter|third|part)",
    "ST9 (Renying)": r"(?:beside|next to|either side of|both sides of|by) (?:the|your) "
    r"(?:adam['’]?s apple|larynx|voice box)",
}
_DESCRIBED = {point: re.compile(rf"\b(?:{places})", re.IGNORECASE) for point, places in _PLACES.items()}
_BY_HAND = re.compile(BY_HAND, re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:never|not|nor|no|avoid|without|leave out|(?:away|off|clear) (?:of|from)|spare)\b|n['’]t\b", re.IGNORECASE
)
_KEPT = re.compile(KEPT, re.IGNORECASE)


def questions_on_points(plan: Plan) -> Iterator[PlanQuestion]:
    """Asks about each that the plan's words to the client offer; what is kept from the client's hands offers none."""
    for text in plan.advice:
        kept_out = "\n".join(each for each in sentences(text) if not _KEPT.search(each))
        yield from _asked("advice", (*points_offered(kept_out), *_described(kept_out)))
    for line in plan.preparations:
        yield from _asked(f"preparation {shown(line.id)}", (*points_offered(line.text), *_described(line.text)))
    for point in plan.points:
        if point.means.by_client:
            yield from _asked(f"point {shown(point.id)}", (*points_offered(point.note), *_described(point.note)))
    for step in plan.steps:
        texts = (step.name, step.instruction, step.amount)
        # a cream is put on around a point, and not pressed into it
        found = () if step.product else (point for text in texts for point in _described(text))
        yield from _asked(step_place(step), (*points_offered(*texts), *found))


def _asked(where: str, points: tuple[str, ...]) -> Iterator[PlanQuestion]:
    for point in dict.fromkeys(points):
        yield PlanQuestion(
            Asked.NEVER_POINT,
            where,
            f"Is {point} meant for the client's own hands? The program offers it to no one at home.",
            "Choose another point, or keep this one for the session.",
        )


def _described(text: str) -> Iterator[str]:
    """The points that `text` describes where hands are to go."""
    for sentence in sentences(text):
        if _NOT.search(sentence) or not _BY_HAND.search(sentence):
            continue
        yield from (point for point, place in _DESCRIBED.items() if place.search(sentence))
