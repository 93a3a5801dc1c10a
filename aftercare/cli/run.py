"""`run`: the app straight in the run; without a terminal, the steps that are still to do."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.streams import has_terminal
from aftercare.cli.terminal import literal, literal_lines, padded, say, styled, widest
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.cli.wording import clock_time
from aftercare.model.run import Run, has_short_form, run_of, slot_to_run, where_words
from aftercare.model.words import counted, wait_words


@command()
@click.option("--short", is_flag=True, help="The essential steps only.")
@everywhere
@click.pass_obj
def run(wishes: Wishes, short: bool) -> None:
    """Go through this part of the day, one step a screen. The wait between two layers is counted out.

    Close it whenever you like: it goes on where it was. Without a terminal the steps still to do are printed.

    \b
    aftercare run
    aftercare run --short
    """
    now = clock.now()
    if not wishes.json and has_terminal():
        from aftercare.cli.opening import open_app

        code = open_app(wishes.home(), wishes.client, wishes.day_without_record(now), opens_run=True, short=short)
        click.get_current_context().exit(code)
    care = wishes.care()
    view = care.day(now, wishes.day_of(care, now))
    slot = slot_to_run(view)
    short = short and slot is not None and has_short_form(slot)
    stands = run_of(slot, short=short) if slot is not None else None
    if wishes.json:
        from aftercare.cli.day_shapes import run_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(run_shape(stands, care.folder.name, view.day, now, short=short)))
        return
    if stands is None:
        say("Nothing is due on this day.")
        return
    lines = run_lines(stands)
    if stands.wait is not None and stands.wait.until > now:
        lines.insert(1, literal(f"  {stands.wait.after.step.name} sinks in until {stands.wait.until:%H:%M:%S}"))
    say(*lines)


def run_lines(run: Run) -> list[str]:
    """What is still to do, as lines of text."""
    form = ", short form" if run.short else ""
    head = styled(f"{literal(run.slot.name)} {clock_time(run.slot.at)}{form}", bold=True)
    lines = [f"{head}  {run.done} of {len(run.due)} done"]
    names = widest([literal(each.step.name) for each in run.to_do])
    for each in run.to_do:
        number = run.due.index(each) + 1
        wait = f"then wait {wait_words(each.step.wait)}" if each.step.wait and each is not run.to_do[-1] else ""
        details = ", ".join(filter(None, (literal(each.step.amount), literal(where_words(each)), wait)))
        lines.append(f"  {number:>2}  {padded(literal(each.step.name), names)}  {details}".rstrip())
        if each.step.instruction:
            lines += [f"      {line}".rstrip() for line in literal_lines(each.step.instruction.strip())]
    if not run.to_do:
        lines.append("  Nothing is left to do.")
    if run.left_open:
        lines.append(f"  {counted(run.left_open, 'other step')} may stay open.")
    return lines
