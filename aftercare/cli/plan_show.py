"""`plan show` and `plan schema`: a plan in words, and the form of the file."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from aftercare.care import plan_file_schema
from aftercare.care.face import face
from aftercare.cli.command import command
from aftercare.cli.json_shape import Shape, encoded
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import NotFound
from aftercare.model.care_words import hold_words, point_name, preparation_words, purpose_words
from aftercare.model.course_line import planned_course_words
from aftercare.model.face_point import FacePoint
from aftercare.model.floor_words import with_kept_off
from aftercare.model.ingredient import ingredient_words, ingredients_of
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_change import course_words, rule_words, session_name, wait_words
from aftercare.model.procedure_words import interval_words
from aftercare.model.routine import Product
from aftercare.model.words import day_in_full
from aftercare.model.zone import zone_words


class PlanShown(Shape, frozen=True):
    """`plan show`: `file` says that it is one on the disk, not the plan in force; the rest as the plan has it."""

    file: bool
    plan: dict[str, object]


@command("show")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@everywhere
@click.pass_obj
def show(wishes: Wishes, file: Path | None) -> None:
    """Show the plan in force in words, or that of a file. Nothing is changed.

    \b
    aftercare plan show
    aftercare plan show plan.toml
    """
    from aftercare.cli.plan import read_or_tell

    wishes.refuse_day("plan show")
    found = read_or_tell(wishes, file) if file else wishes.care().plan_in_force()
    if found is None:
        raise NotFound("No plan is in force.", "Take one over with `aftercare plan import FILE`.")
    if wishes.json:
        say(encoded(PlanShown(file=file is not None, plan=msgspec.to_builtins(found))))
        return
    say(*(literal(line) for line in plan_lines(found)))


@command("schema")
@everywhere
@click.pass_obj
def schema(wishes: Wishes) -> None:
    """Print the JSON Schema of the plan file. An editor that knows it completes and checks while you write.

    \b
    aftercare plan schema > plan.schema.json
    """
    wishes.refuse_day("plan schema")
    say(json.dumps(plan_file_schema(), indent=2))


def plan_lines(plan: Plan) -> list[str]:
    """The plan, a line for each thing in it."""
    one = plan.practitioner
    reach = ", ".join(filter(None, (one.practice, one.phone, one.email, one.website, one.address, one.hours)))
    lines = [
        f"{plan.title}, version {plan.version} ({plan.id})",
        f"by {one.name}" + (f": {reach}" if reach else ""),
        f"for: {purpose_words(plan.purpose)}" + "".join(f", {each}" for each in plan.concerns),
    ]
    if plan.review:
        lines.append(f"review: {day_in_full(plan.review)}")
    lines += [f"advice: {with_kept_off(each)}" for each in plan.advice]
    lines += _headed("Products", [_product_line(each) for each in plan.products])
    lines += _headed("Steps", [_step_line(each) for each in plan.steps])
    lines += _headed("Sessions", [session_name(each) for each in plan.sessions])
    if plan.course:
        lines += ["", f"The course: {planned_course_words(plan.course)}"]
    lines += _headed("Before a session", [preparation_words(each) for each in plan.preparations])
    lines += _headed("What rests after a session", ["; ".join(_said(hold_words(each))) for each in plan.holds])
    waits = ["; ".join(_said(interval_words(each))) for each in plan.intervals]
    lines += _headed("How long needles wait after what was had elsewhere", waits)
    return lines + _headed("Points", [point_name(each, face().zones) + _time_at(each) for each in plan.points])


def _time_at(point: FacePoint) -> str:
    """For how long a magnet stays, or a finger presses."""
    if point.wear_hours:
        return f", up to {point.wear_hours} h"
    return f", for {wait_words(point.press_seconds)}" if point.press_seconds else ""


def _headed(heading: str, lines: list[str]) -> list[str]:
    return ["", heading, *(f"  {line}" for line in lines)] if lines else []


def _said(words: dict[str, str]) -> list[str]:
    return [f"{key}: {value}" for key, value in words.items() if value]


def _product_line(product: Product) -> str:
    inside = ", ".join(map(ingredient_words, ingredients_of(product)))
    mark = ", prescribed" if product.prescribed else ""
    return f"{product.name} ({product.kind}{mark})" + (f": {inside}" if inside else "")


def _step_line(step: PlanStep) -> str:
    parts = (
        rule_words(step.rule),
        course_words(step.course),
        ", ".join(step.slots),
        step.amount,
        f"then wait {wait_words(step.wait)}" if step.wait else "",
        " and ".join(zone_words(step.zones, face().zones)),
        "essential" if step.essential else "",
    )
    return f"{step.name}: " + "; ".join(filter(None, parts))
