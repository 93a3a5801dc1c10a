"""What the signs on a label do: what separates its pieces, what is a strength, what stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: Signs that cannot be seen and that a label has none of: they come along from documents.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HEADING = (
    r"(?:(?:active|inactive|other|aktive|weitere|autres|otros)\s+)?"
    r"\b(?:ingredients?|ingr[eé]dients?|inhaltsstoffe|zutaten|bestandteile|wirkstoffe|ingredientes|composition"
    r"|composici[oó]n|inci)\b"
)
#: What stands between pieces. A comma within a number does not: "1,2-hexanediol".
TOKENS = re.compile(
    rf"(?P<heading>{_HEADING}(?:\s?/\s?{_HEADING}){{0,4}}\s?:|\A{_HEADING}(?=\s))"
    r"|(?P<may>\+\s?/\s?[-−–]|±|\b(?:may\s+contain|peut\s+contenir|kann\s+enthalten|puede\s+contener)\b)\s?:?"
    r"|(?P<and>\(\s?(?:and|und|et|y)\s?\))"
    r"|(?P<blank>\n[ \t]*\n)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])"
    r"|(?P<round>[()])"
    r"|(?P<note>(?:(?<=^)|(?<=[\s.,;]))[*†‡°¹²³⁴]+(?=\s?\w))"
    r"|(?P<separator>[;•·●◦∙▪■‣|、،；，\t]|,(?!\d)|(?<!\d),|(?<=\d{5}),|(?<=\s)[-–—](?=\s))",
    re.IGNORECASE,
)
#: What may stand between pieces, or within one.
_WEAK = re.compile(r"\n|/|(?<=\d),(?=\d)|\s(?:and|und|et|y|&|\+)\s|:|\.(?=\s)", re.IGNORECASE)
STRENGTH = re.compile(
    r"\(?(?:(?:\d{1,3}(?:[.,]\d{1,4})?)\s?[-–]\s?)?(?P<most>\d{1,3}(?:[.,]\d{1,4})?)"
    r"\s?(?:%|percent\b|prozent\b|pour ?cent\b|por ?ciento\b)\)?",
    re.IGNORECASE,
)
FOOTNOTE_MARK = re.compile(r"(?<=[^\W_]) ?\)?[*†‡°¹²³⁴]")
_MARKS = re.compile(r"[*†‡°¹²³⁴®™]+")
BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")
#: Signs around a piece that say nothing.
EDGES = " \n.:"


def ways(text: str) -> Iterable[str]:
    """How a text may be meant: a hyphen at the end of a line belongs to the word or was put there to break it."""
    if "-" in text and BROKEN.search(text):
        return (BROKEN.sub("-", text), BROKEN.sub("", text))
    return (text,)


def bare(text: str) -> str:
    """A name without strengths and marks: by this it is looked up."""
    return (
        _MARKS.sub(" ", STRENGTH.sub(" ", text)) if any(sign.isdigit() or sign in "*®™†‡°" for sign in text) else text
    )


def without_strength(text: str) -> str:
    """A name as a product keeps it."""
    kept = " ".join(_MARKS.sub("", STRENGTH.sub(" ", text)).split()).strip(" .:,")
    return kept or text


def percent_in(text: str) -> float | None:
    """The strength that is told, above 0 and up to 100 percent; of a range the higher."""
    found = STRENGTH.search(text)
    percent = float(found["most"].replace(",", ".")) if found else 0.0
    return percent if 0 < percent <= 100 else None


def split_within(text: str) -> list[str]:
    """The pieces of a list in brackets."""
    pieces, start = [], 0
    for found in TOKENS.finditer(text):
        if found.lastgroup == "separator":
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def split_brackets(text: str) -> list[str]:
    """The text outside and inside of its outermost brackets in turn. Brackets that are not closed are no brackets."""
    closes: dict[int, int] = {}
    stack: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            stack.append(at)
        elif sign == ")" and stack:
            closes[stack.pop()] = at
    segments, start, at = [], 0, 0
    while at < len(text):
        if at in closes:
            segments += [text[start:at], text[at + 1 : closes[at]].replace("(", " ").replace(")", " ")]
            start = at = closes[at] + 1
        else:
            at += 1
    return [*segments, text[start:]]


def split_weakly(text: str) -> tuple[list[str], list[str]]:
    """The text split at all that may separate, and the signs that stood between."""
    # a word that is broken at the end of a line is one word
    whole = BROKEN.sub("-", text)
    segments, between, start = [], [], 0
    for found in _WEAK.finditer(whole):
        segments.append(whole[start : found.start()])
        between.append(found[0])
        start = found.end()
    return [*segments, whole[start:]], between


def joined(segments: Sequence[str], between: Sequence[str], start: int, end: int) -> str:
    """The segments from `start` up to `end` as one text again."""
    text = segments[start]
    for at in range(start + 1, end):
        text += _shown(between[at - 1]) + segments[at]
    return text


def _shown(sign: str) -> str:
    return " " if sign == "\n" else sign
