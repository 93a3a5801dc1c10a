"""A remark of the checker that the client has read and lets be."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from aftercare.model.finding import Finding


class SetAside(Struct, frozen=True):
    """The remark called `key`, set aside `at` an instant for a `reason`, as long as all is `as_it_was`.

    `what` is the remark in its own words, as it was read.
    """

    key: str
    what: str
    reason: str
    at: datetime
    as_it_was: tuple[str, ...]

    def covers(self, finding: Finding) -> bool:
        """Whether it holds for `finding` as that is now."""
        return self.key == finding.key and self.as_it_was == finding.as_it_is
