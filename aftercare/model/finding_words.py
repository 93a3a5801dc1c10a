"""A remark in words: where it holds, how sure it is, and what two things do together."""

from __future__ import annotations

from aftercare.model.finding import Finding, Sure
from aftercare.model.grade_words import grade_words
from aftercare.model.interaction import Evidence, Interaction, Verdict
from aftercare.model.routine import Routine
from aftercare.model.rule_words import day_words
from aftercare.model.words import counted

_EVIDENCE = {
    Evidence.DOCUMENTED: "documented",
    Evidence.CONSENSUS: "what dermatologists agree on, with little trial data",
    Evidence.PLAUSIBLE: "plausible",
    Evidence.THEORETICAL: "theoretical",
    Evidence.LABEL: "from labels and leaflets",
    Evidence.MYTH: "a myth",
}
_VERDICTS = {
    Verdict.AVOID: "Not together in one application.",
    Verdict.ALTERNATE: "Better apart: in the other half of the day, or on other nights.",
    Verdict.CAUTION: "With some care.",
    Verdict.OK: "They go together.",
    Verdict.GOOD: "They go well together.",
}
#: So many days are named.
_NAMED = 3


def sure_words(sure: Sure) -> str:
    """Such as "documented; partly founded: a single study, a label or a professional body"."""
    return f"{_EVIDENCE[sure.evidence]}; {grade_words(sure.grade)}"


def source_words_of(sure: Sure) -> str:
    """Who says so."""
    return sure.source or "no source is known"


def where_words(finding: Finding, routine: Routine) -> str:
    """Such as "Evening: Mon 23 Nov 2026, Tue 24 Nov 2026 and 12 more days"."""
    slots = " and ".join(routine.slots[each].name for each in finding.slots if each in routine.slots)
    named = ", ".join(day_words(each) for each in finding.days[:_NAMED])
    more = len(finding.days) - _NAMED
    days = f"{named} and {counted(more, 'more day', 'more days')}" if more > 0 else named
    return f"{slots}: {days}" if slots and days else slots or days


def together_lines(a: str, b: str, row: Interaction | None, sure: Sure | None) -> list[str]:
    """What is known of two things together. A myth is answered as one."""
    if row is None or sure is None:
        return [f"{a} and {b}: nothing is known here that speaks against them together, and nothing for it."]
    # of what is only said, the verdict in the table tells what people say
    said = "This is a myth, or mostly one: they may go together." if row.evidence is Evidence.MYTH else ""
    return [
        f"{a} and {b}: {said or _VERDICTS[row.verdict]}",
        row.reason,
        *([row.note] if row.note else []),
        f"How sure: {sure_words(sure)}",
        f"Who says so: {source_words_of(sure)}",
    ]


def remarks_words(number: int) -> str:
    """Such as "2 remarks on your routine"."""
    return f"{counted(number, 'remark')} on your routine"


def finding_lines(finding: Finding, routine: Routine, offer: str | None) -> list[str]:
    """All that is told of one remark, from what to what can be done."""
    where = where_words(finding, routine)
    lines = [finding.what, *([where] if where else []), f"Why: {finding.why}"]
    if finding.sure.note:
        lines.append(finding.sure.note)
    lines += [f"How sure: {sure_words(finding.sure)}", f"Who says so: {source_words_of(finding.sure)}"]
    return [*lines, f"Offered: {offer}" if offer else finding.ask]
