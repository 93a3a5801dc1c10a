"""Reading a label: four languages, strengths, what may be in it, footnotes; and that nothing of a text is lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.ingredient_list import PartKind, read_ingredients
from aftercare.model.ingredient_names import IngredientNames
from aftercare.model.product_ingredients import as_kept, rows_named, rows_of
from aftercare.model.routine import ByClient, Product
from aftercare.store.reference import ingredients

NAMES = IngredientNames(ingredients())

#: Labels as they are printed, with what is known of them in order and what is not.
LABELS = {
    "english": (
        "Ingredients: Aqua/Water/Eau, Glycerin*, Niacinamide 5%, Caprylic/Capric Triglyceride, 1,2-Hexanediol,\n"
        "Sodium Hyal-\nuronate, Butyrospermum Parkii (Shea) Butter, Beta-\nGlucan, Sodium\nAscorbyl Phosphate, "
        "Tocopherol (Vitamin E), Retinol (0.3 %), Quillaja Saponaria Bark Extract, Parfum (Limonene, Linalool).\n"
        "*from organic farming, certified",
        "water glycerin niacinamide emollient-esters glycols hyaluronic-acid shea-butter beta-glucan "
        "sodium-ascorbyl-phosphate tocopherol retinol parfum limonene linalool",
        ["Quillaja Saponaria Bark Extract"],
    ),
    "german": (
        "INHALTSSTOFFE: WASSER • GLYZERIN • HARNSTOFF 15 % • Hyaluronsäure • Sheabutter • Süßholzwurzelextrakt "
        "• Vergällter Alkohol • Moorlauge • Duftstoffe (Citral, Geraniol) • Kann enthalten: CI 77491,CI 77492.",
        "water glycerin urea-strong hyaluronic-acid shea-butter licorice alcohol-denat parfum fragrance-allergens "
        "colourants",
        ["Moorlauge"],
    ),
    "french": (
        "Ingrédients : eau ; glycérine ; acide glycolique (8 %) ; beurre de karité ; extrait de calendula ; "
        "eau d'hamamélis ; huile d'argan ; acide hyaluronique ; gomme xanthane ; suc de bruyère ; parfum. "
        "Peut contenir : oxydes de fer, mica.",
        "water glycerin glycolic-acid shea-butter witch-hazel argan-oil hyaluronic-acid thickeners parfum "
        "colourants powders",
        ["suc de bruyère"],
    ),
    "spanish": (
        "INGREDIENTES: AGUA, GLICERINA, ÁCIDO HIALURÓNICO, ÁCIDO SALICÍLICO 2 %, MANTECA DE KARITÉ, ACEITE DE ROSA "
        "MOSQUETA, ÁCIDO ASCÓRBICO, EXTRACTO DE JARILLA, PERFUME [PUEDE CONTENER: ÓXIDOS DE HIERRO]",
        "water glycerin hyaluronic-acid salicylic-acid shea-butter rosehip-oil ascorbic-acid parfum colourants",
        ["EXTRACTO DE JARILLA"],
    ),
}


def read(text):
    return read_ingredients(text, NAMES)


def known(text):
    return [part.row for part in read(text).known]


@pytest.mark.parametrize(("text", "rows", "rest"), LABELS.values(), ids=LABELS)
def test_a_label_is_read(text, rows, rest):
    label = read(text)
    assert [part.row for part in label.known] == rows.split()
    left = [part.text for part in (*label.near, *label.unknown)]
    assert [text for text in left if text != "extrait de calendula"] == rest


def test_a_strength_stands_before_or_after_in_brackets_or_not():
    for text in (
        "niacinamide 5%",
        "Niacinamide (5 %)",
        "5 % Niacinamide",
        "NIACINAMIDE 5,0 %",
        "niacinamide 5 percent",
    ):
        (part,) = read(text).parts
        assert (part.row, part.percent, part.name.casefold()) == ("niacinamide", 5, "niacinamide"), text


def test_of_a_range_the_higher_strength_counts():
    (part,) = read("Glycolic Acid 5-8 %").parts
    assert (part.row, part.percent) == ("glycolic-acid", 8)


def test_what_is_no_strength_is_none():
    assert [part.percent for part in read("retinol 0 %, retinal 250 %").parts] == [None, None]


def test_a_known_strength_decides_which_row_counts():
    assert known("urea 10 %") == ["urea"]
    assert known("urea 30 %") == ["urea-strong"]
    assert known("citric acid, citric acid 12 %") == ["citric-acid", "citric-acid-peel"]


def test_what_a_product_may_contain_is_marked():
    label = read("Mica (+/- CI 77491, Talc), Glycerin. May contain (+/-): CI 77891 (Titanium Dioxide), Parfum")
    assert [part.row for part in label.ingredients if part.may_contain] == [
        "colourants",
        "powders",
        "titanium-dioxide",
        "parfum",
    ]


def test_a_misspelt_name_is_offered_and_not_taken():
    label = read("Glycolic Acyd, Niacinamid, hyaluronik acid")
    assert known("Glycolic Acyd, hyaluronik acid") == []
    assert [(part.text, part.offers[0]) for part in label.near] == [
        ("Glycolic Acyd", "glycolic-acid"),
        ("hyaluronik acid", "hyaluronic-acid"),
    ]
    assert [part.row for part in label.known] == ["niacinamide"]


def test_what_is_nothing_like_a_known_name_is_not_offered_anything():
    assert [part.kind for part in read("Moorlauge, Xyz").parts] == [PartKind.UNKNOWN] * 2


def test_lines_without_commas_are_pieces():
    assert [part.text for part in read("Aqua\nMoorlauge\nAllerlei\nSerine\nGlycine").parts] == [
        "Aqua",
        "Moorlauge",
        "Allerlei",
        "Serine",
        "Glycine",
    ]


def test_a_list_marked_with_stars_has_no_footnotes():
    assert known("* Glycerin\n* Moorlauge\n* Panthenol") == ["glycerin", "panthenol"]
    assert [part.text for part in read("* Glycerin\n* Moorlauge").unknown] == ["* Moorlauge"]


def test_one_thing_in_several_languages_stands_once():
    assert [part.text for part in read("Aqua / Eau / Wasser, Talc").parts] == ["Aqua / Eau / Wasser", "Talc"]


def test_a_copolymer_is_not_torn_at_its_slash():
    (part,) = read("Glycerin/Moorlauge Copolymer").parts
    assert part.row is None


def test_a_word_that_separates_is_a_remark():
    for text in (
        "Glycerin and Panthenol",
        "Glycerin (and) Panthenol",
        "Glyzerin und Panthenol",
        "Glicerina y Pantenol",
    ):
        assert [part.kind.value for part in read(text).parts] == ["known", "remark", "known"], text


def test_a_name_of_which_nothing_is_known_stays_whole():
    (part,) = read("Turba Moorensis (Moor, Torf) Lauge").parts
    assert part.text == "Turba Moorensis (Moor, Torf) Lauge"


def test_what_is_in_it_is_not_what_it_only_may_contain():
    assert [part.may_contain for part in read("Glycerin, Mica; may contain: Mica, Talc").known] == [False, False]
    assert [part.may_contain for part in read("[may contain Talc] Glycerin, Panthenol, Talc").known] == [False] * 3


def test_what_stands_in_brackets_may_be_the_name_that_is_known():
    (part,) = read("Vitamin B3 Komplex (Niacinamid)").parts
    assert (part.row, part.text) == ("niacinamide", "Vitamin B3 Komplex (Niacinamid)")


def test_a_product_knows_its_rows_by_the_names_it_keeps():
    names, strengths = as_kept(read(LABELS["english"][0]))
    assert strengths == {"Niacinamide": 5, "Retinol": 0.3}
    product = Product("cream", "Cream", "moisturiser", ByClient(), ingredients=names, strengths=strengths)
    rows = [row.id for row in rows_named(product, NAMES)]
    assert rows == [part.row for part in read(LABELS["english"][0]).known]
    assert rows_of(product, ingredients()) == rows_named(product, NAMES)


def test_the_strength_that_a_plan_gives_counts_too():
    product = Product(
        "c", "C", "serum", ByClient(), ingredients=("Urea", "Tocopherol (Vitamin E)"), strengths={"Urea": 20}
    )
    assert [row.id for row in rows_named(product, NAMES)] == ["urea-strong", "tocopherol"]


INCI = sorted(name for row in ingredients().values() for name in row.inci)
LISTS = st.lists(st.sampled_from(INCI), min_size=1, max_size=12, unique=True)


@given(
    LISTS,
    st.sampled_from([", ", "; ", " • ", " | ", " · ", ",\n", ";\n", "\n", " / "]),
    st.randoms(use_true_random=False),
)
def test_order_case_and_separators_do_not_matter(names, separator, chance):
    expected = {part.row for part in read(", ".join(names)).known}
    assert len(expected) == len({NAMES.exactly(name).id for name in names})
    other = [chance.choice([str.upper, str.lower, str.title])(name) for name in names]
    chance.shuffle(other)
    assert {part.row for part in read(separator.join(other)).known} == expected


def letters(text):
    return [sign for sign in text if sign.isalnum()]


@given(
    st.lists(
        st.one_of(st.sampled_from(INCI), st.text(max_size=12), st.sampled_from(list(",;/()[]*+-%:.\n•&"))), max_size=25
    )
)
def test_nothing_of_a_text_is_lost(pieces):
    text = " ".join(pieces)
    label = read(text)
    assert letters("".join(part.text for part in label.parts)) == letters(text)
    for part in label.parts:
        assert (part.row is not None) == (part.kind is PartKind.KNOWN)
        assert bool(part.offers) == (part.kind is PartKind.NEAR)
        assert part.text


@given(st.text(alphabet="aqua(),/*+-%15 \n:[];•.", max_size=300))
def test_any_text_can_be_read(text):
    assert letters("".join(part.text for part in read(text).parts)) == letters(text)


@given(LISTS)
def test_what_is_kept_reads_the_same_again(names):
    kept, _ = as_kept(read(", ".join(names)))
    assert as_kept(read(", ".join(kept)))[0] == kept


HOSTILE = ["(", "a/", "*", "x\n", ",", "+/-", "1,", "(a,", "(a)", "a -\n", "1", "Ingredients / ", "a &", "5%", "Aqua ("]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_text_of_a_hundred_kilobytes_is_read_to_its_end(unit):
    text = unit * (100_000 // len(unit))
    assert letters("".join(part.text for part in read(text).parts)) == letters(text)


def test_a_long_label_is_read_whole():
    chance = random.Random(7)
    names = chance.choices(INCI, k=4000)
    assert len(", ".join(names)) > 80_000
    assert len(read(", ".join(names)).unknown) == 0
