"""Records with a journal, and the screen that shows it."""

from __future__ import annotations

from datetime import date

from scenes import Scene, anna
from stage import at
from written_once import written_once

from aftercare.care import Care, Home
from aftercare.care.journal_tables import ratings_typed
from aftercare.model.bruise import Stage
from aftercare.model.check_in import CheckInDraft
from aftercare.model.reaction import SkinSign

_NOTES = (
    (date(2026, 8, 3), "Café in the sun for an hour, hat on. Nose a little red in the evening."),
    (date(2026, 9, 14), "Back from the holiday: skin calm, the new cream is good. @travel"),
    (date(2026, 11, 17), "Two steps only, tired."),
    (date(2026, 11, 20), "Redness by the nose after the walk in the wind; gone by noon.\nNot itchy."),
    (date(2026, 11, 22), "A quiet day."),
)


@written_once
def with_journal(home: Home) -> None:
    """Anna's record with entries of every kind but photos, in three months."""
    anna(home)
    care = Care.open(home)
    for day, text in _NOTES:
        care.note(text, at(20), day)
    care.log_session("session-5", "It felt warm for an hour.", at(20), said="No acids for three days.", day=_day(19))
    care.log_reaction((SkinSign.ITCH,), at(20), zones=("nose",), text="After the new serum.", day=_day(18))
    care.log_bruise("temple-l", Stage.BLUE, at(20, 1), millimetres=8, day=_day(19))
    ratings = tuple(each for typed in ("glow=6", "nose.redness=4") for each in ratings_typed(typed))
    care.check_in(CheckInDraft(_day(21), ratings), at(20))


def one_deleted(home: Home) -> None:
    """That record, of which the last note was deleted."""
    with_journal(home)
    care = Care.open(home)
    (note,) = (each for each in care.entries(date(2026, 11, 22), date(2026, 11, 22)))
    care.delete_entry(note, at(20, 30))


def with_a_long_note(home: Home) -> None:
    """Anna's record with a note of very many lines."""
    anna(home)
    Care.open(home).note("\n".join(f"Line {n} of a long day." for n in range(60)), at(20))


def _day(day: int) -> date:
    return date(2026, 11, day)


JOURNAL_SCENES = {
    "journal": Scene("JournalScreen", ("J",), record=with_journal),
    "an empty journal": Scene("JournalScreen", ("J",), record=anna),
    "the entries": Scene("EntryList", ("J",), record=with_journal, shows="JournalScreen"),
    "journal, searching": Scene("JournalScreen", ("J", "slash", *"nose"), record=with_journal),
    "filter of the journal": Scene("FilterForm", ("J", "f"), record=with_journal),
    "journal, filtered": Scene("JournalScreen", ("J", "f", *["tab"] * 6, *"2026-11-19", "ctrl+s"), record=with_journal),
    "the calendar": Scene("MonthCalendar", ("J", "tab"), record=with_journal, shows="JournalScreen"),
    "an entry": Scene("EntrySheet", ("J", "enter"), record=with_a_long_note, size=(80, 24)),
    "words of an entry": Scene("EntryForm", ("J", "e"), record=with_journal),
    "face of the journal": Scene("JournalFaceScreen", ("J", "z"), record=with_journal),
    "changes on the face": Scene("JournalFaceScreen", ("J", "z", "v"), record=with_journal),
    "a reaction": Scene("EntryForm", ("J", "r"), record=with_journal),
    "day of a reaction": Scene("EntryForm", ("J", "r", "shift+tab"), record=with_journal),
    "zones of a reaction": Scene("ZonesSheet", ("J", "r", "f5"), record=with_journal),
    "signs of a reaction": Scene("Several", ("J", "r"), record=with_journal, shows="EntryForm"),
    "journal, one deleted": Scene("JournalScreen", ("J",), record=one_deleted),
}
