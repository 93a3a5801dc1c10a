"""`demo`: a made-up client to look around in."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

import click

from aftercare.care import Care, Home, folder_typed
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput


@command()
@click.option(
    "--years",
    type=click.FloatRange(0.1, 10),
    metavar="N",
    default=1,
    show_default=True,
    help="How long the made-up life has been.",
)
@click.option("--seed", type=int, metavar="N", default=20, show_default=True, help="Another number makes another life.")
@click.option("--no-open", is_flag=True, help="Only make it; say where it lies.")
@everywhere
@click.pass_obj
def demo(wishes: Wishes, years: float, seed: int, no_open: bool) -> None:
    """Make a made-up client with a history, and open the app on it. It is never put among real records.

    With `--home` it is made there, where nothing may be yet; without, in a new folder of its own.

    \b
    aftercare demo
    aftercare demo --years 3 --home ~/try --no-open
    """
    wishes.refuse_day("aftercare demo")
    if wishes.client is not None:
        raise BadInput("`aftercare demo` makes a client of its own.", "Leave --client out.")
    folder = wishes.folder or Path(tempfile.mkdtemp(prefix="aftercare-demo-"))
    home = _fresh_home(folder)
    _live(home, years, seed, quiet=wishes.json)
    care = Care.open(home)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.record_shapes import DemoShape

        begun = min(each.since for step in care.present().routine.steps.values() for each in step.terms)
        say(encoded(DemoShape(home=str(folder), client=care.folder.name, years=years, seed=seed, since=begun)))
        return
    say(literal(f"A made-up client lies in {folder}. `aftercare --home {folder}` opens it again."))
    if no_open:
        return
    from aftercare.cli.opening import open_app

    click.get_current_context().exit(open_app(home))


def _fresh_home(folder: Path) -> Home:
    """The home there. Raises BadInput where something is: a demo never touches a record."""
    home = Home.at(folder)
    default = Home.default()
    if default.data in (home.data, folder) or folder_typed(str(folder)) == default.data:
        raise BadInput("That is where real records lie.", "Name another folder.")
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(f"“{folder}” is not empty.", "Name a new folder; a demo never touches what is there.")
    return home


def _live(home: Home, years: float, seed: int, *, quiet: bool) -> None:
    from aftercare.demo import live

    now = clock.now()
    if quiet:
        live(home, now, years, seed)
        return
    days = round(365.25 * years) + 1
    with click.progressbar(length=days, label="Living a made-up life", file=sys.stderr) as bar:

        def told(day: date) -> None:
            bar.update(1)

        live(home, now, years, seed, told)
