"""A group of commands whose modules are loaded when they are called for: `today` does not pay for `plan`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from keyword import iskeyword

import click

from aftercare.errors import BadInput


class LazyGroup(click.Group):
    """`lazily` says for each command which module has it, in the order in which they are listed."""

    def __init__(self, *args: object, lazily: Mapping[str, str] = {}, **attributes: object) -> None:
        super().__init__(*args, **attributes)  # type: ignore[arg-type]  # click's own, handed on
        self._lazily = lazily

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self._lazily)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if cmd_name not in self._lazily:
            return None
        name = cmd_name.replace("-", "_")
        # Python keeps some words for itself: `import` is found as import_
        command = getattr(importlib.import_module(self._lazily[cmd_name]), f"{name}_" if iskeyword(name) else name)
        assert isinstance(command, click.Command), cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command that is called for. Raises BadInput, which names the nearest one, where there is none."""
        if args[0] not in self._lazily and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self._lazily, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"`{ctx.command_path} --help` lists the commands."
            raise BadInput(f"There is no command “{args[0]}”.", hint)
        return super().resolve_command(ctx, args)
