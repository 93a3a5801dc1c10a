"""`undo`: taking back the last thing that was done on this machine."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.words import ASKED_BEFORE_UNDO, taken_back


@command()
@click.option("--although-changed", is_flag=True, help="Take it back although it has been changed since.")
@click.option("--yes", is_flag=True, help="Do not ask, not even before a whole plan or import is taken back.")
@everywhere
@click.pass_obj
def undo(wishes: Wishes, although_changed: bool, yes: bool) -> None:
    """Take back your last action on this machine.

    Whatever day it was about; called again, the one before it. Before a whole plan or import is taken back you are
    asked. Nothing is lost: every version stays in the record's history. Only what was erased does not come back.

    \b
    aftercare undo
    """
    wishes.refuse_day("undo")
    care = wishes.care()
    now = clock.now()
    last = care.to_undo()
    question = ASKED_BEFORE_UNDO.get(last.deed) if last is not None else None
    if question and not (yes or agrees(question, wishes)):
        raise not_agreed()
    undone = care.undo(now, although_changed=although_changed)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.record_shapes import UndoneShape

        say(encoded(UndoneShape(client=care.folder.name, deed=undone.deed.value, titles=undone.titles)))
        return
    say(literal(f"Taken back: {taken_back(undone.deed, undone.titles)}."))
