"""`why`: the rules that decide whether a step is due."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from aftercare.care import Care
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.naming import step_ids, steps_called
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.after_words import return_words
from aftercare.model.why_words import why_lines
from aftercare.model.words import day_in_full

if TYPE_CHECKING:
    from aftercare.cli.pause_shapes import WhyShape
    from aftercare.model.decision import Decision
    from aftercare.model.routine import Step


@command()
@click.argument("step", nargs=-1, required=True, shell_complete=step_ids)
@everywhere
@click.pass_obj
def why(wishes: Wishes, step: tuple[str, ...]) -> None:
    """Tell why a step is due or not. The rules are told in the order in which they decide.

    Where several steps are called so, each is told with its id.

    \b
    aftercare why renewal
    aftercare why renewal --date 2026-11-25
    """
    now = clock.now()
    care = wishes.care()
    named = steps_called(" ".join(step), care.present().routine)
    day = wishes.day_of(care, now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded

        first, *also = (_shape(care, of, day, now) for of in named)
        say(encoded(replace(first, also=tuple(also))))
        return
    for of in named:
        which = f" ({of.id})" if len(named) > 1 else ""
        say(styled(literal(f"{of.name}{which}, {day_in_full(day)}"), bold=True))
        for heading, rules in _parts(care, care.why(of.id, now, day), now):
            say(literal(heading), *(f"  {number}  {literal(rule)}" for number, rule in enumerate(rules, start=1)))


def _parts(care: Care, decision: Decision, now: datetime) -> list[tuple[str, list[str]]]:
    now = care.wall(now)
    parts = why_lines(decision, care.present().routine, now.tzinfo, care.today(now))
    if decision.day == care.today(now) and (returns := care.day(now).returns):
        parts.append(("What comes back first", [return_words(each, now) for each in returns]))
    return parts


def _shape(care: Care, of: Step, day: date, now: datetime) -> WhyShape:
    from aftercare.cli.pause_shapes import ReasonShape, WhyShape

    decision = care.why(of.id, now, day)
    reasons = tuple(ReasonShape(heading=heading, rules=tuple(rules)) for heading, rules in _parts(care, decision, now))
    verdict = decision.verdict.name.lower()
    return WhyShape(client=care.folder.name, step=of.id, day=day, verdict=verdict, reasons=reasons)
