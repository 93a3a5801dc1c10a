"""`search`: the journal searched for words, the hits marked."""

from __future__ import annotations

from itertools import islice

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.entry_filter import Asked, asks_for_entries
from aftercare.cli.entry_naming import short_id
from aftercare.cli.entry_telling import lines_of
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, say, say_in_parts, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.entry_words import kind_words
from aftercare.model.journal_filter import passes
from aftercare.model.journal_search import Search, marks, search_typed
from aftercare.model.typed_day import read_day
from aftercare.model.words import short_day


@command()
@click.argument("words", nargs=-1, required=True)
@click.option("--from", "since", metavar="DAY", help="From this day on.")
@click.option("--to", "until", metavar="DAY", help="Up to this day.")
@asks_for_entries
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="List at most so many."
)
@everywhere
@click.pass_obj
def search(
    wishes: Wishes,
    words: tuple[str, ...],
    since: str | None,
    until: str | None,
    asked: Asked,
    most: int,
) -> None:
    """Search the journal for WORDS, or for their beginnings. Case and accents do not count.

    A phrase in quotation marks is found as it stands, and a word with - before it must not be there (write -- before
    the first such word). The best hits come first.

    \b
    aftercare search red cheek
    aftercare search '"after the peel"' --from 2026-09-01
    aftercare search -- red -nose
    """
    wishes.refuse_day("search")
    care = wishes.care()
    now = care.wall(clock.now())
    today = care.today(now)
    typed = " ".join(words)
    sought = search_typed(typed)
    period = {
        name: read_day(day).seen_from(today) for name, day in (("first", since), ("last", until)) if day is not None
    }
    if len(period) == 2 and period["first"] > period["last"]:
        raise BadInput("The period ends before it begins.", "Give the earlier day to --from.")
    wanted = asked.filter(care)
    with progress("Reading the journal", wishes) as told:
        found = care.search(sought, **period, told=told)
    routine = care.present().routine
    bruises = care.bruise_zones() if wanted.zone is not None else {}
    fitting = (each for each in found if passes(each, wanted, routine, bruises))
    if wishes.json:
        from aftercare.cli.journal_shapes import entry_shape
        from aftercare.cli.json_shape import in_parts
        from aftercare.cli.search_shapes import FoundShape

        def answer(*, more: bool) -> FoundShape:
            return FoundShape(client=care.folder.name, searched=typed, entries=(), more=more)

        entries = map(entry_shape, islice(fitting, most))
        say_in_parts(
            in_parts(answer(more=False), "entries", entries, lambda: answer(more=next(fitting, None) is not None))
        )
        return
    hits = list(islice(fitting, most + 1))
    shown, more = hits[:most], len(hits) > most
    if not shown:
        say(f"Nothing in the journal fits “{literal(typed)}”.")
        return
    named = care.named(shown)
    for each in shown:
        say(
            f"{styled(short_day(each.day, today), bold=True)} {each.day.year}  {kind_words(each)}"
            f"  {styled(short_id(each), dim=True)}",
            *(f"  {_marked(line, sought)}" for line in lines_of(each, named)),
        )
    if more:
        # a filter looks at the entries themselves: how many pass is not known before all are read
        known = found.number is not None and wanted.is_open
        say("", f"{f'{found.number:,} entries fit' if known else 'There are more'}; --most shows more than {most}.")


def _marked(line: str, sought: Search) -> str:
    parts, at = [], 0
    for start, end in marks(sought, line):
        parts += [line[at:start], styled(line[start:end], bold=True, color="yellow")]
        at = end
    return "".join([*parts, line[at:]])
