"""What a form tells of a list of ingredients while it is typed."""

from __future__ import annotations

from aftercare.care import ingredient_rows, read_label
from aftercare.model.ingredient_words import known_words
from aftercare.model.words import listed
from aftercare.widgets.drawn_text import clipped

#: So many names of a kind are told, in so many cells; the command `ingredients read` tells all.
_TOLD, _CELLS = 3, 40


def label_words(text: str) -> str:
    """How much of it is known, and what is not; nothing where nothing is typed."""
    label = read_label(text)
    if not label.ingredients:
        return ""
    rows = ingredient_rows()
    told = [f"{known_words(label)}."]
    told += [f"“{clipped(part.text, _CELLS)}”: perhaps {rows[part.offers[0]].label}?" for part in label.near[:_TOLD]]
    if label.unknown:
        told.append(f"Not known: {listed([clipped(part.text, _CELLS) for part in label.unknown], _TOLD)}.")
    return " ".join(told)


def label_on_one_line(text: str) -> str:
    """The ingredients of a list of several lines with commas between them; headings and footnotes fall away."""
    return ", ".join(part.text for part in read_label(text).ingredients)
