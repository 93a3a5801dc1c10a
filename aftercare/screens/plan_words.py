"""What a plan would change, as lines to read before it is accepted."""

from __future__ import annotations

from textual.content import Content

from aftercare.model.adoption import Adoption
from aftercare.model.plan_change import ChangeKind, PlanChange, Thing, step_words
from aftercare.model.routine import EVENING, MORNING, Product, Slot, Step
from aftercare.widgets.drawn_text import drawn

_SIGNS = {
    ChangeKind.ADDED: ("+", "new", "$text-success"),
    ChangeKind.CHANGED: ("~", "changed", "$text-warning"),
    ChangeKind.ENDED: ("–", "ends", "$text-error"),
    ChangeKind.KEPT: ("=", "stays as it was: it is past", "$foreground-muted"),
}
_HEADINGS = (
    (Thing.PLAN, "Plan"),
    (Thing.PROGRAMME, "What it is for"),
    (Thing.STEP, "Steps"),
    (Thing.SESSION, "Sessions"),
    (Thing.HOLD, "What rests after a session"),
    (Thing.INTERVAL, "How long needles wait after what you had elsewhere"),
    (Thing.POINT, "Your points"),
    (Thing.SLOT, "Parts of the day"),
    (Thing.PRODUCT, "Products"),
    (Thing.PRACTITIONER, "Therapist"),
)


def plan_in_words(adoption: Adoption) -> Content:
    """Every change of `adoption` with its sign and word, grouped by what it is about."""
    if not adoption.changes:
        return Content("This plan is in force already. Nothing would change.")
    about = _new_steps(adoption)
    lines: list[Content] = []
    for thing, heading in _HEADINGS:
        changes = [change for change in adoption.changes if change.thing is thing]
        if changes:
            lines.append(Content.styled(f"{heading} ({len(changes)})" if len(changes) > 1 else heading, "bold"))
            for change in changes:
                lines += _change(change, about.get(change.id, "") if thing is Thing.STEP else "")
    return Content("\n").join(lines)


def _change(change: PlanChange, about: str) -> list[Content]:
    sign, word, look = _SIGNS[change.kind]
    head = Content.assemble((f" {sign} ", f"bold {look}"), drawn(change.name), (f"  {word}", look))
    lines = [head]
    if about:
        lines.append(Content.styled(f"   {drawn(about)}", "$foreground-muted"))
    for field in change.fields:
        text = f"   {field.field}: {drawn(field.before)} → {drawn(field.after)}"
        lines.append(Content.styled(text, "$foreground-muted"))
    return lines


def _new_steps(adoption: Adoption) -> dict[str, str]:
    """Days, parts of the day and amount of each step that is written, by its id."""
    documents = [write.document for write in adoption.writes]
    slots = {slot.id: slot for slot in (MORNING, EVENING, *(each for each in documents if isinstance(each, Slot)))}
    products = {each.id: each for each in documents if isinstance(each, Product)}
    told = {}
    added = {change.id for change in adoption.changes if change.kind is ChangeKind.ADDED}
    for each in documents:
        if isinstance(each, Step) and each.id in added:
            words = step_words(each, slots, products)
            told[each.id] = " · ".join(filter(None, (words["days"], words["slots"], words["amount"])))
    return told
