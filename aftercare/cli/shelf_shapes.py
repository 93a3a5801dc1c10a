"""What `shelf` and its commands answer with --json."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aftercare.cli.json_shape import Shape
from aftercare.model.routine import FromPlan, Step
from aftercare.model.shelf import ShelfRow, ShelfView


class ProductShape(Shape, frozen=True):
    """A product; `pao` the months of its open-jar symbol. `size` and `dose` have their unit beside them."""

    id: str
    name: str
    kind: str
    ingredients: tuple[str, ...]
    amount: str
    pao: int | None
    size: float | None
    size_unit: str
    dose: float | None
    dose_unit: str
    from_plan: bool


class PackShape(Shape, frozen=True):
    """A pack that is not finished; `opened` is null while it is closed, `pao` its own symbol's months.

    `currency` is that of the price, "" where nobody said.
    """

    id: str
    opened: date | None
    best_before: date | None
    pao: int | None
    size: float | None
    size_unit: str
    price: float | None
    currency: str


class MustGoShape(Shape, frozen=True):
    """The last day on which a pack may be used, and what decides it; `estimated` where nothing printed does."""

    day: date
    days_left: int
    why: str
    months: int | None
    estimated: bool


class SupplyShape(Shape, frozen=True):
    """What is left, estimated from the uses; what is null is not known, and `gap` says why.

    `unit` and `currency` are those of the amounts and of `a_month`, "" where nobody said; `counted` is the day on which
    somebody saw what was left.
    """

    uses: int
    size: float | None
    dose: float | None
    left: float | None
    runs_out: date | None
    buy_by: date | None
    a_month: float | None
    gap: str | None
    unit: str
    currency: str
    counted: date | None


class ShelfRowShape(Shape, frozen=True):
    """A pack, or a product of which there is none; `steps` are the names of those that use it."""

    product: ProductShape
    pack: PackShape | None
    must_go: MustGoShape | None
    supply: SupplyShape
    steps: tuple[str, ...]
    alerts: tuple[str, ...]


class ShelfShape(Shape, frozen=True):
    """`shelf`."""

    client: str
    today: date
    rows: tuple[ShelfRowShape, ...]


class ShelvedShape(Shape, frozen=True):
    """`shelf add`, `edit`, `open`, `left` and `finish`: what was done, and the rows of the product as they are now."""

    client: str
    what: str
    product: str
    rows: tuple[ShelfRowShape, ...]


class AppliedShape(Shape, frozen=True):
    """A step and the id of the product that it uses from now on."""

    id: str
    name: str
    product: str


class SubstitutedShape(Shape, frozen=True):
    """`shelf substitute`: the steps that use the new product from the day `since` on."""

    client: str
    old: str
    new: str
    since: date
    steps: tuple[AppliedShape, ...]


def row_shape(row: ShelfRow) -> ShelfRowShape:
    """A row of the shelf."""
    product, pack, ends, supply = row.product, row.pack, row.must_go, row.supply
    return ShelfRowShape(
        product=ProductShape(
            id=product.id,
            name=product.name,
            kind=product.kind,
            ingredients=product.ingredients,
            amount=product.amount,
            pao=product.pao,
            size=product.size,
            size_unit=product.size_unit,
            dose=product.dose,
            dose_unit=product.dose_unit,
            from_plan=isinstance(product.origin, FromPlan),
        ),
        pack=PackShape(
            id=pack.id,
            opened=pack.opened,
            best_before=pack.best_before,
            pao=pack.pao,
            size=pack.size,
            size_unit=pack.size_unit,
            price=pack.price,
            currency=pack.currency,
        )
        if pack
        else None,
        must_go=MustGoShape(
            day=ends.day,
            days_left=row.days_left or 0,
            why=ends.why.value,
            months=ends.months,
            estimated=ends.estimated,
        )
        if ends
        else None,
        supply=SupplyShape(
            uses=supply.uses,
            size=supply.size,
            dose=supply.dose,
            left=round(supply.left, 2) if supply.left is not None else None,
            runs_out=supply.runs_out,
            buy_by=supply.buy_by,
            a_month=round(supply.a_month, 2) if supply.a_month is not None else None,
            gap=supply.gap.value if supply.gap else None,
            unit=supply.unit,
            currency=supply.currency,
            counted=supply.counted,
        ),
        steps=row.steps,
        alerts=tuple(each.value for each in row.alerts),
    )


def shelf_shape(view: ShelfView, client: str) -> ShelfShape:
    """The whole shelf."""
    return ShelfShape(client=client, today=view.today, rows=tuple(map(row_shape, view.rows)))


def shelved_shape(view: ShelfView, client: str, what: str, product: str) -> ShelvedShape:
    """What became of one product."""
    rows = tuple(row_shape(row) for row in view.rows if row.product.id == product)
    return ShelvedShape(client=client, what=what, product=product, rows=rows)


def applied_shapes(steps: Iterable[Step]) -> tuple[AppliedShape, ...]:
    """The steps of a substitution."""
    return tuple(AppliedShape(id=step.id, name=step.name, product=step.product or "") for step in steps)
