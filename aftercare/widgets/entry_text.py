"""An entry's words as they are read: all of their lines, and in a hit what was searched for."""

from __future__ import annotations

from textual.content import Content

from aftercare.model.journal_search import Search, marks
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.entry_lines import marked


def with_marks(text: str, search: Search | None) -> Content:
    """`text` with its lines, and with what was searched for in bold and underlined."""
    shown = "\n".join(drawn(line) for line in text.split("\n"))
    places = marks(search, shown) if search is not None else ()
    return Content.assemble(*((piece, "bold underline" if what else "") for piece, what in marked(shown, places)))
