"""Entries beside check-ins and notes: after a session, of a reaction, and of a bruise until it is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from aftercare.care.journaling import E, Journaling, new_entry_id
from aftercare.errors import BadInput
from aftercare.model.deed import Deed
from aftercare.model.tags import tags_typed
from aftercare.model.text import typed_text

if TYPE_CHECKING:
    from aftercare.model.bruise import Bruise, BruiseCourse, BruiseSeen, Stage
    from aftercare.model.reaction import Reaction, SkinSign
    from aftercare.model.session_entry import SessionEntry

#: How long a bruise that nobody says anything of is still asked about. It is gone after two weeks as a rule.
_FOLLOWED = timedelta(days=60)


class Entering(Journaling):
    """What is written down of a session, a reaction and a bruise. Each raises BadInput and NotFound."""

    def log_session(
        self,
        session: str,
        text: str,
        now: datetime,
        *,
        said: str = "",
        day: date | None = None,
        tags: Iterable[str] = (),
    ) -> SessionEntry:
        """Writes what was felt after a session, and what the therapist said."""
        from aftercare.model.session_entry import SessionEntry

        felt, told, given = _optional(text), _optional(said), tags_typed(tags)
        if not (felt or told):
            raise BadInput("The text is missing.", "Write how it felt, or what was said.")
        return self._log(now, day, lambda i, on, at: SessionEntry(i, on, at, session, felt, told, given))

    def log_reaction(
        self,
        signs: Iterable[SkinSign],
        now: datetime,
        *,
        zones: Iterable[str] = (),
        step: str | None = None,
        product: str | None = None,
        text: str = "",
        day: date | None = None,
        tags: Iterable[str] = (),
    ) -> Reaction:
        """Writes how the skin reacted, where, and to what as far as that is known."""
        from aftercare.model.reaction import Reaction

        looked, where = tuple(dict.fromkeys(signs)), tuple(dict.fromkeys(zones))
        words, given = _optional(text), tags_typed(tags)
        if not (looked or words):
            raise BadInput("What the reaction looks or feels like is missing.", "Name a sign, or write a few words.")
        return self._log(now, day, lambda i, on, at: Reaction(i, on, at, looked, where, step, product, words, given))

    def log_bruise(
        self,
        zone: str,
        stage: Stage,
        now: datetime,
        *,
        millimetres: int | None = None,
        text: str = "",
        day: date | None = None,
        tags: Iterable[str] = (),
    ) -> Bruise:
        """Writes down a bruise that was found. It is asked about until it is gone."""
        from aftercare.model.bruise import Bruise

        check_bruise_typed(stage, millimetres, found=True)
        words, given = _optional(text), tags_typed(tags)
        return self._log(now, day, lambda i, on, at: Bruise(i, on, at, zone, stage, millimetres, words, given))

    def follow_bruise(
        self,
        bruise: Bruise,
        stage: Stage,
        now: datetime,
        *,
        millimetres: int | None = None,
        text: str = "",
        day: date | None = None,
        tags: Iterable[str] = (),
    ) -> BruiseSeen:
        """Writes down what is seen of a bruise on a later day, as an event of its own; the stage none ends it."""
        from aftercare.model.bruise import BruiseSeen

        check_bruise_typed(stage, millimetres, found=False)
        if (day or self.today(now)) < bruise.day:
            raise BadInput(f"The bruise was found on {bruise.day}, after that day.", "Name a later day.")
        self.entry(bruise.id)
        words, given = _optional(text), tags_typed(tags)
        return self._log(
            now,
            day,
            lambda i, on, at: BruiseSeen(i, on, at, bruise.id, stage, millimetres, words, given),
            Deed.FOLLOW_BRUISE,
        )

    def _log(
        self, now: datetime, day: date | None, made: Callable[[str, date, datetime], E], deed: Deed = Deed.ADD_ENTRY
    ) -> E:
        """Writes down what is `made` of a new id, the day (today by default) and the instant."""
        on, now = day or self.today(now), self.wall(now)
        entry = made(new_entry_id(on), on, now)
        self._add_entry(entry, deed, now)
        return entry

    def bruises(self, now: datetime, *, also_gone: bool = False) -> tuple[BruiseCourse, ...]:
        """The bruises of the last 60 days that are not gone, each with what was seen of it."""
        today = self.today(now)
        return tuple(each for each in self._courses(today - _FOLLOWED, today) if also_gone or not each.is_gone)

    def bruise_course(self, bruise_id: str, now: datetime) -> BruiseCourse:
        """A bruise with what was seen of it. Raises NotFound."""
        from aftercare.model.bruise import Bruise
        from aftercare.model.journal import Entry

        found: Entry = self.entry(bruise_id)
        if not isinstance(found, Bruise):
            raise BadInput("That entry is no bruise.", "`aftercare journal --kind bruise` lists them.")
        courses = self._courses(found.day, self.today(now))
        return next(each for each in courses if each.bruise.id == bruise_id)

    def _courses(self, first: date, last: date) -> tuple[BruiseCourse, ...]:
        from aftercare.model.bruise import Bruise, BruiseSeen, courses

        entries = self.entries(first, last)
        return courses(
            (each for each in entries if isinstance(each, Bruise)),
            (each for each in entries if isinstance(each, BruiseSeen)),
        )


def _optional(text: str) -> str:
    return typed_text(text, "text") if text.strip() else ""


def check_bruise_typed(stage: Stage, millimetres: int | None, *, found: bool) -> None:
    """Raises BadInput where a bruise cannot look so; `found` where it is seen for the first time."""
    from aftercare.model.bruise import MOST_MILLIMETRES, Stage

    if millimetres is not None and not 1 <= millimetres <= MOST_MILLIMETRES:
        raise BadInput(f"{millimetres} mm is no size of a bruise.", f"Write 1 to {MOST_MILLIMETRES}.")
    if stage is Stage.NONE and found:
        raise BadInput("A bruise that is found is there.", "Name its colour: red, blue, green or yellow, or brown.")
    if stage is Stage.NONE and millimetres is not None:
        raise BadInput("What is gone has no size.", "Leave the millimetres out.")
