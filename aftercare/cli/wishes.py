"""The options that every command takes, before or after its name: which home, client and day, and whether JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from aftercare.care import folder_typed
from aftercare.cli.command import EveryCommandOption
from aftercare.cli.wished import Wishes
from aftercare.errors import BadInput
from aftercare.model.typed_day import read_day

Decorated = TypeVar("Decorated", bound=Callable[..., object])


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
            cls=EveryCommandOption,
            metavar="FOLDER",
            callback=_keep_home,
            expose_value=False,
            is_eager=True,
            help="Where everything lies, instead of your user folders (or AFTERCARE_HOME).",
        ),
        click.option(
            "--client",
            "wished_client",
            cls=EveryCommandOption,
            metavar="NAME",
            callback=_keep_client,
            expose_value=False,
            shell_complete=client_names,
            help="Whose record, where there are several.",
        ),
        click.option(
            "--date",
            "wished_date",
            cls=EveryCommandOption,
            metavar="DAY",
            callback=_keep_day,
            expose_value=False,
            help="Another day, where the command is about one: 2026-11-22, yesterday, thu, -2 or +7.",
        ),
        click.option(
            "--json",
            "wished_json",
            cls=EveryCommandOption,
            is_flag=True,
            callback=_keep_json,
            expose_value=False,
            is_eager=True,
            help="Answer in JSON (the README has the shapes).",
        ),
        click.option(
            "--version",
            "wished_version",
            cls=EveryCommandOption,
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


__all__ = ["Wishes", "client_names", "everywhere"]
