"""`remind install` and `uninstall`: having the reminders started at every login, and leaving the machine as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aftercare.cli.command import command
from aftercare.cli.terminal import literal, literal_lines, remark, say
from aftercare.cli.wishes import Wishes, everywhere

if TYPE_CHECKING:
    from aftercare.reminders.autostart import Change, Plan


@command()
@click.option("--show", is_flag=True, help="Only show what would be written and run; change nothing.")
@everywhere
@click.pass_context
def install(ctx: click.Context, show: bool) -> None:
    """Start the reminder service now and at every login. It is the one of this home, and has your rights alone.

    On Linux as a systemd user unit, or by your desktop where no user manager of systemd answers; on macOS as a launchd
    agent, on Windows as a task of the Task Scheduler. Done again it changes nothing.

    \b
    aftercare remind install --show
    aftercare remind install
    """
    from aftercare.reminders import autostart

    wishes = ctx.ensure_object(Wishes)
    home = wishes.whole_home("remind install")
    if show:
        _show(autostart.plan(home), wishes.json)
    else:
        _tell(autostart.install(home), wishes.json)


@command()
@everywhere
@click.pass_context
def uninstall(ctx: click.Context) -> None:
    """End the reminder service and take away what install made. Records stay.

    \b
    aftercare remind uninstall
    """
    from aftercare.reminders import autostart

    wishes = ctx.ensure_object(Wishes)
    _tell(autostart.uninstall(wishes.whole_home("remind uninstall")), wishes.json)


def _tell(change: Change, as_json: bool) -> None:
    if as_json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.remind_shapes import install_shape

        say(encoded(install_shape(change)))
        return
    so_already = change.kind is not None and not change.done
    say(literal(f"All was so already. {change.words}" if so_already else change.words))
    if change.done:
        say(*(literal(f"  {line}") for line in change.done))
    for line in change.remarks:
        remark(line)
    if change.undo:
        say(literal(f"`{change.undo}` takes it back."))


def _show(plan: Plan, as_json: bool) -> None:
    if as_json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.remind_shapes import plan_shape

        say(encoded(plan_shape(plan)))
        return
    say("Nothing was changed. `aftercare remind install` would write")
    for piece in plan.pieces:
        say("", literal(piece.place), *(f"    {line}".rstrip() for line in literal_lines(piece.content.rstrip())))
    say("", "and run", "", *(literal(f"    {each}") for each in plan.commands))
    if plan.remark:
        remark(plan.remark)
