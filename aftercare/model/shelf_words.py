"""What the shelf says in words, the same for screens and commands."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from aftercare.model.shelf import COUNTED_BACK, Alert, Gap, MustGo, ShelfRow, Supply, Why
from aftercare.model.words import counted, days_away, short_day

#: Of a product that is on the shelf and that nothing uses: one of an earlier plan, or a spare.
IN_NO_STEP = "in no step now"


def must_go_words(row: ShelfRow, today: date) -> str:
    """Such as "Sat 22 May 2027, in 181 days"; with "about" where it is an estimate."""
    ends = row.must_go
    if ends is None:
        return "not opened" if row.pack is not None and not row.is_open else "not known"
    about = "about " if ends.estimated else ""
    return f"{about}{short_day(ends.day, today)}, {days_away(ends.day, today)}"


def why_words(ends: MustGo) -> str:
    """What decides that day."""
    months = counted(ends.months or 0, "month")
    match ends.why:
        case Why.BEST_BEFORE:
            return "its best-before date"
        case Why.PACK:
            return f"{months} after opening, by the symbol on this pack"
        case Why.PRODUCT:
            return f"{months} after opening, by the product's symbol"
        case Why.KIND:
            return f"an estimate: {months} after opening is usual for its kind; the symbol on the pack counts more"
        case _:
            assert_never(ends.why)


def gap_words(gap: Gap) -> str:
    """Why something about the amount is not known."""
    match gap:
        case Gap.NOT_OPENED:
            return "not opened yet"
        case Gap.NO_SIZE:
            return "not known: write what a full one holds"
        case Gap.NO_DOSE:
            return "not known: write what one use takes"
        case Gap.OPENED_LONG_AGO:
            return f"not known: opened more than {COUNTED_BACK} days ago, and uses before that are not counted"
        case Gap.UNITS:
            return "not known: the pack is in ml and one use in g, or the other way round"
        case Gap.NOT_IN_USE:
            return "not known: no step uses it"
        case Gap.TOO_EARLY:
            return "not known before a week of use"
        case Gap.NOT_USED:
            return "not known: it was not used in the last four weeks"
        case _:
            assert_never(gap)


def left_words(supply: Supply) -> str:
    """Such as "about 18 of 30 ml"; why not where it is not known."""
    if supply.left is not None:
        of = f" of {measure_words(supply.size)}" if supply.size is not None else ""
        return f"about {measure_words(supply.left)}{of} {supply.unit or 'ml or g'}"
    return gap_words(supply.gap) if supply.gap else "not known"


def runs_out_words(supply: Supply, today: date) -> str:
    """Such as "Wed 16 Dec, in 24 days"; why not where it is not known."""
    if supply.left == 0:
        return "now, by its uses"
    if supply.runs_out is not None:
        return f"{short_day(supply.runs_out, today)}, {days_away(supply.runs_out, today)}"
    return gap_words(supply.gap) if supply.gap else "not known"


def month_cost_words(supply: Supply) -> str:
    """Such as "11.30 EUR a month"; nothing where it is not known."""
    return f"{price_words(supply.a_month, supply.currency)} a month" if supply.a_month is not None else ""


def price_words(price: float, currency: str) -> str:
    """Such as "11.30 EUR", and "11.30" where no currency is known."""
    return f"{price:.2f} {currency}".rstrip()


def measure_words(number: float) -> str:
    """Millilitres or grams, no more exact than they are known."""
    return f"{number:.0f}" if number >= 10 else f"{number:.2g}"


def alert_words(alert: Alert, row: ShelfRow) -> str:
    """What is to be heeded, in a few words."""
    match alert:
        case Alert.PAST:
            return "probably past its time" if row.must_go and row.must_go.estimated else "past its time"
        case Alert.SOON:
            return "must go soon"
        case Alert.RUNNING_LOW:
            return "running low: time for a new one"
        case _:
            assert_never(alert)
