"""What a search of the journal finds, read as far as somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from aftercare.model.journal import Entry


class FoundEntries:
    """The entries of `found` that pass, the best first. `number` is how many there are, where that is known.

    One thread at a time reads them.
    """

    def __init__(
        self,
        found: Iterator[Entry],
        passing: Callable[[Iterable[Entry]], tuple[Entry, ...]],
        number: int | None,
    ) -> None:
        self._found = found
        self._passing = passing
        self.number = number
        #: Those that were read so far and are shown, and whether there are more.
        self.shown: tuple[Entry, ...] = ()
        self.more = True
        #: One at least that was read beyond them, where there is one: only so it is known whether there are more.
        self._beyond: list[Entry] = []

    def show(self, most: int, given_up: Callable[[], bool]) -> None:
        """Reads on until `most` are shown, or all. Blocks on the disk; stops where it is `given_up`."""
        entries = [*self.shown, *self._beyond]
        while len(entries) <= most and not given_up():
            batch = tuple(islice(self._found, most + 1 - len(entries)))
            if not batch:
                break
            entries += self._passing(batch)
        self.shown, self._beyond = tuple(entries[:most]), entries[most:]
        self.more = bool(self._beyond)
