"""What is typed about a product or a pack, read into values; each mistake is one clear sentence."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.model.months import month_end
from aftercare.model.text import typed_text
from aftercare.model.typed_day import typed_day

#: Characters that a product's name may have.
LONGEST_NAME = 80
#: And the name of an ingredient, which a label may spell out in several languages.
LONGEST_INGREDIENT = 200
_MONTH = re.compile(r"(\d{4})-(\d{2})|(\d{2})/(\d{4})", re.ASCII)
_MONTHS = re.compile(r"(\d{1,3})\s*m?(?:onths?)?", re.ASCII | re.IGNORECASE)
_MEASURE = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*(ml|g)?", re.ASCII | re.IGNORECASE)
_CURRENCY = r"[€£$¥]|[a-z]{3}"
_PRICE = re.compile(rf"({_CURRENCY})?\s*(\d{{1,6}}(?:[.,]\d{{1,3}})?)\s*({_CURRENCY})?", re.ASCII | re.IGNORECASE)
#: The signs that stand for one currency alone; a dollar or a yen may be several.
_CODES = {"€": "EUR", "£": "GBP"}
_LEFT = re.compile(r"(.*\S)\s+(\d{1,6}(?:[.,]\d{1,3})?\s*(?:ml|g)?)", re.ASCII | re.IGNORECASE | re.DOTALL)
_EARLIEST, _LATEST = 2000, 2099


def line_typed(text: str, what: str, longest: int = LONGEST_NAME) -> str:
    """A text of one line. Raises BadInput."""
    kept = " ".join(typed_text(text, what).split())
    if len(kept) > longest:
        raise BadInput(f"The {what} has {len(kept)} characters.", f"Keep it under {longest + 1}.")
    return kept


def day_typed(text: str, what: str, today: date) -> date | None:
    """A day as people type it; nothing for none. Raises BadInput."""
    return typed_day(text, today, what) if text.strip() else None


def best_before_typed(text: str, today: date) -> date | None:
    """A day, or a month as 2027-03 or 03/2027, which ends with its last day; nothing for none. Raises BadInput."""
    found = _MONTH.fullmatch(text.strip())
    if found is None:
        return day_typed(text, "best-before date", today)
    year, month = int(found[1] or found[4]), int(found[2] or found[3])
    if not (1 <= month <= 12 and _EARLIEST <= year <= _LATEST):
        raise BadInput(f"The best-before date “{text.strip()}” is not a month.", "Write it like 2027-03.")
    return month_end(year, month)


def months_typed(text: str) -> int | None:
    """Months after opening, such as 12 or 12M; nothing for none. Raises BadInput."""
    if not text.strip():
        return None
    found = _MONTHS.fullmatch(text.strip())
    if found is None or not 1 <= int(found[1]) <= 120:
        raise BadInput(
            f"The months after opening “{text.strip()}” are not a number from 1 to 120.",
            "Write what stands in the open jar on the pack, such as 12.",
        )
    return int(found[1])


class Measure(Struct, frozen=True):
    """A number with the unit that was written beside it, "" where none was."""

    number: float | None = None
    unit: str = ""


def measure_typed(text: str, what: str, most: float, *, empty: bool = False) -> Measure:
    """Millilitres or grams above 0 (with `empty` 0 too), such as 30, 0.4 or 30 g; nothing for none. Raises BadInput."""
    if not text.strip():
        return Measure()
    found = _MEASURE.fullmatch(text.strip())
    number = float(found[1].replace(",", ".")) if found else -1.0
    if found is None or not (0 < number <= most or (empty and number == 0)):
        raise BadInput(
            f"The {what} “{text.strip()}” is not a number up to {most:g}.", "Write it like 30, 0.4 or 30 ml."
        )
    return Measure(number, (found[2] or "").lower())


def measured(field: str, text: str, most: float) -> dict[str, float | str | None]:
    """What is typed about `field` as the two fields that keep it: the number, and its unit."""
    found = measure_typed(text, field, most)
    return {field: found.number, f"{field}_unit": found.unit}


def left_typed(text: str) -> tuple[str, str] | None:
    """The product and what is left of it in "aloe gel 12 ml"; None where no number stands at the end."""
    found = _LEFT.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def price_typed(text: str) -> Measure:
    """A price such as 24, 24.90 EUR or €24.90, with its currency as the unit; nothing for none. Raises BadInput."""
    if not text.strip():
        return Measure()
    found = _PRICE.fullmatch(text.strip())
    number = float(found[2].replace(",", ".")) if found else -1.0
    if found is None or not 0 <= number <= 100_000 or (found[1] and found[3]):
        raise BadInput(f"The price “{text.strip()}” is not a number.", "Write it like 24.90, 24.90 EUR or €24.90.")
    currency = found[1] or found[3] or ""
    return Measure(number, _CODES.get(currency, currency.upper()))
