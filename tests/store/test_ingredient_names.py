"""The names of the fact base: each is read as its ingredient, and at least 80 have words in four languages."""

from __future__ import annotations

import pytest

from aftercare.model.ingredient_list import read_ingredients
from aftercare.model.ingredient_names import IngredientNames
from aftercare.store.reference import ingredients

NAMES = IngredientNames(ingredients())

#: Section 6 of the fact base, name by name and synonym by synonym, with the row that each is.
CALLED = {
    "retinol": "Retinol; vitamin A",
    "retinal": "Retinal; retinaldehyde",
    "retinyl-palmitate": "Retinyl palmitate",
    "retinyl-acetate": "Retinyl acetate",
    "retinyl-propionate": "Retinyl propionate",
    "hydroxypinacolone-retinoate": "Hydroxypinacolone retinoate; HPR; Granactive",
    "tretinoin": "Tretinoin; retinoic acid",
    "adapalene": "Adapalene",
    "tazarotene": "Tazarotene",
    "trifarotene": "Trifarotene",
    "bakuchiol": "Bakuchiol",
    "glycolic-acid": "Glycolic acid",
    "lactic-acid": "Lactic acid",
    "mandelic-acid": "Mandelic acid",
    "malic-acid": "Malic acid",
    "tartaric-acid": "Tartaric acid",
    "citric-acid-peel": "Citric acid 10 %",
    "salicylic-acid": "Salicylic acid",
    "betaine-salicylate": "Betaine salicylate",
    "capryloyl-salicylic-acid": "Capryloyl salicylic acid; LHA",
    "gluconolactone": "Gluconolactone",
    "lactobionic-acid": "Lactobionic acid",
    "papain": "Papain",
    "bromelain": "Bromelain",
    "subtilisin": "Subtilisin",
    "scrub-particles": "Scrub particles",
    "ascorbic-acid": "Ascorbic acid; L-AA; L-ascorbic acid",
    "sodium-ascorbyl-phosphate": "Sodium ascorbyl phosphate; SAP",
    "magnesium-ascorbyl-phosphate": "Magnesium ascorbyl phosphate; MAP",
    "ascorbyl-glucoside": "Ascorbyl glucoside",
    "ethyl-ascorbic-acid": "3-O-Ethyl ascorbic acid",
    "tetrahexyldecyl-ascorbate": "Tetrahexyldecyl ascorbate; THD; VC-IP",
    "ferulic-acid": "Ferulic acid",
    "tocopherol": "Tocopherol; vitamin E",
    "tocopheryl-acetate": "Tocopheryl acetate",
    "resveratrol": "Resveratrol",
    "ubiquinone": "Ubiquinone; CoQ10",
    "green-tea": "Camellia sinensis; EGCG; green tea",
    "niacinamide": "Niacinamide; nicotinamide; B3",
    "palmitoyl-pentapeptide-4": "Palmitoyl pentapeptide-4; Matrixyl",
    "palmitoyl-tripeptide-1": "Palmitoyl tripeptide-1",
    "acetyl-hexapeptide-8": "Acetyl hexapeptide-8; Argireline",
    "copper-tripeptide-1": "Copper tripeptide-1; GHK-Cu",
    "sh-oligopeptide-1": "sh-Oligopeptide-1; EGF",
    "exosomes": "Exosomes",
    "sodium-dna": "Sodium DNA; PDRN",
    "hyaluronic-acid": "Sodium hyaluronate; HA",
    "glycerin": "Glycerin",
    "panthenol": "Panthenol; B5",
    "sodium-pca": "Sodium PCA",
    "amino-acids": "Amino acids",
    "beta-glucan": "Beta-glucan",
    "urea": "Urea; Urea 10 %",
    "urea-strong": "Urea 20 %",
    "ceramide": "Ceramide NP; Ceramide AP; Ceramide EOP",
    "cholesterol": "Cholesterol",
    "fatty-acids": "Fatty acids",
    "squalane": "Squalane",
    "petrolatum": "Petrolatum",
    "dimethicone": "Dimethicone",
    "shea-butter": "Butyrospermum parkii; shea",
    "lanolin": "Lanolin",
    "rosehip-oil": "Rosehip oil",
    "jojoba-oil": "Jojoba oil",
    "argan-oil": "Argan oil",
    "marula-oil": "Marula oil",
    "centella": "Centella asiatica; madecassoside; cica",
    "allantoin": "Allantoin",
    "bisabolol": "Bisabolol",
    "oat": "Colloidal oatmeal; Avena sativa",
    "aloe": "Aloe barbadensis",
    "calendula": "Calendula officinalis",
    "chamomile": "Chamomilla recutita",
    "arnica": "Arnica montana",
    "vitamin-k": "Vitamin K; phytonadione",
    "snail-mucin": "Snail secretion filtrate; mucin",
    "honey": "Honey",
    "propolis": "Propolis",
    "collagen": "Hydrolyzed collagen; soluble collagen",
    "benzoyl-peroxide": "Benzoyl peroxide; BPO",
    "azelaic-acid": "Azelaic acid",
    "potassium-azeloyl-diglycinate": "Potassium azeloyl diglycinate",
    "sulfur": "Sulfur",
    "clindamycin": "Clindamycin",
    "erythromycin": "Erythromycin",
    "tea-tree-oil": "Melaleuca oil; tea tree oil",
    "hydroquinone": "Hydroquinone",
    "arbutin": "Arbutin",
    "alpha-arbutin": "Alpha-arbutin",
    "kojic-acid": "Kojic acid",
    "tranexamic-acid": "Tranexamic acid",
    "licorice": "Licorice; glabridin; dipotassium glycyrrhizate",
    "thiamidol": "Isobutylamido thiazolyl resorcinol; Thiamidol",
    "cysteamine": "Cysteamine",
    "caffeine": "Caffeine",
    "adenosine": "Adenosine",
    "dmae": "DMAE; dimethyl MEA",
    "zinc-pca": "Zinc PCA",
    "zinc-gluconate": "Zinc gluconate",
    "parfum": "Parfum",
    "limonene": "Limonene",
    "linalool": "Linalool",
    "lavender-oil": "Lavender oil",
    "rose-oil": "Rose oil",
    "ylang-oil": "Ylang oil",
    "bergamot-oil": "Citrus aurantium bergamia; bergamot oil",
    "lime-oil": "Lime oil",
    "lemon-oil": "Lemon peel oil",
    "menthol": "Menthol",
    "camphor": "Camphor",
    "peppermint": "Peppermint",
    "alcohol-denat": "Alcohol denat.",
    "witch-hazel": "Hamamelis; witch hazel",
    "zinc-oxide": "Zinc oxide",
    "titanium-dioxide": "Titanium dioxide",
    "avobenzone": "Avobenzone",
    "octocrylene": "Octocrylene",
    "tinosorb": "Tinosorb",
    "hydrocortisone": "Hydrocortisone",
}


@pytest.mark.parametrize(("row", "names"), CALLED.items(), ids=CALLED)
def test_each_name_of_the_fact_base_is_read_as_its_ingredient(row, names):
    for name in names.split("; "):
        for typed in (name, name.upper()):
            (part,) = read_ingredients(typed, NAMES).parts
            # the strength decides between two rows only once it counts for a product
            found = "urea-strong" if part.row == "urea" and (part.percent or 0) > 10 else part.row
            assert found == row, typed


def test_at_least_eighty_have_words_in_english_german_french_and_spanish():
    # what is written alike in another language, such as Resveratrol, is found by its label and needs no row of words
    told = [row.id for row in ingredients().values() if row.names and row.de and row.fr and row.es]
    assert len(told) >= 80
    assert len(set(CALLED) & set(told)) >= 60


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_each_word_of_a_language_is_read_as_its_ingredient(language):
    for row in ingredients().values():
        assert [each for each in getattr(row, language) if NAMES.exactly(each) is not row] == [], row.id
