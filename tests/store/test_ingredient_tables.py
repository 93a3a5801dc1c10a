"""Ingredients, their classes and what goes together: complete, graded, sourced, and no name means two things."""

from __future__ import annotations

from collections import Counter

import pytest

from aftercare.model.ingredient import families_of
from aftercare.model.ingredient_row import Allergen, DayPart, Pregnancy, Sun, by_name, families, of_strength
from aftercare.model.interaction import SUN_SENSITISING, Circumstance
from aftercare.model.plan_hold import HeldActivity
from aftercare.model.product_kind import Grade
from aftercare.model.reference_row import references_in
from aftercare.model.text import name_key
from aftercare.store.reference import ingredient_classes, ingredients, interactions, product_kinds

#: Section 6 of the fact base, row by row: class, hours after needling (None: the prescriber says), pregnancy.
FACTS = {
    "retinol": ("retinoid", 48, "avoid"),
    "retinal": ("retinoid", 48, "avoid"),
    "retinyl-palmitate": ("retinoid-ester", 48, "avoid"),
    "hydroxypinacolone-retinoate": ("retinoid-ester", 48, "avoid"),
    "tretinoin": ("retinoid", 72, "avoid"),
    "adapalene": ("retinoid", 72, "avoid"),
    "tazarotene": ("retinoid", 72, "avoid"),
    "trifarotene": ("retinoid", 72, "avoid"),
    "bakuchiol": ("retinol-like", 24, "ask"),
    "glycolic-acid": ("aha", 72, "ask"),
    "lactic-acid": ("aha", 72, "ask"),
    "mandelic-acid": ("aha", 72, "ask"),
    "malic-acid": ("aha", 72, "ask"),
    "tartaric-acid": ("aha", 72, "ask"),
    "citric-acid-peel": ("aha", 72, "ask"),
    "salicylic-acid": ("bha", 72, "ask"),
    "betaine-salicylate": ("bha", 72, "ask"),
    "capryloyl-salicylic-acid": ("bha", 72, "ask"),
    "gluconolactone": ("pha", 48, "ok"),
    "lactobionic-acid": ("pha", 48, "ok"),
    "papain": ("enzyme", 72, "ok"),
    "scrub-particles": ("physical", 72, "ok"),
    "ascorbic-acid": ("vitamin-c-acid", 48, "ok"),
    "sodium-ascorbyl-phosphate": ("c-derivative", 24, "ok"),
    "magnesium-ascorbyl-phosphate": ("c-derivative", 24, "ok"),
    "ascorbyl-glucoside": ("c-derivative", 24, "ok"),
    "ethyl-ascorbic-acid": ("c-derivative", 24, "ok"),
    "tetrahexyldecyl-ascorbate": ("c-derivative", 48, "ok"),
    "ferulic-acid": ("antioxidant", 24, "ok"),
    "tocopherol": ("antioxidant", 24, "ok"),
    "tocopheryl-acetate": ("antioxidant", 24, "ok"),
    "resveratrol": ("antioxidant", 24, "ok"),
    "ubiquinone": ("antioxidant", 12, "ok"),
    "green-tea": ("antioxidant", 12, "ok"),
    "niacinamide": ("b3", 12, "ok"),
    "palmitoyl-pentapeptide-4": ("peptide", 24, "ok"),
    "palmitoyl-tripeptide-1": ("peptide", 24, "ok"),
    "acetyl-hexapeptide-8": ("peptide", 24, "ask"),
    "copper-tripeptide-1": ("copper-peptide", 48, "ask"),
    "sh-oligopeptide-1": ("growth-factor", 48, "ask"),
    "exosomes": ("biologic", 48, "ask"),
    "sodium-dna": ("biologic", 48, "ask"),
    "hyaluronic-acid": ("humectant", 0, "ok"),
    "glycerin": ("humectant", 0, "ok"),
    "panthenol": ("humectant", 0, "ok"),
    "sodium-pca": ("humectant", 0, "ok"),
    "amino-acids": ("humectant", 0, "ok"),
    "beta-glucan": ("soothing", 0, "ok"),
    "urea": ("humectant", 24, "ok"),
    "urea-strong": ("keratolytic", 72, "ok"),
    "ceramide": ("barrier-lipid", 0, "ok"),
    "cholesterol": ("barrier-lipid", 0, "ok"),
    "fatty-acids": ("barrier-lipid", 0, "ok"),
    "squalane": ("emollient", 12, "ok"),
    "petrolatum": ("occlusive", 0, "ok"),
    "dimethicone": ("occlusive", 0, "ok"),
    "shea-butter": ("emollient", 24, "ok"),
    "lanolin": ("occlusive", 24, "ok"),
    "rosehip-oil": ("oil", 24, "ok"),
    "jojoba-oil": ("oil", 24, "ok"),
    "argan-oil": ("oil", 24, "ok"),
    "marula-oil": ("oil", 24, "ok"),
    "centella": ("soothing", 12, "ok"),
    "allantoin": ("soothing", 0, "ok"),
    "bisabolol": ("soothing", 12, "ok"),
    "oat": ("soothing", 0, "ok"),
    "aloe": ("soothing", 12, "ok"),
    "calendula": ("botanical", 24, "ok"),
    "chamomile": ("botanical", 24, "ok"),
    "arnica": ("botanical", 24, "ask"),
    "vitamin-k": ("bruise-care", 24, "ask"),
    "snail-mucin": ("biological-humectant", 24, "ok"),
    "honey": ("bee-product", 48, "ok"),
    "propolis": ("bee-product", 48, "ok"),
    "collagen": ("film-former", 12, "ok"),
    "benzoyl-peroxide": ("oxidant", 48, "ok"),
    "azelaic-acid": ("dicarboxylic-acid", 48, "ok"),
    "potassium-azeloyl-diglycinate": ("azelate", 24, "ok"),
    "sulfur": ("keratolytic", 48, "ok"),
    "clindamycin": ("antibiotic", None, "ask"),
    "erythromycin": ("antibiotic", None, "ask"),
    "tea-tree-oil": ("essential-oil", 72, "ask"),
    "hydroquinone": ("depigmenter", 72, "avoid"),
    "arbutin": ("depigmenter", 24, "ask"),
    "alpha-arbutin": ("depigmenter", 24, "ask"),
    "kojic-acid": ("depigmenter", 48, "ask"),
    "tranexamic-acid": ("depigmenter", 24, "ask"),
    "licorice": ("soothing", 12, "ok"),
    "thiamidol": ("depigmenter", 24, "ask"),
    "cysteamine": ("depigmenter", 72, "ask"),
    "caffeine": ("vasoactive", 12, "ok"),
    "adenosine": ("anti-wrinkle", 12, "ok"),
    "dmae": ("firming", 48, "ask"),
    "zinc-pca": ("sebum", 12, "ok"),
    "zinc-gluconate": ("sebum", 12, "ok"),
    "parfum": ("fragrance", 48, "ok"),
    "limonene": ("fragrance", 48, "ok"),
    "linalool": ("fragrance", 48, "ok"),
    "lavender-oil": ("essential-oil", 48, "ask"),
    "rose-oil": ("essential-oil", 48, "ask"),
    "ylang-oil": ("essential-oil", 48, "ask"),
    "bergamot-oil": ("citrus-oil", 72, "ask"),
    "lime-oil": ("citrus-oil", 72, "ask"),
    "lemon-oil": ("citrus-oil", 72, "ask"),
    "menthol": ("counter-irritant", 48, "ask"),
    "camphor": ("counter-irritant", 48, "ask"),
    "peppermint": ("counter-irritant", 48, "ask"),
    "alcohol-denat": ("solvent", 48, "ok"),
    "witch-hazel": ("astringent", 48, "ok"),
    "zinc-oxide": ("mineral-uv-filter", 4, "ok"),
    "titanium-dioxide": ("mineral-uv-filter", 4, "ok"),
    "avobenzone": ("organic-uv-filter", 24, "ok"),
    "octocrylene": ("organic-uv-filter", 24, "ok"),
    "tinosorb": ("organic-uv-filter", 24, "ok"),
    "hydrocortisone": ("medicine", None, "ask"),
    "strong-steroids": ("medicine", None, "ask"),
}


@pytest.mark.parametrize(("name", "facts"), FACTS.items(), ids=FACTS)
def test_an_ingredient_has_the_class_the_hours_and_the_pregnancy_note_of_the_fact_base(name, facts):
    row = ingredients()[name]
    assert (row.classes[0], row.hold_hours, row.pregnancy) == facts


def test_the_ranges_of_hours_keep_their_lower_end():
    ranges = {row.id: (row.hold_least, row.hold_hours) for row in ingredients().values() if row.hold_least is not None}
    assert ranges == {"centella": (0, 12), "aloe": (0, 12), "zinc-oxide": (0, 4), "titanium-dioxide": (0, 4)}


def test_no_name_means_two_ingredients():
    keys = Counter(key for row in ingredients().values() for key in {name_key(name) for name in (row.id, *row.names)})
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys


def test_no_id_means_an_ingredient_and_a_class():
    assert not set(ingredients()) & set(ingredient_classes())


def test_every_class_that_is_named_exists_and_every_class_is_used():
    used = {name for row in ingredients().values() for name in families(row, ingredient_classes())}
    assert used == set(ingredient_classes())


def test_families_are_the_classes_above():
    classes = ingredient_classes()
    assert families(ingredients()["glycolic-acid"], classes) == ("aha", "acid", "active")
    assert families(ingredients()["retinyl-palmitate"], classes) == ("retinoid-ester", "retinoid", "active")
    assert families(ingredients()["panthenol"], classes) == ("humectant", "soothing")
    assert families_of(("citrus-oil",), classes) == ("citrus-oil", "essential-oil", "fragrance")


def test_a_row_that_another_stands_for_exists_and_is_held_no_shorter():
    stronger = {row.id: row.stronger for row in ingredients().values() if row.stronger}
    assert set(stronger) == {"urea", "citric-acid"}
    for name, above in stronger.items():
        weak, strong = ingredients()[name], ingredients()[above.row]
        assert of_strength(weak, None, ingredients()) is weak
        assert of_strength(weak, above.above, ingredients()) is weak
        assert of_strength(weak, above.above + 1, ingredients()) is strong
        assert (strong.hold_hours or 0) > (weak.hold_hours or 0)


def test_what_is_on_prescription_is_asked_about():
    prescribed = {row.id for row in ingredients().values() if row.prescription}
    assert {"tretinoin", "adapalene", "tazarotene", "trifarotene", "clindamycin", "hydroquinone"} <= prescribed
    assert all(ingredients()[each].ask for each in prescribed)


def test_the_limits_of_the_european_union():
    limits = {
        (row.id, each.percent, each.source)
        for row in ingredients().values()
        for each in row.limits
        if each.by == "European Union"
    }
    retinols = {
        (name, most, "S67") for name in ("retinol", "retinyl-acetate", "retinyl-palmitate") for most in (0.3, 0.05)
    }
    assert limits == retinols | {
        ("alpha-arbutin", 2, "S67"),
        ("arbutin", 7, "S67"),
        ("kojic-acid", 1, "S67"),
        ("salicylic-acid", 2, "S68"),
        ("hydroquinone", 0, "S68"),
        ("vitamin-k", 0, "none"),
    }


def test_every_family_of_allergens_and_every_word_for_sun_and_time_is_used():
    rows = ingredients().values()
    assert {each for row in rows for each in row.allergens} == set(Allergen)
    assert {row.sun for row in rows} == set(Sun)
    assert {row.when for row in rows} == set(DayPart)
    assert {row.pregnancy for row in rows} == set(Pregnancy)


def test_the_phototoxic_ones_are_the_citrus_oils():
    rows = ingredients().values()
    assert {row.id for row in rows if row.sun is Sun.PHOTOTOXIC} == {
        row.id for row in rows if "citrus-oil" in row.classes
    }


def test_every_row_that_is_well_founded_names_its_source():
    rows = [*ingredients().values(), *interactions().values()]
    assert len(rows) > 100
    for row in rows:
        assert row.source != "none" or row.grade in (Grade.UNVERIFIED, Grade.CONVENTION), row.id
        assert row.source != "none" or row.grade is Grade.UNVERIFIED or row.note, row.id
        for limit in getattr(row, "limits", ()):
            assert limit.source != "none" or limit.grade is Grade.UNVERIFIED, row.id
        named = references_in(f"{row.source} {row.note}")
        assert all(1 <= int(each[1:]) <= 97 for each in named), row.id


def test_what_the_fact_base_marks_for_pregnancy_has_its_three_sources():
    marked = [row for row in ingredients().values() if row.pregnancy_source != "none"]
    assert {row.pregnancy_source for row in marked} == {"S59, S60, S61"}
    assert all(row.pregnancy_source != "none" for row in ingredients().values() if "retinoid" in row.classes)


def test_both_sides_of_an_interaction_exist():
    known = {*ingredients(), *ingredient_classes(), *product_kinds(), *HeldActivity, *Circumstance, SUN_SENSITISING}
    for row in interactions().values():
        assert {*row.a, *row.b} <= known, row.id


def test_a_name_is_found_whatever_its_case_accents_and_signs():
    named = by_name(ingredients().values())
    for text in ("HYALURONSÄURE", "acide hyaluronique", "Ácido  hialurónico", "Sodium-Hyaluronate"):
        assert named[name_key(text)].id == "hyaluronic-acid"
