"""What a plan would change, as lines to read and to choose from before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from textual.content import Content

from aftercare.model.adoption import Adoption
from aftercare.model.plan_change import ChangeKind, PlanChange, Thing, step_words
from aftercare.model.plan_lines import Lines, words_of
from aftercare.model.routine import EVENING, MORNING, Product, Slot, Step
from aftercare.widgets.drawn_text import drawn

_LOOKS = {
    ChangeKind.ADDED: ("+", "$text-success"),
    ChangeKind.CHANGED: ("~", "$text-warning"),
    ChangeKind.MOVED: ("→", "$text-warning"),
    ChangeKind.CONFLICT: ("!", "$text-warning"),
    ChangeKind.ENDED: ("–", "$text-error"),
    ChangeKind.KEPT: ("=", "$foreground-muted"),
}
_QUIET = "$foreground-muted"
_ACCEPTED, _LEFT = "✓ ", "· "


class Row(Struct, frozen=True):
    """A row of the list: a heading or a thing that stays has no `key`, the others can be accepted or left."""

    text: Content
    key: str = ""


def rows_of(lines: Lines, left: frozenset[str]) -> Iterator[Row]:
    """Every change with its mark, grouped; then the client's own steps, and what the plan leaves open to ask."""
    about = _new_steps(lines.adoption)
    for heading, changes in lines.groups():
        yield Row(Content.assemble("\n", (heading, "bold")))
        for each in changes:
            told = about.get(each.id, "") if each.thing is Thing.STEP and each.kind is ChangeKind.ADDED else ""
            yield Row(_change(each, told, left), each.key if each.choosable else "")
    if lines.adoption.own:
        yield Row(Content.assemble("\n", ("Your own steps, which stay", "bold")))
        yield Row(Content("\n").join(Content(f"  = {drawn(each)}") for each in lines.adoption.own))
    if lines.open_ones:
        yield Row(Content.assemble("\n", ("Left open by the plan: to ask your therapist", "bold")))
        for asked in lines.open_ones:
            yield Row(Content.assemble(_mark(asked.key, left), "? ", drawn(asked.text)), asked.key)


def _mark(key: str, left: frozenset[str]) -> str:
    return _LEFT if key in left else _ACCEPTED


def _change(change: PlanChange, about: str, left: frozenset[str]) -> Content:
    sign, look = _LOOKS[change.kind]
    stays = change.choosable and change.key in left
    mark = _mark(change.key, left) if change.choosable else "  "
    said = ("  yours stays" if change.kind is ChangeKind.CONFLICT else "  left") if stays else ""
    head = Content.assemble(
        mark,
        (f"{sign} ", f"bold {look}"),
        (drawn(change.name), _QUIET if stays else ""),
        (f"  {change.thing.value}", _QUIET),
        (said, "$text-warning"),
    )
    beneath = [about] if about else []
    beneath += words_of(change)
    return Content("\n").join([head, *(Content.styled(f"    {drawn(each)}", _QUIET) for each in beneath)])


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
