"""What a search finds, and what is marked in a hit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.errors import BadInput
from aftercare.model.bruise import Bruise, Stage
from aftercare.model.check_in import CheckIn
from aftercare.model.journal import Note
from aftercare.model.journal_search import fits, marks, search_typed, searched_words, words_of
from aftercare.model.rating import Points, Rating
from aftercare.model.reaction import Reaction, SkinSign

AT = datetime(2026, 11, 22, 21, tzinfo=UTC)
DAY = date(2026, 11, 22)


def found(typed: str, text: str) -> bool:
    return fits(search_typed(typed), words_of(text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("redness", "Redness on both cheeks"),
        ("red", "redness on both cheeks"),
        ("RED cheek", "cheeks: red"),
        ("crème", "a new creme"),
        ("creme", "a new crème"),
        ("rötung", "Ro\u0308tung am Kinn"),
        ("strasse", "Straße"),
        ('"both cheeks"', "on both cheeks"),
        ("after-sun", "the after sun gel"),
        ("after sun", "after-sun"),
        ("red -cheek", "red nose"),
        ("@travel", "tired @travel"),
        ("7", "slept 7 hours"),
    ],
)
def test_is_found(typed: str, text: str) -> None:
    assert found(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ness", "redness"),
        ("red cheek", "red nose"),
        ('"red"', "redness"),
        ('"both cheeks"', "both my cheeks"),
        ('"cheeks both"', "both cheeks"),
        ("red -cheek", "red cheeks"),
        ("after-sun", "sun, and after"),
    ],
)
def test_is_not_found(typed: str, text: str) -> None:
    assert not found(typed, text)


@pytest.mark.parametrize("typed", ["", "   ", '""', "-", "...", "-red", "!?", " ".join(["word"] * 21)])
def test_what_cannot_be_searched_for_is_told(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        search_typed(typed)
    assert refused.value.next_step


def test_an_entry_is_found_by_what_it_is_about_and_by_its_tags() -> None:
    entry = CheckIn("2026-11-a", DAY, AT, (Rating("rd", Points(3), "cheek-up-r"),), text="calm", tags=("travel",))
    words = searched_words(entry)
    for typed in ("calm", "travel", "cheek-up-r", "check-in", "rd"):
        assert fits(search_typed(typed), words), typed
    assert not fits(search_typed("nose"), words)


def test_a_reaction_is_found_by_its_signs_and_a_bruise_by_its_colour() -> None:
    reaction = Reaction("2026-11-a", DAY, AT, (SkinSign.DARK_MARK,), ("chin",))
    assert fits(search_typed("dark-mark chin"), searched_words(reaction))
    assert fits(
        search_typed("bruise yellow"), searched_words(Bruise("2026-11-a", DAY, AT, "chin", Stage.GREEN_OR_YELLOW))
    )


def test_a_note_is_found_by_the_tags_in_its_words() -> None:
    assert fits(search_typed("travel"), searched_words(Note("2026-11-a", DAY, AT, "tired @Travel")))


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("red", "Red, then redness.", ["Red", "redness"]),
        ("creme", "La crème et la CRÈME", ["crème", "CRÈME"]),
        ("rotung", "die Ro\u0308tung", ["Ro\u0308tung"]),
        ('"both cheeks"', "both; both cheeks", ["both", "cheeks"]),
        ("strasse", "Straße 5", ["Straße"]),
        ("red -nose", "red", ["red"]),
        ("ﬁne", "a ﬁne line", ["ﬁne"]),
    ],
)
def test_hits_are_marked_in_the_words_as_they_were_written(typed: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(search_typed(typed), text)] == marked


WORDS = st.text(st.characters(categories=["L", "N", "M", "P", "Zs"]), max_size=40)


@given(WORDS, st.data())
def test_whatever_was_written_is_found_by_each_of_its_words(text: str, data: st.DataObject) -> None:
    words = words_of(text)
    if words:
        word = data.draw(st.sampled_from(words))
        assert fits(search_typed(f'"{word}"'), words)
        assert fits(search_typed(word[: data.draw(st.integers(1, len(word)))]), words)


@given(WORDS, WORDS)
def test_marks_lie_within_the_text_and_do_not_overlap(typed: str, text: str) -> None:
    try:
        search = search_typed(typed)
    except BadInput:
        return
    places = marks(search, text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@given(WORDS)
def test_folding_is_stable(text: str) -> None:
    assert words_of(" ".join(words_of(text))) == words_of(text)
