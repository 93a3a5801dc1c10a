"""Points that are never for the client's own hands, in words that offer one: a floor.

A plan that states one as a point is refused (`exchange`); here they are known in what a step is called and says.
"""

from __future__ import annotations

import re
from functools import cache

#: Their codes and names: the rows of `data/points.toml` whose `client_may` is false.
NEVER_POINTS = {"BL1": "Jingming", "ST1": "Chengqi", "EX-HN7": "Qiuhou", "ST9": "Renying"}
#: What hands do to a point.
BY_HAND = (
    r"\b(?:press(?:ing|es)?|hold(?:ing)?|knead|rub|massage|circle|stimulate|finger(?:s|tips?)?|thumbs?|knuckles?)\b"
)
#: What somebody keeps for their own hands.
KEPT = (
    r"\b(?:are|is|stays?|remains?) (?:mine|for me|with me|left to me)\b"
    r"|\b(?:are|is|stays?|remains?) for (?:the|my) (?:therapist|practitioner|needles)\b"
    r"|\bleave (?:it|them|those|these|that|this) to me\b|\b(?:are|is) not (?:for you|yours)\b"
)
#: One of these stands in every text that may name one of them.
_SIGNS = (
    *(f"{code[:2]}{gap}{code[2]}" for code in ("bl1", "st1", "st9", "hn7") for gap in ("", "-", " ")),
    *("jingming", "chengqi", "qiuhou", "renying"),
)


def _written(code: str) -> str:
    """How `code` may be written. With a gap only in capitals: "st 9 times" is none."""
    letters, number = code[:-1], code[-1]
    plain, gapped = letters.replace("-", "-?"), letters.replace("-", "[ -]?")
    return rf"(?:(?i:{plain}-?{number}|{NEVER_POINTS[code]})|{gapped} {number})(?!\d)"


_SENTENCES = r"(?<=[.!?;:])\s+|\n+"
#: A no right before them, with nothing but such words between: "never press BL1", "not on BL1, ST1 or ST9".
_KEPT_OFF = (
    r"\b(?i:never|not|nor|avoid|away from|leave out|except|without)\b"
    r"(?:\W+(?:(?i:on|at|the|points?|near|touch|touching|press|pressing|massage|over|or|and|to)\b|{any}))*\W*\Z"
)


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    """What finds each code, and what keeps hands off. Made for the first text that may name one: few do."""
    written = {code: _written(code) for code in NEVER_POINTS}
    each = {code: re.compile(rf"\b{pattern}") for code, pattern in written.items()}
    return each, re.compile(_KEPT_OFF.replace("{any}", rf"\b(?:{'|'.join(written.values())})"))


@cache
def _for_client() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is done to a point by the client, and what says that somebody else does it."""
    by_client = re.compile(rf"{BY_HAND}|\bmagnets?\b|\b(?:put|stick|place|wear)\b", re.IGNORECASE)
    return by_client, re.compile(
        rf"{KEPT}|\bI(?:['’]ll)? (?:\w+ )?(?:press|hold|needle|treat|massage|put|use)", re.IGNORECASE
    )


def may_name_point(text: str) -> bool:
    """Whether `text` has to be looked at closely. A look that costs little, and misses none of them."""
    # small letters as the patterns take them: of the i's two keep a sign of their own
    small = text.casefold().replace("ı", "i").replace("i̇", "i")
    return any(sign in small for sign in _SIGNS)


def points_offered(*texts: str) -> tuple[str, ...]:
    """Those that `texts` offer, such as "BL1 (Jingming)", each once. What keeps hands off them offers none."""
    if not any(map(may_name_point, texts)):
        return ()
    each, kept_off = _patterns()
    found = (
        f"{code} ({NEVER_POINTS[code]})"
        for text in texts
        for sentence in re.split(_SENTENCES, text)
        for code, pattern in each.items()
        for match in pattern.finditer(sentence)
        if not kept_off.search(sentence[: match.start()])
    )
    return tuple(dict.fromkeys(found))


def points_told(text: str) -> tuple[str, ...]:
    """Those that `text`, which is shown as it is, tells the client to do something to; not what somebody else does."""
    if not may_name_point(text):
        return ()
    by_client, by_others = _for_client()
    told = (each for each in re.split(_SENTENCES, text) if by_client.search(each) and not by_others.search(each))
    return points_offered(*told)
