"""Searching the journal for words: what a person types, what of an entry is searched, and what is marked in a hit.

Case and accents do not count. A word finds what begins with it, words in quotation marks are found as they stand
together, a word with - before it must not be there. This file alone says what fits: an index only has to find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.errors import BadInput
from aftercare.model.bruise import Bruise, BruiseSeen
from aftercare.model.check_in import CheckIn
from aftercare.model.journal import Entry, kind_of
from aftercare.model.note import Note
from aftercare.model.photo import Photo
from aftercare.model.reaction import Reaction
from aftercare.model.session_entry import SessionEntry

_RUN = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\W_]+")
#: What becomes of each sign of ASCII, which nearly all words are made of once they are folded.
_ASCII = "".join(chr(each).lower() if chr(each).isalnum() else " " for each in range(128))
#: Accents of European scripts once they stand apart from their letters: all of this block but one are combining signs.
_USUAL_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_TYPED = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
#: So many words are more than anybody types to find something.
MOST_WORDS = 20


class Wanted(Struct, frozen=True):
    """Words that stand together; of one word alone, `begins` says that it is the beginning of what is found."""

    words: Annotated[tuple[str, ...], Meta(min_length=1)]
    begins: bool = False


class Search(Struct, frozen=True):
    """What is searched for: all of `wanted`, and none of `unwanted`."""

    wanted: Annotated[tuple[Wanted, ...], Meta(min_length=1)]
    unwanted: tuple[Wanted, ...] = ()


def search_typed(text: str) -> Search:
    """What somebody typed to search for. Raises BadInput where there is no word to find."""
    wanted: list[Wanted] = []
    unwanted: list[Wanted] = []
    for minus, quoted, bare in _TYPED.findall(text):
        words = words_of(quoted or bare)
        if words:
            # "after-sun" is typed as one word and stands as two
            found = Wanted(words, begins=not quoted)
            (unwanted if minus else wanted).append(found)
    if not wanted:
        what = "Only what must not be there is named." if unwanted else "There is no word to search for."
        raise BadInput(what, "Type a word of what you wrote, or its beginning.")
    if sum(len(each.words) for each in (*wanted, *unwanted)) > MOST_WORDS:
        raise BadInput(f"These are more than {MOST_WORDS} words.", "A few of them find it.")
    return Search(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` as they are compared: letters and digits, without case and accents."""
    # what lies between blanks can be folded by itself, and the same comes again and again
    runs = text.split()
    words = tuple(map(_FOLDED.__getitem__, runs))
    if _OTHERWISE not in words:
        return words
    several = (_words_of_run(run) if word is _OTHERWISE else (word,) for run, word in zip(runs, words, strict=True))
    return tuple(chain.from_iterable(several))


class _Folded(dict[str, str]):
    """The word that a run without blanks is; _OTHERWISE where it is none, or several. Worked out when it is met."""

    def __missing__(self, run: str) -> str:
        words = _words_of_run(run)
        if len(self) >= _MOST_FOLDED:
            self.clear()
        word = self[run] = words[0] if len(words) == 1 else _OTHERWISE
        return word


_OTHERWISE = ""
_MOST_FOLDED = 20_000
_FOLDED = _Folded()


@lru_cache(10_000)
def _words_of_run(run: str) -> tuple[str, ...]:
    bare = run if run.isascii() else _without_marks(run)
    return tuple((bare.translate(_ASCII) if bare.isascii() else _BETWEEN.sub(" ", bare)).split())


def _without_marks(text: str) -> str:
    apart = _USUAL_MARKS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()))
    # to look at each sign is slow, and seldom needed
    return apart if apart.isascii() else "".join(sign for sign in apart if not unicodedata.combining(sign))


def searched_words(entry: Entry) -> tuple[str, ...]:
    """The words by which `entry` is found, as they are compared.

    They are what a person wrote in it, its kind, its tags, and what it is about.
    """
    # a tag in the text is a word of the text
    words = words_of(entry.text)
    names: tuple[str | None, ...] = ()
    match entry:
        case Note():
            # most are, and need not be compared with all other kinds
            pass
        case CheckIn(ratings=ratings, context=context):
            for answer in context:
                if isinstance(answer.value, str):
                    words += words_of(answer.value)
            names = (*[each.zone for each in ratings], *[each.measure for each in ratings])
        case SessionEntry(said=said):
            words += words_of(said)
        case Reaction(zones=zones, signs=signs):
            names = (*zones, *signs)
        case Bruise(zone=zone, stage=stage):
            names = (zone, stage.value)
        case BruiseSeen(stage=stage):
            names = (stage.value,)
        case Photo(zone=zone, view=view):
            names = (zone, view.value)
    return words + _words_of_names(kind_of(entry), entry.tags, names)


@lru_cache(1000)  # what is rated is the same day after day
def _words_of_names(kind: str, tags: tuple[str, ...], names: tuple[str | None, ...]) -> tuple[str, ...]:
    """The words of each name, of one that stands there several times once."""
    all_names = (kind, *tags, *(each for each in dict.fromkeys(names) if each is not None))
    return tuple(chain.from_iterable(map(_words_of_run, all_names)))


def fits(search: Search, words: tuple[str, ...]) -> bool:
    """Whether an entry with these `words` is a hit."""
    return all(_stands_in(each, words) for each in search.wanted) and not any(
        _stands_in(each, words) for each in search.unwanted
    )


def _stands_in(wanted: Wanted, words: tuple[str, ...]) -> bool:
    return next(_places(wanted, words), None) is not None


def _places(wanted: Wanted, words: tuple[str, ...]) -> Iterator[int]:
    *first, last = wanted.words
    size = len(wanted.words)
    for at in range(len(words) - size + 1):
        ending = words[at + size - 1]
        if list(words[at : at + size - 1]) == first and (ending.startswith(last) if wanted.begins else ending == last):
            yield at


def marks(search: Search, text: str) -> tuple[tuple[int, int], ...]:
    """Where in `text` the words stand that were searched for: the first character of each place, and that behind it."""
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    for run in re.finditer(r"\S+", text):
        for start, end, word in _words_within(run.group(), run.start()):
            spans.append((start, end))
            words.append(word)
    found: set[tuple[int, int]] = set()
    for wanted in search.wanted:
        for at in _places(wanted, tuple(words)):
            found.update(spans[at : at + len(wanted.words)])
    return tuple(_apart(sorted(found)))


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`places` in their order, those that share a sign (as both words of ¼ do) as one."""
    result: list[tuple[int, int]] = []
    for start, end in places:
        if result and start < result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def _words_within(run: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """The words of a run without blanks, each with its place in the text as it was written."""
    # one sign may become several when it is folded, so each is folded by itself and keeps its place
    folded = [(sign, at) for at, each in enumerate(run) for sign in _without_marks(each)]
    for match in _RUN.finditer("".join(sign for sign, _ in folded)):
        first, last = folded[match.start()][1], folded[match.end() - 1][1]
        behind = last + 1
        # accents that are signs of their own belong to the letter before them
        while behind < len(run) and unicodedata.combining(run[behind]):
            behind += 1
        yield offset + first, offset + behind, match.group()
