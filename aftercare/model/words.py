"""Days, times, waits, states and deeds in the words that screens and commands share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import assert_never

from aftercare.model.check_off import Answer, Done, Held, Paused, Skipped
from aftercare.model.day_start import DayStarts
from aftercare.model.deed import Deed
from aftercare.model.local_day import local_date

#: Characters of a title before it is cut off: the text of a note may be long.
_LONGEST_TITLE = 60
#: So many days are remembered in words: a long list tells each more than once.
_DAYS = 4_096


def day_in_full(day: date) -> str:
    """Such as "Sunday 22 November 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def day_in_words(day: date, today: date) -> str:
    """Such as "Sunday 22 November"; with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


@lru_cache(_DAYS)
def short_day(day: date, today: date) -> str:
    """Such as "Thu 26 Nov"; with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def days_away(day: date, today: date) -> str:
    """Such as "today", "in 4 days", "2 days ago"."""
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")


def wait_words(seconds: int) -> str:
    """Such as "1 min 30 s"; nothing for none."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return " ".join(f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min"), (left, "s")) if number)


def answer_words(answer: Answer, day: date, starts: DayStarts) -> str:
    """Such as "done 21:04" or "skipped: no time"; with its date where it was given on another day than `day`."""
    match answer:
        case Done(at=at):
            return f"done {answered_at(at, day, starts)}"
        case Skipped(reason=reason):
            return f"skipped: {reason}"


def cover_words(state: Held | Paused, day: date, zone: tzinfo | None) -> str:
    """Such as "held to Mon 23 Nov 18:00" in the wall time of `zone`, "paused to Mon 30 Nov"."""
    if isinstance(state, Held):
        at = state.until.astimezone(zone)
        on = "" if at.date() == day else f"{short_day(at.date(), day)} "
        return f"held to {on}{at:%H:%M}"
    if state.until is None:
        return "paused"
    return "paused today" if state.until == day else f"paused to {short_day(state.until, day)}"


def answered_at(at: datetime, day: date, starts: DayStarts) -> str:
    """Such as "21:04"; with its date where it was on another day than `day`."""
    given_on = local_date(at, starts)
    return f"{at:%H:%M}" if given_on == day else f"{short_day(given_on, day)} {at:%H:%M}"


def counted(number: int, one: str, several: str | None = None) -> str:
    """Such as "1 step" and "7 steps"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def times(number: int) -> str:
    """Such as "once", "twice" and "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def of_somebody_else(file_of: str, record_of: str) -> str:
    """What to say where an export or a backup is of somebody else than the record; nothing where it is not."""
    if not file_of or not record_of or file_of == record_of:
        return ""
    return f"Look twice: this file is of “{file_of}”, and this is the record of “{record_of}”."


def listed(titles: Sequence[str], most: int = 3) -> str:
    """Such as “Cleanser”, “Serum” and 4 more."""
    quoted = [f"“{_clipped(title)}”" for title in titles[:most]]
    rest = len(titles) - len(quoted)
    if rest:
        return f"{', '.join(quoted)} and {rest} more"
    return " and ".join(quoted) if len(quoted) < 3 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _clipped(title: str) -> str:
    first = title.partition("\n")[0]
    return first if len(first) <= _LONGEST_TITLE and first == title else first[: _LONGEST_TITLE - 1] + "…"


#: The deeds so large that they are asked about before they are taken back.
ASKED_BEFORE_UNDO = {
    Deed.IMPORT_PLAN: "Your last action took over a plan. Take it back, and its steps with it?",
    Deed.GO_BACK: "Your last action went back to an earlier plan. Take it back?",
    Deed.IMPORT: "Your last action took a file in. Take all of it back?",
    Deed.RESTORE_BACKUP: "Your last action brought a backup back. Go back to the record as it was before?",
}


def _marked_with_it(steps: Sequence[str]) -> str:
    return f", and marking {listed(steps)} as done" if steps else ""


def taken_back(deed: Deed, titles: Sequence[str]) -> str:
    """What an undo took back."""
    what = listed(titles)
    match deed:
        case Deed.TICK:
            return f"marking {what} as done"
        case Deed.SKIP:
            return f"skipping {what}"
        case Deed.TICK_SLOT:
            return f"marking {counted(len(titles), 'step')} as done"
        case Deed.REOPEN:
            return f"opening {what} again"
        case Deed.USE:
            return f"using {what}"
        case Deed.PAUSE:
            return "the pause"
        case Deed.RESUME:
            return "the end of the pause"
        case Deed.REST:
            return f"letting {listed(titles[:1])} rest"
        case Deed.ASK:
            return f"the question {what}"
        case Deed.SETTLE:
            return f"settling the question {what}"
        case Deed.NOTE:
            return f"writing the note {what}"
        case Deed.EDIT_NOTE:
            return f"changing the note {what}"
        case Deed.DELETE_NOTE:
            return "deleting a note"
        case Deed.CHECK_IN:
            return "the check-in"
        case Deed.ADD_ENTRY:
            return f"writing the entry {what}"
        case Deed.EDIT_ENTRY:
            return f"changing the entry {what}"
        case Deed.DELETE_ENTRY:
            return f"deleting the entry {what}"
        case Deed.FOLLOW_BRUISE:
            return "what was seen of a bruise"
        case Deed.CHOOSE_MEASURES:
            return "the choice of what a check-in asks"
        case Deed.IMPORT_PLAN:
            # a number here would be of documents, where the import told lines
            return "the import of a plan, with all that it changed"
        case Deed.GO_BACK:
            return "going back to an earlier plan, with all that it changed"
        case Deed.ADD_PRODUCT:
            return f"putting {what} on the shelf"
        case Deed.EDIT_PRODUCT | Deed.EDIT_PACK:
            return f"changing {what} on the shelf"
        case Deed.ADD_PACK:
            return f"putting another {what} on the shelf"
        case Deed.OPEN_PACK:
            return f"opening {what}"
        case Deed.FINISH_PACK:
            return f"finishing {what}"
        case Deed.COUNT_LEFT:
            return f"what is left of {what}"
        case Deed.SUBSTITUTE:
            return f"what {what} applies"
        case Deed.ADD_PHOTO:
            return "adding a photo"
        case Deed.ADD_SESSION:
            return f"adding the session {what}"
        case Deed.MOVE_SESSION:
            return f"moving the session {what}"
        case Deed.CANCEL_SESSION:
            return f"cancelling the session {what}"
        case Deed.SESSION_TOOK_PLACE:
            return f"saying that the session {what} took place"
        case Deed.TELL_SESSION:
            return f"what was told of the session {listed(titles[:1])}"
        case Deed.ADD_PROCEDURE:
            return f"entering {what}"
        case Deed.REMOVE_PROCEDURE:
            return f"taking {what} off the list"
        case Deed.RENAME_CLIENT:
            return "the client's new name"
        case Deed.ARCHIVE_CLIENT:
            return "archiving the client"
        case Deed.RESTORE_CLIENT:
            return "bringing the client back"
        case Deed.SET_ZONE:
            return f"the change of the time zone ({what})"
        case Deed.SET_DAY_START:
            return "the change of the day's start"
        case Deed.SET_REGION:
            return "the change of where you live"
        case Deed.ANSWER_WATCH:
            return "the answer about late lumps and sores"
        case Deed.ADD_STEP:
            return f"adding {what}"
        case Deed.CHANGE_STEP:
            return f"changing {what}"
        case Deed.MOVE_STEP:
            return f"moving {what}"
        case Deed.END_STEP:
            return f"ending {what}"
        case Deed.SET_SLOT:
            return f"setting the part of the day {what}"
        case Deed.ANSWER_SAFETY:
            return "what you said about your safety"
        case Deed.AGREE:
            return "what was said of an agreement"
        case Deed.TITRATE:
            return f"beginning {listed(titles[:1])} slowly"
        case Deed.TAKE_ADVICE:
            return f"the change to {what}"
        case Deed.SET_ASIDE:
            return f"setting aside: {what}"
        case Deed.BRING_BACK:
            return f"bringing back: {what}"
        case Deed.START_TEST:
            return f"beginning the patch test {listed(titles[:1])}"
        case Deed.END_TEST:
            return f"the end of the patch test {listed(titles[:1])}"
        case Deed.SET_REMINDER:
            return "the change of how you are reminded"
        case Deed.SET_QUIET_HOURS:
            return "the change of the quiet hours"
        case Deed.SNOOZE:
            return "putting off a reminder"
        case Deed.DISMISS:
            return "putting a reminder away"
        case Deed.PLACE_MAGNETS:
            return f"putting on {titles[0]}{_marked_with_it(titles[1:])}"
        case Deed.REMOVE_MAGNETS:
            return f"taking off {' and '.join(titles)}"
        case Deed.MISS_MAGNETS:
            return "saying that a magnet is missing"
        case Deed.CHECK_MAGNETS:
            return "what was seen of the skin under magnets"
        case Deed.CHANGE_ADHESIVE:
            return "the new adhesive"
        case Deed.FIND_MAGNETS:
            return "finding a magnet"
        case Deed.GIVE_MAGNETS_UP:
            return "no longer looking for a magnet"
        case Deed.PRESS_POINT:
            return f"pressing {listed(titles[:1])}{_marked_with_it(titles[1:])}"
        case Deed.KEEP_VERSION:
            return f"choosing a version of {what}"
        case Deed.IMPORT:
            return "an import, with all that came in"
        case Deed.RESTORE_BACKUP:
            return "bringing a backup back: the record is as it was before"
        case Deed.START | Deed.UNDO | Deed.ERASE:
            return f"{deed.value} of {what}"
        case _:
            assert_never(deed)
