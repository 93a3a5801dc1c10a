"""The steps of a plan file: what is done with which product, in which slots, by which rule, in what order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter

from aftercare.exchange.plan_calendar import day
from aftercare.exchange.plan_errors import Problems
from aftercare.exchange.plan_table import PlanTable, described, nearest
from aftercare.model.plan import PlanStep
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import WEEKDAYS, Daily, EveryDays, Product, Rule, Weekday, Weekdays
from aftercare.model.safe_text import shown

_STEP_KEYS = (
    "id", "name", "product", "slot", "slots", "rule", "order", "after", "amount", "wait", "instruction"
)  # fmt: skip
_MAX_NAME, _MAX_AMOUNT, _MAX_INSTRUCTION = 80, 60, 1000
_MAX_ORDER = 1000.0
_MAX_SLOTS = _MAX_AFTER = 12
_MAX_WAIT = 4 * 3600
_SECONDS_IN = {"h": 3600, "min": 60, "s": 1}
_WAIT = re.compile(r"(?:(?P<h>\d{1,5}) ?h)?(?: ?(?P<min>\d{1,5}) ?min)?(?: ?(?P<s>\d{1,5}) ?s)?")
_RULES = 'Write "daily", { every_days = 3, from = 2026-11-16 } or { weekdays = ["mon", "thu"] }.'


class StepReading:
    """Reads steps against the products, slots and start of their plan."""

    def __init__(
        self,
        products: Mapping[str, Product],
        kinds: Mapping[str, ProductKind],
        slots: Collection[str],
        starts: date | None,
        problems: Problems,
    ) -> None:
        self._products = products
        self._kinds = kinds
        self._slots = slots
        self._starts = starts
        self._problems = problems

    def step(self, table: PlanTable) -> PlanStep:
        """The step that `table` states."""
        table.refuse_unknown(_STEP_KEYS)
        product = self._product(table)
        return PlanStep(
            id=table.identifier("id"),
            name=self._name(table, product),
            order=_order(table),
            slots=self._step_slots(table),
            rule=self._rule(table),
            product=product.id if product else None,
            amount=table.text("amount", _MAX_AMOUNT),
            wait=_wait(table),
            instruction=table.text("instruction", _MAX_INSTRUCTION, lines=True),
            after=table.texts("after", _MAX_AFTER, 64),
        )

    def _product(self, table: PlanTable) -> Product | None:
        named = table.text("product", 64)
        if not named:
            return None
        if named not in self._products:
            table.problem(
                "product", f"There is no product {shown(named)} in this plan.", nearest(named, self._products)
            )
        return self._products.get(named)

    def _name(self, table: PlanTable, product: Product | None) -> str:
        if "name" not in table.values and "product" not in table.values:
            table.problem(None, "The step has neither a product nor a name.", 'Write product = "…" or name = "…"')
        own = table.text("name", _MAX_NAME)
        return own or (product.name if product else "")

    def _step_slots(self, table: PlanTable) -> tuple[str, ...]:
        if "slot" in table.values and "slots" in table.values:
            table.problem("slot", "The step has both slot and slots.", "Keep one of the two.")
            return ()
        if "slot" in table.values:
            return (self._known_slot(table, "slot", table.text("slot", 64)),)
        if "slots" not in table.values:
            suggestion = 'Write slot = "evening" or slots = ["morning", "evening"]'
            table.problem(None, "The step is in no slot.", suggestion)
        elif table.values["slots"] == []:
            message = "The list of slots is empty, so the step would never be due."
            table.problem("slots", message, 'Write slot = "evening"')
        found = table.texts("slots", _MAX_SLOTS, 64)
        return tuple(self._known_slot(table, "slots", slot, index) for index, slot in enumerate(found))

    def _known_slot(self, table: PlanTable, key: str, slot: str, index: int | None = None) -> str:
        if slot and slot not in self._slots:
            table.problem(key, f"There is no slot {shown(slot)}.", nearest(slot, self._slots), index)
        return slot

    def _rule(self, table: PlanTable) -> Rule:
        value = table.values.get("rule")
        if value is None:
            table.problem(None, "The step does not say on which days it is due.", f"Its rule is missing. {_RULES}")
        elif isinstance(value, dict):
            return self._dated_rule(PlanTable(value, (*table.path, "rule"), f"{table.where}, rule", self._problems))
        elif not isinstance(value, str):
            table.problem("rule", f"{described(value)}, not a rule.", _RULES)
        elif value.strip().casefold() != "daily":
            meant = nearest(value, ("daily",))
            near = meant.startswith("Did")
            table.problem("rule", f"{shown(value)} does not say exactly on which days.", meant if near else _RULES)
        return Daily()

    def _dated_rule(self, rule: PlanTable) -> Rule:
        rule.refuse_unknown(("every_days", "from", "weekdays"))
        if "weekdays" in rule.values:
            if "every_days" in rule.values or "from" in rule.values:
                rule.problem(None, "The rule has weekdays and something else.", "Keep one kind of rule in a step.")
            return _weekdays(rule)
        if "every_days" not in rule.values:
            if not rule.values.keys() - {"from"}:
                rule.problem(None, "The rule says neither every_days nor weekdays.", _RULES)
            return Daily()
        if rule.values["every_days"] == 1 and not isinstance(rule.values["every_days"], bool):
            rule.problem("every_days", "Every 1 day is every day.", 'Write rule = "daily"')
            return Daily()
        days = rule.whole_number("every_days", 2, 365, "every_days = 3")
        start = day(rule, "from") or self._starts
        if start is None:
            if "from" not in rule.values:
                rule.problem(
                    None,
                    "The rule does not say from which day it counts.",
                    "Write for example from = 2026-11-16",
                )
            return Daily()
        return EveryDays(days, start)


def _weekdays(rule: PlanTable) -> Rule:
    if rule.values["weekdays"] == []:
        rule.problem(
            "weekdays",
            "The list of weekdays is empty, so the step would never be due.",
            'Write for example ["mon"]',
        )
    named = rule.texts("weekdays", 7, 20)
    days = set()
    for index, word in enumerate(named):
        if word in WEEKDAYS:
            days.add(Weekday(word))
        elif word:
            suggestion = nearest(word.casefold() if len(word) < 6 else word.casefold()[:3], WEEKDAYS)
            rule.problem("weekdays", f"{shown(word)} is not a weekday of the form used here.", suggestion, index)
    return Weekdays(tuple(day for day in WEEKDAYS if day in days))


def _wait(table: PlanTable) -> int:
    """The wait in seconds before the next layer, written with its units."""
    value = table.values.get("wait")
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        suggestion = f'Write wait = "{shown(value)} s" or wait = "{shown(value)} min"'
        table.problem("wait", f"{shown(value)} has no unit.", suggestion)
        return 0
    text = table.text("wait", 40)
    if not text:
        return 0
    found = _WAIT.fullmatch(text)
    if not found or not any(found.groups()):
        table.problem("wait", f"{shown(text)} is not a time.", 'Write for example "60 s" or "2 min".')
        return 0
    seconds = sum(int(number) * _SECONDS_IN[unit] for unit, number in found.groupdict().items() if number)
    if seconds > _MAX_WAIT:
        table.problem("wait", f"{shown(text)} is longer than a layer needs.", f"It goes up to {_MAX_WAIT // 3600} h.")
    return seconds


def _order(table: PlanTable) -> float | None:
    if "order" not in table.values and "product" not in table.values:
        table.problem(None, "A step without a product needs its place among the layers.", "Write for example order = 5")
    return table.number("order", _MAX_ORDER)


def check_order(steps: Sequence[PlanStep], tables: Sequence[PlanTable]) -> None:
    """Notes every "after" that names no step of the plan or of a common slot, the step itself, or a circle."""
    by_id = {step.id: step for step in steps if step.id}
    for step, table in zip(steps, tables, strict=True):
        for index, earlier in enumerate(step.after):
            if not earlier:
                continue
            if earlier == step.id:
                table.problem("after", "The step comes after itself.", "Name another step, or leave it out.", index)
            elif earlier not in by_id:
                table.problem(
                    "after",
                    f"There is no step {shown(earlier)} in this plan.",
                    nearest(earlier, by_id),
                    index,
                )
            elif step.slots and by_id[earlier].slots and not set(step.slots) & set(by_id[earlier].slots):
                table.problem(
                    "after",
                    f"The step {shown(earlier)} is never in the same slot as this one.",
                    f"It is in {', '.join(by_id[earlier].slots)}.",
                    index,
                )
    graph = {step.id: [each for each in step.after if each in by_id and each != step.id] for step in by_id.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        closing = next(table for step, table in zip(steps, tables, strict=True) if step.id == circle[0])
        way = " → ".join(circle)
        closing.problem(
            "after",
            f"These steps wait for each other in a circle: {way}.",
            "Take one after out of the circle.",
        )
