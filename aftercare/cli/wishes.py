"""The options that every command takes, before or after its name: which home, client and day, and whether JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct

from aftercare.care import Care, Home, folder_typed
from aftercare.errors import BadInput
from aftercare.model.day_start import DayStarts
from aftercare.model.local_day import local_date
from aftercare.model.typed_day import TypedDay, read_day

Decorated = TypeVar("Decorated", bound=Callable[..., object])


class Wishes(Struct):
    """The options that were given so far. Those after the command's name win over those before it."""

    folder: Path | None = None
    client: str | None = None
    day: TypedDay | None = None
    json: bool = False

    def home(self) -> Home:
        """Where the records lie."""
        return Home.at(self.folder) if self.folder else Home.default()

    def care(self) -> Care:
        """The client's record."""
        return Care.open(self.home(), self.client)

    def day_of(self, care: Care, now: datetime) -> date:
        """The day that is meant, today where none is named."""
        today = care.today(now)
        return self.day.seen_from(today) if self.day else today

    def day_without_record(self, now: datetime) -> date | None:
        """The day that is meant, before any record says when its days start; None where none is named."""
        return self.day.seen_from(local_date(now, DayStarts())) if self.day else None

    def refuse_day(self, command: str) -> None:
        """Raises BadInput where a day was named and `command` has none: it is not dropped in silence."""
        if self.day:
            raise BadInput(f"`{command}` has no --date.", "Leave it out.")

    def whole_home(self, command: str) -> Home:
        """Where the records lie, for a command that is for all of them. Raises BadInput for one client or a day."""
        self.refuse_day(command)
        if self.client is not None:
            raise BadInput(f"`{command}` is for every client of this home.", "Leave --client out.")
        return self.home()


def _wishes(ctx: click.Context) -> Wishes:
    return ctx.ensure_object(Wishes)


def _keep_home(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value.strip():
        raise BadInput("--home names no folder.", "Write the folder's name after it.")
    _wishes(ctx).folder = folder_typed(value)


def _keep_client(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        _wishes(ctx).client = value


def _keep_day(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        _wishes(ctx).day = read_day(value)


def _keep_json(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        _wishes(ctx).json = True


def _tell_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"aftercare {version('aftercare')}")
        ctx.exit()


def client_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The clients of this home, for the shell's completion."""
    return [name for name in _wishes(ctx).home().clients() if name.startswith(incomplete)]


def everywhere(command: Decorated) -> Decorated:
    """Gives a command the options that every command takes."""
    # --json is read first, so that errors in the others are told as JSON too
    # their names within click are their own: a command may have a parameter of the same name
    options = (
        click.option(
            "--home",
            "wished_home",
            metavar="FOLDER",
            callback=_keep_home,
            expose_value=False,
            is_eager=True,
            help="Where everything lies, instead of your user folders (or AFTERCARE_HOME).",
        ),
        click.option(
            "--client",
            "wished_client",
            metavar="NAME",
            callback=_keep_client,
            expose_value=False,
            shell_complete=client_names,
            help="Whose record, where there are several.",
        ),
        click.option(
            "--date",
            "wished_date",
            metavar="DAY",
            callback=_keep_day,
            expose_value=False,
            help="Another day: 2026-11-22, yesterday, thu, -2 or +7.",
        ),
        click.option(
            "--json",
            "wished_json",
            is_flag=True,
            callback=_keep_json,
            expose_value=False,
            is_eager=True,
            help="Answer in JSON (the README has the shapes).",
        ),
        click.option(
            "--version",
            "wished_version",
            is_flag=True,
            callback=_tell_version,
            expose_value=False,
            is_eager=True,
            help="Tell the program's version.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
