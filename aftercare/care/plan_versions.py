"""The versions of plans that were ever accepted, and going back to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.adopting import Write
from aftercare.model.deed import Deed
from aftercare.model.going_back import Undone, since_in_force
from aftercare.model.going_back import go_back as going_back
from aftercare.model.going_back_words import changes_of_going_back, name_of
from aftercare.model.learned_types import learned
from aftercare.model.plan import StoredPlan, in_force
from aftercare.model.plan_asking import ToAsk
from aftercare.model.plan_change import Names, PlanChange
from aftercare.model.question import Question
from aftercare.model.routine import Step
from aftercare.model.words import listed

_PLANNED = (
    tables.PRACTITIONER,
    tables.SLOTS,
    tables.PRODUCTS,
    tables.STEPS,
    tables.SESSIONS,
    tables.PROGRAMME,
    tables.HOLDS,
    tables.INTERVALS,
    tables.POINTS,
)


class GoingBack(Struct, frozen=True):
    """What going back to a plan comes to: the plan as it is in force then, what is written, and the same for people.

    `kept` names what of the client's own stays, and each of these becomes one of the questions `asked`.
    """

    plan: StoredPlan
    writes: tuple[Write, ...]
    changes: tuple[PlanChange, ...]
    kept: tuple[str, ...]
    asked: tuple[ToAsk, ...]


class PlanVersions(Kept):
    """Every version of a plan that was ever accepted stays, and can be gone back to."""

    def accepted(self) -> list[StoredPlan]:
        """The plans that were accepted, the one in force first, then those before it."""
        with self._record.guard:
            documents = list(self._record.versions.live.get(tables.PLANS, {}).values())
        stored = [msgspec.convert(document, learned(StoredPlan)) for document in documents]
        return sorted(stored, key=lambda each: (each.turn, each.id), reverse=True)

    def consider_back(self, plan_id: str, now: datetime) -> GoingBack:
        """What going back to the accepted plan `plan_id` ("calm@1") would change. Writes nothing.

        Raises NotFound, and BadInput where it is in force.
        """
        stored = self.accepted()
        target = next((each for each in stored if each.id == plan_id), None)
        if target is None:
            raise NotFound(f"There is no plan {listed([plan_id])}.", "`aftercare plan versions` lists them.")
        if target == in_force(stored):
            raise BadInput(f"{listed([plan_id])} is in force already.", "`aftercare plan versions` lists them.")
        things, begun = self._gone_back_from(target.id)
        today = self.today(now)
        writes = going_back(things, today, min(begun, default=today))
        own = tuple(each for each in things if each.own and each.now != each.then)
        routine = self.present().routine
        # of the steps that it brings back some are in no routine now
        steps = (*routine.steps.values(), *(each.document for each in writes if isinstance(each.document, Step)))
        names = Names.of(routine.slots.values(), routine.products.values(), steps)
        return GoingBack(
            plan=msgspec.structs.replace(target, turn=stored[0].turn + 1),
            writes=writes,
            changes=changes_of_going_back(target.plan, things, writes, today, names),
            kept=tuple(map(name_of, own)),
            asked=tuple(_asked(target, each) for each in own),
        )

    def go_back(self, plan_id: str, now: datetime) -> GoingBack:
        """Puts the accepted plan `plan_id` in force again, with each thing as it was before it went.

        What the client changed since stays, and is asked of the therapist. Days behind stay as they were. One action.
        Raises NotFound, and BadInput where it is in force.
        """
        with self._looking_closely():
            back = self.consider_back(plan_id, now)
            known = self.present().questions

            def put() -> None:
                self._put(tables.PLANS, back.plan.id, back.plan)
                self._write_all(back.writes)
                for each in back.asked:
                    if each.id not in known:
                        self._put(tables.QUESTIONS, each.id, Question(each.id, now, each.text, each.step))

            self._do(Deed.GO_BACK, now, put)
        return back

    def _gone_back_from(self, target: str) -> tuple[list[Undone], list[date]]:
        """What came with all that was in force since `target` was, and the days on which that began to hold."""
        versions = self._record.versions
        plans = self._record.histories([(tables.PLANS, each) for each in versions.touched(tables.PLANS)])
        names, since = since_in_force(
            (
                ((each.stamp, each.name), plan_id, msgspec.convert(each.document, learned(StoredPlan | None)))
                for (_, plan_id), history in plans.items()
                for each in history
            ),
            target,
        )
        begun = [each.holds_from for each in since]
        keys = [(table, each) for table in _PLANNED for each in versions.touched(table)]
        found = []
        for (table, document_id), history in self._record.histories(keys).items():
            first = next((at for at, each in enumerate(history) if each.name in names), None)
            if first is None:
                continue
            shown = versions.shown(table, document_id)
            found.append(
                Undone(
                    table,
                    document_id,
                    _value(table, shown.document if shown else None),
                    _value(table, history[first - 1].document if first else None),
                    history[-1].name not in names,
                )
            )
        return found, begun


def _value(table: str, document: Mapping[str, Any] | None) -> Struct | None:
    return msgspec.convert(document, learned(tables.kind_of_table(table))) if document is not None else None


def _asked(target: StoredPlan, thing: Undone) -> ToAsk:
    return ToAsk(
        f"I went back to {listed([target.plan.title])}, version {target.plan.version}, and kept "
        f"{listed([name_of(thing)])} as I had changed it. Is that all right?",
        thing.id if thing.table == tables.STEPS and thing.now is not None else None,
    )
