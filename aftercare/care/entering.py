"""Entries beside check-ins and notes: after a session, of a reaction, and of a bruise until it is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from aftercare.care.journaling import Journaling, new_entry_id
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

        on, now = day or self.today(now), self.wall(now)
        felt, told = _optional(text), _optional(said)
        if not (felt or told):
            raise BadInput("The text is missing.", "Write how it felt, or what was said.")
        entry = SessionEntry(new_entry_id(on), on, now, session, felt, told, tags_typed(tags))
        self._add_entry(entry, Deed.ADD_ENTRY, now)
        return entry

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

        on, now = day or self.today(now), self.wall(now)
        looked, where = tuple(dict.fromkeys(signs)), tuple(dict.fromkeys(zones))
        words = _optional(text)
        if not (looked or words):
            raise BadInput("What the reaction looks or feels like is missing.", "Name a sign, or write a few words.")
        entry = Reaction(new_entry_id(on), on, now, looked, where, step, product, words, tags_typed(tags))
        self._add_entry(entry, Deed.ADD_ENTRY, now)
        return entry

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

        on, now = day or self.today(now), self.wall(now)
        _check_seen(stage, millimetres, found=True)
        entry = Bruise(new_entry_id(on), on, now, zone, stage, millimetres, _optional(text), tags_typed(tags))
        self._add_entry(entry, Deed.ADD_ENTRY, now)
        return entry

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

        on, now = day or self.today(now), self.wall(now)
        _check_seen(stage, millimetres, found=False)
        if on < bruise.day:
            raise BadInput(f"The bruise was found on {bruise.day}, after that day.", "Name a later day.")
        self.entry(bruise.id)
        seen = BruiseSeen(new_entry_id(on), on, now, bruise.id, stage, millimetres, _optional(text), tags_typed(tags))
        self._add_entry(seen, Deed.FOLLOW_BRUISE, now)
        return seen

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


def _check_seen(stage: Stage, millimetres: int | None, *, found: bool) -> None:
    from aftercare.model.bruise import MOST_MILLIMETRES, Stage

    if millimetres is not None and not 1 <= millimetres <= MOST_MILLIMETRES:
        raise BadInput(f"{millimetres} mm is no size of a bruise.", f"Write 1 to {MOST_MILLIMETRES}.")
    if stage is Stage.NONE and found:
        raise BadInput("A bruise that is found is there.", "Name its colour: red, blue, green or yellow, or brown.")
    if stage is Stage.NONE and millimetres is not None:
        raise BadInput("What is gone has no size.", "Leave the millimetres out.")
