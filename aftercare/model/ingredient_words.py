"""What an ingredient means for its use, in the words that screens and commands share."""

from __future__ import annotations

from aftercare.model.ingredient_list import IngredientList
from aftercare.model.ingredient_row import DayPart, IngredientRow, Limit, Pregnancy, Sun
from aftercare.model.words import counted

_SUN = {
    Sun.NONE: "",
    Sun.SENSITISING: "skin burns more easily",
    Sun.PHOTOTOXIC: "burns skin in the sun",
    Sun.LIGHT_UNSTABLE: "light spoils it",
    Sun.MAYBE: "skin may burn more easily",
}
_PREGNANCY = {
    Pregnancy.OK: "",
    Pregnancy.ASK: "in pregnancy: ask first",
    Pregnancy.AVOID: "in pregnancy: not used, ask your doctor",
}
_WHEN = {DayPart.ANY: "", DayPart.MORNING: "morning", DayPart.EVENING: "evening"}


def meaning_words(row: IngredientRow, percent: float | None = None) -> str:
    """Such as "evening; skin burns more easily; rests 48 h after needles"; nothing where nothing is special."""
    family = ", ".join(each.value for each in row.allergens)
    told = (
        _WHEN[row.when],
        _SUN[row.sun],
        _PREGNANCY[row.pregnancy],
        _rest_words(row),
        f"allergens: {family}" if family else "",
        *(limit_words(limit) for limit in row.limits if is_above(limit, percent)),
    )
    return "; ".join(each for each in told if each)


def is_above(limit: Limit, percent: float | None) -> bool | None:
    """Whether so much is more than the limit allows; None where nobody knows how much it is. Banned is always above."""
    if limit.percent == 0:
        return True
    return None if percent is None else percent > limit.percent


def limit_words(limit: Limit) -> str:
    """Such as "above 0.3 % (European Union; face, as retinol): ask"."""
    if limit.percent == 0:
        return f"banned by the {limit.by} in {limit.use}: ask"
    return f"above {limit.percent:g} % ({limit.by}; {limit.use}): ask"


def known_words(label: IngredientList) -> str:
    """Such as "12 known, 1 nearly, 2 not known"."""
    near, unknown = len(label.near), len(label.unknown)
    parts = [counted(len(label.known), "ingredient") + " known"]
    parts += [f"{near} nearly"] if near else []
    parts += [f"{unknown} not known"] if unknown else []
    return ", ".join(parts)


def _rest_words(row: IngredientRow) -> str:
    if row.prescription or row.hold_hours is None:
        return "ask the prescriber"
    if not row.hold_hours:
        return ""
    asked = ", ask your therapist" if row.ask else ""
    return f"rests {row.hold_hours} h after needles{asked}"
