"""An entry in words: on lines for a list, or with a thing a line where there is room."""

from datetime import UTC, date, datetime

from aftercare.care.journal_tables import journal_tables
from aftercare.model.check_in import CheckIn, ContextAnswer
from aftercare.model.entry_words import Named, entry_lines
from aftercare.model.rating import How, Points, Rating
from aftercare.model.reaction import Reaction, SkinSign
from aftercare.model.routine import Routine

DAY, AT = date(2026, 11, 22), datetime(2026, 11, 22, 20, tzinfo=UTC)
NAMED = Named(journal_tables(), Routine({}, {}, {}), {})
RATINGS = (
    Rating("glow", Points(7), how=How.SAME),
    Rating("tension", Points(4), "glabella"),
    Rating("tension", Points(4), "brow-lid-l"),
    Rating("redness", Points(2), "cheek-up-r"),
    Rating("redness", Points(2), "cheek-up-l"),
)
ENTRY = CheckIn("2026-11-1", DAY, AT, RATINGS, (ContextAnswer("sleep-hours", 7.5),), "Calm.", ("sun",))


def test_zones_whose_names_have_a_comma_stay_apart():
    assert entry_lines(ENTRY, NAMED) == [
        "glow 7 =; tension 4 (between brows; brow, upper lid, left); redness 2 (upper cheek, both sides)",
        "hours of sleep: 7.5 h",
        "Calm.",
        "@sun",
    ]
    reaction = Reaction("2026-11-2", DAY, AT, (SkinSign.ITCH,), ("temple-l", "nose"))
    assert entry_lines(reaction, NAMED) == ["itch", "temple, left; nose"]


def test_where_there_is_room_each_rating_and_each_answer_has_a_line():
    assert entry_lines(ENTRY, NAMED, apart=True) == [
        "glow 7 =\ntension 4 (between brows; brow, upper lid, left)\nredness 2 (upper cheek, both sides)",
        "hours of sleep: 7.5 h",
        "Calm.",
        "@sun",
    ]
