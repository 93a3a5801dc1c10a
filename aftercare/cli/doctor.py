"""`doctor`: whether reminders arrive, link by link, with what to do."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, padded, say, styled, widest
from aftercare.cli.wishes import Wishes, everywhere

if TYPE_CHECKING:
    from aftercare.reminders.doctor import Diagnosis

#: Where nobody's terminal says how wide it is.
_WIDTH = 100


@command()
@everywhere
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Look whether reminders arrive, and tell what to mend. Every link from the record to a notification on the desktop
    is looked at.

    Nothing is sent and nothing is changed. The exit code is 1 where a link is broken.

    \b
    aftercare doctor
    aftercare doctor --json
    """
    from aftercare.reminders.doctor import examined

    wishes = ctx.ensure_object(Wishes)
    found = examined(wishes.whole_home("doctor"), clock.now)
    if wishes.json:
        from aftercare.cli.doctor_shapes import doctor_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(doctor_shape(found)))
    else:
        say(*_lines(found), "", literal(found.words))
    ctx.exit(1 if found.broken else 0)


def _lines(found: Diagnosis) -> list[str]:
    from aftercare.reminders.doctor import GLYPHS, TITLES, Verdict

    colours = {Verdict.FINE: "green", Verdict.LOOK: "yellow", Verdict.BROKEN: "red"}
    titles = widest([TITLES[each.link] for each in found.lines])
    states = widest([each.value for each in Verdict])
    margin = " " * (titles + states + 6)
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
    lines = []
    for each in found.lines:
        state = styled(f"{GLYPHS[each.verdict]} {padded(each.verdict.value, states)}", color=colours[each.verdict])
        first, *more = _wrapped(each.found, width - len(margin))
        lines.append(f"{state}  {padded(TITLES[each.link], titles)}  {first}")
        lines += [f"{margin}{line}" for line in more]
        if each.to_do:
            lines += [f"{margin}{line}" for line in _wrapped(f"→ {each.to_do}", width - len(margin), "  ")]
    return lines


def _wrapped(text: str, width: int, under: str = "") -> list[str]:
    return textwrap.wrap(
        literal(text), max(width, 20), subsequent_indent=under, break_long_words=False, break_on_hyphens=False
    ) or [""]
