"""`plan versions` and `plan back`: every plan that was accepted, and going back to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from aftercare.care import Care
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.json_shape import Shape, encoded
from aftercare.cli.plan_change_lines import change_lines
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, NotFound
from aftercare.model.plan import StoredPlan
from aftercare.model.words import counted, day_in_full, listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from aftercare.care.plan_versions import GoingBack


class PlanVersionShape(Shape, frozen=True):
    """A plan that was accepted. `name` is what `plan back` takes, `left` names the lines that were left."""

    name: str
    plan: str
    version: int
    title: str
    accepted: date
    in_force: bool
    left: tuple[str, ...]


class PlanVersionsShape(Shape, frozen=True):
    """`plan versions` and `plan back`: the one in force first. `kept` names what of the client's own stayed."""

    client: str
    plans: tuple[PlanVersionShape, ...]
    changed: int
    kept: tuple[str, ...]


def plan_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The plans that can be gone back to, for the shell's completion."""
    from click.shell_completion import CompletionItem

    try:
        known = ctx.ensure_object(Wishes).care().plans.accepted()
    except AftercareError:
        return []
    return [CompletionItem(each.id, help=each.plan.title) for each in known[1:] if each.id.startswith(incomplete)]


@command("versions")
@everywhere
@click.pass_obj
def versions(wishes: Wishes) -> None:
    """List every plan that was accepted, the one in force first. All of them are kept.

    \b
    aftercare plan versions
    """
    wishes.refuse_day("plan versions")
    care = wishes.care()
    if wishes.json:
        say(_encoded(care))
        return
    known = care.plans.accepted()
    if not known:
        say("No plan was accepted yet. `aftercare plan import FILE` takes one over.")
        return
    rows = [
        (
            literal(each.id),
            literal(each.plan.title),
            f"accepted {day_in_full(each.imported)}",
            ", ".join(filter(None, ("in force" if number == 0 else "", _left(each)))),
        )
        for number, each in enumerate(known)
    ]
    say(*(line.rstrip() for line in table(rows)))


@command("back")
@click.argument("name", metavar="[PLAN]", required=False, shell_complete=plan_names)
@click.option("--yes", is_flag=True, help="Do not ask.")
@everywhere
@click.pass_obj
def back(wishes: Wishes, name: str | None, yes: bool) -> None:
    """Go back to an earlier plan.

    PLAN is its name as `plan versions` tells it, such as calm@1; without it the plan before is meant. Each thing is
    again as it was.

    What it would change is listed first. What you changed since stays, and becomes a question for your therapist. Days
    behind stay as they were. It is one action, which `undo` takes back.

    \b
    aftercare plan back
    aftercare plan back calm-and-firm@1 --yes
    """
    wishes.refuse_day("plan back")
    care = wishes.care()
    known = care.plans.accepted()
    if name is None and len(known) < 2:
        raise NotFound("There is no earlier plan to go back to.", "`aftercare plan versions` lists those accepted.")
    target = name or known[1].id
    if not wishes.json:
        say(*_told(care.plans.consider_back(target, clock.now())), "")
    if not (yes or agrees(f"Go back to {listed([target])}?", wishes)):
        raise not_agreed()
    went = care.plans.go_back(target, clock.now())
    changed = len(went.writes)
    if wishes.json:
        say(_encoded(care, changed, went.kept))
        return
    plan = went.plan.plan
    things = counted(changed, "thing")
    say(literal(f"“{plan.title}”, version {plan.version}, is in force again: {things} changed."))
    if went.kept:
        say(literal(f"Yours stayed, and is asked of your therapist: {listed(went.kept, 8)}."))
    say("`aftercare undo` takes this back.")


def _told(back: GoingBack) -> Iterator[str]:
    """What going back would change, and what of the client's own stays."""
    yield literal(f"Back to “{back.plan.plan.title}”, version {back.plan.plan.version}:")
    yield from change_lines(back.changes)
    if not back.changes:
        yield "  no step, product or session changes."
    if back.kept:
        yield ""
        yield styled("Changed by you since: yours stays, and is asked of your therapist", bold=True)
        yield from (f"  {literal(each)}" for each in back.kept)


def _left(stored: StoredPlan) -> str:
    return f"{counted(len(stored.left), 'line')} left" if stored.left else ""


def _encoded(care: Care, changed: int = 0, kept: tuple[str, ...] = ()) -> str:
    plans = tuple(
        PlanVersionShape(
            name=each.id,
            plan=each.plan.id,
            version=each.plan.version,
            title=each.plan.title,
            accepted=each.imported,
            in_force=number == 0,
            left=each.left,
        )
        for number, each in enumerate(care.plans.accepted())
    )
    return encoded(PlanVersionsShape(client=care.folder.name, plans=plans, changed=changed, kept=kept))
