"""The words of a month's entries as lists that are searched, and the ranking of what is found. Pure."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from math import log

from msgspec import Struct

from aftercare.model.journal_search import Search, Wanted

#: How much more often a word counts that is there several times, and how much more in a short text: Okapi BM25 with
#: the constants of Robertson et al. (TREC-3, 1994).
_TIMES, _SHORTNESS = 1.2, 0.75
#: The weight of what nearly every entry has.
_NO_WEIGHT = 1e-6
#: Of more hits than that the latest are ranked first: what nearly every entry has ranks none of them.
_RANKED_AT_ONCE = 10_000
#: The type of whole numbers in what is packed: of 32 bits everywhere.
_NUMBERS = "I"


class WordList(Struct, frozen=True):
    """The different words of a month in their order, each on a line, and where the places of each begin."""

    words: bytes
    starts: bytes


class Places(Struct, frozen=True):
    """For each word of the list the entries in which it stands, one as often as it stands there; and how many words
    each entry has."""

    entries: bytes
    counts: bytes

    @property
    def all(self) -> int:
        """How many places these are."""
        return len(unpacked(self.entries))


def listed(entries: Iterable[Sequence[str]]) -> tuple[WordList, Places, bytes]:
    """The lists of `entries`, of each of which its words are given, folded.

    The last holds the words as they stand, each entry on a line.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    counts = array(_NUMBERS)
    lines: list[str] = []
    for entry, words in enumerate(entries):
        counts.append(len(words))
        # each word has blanks of its own, so that none is counted with the one before
        lines.append(f" {'  '.join(words)} ")
        for each in words:
            places[each].append(entry)
    ordered = sorted(places)
    starts = array(_NUMBERS, accumulate((len(places[each]) for each in ordered), initial=0))
    of_words = array(_NUMBERS, chain.from_iterable(places[each] for each in ordered))
    return (
        WordList("\n".join(["", *ordered, ""]).encode(), starts.tobytes()),
        Places(of_words.tobytes(), counts.tobytes()),
        "\n".join(lines).encode(),
    )


def ends_of(pieces: Iterable[bytes]) -> bytes:
    """Where each of `pieces` ends once they stand behind each other."""
    return array(_NUMBERS, accumulate(map(len, pieces))).tobytes()


def unpacked(numbers: bytes) -> array[int]:
    """The whole numbers that were packed into `numbers`."""
    found = array(_NUMBERS)
    found.frombytes(numbers)
    return found


class Scanned(Struct, frozen=True):
    """What was found in a month: for each part that is wanted the entries that have it, and how often."""

    times: tuple[dict[int, int], ...]
    hits: list[int]
    """The entries that fit, the latest first."""
    counts: array[int]


def scan(search: Search, words: WordList, places: Callable[[], Places], lines: Callable[[], bytes]) -> Scanned | None:
    """Looks for `search` in a month; `places` and `lines` are asked where they are needed. None: nothing of it."""
    parts = (*search.wanted, *search.unwanted)
    spans = [_spans(each, words) for each in parts]
    if not any(spans[: len(search.wanted)]):
        return None
    where = places()
    entries = unpacked(where.entries)
    times: list[dict[int, int]] = []
    for part, of_part in zip(parts, spans, strict=True):
        found = [Counter(entries[start:end]) for start, end in of_part]
        if len(found) > 1:
            together = set(found[0]).intersection(*found[1:])
            times.append(_standing_together(part, together, lines()) if together else {})
        else:
            times.append(found[0] if found else {})
    wanted, unwanted = tuple(times[: len(search.wanted)]), times[len(search.wanted) :]
    fitting = set(wanted[0]).intersection(*wanted[1:]).difference(*unwanted)
    return Scanned(wanted, sorted(fitting, reverse=True), unpacked(where.counts))


def _spans(part: Wanted, words: WordList) -> list[tuple[int, int]]:
    """For each word of `part` where its places begin and end; [] where one of them is in no entry."""
    spans: list[tuple[int, int]] = []
    for number, each in enumerate(part.words, 1):
        begins = part.begins and number == len(part.words)
        sought = f"\n{each}".encode() + (b"" if begins else b"\n")
        first = words.words.find(sought)
        if first < 0:
            return []
        # the words are in their order: those that begin alike stand together
        last = words.words.rfind(sought)
        before = words.words.count(b"\n", 0, first)
        starts = unpacked(words.starts)
        spans.append((starts[before], starts[before + words.words.count(b"\n", first, last) + 1]))
    return spans


def _standing_together(part: Wanted, entries: Iterable[int], lines: bytes) -> dict[int, int]:
    """Those of `entries` in which the words of `part` stand behind each other, and how often."""
    sought = f" {'  '.join(part.words)}{'' if part.begins else ' '}".encode()
    of_entries = lines.split(b"\n")
    return {each: times for each in entries if (times := of_entries[each].count(sought))}


class Seen(Struct, frozen=True):
    """How many entries and words there are, and how many of the entries have each part that is wanted."""

    entries: int
    words: int
    having: Sequence[int]


def ranked(months: Sequence[Scanned], seen: Seen) -> Iterator[tuple[int, int]]:
    """The hits of `months`, the latest of which comes first: each the number of its month, and its own in that.

    The best come first; of those that fit as well, the latest. Of very many the latest thousands come first.
    """
    weights = [_weight(seen.entries, having) for having in seen.having]
    usual = seen.words / seen.entries if seen.entries else 1
    some: list[tuple[float, int, int]] = []
    for number, month in enumerate(months):
        for entry in month.hits:
            longer = _TIMES * (1 - _SHORTNESS + _SHORTNESS * month.counts[entry] / usual)
            score = 0.0
            for weight, times in zip(weights, month.times, strict=True):
                score += weight * times[entry] / (times[entry] + longer)
            some.append((-score, number, -entry))
            if len(some) == _RANKED_AT_ONCE:
                yield from _in_order(some)
                some = []
    yield from _in_order(some)


def _in_order(some: list[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    some.sort()
    return ((number, -entry) for _, number, entry in some)


def _weight(entries: int, having: int) -> float:
    """How much it says that an entry has something that `having` of all `entries` have."""
    weight = log((entries - having + 0.5) / (having + 0.5))
    return weight if weight > 0 else _NO_WEIGHT
