"""What somebody is concerned about, in their own words, and what a check-in asks because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from msgspec import Meta

from aftercare.model.measure import Measure, Scope
from aftercare.model.phrase import Phrase, speaks_of, words_in
from aftercare.model.rating import Subject
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.routine import Id
from aftercare.model.zone import Zone

#: How much is asked because of concerns at most: a check-in takes ten seconds.
MOST_ASKED = 8
#: Asked where no concern says anything, and glow always.
USUAL = (Subject("redness", "cheek-up-r"), Subject("redness", "cheek-up-l"), Subject("dryness"))
GLOW = Subject("glow")
USUAL_CONTEXT = ("sleep-hours", "stress")

_SHORTEST_WORD = 4
#: Words of the names of zones that name no place by themselves.
_NO_PLACE = frozenset({"upper", "lower", "outer", "under", "right", "left", "front", "corner", "between", "fold"})


class Concern(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of `data/concerns.toml`. By the phrases `typed` it is recognised; then `measures` are rated.

    That happens in the zones that the same words name, otherwise in `zones`, otherwise for the face as a whole.
    """

    typed: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    measures: Annotated[tuple[Id, ...], Meta(min_length=1)]
    zones: tuple[Id, ...] = ()


def usual_subjects(
    concerns: Iterable[str], rows: Iterable[Concern], measures: Mapping[str, Measure], zones: Mapping[str, Zone]
) -> tuple[Subject, ...]:
    """What a check-in asks of a client with these concerns, as long as they have chosen nothing."""
    known = tuple(rows)
    asked: dict[Subject, None] = {}
    for text in concerns:
        words = words_in(text)
        places = _places(words, zones)
        for row in known:
            if any(speaks_of(phrase, words) for phrase in row.typed):
                asked.update(dict.fromkeys(_asked_by(row, places, measures, zones)))
    found = [each for each in asked if each != GLOW][: MOST_ASKED - 1] or list(USUAL)
    return (*found, GLOW)


def _asked_by(
    row: Concern, places: list[Zone], measures: Mapping[str, Measure], zones: Mapping[str, Zone]
) -> Iterable[Subject]:
    for name in row.measures:
        measure = measures[name]
        if measure.scope not in (Scope.ZONE, Scope.ANYWHERE):
            yield Subject(name)
            continue
        anywhere = measure.scope is Scope.ANYWHERE
        named = [each for each in places if anywhere or name in each.measures]
        # somebody who names a place does not mean another one
        usual = [] if places else [zones[each] for each in row.zones if anywhere or name in zones[each].measures]
        where = named or usual
        yield from (Subject(name, each.id) for each in where) if where else (Subject(name),)


def _places(words: list[str], zones: Mapping[str, Zone]) -> list[Zone]:
    return [each for each in zones.values() if any(_names(word, each) for word in words)]


def _names(word: str, zone: Zone) -> bool:
    if len(word) < _SHORTEST_WORD:
        return False
    names = {each.removesuffix("s") for each in words_in(zone.label) if each not in _NO_PLACE}
    return word.removesuffix("s") in names
