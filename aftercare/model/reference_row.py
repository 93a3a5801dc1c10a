"""What every row of the reference tables has: what it is called, how sure it is and who says so."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import Id

#: The ids of rows of `data/sources.toml`, or none where nobody is known to have written it down.
Sources = Annotated[str, Meta(pattern=r"^(none|S[1-9]\d?(, S[1-9]\d?)*)\Z")]
Words = Annotated[str, Meta(min_length=1)]

_REFERENCE = re.compile(r"\bS[1-9]\d?\b")


class ReferenceRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row. `note` says what has to be known beside it, such as where sources disagree; `also` are other words."""

    id: Id
    label: Words
    grade: Grade
    source: Sources
    note: str = ""
    also: tuple[str, ...] = ()


def references_in(source: str) -> tuple[str, ...]:
    """The ids of sources that the words of a row name, each once."""
    return tuple(dict.fromkeys(_REFERENCE.findall(source)))
