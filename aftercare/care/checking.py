"""What the checker remarks on the routine: read, taken as advice after a preview, or set aside for a reason."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from aftercare.care.kept import Present
from aftercare.care.routining import Routining
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.set_aside import SetAside
from aftercare.model.text import typed_text

if TYPE_CHECKING:
    from aftercare.model.change import Changes
    from aftercare.model.checks.weeks import Knowledge, Memory, Situation
    from aftercare.model.editing import Draft
    from aftercare.model.finding import Finding, Reviewed, Sure
    from aftercare.model.interaction import Interaction
    from aftercare.model.preview import Preview
    from aftercare.model.routine import Routine, Step


class Offer(Struct, frozen=True):
    """A change that removes a remark and creates none, and how it reads."""

    changes: Changes
    words: str


class SaidTogether(Struct, frozen=True):
    """What is known of two things together; `row` is None where that is nothing."""

    a: str
    b: str
    row: Interaction | None
    sure: Sure | None


class Checked(Struct, frozen=True):
    """The remarks on a routine with what they were found in, as long as the `present` is that of then."""

    present: Present
    day: date
    situation: Situation
    memory: Memory
    found: tuple[Finding, ...]


class Checking(Routining):
    """The checker. What it takes time to find is kept until the record's present changes."""

    _checked: Checked | None = None

    def findings(self, now: datetime) -> Reviewed:
        """The remarks on the coming 28 days, and those that were set aside."""
        from aftercare.model.checking import reviewed

        checked = self._look(now)
        return reviewed(checked.found, checked.present.remarks_aside.values())

    def findings_with(self, draft: Draft, now: datetime, seen: Step | None = None) -> tuple[Finding, ...]:
        """The remarks that `draft` would bring, which the routine as it is does not have. Raises BadInput."""
        from aftercare.model.checking import findings

        checked = self._look(now)
        routine = self._routine_with(draft, now, seen)
        known = {each.key for each in checked.found}
        found = findings(self._situation(routine, now))
        return tuple(each for each in found if each.key not in known)

    def offered(self, finding: Finding, now: datetime) -> Offer | None:
        """What would remove `finding` and bring no other remark; None where it is for the therapist."""
        from aftercare.model.change import change_words
        from aftercare.model.offering import offer

        checked = self._look(now)
        changes = offer(finding, checked.situation, checked.memory)
        return Offer(changes, change_words(changes, checked.situation)) if changes else None

    def preview_of(self, offer: Offer, now: datetime) -> Preview:
        """The coming 28 days with the change made."""
        from aftercare.model.change import applied

        after = applied(offer.changes, self._look(now).situation).routine
        before = self.present().routine.steps
        changed = {i: step for i, step in after.steps.items() if before.get(i) != step}
        return self._previewed(replace(after, steps={**changed, **after.steps}), now, 28)

    def take_advice(self, finding: Finding, offer: Offer, now: datetime) -> None:
        """Makes the change that was offered, from today on; past days keep their routine.

        Raises NoLongerCurrent where the remark or what is offered for it is no longer the same.
        """
        from aftercare.model.change import AddSunscreen, applied

        with self._looking_closely():
            if finding not in self.findings(now).open or self.offered(finding, now) != offer:
                raise NoLongerCurrent("Your routine has been changed since.", "Look at the remarks again.")
            own = f"own-sunscreen-{os.urandom(3).hex()}"
            changes = tuple(
                replace(each, step=own, product=own if each.is_new else each.product)
                if isinstance(each, AddSunscreen)
                else each
                for each in offer.changes
            )
            before = self._look(now).situation
            after = applied(changes, before)

            def put() -> None:
                for step_id in before.routine.steps.keys() - after.routine.steps.keys():
                    self._database.delete(tables.STEPS, step_id)
                for step in after.routine.steps.values():
                    if before.routine.steps.get(step.id) != step:
                        self._put(tables.STEPS, step.id, step)
                for product in after.routine.products.values():
                    if product.id not in before.routine.products:
                        self._put(tables.PRODUCTS, product.id, product)
                for pack in after.packs.values():
                    if before.packs.get(pack.id) != pack:
                        self._put(tables.PACKS, pack.id, pack)

            self._do(Deed.TAKE_ADVICE, now, put)

    def set_aside(self, finding: Finding, reason: str, now: datetime) -> SetAside:
        """Lets a remark be, for a reason, until ingredients or rules that it is about change. Raises BadInput."""
        why = typed_text(reason, "reason")
        kept = SetAside(finding.key, finding.what, why, self.wall(now), finding.as_it_is)
        self._do(Deed.SET_ASIDE, now, lambda: self._put(tables.SET_ASIDE, kept.key, kept))
        return kept

    def bring_back(self, key: str, now: datetime) -> None:
        """Heeds a remark again that was set aside. Raises NotFound."""
        with self._looking_closely():
            if key not in self.present().remarks_aside:
                raise NotFound("This remark is not set aside.", "`aftercare check` lists them.")
            self._do(Deed.BRING_BACK, now, lambda: self._database.delete(tables.SET_ASIDE, key))

    def _look(self, now: datetime) -> Checked:
        from aftercare.model.checking import findings
        from aftercare.model.checks.weeks import Memory

        present, today = self.present(), self.today(now)
        known = self._checked
        if known is None or known.present is not present or known.day != today:
            situation, memory = self._situation(present.routine, now), Memory()
            known = Checked(present, today, situation, memory, findings(situation, memory))
            self._checked = known
        return known

    def _situation(self, routine: Routine, now: datetime) -> Situation:
        from datetime import timedelta

        from aftercare.model.checks.weeks import Situation
        from aftercare.model.preview import PREVIEW_DAYS
        from aftercare.model.safety_questions import allergies_of

        present, today = self.present(), self.today(now)
        asked = [today + timedelta(days=number) for number in range(PREVIEW_DAYS)]
        seen = self.circumstances(now, *asked, routine=routine)
        allergies = allergies_of(present.safety, today)
        return Situation(routine, seen, _knowledge(), present.packs, present.tests, allergies)


@cache
def _knowledge() -> Knowledge:
    from aftercare.model.checks.weeks import Knowledge
    from aftercare.store import reference

    return Knowledge(
        reference.ingredient_names(),
        reference.ingredient_classes(),
        reference.interactions(),
        reference.product_kinds(),
        reference.titration_rules(),
        reference.sun_flags(),
        reference.sources(),
    )


def said_together(a: str, b: str) -> SaidTogether:
    """What is known of two ingredients, classes or kinds of product together. No record is needed for it.

    Raises NotFound where one of the names is not known.
    """
    knowledge = _knowledge()
    of_a, of_b = _known_as(a, knowledge), _known_as(b, knowledge)
    for id_a, label_a in of_a:
        for id_b, label_b in of_b:
            if (row := knowledge.together(id_a, id_b)) is not None:
                return SaidTogether(label_a, label_b, row, knowledge.sure_of(row))
    return SaidTogether(of_a[0][1], of_b[0][1], None, None)


def _known_as(typed: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    """What a name may mean, as ids with labels: a class or a kind as it is called, then the ingredient of that name."""
    from aftercare.model.text import name_key

    if not typed.strip():
        raise BadInput("The name is missing.", "For example: aftercare check niacinamide “vitamin c”.")
    wanted = name_key(typed)
    labels = {each.id: each.label for each in knowledge.classes.values()}
    labels |= {each.id: each.label for each in knowledge.kinds.values()}
    found = [(known, label) for known, label in labels.items() if wanted in (name_key(known), name_key(label))]
    if (ingredient := knowledge.names.exactly(typed)) is not None:
        found.append((ingredient.id, ingredient.label))
    if not found:
        named = [each for each in knowledge.classes.values() if wanted in {name_key(word) for word in each.also}]
        found = [(each.id, each.label) for each in named]
    if not found:
        near = [knowledge.names.rows[each].label for each in knowledge.names.near(typed)]
        hint = f"Did you mean “{near[0]}”?" if near else "`aftercare facts ingredients` lists what is known."
        raise NotFound(f"Nothing is known here about “{typed.strip()}”.", hint)
    return found
