"""What is to be done before a session: what the therapist's plan says, and what usually is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from aftercare.model.floor_words import with_kept_off
from aftercare.model.hold import FromReference
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.preparation_row import PreparationRow
from aftercare.model.routine import FromPlan
from aftercare.model.session_kind import SessionKind, done_in, names_session
from aftercare.model.source import Source, source_words

_REVIEW = "review"


class ToPrepare(Struct, frozen=True):
    """One thing to do before a session, and who says so."""

    when: PrepareOn
    text: str
    said_by: FromPlan | FromReference


class Prepared(Struct, frozen=True):
    """All that is done before a session: that of the day before first, on each day the therapist's own first."""

    lines: tuple[ToPrepare, ...]


class Usual(Struct, frozen=True):
    """What preparations rest on in the reference data."""

    rows: tuple[PreparationRow, ...]
    kinds: tuple[SessionKind, ...]
    sources: Mapping[str, Source]


def to_prepare(
    kind: str, said: Iterable[Preparation], plan: FromPlan, usual: Usual, *, at_review: bool
) -> tuple[ToPrepare, ...]:
    """What is done before a session called `kind`: that of the day before first, on each day the therapist's own first.

    `at_review` says that progress is looked at in it by the course.
    """
    stated = tuple(said)
    done, _ = done_in(kind, usual.kinds)
    found = [
        ToPrepare(each.when, with_kept_off(each.text), plan) for each in stated if is_before(each, kind, usual.kinds)
    ]
    found += [
        ToPrepare(row.day, row.what, FromReference(source_words(row.source, usual.sources), row.grade))
        for row in usual_rows(done, stated, usual.rows, at_review=at_review)
    ]
    return tuple(each for when in PrepareOn for each in found if each.when is when)


def is_before(one: Preparation, kind: str, kinds: Iterable[SessionKind]) -> bool:
    """Whether the therapist means a session called `kind` by it."""
    known = tuple(kinds)
    done, _ = done_in(kind, known)
    return not one.before or any(names_session(word, kind, done, known) for word in one.before)


def usual_rows(
    done: Iterable[SessionKind], said: Iterable[Preparation], rows: Iterable[PreparationRow], *, at_review: bool
) -> Iterator[PreparationRow]:
    """What is usual before a session in which `done` is done.

    A line of the plan under the id of a row takes its place, also where it is for other sessions.
    """
    named = {each.id: each for each in done}
    treated = {each for one in named.values() for each in one.treats}
    replaced = {each.id for each in said}
    looked_at = at_review or _REVIEW in named
    for row in rows:
        applies = treated & set(row.treats) or set(named) & set(row.kinds) or (row.at_review and looked_at)
        if applies and (row.floor or row.id not in replaced):
            yield row
