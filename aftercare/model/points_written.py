"""Points as somebody writes down which were used in a session: which are known, and what another may have meant.

None is refused: a therapist may use a point that no table has. What looks like a slip is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from aftercare.model.face_point import FacePoint
from aftercare.model.point import Point, plain_code
from aftercare.model.words import listed

#: How many points each channel has by the WHO's standard locations (2008), 361 together, and of the extra points those
#: of each part of the body by its nomenclature.
_NUMBERS = {
    "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67, "KI": 27, "PC": 9, "TE": 23, "GB": 44,
    "LR": 14, "GV": 28, "CV": 24, "EXHN": 15, "EXCA": 1, "EXB": 9, "EXUE": 11, "EXLE": 12,
}  # fmt: skip
#: Other letters in use for the same channels.
_ALSO = {
    "SJ": "TE", "TB": "TE", "TH": "TE", "UB": "BL", "DU": "GV", "REN": "CV", "RN": "CV", "LIV": "LR", "LV": "LR",
    "K": "KI", "KD": "KI", "P": "PC", "H": "HT",
}  # fmt: skip
_CODE = re.compile(r"([A-Z]+)0*([0-9]{1,2})")
#: What may stand beside a point: on which side it was used.
_BESIDE = re.compile(
    r"[()]|\b(?:(?:on )?(?:the |both )?(?:left|right|both|sides?)|bilateral(?:ly)?|[lr])\b", re.IGNORECASE
)
_USUAL = ("LI4", "Hegu")
_MOST_OF_PLAN = 4


class NotKnown(Struct, frozen=True):
    """A point as it was `written` that is not known, and the name of the one that may have been `meant`, or ""."""

    written: str
    meant: str = ""


def not_known(
    written: Iterable[str], points: Mapping[str, Point], of_plan: Iterable[FacePoint]
) -> tuple[NotKnown, ...]:
    """Those of `written` that are neither one of `points` by code or name, nor one `of_plan` by its id, nor any code
    of the WHO's. A side beside it is no part of its name.
    """
    names = {plain_code(name): name for each in points.values() for name in (each.code, each.name, *each.also)}
    names |= {plain_code(each.id): each.id for each in of_plan}
    found = []
    for each in written:
        plain = plain_code(_BESIDE.sub(" ", each))
        if plain not in names and not _is_code(plain):
            found.append(NotKnown(each, _meant(plain, names)))
    return tuple(found)


def not_known_words(found: Sequence[NotKnown], of_plan: Iterable[FacePoint]) -> tuple[str, str]:
    """What is wrong with those that were `found`, and what would be right."""
    what = "is no point that is" if len(found) == 1 else "are no points that are"
    meant = dict.fromkeys(each.meant for each in found if each.meant)
    if meant:
        right = f"Did you mean {' and '.join(meant)}?"
    else:
        own = dict.fromkeys(each.code or each.id for each in of_plan)
        plan = f"; your plan has {', '.join([*own][:_MOST_OF_PLAN])}" if own else ""
        right = f"Points are written by code or name, with commas between: {', '.join(_USUAL)}{plan}."
    return f"{listed([each.written for each in found], 8)} {what} known here.", right


def _meant(plain: str, names: Mapping[str, str]) -> str:
    if _CODE.fullmatch(plain):
        # of two codes with other numbers none is nearer than the other, but for a digit that was typed twice
        shorter = plain[:-1]
        return names.get(shorter, shorter if _is_code(shorter) else "")
    near = get_close_matches(plain, names, n=1, cutoff=0.7)
    return names[near[0]] if near else ""


def _is_code(plain: str) -> bool:
    found = _CODE.fullmatch(plain)
    if found is None:
        return False
    return 1 <= int(found[2]) <= _NUMBERS.get(_ALSO.get(found[1], found[1]), 0)
