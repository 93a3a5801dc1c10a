"""`start`: beginning a record without a plan."""

from __future__ import annotations

import click

from aftercare.care import FIRST_CLIENT, Care
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere


@command()
@click.option("--name", default="", metavar="NAME", help="Whose record it is, as it is shown.")
@everywhere
@click.pass_obj
def start(wishes: Wishes, name: str) -> None:
    """Begin a record without steps. A plan can be imported later; `plan import` begins one by itself.

    \b
    aftercare start --name "Anna B."
    aftercare start --client ben --name Ben
    """
    wishes.refuse_day("start")
    home, client = wishes.home(), wishes.client or FIRST_CLIENT
    begun = Care.find(home, client) is None
    care = Care.start(home, clock.now(), client, name=name)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.record_shapes import StartedShape

        say(encoded(StartedShape(client=care.folder.name, name=care.present().client.name or None, begun=begun)))
    elif begun:
        say(literal(f"The record of “{client}” has begun. `aftercare plan import FILE` brings your therapist's plan."))
    else:
        say(literal(f"“{client}” has a record already; nothing was changed."))
