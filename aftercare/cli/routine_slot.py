"""`routine slot`: parts of the day with a time of their own."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.rule_words import day_words
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_slot import time_typed


@command("slot")
@click.argument("name", metavar="NAME")
@click.argument("at", metavar="[TIME]", required=False)
@click.option("--name", "called", metavar="NAME", default="", help="Another name for it.")
@click.option("--from", "since", metavar="DAY", help="The first day of the new time; today by default.")
@everywhere
@click.pass_obj
def slot(wishes: Wishes, name: str, at: str | None, called: str, since: str | None) -> None:
    """Make a part of the day, or give one another time or name. Past days keep theirs.

    \b
    aftercare routine slot noon 12:30 --name "Lunch break"
    aftercare routine slot evening 21:30 --from 2026-12-01
    """
    wishes.refuse_day("routine slot")
    care, now = wishes.care(), clock.now()
    first = typed_day(since, care.today(now)) if since else None
    before = care.present().routine.slots
    found = care.set_slot(name, time_typed(at) if at else None, now, called, first)
    offer_help(care, name, called)
    what = "kept" if before.get(found.id) == found else "changed" if found.id in before else "added"
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.routine_shapes import SlotSetShape, slot_shape

        say(encoded(SlotSetShape(client=care.folder.name, what=what, slot=slot_shape(found))))
        return
    said = "as it was" if what == "kept" else what
    since_words = f" from {day_words(first)} on" if first and what == "changed" else ""
    say(literal(f"“{found.name}” is {said}: {found.at:%H:%M}{since_words}."))
