"""Alarming signs in what a person writes, in English, German, French and Spanish.

The words are those of `data/red_flags.toml`; `data/denials.toml` has what says that a sign is not there. It looks at
words and understands nothing: a sign offered once too often costs a glance, one that is missed may cost more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.red_flag import RedFlag
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.text import folded

#: Words that may stand between two of a phrase: "my tongue is really swelling".
_BETWEEN = 3
#: So many words are looked back over for one that denies.
_LOOKED_BACK = 6
#: So many words are remembered with what they fit: people write the same ones again and again.
_REMEMBERED = 8_192

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
#: Letters that are two, and that stay one when accents are taken off.
_TWO_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
#: How somebody without these letters on the keyboard writes them.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
#: Words of French that an apostrophe parts from the next: "l'œil". In "can't" it parts nothing.
_ELIDED = frozenset({"c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"})
_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.,;:!?()…\n]")

Word = Annotated[str, Meta(pattern=r"^[^\W_]+\Z")]


class Denial(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a language says that a sign is not there.

    A sign is denied by one of `denies` before it with nothing but words of `between` in the middle, by one of `links`
    behind a denied sign ("no fever or pus"), or by one of `answers` alone behind it ("fever: no"). An answer right
    before one of `begins` denies nothing: "no my throat is swelling".
    """

    denies: tuple[Word, ...]
    between: tuple[Word, ...]
    links: tuple[Word, ...]
    answers: tuple[Word, ...]
    begins: tuple[Word, ...]
    without: tuple[Word, ...]
    """Those of `denies` that another one before them turns round: "not without fever"."""


class _Stem(Struct, frozen=True):
    text: str
    whole: bool

    def fits(self, word: str) -> bool:
        return word == self.text if self.whole else word.startswith(self.text)


#: Words that follow each other at once, each with all that may stand in its place.
_Group = tuple[tuple[_Stem, ...], ...]


class _Phrase(Struct, frozen=True):
    flag: RedFlag
    groups: tuple[_Group, ...]
    places: int
    """The places for a word that it has, one bit each: in a text without a word for each it stands nowhere."""


class _Word(Struct, frozen=True):
    """The phrases that a word may begin, and the places that it fits, one bit each."""

    begins: tuple[_Phrase, ...]
    fits: int


class _Text(Struct, frozen=True):
    """The words of a text, and before each the signs that part it from the last one."""

    words: tuple[str, ...]
    parted: tuple[str, ...]


class SignReader:
    """Finds the signs that a text speaks of. Made once from the tables: a text is then read in a moment."""

    def __init__(self, flags: Iterable[RedFlag], denials: Iterable[Denial]) -> None:
        self.flags = tuple(flags)
        rows = tuple(denials)
        self._denies = _together(each.denies for each in rows)
        self._between = _together((*each.between, *each.begins) for each in rows)
        self._links = _together(each.links for each in rows)
        self._answers = _together(each.answers for each in rows)
        self._begins = _together(each.begins for each in rows)
        self._without = _together(each.without for each in rows)
        self._whole: dict[str, list[_Phrase]] = {}
        self._begun: dict[str, list[_Phrase]] = {}
        places: dict[tuple[_Stem, ...], int] = {}
        for flag in self.flags:
            for phrase in _phrases(flag, places):
                for stem in phrase.groups[0][0]:
                    (self._whole if stem.whole else self._begun).setdefault(stem.text, []).append(phrase)
        self._fit_whole: dict[str, int] = {}
        self._fit_begun: dict[str, int] = {}
        for stems, place in places.items():
            for stem in stems:
                fit = self._fit_whole if stem.whole else self._fit_begun
                fit[stem.text] = fit.get(stem.text, 0) | place
        self._longest = max(map(len, self._fit_begun), default=0)
        self._known = lru_cache(_REMEMBERED)(self._word)
        self._known_run = lru_cache(_REMEMBERED)(self._run)
        self._silent: set[str] = set()
        self._words = {flag.id: frozenset(_words_of(flag)) for flag in self.flags}

    def signs(self, text: str) -> tuple[RedFlag, ...]:
        """The signs that `text` may speak of, the most urgent first."""
        if not self._may_speak(text):
            return ()
        read = _read(text)
        found: dict[str, RedFlag] = {}
        denied: set[int] = set()
        known = [self._known(word) for word in read.words]
        together = 0
        for each in known:
            together |= each.fits
        for start, each in enumerate(known):
            for phrase in each.begins:
                if phrase.places & ~together:
                    continue
                for places in _fitting(phrase.groups, read.words, start):
                    if self._is_denied(places, read, denied):
                        denied.update(at for first, end in places for at in range(first, end))
                    else:
                        found[phrase.flag.id] = phrase.flag
        return tuple(sorted(found.values(), key=lambda flag: flag.level))

    def _may_speak(self, text: str) -> bool:
        """Whether there is a phrase of which `text` has a word for each place: of most texts no more is looked at."""
        together = 0
        begins: list[_Phrase] = []
        # no word goes on over a space: what lies between two is looked at by itself, and once for all texts
        for run in set(text.split()) - self._silent:
            known = self._known_run(run)
            together |= known.fits
            begins += known.begins
            if not known.fits:
                if len(self._silent) >= _REMEMBERED:
                    self._silent.clear()
                self._silent.add(run)
        return any(not phrase.places & ~together for phrase in begins)

    def words_of(self, flag: RedFlag) -> frozenset[str]:
        """Every word by which `flag` is recognised, without accents."""
        return self._words[flag.id]

    def _word(self, word: str) -> _Word:
        fits = self._fit_whole.get(word, 0)
        for length in range(1, min(len(word), self._longest) + 1):
            fits |= self._fit_begun.get(word[:length], 0)
        return _Word(tuple(self._beginning(word)), fits)

    def _run(self, run: str) -> _Word:
        """What the words of a text without a space fit together."""
        known = [self._known(word) for word in _read(run).words]
        fits = 0
        for each in known:
            fits |= each.fits
        return _Word(tuple(phrase for each in known for phrase in each.begins), fits)

    def _beginning(self, word: str) -> Iterator[_Phrase]:
        yield from self._whole.get(word, ())
        for length in range(1, min(len(word), self._longest) + 1):
            yield from self._begun.get(word[:length], ())

    def _is_denied(self, places: list[tuple[int, int]], read: _Text, denied: set[int]) -> bool:
        lowest = 0
        for first, end in places:
            if self._is_denied_before(first, lowest, read, denied):
                return True
            lowest = end
        end = places[-1][1]
        if end == len(read.words) or read.parted[end] not in ("", ":") or not read.parted[end + 1]:
            return False
        return read.words[end] in self._answers

    def _is_denied_before(self, first: int, lowest: int, read: _Text, denied: set[int]) -> bool:
        linked = False
        for at in range(first - 1, max(lowest, first - _LOOKED_BACK) - 1, -1):
            word = read.words[at]
            if read.parted[at + 1]:
                return False
            if linked and at in denied:
                continue
            if word in self._denies:
                turned = word in self._without and at > lowest and read.words[at - 1] in self._denies
                answers = word in self._answers and read.words[at + 1] in self._begins
                return not turned and not answers
            if linked:
                return False
            linked = word in self._links
            if not linked and word not in self._between:
                return False
        return False


def _words_of(flag: RedFlag) -> Iterator[str]:
    for phrase in _phrases(flag, {}):
        for group in phrase.groups:
            for stems in group:
                yield from (stem.text for stem in stems)


def _phrases(flag: RedFlag, places: dict[tuple[_Stem, ...], int]) -> Iterator[_Phrase]:
    """The phrases of a sign; `places` gets the bit of each place for a word that is not in it yet."""
    for written in (*flag.typed.en, *flag.typed.de, *flag.typed.fr, *flag.typed.es):
        halves = [tuple(map(_group, half.split())) for half in written.split(" + ")]
        needed = 0
        for stems in (stems for half in halves for group in half for stems in group):
            needed |= places.setdefault(stems, 1 << len(places))
        yield _Phrase(flag, tuple(group for half in halves for group in half), needed)
        if len(halves) > 1:
            yield _Phrase(flag, tuple(group for half in reversed(halves) for group in half), needed)


def _group(written: str) -> _Group:
    return tuple(tuple(stem for word in each.split("/") for stem in _stems(word)) for each in written.split("_"))


def _stems(word: str) -> Iterator[_Stem]:
    whole = not word.endswith("*")
    text = word.rstrip("*").casefold()
    for spelt in dict.fromkeys((_plain(text), _plain(text.translate(_UMLAUTS)))):
        yield _Stem(spelt, whole)


def _fitting(groups: tuple[_Group, ...], words: tuple[str, ...], start: int) -> Iterator[list[tuple[int, int]]]:
    """Where the groups stand from `start` on: for each way to find them, their first words and the ones behind."""
    first, *rest = groups
    end = start + len(first)
    if end > len(words) or not all(
        any(stem.fits(word) for stem in stems) for stems, word in zip(first, words[start:end], strict=True)
    ):
        return
    if not rest:
        yield [(start, end)]
        return
    for skipped in range(_BETWEEN + 1):
        for behind in _fitting(tuple(rest), words, end + skipped):
            yield [(start, end), *behind]


def _read(text: str) -> _Text:
    words: list[str] = []
    parted: list[str] = [""]
    # accents are taken off line by line: the end of a line parts as a full stop does
    for line in _plain_apostrophes(text).splitlines():
        for piece in _PIECE.findall(_plain(line)):
            if not piece[0].isalnum():
                parted[-1] += piece
                continue
            for word in _parted(piece.split("'")) if "'" in piece else (piece,):
                words.append(word)
                parted.append("")
        parted[-1] += "."
    return _Text(tuple(words), tuple(parted))


def _parted(parts: list[str]) -> Iterator[str]:
    while len(parts) > 1 and parts[0] in _ELIDED:
        yield parts.pop(0)
    yield "".join(parts)


def _plain_apostrophes(text: str) -> str:
    return text.translate(_APOSTROPHES) if "`" in text or not text.isascii() else text


def _plain(text: str) -> str:
    return folded(text if text.isascii() else text.casefold().translate(_TWO_LETTERS))


def _together(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(_plain(word) for each in lists for word in each)
