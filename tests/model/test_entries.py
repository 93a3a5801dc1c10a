"""Entries of the journal: what they hold, that nothing illegal can be built, and that each reads back as it was."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.errors import BadInput
from aftercare.model.bruise import Bruise, BruiseSeen, Stage, courses
from aftercare.model.check_in import CheckIn, ContextAnswer
from aftercare.model.journal import EntryKind, entry_of, kind_of, tags_of, texts_of, zones_of
from aftercare.model.note import Note
from aftercare.model.photo import Photo, PhotoView
from aftercare.model.rating import Count, How, Points, Rating, Subject, Term, Total
from aftercare.model.reaction import Reaction, SkinSign
from aftercare.model.session_entry import SessionEntry
from aftercare.model.tables import ENTRIES, fits, say_the_same
from aftercare.model.tags import tag_typed, tags_in

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
HASH = "ab" * 32

ONE_OF_EACH = [
    Note("2026-11-a", DAY, AT, "A little red", "serum", ("travel",)),
    CheckIn(
        "2026-11-b",
        DAY,
        AT,
        (
            Rating("glow", Points(7)),
            Rating("redness", Points(0), "nose", How.SAME),
            Rating("blemishes", Count(3), "chin"),
        ),
        (ContextAnswer("sleep-hours", 7.5), ContextAnswer("sweat", True), ContextAnswer("travel", "by train")),
        "Calm today",
    ),
    SessionEntry("2026-11-c", DAY, AT, "session-6", "Relaxed", "Twice a week from now on"),
    Reaction("2026-11-d", DAY, AT, (SkinSign.ITCH,), ("cheek-up-r",), "serum", None, "After a minute"),
    Bruise("2026-11-e", DAY, AT, "temple-l", Stage.BLUE, 8),
    BruiseSeen("2026-11-f", DAY, AT, "2026-11-e", Stage.NONE),
    Photo("2026-11-g", DAY, AT, HASH, PhotoView.CLOSE_UP, 900, 1200, 0.5, "nose", datetime(2026, 11, 22, 9)),
]


@pytest.mark.parametrize("entry", ONE_OF_EACH, ids=lambda each: kind_of(each).value)
def test_an_entry_reads_back_as_it_was_and_fits_its_table(entry):
    document = msgspec.json.decode(msgspec.json.encode(entry))
    assert entry_of(document) == entry
    assert fits(ENTRIES, entry.id, document)
    assert kind_of(entry) == document["kind"]


def test_there_is_an_entry_of_each_kind():
    assert {kind_of(each) for each in ONE_OF_EACH} == set(EntryKind)


def test_a_note_of_the_first_records_has_no_kind_and_is_read():
    old = {"id": "2026-11-a", "day": "2026-11-22", "at": "2026-11-22T21:04:00Z", "text": "red", "step": None}
    assert entry_of(old) == Note("2026-11-a", DAY, AT, "red")
    assert fits(ENTRIES, "2026-11-a", old)
    assert say_the_same(ENTRIES, old, {**old, "kind": "note"})
    assert not say_the_same(ENTRIES, old, {**old, "kind": "note", "text": "blue"})


@pytest.mark.parametrize("kind", ["dream", None, 7])
def test_an_entry_of_an_unknown_kind_does_not_fit(kind):
    assert not fits(ENTRIES, "2026-11-a", {"id": "2026-11-a", "day": "2026-11-22", "kind": kind, "text": "x"})


@pytest.mark.parametrize("value", [-1, 11, True, 2.5, "7", None])
def test_a_rating_lies_between_0_and_10(value):
    with pytest.raises(ValueError, match="rating"):
        Points(value)


@pytest.mark.parametrize("made", [lambda: Count(-1), lambda: Count(501), lambda: Total(101), lambda: Term("")])
def test_no_value_beyond_its_scale_can_be_built(made):
    with pytest.raises(ValueError):
        made()


ILLEGAL = {
    "empty check-in": lambda: CheckIn("2026-11-a", DAY, AT),
    "rated twice": lambda: CheckIn("2026-11-a", DAY, AT, (Rating("glow", Points(1)), Rating("glow", Points(2)))),
    "answered twice": lambda: CheckIn("2026-11-a", DAY, AT, (), (ContextAnswer("uv", 1), ContextAnswer("uv", 2))),
    "no number": lambda: ContextAnswer("uv", float("nan")),
    "without an offset": lambda: CheckIn("2026-11-a", DAY, AT.replace(tzinfo=None), text="x"),
    "silent session": lambda: SessionEntry("2026-11-a", DAY, AT, "session-6"),
    "reaction of nothing": lambda: Reaction("2026-11-a", DAY, AT),
    "sign twice": lambda: Reaction("2026-11-a", DAY, AT, (SkinSign.ITCH, SkinSign.ITCH)),
    "bruise that is not there": lambda: Bruise("2026-11-a", DAY, AT, "nose", Stage.NONE),
    "size of what is gone": lambda: BruiseSeen("2026-11-a", DAY, AT, "2026-11-e", Stage.NONE, 3),
    "bruise of no size": lambda: Bruise("2026-11-a", DAY, AT, "nose", Stage.RED, 0),
    "photo without a hash": lambda: Photo("2026-11-a", DAY, AT, "../../etc", PhotoView.FRONT, 9, 9, 0.5),
    "close-up of nothing": lambda: Photo("2026-11-a", DAY, AT, HASH, PhotoView.CLOSE_UP, 9, 9, 0.5),
    "photo without a size": lambda: Photo("2026-11-a", DAY, AT, HASH, PhotoView.FRONT, 0, 9, 0.5),
    "photo brighter than white": lambda: Photo("2026-11-a", DAY, AT, HASH, PhotoView.FRONT, 9, 9, 1.5),
    "tag of two words": lambda: Note("2026-11-a", DAY, AT, "x", None, ("two words",)),
}


@pytest.mark.parametrize("made", ILLEGAL.values(), ids=ILLEGAL)
def test_what_cannot_be_is_not_built(made):
    with pytest.raises(ValueError):
        made()


def test_a_missing_rating_is_missing():
    entry = CheckIn("2026-11-a", DAY, AT, (Rating("glow", Points(0)),))
    assert [each.subject for each in entry.ratings] == [Subject("glow")]
    assert b"redness" not in msgspec.json.encode(entry)


def test_touched_and_same_as_yesterday_are_kept_apart():
    touched, same = Rating("glow", Points(7)), Rating("glow", Points(7), how=How.SAME)
    assert touched != same
    assert msgspec.convert(msgspec.to_builtins(same), Rating).how is How.SAME


def test_tags_are_those_given_and_those_in_the_words():
    note = Note(
        "2026-11-a", DAY, AT, "In the sun all day @Sun @travel-day, write to anna@example.org", None, ("beach",)
    )
    assert tags_of(note) == ("beach", "sun", "travel-day")


@pytest.mark.parametrize("typed", ["@Sun", "sun", " SUN "])
def test_a_tag_is_typed_with_or_without_its_sign(typed):
    assert tag_typed(typed) == "sun"


@pytest.mark.parametrize("typed", ["", "@", "two words", "a/b", "-", "x" * 41, "\x1b[31m"])
def test_what_is_no_tag_is_refused(typed):
    with pytest.raises(BadInput):
        tag_typed(typed)


@given(st.text())
def test_every_tag_found_in_words_is_one_that_can_be_typed(text):
    assert all(tag_typed(each) == each for each in tags_in(text))


def test_texts_and_zones_are_told_of_each_kind():
    assert texts_of(ONE_OF_EACH[1]) == ("Calm today", "by train")
    assert texts_of(ONE_OF_EACH[2]) == ("Relaxed", "Twice a week from now on")
    assert [zones_of(each) for each in ONE_OF_EACH] == [
        (),
        ("nose", "chin"),
        (),
        ("cheek-up-r",),
        ("temple-l",),
        (),
        ("nose",),
    ]


def test_a_bruise_is_followed_until_it_is_gone():
    bruise = Bruise("2026-11-e", DAY, AT, "temple-l", Stage.BLUE, 8)
    later = BruiseSeen("2026-11-g", date(2026, 11, 26), AT, "2026-11-e", Stage.GREEN_OR_YELLOW, 5)
    gone = BruiseSeen("2026-12-h", date(2026, 12, 3), AT, "2026-11-e", Stage.NONE)
    other = BruiseSeen("2026-11-i", DAY, AT, "2026-11-z", Stage.RED)
    (course,) = courses([bruise], [gone, other, later])
    assert course.seen == (later, gone)
    assert course.is_gone
    assert course.days(date(2027, 1, 1)) == 11
    assert course.sizes == ((DAY, 8), (date(2026, 11, 26), 5))
    (still,) = courses([bruise], [later])
    assert not still.is_gone
    assert still.days(date(2026, 11, 30)) == 8
