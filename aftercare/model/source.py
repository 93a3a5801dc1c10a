"""The sources that the reference tables name, as `data/sources.toml` has them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reference_row import Words


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """A source: `label` is a short title, `where` the address, DOI or number under which it was read."""

    id: Annotated[str, Meta(pattern=r"^S[1-9]\d?\Z")]
    label: Words
    where: Words
