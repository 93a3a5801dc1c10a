"""Points that are never for the client's own hands, in words that offer one: a floor.

A plan that states one as a point is refused (`exchange`); here they are known in what a step is called and says.
"""

from __future__ import annotations

import re

#: Their codes and names: the rows of `data/points.toml` whose `client_may` is false.
NEVER_POINTS = {"BL1": "Jingming", "ST1": "Chengqi", "EX-HN7": "Qiuhou", "ST9": "Renying"}


def _written(code: str) -> str:
    """How `code` may be written. With a gap only in capitals: "st 9 times" is none."""
    letters, number = code[:-1], code[-1]
    plain, gapped = letters.replace("-", "-?"), letters.replace("-", "[ -]?")
    return rf"(?:(?i:{plain}-?{number}|{NEVER_POINTS[code]})|{gapped} {number})(?!\d)"


_ANY = rf"\b(?:{'|'.join(map(_written, NEVER_POINTS))})"
_EACH = {code: re.compile(rf"\b{_written(code)}") for code in NEVER_POINTS}
_SENTENCES = re.compile(r"(?<=[.!?;:])\s+|\n+")
#: A no right before them, with nothing but such words between: "never press BL1", "not on BL1, ST1 or ST9".
_KEPT_OFF = re.compile(
    r"\b(?i:never|not|nor|avoid|away from|leave out|except|without)\b"
    rf"(?:\W+(?:(?i:on|at|the|points?|near|touch|touching|press|pressing|massage|over|or|and|to)\b|{_ANY}))*\W*\Z"
)


def points_offered(*texts: str) -> tuple[str, ...]:
    """Those that `texts` offer, such as "BL1 (Jingming)", each once. What keeps hands off them offers none."""
    found = (
        f"{code} ({NEVER_POINTS[code]})"
        for text in texts
        for sentence in _SENTENCES.split(text)
        for code, pattern in _EACH.items()
        for match in pattern.finditer(sentence)
        if not _KEPT_OFF.search(sentence[: match.start()])
    )
    return tuple(dict.fromkeys(found))
