"""`measures`: what a check-in asks, and choosing it."""

from __future__ import annotations

import click

from aftercare.care import Care
from aftercare.care.journal_tables import context_item_named, journal_tables, subjects_named
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.entry_naming import subject_names
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.rating import Subject
from aftercare.model.subjects import measures_of, subject_words


@command()
@click.option(
    "--add",
    multiple=True,
    metavar="NAME",
    shell_complete=subject_names,
    help="Ask this too: glow, cheek-up.redness, sleep.",
)
@click.option("--remove", multiple=True, metavar="NAME", shell_complete=subject_names, help="Ask this no more.")
@click.option("--usual", is_flag=True, help="Ask again what the concerns of your plan say.")
@click.option("--all", "everything", is_flag=True, help="List everything that can be rated or noted, and where.")
@everywhere
@click.pass_obj
def measures(wishes: Wishes, add: tuple[str, ...], remove: tuple[str, ...], usual: bool, everything: bool) -> None:
    """List or choose what a check-in asks. It holds from today on; the days before keep what was asked then.

    \b
    aftercare measures
    aftercare measures --add jaw-tension --add sleep --remove glow
    aftercare measures --add cheek-up.redness
    aftercare measures --usual
    """
    wishes.refuse_day("aftercare measures")
    if everything:
        _list_all(wishes)
        return
    care = wishes.care()
    now = clock.now()
    before = care.asked(now)
    if usual and (add or remove):
        raise BadInput("--usual goes without --add and --remove.", "Take one after the other.")
    changed = False
    if usual:
        changed = care.choose_measures(*care.usual(), now) if before[2] else False
    elif add or remove:
        changed = care.choose_measures(*_chosen(before[0], before[1], add, remove), now)
    _list(wishes, care, changed=changed)


def _chosen(
    subjects: tuple[Subject, ...], context: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]
) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    asked, items = dict.fromkeys(subjects), dict.fromkeys(context)
    for typed in add:
        more, item = _named(typed)
        asked.update(dict.fromkeys(more))
        items.update({item: None} if item else {})
    for typed in remove:
        fewer, item = _named(typed)
        if not any(each in asked for each in fewer) and item not in items:
            raise NotFound(f"“{typed}” is not asked.", "`aftercare measures` lists what is.")
        asked = {each: None for each in asked if each not in fewer}
        items.pop(item or "", None)
    return tuple(asked), tuple(items)


def _named(typed: str) -> tuple[tuple[Subject, ...], str | None]:
    """What `typed` names: something to rate, or else an item to note."""
    try:
        return subjects_named(typed), None
    except AftercareError as no_subject:
        try:
            return (), context_item_named(typed)
        except NotFound:
            raise no_subject from None


def _list(wishes: Wishes, care: Care, *, changed: bool) -> None:
    subjects, context, chosen = care.asked(clock.now())
    if wishes.json:
        from aftercare.cli.journal_shapes import measures_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(measures_shape(care.folder.name, subjects, context, changed=changed, chosen=chosen)))
        return
    tables = journal_tables()
    why = "" if chosen else ", by the concerns of your plan" if care.concerns else " what is usual"
    say(styled(f"A check-in asks{why}", bold=True))
    rows = [(f"  {each.name}", literal(subject_words(each, tables.measures, tables.zones))) for each in subjects]
    rows += [(f"  {each}", tables.items[each].label if each in tables.items else each) for each in context]
    say(*table(rows), "", "`aftercare measures --add NAME` and `--remove NAME` change it; `--all` lists what there is.")


def _list_all(wishes: Wishes) -> None:
    tables = journal_tables()
    whole = measures_of(None, tables.measures)
    if wishes.json:
        from aftercare.cli.journal_shapes import all_measures_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(all_measures_shape(tables)))
        return
    say(styled("The face as a whole", bold=True), *table([(f"  {each.id}", each.label) for each in whole]))
    say("", styled("A zone", bold=True))
    say(
        *table(
            [
                (f"  {zone.id}", ", ".join(each.id for each in measures_of(zone, tables.measures)))
                for zone in tables.zones.values()
            ]
        )
    )
    say(
        "", styled("What else was", bold=True), *table([(f"  {each.id}", each.label) for each in tables.items.values()])
    )
