"""`watch`: the question about late lumps and sores at needle points, and its answer."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.later_watch import QUESTION, SIGN
from aftercare.model.words import day_in_full


@command()
@click.argument("answer", required=False, type=click.Choice(["yes", "no"]))
@everywhere
@click.pass_obj
def watch(wishes: Wishes, answer: str | None) -> None:
    """Answer the question about late lumps and sores.

    After a session with needles it is asked every two weeks whether there is a lump or a sore at a needle point, until
    12 weeks after the last one. Without an answer it tells when that is asked.

    \b
    aftercare watch
    aftercare watch no
    aftercare watch yes
    """
    wishes.refuse_day("aftercare watch")
    now = clock.now()
    care = wishes.care()
    if answer is not None:
        care.answer_watch(answer == "yes", now)
    found, today = care.watch(now), care.today(now)
    if wishes.json:
        from aftercare.cli.help_shapes import watch_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(watch_shape(care.folder.name, found, care.watch_answers(), today)))
        return
    if answer == "yes":
        from aftercare.cli.help_me import sign_answer

        page = care.help_page(now)
        sign = next(each for each in page.signs if each.id == SIGN)
        say("Your answer is kept.", "", *sign_answer(sign, page))
        return
    kept = "Your answer is kept. It" if answer else f"{QUESTION} That"
    if found is None:
        nothing = "Your answer is kept. Nothing" if answer else "Nothing"
        say(f"{nothing} is asked: there was no session with needles in the last 12 weeks.")
    elif found.is_due(today):
        say(QUESTION, "`aftercare watch no` or `aftercare watch yes` answers it.")
    elif found.due is None:
        say(f"{kept} is not asked again: the 12 weeks after your last session end on {day_in_full(found.until)}.")
    else:
        again = "asked again" if care.watch_answers() else "asked"
        say(f"{kept} is {again} on {day_in_full(found.due)}.")
