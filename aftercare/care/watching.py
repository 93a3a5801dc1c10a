"""The question about late lumps and sores at needle points: when it is asked, and its answers."""

from __future__ import annotations

from datetime import date, datetime

from aftercare.care.kept import Kept
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.later_watch import LaterWatch, WatchAnswer, later_watch, sessions_that_count
from aftercare.model.session import Session


class Watching(Kept):
    """The watch over the twelve weeks after a session."""

    def watch(self, now: datetime) -> LaterWatch | None:
        """The watch as it stands; None where no session with needles reaches today. Reads the kinds of session."""
        from aftercare.model.session_kind import may_pierce
        from aftercare.store.reference import session_kinds

        kinds = tuple(session_kinds().values())
        return self._watch_over([each for each in self._past(now) if may_pierce(each.kind, kinds)], now)

    def watch_is_due(self, now: datetime) -> bool:
        """Whether the question waits for an answer. Reads the kinds of session only where it could."""
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

    def _watch_over(self, sessions: list[Session], now: datetime) -> LaterWatch | None:
        days: set[date] = {each.at.date() for each in sessions}
        return later_watch(days, (each.day for each in self.present().watch.values()), self.today(now))
