"""`facts`: what the program takes as known, with how sure it is and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aftercare.care.facts import all_facts, fact_tables, facts_called
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.fact import Fact, as_typed, graded

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    known = {each.name: each.about for each in fact_tables()} | {each.id: each.label for each in all_facts()}
    wanted = incomplete.casefold()
    return [CompletionItem(name, help=about) for name, about in known.items() if name.casefold().startswith(wanted)]


@command()
@click.argument("words", metavar="[NAME]", nargs=-1, shell_complete=_names)
@everywhere
@click.pass_obj
def facts(wishes: Wishes, words: tuple[str, ...]) -> None:
    """Look up what the program takes as known. All of it is told with how sure it is, and who says so.

    NAME is a table, or anything in one: a hold, a point, a sign, a measure, by its name or another word for it.
    Your therapist's plan and the prescriber's word come before all of it.

    \b
    aftercare facts
    aftercare facts holds
    aftercare facts vitamin c
    """
    wishes.refuse_day("facts")
    typed = " ".join(words)
    if not words:
        _tell_tables(wishes)
        return
    found = facts_called(typed)
    if wishes.json:
        from aftercare.cli.facts_shapes import facts_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(facts_shape(typed, found)))
        return
    whole_table = as_typed(typed) == as_typed(found[0].table)
    say(*(_listed(found) if whole_table else _told(found)))


def _tell_tables(wishes: Wishes) -> None:
    tables = fact_tables()
    if wishes.json:
        from aftercare.cli.facts_shapes import tables_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(tables_shape(tables)))
        return
    say(*table([(each.name, f"{each.count:>3}", each.about) for each in tables]))


def _listed(found: list[Fact]) -> list[str]:
    return table([(literal(each.id), each.grade.value if each.grade else " ", literal(each.label)) for each in found])


def _told(found: list[Fact]) -> list[str]:
    lines: list[str] = []
    for fact in found:
        lines += ["", styled(literal(fact.label), bold=True) + literal(f"  ({fact.table}, {fact.id})")]
        lines += [f"  {line}" for line in table(_rows(fact))]
    return lines[1:]


def _rows(fact: Fact) -> list[tuple[str, str]]:
    rows = [(each.title, each.words) for each in fact.details]
    if fact.also:
        rows.append(("other words", ", ".join(fact.also)))
    if fact.note:
        rows.append(("note", fact.note))
    if fact.grade:
        rows.append(("how sure", graded(fact.grade)))
        rows.append(("who says so", _source_words(fact)))
    rows += [(each.id, f"{each.label} ({each.where})") for each in fact.sources]
    return [(literal(title), literal(words)) for title, words in rows]


def _source_words(fact: Fact) -> str:
    return "no source is known" if fact.source == "none" else fact.source
