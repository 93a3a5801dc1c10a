"""`check`: what is remarked on the coming 28 days, taken as advice or set aside, and what two things do together."""

from __future__ import annotations

from datetime import datetime

import click

from aftercare.care import Care
from aftercare.care.checking import said_together
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import Group, group
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.finding import Finding, Status
from aftercare.model.finding_words import finding_lines, together_lines

_GLYPHS = {Status.FINDING: "!", Status.INFORMATION: "i"}


class Check(Group):
    """A group in which two words that are no command are two things to be looked up together."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command that is called for."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            return "together", together, args
        return super().resolve_command(ctx, args)


@group(cls=Check, invoke_without_command=True)
@everywhere
@click.pass_context
def check(ctx: click.Context) -> None:
    """List what is remarked on the coming 28 days. Each remark on your routine says why, how sure that is and what is
    offered. The commands take its NUMBER in this list.

    Two names instead of a command ask what these two do together.

    \b
    aftercare check
    aftercare check apply 1
    aftercare check niacinamide "vitamin c"
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("check")
    care, now = wishes.care(), clock.now()
    told = care.findings(now)
    offers = {each.key: care.offered(each, now) for each in told.open}
    if wishes.json:
        from aftercare.cli.check_shapes import CheckedShape, finding_shape
        from aftercare.cli.json_shape import encoded

        rows = [*((each, None) for each in told.open), *((each, aside.reason) for each, aside in told.aside)]
        shapes = (finding_shape(at, each, offers.get(each.key), why) for at, (each, why) in enumerate(rows, start=1))
        say(encoded(CheckedShape(client=care.folder.name, findings=tuple(shapes))))
        return
    if not told.open:
        say("There is nothing to remark on the coming 28 days.")
    routine = care.present().routine
    for number, each in enumerate(told.open, start=1):
        offer = offers[each.key]
        what, *rest = finding_lines(each, routine, offer.words if offer else None)
        say(styled(literal(f"{_GLYPHS[each.status]} {number}  {what}"), bold=each.status is Status.FINDING))
        say(*(f"     {literal(line)}" for line in rest))
    if any(offers.values()):
        say("", "`aftercare check apply NUMBER` shows the 28 days with what is offered, and makes the change.")
    if told.aside:
        say("", "Set aside:")
        for number, (each, aside) in enumerate(told.aside, start=len(told.open) + 1):
            say(literal(f"  {number}  {each.what} ({aside.reason})"))


@check.command("apply")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--yes", is_flag=True, help="Do not ask.")
@everywhere
@click.pass_obj
def apply(wishes: Wishes, number: int, yes: bool) -> None:
    """Make the change that is offered for a remark. The 28 days with it are shown before. `undo` takes it back.

    \b
    aftercare check apply 1
    """
    wishes.refuse_day("check apply")
    care, now = wishes.care(), clock.now()
    finding = _numbered(care, number, now)
    offer = care.offered(finding, now)
    if offer is None:
        raise BadInput("Nothing can be offered for this remark.", finding.ask)
    if not wishes.json:
        from aftercare.cli.routine import preview_lines

        say(literal(f"Offered: {offer.words}."), "", *preview_lines(care.preview_of(offer, now)), "")
    if not yes:
        from aftercare.cli.agreement import agrees, not_agreed

        if not agrees("Make this change, from today on?", wishes):
            raise not_agreed()
    care.take_advice(finding, offer, now)
    _tell(wishes, care, "applied", finding, offer.words, f"Done: {offer.words}. `aftercare undo` takes it back.")


@check.command("set-aside")
@click.argument("number", type=click.IntRange(min=1))
@click.argument("reason", nargs=-1, required=True)
@everywhere
@click.pass_obj
def set_aside(wishes: Wishes, number: int, reason: tuple[str, ...]) -> None:
    """Let a remark be, for a reason. It comes back when ingredients or rules that it is about change.

    \b
    aftercare check set-aside 1 "my therapist knows"
    """
    wishes.refuse_day("check set-aside")
    care, now = wishes.care(), clock.now()
    finding = _numbered(care, number, now)
    kept = care.set_aside(finding, " ".join(reason), now)
    _tell(wishes, care, "set aside", finding, kept.reason, "Set aside; it comes back when what it is about changes.")
    offer_help(care, kept.reason)


@check.command("bring-back")
@click.argument("number", type=click.IntRange(min=1))
@everywhere
@click.pass_obj
def bring_back(wishes: Wishes, number: int) -> None:
    """Heed a remark again that was set aside.

    \b
    aftercare check bring-back 3
    """
    wishes.refuse_day("check bring-back")
    care, now = wishes.care(), clock.now()
    told = care.findings(now)
    at = number - len(told.open) - 1
    if not 0 <= at < len(told.aside):
        raise NotFound(f"No remark that is set aside has the number {number}.", "`aftercare check` lists them.")
    finding = told.aside[at][0]
    care.bring_back(finding.key, now)
    _tell(wishes, care, "brought back", finding, finding.what, "It is among the remarks again.")


@check.command("together")
@click.argument("a")
@click.argument("b")
@everywhere
@click.pass_obj
def together(wishes: Wishes, a: str, b: str) -> None:
    """Ask what two ingredients, or kinds of them, do together. Either may be an ingredient, a class of them or a kind
    of product. `check A B` does the same.

    \b
    aftercare check together niacinamide "vitamin c"
    """
    wishes.refuse_day("check together")
    said = said_together(a, b)
    if wishes.json:
        from aftercare.cli.check_shapes import together_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(together_shape(said)))
        return
    say(*map(literal, together_lines(said.a, said.b, said.row, said.sure)))


def _numbered(care: Care, number: int, now: datetime) -> Finding:
    found = care.findings(now).open
    if number > len(found):
        raise NotFound(f"There is no remark {number}.", "`aftercare check` lists them.")
    return found[number - 1]


def _tell(wishes: Wishes, care: Care, what: str, finding: Finding, words: str, sentence: str) -> None:
    if wishes.json:
        from aftercare.cli.check_shapes import AdviceShape
        from aftercare.cli.json_shape import encoded

        say(encoded(AdviceShape(client=care.folder.name, what=what, key=finding.key, words=words)))
        return
    say(literal(sentence))
