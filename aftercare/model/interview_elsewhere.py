"""The questions about what the client has done elsewhere: how long the therapist's needles wait after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.interview import Interview, Question, one_line
from aftercare.model.plan import Plan
from aftercare.model.procedure import MAX_INTERVAL, WITH_INTERVAL, Interval, ProcedureKind

_WAIT = re.compile(r"(?P<what>\D+?)[\s:=]+(?P<number>\d{1,4}) ?(?P<unit>d|days?|w|weeks?)", re.IGNORECASE)
_KINDS = tuple(each.value for each in WITH_INTERVAL)


def interval_questions(interview: Interview) -> Iterator[Question]:
    """One wait after the other, until that is all; nothing where no session is planned."""
    if not interview.plan.sessions:
        return
    first = True
    while True:
        yield Question(
            "How long do your needles wait after something had elsewhere" if first else "And after what else",
            lambda text: _with_interval(interview, text),
            help=f"Such as filler 4 weeks, or peel 10 days. Known are {', '.join(_KINDS)}. Blank when that is all: "
            "after the others the client is told to ask you.",
            told="Had elsewhere" if first else "",
        )
        if not interview.said:
            return
        first = False


def _with_interval(interview: Interview, text: str) -> Plan:
    found = _WAIT.fullmatch(one_line(text))
    if found is None:
        raise BadInput(f"“{text}” does not say after what and how long.", "Write it like: filler 4 weeks.")
    word = found["what"].casefold().strip().replace(" ", "-")
    if word not in _KINDS:
        near = get_close_matches(word, _KINDS, n=1)
        suggestion = f"Did you mean {near[0]}?" if near else f"Write one of {', '.join(_KINDS)}."
        raise BadInput(f"“{found['what'].strip()}” is nothing that needles wait for here.", suggestion)
    days = int(found["number"]) * (7 if found["unit"].casefold().startswith("w") else 1)
    if days > MAX_INTERVAL:
        raise BadInput(f"“{text}” is too long.", f"Write at most {MAX_INTERVAL} days.")
    interval = Interval(ProcedureKind(word), days, interview.origin)
    others = tuple(each for each in interview.plan.intervals if each.what is not interval.what)
    return replace(interview.plan, intervals=(*others, interval))
