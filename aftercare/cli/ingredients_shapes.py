"""What `ingredients read` answers with --json."""

from __future__ import annotations

from collections.abc import Mapping

from aftercare.cli.json_shape import Shape
from aftercare.model.ingredient import IngredientClass
from aftercare.model.ingredient_list import IngredientList, ListPart
from aftercare.model.ingredient_row import IngredientRow, families
from aftercare.model.ingredient_words import is_above
from aftercare.model.routine import Id


class LimitShape(Shape, frozen=True):
    """The most that there may be, in percent, 0 where it is banned; `above` is null where the strength is not known."""

    percent: float
    use: str
    by: str
    above: bool | None


class KnownShape(Shape, frozen=True):
    """An ingredient that is known. `classes` are its own and those above; `hold_hours` null where a prescriber says."""

    text: str
    id: str
    label: str
    percent: float | None
    may_contain: bool
    classes: tuple[str, ...]
    when: str
    sun: str
    pregnancy: str
    irritation: int
    start_per_week: int | None
    hold_hours: int | None
    ask: bool
    prescription: bool
    allergens: tuple[str, ...]
    limits: tuple[LimitShape, ...]
    grade: str
    source: str


class NotKnownShape(Shape, frozen=True):
    """A piece that is not known; `offers` are the ids of what it may be a misspelling of."""

    text: str
    percent: float | None
    may_contain: bool
    offers: tuple[str, ...]


class LabelShape(Shape, frozen=True):
    """`ingredients read`. `remarks` are headings, "may contain" and footnotes."""

    known: tuple[KnownShape, ...]
    near: tuple[NotKnownShape, ...]
    unknown: tuple[NotKnownShape, ...]
    remarks: tuple[str, ...]


def label_shape(
    label: IngredientList, rows: Mapping[Id, IngredientRow], classes: Mapping[Id, IngredientClass]
) -> LabelShape:
    """A label that was read."""
    return LabelShape(
        known=tuple(_known(part, rows[part.row], classes) for part in label.known if part.row is not None),
        near=tuple(map(_not_known, label.near)),
        unknown=tuple(map(_not_known, label.unknown)),
        remarks=tuple(part.text for part in label.remarks),
    )


def _known(part: ListPart, row: IngredientRow, classes: Mapping[Id, IngredientClass]) -> KnownShape:
    return KnownShape(
        text=part.text,
        id=row.id,
        label=row.label,
        percent=part.percent,
        may_contain=part.may_contain,
        classes=families(row, classes),
        when=row.when.value,
        sun=row.sun.value,
        pregnancy=row.pregnancy.value,
        irritation=row.irritation,
        start_per_week=row.start_per_week,
        hold_hours=row.hold_hours,
        ask=row.ask,
        prescription=row.prescription,
        allergens=tuple(each.value for each in row.allergens),
        limits=tuple(
            LimitShape(percent=each.percent, use=each.use, by=each.by, above=is_above(each, part.percent))
            for each in row.limits
        ),
        grade=row.grade.value,
        source=row.source,
    )


def _not_known(part: ListPart) -> NotKnownShape:
    return NotKnownShape(text=part.text, percent=part.percent, may_contain=part.may_contain, offers=part.offers)
