"""Looking for a zone by a part of its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aftercare.model.face_walk import zones_called
from aftercare.model.zone import Zone
from aftercare.widgets.drawn_text import clipped
from aftercare.widgets.face.words import name_words


@dataclass(frozen=True)
class Finder:
    """What was `typed` so far, and which of the zones found is meant; `before` was selected until then."""

    zones: Mapping[str, Zone]
    before: str
    typed: str = ""
    turn: int = 0

    @property
    def _all(self) -> list[str]:
        return zones_called(self.zones, self.typed)

    @property
    def found(self) -> str | None:
        """The zone that is meant."""
        found = self._all
        return found[self.turn % len(found)] if found else None

    def typing(self, typed: str) -> Finder:
        """With this typed instead."""
        return replace(self, typed=typed, turn=0)

    def turned(self, by: int) -> Finder:
        """With the next zone that is found, or the one before."""
        return replace(self, turn=self.turn + by)

    def words(self, width: int) -> str:
        """What is typed, the zone that it finds, and how many more there are."""
        found = self._all
        if not self.typed.strip():
            return clipped("/▏ a part of its name", width)
        if not found:
            return clipped(f"/{self.typed}▏ no zone", width)
        count = f" {self.turn % len(found) + 1} of {len(found)}" if len(found) > 1 else ""
        head = f"/{self.typed}▏ "
        room = max(0, width - len(head) - len(count))
        return clipped(f"{head}{name_words(self.zones[found[self.turn % len(found)]], room)}{count}", width)
