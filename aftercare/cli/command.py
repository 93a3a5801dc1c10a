"""What every command and group is made of: help in parts, none of it cut."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from aftercare.cli.terminal import styled
from aftercare.errors import BadInput

#: Stands alone on its line before the examples of a docstring: click leaves the lines after it as they are.
_AS_WRITTEN = "\b"
#: An option whose names are longer has them on a line of their own: they do not push the others' words away.
_USUAL_NAMES = 24


class EveryCommandOption(click.Option):
    """An option that every command takes: help lists these apart from a command's own."""


class _Page(click.HelpFormatter):
    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{styled(heading, bold=True)}\n")


class _Context(click.Context):
    formatter_class = _Page


class Command(click.Command):
    """A command whose help has its examples under a heading of their own, and its own options first."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in a list of commands: whole, however long it is. In a narrow terminal it goes on in the next."""
        return super().get_short_help_str(sys.maxsize)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes all parts of the help."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_parts(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_epilog(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what the command does, and then its examples."""
        text, _, examples = inspect.cleandoc(self.help or "").partition(f"{_AS_WRITTEN}\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text.rstrip())
        if examples:
            with formatter.section("Examples"):
                formatter.write_text(f"{_AS_WRITTEN}\n{examples}")

    def format_parts(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands of a group; a command has none."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options that the command alone has, then those of every command."""
        own: list[tuple[str, str]] = []
        of_every: list[tuple[str, str]] = []
        for each in self.get_params(ctx):
            told = each.get_help_record(ctx) if isinstance(each, click.Option) else None
            if told is not None:
                shared = isinstance(each, EveryCommandOption) or "--help" in each.opts
                (of_every if shared else own).append((told[0], _in_words(told[1])))
        for heading, options in (("Options", own), ("Options of every command", of_every)):
            if options:
                usual = [len(names) for names, _ in options if len(names) <= _USUAL_NAMES]
                with formatter.section(heading):
                    formatter.write_dl(options, col_max=max(usual, default=_USUAL_NAMES))


def _in_words(told: str) -> str:
    """An option's description, with the numbers that it takes in words: click writes x>=1 and 1<=x<=90."""
    return re.sub(r"([\d.]+)<=x<=([\d.]+)", r"\1 to \2", re.sub(r"\bx>=([\d.]+)", r"at least \1", told))


class Group(Command, click.Group):
    """A group that lists its commands in the order of `listed`, and those that are not there after them."""

    command_class = Command

    def __init__(self, *args: Any, listed: Sequence[str] = (), **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self._listed = listed

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(dict.fromkeys((*self._listed, *self.commands)))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command that is called for. Raises BadInput, which names the nearest one, where there is none."""
        names = self.list_commands(ctx)
        if args[0] not in names and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], names, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"`{ctx.command_path} --help` lists the commands."
            raise BadInput(f"There is no command “{args[0]}”.", hint)
        return super().resolve_command(ctx, args)

    def headed(self, ctx: click.Context) -> dict[str, list[str]]:
        """The names of the commands, by the headings under which help lists them."""
        return {"Commands": self.list_commands(ctx)}

    def format_parts(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands under their headings, in columns that are aligned across all of them."""
        told = {
            heading: [(name, each.get_short_help_str()) for name in names if (each := self.get_command(ctx, name))]
            for heading, names in self.headed(ctx).items()
        }
        longest = max((len(name) for rows in told.values() for name, _ in rows), default=0)
        for heading, rows in told.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(longest), words) for name, words in rows])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options; the commands stand before them."""
        Command.format_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes where more is to be read."""
        formatter.write_paragraph()
        formatter.write_text(f"`{ctx.command_path} COMMAND --help` tells more of one of them, with examples.")


def command(name: str | None = None, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Makes a function a command, as click.command does."""
    return click.command(name, cls=Command, **attributes)


def group(
    name: str | None = None, cls: type[Group] = Group, **attributes: Any
) -> Callable[[Callable[..., Any]], Group]:
    """Makes a function a group, as click.group does."""
    return click.group(name, cls=cls, **attributes)
