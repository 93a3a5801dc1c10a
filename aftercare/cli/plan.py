"""`plan check` and `plan import`: looking at a therapist's plan file, and taking it over; the rest lies beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from aftercare.care import (
    FIRST_CLIENT,
    Care,
    SafetyRemarks,
    consider_first_plan,
    questions_on_plan,
    read_plan,
    remarks_on_first_plan,
)
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.plan_explain import explain
from aftercare.cli.plan_new import new
from aftercare.cli.plan_preview import preview
from aftercare.cli.plan_show import schema, show
from aftercare.cli.terminal import literal, remark, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.exchange.plan_errors import PlanErrors
from aftercare.model.adoption import Adoption
from aftercare.model.plan import Plan
from aftercare.model.plan_change import ChangeKind, PlanChange
from aftercare.model.plan_question import PlanQuestion
from aftercare.model.words import counted, day_in_full, look_twice

_FILE = click.argument("file", type=click.Path(path_type=Path))
_COLOURS = {ChangeKind.ADDED: "green", ChangeKind.CHANGED: "yellow", ChangeKind.ENDED: "magenta"}


@click.group()
@everywhere
def plan() -> None:
    """Take over a plan file from your therapist, and look at it first; or write one for a client of yours."""


plan.add_command(new)
plan.add_command(preview)
plan.add_command(explain)
plan.add_command(show)
plan.add_command(schema)


@plan.command("check")
@_FILE
@everywhere
@click.pass_obj
def check(wishes: Wishes, file: Path) -> None:
    """Tell whether a plan file is in order, and what it leaves open. Nothing is changed, and no record is needed.

    Every problem is told on a line of its own, with its place. A rule is "daily", or a table of every_days, weekdays,
    cycle, phases, after_session, since_last_use or as_needed; `plan schema` has the whole form.

    A plan that is in order is looked through for what a client would have to guess and for what may be a risk: words
    such as "a few times a week", missing amounts, two rules for one thing, short holds, magnets without a time. Each is
    a question to whoever writes it, with a suggestion; none of them keeps the plan from being taken over.

    \b
    aftercare plan check plan.toml
    """
    wishes.refuse_day("plan check")
    found = read_or_tell(wishes, file)
    questions = questions_on_plan(found)
    if wishes.json:
        from aftercare.cli.shapes import PlanQuestionShape, PlanShape, encoded

        say(
            encoded(
                PlanShape(
                    id=found.id,
                    version=found.version,
                    title=found.title,
                    author=found.practitioner.name,
                    client=found.client,
                    written=found.written,
                    starts=found.starts,
                    products=len(found.products),
                    steps=len(found.steps),
                    sessions=len(found.sessions),
                    questions=tuple(
                        PlanQuestionShape(
                            about=each.about.value,
                            where=each.where or None,
                            question=each.question,
                            suggestion=each.suggestion,
                        )
                        for each in questions
                    ),
                )
            )
        )
        return
    counts = ", ".join(
        counted(len(things), one)
        for things, one in ((found.products, "product"), (found.steps, "step"), (found.sessions, "session"))
    )
    begins = f"from {day_in_full(found.starts)}" if found.starts else "from the day it is accepted"
    whose = f" for {found.client}" if found.client else ""
    say(
        literal(f"“{found.title}”, version {found.version}, by {found.practitioner.name}{whose}, is in order."),
        f"It has {counts}, and holds {begins}.",
    )
    if questions:
        say(
            "", styled(f"{counted(len(questions), 'question')} before you send it:", bold=True), *asked_lines(questions)
        )


def asked_lines(questions: Sequence[PlanQuestion]) -> Iterator[str]:
    """What a plan leaves open, each with a suggestion below it."""
    for each in questions:
        yield literal(f"  {': '.join(part for part in (each.where, each.question) if part)}")
        yield literal(f"    → {each.suggestion}")


@plan.command("import")
@_FILE
@click.option("--yes", is_flag=True, help="Do not ask.")
@everywhere
@click.pass_obj
def import_(wishes: Wishes, file: Path, yes: bool) -> None:
    """Take over a plan file: its changes are listed, and made once you agree.

    It is one action, which `undo` takes back. What you wrote yourself is never touched, and past days keep the routine
    of their time. With --date the plan holds from that day on.

    \b
    aftercare plan import plan.toml
    aftercare plan import plan.toml --yes
    """
    found = read_or_tell(wishes, file)
    now = clock.now()
    care = Care.find(wishes.home(), wishes.client)
    on = wishes.day_of(care, now) if care else wishes.day_without_record(now)
    adoption = care.consider_plan(found, now, on) if care else consider_first_plan(found, now, on)
    nothing = care is not None and not adoption.writes
    remarks = care.remarks_on_plan(adoption, now) if care else remarks_on_first_plan(adoption)
    if not wishes.json:
        say(*_consider_lines(found, adoption, nothing=nothing))
        _say_remarks(remarks)
        _say_whose(found, care, wishes)
    agreed = not nothing and (yes or agrees("Take it over?", wishes))
    if agreed:
        care = care or Care.start(wishes.home(), now, wishes.client)
        adoption = care.import_plan(found, now, on)
    if wishes.json:
        name = care.folder.name if care else wishes.client or FIRST_CLIENT
        _say_json(name, found, adoption, remarks, imported=agreed)
    elif agreed:
        say("The plan is taken over. `aftercare undo` takes this back.")
    if not (agreed or nothing):
        raise not_agreed()


def read_or_tell(wishes: Wishes, file: Path) -> Plan:
    """The plan in `file`. Where it is not in order, every problem is told and the run ends."""
    try:
        return read_plan(file)
    except PlanErrors as errors:
        if wishes.json:
            raise
        for problem in errors.problems:
            place = f"{file}:{problem.line}" if problem.line else str(file)
            parts = (place, problem.where, f"{problem.message} {problem.suggestion}".strip())
            click.echo(literal(": ".join(part for part in parts if part)), err=True)
        # told in full above; ending with the code that goes with it
        raise click.exceptions.Exit(errors.exit_code) from None


def _consider_lines(found: Plan, adoption: Adoption, *, nothing: bool) -> list[str]:
    title = literal(f"“{found.title}”, version {found.version}, by {found.practitioner.name}")
    if nothing:
        return [f"{title}, is in force already: nothing changes."]
    return [f"{title}, from {day_in_full(adoption.effective)}:", *_change_lines(adoption.changes)]


def _change_lines(changes: tuple[PlanChange, ...]) -> list[str]:
    rows = table([(each.kind.value, each.thing.value, literal(each.name)) for each in changes])
    lines = []
    for row, each in zip(rows, changes, strict=True):
        lines.append("  " + styled(row, color=_COLOURS.get(each.kind)))
        lines += [f"      {literal(f'{one.field}: {one.before} → {one.after}')}" for one in each.fields]
    return lines


def _say_whose(found: Plan, care: Care | None, wishes: Wishes) -> None:
    if care is None:
        name = wishes.client or FIRST_CLIENT
        say(f"“{literal(name)}” has no record here yet: taking the plan over begins it.")
        return
    if doubt := look_twice(found.client, care.present().client.name):
        remark(doubt)


def _say_remarks(remarks: SafetyRemarks) -> None:
    """What of the plan will not be offered as things stand, and what has to be asked first."""
    if remarks.sentences:
        say("", styled("Before you begin:", bold=True), *(f"  {literal(each)}" for each in remarks.sentences), "")


def _say_json(client: str, found: Plan, adoption: Adoption, remarks: SafetyRemarks, *, imported: bool) -> None:
    from msgspec.structs import asdict

    from aftercare.cli.shapes import ChangeShape, FieldShape, ImportShape, encoded

    changes = tuple(
        ChangeShape(
            kind=each.kind.value,
            thing=each.thing.value,
            id=each.id,
            name=each.name,
            fields=tuple(FieldShape(**asdict(one)) for one in each.fields),
        )
        for each in adoption.changes
    )
    shape = ImportShape(
        client=client,
        plan=found.id,
        version=found.version,
        effective=adoption.effective,
        imported=imported,
        changes=changes,
        remarks=remarks.sentences,
    )
    say(encoded(shape))
