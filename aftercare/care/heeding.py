"""Entries that call for a look at "Something's wrong": by their words, and by what was rated or measured."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aftercare.care.check_ins import CheckingIn
from aftercare.care.circumstances import Surrounded, session_ends
from aftercare.care.entering import Entering
from aftercare.care.helping import signs_typed
from aftercare.model.session import Attendance

if TYPE_CHECKING:
    from aftercare.model.alarming_value import AlarmingValue
    from aftercare.model.check_in import CheckIn
    from aftercare.model.journal import Entry
    from aftercare.model.red_flag import RedFlag

_DAY = timedelta(days=1)


class Heeding(CheckingIn, Entering, Surrounded):
    """What an entry may be a sign of. None of it is a diagnosis: the signs are shown, the client decides."""

    def signs_in_entry(self, entry: Entry, now: datetime) -> tuple[RedFlag, ...]:
        """The signs that an entry may speak of: those in its words first, then those that its values lead to."""
        from aftercare.model.alarming_value import signs_of
        from aftercare.model.journal import texts_of
        from aftercare.store.reference import red_flags

        in_words = signs_typed("\n".join(texts_of(entry)))
        by_values = [red_flags()[each] for each in signs_of(self.alarming_values(entry, now))]
        return tuple({each.id: each for each in (*in_words, *by_values)}.values())

    def alarming_values(self, entry: Entry, now: datetime) -> tuple[AlarmingValue, ...]:
        """The rules of `data/alarming_values.toml` that an entry meets."""
        from aftercare.model.bruise import Bruise, BruiseSeen
        from aftercare.model.check_in import CheckIn

        match entry:
            case CheckIn(ratings=ratings) if ratings:
                return self._of_ratings(entry)
            case Bruise() | BruiseSeen():
                from aftercare.model.alarming_value import alarms_of_bruise
                from aftercare.store import reference

                bruise = entry.id if isinstance(entry, Bruise) else entry.bruise
                course = self.bruise_course(bruise, now)
                return alarms_of_bruise(course, self.today(now), reference.alarming_values().values())
        return ()

    def _of_ratings(self, entry: CheckIn) -> tuple[AlarmingValue, ...]:
        from aftercare.model.alarming_value import Rated, alarms_of_ratings
        from aftercare.store import reference

        rules = tuple(reference.alarming_values().values())
        back = max((rule.within_days or 0 for rule in rules), default=0)
        before = self.check_ins(entry.day - back * _DAY, entry.day - _DAY)
        present = self.present()
        ends = [
            each.at
            for each in session_ends(present, self.zones(entry.at))
            if each.attendance is not Attendance.CANCELLED and each.at <= entry.at
        ]
        return alarms_of_ratings(
            entry.ratings,
            entry.day,
            entry.at,
            [Rated(each.day, rating) for each in before for rating in each.ratings],
            ends,
            rules,
            reference.measures(),
        )
