"""The steps of a plan file: what is done with which product, in which slots, by which rule, in what order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter

from aftercare.exchange.plan_amount import seconds
from aftercare.exchange.plan_place import read_zones, refuse_magnets_at_eye
from aftercare.exchange.plan_rule import course_of, rule_of
from aftercare.exchange.plan_table import PlanTable, nearest
from aftercare.model.plan import PlanStep
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.routine import Activity, Product, Rule
from aftercare.model.rules import AsNeeded, Course
from aftercare.model.safe_text import shown

STEP_KEYS = (
    "id", "name", "product", "activity", "slot", "slots", "rule", "course", "order", "after", "amount", "wait",
    "zones", "essential", "instruction",
)  # fmt: skip
_MAX_NAME, _MAX_AMOUNT, _MAX_INSTRUCTION = 80, 60, 1000
_MAX_ORDER = 1000.0
_MAX_SLOTS = _MAX_AFTER = 12
_MAX_WAIT = 4 * 3600
_ACTIVITIES = tuple(each.value for each in Activity)


class StepReading:
    """Reads steps against the products, slots and start of their plan."""

    def __init__(
        self,
        products: Mapping[str, Product],
        known: Vocabulary,
        slots: Collection[str],
        starts: date | None,
    ) -> None:
        self._products = products
        self._known = known
        self._slots = slots
        self._starts = starts

    def step(self, table: PlanTable) -> PlanStep:
        """The step that `table` states."""
        table.refuse_unknown(STEP_KEYS)
        product = self._product(table)
        activity = _activity(table)
        rule = rule_of(table, self._starts)
        zones = read_zones(table, "zones", self._known.zones)
        if activity is Activity.MAGNETS:
            refuse_magnets_at_eye(table, "zones", zones, self._known)
        return PlanStep(
            id=table.identifier("id"),
            name=self._name(table, product, activity),
            order=_order(table),
            slots=self._step_slots(table, rule),
            rule=rule,
            product=product.id if product else None,
            amount=table.text("amount", _MAX_AMOUNT),
            wait=seconds(table, "wait", _MAX_WAIT, "is longer than a layer needs."),
            instruction=table.text("instruction", _MAX_INSTRUCTION, lines=True),
            after=table.texts("after", _MAX_AFTER, 64),
            course=self._course(table, rule),
            essential=table.flag("essential"),
            zones=zones,
            activity=activity,
        )

    def _course(self, table: PlanTable, rule: Rule) -> Course | None:
        course = course_of(table, self._starts)
        if course is not None and isinstance(rule, AsNeeded):
            message = "What is done as needed has no course."
            table.problem("course", message, "Leave the course out, or say on which days it is due.")
        return course

    def _product(self, table: PlanTable) -> Product | None:
        named = table.text("product", 64)
        if not named:
            return None
        if named not in self._products:
            table.problem(
                "product", f"There is no product {shown(named)} in this plan.", nearest(named, self._products)
            )
        return self._products.get(named)

    def _name(self, table: PlanTable, product: Product | None, activity: Activity | None) -> str:
        if not table.values.keys() & {"name", "product", "activity"}:
            table.problem(None, "The step has neither a product nor a name.", 'Write product = "…" or name = "…"')
        own = table.text("name", _MAX_NAME)
        return own or (product.name if product else activity.value.capitalize() if activity else "")

    def _step_slots(self, table: PlanTable, rule: Rule) -> tuple[str, ...]:
        if "slot" in table.values and "slots" in table.values:
            table.problem("slot", "The step has both slot and slots.", "Keep one of the two.")
            return ()
        if "slot" in table.values:
            return (self._known_slot(table, "slot", table.text("slot", 64)),)
        if "slots" not in table.values:
            if isinstance(rule, AsNeeded):
                return ()
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


def _activity(table: PlanTable) -> Activity | None:
    word = table.text("activity", 40)
    if not word:
        return None
    if word not in _ACTIVITIES:
        table.problem("activity", f"{shown(word)} is no activity of a step.", nearest(word, _ACTIVITIES))
        return None
    if "product" in table.values:
        message = "The step has both a product and an activity."
        table.problem("activity", message, "Make two steps of it, or keep one of the two.")
    return Activity(word)


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
