"""What is usual after a session, how long, and from when on it no longer is: `data/after_effects.toml`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.routine import Id


class BruiseStage(Struct, frozen=True, forbid_unknown_fields=True):
    """How it looks from the day `first_day` to `last_day` after the session."""

    looks: Words
    first_day: Annotated[int, Meta(ge=0)]
    last_day: Annotated[int, Meta(ge=0)]

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("a stage ends before it begins")


class AfterEffect(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An after-effect that is usual: it `lasts` so long, at most `hours`, and is no longer usual `escalate`.

    `red_flags` are the signs that it then is. `looks_like` says what it is taken for, and how the two are told apart.
    """

    lasts: Words
    hours: Annotated[int, Meta(ge=1)]
    escalate: Words
    red_flags: Annotated[tuple[Id, ...], Meta(min_length=1)]
    looks_like: tuple[str, ...] = ()
    helps: str = ""
    stages: tuple[BruiseStage, ...] = ()
