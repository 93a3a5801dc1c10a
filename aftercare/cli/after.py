"""`after`: what the last session still asks for, and when each held step comes back."""

from __future__ import annotations

import click

from aftercare.care import intervals_quoted
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.after_words import after_heading, leave_out_detail, return_words
from aftercare.model.procedure_words import wait_told


@command()
@everywhere
@click.pass_obj
def after(wishes: Wishes) -> None:
    """Tell what to leave out after the last session, and how long.

    It says why and who says so, and how long needles wait after what you had done elsewhere.

    \b
    aftercare after
    aftercare after --json
    """
    now = clock.now()
    care = wishes.care()
    view = care.day(now)
    if wishes.json:
        from aftercare.cli.after_shapes import AfterAllShape, after_shape, elsewhere_shapes, return_shapes
        from aftercare.cli.json_shape import encoded

        shape = AfterAllShape(
            client=care.folder.name,
            after=after_shape(view.after),
            returns=return_shapes(view.returns),
            elsewhere=elsewhere_shapes(view),
        )
        say(encoded(shape))
        return
    if view.after is None and not view.returns:
        say("Nothing has to be left out: no session asks for it.")
    if view.after is not None:
        say(styled(literal(after_heading(view.after, view.now)), bold=True))
        for one in view.after.leave_out:
            first, *more = leave_out_detail(one, view.now)
            say(f"  {literal(first)}", *(f"    {literal(line)}" for line in more))
        for sentence in view.after.asks:
            say(f"  {literal(sentence)}")
    if view.returns:
        say(styled("What comes back first", bold=True))
        say(*(f"  {literal(return_words(each, view.now))}" for each in view.returns))
    if view.elsewhere:
        quoted = intervals_quoted()
        say(styled("Had elsewhere", bold=True))
        for each in view.elsewhere:
            say(*(f"  {literal(line)}" for line in wait_told(each, view.today, quoted)))
