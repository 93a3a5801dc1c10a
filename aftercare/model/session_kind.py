"""The kinds of session and the usual courses: `data/session_kinds.toml` and `data/course_patterns.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.text import folded

_FACE = re.compile(r"\b(face|facial|cosmetic)", re.IGNORECASE)
_NEEDLES = re.compile(r"\b(needl|acupunct)", re.IGNORECASE)
_FACE_WORDS = frozenset({"face", "facial", "facials", "cosmetic"})
_NEEDLE_WORDS = frozenset({"needle", "needles", "needling", "acupuncture"})
_SESSION_WORDS = frozenset({"session", "sessions", "treatment", "treatments"})


class Treats(StrEnum):
    """What a session does to the skin: the default holds go by it."""

    FACE_NEEDLES = "face-needles"
    BODY_NEEDLES = "body-needles"
    MAGNETS = "magnets"


class SessionKind(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of session: `what` is done, and how it typically goes.

    Where `default_holds` is false only the therapist can say what rests afterwards. `magnets_off`: nothing of the kind
    is worn in it, as in a scanner, and it is no treatment of the face.
    """

    what: Words
    typical: str = ""
    treats: tuple[Treats, ...] = ()
    default_holds: bool = True
    magnets_off: bool = False


class CoursePattern(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How clinics space sessions. `per_week` is for the course itself, `reviews` are numbers of sessions.

    Where only the upkeep is told, nothing is known of how many sessions come before it.
    """

    sessions_min: Annotated[int, Meta(ge=1)] | None = None
    sessions_max: Annotated[int, Meta(ge=1)] | None = None
    per_week_min: Annotated[int, Meta(ge=1)] | None = None
    per_week_max: Annotated[int, Meta(ge=1)] | None = None
    upkeep: str = ""
    reviews: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        known = (self.sessions_min, self.sessions_max, self.per_week_min, self.per_week_max)
        told = tuple(each for each in known if each is not None)
        if len(told) not in (0, 4) or not (told or self.upkeep):
            raise ValueError(f"the course {self.id} is told by halves")
        if told and (told[1] < told[0] or told[3] < told[2]):
            raise ValueError(f"the course {self.id} ends before it begins")


def kinds_named(typed: str, kinds: Iterable[SessionKind]) -> tuple[SessionKind, ...]:
    """The kinds that the words of a session name: "facial needles, review" names two.

    Words that lie within longer ones of another kind do not count: "facial and body" is not "facial" besides.
    """
    text = f" {_plain(typed)} "
    found = [
        (start, start + len(word), kind)
        for kind in kinds
        for word in {f" {_plain(each)} " for each in (kind.id, kind.label, *kind.also)}
        for start in _places(word, text)
    ]
    whole = [one for one in found if not any(_within(one[:2], other[:2]) for other in found if other[2] is not one[2])]
    return tuple({kind.id: kind for _, _, kind in sorted(whole, key=lambda each: each[0])}.values())


def done_in(typed: str, kinds: Iterable[SessionKind]) -> tuple[tuple[SessionKind, ...], bool]:
    """The kinds of which a session called `typed` is, and whether it is only taken for needles in the face.

    Words that name no known kind may mean needles, and a side word does not lift what rests after them: "Face + body",
    "Needles + magnets", "first visit: facial".
    """
    known = tuple(kinds)
    named = kinds_named(typed, known)
    face = _FACE.search(typed) or (
        _NEEDLES.search(typed) and not any(each.treats for each in named if each.id != "micromagnets")
    )
    needled = any(Treats.FACE_NEEDLES in each.treats for each in named)
    elsewhere = bool(named) and all(each.magnets_off for each in named)
    taken = bool(known) and not needled and not elsewhere and (not named or bool(face))
    if taken:
        named = tuple(each for each in named if each.default_holds) + tuple(
            each for each in known if each.treats == (Treats.FACE_NEEDLES,)
        )
    return named, taken


def may_be_with_therapist(typed: str, kinds: Iterable[SessionKind]) -> bool:
    """Whether a session called `typed` may be one with the therapist: an MRI or a surgery is not."""
    named = kinds_named(typed, kinds)
    return not named or not all(each.magnets_off for each in named)


def is_of_course(typed: str, named: Iterable[str], kinds: Iterable[SessionKind]) -> bool:
    """Whether a session called `typed` is one of a course: of one of the kinds `named`, or else one that treats.

    A consultation, a review or a scan alone treats nothing; words that name no known kind may mean needles.
    """
    known = tuple(kinds)
    done, _ = done_in(typed, known)
    wanted = tuple(named)
    if wanted:
        return any(names_session(word, typed, done, known) for word in wanted)
    return not done or any(each.treats for each in done)


def names_session(word: str, typed: str, done: Iterable[SessionKind], kinds: Iterable[SessionKind]) -> bool:
    """Whether `word`, by which a plan names a kind of session, fits one called `typed`, in which `done` is done.

    "Facial needles" fits "facial needles, review", and what has another word for the same: "face acupuncture". What is
    done besides does not matter. Words that say more than a kind ("facial needles, deep") fit what says so too.
    """
    if folded(word) in folded(typed):
        return True
    of_session = {each.id: each for each in done}
    treats = {treated for each in of_session.values() for treated in each.treats}
    plain = _plain(word)
    signs = set(plain.split())
    if signs & (_FACE_WORDS | _NEEDLE_WORDS) and signs <= _FACE_WORDS | _NEEDLE_WORDS | _SESSION_WORDS:
        return Treats.FACE_NEEDLES in treats or (not signs & _FACE_WORDS and Treats.BODY_NEEDLES in treats)
    meant = [each for each in kinds if plain in {_plain(name) for name in (each.id, each.label, *each.also)}]
    return any(each.id in of_session or (bool(each.treats) and set(each.treats) <= treats) for each in meant)


def _places(word: str, text: str) -> list[int]:
    found, at = list[int](), text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


# the same few names are asked for with every answer
@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and other != one


def may_pierce(typed: str, kinds: Iterable[SessionKind]) -> bool:
    """Whether the skin may be pierced in a session whose kind was `typed` so: words that name no kind may mean it."""
    named = kinds_named(typed, kinds)
    needles = {Treats.FACE_NEEDLES, Treats.BODY_NEEDLES}
    # threads are laid under the skin: their kind has no default holds
    return not named or any(needles & set(kind.treats) or not kind.default_holds for kind in named)
