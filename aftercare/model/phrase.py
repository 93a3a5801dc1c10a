"""Phrases by which a concern is recognised. Alarming signs have a finer way of their own, in `sign_words.py`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from aftercare.model.text import folded

#: Words that may stand between two of a phrase: "dry on both cheeks".
_BETWEEN = 3

#: Such as "tense* jaw". "tense*" stands for every word that begins so, "_" joins words with nothing between them.
Phrase = Annotated[str, Meta(pattern=r"^[a-z0-9]+\*?([ _][a-z0-9]+\*?)*\Z")]


def words_in(text: str) -> list[str]:
    """The words of `text`, folded."""
    # "can't", with whichever sign, is one word
    joined = folded(text).replace("'", "").replace("’", "").replace("`", "")
    return "".join(sign if sign.isalnum() else " " for sign in joined).split()


def speaks_of(phrase: str, words: list[str]) -> bool:
    """Whether `words` hold the phrase."""
    groups = [group.split("_") for group in phrase.split()]
    return any(_goes_on(groups, words, start) for start in range(len(words)))


def _goes_on(groups: list[list[str]], words: list[str], start: int) -> bool:
    first, rest = groups[0], groups[1:]
    end = start + len(first)
    if end > len(words) or not all(map(_fits, first, words[start:end])):
        return False
    return not rest or any(_goes_on(rest, words, end + skipped) for skipped in range(_BETWEEN + 1))


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
