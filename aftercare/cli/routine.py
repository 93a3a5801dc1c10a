"""`routine`: the steps with their rules in words, and adding, changing, moving and ending one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click
import msgspec

from aftercare.care import Care
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.naming import fitting, step_called, step_ids
from aftercare.cli.routine_slot import slot
from aftercare.cli.routine_titrate import titrate
from aftercare.cli.safety_remarks import say_remarks
from aftercare.cli.terminal import literal, padded, say, styled, table, widest
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.editing import Draft, is_over
from aftercare.model.layering import layered
from aftercare.model.local_day import in_day_order
from aftercare.model.preview import Preview
from aftercare.model.preview_words import header_of, legend_of, row_of
from aftercare.model.routine import FromPlan, Step
from aftercare.model.rule_words import day_words, terms_words
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_step import Days, TypedStep, draft_of, typed_of

_OPTIONS: tuple[tuple[str, str, str], ...] = (
    ("every", "N", "Due every N days, counted from --counts-from or the first day."),
    ("on", "DAYS", "Due on these days of the week, such as mon,thu."),
    ("cycle", "N", "Due in a cycle of N days, on its days --due."),
    ("due", "NUMBERS", "The days of the cycle, such as 1,3."),
    ("recovery", "NUMBER", "The day of the cycle that follows a break; its last one by default."),
    ("phases", "WORDS", "In stages, such as “mon thu for 2 weeks, then every 2 days”."),
    ("after-session", "HOURS", "Due from so many hours after each session to so many, such as 24-96."),
    ("since-use", "HOURS", "Due once so many hours have passed since the last use."),
    ("as-needed", "N", "Not due; at your wish, at most N times a day."),
    ("apart", "HOURS", "With --as-needed: at least so many hours apart."),
    ("counts-from", "DAY", "The day from which the rule counts."),
    ("product", "PRODUCT", "The product of yours that is put on, by its name or id."),
    ("kind", "KIND", "A new product of this kind, named after the step, such as serum or moisturiser."),
    ("activity", "ACTIVITY", "What is done: acupressure, massage, rest or other."),
    ("amount", "WORDS", "How much of it."),
    ("wait", "TIME", "The wait before the next layer, such as 90 s or 2 min."),
    ("instruction", "WORDS", "What else is to be known."),
    ("from", "DAY", "The first day on which all of this holds; today by default."),
    ("to", "DAY", "The last day of a course."),
    ("times", "N", "A course of so many times."),
)
_RULES = {
    "every": Days.EVERY,
    "on": Days.WEEKDAYS,
    "cycle": Days.CYCLE,
    "phases": Days.PHASES,
    "after_session": Days.AFTER_SESSION,
    "since_use": Days.SINCE_USE,
    "as_needed": Days.AS_NEEDED,
}
_FIELDS = {
    "every": "every",
    "on": "weekdays",
    "cycle": "cycle",
    "due": "due",
    "recovery": "recovery",
    "phases": "phases",
    "since_use": "hours",
    "as_needed": "at_most",
    "apart": "apart",
    "counts_from": "counts_from",
    "amount": "amount",
    "wait": "wait",
    "instruction": "instruction",
    "from": "since",
    "to": "until",
    "times": "times",
}


def _stated(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options that state a step."""
    for name, metavar, told in reversed(_OPTIONS):
        command = click.option(f"--{name}", metavar=metavar, help=told)(command)
    command = click.option("--daily", is_flag=True, help="Due on every day.")(command)
    command = click.option("--essential/--not-essential", default=None, help="Part of the short form or not.")(command)
    return click.option(
        "--slot", multiple=True, metavar="SLOT", help="The part of the day; a new one as “noon 12:30”."
    )(command)


@group(listed=("add", "change", "move", "slot", "titrate", "end", "preview"), invoke_without_command=True)
@everywhere
@click.pass_context
def routine(ctx: click.Context) -> None:
    """List the steps of your routine; add, change and end them. The list says on which days each is due.

    \b
    aftercare routine
    aftercare routine add "Blue gel" --kind gel --slot evening --every 3
    aftercare routine change blue --on mon,thu
    aftercare routine preview
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("routine")
    care = wishes.care()
    today = care.today(clock.now())
    known = care.present().routine
    steps = layered(each.as_on(today) for each in known.steps.values() if not is_over(each, today))
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.routine_shapes import RoutineShape, routine_step_shape

        say(encoded(RoutineShape(client=care.folder.name, steps=tuple(map(routine_step_shape, steps)))))
        return
    if not steps:
        say("There are no steps yet. `aftercare routine add NAME` writes one, `aftercare plan import FILE` a plan's.")
        return
    lines: list[str] = []
    for part in in_day_order(known.slots.values(), care.present().starts.latest):
        lines += _block(part.name, [each for each in steps if part.id in each.terms[-1].slots])
    lines += _block("At your wish", [each for each in steps if not each.terms[-1].slots])
    say(*lines[:-1])


def _block(title: str, steps: list[Step]) -> list[str]:
    if not steps:
        return []
    rows = [(f"  {literal(each.name)}", literal(_words(each))) for each in steps]
    return [styled(literal(title), bold=True), *table(rows), ""]


def _words(step: Step) -> str:
    until = f", up to {day_words(step.ends)}" if step.ends else ""
    own = "" if isinstance(step.origin, FromPlan) else " (your own)"
    return f"{terms_words(step.terms[-1])}{until}{own}"


@routine.command("add")
@click.argument("name")
@_stated
@everywhere
@click.pass_obj
def add(wishes: Wishes, /, name: str, **given: Any) -> None:
    """Add a step of your own. It belongs to a part of the day, --slot; without a rule it is due daily.

    \b
    aftercare routine add "Blue gel" --kind gel --slot evening --on mon,thu
    aftercare routine add Massage --activity massage --slot evening --times 14
    """
    wishes.refuse_day("routine add")
    care, now = wishes.care(), clock.now()
    before = care.present().routine
    step = care.add_step(_draft(care, TypedStep(name=name), given), now)
    _tell(wishes, care, step, "added")
    say_remarks(care, before, now)
    offer_help(care, name, given["amount"], given["instruction"])


@routine.command("change")
@click.argument("step", shell_complete=step_ids)
@click.option("--name", metavar="NAME", help="Another name.")
@_stated
@everywhere
@click.pass_obj
def change(wishes: Wishes, /, step: str, name: str | None, **given: Any) -> None:
    """Change a step from today, or from the day --from, on. Past days keep what they had.

    A change to a step from your plan holds until the plan states the step anew.

    \b
    aftercare routine change blue --every 2
    """
    wishes.refuse_day("routine change")
    care, now = wishes.care(), clock.now()
    seen = step_called(step, care.present().routine)
    if name is None and not _said(given):
        raise BadInput("Nothing to change was named.", "`aftercare routine change --help` lists what can be.")
    typed = typed_of(seen, care.today(now))
    if name is not None:
        typed = msgspec.structs.replace(typed, name=name)
    before = care.present().routine
    _tell(wishes, care, care.change_step(seen, _draft(care, typed, given), now), "changed")
    say_remarks(care, before, now)
    offer_help(care, name, given["amount"], given["instruction"])


@routine.command("move")
@click.argument("step", shell_complete=step_ids)
@click.option("--before", metavar="STEP", help="The step before which it goes on.")
@click.option("--after", metavar="STEP", help="The step after which it goes on.")
@everywhere
@click.pass_obj
def move(wishes: Wishes, step: str, before: str | None, after: str | None) -> None:
    """Put a step before or after another one of the same part of the day.

    \b
    aftercare routine move serum --after cleanser
    """
    wishes.refuse_day("routine move")
    if (before is None) == (after is None):
        raise BadInput("Where the step goes is not said.", "Write --before STEP or --after STEP.")
    care = wishes.care()
    known = care.present().routine
    moving, beside = step_called(step, known), step_called(before or after or "", known)
    care.move_step(moving.id, beside.id, clock.now(), before=before is not None)
    _tell(wishes, care, care.present().routine.steps[moving.id], "moved")


@routine.command("end")
@click.argument("step", shell_complete=step_ids)
@click.option("--on", metavar="DAY", help="The first day without it; today by default.")
@everywhere
@click.pass_obj
def end(wishes: Wishes, step: str, on: str | None) -> None:
    """End a step. Past days keep it, and `aftercare undo` brings it back.

    \b
    aftercare routine end blue --on 2026-12-01
    """
    wishes.refuse_day("routine end")
    care, now = wishes.care(), clock.now()
    seen = step_called(step, care.present().routine)
    first = typed_day(on, care.today(now)) if on else None
    _tell(wishes, care, care.end_step(seen, now, first), "ended", seen.name)


@routine.command("preview")
@click.option("--days", type=click.IntRange(1, 90), default=28, metavar="N", help="So many days; 28 by default.")
@everywhere
@click.pass_obj
def preview(wishes: Wishes, days: int) -> None:
    """Show the coming days of the routine, if it is used as planned.

    \b
    aftercare routine preview
    """
    wishes.refuse_day("routine preview")
    care = wishes.care()
    shown = care.preview(clock.now(), days)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.routine_shapes import preview_shape

        say(encoded(preview_shape(shown, care.folder.name)))
        return
    say(*preview_lines(shown))


def preview_lines(shown: Preview) -> list[str]:
    """The coming days as lines of signs, a row a step."""
    names = [literal(row.step.name) for row in shown.rows]
    width = widest(names)
    named = zip(names, shown.rows, strict=True)
    rows = [f"{padded(name, width)}  {row_of(shown, row.days)}".rstrip() for name, row in named]
    return [f"{' ' * width}  {header_of(shown)}", *rows, "", legend_of(shown)]


routine.add_command(slot)
routine.add_command(titrate)


def _draft(care: Care, typed: TypedStep, given: dict[str, Any]) -> Draft:
    said = _said(given)
    fields: dict[str, Any] = {_FIELDS[key]: value for key, value in said.items() if key in _FIELDS}
    rules = [key for key in (*_RULES, "daily") if key in said]
    if len(rules) > 1:
        raise BadInput("The step has more than one rule.", f"Keep one of --{' and --'.join(rules)}.")
    for key in rules:
        fields = {"counts_from": "", "step_downs": ()} | fields | {"days": _RULES.get(key, Days.DAILY)}
    if "after_session" in said:
        fields["from_hours"], _, fields["to_hours"] = said["after_session"].partition("-")
    if "slot" in said:
        fields |= _slots(care, said["slot"])
    if fields.get("days", typed.days) is Days.AS_NEEDED:
        if "slot" in said:
            raise BadInput("A step as needed belongs to no part of the day.", "Leave --slot out.")
        if "days" in fields:
            fields |= {"slots": (), "new_slot": ""}
    if "essential" in said:
        fields["essential"] = said["essential"]
    for what in ("product", "kind", "activity"):
        if what in said:
            fields["what"] = f"{what}:{_product(care, said[what]) if what == 'product' else said[what]}"
    today = care.today(clock.now())
    kinds = {each.id: each.label for each in care.product_kinds().values()} if "kind" in said else {}
    return draft_of(msgspec.structs.replace(typed, **fields), today, kinds)


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {
        key: value
        for key, value in given.items()
        if value not in (None, (), False) or (key, value) == ("essential", False)
    }


def _slots(care: Care, typed: Sequence[str]) -> dict[str, Any]:
    """The parts of the day that are named, and a new one where its time stands with it."""
    slots = care.present().routine.slots
    named, new = [], ""
    for each in typed:
        found = fitting(each, slots.values(), lambda known: (known.id, known.name))
        if len(found) == 1:
            named.append(found[0].id)
        elif not found and not new and any(sign.isdigit() for sign in each):
            new = each
        else:
            raise NotFound(
                f"There is no part of the day “{each}”.",
                f"There are: {', '.join(slots)}. A new one is written with its time, such as --slot “noon 12:30”.",
            )
    return {"slots": tuple(dict.fromkeys(named)), "new_slot": new}


def _product(care: Care, typed: str) -> str:
    found = fitting(typed, care.present().routine.products.values(), lambda each: (each.id, each.name))
    if len(found) != 1:
        raise NotFound(f"“{typed}” fits {len(found)} of your products.", "Write its id, or --kind for a new one.")
    return found[0].id


def _tell(wishes: Wishes, care: Care, step: Step | None, what: str, name: str = "") -> None:
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.routine_shapes import EditedShape, routine_step_shape

        shape = routine_step_shape(step) if step else None
        say(encoded(EditedShape(client=care.folder.name, what=what, step=shape)))
        return
    if step is None:
        say(literal(f"“{name}” is ended before it began."))
        return
    if step.ends is not None and step.ends < step.terms[0].since:
        say(literal(f"“{step.name}” is ended on its first day; what was answered stays."))
        return
    say(literal(f"“{step.name}” is {what}: {_words(step)}."))
    if what == "changed" and isinstance(step.origin, FromPlan):
        say("It is from your plan: the change holds until the plan states the step anew.")
