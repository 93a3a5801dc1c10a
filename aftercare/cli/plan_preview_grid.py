"""The four weeks of `plan preview` as a grid: a sign a day, a row a step in each part of the day."""

from __future__ import annotations

from datetime import date, timedelta

from aftercare.cli.terminal import literal, padded, width
from aftercare.model.decision import Decision
from aftercare.model.layering import layered
from aftercare.model.plan_days import PlanPreview
from aftercare.model.preview_words import SIGNS, header_of, row_of, sign_of
from aftercare.model.routine import Id, Step
from aftercare.model.rulings import OnWish

_SESSION = "S"
_LEGEND = "· due   ◌ rests around a session   ~ if needed   S session"
#: As wide as a name may be beside 28 days and four marks.
_NAME = 45


def grid_lines(shown: PlanPreview) -> list[str]:
    """The grid, with the days above it and what the signs mean below."""
    preview = shown.preview
    days = [preview.first + timedelta(days=at) for at in range(len(shown.days))]
    table: list[tuple[str, str]] = [("", header_of(preview)), ("", _marked(days, [f"{day:%a}"[0] for day in days]))]
    on = {each.session.at.date() for each in shown.around}
    if any(day in on for day in days):
        table.append(("Sessions", _marked(days, [_SESSION if day in on else " " for day in days])))
    for slot in shown.slots:
        table.append((f"{slot.name} {slot.at_on(preview.first):%H:%M}", ""))
        for row in _layered_rows(shown, slot.id):
            signs = [_sign(each, slot.id) for each in row[1]]
            if any(sign != " " for sign in signs):
                table.append((f"  {row[0].name}", _marked(days, signs)))
    wish = [row for row in preview.rows if any(isinstance(each.reason, OnWish) for each in row.days)]
    if wish:
        table.append(("If needed", ""))
        table += [(f"  {row.step.name}", row_of(preview, row.days)) for row in wish]
    names = [_clipped(literal(name)) for name, _ in table]
    wide = max(map(width, names))
    grid = [f"  {padded(name, wide)}  {signs}".rstrip() for name, (_, signs) in zip(names, table, strict=True)]
    return [*grid, "", f"  {_LEGEND}"]


def _clipped(name: str) -> str:
    return name if width(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _layered_rows(shown: PlanPreview, slot: Id) -> list[tuple[Step, tuple[Decision, ...]]]:
    found = {row.step.id: row for row in shown.preview.rows if any(slot in each.slots for each in row.step.terms)}
    return [(found[each.id].step, found[each.id].days) for each in layered(row.step for row in found.values())]


def _sign(decision: Decision, slot: Id) -> str:
    if isinstance(decision.reason, OnWish):
        return sign_of(decision)
    return next((SIGNS[each.verdict] for each in decision.slots if each.slot == slot), " ")


def _marked(days: list[date], signs: list[str]) -> str:
    pairs = zip(days, signs, strict=True)
    return "".join(("│" if at and day.weekday() == 0 else "") + sign for at, (day, sign) in enumerate(pairs))
