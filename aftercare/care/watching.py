"""The question about late lumps and sores at needle points: when it is asked, and its answers."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from aftercare.care.kept import Kept
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.later_watch import LaterWatch, WatchAnswer, later_watch, sessions_that_count
from aftercare.model.session import Session

#: What is taken from it is kept, so that it need not be read at every start.
_TABLES = ("session_kinds",)


class Piercing(Struct, frozen=True):
    """Of the words that sessions are called by those that may mean needles."""

    words: frozenset[str]


class Watching(Kept):
    """The watch over the twelve weeks after a session."""

    def watch(self, now: datetime) -> LaterWatch | None:
        """The watch as it stands; None where no session with needles reaches today."""
        past = self._past(now)
        # where no session reaches today, none with needles does: what they are need not be known
        if self._watch_over(past, now) is None:
            return None
        piercing = self._piercing(sorted({each.kind for each in past}))
        return self._watch_over([each for each in past if each.kind in piercing.words], now)

    def watch_is_due(self, now: datetime) -> bool:
        """Whether the question waits for an answer. Asks what the sessions are only where it could."""
        # over all sessions it is due at least whenever it is due over those with needles
        over_all = self._watch_over(self._past(now), now)
        if over_all is None or not over_all.is_due(self.today(now)):
            return False
        watch = self.watch(now)
        return watch is not None and watch.is_due(self.today(now))

    def answer_watch(self, found: bool, now: datetime) -> WatchAnswer:
        """Keeps whether there is a lump or a sore. A second answer on the same day takes the place of the first."""
        answer = WatchAnswer(self.today(now), now, found)
        self._do(Deed.ANSWER_WATCH, now, lambda: self._put(tables.WATCH, answer.day.isoformat(), answer))
        return answer

    def watch_answers(self) -> tuple[WatchAnswer, ...]:
        """What was answered, in the order of the days."""
        return tuple(sorted(self.present().watch.values(), key=lambda each: each.day))

    def _past(self, now: datetime) -> list[Session]:
        return sessions_that_count(self.present().sessions.values(), self.wall(now))

    def _piercing(self, words: list[str]) -> Piercing:
        from aftercare.store.extract import extracted

        return extracted(self.folder.snapshots / "needles", Piercing, _TABLES, words, lambda: _from_tables(words))

    def _watch_over(self, sessions: list[Session], now: datetime) -> LaterWatch | None:
        days: set[date] = {each.at.date() for each in sessions}
        return later_watch(days, (each.day for each in self.present().watch.values()), self.today(now))


def _from_tables(words: list[str]) -> Piercing:
    from aftercare.model.session_kind import may_pierce
    from aftercare.store.reference import session_kinds

    kinds = tuple(session_kinds().values())
    return Piercing(frozenset(each for each in words if may_pierce(each, kinds)))
