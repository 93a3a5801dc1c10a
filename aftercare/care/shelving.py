"""The shelf: products of the client's own, packs opened and finished, and one product in the place of another."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.former import names_of
from aftercare.model.learned_types import learned
from aftercare.model.pack import Pack
from aftercare.model.routine import ByClient, FormerProduct, FromPlan, Id, Product, Step

if TYPE_CHECKING:
    from aftercare.model.product_kind import ProductKind
    from aftercare.model.shelf import ShelfView
    from aftercare.model.shelf_text import Measure
    from aftercare.model.stock_count import StockCount

Thing = TypeVar("Thing", Product, Pack)

_LONGEST_ID = 48


class ProductFacts(Struct, frozen=True):
    """What is told about a product. `kind` names a row of the product kinds, `strengths` an ingredient's percent."""

    name: str
    kind: Id
    ingredients: tuple[str, ...] = ()
    amount: str = ""
    pao: int | None = None
    size: float | None = None
    dose: float | None = None
    strengths: dict[str, float] = {}
    size_unit: str = ""
    dose_unit: str = ""


class PackFacts(Struct, frozen=True):
    """What is told about a pack; unopened without a day."""

    opened: date | None = None
    best_before: date | None = None
    pao: int | None = None
    size: float | None = None
    price: float | None = None
    size_unit: str = ""
    currency: str = ""


class Opened(Struct, frozen=True):
    """A pack that was opened, and those that were finished with it."""

    pack: Pack
    finished: tuple[Pack, ...]


class Shelving(Kept):
    """The shelf."""

    def shelf(self, now: datetime) -> ShelfView:
        """What stands on the shelf, with the day each pack must go and what is left of it."""
        from aftercare.model.shelf import COUNTED_BACK, Shelf, shelf_view
        from aftercare.model.stock_count import last_counts

        present = self.present()
        today = self.today(now)
        opened = [each.opened for each in present.packs.values() if each.opened and not each.finished]
        known_from = max(min([*opened, today - timedelta(days=31)]), today - timedelta(days=COUNTED_BACK))
        done = self._done(known_from, today)
        days = {step: [day for day, _ in uses] for step, uses in done.items()}
        counts = last_counts(self._stock_counts(), done, present.starts)
        return shelf_view(
            Shelf(present.routine, present.packs, product_kinds(), days, known_from, today, counts=counts),
        )

    def _days_done(self, first: date, last: date) -> dict[Id, list[date]]:
        """The days on which each step was done, as often as it was."""
        return {step: [day for day, _ in uses] for step, uses in self._done(first, last).items()}

    def _stock_counts(self) -> list[StockCount]:
        """What was counted by hand in the months that were read."""
        from aftercare.model.stock_count import StockCount

        with self._record.guard:
            found = self._record.versions.live.get(tables.STOCK_COUNTS, {}).values()
            return [msgspec.convert(document, learned(StockCount)) for document in found]

    def _done(self, first: date, last: date) -> dict[Id, list[tuple[date, datetime]]]:
        """The days on which each step was done, as often as it was, with the instants."""
        from aftercare.care.circumstances import months_between
        from aftercare.model.check_off import CheckOff, Done
        from aftercare.model.circumstances import Use
        from aftercare.model.local_day import local_date

        done: dict[Id, list[tuple[date, datetime]]] = {}
        starts = self.present().starts
        begins, ends = first.isoformat(), last.isoformat()
        with self._record.guard:
            self._record.need(*months_between(first, last))
            for document in self._record.versions.live.get(tables.CHECK_OFFS, {}).values():
                # most lie outside: dates as they are written sort like dates
                if not begins <= document["day"] <= ends:
                    continue
                check_off = msgspec.convert(document, learned(CheckOff))
                if isinstance(check_off.answer, Done):
                    done.setdefault(check_off.step, []).append((check_off.day, check_off.answer.at))
            for document in self._record.versions.live.get(tables.USES, {}).values():
                use = msgspec.convert(document, learned(Use))
                if first <= local_date(use.at, starts) <= last:
                    done.setdefault(use.step, []).append((local_date(use.at, starts), use.at))
        return done

    # ---- products

    def add_product(self, facts: ProductFacts, now: datetime, pack: PackFacts | None = None) -> Product:
        """Puts a product of the client's own on the shelf, with a pack of it if one is told of. Raises BadInput."""
        from aftercare.model.shelf_text import line_typed

        with self._looking_closely():
            known = self.present().routine.products
            line_typed(facts.name, "name")
            same = next((each for each in known.values() if each.name.casefold() == facts.name.casefold()), None)
            if same is not None:
                raise BadInput(
                    f"“{same.name}” is on the shelf already.", "Open a new one of it, or write another name."
                )
            product = _in_order(
                Product(
                    id=_free_id(facts.name, known),
                    name=facts.name,
                    kind=facts.kind,
                    origin=ByClient(),
                    ingredients=facts.ingredients,
                    amount=facts.amount,
                    pao=facts.pao,
                    size=facts.size,
                    dose=facts.dose,
                    strengths=facts.strengths,
                    size_unit=facts.size_unit,
                    dose_unit=facts.dose_unit,
                )
            )
            first = self._new_pack(product.id, pack, now) if pack else None
            self._check(product, now)
            if first is not None:
                self._check(first, now)

            def put() -> None:
                self._put(tables.PRODUCTS, product.id, product)
                if first is not None:
                    self._put(tables.PACKS, first.id, first)

            self._do(Deed.ADD_PRODUCT, now, put)
        return product

    def edit_product(self, seen: Product, after: Product, now: datetime) -> None:
        """Changes a product. Raises NoLongerCurrent where it is not as it was `seen`, and BadInput."""
        self._edit(now, seen, after, None, None)

    def edit_pack(self, seen: Pack, after: Pack, now: datetime) -> None:
        """Changes a pack. Raises NoLongerCurrent where it is not as it was `seen`, and BadInput."""
        self._edit(now, None, None, seen, after)

    def edit_both(
        self,
        seen: Product,
        after: Product,
        pack_seen: Pack,
        pack_after: Pack,
        now: datetime,
        left: Measure | None = None,
    ) -> None:
        """Changes a product and a pack of it, and says what is `left` of that, as one action.

        Raises NoLongerCurrent and BadInput.
        """
        self._edit(now, seen, after, pack_seen, pack_after, left)

    def count_left(self, seen: Pack, left: Measure, now: datetime) -> StockCount:
        """Keeps what somebody sees is left of a pack; uses are taken off from now on. Raises as `edit_both`."""
        counted = self._edit(now, None, None, seen, seen, left)
        assert counted is not None
        return counted

    def _counted(self, product: Product, pack: Pack, left: Measure, now: datetime) -> StockCount:
        from aftercare.model.stock_count import StockCount

        if pack.opened is None or pack.finished is not None:
            raise BadInput("What is left is counted of a pack that is in use.", "This one is not.")
        size, unit = (pack.size, pack.size_unit) if pack.size else (product.size, product.size_unit)
        if left.number is None:
            raise BadInput("What is left is missing.", "Write it like 12 or 12 ml.")
        if left.unit and unit and left.unit != unit:
            raise BadInput(f"This pack is in {unit}, not in {left.unit}.", f"Write what is left in {unit}.")
        if size is not None and left.number > size:
            raise BadInput(
                f"More than a full pack cannot be left: {left.number:g} of {size:g}.", "Correct one of the two."
            )
        at = self.wall(now)
        return StockCount(f"{self.today(now):%Y-%m}-{os.urandom(6).hex()}", pack.id, at, left.number, left.unit or unit)

    def _edit(
        self,
        now: datetime,
        product_seen: Product | None,
        product: Product | None,
        pack_seen: Pack | None,
        pack: Pack | None,
        left: Measure | None = None,
    ) -> StockCount | None:
        counted = None
        with self._looking_closely():
            present = self.present()
            if product_seen is not None and product is not None:
                kept = present.routine.products.get(product_seen.id)
                # the shelf shows it as it is today, whatever a plan says of days to come
                if kept is not None and product_seen == kept.as_on(self.today(now)):
                    product, product_seen = _edited(kept, product_seen, product), kept
                _still(product_seen, kept)
                product = _in_order(product)
                if _what_it_is(product) != _what_it_is(product_seen):
                    # past days are judged by the label, and the floors by what was prescribed, as it was said then
                    said = {name: getattr(product, name) for name in names_of(FormerProduct)}
                    product = replace(product, former=product_seen.changed_from(self.today(now), **said).former)
                _check_plan_product(product_seen, product)
                self._check(product, now)
            if pack_seen is not None and pack is not None:
                _still(pack_seen, present.packs.get(pack_seen.id))
                self._check(pack, now)
                if left is not None:
                    counted = self._counted(product or self._known_product(pack.product), pack, left, now)

            def put() -> None:
                if product is not None and product != product_seen:
                    self._put(tables.PRODUCTS, product.id, product)
                    self._rename_steps(product_seen, product)
                if pack is not None and pack != pack_seen:
                    self._put(tables.PACKS, pack.id, pack)
                if counted is not None:
                    self._put(tables.STOCK_COUNTS, counted.id, counted)

            deed = Deed.EDIT_PRODUCT if product != product_seen else Deed.EDIT_PACK
            if counted is not None and (product, pack) == (product_seen, pack_seen):
                deed = Deed.COUNT_LEFT
            self._do(deed, now, put)
        return counted

    def _rename_steps(self, before: Product | None, after: Product) -> None:
        """A step that is called as its product was goes on being called as its product is."""
        if before is None or before.name == after.name:
            return
        for step in self.present().routine.steps.values():
            if step.product == after.id and step.name == before.name:
                self._put(tables.STEPS, step.id, replace(step, name=after.name))

    # ---- packs

    def add_pack(self, product: Id, facts: PackFacts, now: datetime) -> Pack:
        """Puts another pack of a product on the shelf. Raises NotFound and BadInput."""
        with self._looking_closely():
            self._known_product(product)
            pack = self._new_pack(product, facts, now)
            self._check(pack, now)
            self._do(Deed.ADD_PACK, now, lambda: self._put(tables.PACKS, pack.id, pack))
        return pack

    def open_pack(
        self, product: Id, facts: PackFacts, now: datetime, pack: Id | None = None, *, finish_former: bool = True
    ) -> Opened:
        """Opens a pack of a product, today where `facts` tell no day: `pack`, or else the unopened one that must go
        first, or else a new one.

        With `finish_former` what was open before is finished on that day. What `facts` tell counts, the rest stays.
        Raises NotFound and BadInput.
        """
        with self._looking_closely():
            self._known_product(product)
            of_product = [each for each in self.present().packs.values() if each.product == product]
            standing = [each for each in of_product if each.finished is None]
            unopened = [each for each in standing if each.opened is None and pack in (None, each.id)]
            if pack is not None and not unopened:
                raise NotFound("There is no such unopened pack.")
            day = facts.opened or self.today(now)
            chosen = min(unopened, key=lambda each: (each.best_before or date.max, each.id), default=None)
            told = {name: value for name, value in msgspec.structs.asdict(facts).items() if value not in (None, "")}
            base = chosen or self._new_pack(product, PackFacts(), now)
            after = replace(base, **{**told, "opened": day})
            self._check(after, now)
            former = [each for each in standing if each.opened is not None and finish_former]
            finished = tuple(replace(each, finished=max(day, each.opened or day)) for each in former)

            def put() -> None:
                for each in (*finished, after):
                    self._put(tables.PACKS, each.id, each)

            self._do(Deed.OPEN_PACK, now, put)
        return Opened(after, finished)

    def finish_pack(self, seen: Pack, now: datetime, on: date | None = None) -> Pack:
        """Says that a pack is empty or thrown away, today by default. Raises NoLongerCurrent and BadInput."""
        with self._looking_closely():
            _still(seen, self.present().packs.get(seen.id))
            after = replace(seen, finished=on or self.today(now))
            self._check(after, now)
            self._do(Deed.FINISH_PACK, now, lambda: self._put(tables.PACKS, after.id, after))
        return after

    # ---- one instead of the other

    def substitute(self, old: Id, new: Id, now: datetime, since: date | None = None) -> tuple[Step, ...]:
        """From the day `since` on (today by default) the steps that apply `old` apply `new`.

        They keep their ids and what was answered, and the days before keep what was applied then. Raises NotFound, and
        BadInput where the one cannot stand for the other.
        """
        with self._looking_closely():
            before, after = self._known_product(old), self._known_product(new)
            kinds = product_kinds()
            _check_substitution(before, after, kinds)
            first = since or self.today(now)
            steps = self.present().routine.steps.values()
            touched = [
                step for step in steps if step.as_on(first).product == old and (step.ends is None or step.ends >= first)
            ]
            if not touched:
                raise BadInput(f"No step uses “{before.name}”.", "There is nothing to change.")
            changed = tuple(_applying(step, before, after, first, kinds) for step in touched)

            def put() -> None:
                for step in changed:
                    self._put(tables.STEPS, step.id, step)

            self._do(Deed.SUBSTITUTE, now, put)
        return changed

    # ---- what is asked for and checked

    def _known_product(self, product: Id) -> Product:
        found = self.present().routine.products.get(product)
        if found is None:
            raise NotFound(f"There is no product “{product}”.", "`aftercare shelf` lists them.")
        return found

    def _new_pack(self, product: Id, facts: PackFacts, now: datetime) -> Pack:
        number = f"{self.today(now):%Y%m%d}-{os.urandom(4).hex()}"
        return Pack(number, product, **msgspec.structs.asdict(facts))

    def _check(self, thing: Product | Pack, now: datetime) -> None:
        today = self.today(now)
        match thing:
            case Product(kind=kind):
                if kind not in product_kinds():
                    raise BadInput(f"“{kind}” is no kind of product.", f"Known: {', '.join(product_kinds())}.")
            case Pack(opened=opened, finished=finished):
                if opened is not None and opened > today:
                    raise BadInput(f"It cannot have been opened on {opened}: that day has not come.", "Correct it.")
                if finished is not None and finished > today:
                    raise BadInput(f"It cannot be finished on {finished}: that day has not come.", "Correct it.")
                if finished is not None and opened is not None and finished < opened:
                    raise BadInput(f"It cannot be finished before it was opened, on {opened}.", "Correct the day.")
        try:
            msgspec.convert(msgspec.to_builtins(thing), learned(type(thing)))
        except msgspec.ValidationError as misfit:
            raise BadInput(f"A number is out of its range: {misfit}.", "Correct it.") from misfit


def _what_it_is(product: Product) -> tuple[object, ...]:
    """What rests, clashes and is forbidden goes by: a name or an amount that is corrected is none of it."""
    return product.kind, product.ingredients, product.strengths, product.by_prescription


def product_kinds() -> dict[Id, ProductKind]:
    """The kinds of product by id, in layering order."""
    from aftercare.store.reference import product_kinds as read

    return dict(read())


def _in_order(product: Product) -> Product:
    """`product` with its texts as they are kept. Raises BadInput."""
    from aftercare.model.shelf_text import LONGEST_INGREDIENT, line_typed

    return replace(
        product,
        name=line_typed(product.name, "name"),
        amount=line_typed(product.amount, "amount", 200) if product.amount.strip() else "",
        ingredients=tuple(line_typed(each, "ingredient", LONGEST_INGREDIENT) for each in product.ingredients),
    )


def _edited(kept: Product, seen: Product, after: Product) -> Product:
    """`kept` with what `after` changes of what was `seen`."""
    before, now = msgspec.structs.asdict(seen), msgspec.structs.asdict(after)
    return replace(kept, **{name: value for name, value in now.items() if value != before[name]})


def _still(seen: Thing, kept: Thing | None) -> None:
    if kept != seen:
        raise NoLongerCurrent("It has been changed on the shelf since you opened it.", "Look at it, then try again.")


def _check_plan_product(before: Product, after: Product) -> None:
    theirs = ("name", "kind", "ingredients", "prescribed", "amount")
    changed = [field for field in theirs if getattr(before, field) != getattr(after, field)]
    if isinstance(before.origin, FromPlan) and changed:
        raise BadInput(
            f"“{before.name}” comes from your therapist's plan, which decides its {changed[0]}.",
            "Change what stands on the pack only, or add a product of your own.",
        )


def _check_substitution(old: Product, new: Product, kinds: dict[Id, ProductKind]) -> None:
    if old.id == new.id:
        raise BadInput(f"“{old.name}” stands in its own place already.", "Choose another product.")
    for each in (old, new):
        if each.by_prescription:
            raise BadInput(
                f"“{each.name}” is prescribed, so it is not exchanged here.", "Ask the prescriber or your therapist."
            )
    slow = next((each for each in (old, new) if (kind := kinds.get(each.kind)) and kind.slow), None)
    if slow is not None and old.kind != new.kind:
        raise BadInput(
            f"The days of “{slow.name}” are chosen for its kind alone, so it does not change places with another.",
            "Ask your therapist for a changed plan.",
        )


def _applying(step: Step, old: Product, new: Product, since: date, kinds: dict[Id, ProductKind]) -> Step:
    """`step` with the new product; its name and place among the layers go along where they were the old one's."""
    ranks = {kind.id: kind.rank for kind in kinds.values()}
    before = step.as_on(since)
    order = ranks.get(new.kind, before.order) if before.order == ranks.get(old.kind) else before.order
    name = new.name if before.name == old.name else before.name
    return step.changed_from(since, product=new.id, name=name, order=order)


def _free_id(name: str, taken: Container[str]) -> Id:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    begin = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-") or "product"
    return next(each for each in _numbered(begin) if each not in taken)


def _numbered(begin: str) -> Iterable[str]:
    yield begin
    number = 2
    while True:
        yield f"{begin}-{number}"
        number += 1
