"""What can be rated: which measures make sense where, how a subject is typed, and what people call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aftercare.errors import BadInput, NotFound
from aftercare.model.measure import Measure, Scope
from aftercare.model.rating import Subject
from aftercare.model.scale import scale_of
from aftercare.model.text import folded
from aftercare.model.zone import Zone


def check_subject(subject: Subject, measures: Mapping[str, Measure], zones: Mapping[str, Zone]) -> Measure:
    """The measure of `subject`. Raises NotFound where there is none, BadInput where it makes no sense in that zone."""
    measure = measures.get(subject.measure)
    if measure is None:
        raise NotFound(f"There is no measure “{subject.measure}”.", "`aftercare measures` lists them.")
    if subject.zone is None:
        return measure
    zone = zones.get(subject.zone)
    if zone is None:
        raise NotFound(f"There is no zone “{subject.zone}”.", "`aftercare facts zones` lists them.")
    if not _fits(measure, zone):
        there = ", ".join(each.id for each in measures_of(zone, measures))
        raise BadInput(
            f"“{measure.label}” is not rated in the zone “{zone.label}”.",
            f"There it is: {there}. Without a zone it is rated for the face as a whole: {measure.id}.",
        )
    return measure


def measures_of(zone: Zone | None, measures: Mapping[str, Measure]) -> tuple[Measure, ...]:
    """What can be rated in `zone`, or without one for the face as a whole: first what the table names there."""
    rated = [each for each in measures.values() if scale_of(each) is not None]
    if zone is None:
        # of zones first what is said of the whole face, then what else is rated of it
        return tuple(sorted(rated, key=lambda each: each.scope is not Scope.FACE))
    named = [measures[each] for each in zone.measures if each in measures and scale_of(measures[each]) is not None]
    return (*named, *(each for each in rated if each.scope is Scope.ANYWHERE))


def subject_words(subject: Subject, measures: Mapping[str, Measure], zones: Mapping[str, Zone]) -> str:
    """Such as "Redness, upper cheek, right"; what a newer program knows stands as it is."""
    measure = measures.get(subject.measure)
    label = measure.label if measure else subject.measure
    if subject.zone is None:
        return label
    zone = zones.get(subject.zone)
    where = zone.label if zone else subject.zone
    return f"{label}, {where[:1].lower()}{where[1:]}"


def subjects_typed(typed: str, measures: Mapping[str, Measure], zones: Mapping[str, Zone]) -> tuple[Subject, ...]:
    """What somebody typed: "glow", "cheek-up-r.redness", or "cheek-up.redness" for both sides.

    A zone and a measure are named by their ids, labels or other words. Raises NotFound and BadInput.
    """
    before, dot, behind = typed.strip().rpartition(".")
    measure = measure_called(behind, measures)
    found: tuple[Subject, ...] = (Subject(measure.id),)
    if dot:
        found = tuple(Subject(measure.id, each.id) for each in zones_called(before, zones))
    for each in found:
        check_subject(each, measures, zones)
    return found


def measure_called(typed: str, measures: Mapping[str, Measure]) -> Measure:
    """The measure that `typed` names. Raises NotFound, which names the nearest."""
    wanted = _plain(typed)
    rated = [each for each in measures.values() if scale_of(each) is not None]
    named = [each for each in rated if wanted in _names(each)]
    found = named or [each for each in rated if wanted and any(name.startswith(wanted) for name in _names(each))]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise NotFound(
            f"“{typed}” fits several measures: {', '.join(each.id for each in found)}.", "Write one of them."
        )
    other = next((each for each in measures.values() if wanted in _names(each)), None)
    if other is not None:
        if other.millimetres:
            raise BadInput("A bruise is followed, not rated.", "`aftercare log bruise ZONE` writes down what you see.")
        raise BadInput(f"“{other.label}” cannot be rated here. {other.licence_words}".strip())
    raise NotFound(f"There is no measure “{typed.strip()}”.", _nearest(wanted, (n for e in rated for n in _names(e))))


def zones_called(typed: str, zones: Mapping[str, Zone]) -> tuple[Zone, ...]:
    """The zone that `typed` names, or both where it names a pair. Raises NotFound, which names the nearest."""
    wanted = _plain(typed)
    of_pair = tuple(each for each in zones.values() if each.pair is not None and _plain(each.pair) == wanted)
    if of_pair:
        return of_pair
    named = [each for each in zones.values() if wanted in (_plain(each.id), _plain(each.label))]
    found = named or [each for each in zones.values() if wanted and wanted in _plain(f"{each.id} {each.label}")]
    if len(found) == 1 or (found and len({each.pair or each.id for each in found}) == 1):
        return tuple(found)
    if found:
        raise NotFound(f"“{typed.strip()}” fits several zones: {', '.join(each.id for each in found)}.", "Write one.")
    raise NotFound(
        f"There is no zone “{typed.strip()}”.", _nearest(wanted, (each.pair or each.id for each in zones.values()))
    )


def zone_called(typed: str, zones: Mapping[str, Zone]) -> Zone:
    """The one zone that `typed` names. Raises NotFound."""
    found = zones_called(typed, zones)
    if len(found) > 1:
        raise NotFound(f"“{typed.strip()}” has two sides.", f"Write {' or '.join(each.id for each in found)}.")
    return found[0]


def _fits(measure: Measure, zone: Zone) -> bool:
    return measure.scope is Scope.ANYWHERE or (measure.scope is Scope.ZONE and measure.id in zone.measures)


def _names(measure: Measure) -> Iterator[str]:
    yield from map(_plain, (measure.id, measure.label, *measure.also))


def _plain(text: str) -> str:
    return " ".join(folded(text).replace("-", " ").replace("_", " ").replace(",", " ").split())


def _nearest(wanted: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, [_plain(each) for each in names], n=1)
    return f"Did you mean “{near[0]}”?" if near else "`aftercare measures` lists what can be rated, and where."
