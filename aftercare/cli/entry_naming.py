"""How entries, zones, measures and signs are named on the command line, and completed by the shell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from aftercare.care import Care
from aftercare.care.journal_tables import journal_tables
from aftercare.cli import clock
from aftercare.cli.wishes import Wishes
from aftercare.errors import AftercareError, NotFound
from aftercare.model.entry_words import kind_words
from aftercare.model.journal import Entry
from aftercare.model.reaction import SkinSign
from aftercare.model.subjects import measures_of
from aftercare.model.words import counted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WHOLE_ID = re.compile(r"\d{4}-\d{2}-[0-9a-f]+")
_PART = re.compile(r"[0-9a-f]{3,}")
#: How far back an entry is looked for by a part of its id.
_LOOKED_THROUGH = timedelta(days=366)
#: So much of an id is shown: it fits one entry of a year, as a rule.
SHOWN = 6


def short_id(entry: Entry) -> str:
    """So much of an entry's id as names it, as a rule."""
    return entry.id[8 : 8 + SHOWN]


def entry_called(typed: str, care: Care) -> Entry:
    """The entry that `typed` names: its id, or the beginning of what stands behind its month. Raises NotFound."""
    wanted = typed.strip().casefold()
    if _WHOLE_ID.fullmatch(wanted) and len(wanted) > 8 + SHOWN:
        return care.entry(wanted)
    today = care.today(clock.now())
    behind = wanted[8:] if _WHOLE_ID.fullmatch(wanted) else wanted
    known = care.entries(today - _LOOKED_THROUGH, today) if _PART.fullmatch(behind) else ()
    found = [each for each in known if each.id[8:].startswith(behind)]
    if not found:
        raise NotFound(f"There is no entry “{typed}”.", "`aftercare journal` lists them with their ids.")
    if len(found) > 1:
        names = ", ".join(f"{each.id} ({kind_words(each)})" for each in found[:8])
        raise NotFound(f"“{typed}” fits {counted(len(found), 'entry', 'entries')}: {names}.", "Write more of its id.")
    return found[0]


def _completions(named: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=about) for value, about in named if value.startswith(incomplete)]


def zone_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The zones, for the shell's completion."""
    return _completions(((each.id, each.label) for each in journal_tables().zones.values()), incomplete)


def measure_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The measures that are rated, for the shell's completion."""
    tables = journal_tables()
    return _completions(((each.id, each.label) for each in measures_of(None, tables.measures)), incomplete)


def subject_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What can be rated, as "glow" and "cheek-up-r.redness", for the shell's completion."""
    tables = journal_tables()
    whole = [(each.id, each.label) for each in measures_of(None, tables.measures)]
    zoned = [
        (f"{zone.id}.{each.id}", f"{each.label}, {zone.label}")
        for zone in tables.zones.values()
        for each in measures_of(zone, tables.measures)
    ]
    before, sign, _ = incomplete.partition("=")
    return [] if sign else _completions([*whole, *zoned], before)


def item_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The context items, for the shell's completion."""
    before, sign, _ = incomplete.partition("=")
    named = ((each.id, each.label) for each in journal_tables().items.values())
    return [] if sign else _completions(named, before)


def sign_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """How a reaction may look or feel, for the shell's completion."""
    return _completions(((each.value, "") for each in SkinSign), incomplete)


def tag_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The tags of the last year, the most used first, for the shell's completion."""
    try:
        care = ctx.ensure_object(Wishes).care()
        today = care.today(clock.now())
        found = care.tags(today - _LOOKED_THROUGH, today)
    except AftercareError:
        return []
    sign = "@" if incomplete.startswith("@") else ""
    return _completions(((sign + each, counted(n, "entry", "entries")) for each, n in found.items()), incomplete)


def entry_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the entries of the last month, for the shell's completion."""
    try:
        care = ctx.ensure_object(Wishes).care()
        today = care.today(clock.now())
        found = care.entries(today - timedelta(days=31), today)
    except AftercareError:
        return []
    return _completions(((each.id, f"{kind_words(each)}, {each.day}") for each in reversed(found)), incomplete)


def days_back(today: date, days: int) -> date:
    """The first of the last `days` days."""
    return today - timedelta(days=days - 1)
