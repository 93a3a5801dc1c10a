"""The questions of the safety profile, as rows: what is asked, in plain words, and which floor waits for the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from aftercare.model.flooring import Exclusion
from aftercare.model.ingredient_row import Allergen, IngredientRow
from aftercare.model.magnet_rule import MagnetRule, magnet_exclusions
from aftercare.model.product_ingredients import rows_of
from aftercare.model.routine import Id, Product
from aftercare.model.safety import PREGNANCY, UNDER_18, SafetyProfile, Said
from aftercare.model.text import name_key

METAL_ALLERGY: Id = "metal-allergy"
OTHER_ALLERGENS: Id = "other-allergens"
MEDICINES: Id = "medicines"
_NEARBY = "-nearby"


class Group(StrEnum):
    """What a question is about."""

    YOU = "you"
    MAGNETS = "magnets"
    """Of the client: each has to be answered with no before a magnet is offered."""
    MAGNETS_NEARBY = "magnets-nearby"
    """The same, of whoever shares their bed or cares for them closely."""
    ALLERGENS = "allergens"


#: The groups that may be answered with no as a whole.
AT_ONCE = frozenset({Group.MAGNETS, Group.MAGNETS_NEARBY, Group.ALLERGENS})

GROUP_WORDS: Mapping[Group, str] = {
    Group.YOU: "About you",
    Group.MAGNETS: "Before any magnet: you",
    Group.MAGNETS_NEARBY: "Before any magnet: whoever shares your bed or cares for you closely",
    Group.ALLERGENS: "What you are allergic to",
}


class SafetyQuestion(Struct, frozen=True):
    """One question. `why` says what the answer does; with `words` a yes names something."""

    id: Id
    label: str
    text: str
    group: Group
    why: str
    words: bool = False


_ALLERGEN_WORDS: Mapping[Allergen, tuple[str, str]] = {
    Allergen.DAISY: ("Daisy family", "Are you allergic to the daisy family, such as arnica, chamomile or calendula?"),
    Allergen.BEE: ("Bee products", "Are you allergic to honey, propolis or beeswax?"),
    Allergen.LANOLIN: ("Lanolin", "Are you allergic to lanolin (wool wax)?"),
    Allergen.FRAGRANCE: ("Fragrance", "Are you allergic to perfume or essential oils?"),
    Allergen.SALICYLATE: ("Salicylates", "Are you allergic to aspirin or salicylic acid?"),
    Allergen.NUT: ("Nuts", "Are you allergic to nuts or nut oils?"),
    Allergen.ISOTHIAZOLINONE: ("Isothiazolinones", "Are you allergic to isothiazolinones (MI, MCI), preservatives?"),
    Allergen.FORMALDEHYDE: ("Formaldehyde", "Are you allergic to formaldehyde, or preservatives that release it?"),
}
_WARNS = "A product that holds it is marked when you add it and on your shelf."
_MAGNETS_WAIT = "No magnet is offered until every one of these is answered with no."


def exclusions_of(rules: Iterable[MagnetRule]) -> tuple[Exclusion, ...]:
    """The exclusions of magnets as questions: of the client, and of those who come just as close."""
    found = magnet_exclusions(rules)
    own = [Exclusion(each.id, each.label) for each in found]
    close = [each for each in found if each.bed_partner]
    nearby = [Exclusion(f"{each.id}{_NEARBY}", f"{each.label}, of somebody close") for each in close]
    return (*own, *nearby)


def safety_questions(rules: Mapping[Id, MagnetRule]) -> tuple[SafetyQuestion, ...]:
    """All questions in the order in which they are asked. `rules` are those of the magnets by their ids."""
    retinoids = "A retinoid or hydroquinone is then offered only once your doctor has agreed to it."
    yours = [
        SafetyQuestion(PREGNANCY, "Pregnancy", rules[PREGNANCY].ask, Group.YOU, retinoids),
        SafetyQuestion(
            UNDER_18,
            "Under 18",
            rules[UNDER_18].ask,
            Group.YOU,
            "Then use this with a parent or guardian, who also agrees to each active.",
        ),
        SafetyQuestion(METAL_ALLERGY, "Metal allergy", rules[METAL_ALLERGY].ask, Group.YOU, rules[METAL_ALLERGY].rule),
        SafetyQuestion(
            MEDICINES,
            "Medicines",
            "Do you use prescribed medicines? Name them if you like.",
            Group.YOU,
            "For your therapist only. Keep using them as prescribed; nothing here tells you to stop.",
            words=True,
        ),
    ]
    exclusions = magnet_exclusions(rules.values())
    own = [
        SafetyQuestion(each.id, each.label, _own_part(each.ask), Group.MAGNETS, _MAGNETS_WAIT) for each in exclusions
    ]
    nearby = [
        SafetyQuestion(
            f"{each.id}{_NEARBY}",
            each.label,
            f"{each.label}: does anybody who shares your bed or cares for you closely have one?",
            Group.MAGNETS_NEARBY,
            _MAGNETS_WAIT,
        )
        for each in exclusions
        if each.bed_partner
    ]
    families = [
        SafetyQuestion(allergen_question(each), *_ALLERGEN_WORDS[each], Group.ALLERGENS, _WARNS) for each in Allergen
    ]
    others = SafetyQuestion(
        OTHER_ALLERGENS,
        "Something else",
        "Are you allergic to anything else that may be in a product? Name it as labels do.",
        Group.ALLERGENS,
        _WARNS,
        words=True,
    )
    return (*yours, *own, *nearby, *families, others)


def _own_part(ask: str) -> str:
    """The part of an exclusion's question that is about the client: the other one has a row of its own."""
    return ask.partition(" Does anybody")[0]


def allergen_question(allergen: Allergen) -> Id:
    """The id of the question about a family of allergens."""
    return f"allergen-{allergen.value}"


def allergies_of(profile: SafetyProfile, day: date) -> frozenset[str]:
    """The families of allergens and the names of ingredients that the client reacts to, as known on `day`."""
    families = {each.value for each in Allergen if profile.said(allergen_question(each), day) is Said.YES}
    return frozenset(families | set(profile.words(OTHER_ALLERGENS, day)))


def is_allergic(profile: SafetyProfile, day: date) -> bool:
    """Whether the client has said, as known on `day`, that they react to something in products; named or not."""
    return bool(allergies_of(profile, day)) or profile.said(OTHER_ALLERGENS, day) is Said.YES


def allergens_in(
    product: Product, profile: SafetyProfile, rows: Mapping[Id, IngredientRow], day: date
) -> tuple[str, ...]:
    """What `product` holds that the client is allergic to, as known on `day`: such as "lanolin (Lanolin Alcohol)".

    By family where the ingredient is known, and by the names that the client gave wherever a label has them.
    """
    found: dict[str, None] = {}
    for row in rows_of(product, rows):
        for family in row.allergens:
            if profile.said(allergen_question(family), day) is Said.YES:
                found[f"{_ALLERGEN_WORDS[family][0].lower()} ({row.label})"] = None
    named = {name_key(each): each for each in profile.words(OTHER_ALLERGENS, day)}
    aliases = {key: _also_called(key, rows) for key in named}
    for label in (*product.ingredients, product.name):
        written = f" {name_key(label)} "
        for key, name in named.items():
            if any(f" {alias} " in written for alias in aliases[key]):
                found[f"{name} ({label})"] = None
    return tuple(found)


def _also_called(key: str, rows: Mapping[Id, IngredientRow]) -> frozenset[str]:
    """All names of the ingredient that is called `key`, which the client may know by one and the label by another."""
    names = [{name_key(each) for each in row.names} for row in rows.values()]
    return frozenset({key}).union(*(each for each in names if key in each)) - {""}
