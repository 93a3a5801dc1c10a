"""The shelf: until when each pack may be used and why, how much is left, when it runs out, what a month of it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.months import months_after
from aftercare.model.pack import Pack
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import Id, Product, Routine, Step
from aftercare.model.stock_count import Counted

#: How long before it runs out a new pack is to be got, in days.
LEAD = 7
#: From so many days before a pack must go it is said.
SOON = 14
#: The pace is that of the last so many days, and is not known before so few.
PACE_DAYS, LEAST_PACE_DAYS = 28, 7
#: Uses are counted so many days back: the present reads no more months.
COUNTED_BACK = 400
_DAYS_A_MONTH = 365.25 / 12


class Why(StrEnum):
    """What decides the day on which a pack must go."""

    BEST_BEFORE = "best before"
    PACK = "symbol on the pack"
    PRODUCT = "symbol of the product"
    KIND = "usual for its kind"
    """An estimate: no symbol is known."""


class MustGo(Struct, frozen=True):
    """The last day on which a pack may be used. `months` after opening where a period decides, and not a date."""

    day: date
    why: Why
    months: int | None = None

    @property
    def estimated(self) -> bool:
        """Whether nothing printed says so."""
        return self.why is Why.KIND


class Gap(StrEnum):
    """Why something about the amount is not known."""

    NOT_OPENED = "not opened"
    NO_SIZE = "no size"
    NO_DOSE = "no dose"
    OPENED_LONG_AGO = "opened long ago"
    UNITS = "different units"
    NOT_IN_USE = "not in use"
    TOO_EARLY = "too early"
    NOT_USED = "not used lately"


class Supply(Struct, frozen=True):
    """What is left of a pack, estimated from its uses. What is None is not known, and `gap` says why.

    Amounts are in `unit` ("ml" or "g", "" where nobody said). `counted` is the day on which somebody saw what was left,
    and from which uses are taken off. `buy_by` is the day on which to get a new one, `a_month` what a month costs at
    the present pace, in `currency`. Costs in different currencies are never added up.
    """

    uses: int = 0
    size: float | None = None
    dose: float | None = None
    left: float | None = None
    runs_out: date | None = None
    buy_by: date | None = None
    a_month: float | None = None
    gap: Gap | None = None
    unit: str = ""
    currency: str = ""
    counted: date | None = None

    @property
    def share(self) -> float | None:
        """What is left of a full pack, from 0 to 1."""
        return min(1.0, self.left / self.size) if self.left is not None and self.size else None


class Alert(StrEnum):
    """What is to be heeded about a row."""

    PAST = "past"
    SOON = "soon"
    RUNNING_LOW = "running low"


class ShelfRow(Struct, frozen=True):
    """A pack, or a product that there is no pack of. `steps` are the names of those that apply the product."""

    product: Product
    kind: ProductKind | None
    pack: Pack | None
    must_go: MustGo | None
    days_left: int | None
    supply: Supply
    steps: tuple[str, ...]
    alerts: tuple[Alert, ...]

    @property
    def id(self) -> Id:
        """The id of the pack, or of the product where there is none."""
        return self.pack.id if self.pack else self.product.id

    @property
    def is_open(self) -> bool:
        """Whether there is an opened pack."""
        return self.pack is not None and self.pack.opened is not None


class ShelfView(Struct, frozen=True):
    """All that stands on the shelf on the day `today`, in the order in which it is put on."""

    today: date
    rows: tuple[ShelfRow, ...]


class Shelf(Struct, frozen=True):
    """What the shelf is told from. `done` are the days on which each step was done, as often as it was.

    They are known from the day `known_from` on. `counts` are the last counts of packs by hand.
    """

    routine: Routine
    packs: Mapping[Id, Pack]
    kinds: Mapping[Id, ProductKind]
    done: Mapping[Id, Sequence[date]]
    known_from: date
    today: date
    lead: int = LEAD
    counts: Mapping[Id, Counted] = {}


def must_go(pack: Pack, product: Product, kind: ProductKind | None) -> MustGo | None:
    """The day on which `pack` must go: the earlier of its best-before date and the end of its time after opening.

    Its own symbol comes before that of the product, and that before what is usual for the kind. None where nobody can
    say. Of two that fall on one day the printed date counts.
    """
    ends = [MustGo(pack.best_before, Why.BEST_BEFORE)] if pack.best_before else []
    if pack.opened is not None:
        months, why = pack.pao, Why.PACK
        if months is None:
            months, why = product.pao, Why.PRODUCT
        if months is None and kind is not None:
            months, why = kind.pao.months(product.ingredients), Why.KIND
        if months is not None:
            ends.append(MustGo(months_after(pack.opened, months), why, months))
    return min(ends, key=lambda each: each.day, default=None)


def in_use_on(packs: Iterable[Pack], day: date) -> Pack | None:
    """The pack of one product's that a use on `day` is taken from: of the opened ones the one that was opened last."""
    opened = [
        (each.opened, each.id, each)
        for each in packs
        if each.opened is not None and each.opened <= day and (each.finished is None or day <= each.finished)
    ]
    return max(opened, key=lambda each: each[:2])[2] if opened else None


def shelf_view(shelf: Shelf) -> ShelfView:
    """Everything on the shelf. A product whose packs are finished and that no step applies any more is left out."""
    rows = []
    for product in (each.as_on(shelf.today) for each in shelf.routine.products.values()):
        of_product = [each for each in shelf.packs.values() if each.product == product.id]
        standing = [each for each in of_product if each.finished is None]
        steps = _applying(shelf.routine, product.id, shelf.today)
        rows += [_row(shelf, product, each, of_product, steps) for each in standing]
        if not standing and (steps or not of_product):
            rows.append(_row(shelf, product, None, of_product, steps))
    return ShelfView(shelf.today, tuple(sorted(rows, key=_place)))


def _place(row: ShelfRow) -> tuple[int, str, str, date, Id]:
    rank = row.kind.rank if row.kind else 1000
    opened = row.pack.opened if row.pack and row.pack.opened else date.max
    return rank, row.product.name.casefold(), row.product.id, opened, row.id


def _applying(routine: Routine, product: Id, today: date) -> list[Step]:
    """The steps that apply `product` today or on a day to come."""
    return [
        step
        for step in routine.steps.values()
        if (step.ends is None or step.ends >= today) and product in _applied_from(step, today)
    ]


def _applied_from(step: Step, today: date) -> set[Id | None]:
    """What `step` applies today and on the days to come."""
    return {step.product, *(each.product for each in step.former if each.until >= today)}


def _row(shelf: Shelf, product: Product, pack: Pack | None, packs: Sequence[Pack], steps: Sequence[Step]) -> ShelfRow:
    kind = shelf.kinds.get(product.kind)
    ends = must_go(pack, product, kind) if pack else None
    days_left = (ends.day - shelf.today).days if ends else None
    supply = _supply(shelf, product, kind, pack, packs, steps)
    alerts = []
    if days_left is not None and days_left < 0:
        alerts.append(Alert.PAST)
    elif days_left is not None and days_left <= SOON:
        alerts.append(Alert.SOON)
    spare = any(each.opened is None and each.finished is None for each in packs)
    if supply.buy_by is not None and supply.buy_by <= shelf.today and not spare:
        alerts.append(Alert.RUNNING_LOW)
    names = tuple(dict.fromkeys(step.as_on(shelf.today).name for step in steps))
    return ShelfRow(product, kind, pack, ends, days_left, supply, names, tuple(alerts))


def _supply(
    shelf: Shelf,
    product: Product,
    kind: ProductKind | None,
    pack: Pack | None,
    packs: Sequence[Pack],
    steps: Sequence[Step],
) -> Supply:
    size, unit = (pack.size, pack.size_unit) if pack and pack.size else (product.size, product.size_unit)
    dose = product.dose or (kind.usual.dose if kind else None)
    # what is usual for a kind is in neither unit: it is an estimate for both
    dose_unit = product.dose_unit if product.dose else ""
    if pack is None or pack.opened is None:
        return Supply(size=size, dose=dose, gap=Gap.NOT_OPENED, unit=unit)
    counted = shelf.counts.get(pack.id)
    if counted is not None and counted.day < max(pack.opened, shelf.known_from):
        counted = None
    if counted is None and pack.opened < shelf.known_from:
        return Supply(size=size, dose=dose, gap=Gap.OPENED_LONG_AGO, unit=unit)
    days = [day for day in _applied(shelf, product.id, pack.opened) if in_use_on(packs, day) is pack]
    supply = Supply(len(days), size, dose, unit=unit, currency=pack.currency, counted=counted.day if counted else None)
    start, taken = size, len(days)
    if counted is not None:
        supply = replace(supply, unit=unit or counted.unit)
        start, taken = counted.left, _after_count(shelf, product.id, counted, days, packs, pack)
    if start is None or dose is None:
        return replace(supply, gap=Gap.NO_SIZE if start is None else Gap.NO_DOSE)
    if supply.unit and dose_unit and supply.unit != dose_unit:
        return replace(supply, gap=Gap.UNITS)
    supply = replace(supply, unit=supply.unit or dose_unit, left=max(0.0, start - taken * dose))
    return _lasting(shelf, supply, pack, steps)


def _after_count(
    shelf: Shelf, product: Id, counted: Counted, days: Sequence[date], packs: Sequence[Pack], pack: Pack
) -> int:
    """The uses of `pack` after it was counted; `days` are those of all its uses."""
    same_day = 0
    if in_use_on(packs, counted.day) is pack:
        steps = (shelf.routine.steps.get(each) for each in counted.later)
        same_day = sum(step is not None and step.as_on(counted.day).product == product for step in steps)
    return sum(day > counted.day for day in days) + same_day


def _lasting(shelf: Shelf, supply: Supply, pack: Pack, steps: Sequence[Step]) -> Supply:
    """`supply` with when it runs out and what a month costs, as far as the pace is known."""
    pace, gap = _pace(shelf, steps)
    if not pace or supply.left is None or supply.dose is None:
        return replace(supply, gap=gap)
    a_day = pace * supply.dose
    days = min(supply.left / a_day, 36_500)
    runs_out = shelf.today + timedelta(days=int(days + 1e-9))
    a_month = pack.price / supply.size * a_day * _DAYS_A_MONTH if pack.price is not None and supply.size else None
    return replace(supply, runs_out=runs_out, buy_by=runs_out - timedelta(days=shelf.lead), a_month=a_month)


def _applied(shelf: Shelf, product: Id, since: date) -> Iterable[date]:
    """The days from `since` on of each use of `product`, by whatever step."""
    for step in shelf.routine.steps.values():
        for day in shelf.done.get(step.id, ()):
            if day >= since and step.as_on(day).product == product:
                yield day


def _pace(shelf: Shelf, steps: Sequence[Step]) -> tuple[float, Gap | None]:
    """Uses a day by the steps that apply the product now, over the last days; 0 with the reason where not known.

    What the steps applied before counts too: whoever changes the serum goes on at the same pace.
    """
    if not steps:
        return 0, Gap.NOT_IN_USE
    done = [day for step in steps for day in shelf.done.get(step.id, ()) if day < shelf.today]
    begins = max(shelf.today - timedelta(days=PACE_DAYS), min(done, default=shelf.today))
    days = (shelf.today - begins).days
    if days < LEAST_PACE_DAYS:
        return 0, Gap.TOO_EARLY
    uses = sum(day >= begins for day in done)
    return uses / days, None if uses else Gap.NOT_USED
