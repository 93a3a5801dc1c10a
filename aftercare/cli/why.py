"""`why`: the rules that decide whether a step is due."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.after_words import return_words
from aftercare.model.why_words import why_lines
from aftercare.model.words import day_in_full


@click.command()
@click.argument("step", nargs=-1, required=True, shell_complete=step_ids)
@everywhere
@click.pass_obj
def why(wishes: Wishes, step: tuple[str, ...]) -> None:
    """Tell why a step is due or not: the rules in the order in which they decide.

    \b
    aftercare why renewal
    aftercare why renewal --date 2026-11-25
    """
    now = clock.now()
    care = wishes.care()
    of = step_called(" ".join(step), care.present().routine)
    day = wishes.day_of(care, now)
    decision = care.why(of.id, now, day)
    now = care.wall(now)
    parts = why_lines(decision, care.present().routine, now.tzinfo, care.today(now))
    if day == care.today(now) and (returns := care.day(now).returns):
        parts.append(("What comes back first", [return_words(each, now) for each in returns]))
    if wishes.json:
        from aftercare.cli.pause_shapes import ReasonShape, WhyShape
        from aftercare.cli.shapes import encoded

        reasons = tuple(ReasonShape(heading=heading, rules=tuple(rules)) for heading, rules in parts)
        verdict = decision.verdict.name.lower()
        say(encoded(WhyShape(client=care.folder.name, step=of.id, day=day, verdict=verdict, reasons=reasons)))
        return
    say(styled(literal(f"{of.name}, {day_in_full(day)}"), bold=True))
    for heading, rules in parts:
        say(literal(heading), *(f"  {number}  {literal(rule)}" for number, rule in enumerate(rules, start=1)))
