"""What a plan would change, as lines to read and to choose from before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.content import Content

from aftercare.model.plan_change import ChangeKind, PlanChange
from aftercare.model.plan_lines import Lines, grouped, new_steps_told, words_of
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.hanging import Hanging

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

    text: Content | Hanging
    key: str = ""


def rows_of(lines: Lines, left: frozenset[str]) -> Iterator[Row]:
    """Every change with its mark, grouped; then the client's own steps, and what the plan leaves open to ask."""
    about = new_steps_told(lines.adoption)
    for heading, changes in lines.groups():
        yield _heading(heading)
        for each in changes:
            yield Row(_change(each, about.get(each.key, ""), left), each.key if each.choosable else "")
    if lines.adoption.own:
        yield _heading("Your own steps, which stay")
        yield Row(Hanging(*(("  = ", drawn(each)) for each in lines.adoption.own)))
    if lines.open_ones:
        yield _heading("Left open by the plan: to ask your therapist")
        for asked in lines.open_ones:
            yield Row(Hanging((f"{_mark(asked.key, left)}? ", drawn(asked.text))), asked.key)


def lines_of_going_back(changes: Sequence[PlanChange], kept: Sequence[str]) -> Iterator[tuple[Content, Content]]:
    """What going back to a plan changes, grouped, and what of the client's own stays, for `Hanging`."""
    for heading, found in grouped(changes):
        yield from _gap(heading)
        for each in found:
            yield from _told(each, "  ", ())
    if kept:
        yield from _gap("Changed by you since: yours stays, and is asked of your therapist")
        yield from ((Content("  = "), Content(drawn(each))) for each in kept)


def _gap(heading: str) -> Iterator[tuple[Content, Content]]:
    yield Content(""), Content("")
    yield Content(""), Content.styled(heading, "bold")


def _heading(words: str) -> Row:
    return Row(Content.assemble("\n", (words, "bold")))


def _mark(key: str, left: frozenset[str]) -> str:
    return _LEFT if key in left else _ACCEPTED


def _change(change: PlanChange, about: str, left: frozenset[str]) -> Hanging:
    stays = change.choosable and change.key in left
    mark = _mark(change.key, left) if change.choosable else "  "
    said = ("  yours stays" if change.kind is ChangeKind.CONFLICT else "  left") if stays else ""
    return Hanging(*_told(change, mark, (about,) if about else (), said))


def _told(change: PlanChange, mark: str, about: Sequence[str], stays: str = "") -> Iterator[tuple[Content, Content]]:
    """The line of a change and those beneath it, each with what stands before its text."""
    sign, look = _LOOKS[change.kind]
    name = (drawn(change.name), _QUIET if stays else "")
    yield (
        Content.assemble(mark, (f"{sign} ", f"bold {look}")),
        Content.assemble(name, (f"  {change.thing.value}", _QUIET), (stays, "$text-warning")),
    )
    for each in (*about, *words_of(change)):
        yield Content("    "), Content.styled(drawn(each), _QUIET)
