"""The sources that the reference tables name, as `data/sources.toml` has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.grade_words import grade_words
from aftercare.model.reference_row import ReferenceRow, Words, references_in


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """A source: `label` is a short title, `where` the address, DOI or number under which it was read."""

    id: Annotated[str, Meta(pattern=r"^S[1-9]\d?\Z")]
    label: Words
    where: Words


def source_words(source: str, sources: Mapping[str, Source]) -> str:
    """The sources of a row as a client reads them; nothing where it has none."""
    return "; ".join(sources[each].label for each in references_in(source) if each in sources)


def sureness(row: ReferenceRow, sources: Mapping[str, Source]) -> str:
    """How well founded a row is, who says so, and what has to be known beside it, without any code."""
    named = source_words(row.source, sources)
    found = f"{grade_words(row.grade)}.{f' Source: {named}.' if named else ' No source is known.'}"
    note = row.note
    for each in references_in(note):
        if each in sources:
            note = re.sub(rf"\b{each}\b", sources[each].label, note)
    return f"{found[:1].upper()}{found[1:]}{f' {note}' if note else ''}"
