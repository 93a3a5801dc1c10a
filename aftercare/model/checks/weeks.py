"""The coming weeks of a routine as the checks see them: what is due when, what it holds, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from functools import cached_property

from msgspec import Struct

from aftercare.model.circumstances import Circumstances
from aftercare.model.cover import is_prescribed
from aftercare.model.deciding import StepWalk
from aftercare.model.editing import is_over
from aftercare.model.finding import Status, Sure
from aftercare.model.hold_default import SunFlag
from aftercare.model.ingredient import IngredientClass
from aftercare.model.ingredient_names import IngredientNames
from aftercare.model.ingredient_row import IngredientRow, families
from aftercare.model.interaction import Evidence, Interaction, Pairings
from aftercare.model.local_day import seconds_into_day
from aftercare.model.pack import Pack
from aftercare.model.preview import PREVIEW_DAYS
from aftercare.model.product_ingredients import rows_named
from aftercare.model.product_kind import ProductKind
from aftercare.model.product_test import ProductTest
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.routine import FromPlan, Id, Product, Routine, Step
from aftercare.model.rule_words import terms_words
from aftercare.model.rules import AsNeeded
from aftercare.model.rulings import Verdict
from aftercare.model.source import Source, source_words
from aftercare.model.titration_plan import TitrationRule

_DAY = timedelta(days=1)
#: From this hour on a part of the day counts as evening.
AFTERNOON = time(15)
#: What is washed off at once: it meets nothing that goes on later.
_RINSED = frozenset({"cleanser", "remover"})
SUNSCREEN = "sunscreen"
#: Kinds of product that are actives by themselves, and the classes whose ingredients tell more than the kind does.
ACTIVE_KINDS: Mapping[Id, frozenset[Id]] = {
    "retinoid": frozenset({"retinoid"}),
    "exfoliant": frozenset({"acid", "enzyme", "physical"}),
}


class Knowledge(Struct, frozen=True, dict=True):
    """What the reference tables know of products and of beginning them. `names` are those of the ingredients."""

    names: IngredientNames
    classes: Mapping[Id, IngredientClass]
    interactions: Mapping[Id, Interaction]
    kinds: Mapping[Id, ProductKind]
    rules: Mapping[Id, TitrationRule]
    sun_flags: Mapping[Id, SunFlag]
    sources: Mapping[str, Source]

    def together(self, a: Id, b: Id) -> Interaction | None:
        """What is said of two ingredients, classes, kinds or circumstances."""
        return self.pairings.between(a, b)

    @cached_property
    def pairings(self) -> Pairings:
        """The interactions, to be asked about two things."""
        return Pairings(self.interactions.values(), self.names.rows, self.classes)

    def sure_of(self, row: Interaction) -> Sure:
        """How sure a row is."""
        return Sure(row.evidence, row.grade, source_words(row.source, self.sources), row.note)

    def by_rule(self, row: ReferenceRow, evidence: Evidence) -> Sure:
        """How sure a row of another table is."""
        return Sure(evidence, row.grade, source_words(row.source, self.sources), row.note)


class Situation(Struct, frozen=True):
    """All that the checks look at. `allergies` are families of allergens and names of ingredients."""

    routine: Routine
    circumstances: Circumstances
    knowledge: Knowledge
    packs: Mapping[Id, Pack] = {}
    tests: Mapping[Id, ProductTest] = {}
    allergies: frozenset[str] = frozenset()


#: A step's days: on each the parts of the day in which it is due.
DueDays = Mapping[date, tuple[Id, ...]]
#: The product that a step applies, if any, and the ids by which the interactions may speak of it.
Applied = tuple[Id | None, frozenset[Id]]


class Memory:
    """What stays the same while one change after another is tried: the days of each step, and what goes together."""

    def __init__(self) -> None:
        self.days: dict[Step, tuple[DueDays, frozenset[date]]] = {}
        self.rows: dict[tuple[Id, tuple[str, ...], tuple[tuple[str, float], ...]], tuple[IngredientRow, ...]] = {}
        self.together: dict[tuple[frozenset[Id], frozenset[Id]], tuple[Interaction, ...]] = {}


class Weeks:
    """The coming 28 days of a situation, if all goes as planned. What rests on a day meets nothing on it."""

    def __init__(self, situation: Situation, memory: Memory | None = None) -> None:
        self.situation = situation
        self.knowledge = situation.knowledge
        self.today = situation.circumstances.today
        self.columns = [self.today + _DAY * n for n in range(PREVIEW_DAYS)]
        self._memory = memory or Memory()
        routine = situation.routine
        self._applied: dict[Id, Mapping[Applied, DueDays]] = {}
        self.steps = {each.id: each for each in routine.steps.values() if not is_over(each, self.today)}

    def due(self, step: Step) -> DueDays:
        """The days on which it is due, each with its parts of the day. A step as needed may come on every day."""
        return self._days(step)[0]

    def in_force(self, step: Step) -> frozenset[date]:
        """The days that are its own: those on which it is due, held or paused."""
        return self._days(step)[1]

    def _days(self, step: Step) -> tuple[DueDays, frozenset[date]]:
        if step not in self._memory.days:
            self._memory.days[step] = self._walked(step)
        return self._memory.days[step]

    def _walked(self, step: Step) -> tuple[DueDays, frozenset[date]]:
        walk = StepWalk(step, self.situation.routine, self.situation.circumstances)
        due: dict[date, tuple[Id, ...]] = {}
        own: set[date] = set()
        for day, slot, verdict in walk.occurrences(self.columns[0], self.columns[-1]):
            own.add(day)
            if verdict is Verdict.DUE:
                due[day] = (*due.get(day, ()), slot)
        if any(isinstance(terms.rule, AsNeeded) for terms in step.terms):
            for day in self.columns:
                terms = step.terms_on(day)
                if terms is None or not isinstance(terms.rule, AsNeeded):
                    continue
                own.add(day)
                if walk.on(day).verdict not in (Verdict.PAUSED, Verdict.HELD, Verdict.BARRED):
                    due[day] = terms.slots or tuple(self.situation.routine.slots)
        return due, frozenset(own)

    def tried_until(self, test: ProductTest) -> date:
        """The last day of `test`: one that rested goes on for longer than it was meant to."""
        step = self.steps.get(test.step)
        return max(test.last, *self.due(step)) if step is not None and test.is_open else test.last

    # ---- what a step holds

    def product(self, step: Step, day: date | None = None) -> Product | None:
        """What it applies on `day`, by default on its first day from today on."""
        on = day or max(self.today, step.terms[0].since)
        applied = step.as_on(on).product
        found = self.situation.routine.products.get(applied) if applied else None
        return found.as_on(on) if found else None

    def rows(self, product: Product) -> tuple[IngredientRow, ...]:
        """What is known of its ingredients."""
        key = (product.id, product.ingredients, tuple(product.strengths.items()))
        if key not in self._memory.rows:
            self._memory.rows[key] = rows_named(product, self.knowledge.names)
        return self._memory.rows[key]

    def kind_told(self, product: Product) -> Id | None:
        """Its kind, where nobody knows more of it: not of an exfoliant whose label says which acid it is."""
        told = ACTIVE_KINDS.get(product.kind)
        if told is None:
            return product.kind
        held = {each for row in self.rows(product) for each in families(row, self.knowledge.classes)}
        return None if told & held else product.kind

    def stays_on(self, product: Product) -> bool:
        """Whether it is not washed off at once."""
        return product.kind not in _RINSED

    def applied(self, step: Step) -> Mapping[Applied, DueDays]:
        """What it applies on the days on which it is due, as far as the interactions may speak of it."""
        if step.id not in self._applied:
            found: dict[Applied, dict[date, tuple[Id, ...]]] = {}
            for day, slots in sorted(self.due(step).items()):
                product = self.product(step, day)
                if named := self._named_by(step, product, day):
                    found.setdefault((product.id if product else None, named), {})[day] = slots
            self._applied[step.id] = found
        return self._applied[step.id]

    def _named_by(self, step: Step, product: Product | None, day: date) -> frozenset[Id]:
        """The ids by which the interactions may speak of the step on `day`: ingredients, and the kind or activity."""
        if product is not None:
            if not self.stays_on(product):
                return frozenset()
            ids = {each.id for each in self.rows(product)}
            if (kind := self.kind_told(product)) is not None:
                ids.add(kind)
        else:
            activity = step.as_on(day).activity
            ids = {activity.value} if activity else set()
        return frozenset(filter(self.knowledge.pairings.speak_of, ids))

    def said_of(self, a: frozenset[Id], b: frozenset[Id]) -> tuple[Interaction, ...]:
        """What is said of two steps by what they hold, each row once."""
        key = (a, b)
        if key not in self._memory.together:
            found = (self.knowledge.together(one, other) for one in sorted(a) for other in sorted(b))
            self._memory.together[key] = tuple({each.id: each for each in found if each}.values())
        return self._memory.together[key]

    def is_sunscreen(self, step: Step) -> bool:
        """Whether the step protects from the sun. A filter on a label alone does not say so: it may be a pigment."""
        product = self.product(step)
        return product is not None and product.kind == SUNSCREEN

    # ---- whose it is, and when

    def is_prescribed(self, step: Step) -> bool:
        """Whether a doctor prescribed what it applies."""
        return is_prescribed(step, self.situation.routine, max(self.today, step.terms[0].since))

    def may_change(self, step: Step) -> bool:
        """Whether it is the client's own: a plan's step and a prescribed one are for those who gave them."""
        return not isinstance(step.origin, FromPlan) and not self.is_prescribed(step)

    def status(self, steps: Iterable[Step]) -> Status:
        """Information where all of it comes with a plan, whose author outranks the program."""
        return Status.INFORMATION if all(isinstance(each.origin, FromPlan) for each in steps) else Status.FINDING

    def ask(self, steps: Iterable[Step]) -> str:
        """Whom to ask."""
        prescribed = any(self.is_prescribed(each) for each in steps)
        return "Ask the prescriber or your therapist." if prescribed else "Ask your therapist."

    def is_morning(self, slot: Id) -> bool:
        """Whether a part of the day lies in its first half."""
        return slot in self._mornings

    @cached_property
    def _mornings(self) -> frozenset[Id]:
        start = self.situation.circumstances.starts.on(self.today)
        noon = seconds_into_day(AFTERNOON, start)
        slots = self.situation.routine.slots.values()
        return frozenset(each.id for each in slots if seconds_into_day(each.at, start) < noon)

    def as_it_is(self, steps: Iterable[Step]) -> tuple[str, ...]:
        """The ingredients and rules of `steps`: when they change, a remark that was set aside comes back."""
        told = []
        for step in steps:
            product = self.product(step)
            holds = ", ".join(product.ingredients) if product else ""
            terms = step.terms_on(self.today) or step.terms[-1]
            told.append(f"{step.id}: {' '.join(sorted(terms.slots))}: {terms_words(terms)}: {holds}")
        return tuple(told)
