"""A plan file that is written for a therapist by asking them: what the questions rest on, and the file."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aftercare.care.planning import questions_on_plan
from aftercare.care.resting import rests_of_plan
from aftercare.errors import BadInput
from aftercare.exchange.plan_errors import PlanErrors
from aftercare.exchange.plan_file import parse_plan
from aftercare.exchange.plan_writing import plan_toml as plan_toml
from aftercare.model.interview import Asking, Resting
from aftercare.model.plan import PlanStep
from aftercare.model.plan_hold import HeldActivity, HeldThing, OfActivity, OfClass, OfKind
from aftercare.model.rest import follows, substances_of
from aftercare.model.routine import Activity, Daily
from aftercare.model.session_kind import done_in
from aftercare.store import reference
from aftercare.store.disk import disk_trouble, replace_file

if TYPE_CHECKING:
    from aftercare.model.plan import Plan
    from aftercare.model.plan_vocabulary import Vocabulary
    from aftercare.model.rest import Rests

_HELD = {Activity.MAGNETS: HeldActivity.MAGNETS, Activity.MASSAGE: HeldActivity.MASSAGE}
_BY_KEY = re.compile(r'^Write for example \w+ = "?(.+?)"?$')
_SOMETHING = PlanStep("a-step", "A step", ("evening",), Daily(), 1.0)


def asking(today: date) -> Asking:
    """What the questions for a plan rest on. Reads the reference data."""
    return Asking(
        today=today,
        kinds=reference.product_kinds(),
        zones=reference.zones(),
        session_kinds=tuple(reference.session_kinds().values()),
        problem=problem_of,
        resting=_resting,
        left_open=questions_on_plan,
        points=reference.points(),
        courses=tuple(each for each in reference.course_patterns().values() if each.sessions_max is not None),
    )


def problem_of(plan: Plan) -> str:
    """What is wrong with a plan that is not whole yet, by the reader of plan files; "" where nothing is."""
    whole = replace(
        plan,
        id=plan.id or "a-plan",
        title=plan.title or "A plan",
        practitioner=replace(plan.practitioner, name=plan.practitioner.name or "Somebody"),
        steps=plan.steps or (_SOMETHING,),
    )
    try:
        parse_plan(plan_toml(whole).encode(), "", _vocabulary())
    except PlanErrors as errors:
        first = errors.problems[0]
        # there is no key here to write it after
        suggestion = _BY_KEY.sub(r"Write it like \1.", first.suggestion)
        return f"{first.message} {suggestion}".strip()
    return ""


@cache
def _vocabulary() -> Vocabulary:
    return reference.plan_vocabulary()


def refuse_written(path: Path) -> None:
    """Raises BadInput where there is a file already, or a folder, or no folder to write it to."""
    if path.exists() or path.is_symlink():
        raise BadInput(f"{path} is there already.", "Give another name, or --force to write over it.")
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent}.", "Make it first, or give another name.")


def write_plan(path: Path, text: str, *, force: bool) -> None:
    """Writes the file, whole or not at all; with `force` over another one. Raises BadInput, DiskTrouble."""
    if not force:
        refuse_written(path)
    with disk_trouble("write", path):
        replace_file(path, text.encode())


def _resting(plan: Plan) -> tuple[Resting, ...]:
    rests = rests_of_plan(plan)
    after = [follows(each, rests, each.at.date()) for each in plan.sessions]
    unknown = any(not kind.default_holds for each in plan.sessions for kind in done_in(each.kind, rests.kinds)[0])
    rows = reference.hold_defaults().values() if unknown else (row for each in after for row in each.defaults)
    there = _held_in(plan, rests)
    found = {
        row.id: Resting(row, tuple(each for each in row.covers if each in there))
        for row in rows
        if row.on and row.hours
    }
    return tuple(each for each in found.values() if each.covers)


def _held_in(plan: Plan, rests: Rests) -> frozenset[HeldThing]:
    """All in `plan` that may be held: nothing that is prescribed."""
    products = [each for each in plan.products if not each.by_prescription]
    activities = (_HELD[each.activity] for each in plan.steps if each.activity in _HELD)
    classes = (name for one in products for each in substances_of(one, rests) for name in each.classes)
    return frozenset((*(OfKind(each.kind) for each in products), *map(OfActivity, activities), *map(OfClass, classes)))
