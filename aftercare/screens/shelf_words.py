"""What the shelf's screen says about a row, and its help."""

from __future__ import annotations

from datetime import date

from aftercare.model.shelf import Gap, ShelfRow
from aftercare.model.shelf_words import (
    alert_words,
    gap_words,
    left_words,
    month_cost_words,
    must_go_words,
    runs_out_words,
    why_words,
)
from aftercare.model.words import days_away, short_day
from aftercare.screens.help import Help
from aftercare.widgets.key_line import Key

HELP = Help(
    "Your shelf",
    "Your products in the order in which you put them on. A day with ~ is an estimate: write the months in the "
    "open-jar symbol, or the date on the pack, and it is exact. What is left is counted from the steps marked done. "
    "“In no step” stands with a product that no step of your routine uses now, such as one of an earlier plan.",
    (
        Key("a", "add a product of your own", "add"),
        Key("e", "edit the product and its pack", "edit"),
        Key("o", "open a new one, or put one there unopened", "open"),
        Key("f", "finish: it is empty or thrown away", "finish"),
        Key("b", "use another product instead; steps keep their history", "substitute"),
        Key("t", "a patch test of the chosen product: begin one, or say how it ended", "patch_test"),
        Key("u", "take back your last action on the shelf", "undo"),
        Key("esc", "back to the day", "back"),
    ),
    (("✗", "past its day"), ("!", "must go soon"), ("↓", "running low"), ("~", "an estimate"), ("▌", "where you are")),
)


def row_details(row: ShelfRow, today: date) -> list[str]:
    """The chosen row in sentences."""
    product = row.product
    kind = row.kind.label if row.kind else product.kind
    lines = [f"{product.name} · {kind}" + "".join(f" · {alert_words(each, row)}" for each in row.alerts)]
    if row.pack is None:
        lines.append("None is on the shelf: o opens a new one.")
    else:
        opened = row.pack.opened
        when = f"Opened {short_day(opened, today)}, {days_away(opened, today)}." if opened else "Not opened yet."
        ends = row.must_go
        must = f" Must go {must_go_words(row, today)}: {why_words(ends)}." if ends else ""
        lines.append(when + must)
        if opened:
            lines.append(_left_words(row, today))
            lines.append(_supply_words(row, today))
    lines.append(f"Used by: {', '.join(row.steps)}." if row.steps else "It is in no step of your routine now.")
    return [line for line in lines if line]


def _left_words(row: ShelfRow, today: date) -> str:
    supply = row.supply
    if supply.left is None:
        # what a pack holds and what a use takes are asked for where it would run out
        return f"Left: {left_words(supply)}." if supply.gap in (Gap.OPENED_LONG_AGO, Gap.UNITS) else ""
    since = f"counted {days_away(supply.counted, today)}" if supply.counted else f"after {supply.uses} uses"
    return f"Left: {left_words(supply)}, {since}."


def _supply_words(row: ShelfRow, today: date) -> str:
    supply = row.supply
    if supply.runs_out is None and supply.gap in (Gap.OPENED_LONG_AGO, Gap.UNITS):
        return "Press e to write what is left of it." if supply.gap is Gap.OPENED_LONG_AGO else ""
    if supply.runs_out is None:
        return f"When it runs out is {gap_words(supply.gap)}." if supply.gap else ""
    buy = f", get a new one by {short_day(supply.buy_by, today)}" if supply.buy_by and supply.buy_by > today else ""
    cost = f" {month_cost_words(supply)}." if supply.a_month is not None else ""
    return f"Runs out {runs_out_words(supply, today)}{buy}.{cost}"
