"""The leaflet that a client gets on paper: a plan in plain words, and beside it what is known and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from aftercare.model.grade import Grade
from aftercare.model.grade_words import grade_words
from aftercare.model.help_me import HelpPage
from aftercare.model.hold import FromReference
from aftercare.model.hold_default import AllowedAtOnce
from aftercare.model.magnet_rule import MagnetRule
from aftercare.model.plan_days import AroundSession
from aftercare.model.point import Point
from aftercare.model.preparation_row import PreparationRow
from aftercare.model.product_kind import ProductKind
from aftercare.model.reference_row import ReferenceRow, references_in
from aftercare.model.routine import Routine
from aftercare.model.session_kind import SessionKind
from aftercare.model.source import Source, source_words
from aftercare.model.zone import Zone


class Line(Struct, frozen=True):
    """A paragraph with what leads it, such as a number or "48 h". `sure` are numbers of the leaflet's footnotes."""

    text: str
    lead: str = ""
    sure: tuple[int, ...] = ()


class Part(Struct, frozen=True):
    """Lines under a smaller heading, which may be none."""

    title: str
    lines: tuple[Line, ...]


class Section(Struct, frozen=True):
    """A section of the leaflet; `id` stays, whatever the title says."""

    id: str
    title: str
    parts: tuple[Part, ...]


class Leaflet(Struct, frozen=True):
    """All of it. `footnotes` say how sure a fact is and who says so, the first has the number 1."""

    title: str
    about: tuple[str, ...]
    urgent: str
    sections: tuple[Section, ...]
    footnotes: tuple[str, ...]


class Known(Struct, frozen=True):
    """What the leaflet rests on beside the plan: rows of the reference data, and the sessions with what they ask for.

    `routine` is that of a client who has taken the plan over.
    """

    routine: Routine
    around: tuple[AroundSession, ...]
    page: HelpPage
    kinds: Mapping[str, ProductKind]
    zones: Mapping[str, Zone]
    points: Mapping[str, Point]
    magnet_rules: tuple[MagnetRule, ...]
    at_once: tuple[AllowedAtOnce, ...]
    session_kinds: tuple[SessionKind, ...]
    preparations: tuple[PreparationRow, ...]


class Footnotes:
    """Collects how sure the facts of a leaflet are: facts that are as sure and from the same source share a number."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._found: dict[str, int] = {}

    def of_row(self, row: ReferenceRow) -> int:
        """The number for a row of a table."""
        return self._number(row.grade, source_words(row.source, self._sources))

    def of_rows(self, rows: Iterable[ReferenceRow]) -> tuple[int, ...]:
        """The numbers for several rows, each once."""
        return tuple(dict.fromkeys(self.of_row(row) for row in rows))

    def of_reference(self, said: FromReference) -> int:
        """The number for what a default says."""
        return self._number(said.grade, said.source)

    def of_words(self, grade: Grade, source: str) -> int:
        """The number for a fact whose source is in own words, in which references are named instead of numbered."""
        named = source
        for each in references_in(source):
            if each in self._sources:
                named = named.replace(each, self._sources[each].label)
        unknown = source == "none" or source.casefold().startswith("general knowledge")
        return self._number(grade, "" if unknown else named.rstrip("."))

    @property
    def words(self) -> tuple[str, ...]:
        """The footnotes in their order."""
        return tuple(self._found)

    def _number(self, grade: Grade, source: str) -> int:
        told = grade_words(grade)
        words = f"{told[:1].upper()}{told[1:]}. {f'Source: {source}.' if source else 'No source is known.'}"
        return self._found.setdefault(words, len(self._found) + 1)
