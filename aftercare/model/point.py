"""The points of the face and body that a plan may name, as `data/points.toml` has them.

A drawing aid and a place for magnets and acupressure, never a guide to needling.
"""

from __future__ import annotations

import re

from msgspec import Struct

from aftercare.model.grade import Grade


class Point(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `data/points.toml`.

    `code` is the WHO's, `name` the pinyin, `also` holds other codes and names in use. `location` and `purpose` are in
    own words; the purpose is what practitioners say, not an effect shown by trials. `paired` points lie on both sides,
    and `x` and `y` are those at the viewer's left, in the frame of the zones; a point of the body has none.
    Where `client_may` is false the point is never for the client's own hands: a floor.
    """

    code: str
    name: str
    location: str
    purpose: str
    paired: bool
    grade: Grade
    source: str
    x: float | None = None
    y: float | None = None
    body: bool = False
    client_may: bool = True
    also: tuple[str, ...] = ()


def plain_code(text: str) -> str:
    """A code or a name of a point however it is written: "li 4" and "LI-4" are one."""
    return re.sub(r"[\s_-]+", "", text.upper())
