"""The signs and colours of the commands, and what is worded otherwise on the command line than in the app."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from aftercare.model.check_off import Barred, Done, Held, Missed, Paused, Pending, Skipped, StateWithCover
from aftercare.model.day_start import DayStarts
from aftercare.model.later_watch import QUESTION
from aftercare.model.notice import (
    LateSigns,
    MachineElsewhere,
    MagnetsBeforeScan,
    MagnetsMissing,
    Notice,
    SessionAsked,
    SeveralVersions,
    ZoneUnknown,
)
from aftercare.model.words import answer_words, counted, cover_words

GLYPHS: dict[type[StateWithCover], str] = {
    Done: "✓",
    Skipped: "–",
    Pending: "·",
    Missed: "○",
    Held: "‖",
    Paused: "‖",
    Barred: "⊘",
}
COLOURS: dict[type[StateWithCover], str | None] = {
    Done: "green",
    Skipped: "yellow",
    Pending: None,
    Missed: "magenta",
    Held: "cyan",
    Paused: "cyan",
    Barred: "cyan",
}


def clock_time(at: datetime | time) -> str:
    """Such as "21:04"."""
    return f"{at:%H:%M}"


def state_words(state: StateWithCover, day: date, starts: DayStarts, zone: tzinfo | None = None) -> str:
    """The state of an occurrence on `day`; the answer's date is told where it was given on another day."""
    match state:
        case Pending():
            return "to do"
        case Missed():
            return "missed"
        case Barred():
            return "not offered"
        case Held() | Paused():
            return cover_words(state, day, zone)
        case _:
            return answer_words(state, day, starts)


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
    if isinstance(notice, SessionAsked):
        stays = notice.sentence.partition(" Press ")[0]
        took_place = f"`aftercare session took-place {notice.session}`"
        return f"{stays} {took_place} says so, `session move` and `session cancel` otherwise."
    if isinstance(notice, ZoneUnknown):
        stays = notice.sentence.partition(", or press ")[0]
        return f"{stays}, or choose another one: `aftercare settings set zone NAME`."
    if isinstance(notice, LateSigns):
        return f"{QUESTION} `aftercare watch no` or `aftercare watch yes` answers it."
    if isinstance(notice, MagnetsBeforeScan):
        return notice.sentence.replace("Press M to count", "`aftercare magnets remove` counts")
    if isinstance(notice, MagnetsMissing):
        return f"{notice.sentence.partition(' Press M ')[0]} `aftercare magnets found` counts it in."
    return notice.sentence
