"""Text behind a mark: what does not fit on its line goes on below the text, never below the mark."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

#: However wide a mark is, the text behind it has so many cells.
_LEAST = 12


class Hanging(Visual):
    """Lines, each with what stands before its text. For an option of a list, or for `Static.update`."""

    def __init__(self, *lines: tuple[str | Content, str | Content]) -> None:
        self._lines: Sequence[tuple[Content, Content]] = [(_content(lead), _content(text)) for lead, text in lines]
        self._known: tuple[int, Content] = (-1, Content(""))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self.laid(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max((lead.cell_length + text.cell_length for lead, text in self._lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.laid(width).get_height(rules, width)

    def __str__(self) -> str:
        """Its words, a line each, however wide it is drawn."""
        return "\n".join(lead.plain + text.plain for lead, text in self._lines)

    def laid(self, width: int) -> Content:
        """The text as it stands in so many cells."""
        if self._known[0] != width:
            self._known = (width, Content("\n").join(self._wrapped(width)))
        return self._known[1]

    def _wrapped(self, width: int) -> list[Content]:
        found = []
        for lead, text in self._lines:
            first, *others = text.wrap(max(_LEAST, width - lead.cell_length)) or [Content("")]
            found.append(Content.assemble(lead, first))
            found += [each.pad_left(lead.cell_length) for each in others]
        return found


def _content(text: str | Content) -> Content:
    return Content(text) if isinstance(text, str) else text
