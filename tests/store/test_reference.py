"""The reference data that comes with the program: typed rows, each with its grade and source."""

import subprocess
import sys

import pytest

from aftercare.model.grade import Grade
from aftercare.model.product_kind import PartOfDay, ProductKind
from aftercare.model.zone import zone_words
from aftercare.store.reference import product_kinds, sample_plans, zones


def test_kinds_are_read_once_and_cannot_be_changed_by_a_reader():
    assert product_kinds() is product_kinds()
    with pytest.raises(TypeError):
        product_kinds()["gel"] = None  # type: ignore[index]


def test_the_program_starts_without_reading_them():
    code = "import sys, aftercare.store.reference; sys.exit('tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_each_kind_has_a_grade_and_names_its_source():
    for kind in product_kinds().values():
        assert isinstance(kind.grade, Grade)
        assert "S52 americanspa.com" in kind.source, kind.id


def test_ids_and_ranks_are_unique_and_in_layering_order():
    kinds = list(product_kinds().values())
    assert [kind.rank for kind in kinds] == sorted({kind.rank for kind in kinds})
    assert len(kinds) == 18


def test_the_layers_go_from_washing_to_make_up():
    order = [
        "cleanser",
        "exfoliant",
        "toner",
        "rx-topical",
        "serum",
        "gel",
        "retinoid",
        "moisturiser",
        "sunscreen",
        "make-up",
    ]
    assert [each for each in product_kinds() if each in order] == order


def test_sun_protection_is_for_the_morning_and_a_prescription_goes_by_its_label():
    assert product_kinds()["sunscreen"].when is PartOfDay.MORNING
    assert product_kinds()["rx-topical"].when is PartOfDay.LABEL


def test_another_word_for_a_kind_means_one_kind_only():
    words = [word for kind in product_kinds().values() for word in (kind.id, *kind.also)]
    assert len(words) == len(set(words))


def test_a_kind_is_a_value():
    assert isinstance(product_kinds()["gel"], ProductKind)
    assert hash(product_kinds()["gel"])


def test_the_sample_plans_have_names_and_contents():
    plans = dict(sample_plans())
    assert list(plans) == ["magnets_at_home", "needle_course", "reactive_skin", "retinoid_cycling"]
    assert all(plans.values())


def test_zones_in_words_name_both_sides_once():
    assert zone_words(("forehead", "cheek-up-r", "cheek-up-l", "temple-l"), zones()) == (
        "forehead",
        "upper cheek, both sides",
        "temple, left",
    )
