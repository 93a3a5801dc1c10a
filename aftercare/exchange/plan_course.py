"""The course of sessions, and what the client does before a session, in a plan file.

```toml
[course]
sessions = 12
reviews = [6, 12]                   # after which of them you look at it; left out where you do not
from = 2026-11-02                   # sessions from this day on count
had = 4                             # how many were before that day; none where it is left out
kinds = ["facial needles"]          # which sessions count; all that treat something where it is left out

[[preparations]]
id = "bare-face"
when = "day-of"                     # or "day-before"
text = "Come without make-up."
before = ["facial needles"]         # kinds of session, by any of their names; all where it is left out
```
"""

from __future__ import annotations

from collections.abc import Sequence

from aftercare.exchange.plan_calendar import day
from aftercare.exchange.plan_rest import kinds_of_sessions
from aftercare.exchange.plan_table import PlanTable, described, nearest
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.safe_text import shown
from aftercare.model.session import Session
from aftercare.model.session_course import MOST_SESSIONS, SessionCourse

COURSE_KEYS = ("sessions", "reviews", "from", "had", "kinds")
PREPARATION_KEYS = ("id", "when", "text", "before")
_WHEN = tuple(each.value for each in PrepareOn)
_MAX_TEXT = 300


def read_course(table: PlanTable, known: Vocabulary, sessions: Sequence[Session]) -> SessionCourse | None:
    """The course that `table` states; `sessions` are those of the plan. None where it says no first day."""
    table.refuse_unknown(COURSE_KEYS)
    number = table.whole_number("sessions", 1, MOST_SESSIONS, "sessions = 12")
    had = table.whole_number("had", 0, MOST_SESSIONS, "had = 4") if "had" in table.values else 0
    reviews = _reviews(table, number)
    kinds = kinds_of_sessions(table, "kinds", known, sessions)
    if "from" not in table.values:
        table.problem(
            None, "The course does not say from when its sessions count.", "Write for example from = 2026-11-02"
        )
    start = day(table, "from")
    return SessionCourse(number, start, reviews, had, kinds) if start is not None else None


def _reviews(table: PlanTable, sessions: int) -> tuple[int, ...]:
    found: list[int] = []
    for index, each in enumerate(table.parts("reviews", MOST_SESSIONS)):
        if isinstance(each, bool) or not isinstance(each, int):
            message = f"{described(each)}, and the number of a session is needed."
            table.problem("reviews", message, "Write for example reviews = [6, 12]", index)
        elif not 1 <= each <= sessions:
            message = f"The review at {shown(each)} is at none of the course's sessions."
            table.problem("reviews", message, f"They go from 1 to {sessions}.", index)
        elif each in found:
            table.problem("reviews", f"{each} stands twice in the list.", "Keep one of the two.", index)
        else:
            found.append(each)
    return tuple(sorted(found))


def read_preparation(table: PlanTable, known: Vocabulary, sessions: Sequence[Session]) -> Preparation:
    """What is done before a session, as `table` states it; `sessions` are those of the plan."""
    table.refuse_unknown(PREPARATION_KEYS)
    return Preparation(
        id=table.identifier("id"),
        text=table.text("text", _MAX_TEXT, required=True, example='text = "Come without make-up."'),
        when=_when(table),
        before=kinds_of_sessions(table, "before", known, sessions),
    )


def _when(table: PlanTable) -> PrepareOn:
    word = table.text("when", 40, required=True, example='when = "day-before"')
    plain = word.casefold().replace(" ", "-").replace("_", "-")
    if word and word not in _WHEN:
        suggestion = f'Did you mean "{plain}"?' if plain in _WHEN else nearest(plain, _WHEN)
        table.problem("when", f"{shown(word)} is no day of a preparation.", suggestion)
    return PrepareOn(word) if word in _WHEN else PrepareOn.DAY_BEFORE
