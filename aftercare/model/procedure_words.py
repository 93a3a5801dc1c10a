"""What was had elsewhere, and how long needles wait after it, in the words that screens and commands share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from aftercare.model.procedure import Interval, Procedure, ProcedureKind
from aftercare.model.words import counted, short_day

if TYPE_CHECKING:
    from aftercare.model.after_procedure import AfterProcedure

_KINDS = {
    ProcedureKind.TOXIN: "toxin injection",
    ProcedureKind.FILLER: "filler",
    ProcedureKind.PEEL: "peel",
    ProcedureKind.LASER: "laser treatment",
    ProcedureKind.MICRONEEDLING: "microneedling",
    ProcedureKind.MICRODERMABRASION: "microdermabrasion",
    ProcedureKind.THREAD_LIFT: "thread lift",
}
_LONGEST = 40


def kind_words(what: ProcedureKind) -> str:
    """Such as "toxin injection"."""
    return _KINDS.get(what, "something else")


def procedure_name(procedure: Procedure) -> str:
    """Such as "filler"; what is none of the kinds is called by the client's own words."""
    if procedure.what is not ProcedureKind.OTHER:
        return kind_words(procedure.what)
    first = procedure.note.partition("\n")[0]
    return f"“{first if len(first) <= _LONGEST else first[: _LONGEST - 1] + '…'}”"


def procedure_title(procedure: Procedure, today: date | None = None) -> str:
    """Such as "filler of 12 Nov"; with the year where `today` is in another one, or is not given."""
    day = procedure.day
    year = "" if today is not None and today.year == day.year else f" {day.year}"
    return f"{procedure_name(procedure)} of {day.day} {day:%b}{year}"


def question_words(procedure: Procedure) -> str:
    """The question that is kept for the therapist."""
    # it may be read much later, so it tells the year where that was not the one in which it was asked
    return f"How long should we wait with needles after the {procedure_title(procedure, procedure.at.date())}?"


def wait_short(after: AfterProcedure, today: date) -> str:
    """Such as "wait to Thu 10 Dec", or "ask your therapist"."""
    return f"wait to {short_day(after.until, today)}" if after.until is not None else "ask your therapist"


def wait_line(after: AfterProcedure, today: date) -> str:
    """The wait in one sentence, or the question."""
    if after.question is not None:
        return f"Ask your therapist: {after.question.text}"
    return f"Needles wait until {_until(after, today)} after the {procedure_title(after.procedure, today)}."


def wait_details(after: AfterProcedure, today: date) -> list[str]:
    """Who says so, why, and which planned sessions lie within, each a sentence."""
    if after.interval is None:
        return ["It stays among the questions for your therapist until it is settled."]
    lines = [f"Who says so: your therapist's plan ({counted(after.interval.days, 'day')})."]
    lines += [f"“{after.interval.reason}”"] if after.interval.reason else []
    return [*lines, *within_sentences(after, today)]


def wait_told(after: AfterProcedure, today: date, quoted: Mapping[ProcedureKind, str]) -> list[str]:
    """All of it; a question with what clinics are `quoted` to say of the kind."""
    range_seen = [quoted[after.procedure.what]] if after.question is not None else []
    return [wait_line(after, today), *wait_details(after, today), *range_seen]


def within_sentences(after: AfterProcedure, today: date) -> list[str]:
    """One sentence for each planned session before the end of the wait."""
    return [
        f"{short_day(each.at.date(), today)} {each.at:%H:%M}, {each.kind}, lies before that: ask your therapist. "
        "Nothing is moved for you."
        for each in after.within
    ]


def within_short(after: AfterProcedure, today: date) -> str:
    """Such as "Ask about Thu 26 Nov and 1 other": the planned sessions within the wait; else nothing."""
    if not after.within:
        return ""
    first, more = after.within[0], len(after.within) - 1
    others = f" and {counted(more, 'other')}" if more else ""
    when = short_day(first.at.date(), today)
    return f"Ask about {when}{others}"


def _until(after: AfterProcedure, today: date) -> str:
    return short_day(after.until, today) if after.until is not None else ""


def interval_name(interval: Interval) -> str:
    """Such as "filler, 28 days before needles"."""
    return f"{kind_words(interval.what)}, {counted(interval.days, 'day')} before needles"


def interval_words(interval: Interval) -> dict[str, str]:
    """The fields of an interval as a person reads them."""
    return {"after": kind_words(interval.what), "for": counted(interval.days, "day"), "reason": interval.reason}
