"""Tags of an entry: words that begin with @ in its text, and those that were given beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from aftercare.errors import BadInput

#: Characters of the longest tag.
LONGEST_TAG = 40

# patterns, which re compiles once when they are first used: every start would pay for it
_WORD = r"\w(?:[\w-]*\w)?"
# an address such as anna@example.org is no tag
_IN_TEXT = rf"(?<![\w@.])@({_WORD})"


def tags_in(text: str) -> tuple[str, ...]:
    """The tags that `text` holds, without their @, in their order, each once."""
    return tuple(dict.fromkeys(tag for each in re.findall(_IN_TEXT, text) if len(tag := _plain(each)) <= LONGEST_TAG))


def tag_typed(typed: str) -> str:
    """The tag that somebody typed, with or without its @. Raises BadInput."""
    tag = _plain(typed.strip().removeprefix("@"))
    if not re.fullmatch(_WORD, tag):
        raise BadInput(
            f"“{typed.strip()}” cannot be a tag.", "A tag is one word of letters, digits and hyphens, such as @travel."
        )
    if len(tag) > LONGEST_TAG:
        raise BadInput(f"A tag has at most {LONGEST_TAG} characters.", "Shorten it.")
    return tag


def tags_typed(typed: Iterable[str]) -> tuple[str, ...]:
    """The tags that somebody typed, each once. Raises BadInput."""
    return tuple(dict.fromkeys(map(tag_typed, typed)))


def check_tags(tags: Iterable[str]) -> None:
    """Raises ValueError where one of `tags` is none as it is kept."""
    for tag in tags:
        if not _is_tag(tag):
            raise ValueError(f"{tag!r} is no tag")


@lru_cache(1000)  # the same few come with every entry that is read
def _is_tag(tag: str) -> bool:
    return bool(re.fullmatch(_WORD, tag)) and len(tag) <= LONGEST_TAG and _plain(tag) == tag


def _plain(tag: str) -> str:
    return unicodedata.normalize("NFC", tag.casefold())
