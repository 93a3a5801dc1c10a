"""What a search has to find, said once more without the program's own code: sign by sign, and by looking for a text
within a text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A part of what is typed: words that must be there, or not; `whole` ones stand in quotation marks."""

    words: str
    whole: bool = False
    unwanted: bool = False

    @property
    def typed(self) -> str:
        """As a person types it."""
        words = f'"{self.words}"' if self.whole else self.words
        return f"-{words}" if self.unwanted else words


def plain(text: str) -> str:
    """Letters and digits without case and accents, whatever else there is as one blank."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = [each for each in apart if not unicodedata.combining(each)]
    return " ".join("".join(each if unicodedata.category(each)[0] in "LN" else " " for each in kept).split())


def is_hit(parts: Iterable[Part], texts: Iterable[str]) -> bool:
    """Whether what is said in `texts` fits. A part without letters and digits says nothing."""
    within = f" {' '.join(map(plain, texts))} "
    said = [each for each in parts if plain(each.words)]
    return all((f" {plain(each.words)}{' ' if each.whole else ''}" in within) != each.unwanted for each in said)


#: What of a stored entry nobody has written or chosen in words.
_NO_WORDS = {"id", "day", "at", "taken", "sha256", "source", "session", "bruise", "step", "product"}


def texts_in(document: Any) -> list[str]:
    """Every text in a stored entry but ids, days and instants."""
    match document:
        case dict():
            said = {name: each for name, each in document.items() if name not in _NO_WORDS}
            return [text for each in said.values() for text in texts_in(each)]
        case list() | tuple():
            return [text for each in document for text in texts_in(each)]
        case str():
            return [document]
    return []
