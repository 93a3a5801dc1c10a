"""How tradition and physiology explain what is done, each statement with its label: `data/explanations.toml`."""

from __future__ import annotations

from enum import StrEnum

from aftercare.model.reference_row import ReferenceRow, Words


class View(StrEnum):
    """Whose view it is."""

    TRADITION = "tradition"
    PHYSIOLOGY = "physiology"
    EVIDENCE = "evidence"
    """What trials say, and do not say."""


class Explanation(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement and the `standing` that is always told with it, such as "hypothesis".

    `points` are the codes of those points at which it is told to who presses them.
    """

    view: View
    statement: Words
    standing: Words
    points: tuple[str, ...] = ()
