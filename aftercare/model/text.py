"""Text that a person typed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import filterfalse

from aftercare.errors import BadInput
from aftercare.model.safe_text import code_point, hidden_characters

#: Characters that a typed text may have.
LONGEST_TEXT = 10_000


def typed_text(text: str, what: str) -> str:
    """`text` without surrounding space, as it is kept. It may have several lines.

    Raises BadInput, which names it as `what`, where nothing is left, where it is too long, or where it holds characters
    that cannot be seen but could change what is seen.
    """
    kept = text.strip()
    if not kept:
        raise BadInput(f"The {what} is missing.", "Write a few words.")
    if len(kept) > LONGEST_TEXT:
        raise BadInput(f"The {what} has {len(kept):,} characters.", f"Keep it under {LONGEST_TEXT:,}.")
    for at in hidden_characters(kept, allowed="\n\t"):
        raise BadInput(f"The {what} holds a character that cannot be seen: {code_point(kept[at])}.", "Leave it out.")
    return kept


def folded(text: str) -> str:
    """`text` without case, accents and doubled spaces: by this it is found."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", plain)))
    return " ".join(plain.split())


@cache
def _no_letters() -> re.Pattern[str]:
    return re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """What two spellings of a name have in common: neither case nor accents nor signs between the words count."""
    return _no_letters().sub(" ", folded(name)).strip()
