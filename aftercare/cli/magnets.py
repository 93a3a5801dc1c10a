"""`magnets`: the magnets on the client's points, counted out and in, and the skin under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.naming import fitting
from aftercare.cli.terminal import literal, remark, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.magnet_event import Skin, Spot
from aftercare.model.magnet_words import (
    MISSING_SIGN,
    NO_POINTS,
    SCAN_SENTENCE,
    SKIN_SIGN,
    at_words,
    counts_words,
    excluded_words,
    missing_words,
    placed_words,
    row_words,
    state_at,
)
from aftercare.model.magnets_view import MagnetRow, MagnetsView
from aftercare.model.words import counted

if TYPE_CHECKING:
    from datetime import datetime

    from click.shell_completion import CompletionItem

    from aftercare.care import Care


def spot_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the places for magnets, for the shell's completion."""
    from click.shell_completion import CompletionItem

    try:
        rows = ctx.ensure_object(Wishes).care().magnets.view(clock.now()).rows
    except AftercareError:
        return []
    return [CompletionItem(each.spot.id, help=each.place.name) for each in rows if each.spot.id.startswith(incomplete)]


_spots = click.argument("spots", metavar="[SPOT]...", nargs=-1, shell_complete=spot_ids)


@group(invoke_without_command=True)
@everywhere
@click.pass_context
def magnets(ctx: click.Context) -> None:
    """Tell where magnets are, until when, and which point is next. It also says what keeps one off the other points.

    A SPOT is a point of your plan and its side, such as jaw-left; jaw alone names both sides.

    \b
    aftercare magnets
    aftercare magnets place jaw
    aftercare magnets remove --missing jaw-left
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("aftercare magnets")
    now, care = clock.now(), wishes.care()
    _tell(wishes, care, now)


@magnets.command("place")
@_spots
@click.option(
    "--next", "number", type=click.IntRange(min=1), metavar="N", help="Take so many, the longest rested points first."
)
@everywhere
@click.pass_obj
def place(wishes: Wishes, spots: tuple[str, ...], number: int | None) -> None:
    """Put magnets on, counted out. None goes on where a safety rule, a rest or a session keeps it off.

    The step of magnets that is open now is marked as done with it, and `undo` takes both back.

    \b
    aftercare magnets place jaw
    aftercare magnets place --next 2
    """
    wishes.refuse_day("aftercare magnets place")
    now, care = clock.now(), wishes.care()
    view = care.magnets.view(now)
    if bool(spots) == (number is not None):
        raise BadInput("Name the points, or say how many with --next.", "`aftercare magnets` lists them.")
    if number is not None:
        if view.excluded is not None:
            raise BadInput(excluded_words(view.excluded))
        if number > len(view.next):
            places = counted(len(view.next), "point")
            raise BadInput(f"Magnets may go to {places} now.", "`aftercare magnets` says why.")
        named = [each.spot for each in view.next[:number]]
    else:
        named = _called(spots, view.rows)
    ticked = care.magnets.place(named, now)
    _tell(wishes, care, now, f"● {placed_words(len(named), ticked)}")


@magnets.command("remove")
@_spots
@click.option("--missing", metavar="SPOT", multiple=True, shell_complete=spot_ids, help="One that was not there.")
@click.option(
    "--count", type=click.IntRange(min=0), metavar="N", help="How many you have counted in; refused where it differs."
)
@everywhere
@click.pass_obj
def remove(wishes: Wishes, spots: tuple[str, ...], missing: tuple[str, ...], count: int | None) -> None:
    """Take magnets off and count them in. Without SPOT it is all that are on.

    \b
    aftercare magnets remove
    aftercare magnets remove --count 6
    aftercare magnets remove --missing jaw-left
    """
    wishes.refuse_day("aftercare magnets remove")
    now, care = clock.now(), wishes.care()
    worn = care.magnets.view(now).worn
    if not worn:
        raise BadInput("No magnet is on.", "`aftercare magnets` tells where they go.")
    gone = _called(missing, worn) if missing else []
    off = [each for each in (_called(spots, worn) if spots else [row.spot for row in worn]) if each not in gone]
    if count is not None and count != len(off):
        raise BadInput(
            f"You counted {count} in, and {len(off)} should come off. Nothing was kept.",
            "Name each that was not there with --missing SPOT, or those that stay on by naming the others.",
        )
    care.magnets.remove(off, now, gone)
    _tell(wishes, care, now, f"{counted(len(off), 'magnet')} off, counted in. Now look at the skin.")


@magnets.command("check")
@click.argument("spots", metavar="SPOT...", nargs=-1, required=True, shell_complete=spot_ids)
@click.option("--skin", type=click.Choice([each.value for each in Skin]), required=True, help="What it looks like.")
@click.option("--note", "text", default="", help="What else you saw.")
@everywhere
@click.pass_obj
def check(wishes: Wishes, spots: tuple[str, ...], skin: str, text: str) -> None:
    """Keep how the skin at SPOT is. What is not clear rests until it is looked at again and is.

    \b
    aftercare magnets check jaw --skin clear
    aftercare magnets check jaw-left --skin itch --note "since noon"
    """
    wishes.refuse_day("aftercare magnets check")
    now, care = clock.now(), wishes.care()
    named = _called(spots, care.magnets.view(now).rows)
    care.magnets.check_skin(named, Skin(skin), now, text)
    rests = "" if skin == Skin.CLEAR else f" {'It rests' if len(named) == 1 else 'They rest'} until the skin is clear."
    _tell(wishes, care, now, f"Kept.{rests}")
    if skin in (Skin.ITCH, Skin.BLISTER) and not wishes.json:
        remark(f"`aftercare help-me {SKIN_SIGN}` tells what to do. Take the magnet off where one is on.")


@magnets.command("adhesive")
@_spots
@everywhere
@click.pass_obj
def adhesive(wishes: Wishes, spots: tuple[str, ...]) -> None:
    """Keep that magnets have a new adhesive. Without SPOT it is all that are on.

    \b
    aftercare magnets adhesive jaw
    """
    wishes.refuse_day("aftercare magnets adhesive")
    now, care = clock.now(), wishes.care()
    worn = care.magnets.view(now).worn
    care.magnets.change_adhesive(_called(spots, worn) if spots else [each.spot for each in worn], now)
    _tell(wishes, care, now, "The new adhesive is kept.")


@magnets.command("found")
@_spots
@click.option("--given-up", is_flag=True, help="It is no longer looked for; it stays missing in the count.")
@everywhere
@click.pass_obj
def found(wishes: Wishes, spots: tuple[str, ...], given_up: bool) -> None:
    """Count in a magnet that was missing.

    \b
    aftercare magnets found
    aftercare magnets found jaw-left --given-up
    """
    wishes.refuse_day("aftercare magnets found")
    now, care = clock.now(), wishes.care()
    missing = care.magnets.view(now).missing
    if not missing:
        raise BadInput("No magnet is missing.", "`aftercare magnets` tells where they are.")
    named = _called(spots, missing) if spots else [each.spot for each in missing]
    (care.magnets.give_up if given_up else care.magnets.found)(named, now)
    _tell(wishes, care, now, "It is no longer looked for." if given_up else "Found, and counted in.")


@magnets.command("history")
@click.argument("spot", nargs=1, shell_complete=spot_ids)
@everywhere
@click.pass_obj
def history(wishes: Wishes, spot: str) -> None:
    """Tell what one SPOT went through in the last three months. Beside it stands how its zone was rated around these
    days.

    Of the time before it tells only what still says where a magnet is. The ratings are as they were given; nothing is
    said of a cause.

    \b
    aftercare magnets history jaw-left
    """
    from aftercare.cli.point_history import tell_history

    wishes.refuse_day("aftercare magnets history")
    now, care = clock.now(), wishes.care()
    view = care.magnets.view(now)
    named = _called((spot,), view.rows)
    if len(named) > 1:
        raise BadInput(f"“{spot}” has several sides.", f"Name one: {', '.join(each.id for each in named)}.")
    row = view.row(named[0])
    assert row is not None
    tell_history(wishes, care, row.place, care.magnets.history(row.place, now), now)


def _called(typed: Sequence[str], rows: Sequence[MagnetRow]) -> list[Spot]:
    """The spots that are named, each once; a point's id names all its sides. Raises NotFound."""
    named: dict[Spot, None] = {}
    for word in typed:
        whole = [each for each in rows if each.spot.point == word]
        fits = whole or fitting(word, rows, lambda row: (row.spot.id, row.place.name))
        if len({each.spot.point for each in fits}) != 1:
            ids = ", ".join(each.spot.id for each in fits or rows) or "none"
            what = "fits several points" if fits else "is no point here"
            raise NotFound(f"“{word}” {what}.", f"Known here: {ids}.")
        named.update(dict.fromkeys(each.spot for each in fits))
    return list(named)


def _tell(wishes: Wishes, care: Care, now: datetime, done: str = "") -> None:
    view = care.magnets.view(now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.magnets_shapes import magnets_shape

        say(encoded(magnets_shape(care.folder.name, view)))
    else:
        say(*([done, ""] if done else []), *_lines(view))
    if view.missing:
        _ask_for_missing(view, care)


def _lines(view: MagnetsView) -> list[str]:
    if not view.rows:
        return [NO_POINTS]
    rows = [
        (f"  {state_at(each, view.now).sign}", each.spot.id, literal(each.place.name), row_words(each, view.now))
        for each in view.rows
    ]
    lines = [styled(counts_words(view).capitalize(), bold=True), "", *(line.rstrip() for line in table(rows))]
    if view.excluded is not None:
        lines += ["", literal(excluded_words(view.excluded))]
    if view.scan is not None:
        lines += ["", f"MRI or surgery {at_words(view.scan, view.now)}. {SCAN_SENTENCE}"]
    stale = [each.place.name for each in view.worn if each.adhesive_due and each.adhesive_due <= view.now]
    if stale:
        lines += ["", literal(f"Change the adhesive: {', '.join(stale)}.")]
    return lines


def _ask_for_missing(view: MagnetsView, care: Care) -> None:
    """What is asked at once, beside the answer: has anybody swallowed it."""
    page = care.help_page(view.now)
    sign = next(each for each in page.signs if each.id == MISSING_SIGN)
    remark(literal(f"! {missing_words(view.missing)} {sign.now}"))
    remark(literal(f"  {sign.meanwhile}"))
    remark(f"  {page.emergency.words}")
    remark("  `aftercare magnets found` when it is there again.")
