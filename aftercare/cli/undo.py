"""`undo`: taking back the last thing that was done on this machine."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.deed import Deed
from aftercare.model.words import taken_back

_WHOLE_PLAN = "Your last action took over a plan. Take it back, and its steps with it?"


@click.command()
@click.option("--although-changed", is_flag=True, help="Also where it has been changed since.")
@click.option("--yes", is_flag=True, help="Do not ask, not even before a whole plan is taken back.")
@everywhere
@click.pass_obj
def undo(wishes: Wishes, although_changed: bool, yes: bool) -> None:
    """Take back your last action on this machine.

    Whatever day it was about; called again, the one before it. Before a whole plan is taken back you are asked. Nothing
    is lost: every version stays in the record's history.

    \b
    aftercare undo
    """
    wishes.refuse_day("undo")
    care = wishes.care()
    now = clock.now()
    last = care.to_undo()
    if last is not None and last.deed is Deed.IMPORT_PLAN and not (yes or agrees(_WHOLE_PLAN, wishes)):
        raise not_agreed()
    undone = care.undo(now, although_changed=although_changed)
    if wishes.json:
        from aftercare.cli.shapes import UndoneShape, encoded

        say(encoded(UndoneShape(client=care.folder.name, deed=undone.deed.value, titles=undone.titles)))
        return
    say(literal(f"Taken back: {taken_back(undone.deed, undone.titles)}."))
