"""The client's own hand on the routine: steps are added, changed, moved, ended, and previewed first."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aftercare.care.circumstances import Surrounded
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import Id, Routine, Slot, Step

if TYPE_CHECKING:
    from aftercare.model.editing import Draft
    from aftercare.model.preview import Preview
    from aftercare.model.product_kind import ProductKind


class Routining(Surrounded):
    """The routine editor. Each of its uses is one action, which `undo` takes back whole."""

    def add_step(self, draft: Draft, now: datetime) -> Step:
        """Adds a step of the client's own, with its product where that is new. Raises BadInput."""
        from aftercare.model.editing import begun, refuse_past
        from aftercare.model.typed_step import own_id, refuse_unknown

        refuse_past(draft.since, self.today(now))
        with self._writing():
            routine = self.present().routine
            refuse_unknown(draft, routine, None)
            whole = self._with_new_id(draft)
            step_id = f"{own_id(draft.name)}-{os.urandom(3).hex()}"
            step = begun(whole, step_id, self._order_of(whole, routine))
            self._do(Deed.ADD_STEP, now, lambda: self._put_step(step, whole))
        return step

    def change_step(self, seen: Step, draft: Draft, now: datetime) -> Step:
        """Changes a step from the draft's first day on. Raises BadInput and NoLongerCurrent."""
        from aftercare.model.editing import changed
        from aftercare.model.typed_step import refuse_unknown

        with self._looking_closely():
            self._check_step(seen)
            refuse_unknown(draft, self.present().routine, seen)
            whole = self._with_new_id(draft)
            step = changed(seen, whole, self.today(now))
            if step != seen:
                self._do(Deed.CHANGE_STEP, now, lambda: self._put_step(step, whole))
        return step

    def move_step(self, step_id: Id, beside: Id, now: datetime, *, before: bool) -> None:
        """Puts a step right before or after another one of the same slot. Raises BadInput and NotFound."""
        from aftercare.model.editing import is_over, moved

        with self._looking_closely():
            today = self.today(now)
            step, other = self._step(step_id), self._step(beside)
            shared = [each for each in _slots(step) if each in _slots(other)]
            if not shared or step.id == other.id:
                raise BadInput(f"“{step.name}” and “{other.name}” share no part of the day.", "Choose another step.")
            steps = [
                each.as_on(today)
                for each in self.present().routine.steps.values()
                if shared[0] in _slots(each) and (not is_over(each, today) or each.id in (step.id, other.id))
            ]
            found = moved(steps, step.as_on(today), other.as_on(today), before=before)

            def write() -> None:
                for each in found:
                    # the days before keep their layers
                    dated = self._step(each.id).changed_from(today, order=each.order)
                    self._put(tables.STEPS, each.id, dated)

            self._do(Deed.MOVE_STEP, now, write)

    def end_step(self, seen: Step, now: datetime, on: date | None = None) -> Step | None:
        """Ends a step: the day `on` (today by default) is the first one without it. None where it had not begun.

        Raises BadInput, and NoLongerCurrent where it is not as it was `seen`.
        """
        from aftercare.model.editing import ended

        with self._looking_closely():
            self._check_step(seen)
            today = self.today(now)
            step = ended(seen, on or today, today)

            def write() -> None:
                if step is None:
                    self._database.delete(tables.STEPS, seen.id)
                else:
                    self._put(tables.STEPS, step.id, step)

            self._do(Deed.END_STEP, now, write)
        return step

    def set_slot(self, called: str, at: time | None, now: datetime, name: str = "", since: date | None = None) -> Slot:
        """Makes a part of the day, or gives the one with this id or name another time from the day `since` on.

        Days before keep their time. `since` is today by default; with `name` it is called so. Raises BadInput.
        """
        from aftercare.model.editing import refuse_past
        from aftercare.model.typed_slot import new_slot, set_to, slot_called

        with self._looking_closely():
            today = self.today(now)
            refuse_past(since or today, today)
            slots = self.present().routine.slots
            known = slot_called(called, slots.values())
            if known is not None:
                slot = set_to(known, at, name, since or today)
            elif at is None:
                raise BadInput(f"There is no part of the day “{called.strip()}”.", "Write its time too: noon 12:30.")
            else:
                slot = set_to(new_slot(called, at), None, name, today)
                if slot.id in slots:
                    raise BadInput(f"“{slots[slot.id].name}” is too like this name.", "Write another one.")
            if slot != known:
                self._do(Deed.SET_SLOT, now, lambda: self._put(tables.SLOTS, slot.id, slot))
        return slot

    def preview(self, now: datetime, days: int = 28) -> Preview:
        """The coming days of the routine as it is."""
        return self._previewed(self.present().routine, now, days)

    def preview_with(self, draft: Draft, now: datetime, seen: Step | None = None, days: int = 28) -> Preview:
        """The coming days with `draft` in the place of the step `seen`, or beside the others; its row comes first.

        Writes nothing. Raises BadInput.
        """
        return self._previewed(self._routine_with(draft, now, seen), now, days)

    def _routine_with(self, draft: Draft, now: datetime, seen: Step | None) -> Routine:
        from aftercare.model.editing import begun, changed, refuse_past
        from aftercare.model.typed_step import refuse_unknown

        refuse_past(draft.since, self.today(now))
        routine = self.present().routine
        refuse_unknown(draft, routine, seen)
        if seen is None:
            step = begun(draft, "own-new", self._order_of(draft, routine))
        else:
            step = changed(seen, draft, self.today(now))
        products = routine.products | ({draft.new.id: draft.new} if draft.new else {})
        slots = ({draft.new_slot.id: draft.new_slot} if draft.new_slot else {}) | routine.slots
        others = {each.id: each for each in routine.steps.values() if each.id != step.id}
        return Routine(slots, products, {step.id: step, **others})

    def product_kinds(self) -> Mapping[str, ProductKind]:
        """The kinds that a new product can be of, in layering order."""
        from aftercare.store.reference import product_kinds

        return product_kinds()

    def _previewed(self, routine: Routine, now: datetime, days: int) -> Preview:
        from aftercare.model.editing import is_over
        from aftercare.model.preview import preview

        today = self.today(now)
        going = {each.id: each for each in routine.steps.values() if not is_over(each, today)}
        kept = replace(routine, steps=going)
        asked = [today + timedelta(days=n) for n in range(days)]
        return preview(kept, self.circumstances(now, *asked, routine=kept), today, days)

    def _put_step(self, step: Step, draft: Draft) -> None:
        if draft.new is not None:
            self._put(tables.PRODUCTS, draft.new.id, draft.new)
        if draft.new_slot is not None and draft.new_slot.id not in self.present().routine.slots:
            self._put(tables.SLOTS, draft.new_slot.id, draft.new_slot)
        self._put(tables.STEPS, step.id, step)

    def _with_new_id(self, draft: Draft) -> Draft:
        if draft.new is None:
            return draft
        if draft.new.kind not in self.product_kinds():
            raise BadInput(
                f"There is no kind of product “{draft.new.kind}”.", "`aftercare routine add --help` has some."
            )
        new = replace(draft.new, id=f"{draft.new.id}-{os.urandom(3).hex()}")
        return replace(draft, new=new, product=new.id)

    def _order_of(self, draft: Draft, routine: Routine) -> float:
        """The layering rank of the product's kind; an activity comes after all that is put on."""
        product = draft.new or (routine.products.get(draft.product) if draft.product else None)
        kinds = self.product_kinds()
        if product is not None and product.kind in kinds:
            return kinds[product.kind].rank
        return max((each.order for each in routine.steps.values()), default=0) + 1

    def _step(self, step_id: Id) -> Step:
        found = self.present().routine.steps.get(step_id)
        if found is None:
            raise NotFound(f"There is no step “{step_id}”.")
        return found

    def _check_step(self, seen: Step) -> None:
        if self.present().routine.steps.get(seen.id) != seen:
            raise NoLongerCurrent("This step has been changed since you opened it.", "Look at it, then try again.")


def _slots(step: Step) -> tuple[Id, ...]:
    return step.terms[-1].slots
