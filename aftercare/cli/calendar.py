"""`calendar`: the coming slots and sessions as a file for the calendar of a phone or a computer."""

from __future__ import annotations

from pathlib import Path

import click

from aftercare.care import CALENDAR_DAYS
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.timetable import Timetable
from aftercare.model.words import counted, day_in_full

_STANDARD_OUTPUT = "-"


@command()
@click.option("--out", metavar="FILE.ics", help="Where to write it; - (as without --out) is standard output.")
@click.option(
    "--days", metavar="N", type=int, default=CALENDAR_DAYS, help="How many days, from today on; two years by default."
)
@click.option("--named", is_flag=True, help="With the names of steps, sessions and your therapist.")
@click.option("--no-alarms", is_flag=True, help="Without alarms.")
@click.option("--force", is_flag=True, help="Write over a file that aftercare has not written.")
@everywhere
@click.pass_obj
def calendar(wishes: Wishes, out: str | None, days: int, named: bool, no_alarms: bool, force: bool) -> None:
    """Write the coming days as a calendar file. The calendar of your phone or computer takes it in.

    Each part of the day in which something is due is one event that recurs, without the days that are held or paused;
    it rings at its time. A session rings a day and two hours before. The titles say nothing of what is treated; with
    --named the steps stand there in their order. Write and import it again when the routine has changed: it replaces
    what the calendar has.

    \b
    aftercare calendar --out care.ics
    aftercare calendar --out care.ics --named --no-alarms
    aftercare calendar --days 90 > care.ics
    """
    wishes.refuse_day("calendar")
    if wishes.json and out == _STANDARD_OUTPUT:
        raise BadInput("Standard output cannot have both the calendar and JSON.", "Give --out a file's name.")
    if out is not None and not out.strip():
        raise BadInput("--out names no file.", "Write the file's name after it.")
    file = Path(out).expanduser() if out is not None and out != _STANDARD_OUTPUT else None
    care, now = wishes.care(), clock.now()
    table = care.timetable(now, days)
    if file is not None or not wishes.json:
        data = care.calendar_file(table, now, named=named, alarms=not no_alarms)
        if file is not None:
            care.hand_out_calendar(file, data, force=force)
        else:
            click.echo(data, nl=False)
    if wishes.json:
        from aftercare.cli.calendar_shapes import calendar_shape
        from aftercare.cli.json_shape import encoded

        written = str(file) if file is not None else None
        say(encoded(calendar_shape(care.folder.name, written, table, named=named, alarms=not no_alarms)))
    elif file is not None:
        say(literal(f"{file} is written: {_words(table)}, up to {day_in_full(table.last)}."))


def _words(table: Timetable) -> str:
    slots = [f"{each.slot.name} on {counted(len(each.occasions), 'day')}" for each in table.slots if each.occasions]
    sessions = sum(not each.off for each in table.appointments)
    return ", ".join([*slots, counted(sessions, "session")])
