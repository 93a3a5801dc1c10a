"""What hurt, for a report: reactions, bruises, and the signs that something in the record may speak of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.alarming_value import AlarmingValue, Rated, alarms_of_bruise, alarms_of_ratings, signs_of
from aftercare.model.bruise import Bruise, BruiseSeen, courses
from aftercare.model.check_in import CheckIn
from aftercare.model.entry_words import JournalTables, ratings_words, seen_words
from aftercare.model.journal import Entry, texts_of
from aftercare.model.later_watch import SIGN, WatchAnswer
from aftercare.model.photo import Photo
from aftercare.model.rating import Subject
from aftercare.model.reaction import Reaction
from aftercare.model.red_flag import FlagLevel, Level, RedFlag
from aftercare.model.report import ReportedReaction, ReportedSign
from aftercare.model.routine import Routine
from aftercare.model.scale import number_of
from aftercare.model.sign_words import SignReader
from aftercare.model.words import counted
from aftercare.model.zone import zone_words

_DAY = timedelta(days=1)


class SignTables(Struct, frozen=True):
    """What signs are known by."""

    flags: Mapping[str, RedFlag]
    levels: Mapping[str, FlagLevel]
    alarms: tuple[AlarmingValue, ...]
    reader: SignReader


def reported_reactions(
    entries: Iterable[Entry], tables: JournalTables, routine: Routine, today: date
) -> tuple[ReportedReaction, ...]:
    """The reactions and the bruises, the latest first."""
    listed = tuple(entries)
    found = [_reaction(each, tables, routine) for each in listed if isinstance(each, Reaction)]
    bruises = [each for each in listed if isinstance(each, Bruise)]
    for course in courses(bruises, [each for each in listed if isinstance(each, BruiseSeen)]):
        days = counted(course.days(today), "day")
        lasted = f"gone after {days}" if course.is_gone else f"still there after {days}"
        (where,) = zone_words([course.bruise.zone], tables.zones)
        first, last = seen_words(course.bruise), seen_words(course.last)
        what = f"bruise: {first}" if course.is_gone or last == first else f"bruise: {first}, then {last}"
        found.append(ReportedReaction(course.bruise.day, f"{what}; {lasted}", where, "", course.bruise.text))
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def _reaction(entry: Reaction, tables: JournalTables, routine: Routine) -> ReportedReaction:
    signs = ", ".join(each.value.replace("-", " ") for each in entry.signs) or "a reaction"
    to = []
    if entry.product is not None:
        product = routine.products.get(entry.product)
        to.append(product.name if product is not None else entry.product)
    if entry.step is not None:
        step = routine.steps.get(entry.step)
        to.append(step.as_on(entry.day).name if step is not None else entry.step)
    where = ", ".join(zone_words(entry.zones, tables.zones))
    return ReportedReaction(entry.day, signs, where, ", ".join(dict.fromkeys(to)), entry.text)


def reported_signs(
    entries: Sequence[Entry],
    watch: Iterable[WatchAnswer],
    ends: Sequence[datetime],
    tables: JournalTables,
    known: SignTables,
    first: date,
    today: date,
) -> tuple[ReportedSign, ...]:
    """The signs that an answer, the words or the values of the period may speak of, the most urgent first.

    `entries` begin as far before `first` as the rules of values look back, in the order of their days. Notes and photos
    are not looked at: they are not in a report. `ends` are those of sessions.
    """
    found: list[tuple[Level, ReportedSign]] = []

    def tell(sign: str, day: date, said: str, *, answered: bool = False) -> None:
        flag = known.flags.get(sign)
        if flag is not None:
            found.append((flag.level, ReportedSign(day, flag.label, _urgency(flag, known), said, answered)))

    for answer in watch:
        if answer.found and first <= answer.day <= today:
            tell(SIGN, answer.day, "answered yes", answered=True)
    for entry in entries:
        if entry.day >= first and not isinstance(entry, Photo):
            for text in _told(entry):
                for flag in known.reader.signs(text):
                    tell(flag.id, entry.day, f"wrote “{text}”")
    for day, sign, said in _by_values(entries, ends, tables, known, first):
        tell(sign, day, said)
    bruises = [each for each in entries if isinstance(each, Bruise) and each.day >= first]
    for course in courses(bruises, [each for each in entries if isinstance(each, BruiseSeen)]):
        for sign in signs_of(alarms_of_bruise(course, today, known.alarms)):
            tell(sign, course.last.day, f"saw a bruise that is {seen_words(course.last)}")
    once = {(each.label, each.day): (level, each) for level, each in reversed(found)}
    ordered = sorted(once.values(), key=lambda each: (each[0], -each[1].day.toordinal(), each[1].label))
    return tuple(each for _, each in ordered)


def _urgency(flag: RedFlag, known: SignTables) -> str:
    level = next((each for each in known.levels.values() if each.level is flag.level), None)
    return level.told if level is not None else flag.level.name.lower().replace("_", " ")


def _told(entry: Entry) -> tuple[str, ...]:
    """What is looked at: not what a note says, which the report does not have."""
    return texts_of(entry) if isinstance(entry, Reaction | CheckIn | Bruise | BruiseSeen) else ()


def _by_values(
    entries: Sequence[Entry], ends: Sequence[datetime], tables: JournalTables, known: SignTables, first: date
) -> Iterator[tuple[date, str, str]]:
    # most ratings are far from every bound: only those that reach one are looked at with the days before them
    least: dict[str, int] = {}
    for rule in known.alarms:
        if rule.at_least is not None:
            least[rule.measure] = min(rule.at_least, least.get(rule.measure, rule.at_least))
    back = max((rule.within_days or 0 for rule in known.alarms), default=0)
    past_ends = sorted(ends)
    rated: dict[Subject, list[Rated]] = {}
    for entry in entries:
        if not isinstance(entry, CheckIn):
            continue
        high = []
        for rating in entry.ratings:
            measure = tables.measures.get(rating.measure)
            value = number_of(rating.value, measure) if measure is not None and rating.measure in least else None
            if value is not None and value >= least[rating.measure]:
                high.append(rating)
        if high and entry.day >= first:
            past = past_ends[: bisect_right(past_ends, entry.at)]
            for rating in high:
                # of another subject nothing is looked at
                earlier = rated.get(rating.subject, [])
                earlier = earlier[bisect_left(earlier, entry.day - back * _DAY, key=_day_of) :]
                met = alarms_of_ratings((rating,), entry.day, entry.at, earlier, past, known.alarms, tables.measures)
                for sign in signs_of(met):
                    yield entry.day, sign, f"rated {ratings_words((rating,), tables)}"
        for rating in entry.ratings:
            if rating.measure in least:
                rated.setdefault(rating.subject, []).append(Rated(entry.day, rating))


def _day_of(each: Rated) -> date:
    return each.day
