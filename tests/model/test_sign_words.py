"""Which signs somebody's words speak of, in English, German, French and Spanish.

`alarming_phrases.toml` has what people may write: for every sign and language what must be found, what is ordinary and
must not be, and what says that a sign is not there.
"""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.red_flag import Level, RedFlag
from aftercare.model.sign_words import SignReader
from aftercare.store.reference import denials, red_flags

FLAGS = tuple(red_flags().values())
READER = SignReader(FLAGS, denials().values())
#: Tries every phrase that a word may begin, whatever other words are there.
EVERY_PHRASE = SignReader(FLAGS, denials().values())
_known = EVERY_PHRASE._known
EVERY_PHRASE._may_speak = lambda _: True  # type: ignore[method-assign]
EVERY_PHRASE._known = lambda word: replace(_known(word), fits=-1)  # type: ignore[assignment]
LANGUAGES = ("en", "de", "fr", "es")
WRITTEN = tomllib.loads(Path(__file__).with_name("alarming_phrases.toml").read_text("utf-8"))
FOUND = [
    (sign, language, text)
    for sign, languages in WRITTEN["found"].items()
    for language, texts in languages.items()
    for text in texts
]


def signs(text: str) -> list[str]:
    return [flag.id for flag in READER.signs(text)]


def test_every_sign_is_tried_in_every_language() -> None:
    assert {sign: set(languages) for sign, languages in WRITTEN["found"].items()} == {
        flag.id: set(LANGUAGES) for flag in FLAGS
    }
    assert all(len(texts) > 1 for languages in WRITTEN["found"].values() for texts in languages.values())
    assert set(WRITTEN["ordinary"]) == set(WRITTEN["denied"]) == set(LANGUAGES)


@pytest.mark.parametrize(("sign", "language", "text"), FOUND, ids=[f"{sign}-{text}" for sign, _, text in FOUND])
def test_what_people_write_is_recognised(sign: str, language: str, text: str) -> None:
    assert sign in signs(text)


@pytest.mark.parametrize("dressed", [str.upper, str.lower, str.title, lambda text: f"well… {text} — since noon"])
def test_case_and_the_words_around_it_do_not_matter(dressed: object) -> None:
    assert callable(dressed)
    assert [(sign, text) for sign, _, text in FOUND if sign not in signs(dressed(text))] == []


def test_accents_do_not_matter() -> None:
    def bare(text: str) -> str:
        return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))

    assert [(sign, text) for sign, _, text in FOUND if sign not in signs(bare(text))] == []


def test_umlauts_may_be_written_as_two_letters() -> None:
    spelt = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
    german = [(sign, text.translate(spelt)) for sign, language, text in FOUND if language == "de"]
    assert any("ue" in text for _, text in german)
    assert [(sign, text) for sign, text in german if sign not in signs(text)] == []


@pytest.mark.parametrize("text", [text for texts in WRITTEN["ordinary"].values() for text in texts])
def test_ordinary_words_alarm_nobody(text: str) -> None:
    assert signs(text) == []


@pytest.mark.parametrize("text", [text for texts in WRITTEN["denied"].values() for text in texts])
def test_what_is_not_there_is_not_offered(text: str) -> None:
    assert signs(text) == []


@pytest.mark.parametrize(
    ("sign", "text"), [(sign, text) for sign, texts in WRITTEN["not_denied"].items() for text in texts]
)
def test_a_word_for_no_elsewhere_hides_nothing(sign: str, text: str) -> None:
    assert sign in signs(text)


def test_the_most_urgent_comes_first() -> None:
    found = READER.signs("a lump at the cheek, and now my throat is swelling")
    assert [flag.level for flag in found] == [Level.EMERGENCY, Level.THIS_WEEK]


def test_a_sign_is_found_over_lines_and_in_a_long_text() -> None:
    long = "A calm day.\n" * 800
    assert signs(f"{long}kein Fieber\nmeine Zunge schwillt an\n{long}") == ["throat-swelling"]


@pytest.mark.parametrize(
    "phrase", ["", "Swell!", "a  b", "+ a", "a + b + c", "can't", "a_", "*", "a/", "in_my eye-lid"]
)
def test_a_phrase_that_is_not_as_it_should_be_is_refused(phrase: str) -> None:
    row = msgspec.to_builtins(FLAGS[0])
    assert isinstance(msgspec.convert(row, type=RedFlag), RedFlag)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**row, "typed": {**row["typed"], "fr": [phrase]}}, type=RedFlag)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_without_words_in_a_language_is_refused(language: str) -> None:
    row = msgspec.to_builtins(FLAGS[0])
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**row, "typed": {**row["typed"], language: []}}, type=RedFlag)


@given(st.sampled_from(FLAGS), st.data(), st.text("xyz.,!\n", max_size=30), st.text("xyz.,!\n ", max_size=30))
def test_each_phrase_of_the_table_is_found_in_the_middle_of_other_words(
    flag: RedFlag, data: st.DataObject, before: str, after: str
) -> None:
    written = data.draw(st.sampled_from([each for name in LANGUAGES for each in getattr(flag.typed, name)]))
    halves = [half.split() for half in written.split(" + ")]
    groups = [group for half in (reversed(halves) if data.draw(st.booleans()) else halves) for group in half]
    words = [data.draw(st.sampled_from(word.split("/"))).rstrip("*") for group in groups for word in group.split("_")]
    assert flag.id in signs(f"{before} {' '.join(words)} {after}")


@given(st.lists(st.sampled_from(sorted({word for flag in FLAGS for word in READER.words_of(flag)})), max_size=12))
def test_no_phrase_is_ruled_out_by_the_words_that_are_there(words: list[str]) -> None:
    assert READER.signs(" ".join(words)) == EVERY_PHRASE.signs(" ".join(words))


@given(
    st.lists(
        st.one_of(
            st.sampled_from([word for _, _, text in FOUND for word in text.split()]),
            st.sampled_from(["no", "l'", "`", "’", "\n", "\x85", "\u2028", "\u0301", "¨", "ﬀ", "İ", "-", "Körnchen"]),
            st.text(max_size=3),
        ),
        max_size=12,
    ),
    st.sampled_from([" ", "", ", ", "\n"]),
)
def test_no_text_is_passed_over_in_which_something_is_found(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert READER.signs(text) == EVERY_PHRASE.signs(text)


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert set(READER.signs(text)) <= set(FLAGS)
