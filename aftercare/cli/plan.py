"""`plan check` and `plan import`: looking at a therapist's plan file, and taking it over; the rest lies beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from aftercare.care import (
    questions_on_plan,
    read_plan,
)
from aftercare.cli.command import group
from aftercare.cli.plan_back import back, versions
from aftercare.cli.plan_explain import explain
from aftercare.cli.plan_import import diff, import_
from aftercare.cli.plan_new import new
from aftercare.cli.plan_preview import preview
from aftercare.cli.plan_show import schema, show
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.exchange.plan_errors import PlanErrors
from aftercare.model.plan import Plan
from aftercare.model.plan_question import PlanQuestion
from aftercare.model.words import counted, day_in_full

_FILE = click.argument("file", type=click.Path(path_type=Path))


@group(listed=("new", "check", "preview", "explain", "show", "schema", "diff", "import", "versions", "back"))
@everywhere
def plan() -> None:
    """Take over your therapist's plan file, or write one. Look at a plan first: `check` says whether it is in order,
    `diff` what it would change.

    \b
    aftercare plan diff plan.toml
    aftercare plan import plan.toml
    aftercare plan new anna.toml
    """


plan.add_command(new)
plan.add_command(preview)
plan.add_command(explain)
plan.add_command(show)
plan.add_command(schema)
plan.add_command(import_)
plan.add_command(diff)
plan.add_command(versions)
plan.add_command(back)


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
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.plan_shapes import PlanQuestionShape, PlanShape

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
