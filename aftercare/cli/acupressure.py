"""`acupressure`: the points that the client presses with a finger, each side named, with a time that runs down."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.naming import fitting
from aftercare.cli.streams import has_terminal
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.press import SHORTEST_PRESS, PressTimer
from aftercare.model.press_words import NO_POINTS, kept_words, press_row_words
from aftercare.model.run import clock_words

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from aftercare.model.press_view import PressRow, PressView

#: How often the figures in the terminal are drawn, in seconds.
_TICK = 0.5


def spot_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the points that are offered, for the shell's completion."""
    from click.shell_completion import CompletionItem

    try:
        rows = ctx.ensure_object(Wishes).care().pressing.view(clock.now()).offered
    except AftercareError:
        return []
    return [CompletionItem(each.spot.id, help=each.place.name) for each in rows if each.spot.id.startswith(incomplete)]


_spot = click.argument("spot", metavar="SPOT", shell_complete=spot_ids)


@group(invoke_without_command=True)
@everywhere
@click.pass_context
def acupressure(ctx: click.Context) -> None:
    """Tell which points you may press yourself, and for how long. It also says why the others are not offered.

    A SPOT is a point of your plan and its side, such as jaw-left.

    \b
    aftercare acupressure
    aftercare acupressure press jaw-left
    aftercare acupressure press jaw-left --for "2 min" --done
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("aftercare acupressure")
    now, care = clock.now(), wishes.care()
    view = care.pressing.view(now)
    if wishes.json:
        from aftercare.cli.acupressure_shapes import acupressure_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(acupressure_shape(care.folder.name, view)))
    else:
        say(*_lines(view))


@acupressure.command("press")
@_spot
@click.option("--for", "typed", metavar="TIME", help="For how long, such as “2 min”; else as the plan says, or last.")
@click.option("--done", is_flag=True, help="It was pressed already: it is kept, and no time runs.")
@everywhere
@click.pass_obj
def press(wishes: Wishes, spot: str, typed: str | None, done: bool) -> None:
    """Press one point, with the time running down. Ctrl+C stops it. What was pressed is kept in any case.

    \b
    aftercare acupressure press jaw-left
    aftercare acupressure press brow --for "90 s"
    aftercare acupressure press brow --done
    """
    wishes.refuse_day("aftercare acupressure press")
    now, care = clock.now(), wishes.care()
    row = _called(spot, care.pressing.view(now))
    care.pressing.check_offered(row.spot, now)
    whole = row.whole
    if typed is not None:
        from aftercare.model.typed_step import wait_typed

        whole = timedelta(seconds=wait_typed(typed))
    care.pressing.check_time(whole)
    if row.asks and not wishes.json:
        say(literal(row.asks))
    length = whole if done else _count_down(row, whole, quiet=wishes.json)
    if length < SHORTEST_PRESS:
        raise BadInput("Stopped before it began: nothing was kept.")
    kept = care.pressing.press(row.spot, length, whole, clock.now())
    if wishes.json:
        from aftercare.cli.acupressure_shapes import pressed_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(pressed_shape(care.folder.name, kept)))
    else:
        say(literal(kept_words(row.place.name, kept.pressed, kept.ticked)))


@acupressure.command("history")
@_spot
@everywhere
@click.pass_obj
def history(wishes: Wishes, spot: str) -> None:
    """Tell when one SPOT was pressed in the last three months. Beside it stands how its zone was rated around these
    days.

    \b
    aftercare acupressure history jaw-left
    """
    from aftercare.cli.point_history import tell_history

    wishes.refuse_day("aftercare acupressure history")
    now, care = clock.now(), wishes.care()
    place = _called(spot, care.pressing.view(now)).place
    tell_history(wishes, care, place, care.pressing.history(place, now), now)


def _count_down(row: PressRow, whole: timedelta, *, quiet: bool) -> timedelta:
    """Counts `whole` down in the terminal; returns how much of it had run when it was over, or was stopped."""
    draws = has_terminal() and not quiet
    if not quiet:
        say(literal(f"{row.place.name}: {clock_words(whole)}. Ctrl+C stops, and keeps what was pressed."))
    timer = PressTimer(whole).turned(clock.now())
    try:
        while not timer.is_over(clock.now()):
            if draws:
                click.echo(f"\r{clock_words(timer.left(clock.now())):>7} ", nl=False)
            time.sleep(min(_TICK, max(0.0, timer.left(clock.now()).total_seconds())))
    except KeyboardInterrupt:
        pass
    finally:
        if draws:
            click.echo("\r        \r", nl=False)
    return timer.done(clock.now())


def _called(typed: str, view: PressView) -> PressRow:
    """The point that is named, with its side. Raises NotFound, and BadInput where it has several."""
    whole = [each for each in view.rows if each.spot.point == typed]
    fits = whole or fitting(typed, view.rows, lambda row: (row.spot.id, row.place.name))
    if not fits:
        known = ", ".join(each.spot.id for each in view.rows) or "none"
        raise NotFound(f"“{typed}” is no point to be pressed.", f"Known here: {known}.")
    if len(fits) > 1:
        raise BadInput(f"“{typed}” fits several.", f"Name one: {', '.join(each.spot.id for each in fits)}.")
    return fits[0]


def _lines(view: PressView) -> list[str]:
    if not view.rows:
        return [NO_POINTS]
    barred = [each for each in view.rows if each.bar is not None]
    lines = [styled("Points to press", bold=True), *_table(view.offered, view.now)]
    lines += [literal(f"  {each.place.name}: {each.asks}") for each in view.offered if each.asks]
    return [*lines, "", styled("Not offered now", bold=True), *_table(barred, view.now)] if barred else lines


def _table(rows: Sequence[PressRow], now: datetime) -> list[str]:
    told = [
        (f"  {each.state.sign}", each.spot.id, literal(each.place.name), literal(press_row_words(each, now)))
        for each in rows
    ]
    return [line.rstrip() for line in table(told)] or ["  None."]
