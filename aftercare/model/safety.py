"""What the client said of themselves that a floor depends on: answers with their days, and what somebody agreed to.

A past day is judged by what was known then, so an answer keeps those that it takes the place of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import replace

from aftercare.model.routine import Id

PREGNANCY: Id = "pregnancy"
UNDER_18: Id = "under-18"


class Said(StrEnum):
    """How a question was answered. One that nobody has answered has none of these."""

    YES = "yes"
    NO = "no"
    RATHER_NOT_SAY = "rather not say"


class DatedSaid(Struct, frozen=True):
    """What was said on the day `since`, which counts until something else is said. `words` name what a yes means."""

    since: date
    said: Said
    words: tuple[str, ...] = ()


class SafetyAnswer(Struct, frozen=True):
    """The document of one question, whose id it has: what was said, in the order of the days."""

    dated: Annotated[tuple[DatedSaid, ...], Meta(min_length=1)]

    def on(self, day: date) -> DatedSaid | None:
        """What was known on `day`; None where the question was not answered by then."""
        return max((each for each in self.dated if each.since <= day), key=lambda each: each.since, default=None)

    def with_said(self, since: date, said: Said, words: tuple[str, ...] = ()) -> SafetyAnswer:
        """The answer with what is said from the day `since` on; the days before keep theirs."""
        before = tuple(each for each in self.dated if each.since < since)
        return replace(self, dated=(*before, DatedSaid(since, said, words)))

    def said_yes_since(self, day: date) -> date | None:
        """The first day of the run of yes that `day` lies in; None where it was not yes."""
        begun = None
        for each in sorted(self.dated, key=lambda one: one.since):
            if each.since > day:
                break
            begun = (begun or each.since) if each.said is Said.YES else None
        return begun


class Agrees(StrEnum):
    """Whose word a floor asks for."""

    DOCTOR = "doctor"
    GUARDIAN = "guardian"


class DatedAgreement(Struct, frozen=True):
    """From the day `since` on it is agreed, or no longer. `of` are the ingredients and kinds that were agreed to."""

    since: date
    agreed: bool
    of: tuple[Id, ...] = ()


class Agreement(Struct, frozen=True):
    """The document of what `who` agreed to for `thing`, a product, or a step that applies none."""

    who: Agrees
    thing: Id
    dated: Annotated[tuple[DatedAgreement, ...], Meta(min_length=1)]

    def covers(self, of: frozenset[Id], day: date, since: date | None = None) -> bool:
        """Whether on `day` all of `of` was agreed to, on the day `since` or after it.

        What was agreed to for a cream does not hold once something else is in it.
        """
        found = max((each for each in self.dated if each.since <= day), key=lambda each: each.since, default=None)
        return found is not None and found.agreed and of <= set(found.of) and (since is None or found.since >= since)

    def with_agreed(self, since: date, agreed: bool, of: tuple[Id, ...] = ()) -> Agreement:
        """The agreement as it stands from the day `since` on."""
        before = tuple(each for each in self.dated if each.since < since)
        return replace(self, dated=(*before, DatedAgreement(since, agreed, of)))


def agreement_id(who: Agrees, thing: Id) -> str:
    """The id of the one document in which `who` agrees to `thing`."""
    return f"{who.value}:{thing}"


class SafetyProfile(Struct, frozen=True):
    """All answers by the ids of their questions, and all agreements by theirs."""

    answers: Mapping[Id, SafetyAnswer] = {}
    agreements: Mapping[str, Agreement] = {}

    def said(self, question: Id, day: date) -> Said | None:
        """How `question` stood on `day`; None where it was not answered by then."""
        answer = self.answers.get(question)
        found = answer.on(day) if answer is not None else None
        return found.said if found is not None else None

    def words(self, question: Id, day: date) -> tuple[str, ...]:
        """What a yes to `question` named on `day`."""
        answer = self.answers.get(question)
        found = answer.on(day) if answer is not None else None
        return found.words if found is not None and found.said is Said.YES else ()

    def yes_since(self, question: Id, day: date) -> date | None:
        """Since when `question` was answered with yes, seen on `day`; None where it was not."""
        answer = self.answers.get(question)
        return answer.said_yes_since(day) if answer is not None else None

    def ever_yes(self, question: Id) -> bool:
        """Whether `question` was answered with yes on any day."""
        answer = self.answers.get(question)
        return answer is not None and any(each.said is Said.YES for each in answer.dated)

    def agreed(self, who: Agrees, thing: Id, of: frozenset[Id], day: date, since: date | None = None) -> bool:
        """Whether `who` has agreed to `of` in `thing`, as `Agreement.covers` says."""
        found = self.agreements.get(agreement_id(who, thing))
        return found is not None and found.who is who and found.thing == thing and found.covers(of, day, since)


def last_said(document: Mapping[str, Any]) -> str:
    """What the document of an answer or an agreement says last, such as "yes, since 2026-11-22"."""
    last: Mapping[str, Any] = max(document.get("dated", ()), key=lambda each: str(each.get("since")), default={})
    words = ", ".join(map(str, last.get("words", ())))
    agreed = "agreed" if last.get("agreed") else "not agreed"
    return f"{words or last.get('said') or agreed}, since {last.get('since')}"
