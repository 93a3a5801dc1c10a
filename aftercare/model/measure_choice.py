"""Choosing what a check-in asks: all that can be, place by place, with what is asked and what is asked as a rule."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.entry_words import JournalTables
from aftercare.model.rating import Subject
from aftercare.model.routine import Id
from aftercare.model.subjects import measures_of
from aftercare.model.zone import mirror_of

T = TypeVar("T")


class Choosable(Struct, frozen=True):
    """Something that a check-in may ask: a rating, or an item of what else was. `suggested` is what is usual."""

    what: Subject | Id
    label: str
    asked: bool
    suggested: bool

    @property
    def key(self) -> str:
        """Names it in a list."""
        return f"rating:{self.what.name}" if isinstance(self.what, Subject) else f"item:{self.what}"


class MeasureChoice(Struct, frozen=True):
    """What is asked (`subjects` and `context`, in their order), and what is asked as long as nothing is chosen.

    `chosen` says that the client has chosen; `concerns` are those of the plan, in its words.
    """

    tables: JournalTables
    subjects: tuple[Subject, ...]
    context: tuple[Id, ...]
    usual_subjects: tuple[Subject, ...]
    usual_context: tuple[Id, ...]
    chosen: bool = False
    concerns: tuple[str, ...] = ()

    def of_zone(self, zone: Id) -> tuple[Choosable, ...]:
        """What can be rated in a zone."""
        there = measures_of(self.tables.zones[zone], self.tables.measures)
        return tuple(self._rating(Subject(each.id, zone)) for each in there)

    @property
    def of_face(self) -> tuple[Choosable, ...]:
        """What can be rated of the face as a whole."""
        return tuple(self._rating(Subject(each.id)) for each in measures_of(None, self.tables.measures))

    @property
    def items(self) -> tuple[Choosable, ...]:
        """What else can be noted."""
        return tuple(
            Choosable(each.id, each.label, each.id in self.context, each.id in self.usual_context)
            for each in self.tables.items.values()
        )

    def _rating(self, subject: Subject) -> Choosable:
        label = self.tables.measures[subject.measure].label
        return Choosable(subject, label, subject in self.subjects, subject in self.usual_subjects)

    @property
    def by_zone(self) -> dict[Id, int]:
        """How many ratings of each zone are asked, of those of which some are."""
        return dict(Counter(each.zone for each in self.subjects if each.zone is not None))

    @property
    def suggested_zones(self) -> tuple[Id, ...]:
        """The zones that are asked about as a rule."""
        return tuple(dict.fromkeys(each.zone for each in self.usual_subjects if each.zone is not None))

    def turned(self, what: Subject | Id) -> MeasureChoice:
        """The choice with this one asked, or no more."""
        if isinstance(what, Subject):
            return replace(self, subjects=_turned(self.subjects, what))
        return replace(self, context=_turned(self.context, what))

    def on_both_sides(self, subject: Subject) -> MeasureChoice:
        """The choice with this rating asked on both sides; where it is on both already, on none."""
        other = Subject(subject.measure, mirror_of(self.tables.zones, subject.zone) if subject.zone else None)
        both = tuple(dict.fromkeys((subject, other)))
        if all(each in self.subjects for each in both):
            return replace(self, subjects=tuple(each for each in self.subjects if each not in both))
        return replace(self, subjects=tuple(dict.fromkeys((*self.subjects, *both))))


def _turned(asked: tuple[T, ...], what: T) -> tuple[T, ...]:
    return tuple(each for each in asked if each != what) if what in asked else (*asked, what)
