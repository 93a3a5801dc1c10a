"""`versions`: things that were changed in two places at the same time, and choosing which version is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from aftercare.care import Care, OfferedVersion
from aftercare.care.journal_tables import entry_summary, entry_title
from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.cli.wording import clock_time, state_words
from aftercare.errors import NotFound
from aftercare.model import tables
from aftercare.model.check_off import CheckOff
from aftercare.model.learned_types import learned
from aftercare.model.safety import last_said
from aftercare.model.words import counted, day_in_full

Thing = Sequence[OfferedVersion]


@group(invoke_without_command=True)
@everywhere
@click.pass_context
def versions(ctx: click.Context) -> None:
    """List what was changed in two places at the same time. Both versions are kept until you choose one.

    \b
    aftercare versions
    aftercare versions keep 2
    """
    if ctx.invoked_subcommand is None:
        wishes = ctx.ensure_object(Wishes)
        wishes.refuse_day("versions")
        care = wishes.care()
        _tell(wishes, care, _things(care))


@versions.command("keep")
@click.argument("version", metavar="NUMBER")
@everywhere
@click.pass_obj
def keep(wishes: Wishes, version: str) -> None:
    """Keep one of the versions listed. The others become history.

    NUMBER is its number in the list, or the name that --json tells.

    \b
    aftercare versions keep 2
    """
    wishes.refuse_day("versions keep")
    care = wishes.care()
    offered = [each for thing in _things(care) for each in thing]
    chosen = [each for number, each in enumerate(offered, start=1) if version in (str(number), each.name)]
    if not chosen:
        raise NotFound(f"There is no version “{version}” to choose.", "`aftercare versions` lists them.")
    care.keep_version(chosen[0], clock.now())
    if not wishes.json:
        say(f"Kept: {_title(care, chosen[0])}: {_words(care, chosen[0], offered)}.")
    _tell(wishes, care, _things(care))


def _things(care: Care) -> list[list[OfferedVersion]]:
    return sorted(care.several_versions(), key=lambda thing: (thing[0].table, thing[0].id))


def _tell(wishes: Wishes, care: Care, things: Sequence[Thing]) -> None:
    if wishes.json:
        _say_json(care, things)
        return
    if not things:
        say("Nothing is left to choose: everything has one version.")
        return
    lines, number = [], 0
    for thing in things:
        lines.append(styled(_title(care, thing[0]), bold=True))
        for at, each in enumerate(thing):
            number += 1
            shown = ", shown" if at == 0 else ""
            when = each.at.astimezone()
            lines.append(f"  {number}  {_words(care, each, thing)} (of {day_in_full(when)} {clock_time(when)}{shown})")
    say(*lines, "", "`aftercare versions keep NUMBER` keeps one; the others stay in the history.")


def _say_json(care: Care, things: Sequence[Thing]) -> None:
    from aftercare.cli.json_shape import encoded
    from aftercare.cli.record_shapes import SeveralShape, VersionShape, VersionsShape

    number, shapes = 0, []
    for thing in things:
        listed = []
        for at, each in enumerate(thing):
            number += 1
            listed.append(
                VersionShape(
                    number=number,
                    version=each.name,
                    shown=at == 0,
                    at=each.at,
                    words=_words(care, each, thing),
                    document=each.document,
                )
            )
        first = thing[0]
        shapes.append(SeveralShape(table=first.table, id=first.id, title=_title(care, first), versions=tuple(listed)))
    say(encoded(VersionsShape(client=care.folder.name, things=tuple(shapes))))


def _title(care: Care, version: OfferedVersion) -> str:
    if version.table == tables.CHECK_OFFS:
        step, day, slot = version.id.split(":")
        known = care.present().routine.steps.get(step)
        return literal(f"{known.name if known else step}, {day}, {slot}")
    if version.table == tables.ENTRIES:
        return literal(f"{entry_title(version.document)} of {version.id[:7]}")
    return literal(f"{version.table.rstrip('s').replace('_', ' ').capitalize()} “{version.title}”")


def _words(care: Care, version: OfferedVersion, beside: Thing) -> str:
    """What this version says, and where the thing has many fields, only those in which the versions differ."""
    document = version.document
    if document is None:
        return "not answered" if version.table == tables.CHECK_OFFS else "deleted"
    if version.table == tables.CHECK_OFFS:
        check_off = msgspec.convert(document, learned(CheckOff))
        return literal(state_words(check_off.answer, check_off.day, care.present().starts))
    if version.table in (tables.SAFETY, tables.AGREEMENTS):
        return literal(last_said(document))
    if version.table == tables.ENTRIES and document.get("kind", tables.NOTE) != tables.NOTE:
        return literal(entry_summary(document))
    others = [each.document or {} for each in beside if (each.table, each.id) == (version.table, version.id)]
    parts = [
        f"{field}: {_value(value)}"
        for field, value in document.items()
        if any(other.get(field) != value for other in others)
    ]
    return literal(", ".join(parts)) or counted(len(document), "field")


def _value(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
