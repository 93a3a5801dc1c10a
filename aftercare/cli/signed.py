"""Words that begin with a sign: "-1" is a day, and no option."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from aftercare.cli.command import Command

#: Stands before a signed number while click reads the line: a character that nobody types.
_MARK = "\ue0f3"
_SIGNED = re.compile(r"-\d{1,3}(\s.*)?", re.DOTALL)


class SignedWords(Command):
    """A command whose words may be days such as -1, for which click would look for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the line. What stands behind an option that takes a value is that value, as ever."""
        rest = super().parse_args(ctx, list(self._marked(args)))
        for name, value in ctx.params.items():
            if isinstance(value, tuple):
                ctx.params[name] = tuple(each.removeprefix(_MARK) for each in value)
        return rest

    def _marked(self, args: list[str]) -> Iterator[str]:
        takes_value = {
            name
            for each in self.params
            if isinstance(each, click.Option) and not each.is_flag and not each.count
            for name in each.opts
        }
        before = ""
        for each in args:
            yield f"{_MARK}{each}" if before not in takes_value and _SIGNED.fullmatch(each) else each
            before = each
