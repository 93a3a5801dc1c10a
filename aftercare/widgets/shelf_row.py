"""A row of the shelf as one line: name, the day it must go, a bar of what is left, when it runs out, what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from aftercare.model.shelf import Alert, ShelfRow
from aftercare.model.shelf_words import price_words
from aftercare.widgets.drawn_text import filled

_BAR, _DAY, _COST = 8, 12, 7
_GAP = "  "
_SIGNS = {Alert.PAST: ("✗", "bold $text-error"), Alert.SOON: ("!", "bold $text-warning")}
_LOW = ("↓", "bold $text-warning")


def cost_width(rows: Iterable[ShelfRow]) -> int:
    """The width of the column of costs: as wide as the longest, with its currency."""
    return max([_COST, *(len(_cost(row)) for row in rows)])


def shelf_heading(width: int, cost: int = _COST) -> Content:
    """The names of the columns over rows of `width` cells."""
    cells = [filled("   product", _name_width(width, cost) + 3), filled("must go", _DAY), filled("left", _BAR)]
    return Content(_GAP.join([*cells, filled("runs out", _DAY), filled("a month", cost)]))


def shelf_line(row: ShelfRow, width: int, cost: int = _COST) -> Content:
    """One row in `width` cells. Signs say what colours say."""
    signs = [_SIGNS.get(each, _LOW) for each in row.alerts][:2]
    parts: list[tuple[str, str]] = list(signs)
    parts.append((" " * (3 - len(signs)), ""))
    parts.append((filled(row.product.name, _name_width(width, cost)) + _GAP, ""))
    colour = next((style for sign, style in signs if sign != _LOW[0]), "")
    parts.append((filled(_must_go(row), _DAY) + _GAP, colour or ("" if row.must_go else "$foreground-muted")))
    parts += _bar(row)
    supply = row.supply
    runs_out = _short(supply.runs_out) if supply.runs_out else "–" if row.steps else "in no step"
    parts.append((_GAP + filled(runs_out, _DAY), "" if supply.runs_out else "$foreground-muted"))
    parts.append((_GAP + filled(_cost(row), cost), "" if supply.a_month is not None else "$foreground-muted"))
    return Content.assemble(*parts)


def _cost(row: ShelfRow) -> str:
    supply = row.supply
    return price_words(supply.a_month, supply.currency) if supply.a_month is not None else "–"


def _name_width(width: int, cost: int) -> int:
    return max(8, width - 3 - 2 * _DAY - _BAR - cost - 4 * len(_GAP))


def _must_go(row: ShelfRow) -> str:
    if row.must_go is not None:
        return ("~" if row.must_go.estimated else "") + _short(row.must_go.day)
    if row.pack is None:
        return "none open"
    return "not known" if row.is_open else "unopened"


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _bar(row: ShelfRow) -> list[tuple[str, str]]:
    share = row.supply.share
    if share is None:
        return [(filled("–" if not row.is_open else "?", _BAR), "$foreground-muted")]
    full = max(round(share * _BAR), 1 if share > 0 else 0)
    return [("━" * full, "$primary"), ("─" * (_BAR - full), "$foreground-muted")]
