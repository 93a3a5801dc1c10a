"""A group of commands whose modules are loaded when they are called for: `today` does not pay for `plan`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from keyword import iskeyword
from typing import Any

import click

from aftercare.cli.command import Group


class LazyGroup(Group):
    """`lazily` says for each heading which commands stand under it, and which module has each, in their order."""

    def __init__(self, *args: object, lazily: Mapping[str, Mapping[str, str]] = {}, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self._headed = lazily
        self._lazily = {name: module for commands in lazily.values() for name, module in commands.items()}

    def headed(self, ctx: click.Context) -> dict[str, list[str]]:
        """The names of the commands, by the headings under which help lists them."""
        return {heading: list(commands) for heading, commands in self._headed.items()}

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
