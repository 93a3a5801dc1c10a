"""What is usually done before a session: `data/preparations.toml`."""

from __future__ import annotations

from aftercare.model.preparation import PrepareOn
from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.routine import Id
from aftercare.model.session_kind import Treats


class PreparationRow(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`what` is done on the `day`, before sessions that do one of `treats`, are of one of the `kinds`, or at which
    progress is looked at (`at_review`). A plan takes a `floor` away by nothing it says.
    """

    what: Words
    day: PrepareOn
    treats: tuple[Treats, ...] = ()
    kinds: tuple[Id, ...] = ()
    at_review: bool = False
    floor: bool = False

    def __post_init__(self) -> None:
        if not (self.treats or self.kinds or self.at_review):
            raise ValueError(f"the preparation {self.id} says before which sessions it is")
