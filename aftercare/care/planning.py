"""A therapist's plan: what taking it over would change, and taking it over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from aftercare.care.kept import CLIENT_ID, Kept
from aftercare.errors import BadPlan
from aftercare.model import tables
from aftercare.model.day_start import DayStarts
from aftercare.model.deed import Deed
from aftercare.model.learned_types import learned
from aftercare.model.local_day import local_date
from aftercare.model.question import Question
from aftercare.model.routine import EVENING, MORNING

if TYPE_CHECKING:
    from aftercare.model.adoption import Adoption
    from aftercare.model.plan import Plan, StoredPlan
    from aftercare.model.plan_asking import ToAsk
    from aftercare.model.plan_question import PlanQuestion
    from aftercare.store.home import Home

#: A point of the tables is drawn to about 0.02 of the face: one at a border may lie on either side of it.
_AROUND = ((0.0, 0.0), (0.02, 0.0), (-0.02, 0.0), (0.0, 0.02), (0.0, -0.02))


class Planning(Kept):
    """Plans."""

    def consider_plan(self, plan: Plan, now: datetime, on: date | None = None) -> Adoption:
        """What taking `plan` over would change, from the day `on` (today by default). Writes nothing.

        Raises BadPlan.
        """
        # plans come a few times a year: what reads them is loaded when one does
        from aftercare.model.adoption import Present as PlannedPresent
        from aftercare.model.adoption import adopt
        from aftercare.store.reference import product_kinds, zones

        present = self.present()
        stored = self._stored_plans()
        routine = present.routine
        known = PlannedPresent(
            products=routine.products,
            slots=routine.slots,
            steps=routine.steps,
            sessions=present.sessions | present.set_aside,
            practitioner=present.practitioner,
            programme=present.programme,
            holds=present.holds,
            points=present.points,
            intervals=present.intervals,
            plans=tuple(stored),
        )
        return adopt(plan, known, product_kinds(), on or self.today(now), zones())

    def plan_in_force(self) -> Plan | None:
        """The plan that was accepted last. Raises BadPlan where this program cannot read it."""
        from aftercare.model.plan import in_force

        stored = in_force(self._stored_plans())
        return stored.plan if stored else None

    def _stored_plans(self) -> list[StoredPlan]:
        from aftercare.model.plan import StoredPlan

        with self._record.guard:
            documents = list(self._record.versions.live.get(tables.PLANS, {}).values())
        try:
            return [msgspec.convert(document, learned(StoredPlan)) for document in documents]
        except msgspec.ValidationError as misfit:
            raise BadPlan(
                "A plan that the record keeps is none that this program knows, so nothing can be compared with it.",
                "Install the newest aftercare, then try again.",
            ) from misfit

    def import_plan(
        self, plan: Plan, now: datetime, on: date | None = None, accepted: Collection[str] | None = None
    ) -> Adoption:
        """Takes `plan` over after a backup, as one action. Raises BadPlan, DiskTrouble, Busy.

        `accepted` are the keys of the lines that somebody saw and accepted, among them those of what the plan leaves
        open ("question:1"): any other line is left. Where none are given, it is all but the adoption's own `left`. What
        was left and what the plan leaves open becomes questions for the therapist, each once. Where every line is left
        nothing is written. Returns what was written, and what was left.
        """
        from aftercare.model.plan_choice import choose

        self._back_up_before_plan(plan, now, on, accepted)
        with self._looking_closely():
            adoption = self.consider_plan(plan, now, on)
            leave = _left_of(plan, adoption, accepted)
            chosen = choose(adoption, leave)
            client = self.present().client
            asked = questions_of(plan, adoption, leave, on or self.today(now)) if chosen.writes else ()
            known = self.present().questions

            def put() -> None:
                if chosen.writes and plan.client and not client.name:
                    self._put(tables.CLIENT, CLIENT_ID, msgspec.structs.replace(client, name=plan.client))
                self._write_all(chosen.writes)
                for each in asked:
                    if each.id not in known:
                        self._put(tables.QUESTIONS, each.id, Question(each.id, now, each.text, each.step))

            self._do(Deed.IMPORT_PLAN, now, put)
        return msgspec.structs.replace(adoption, writes=chosen.writes, left=frozenset(each.key for each in chosen.left))

    def _back_up_before_plan(
        self, plan: Plan, now: datetime, on: date | None, accepted: Collection[str] | None
    ) -> None:
        """Makes a backup where the plan would change something in a record that has more than its beginning."""
        from aftercare.model.plan_choice import choose

        with self._looking_closely():
            begun = sum(seen.seq for seen in self._record.writers.values()) > 1
            adoption = self.consider_plan(plan, now, on)
            if not begun or not choose(adoption, _left_of(plan, adoption, accepted)).writes:
                return
        from aftercare.care.backing_up import BackingUp
        from aftercare.model.backup import BackupReason

        BackingUp.sharing(self).back_up(now, BackupReason.BEFORE_PLAN)


def _left_of(plan: Plan, adoption: Adoption, accepted: Collection[str] | None) -> frozenset[str]:
    if accepted is None:
        return adoption.left
    from aftercare.model.plan_lines import Lines

    return frozenset(Lines(adoption, open_questions_of(plan)).keys()).difference(accepted)


def consider_first_plan(plan: Plan, now: datetime, on: date | None = None) -> Adoption:
    """What `plan` would change in a record that begins with it. Makes none: nobody has agreed yet."""
    from aftercare.model.adoption import Present, adopt
    from aftercare.store.reference import product_kinds, zones

    begun = Present(slots={slot.id: slot for slot in (MORNING, EVENING)})
    return adopt(plan, begun, product_kinds(), on or local_date(now, DayStarts()), zones())


def questions_of(plan: Plan, adoption: Adoption, left: Collection[str], on: date) -> tuple[ToAsk, ...]:
    """What is asked of the therapist where the lines `left` of `adoption` are left on the day `on`, and `plan` leaves
    something open.

    What was left of the version before already was asked then.
    """
    from aftercare.model.plan_asking import asked_of_left
    from aftercare.model.plan_choice import choose

    open_ones = tuple(each for each in open_questions_of(plan) if each.key not in left)
    return asked_of_left(plan, choose(adoption, left).left, on) + open_ones


def open_questions_of(plan: Plan) -> tuple[ToAsk, ...]:
    """What `plan` leaves open, as questions that its client has for whoever wrote it."""
    from aftercare.model.plan_asking import asked_of_open

    return asked_of_open(plan, questions_on_plan(plan))


def somebody_elses(home: Home, plan: Plan, folder: str, name: str) -> str:
    """What to ask where `plan` names somebody else than the client `name` whose record is in `folder`; else nothing."""
    from aftercare.care.clients import list_clients
    from aftercare.model.text import folded

    def called(words: str) -> str:
        return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(words)).split())

    meant = called(plan.client)
    if not meant or meant in (called(name), called(folder)):
        return ""
    others = [each for each in list_clients(home, archived=True) if each.folder != folder]
    other = next((each for each in others if meant in (called(each.name), called(each.folder))), None)
    if other is None and not name:
        return ""
    whose = f"this is the record of “{name or folder}”"
    here = f" “{other.shown}” has a record of their own here (--client {other.folder})." if other else ""
    return f"Look twice: this plan is written for “{plan.client}”, and {whose}.{here}"


def read_plan(path: Path) -> Plan:
    """Reads and checks a plan file. Raises BadPlan with everything that is wrong, each with its place."""
    from aftercare.exchange.plan_file import read_plan as read
    from aftercare.store.reference import plan_vocabulary

    return read(path, plan_vocabulary())


def questions_on_plan(plan: Plan) -> tuple[PlanQuestion, ...]:
    """What `plan` leaves open and what may be a risk in it, as questions to whoever wrote it. Reads reference data."""
    from aftercare.care.resting import rests_of_plan
    from aftercare.model.plan_known import Known
    from aftercare.model.plan_linting import questions_on
    from aftercare.model.point_marks import point_marks
    from aftercare.store import reference

    face = reference.face()
    zones: dict[str, set[str]] = {each.id: {each.zone} for each in plan.points if each.zone is not None}
    at_codes = [each for each in plan.points if each.code is not None]
    for mark in point_marks(at_codes, reference.points(), reference.zones()):
        around = (face.zone_at(mark.x + x, mark.y + y) for x, y in _AROUND)
        zones.setdefault(mark.id, set()).update(zone for zone in around if zone is not None)
    at_once = {each for row in reference.allowed_at_once().values() for each in row.ingredient_classes}
    return questions_on(
        plan,
        Known(
            kinds=reference.product_kinds(),
            classes=reference.ingredient_classes(),
            at_once=frozenset(at_once),
            rests=rests_of_plan(plan),
            point_zones={point: frozenset(found) for point, found in zones.items()},
        ),
    )


@cache
def sample_plans() -> Mapping[str, Plan]:
    """The sample plans that come with the program, by name; read once."""
    from aftercare.exchange.plan_file import parse_plan
    from aftercare.store.reference import plan_vocabulary
    from aftercare.store.reference import sample_plans as files

    return MappingProxyType({name: parse_plan(raw, name, plan_vocabulary()) for name, raw in files()})


def plan_file_schema() -> dict[str, Any]:
    """The JSON Schema of the plan file."""
    from aftercare.exchange.plan_schema import plan_schema
    from aftercare.store.reference import plan_vocabulary

    return plan_schema(plan_vocabulary())
