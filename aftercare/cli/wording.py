"""The signs and colours of the commands, and what is worded otherwise on the command line than in the app."""

from __future__ import annotations

from datetime import date, datetime, time

from aftercare.model.check_off import Done, Missed, Pending, Skipped, State
from aftercare.model.notice import MachineElsewhere, Notice, SeveralVersions
from aftercare.model.words import answer_words, counted

GLYPHS: dict[type[State], str] = {Done: "✓", Skipped: "–", Pending: "·", Missed: "○"}
COLOURS: dict[type[State], str | None] = {Done: "green", Skipped: "yellow", Pending: None, Missed: "magenta"}


def clock_time(at: datetime | time) -> str:
    """Such as "21:04"."""
    return f"{at:%H:%M}"


def state_words(state: State, day: date, day_start: time) -> str:
    """The state of an occurrence on `day`; the answer's date is told where it was given on another day."""
    match state:
        case Pending():
            return "to do"
        case Missed():
            return "missed"
        case _:
            return answer_words(state, day, day_start)


def notice_sentence(notice: Notice) -> str:
    """What a notice says on the command line, where no key can be pressed."""
    if isinstance(notice, SeveralVersions):
        were = "was" if notice.count == 1 else "were"
        return (
            f"{counted(notice.count, 'thing')} {were} changed in two places at the same time; both versions are kept. "
            "`aftercare versions` shows them."
        )
    if isinstance(notice, MachineElsewhere):
        stays = notice.sentence.partition(" Press ")[0]
        return f"{stays} `aftercare client zone {notice.machine or 'NAME'}` takes it over."
    return notice.sentence
