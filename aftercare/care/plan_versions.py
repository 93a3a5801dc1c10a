"""The versions of plans that were ever accepted, and going back to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.going_back import Undone
from aftercare.model.going_back import go_back as going_back
from aftercare.model.learned_types import learned
from aftercare.model.plan import StoredPlan, in_force
from aftercare.model.plan_asking import ToAsk
from aftercare.model.question import Question
from aftercare.model.words import listed
from aftercare.store.history import PastVersion

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


class WentBack(Struct, frozen=True):
    """What going back came to: the plan in force now, how many things changed, and what of the client's own stayed."""

    plan: StoredPlan
    changed: int
    kept: tuple[str, ...]


class PlanVersions(Kept):
    """Every version of a plan that was ever accepted stays, and can be gone back to."""

    def accepted(self) -> list[StoredPlan]:
        """The plans that were accepted, the one in force first, then those before it."""
        with self._record.guard:
            documents = list(self._record.versions.live.get(tables.PLANS, {}).values())
        stored = [msgspec.convert(document, learned(StoredPlan)) for document in documents]
        return sorted(stored, key=lambda each: (each.turn, each.id), reverse=True)

    def go_back(self, plan_id: str, now: datetime) -> WentBack:
        """Puts the accepted plan `plan_id` ("calm@1") in force again, with each thing as it was before it went.

        What the client changed since stays, and is asked of the therapist. Days behind stay as they were. One action.
        Raises NotFound, and BadInput where it is in force.
        """
        with self._looking_closely():
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
            names = tuple(_name(each) for each in own)
            again = msgspec.structs.replace(target, turn=stored[0].turn + 1)

            def put() -> None:
                self._put(tables.PLANS, target.id, again)
                for write in writes:
                    if write.document is None:
                        self._database.delete(write.table, write.id)
                    else:
                        self._put(write.table, write.id, write.document)
                for each, name in zip(own, names, strict=True):
                    step = each.id if each.table == tables.STEPS and each.now is not None else None
                    asked = ToAsk(
                        f"I went back to {listed([target.plan.title])}, version {target.plan.version}, and kept "
                        f"{listed([name])} as I had changed it. Is that all right?",
                        step,
                    )
                    if asked.id not in self.present().questions:
                        self._put(tables.QUESTIONS, asked.id, Question(asked.id, now, asked.text, asked.step))

            self._do(Deed.GO_BACK, now, put)
        return WentBack(again, len(writes), names)

    def _gone_back_from(self, target: str) -> tuple[list[Undone], list[Any]]:
        """What came with all that was put in force after `target`, and the days on which that began to hold."""
        versions = self._record.versions
        plans = self._record.histories([(tables.PLANS, each) for each in versions.touched(tables.PLANS)])
        kept = [each for each in plans[tables.PLANS, target] if each.document is not None]
        later = [each for history in plans.values() for each in history if (each.stamp, each.name) > _moment(kept[-1])]
        names = {each.name for each in later}
        begun = [
            msgspec.convert(each.document, learned(StoredPlan)).holds_from
            for each in later
            if each.document is not None
        ]
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


def _moment(version: PastVersion) -> tuple[int, str]:
    return version.stamp, version.name


def _value(table: str, document: Mapping[str, Any] | None) -> Struct | None:
    return msgspec.convert(document, learned(tables.kind_of_table(table))) if document is not None else None


def _name(thing: Undone) -> str:
    of = thing.now if thing.now is not None else thing.then
    return str(getattr(of, "name", None) or getattr(of, "kind", None) or thing.id)
