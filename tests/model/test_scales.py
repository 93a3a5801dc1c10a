"""Scales and subjects: what may be rated where, how it is typed, and what concerns ask for."""

import pytest

from aftercare.errors import BadInput, NotFound
from aftercare.model.check_in import ContextAnswer
from aftercare.model.concern import MOST_ASKED, usual_subjects
from aftercare.model.context_answers import context_typed, context_words, item_called
from aftercare.model.rating import Count, Points, Subject, Term, Total
from aftercare.model.scale import Scale, check_value, number_of, scale_of, value_typed, value_words
from aftercare.model.subjects import check_subject, measures_of, subject_words, subjects_typed
from aftercare.store.reference import alarming_values, concerns, context, measures, red_flags, zones


@pytest.mark.parametrize(
    ("measure", "typed", "value"),
    [
        ("glow", "7", Points(7)),
        ("glow", "x", Points(10)),
        ("redness", " 0 ", Points(0)),
        ("blemishes", "12", Count(12)),
        ("poem", "17", Total(17)),
        ("gais-self", "Much improved", Term("much improved")),
        ("gais-self", "wor", Term("worse")),
    ],
)
def test_a_value_is_typed_as_its_scale_has_it(measure, typed, value):
    assert value_typed(measures()[measure], typed) == value


@pytest.mark.parametrize(
    ("measure", "typed"),
    [
        ("glow", "11"),
        ("glow", "-1"),
        ("glow", "7.5"),
        ("glow", ""),
        ("glow", "seven"),
        ("glow", "٧"),
        ("poem", "29"),
        ("gais-self", "2"),
        ("gais-self", "improved very"),
        ("dlqi", "3"),
        ("bruise", "1"),
    ],
)
def test_what_the_scale_does_not_have_is_refused_with_what_it_has(measure, typed):
    with pytest.raises(BadInput):
        value_typed(measures()[measure], typed)


def test_a_value_of_another_scale_is_refused():
    with pytest.raises(BadInput, match="Blemishes"):
        check_value(measures()["blemishes"], Points(3))
    with pytest.raises(BadInput):
        check_value(measures()["gais-self"], Term("better than ever"))


def test_a_word_lies_where_its_source_has_it():
    assert number_of(Term("much improved"), measures()["gais-self"]) == 2
    assert number_of(Term("gone"), measures()["gais-self"]) is None
    assert value_words(Term("much improved")) == "much improved"


def test_every_measure_that_is_shipped_has_a_scale_or_is_followed():
    without = {each.id for each in measures().values() if scale_of(each) is None}
    assert without == {"bruise", "dlqi", "face-q", "photonumeric"}
    assert scale_of(measures()["iga"]) is Scale.TOTAL


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("glow", ["glow"]),
        ("cheek-up-r.redness", ["cheek-up-r.redness"]),
        ("cheek-up.redness", ["cheek-up-r.redness", "cheek-up-l.redness"]),
        ("upper cheek.redness", ["cheek-up-r.redness", "cheek-up-l.redness"]),
        ("Nose.Oil", ["nose.oil"]),
        ("chin.itch", ["chin.itch"]),
        ("dryness", ["dryness"]),
        ("jaw", ["jaw-tension"]),
    ],
)
def test_a_subject_is_typed_by_names(typed, names):
    assert [each.name for each in subjects_typed(typed, measures(), zones())] == names


@pytest.mark.parametrize(
    "typed", ["", "nothing", "nose.", ".glow", "nose.glow", "cheek.redness", "elbow.redness", "dlqi"]
)
def test_what_cannot_be_rated_is_refused(typed):
    with pytest.raises((BadInput, NotFound)):
        subjects_typed(typed, measures(), zones())


def test_a_zone_has_what_the_table_names_and_what_can_be_anywhere():
    assert [each.id for each in measures_of(zones()["lips"], measures())] == [
        "dryness",
        "hollowness",
        "itch",
        "pain",
        "stinging",
    ]
    assert subject_words(Subject("dryness", "lips"), measures(), zones()) == "Dryness, flaking, lips"
    assert subject_words(Subject("of-a-newer-program"), measures(), zones()) == "of-a-newer-program"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (
            ["dry cheeks", "a tense brow"],
            ["dryness", "glabella.tension", "brow-lid-r.tension", "brow-lid-l.tension", "glow"],
        ),
        (["uneven tone", "fine lines"], ["uneven-pigment", "evenness", "lines-rest", "glow"]),
        (["clenching at night"], ["jaw-tension", "glow"]),
        (["redness"], ["cheek-up-r.redness", "cheek-up-l.redness", "glow"]),
        ([], ["cheek-up-r.redness", "cheek-up-l.redness", "dryness", "glow"]),
        (["what nobody foresaw"], ["cheek-up-r.redness", "cheek-up-l.redness", "dryness", "glow"]),
    ],
)
def test_concerns_decide_what_is_asked(said, names):
    asked = usual_subjects(said, concerns().values(), measures(), zones())
    assert [each.name for each in asked] == names


def test_however_many_concerns_a_check_in_stays_short():
    everything = [phrase.replace("*", "") for row in concerns().values() for phrase in row.typed]
    asked = usual_subjects(everything, concerns().values(), measures(), zones())
    assert len(asked) == MOST_ASKED


def test_every_row_names_what_there_is():
    for row in concerns().values():
        for measure in row.measures:
            assert scale_of(measures()[measure]), row.id
        for zone in row.zones:
            assert any(measure in zones()[zone].measures for measure in row.measures), row.id
        for phrase in row.typed:
            for asked in usual_subjects([phrase.replace("*", "")], [row], measures(), zones()):
                check_subject(asked, measures(), zones())
    for rule in alarming_values().values():
        assert rule.measure in measures()
        assert set(rule.signs) <= set(red_flags()), rule.id


@pytest.mark.parametrize(
    ("item", "typed", "value", "told"),
    [
        ("sleep", "7,5", 7.5, "7.5 h"),
        ("sleep-hours", "7 h", 7.0, "7 h"),
        ("uv", "8", 8.0, "8 (very high)"),
        ("sweat", "y", True, "yes"),
        ("heating", "air", "air conditioning", "air conditioning"),
        ("new-product", " a mask ", "a mask", "a mask"),
        ("cycle", "12", 12.0, "12"),
    ],
)
def test_context_is_answered_as_its_item_has_it(item, typed, value, told):
    row = item_called(item, context())
    answer = context_typed(row, typed)
    assert answer == ContextAnswer(row.id, value)
    assert context_words(row, answer) == told


@pytest.mark.parametrize(
    ("item", "typed"),
    [
        ("sleep-hours", "25"),
        ("sleep-hours", "-1"),
        ("sweat", "perhaps"),
        ("heating", ""),
        ("illness", "  "),
        ("uv-index", "∞"),
    ],
)
def test_an_impossible_answer_is_refused(item, typed):
    with pytest.raises(BadInput):
        context_typed(context()[item], typed)
