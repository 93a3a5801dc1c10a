"""`session elsewhere`: injectables, peels, lasers and the like had elsewhere, and how long needles wait after them."""

from __future__ import annotations

from datetime import date, datetime

import click

from aftercare.care import Care, intervals_quoted, procedure_typed
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.naming import fitting
from aftercare.cli.signed import SignedWords
from aftercare.cli.terminal import literal, literal_lines, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.procedure import Procedure, ProcedureKind
from aftercare.model.procedure_words import kind_words, procedure_title, wait_details, wait_line, wait_told
from aftercare.model.typed_day import typed_day
from aftercare.model.words import counted, day_in_full, listed


@group(invoke_without_command=True)
@everywhere
@click.pass_context
def elsewhere(ctx: click.Context) -> None:
    """List what you had done elsewhere. Needles wait for some time after it.

    Your therapist's plan says how long; where it does not, it becomes a question for them. No session is ever moved or
    cancelled by it.

    \b
    aftercare session elsewhere
    aftercare session elsewhere add filler yesterday
    aftercare session elsewhere remove filler
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("session elsewhere")
    care = wishes.care()
    if wishes.json:
        from aftercare.cli.elsewhere_shapes import ElsewhereShape, procedure_shapes
        from aftercare.cli.json_shape import encoded

        say(encoded(ElsewhereShape(client=care.folder.name, procedures=procedure_shapes(care, clock.now()))))
        return
    say(
        *(
            elsewhere_lines(care)
            or ["Nothing is in the list. `aftercare session elsewhere add filler yesterday` adds one."]
        )
    )


def elsewhere_lines(care: Care) -> list[str]:
    """All that was had elsewhere, each with what it asks for."""
    now = clock.now()
    today = care.today(now)
    asks = {each.procedure.id: each for each in care.after_procedures(now)}
    quoted = intervals_quoted() if asks else {}
    lines: list[str] = []
    for each in care.procedures():
        note = [] if each.what is ProcedureKind.OTHER else literal_lines(each.note)
        lines.append(styled(f"{day_in_full(each.day)}: {_called(each)}", bold=True))
        lines += [f"  {line}" for line in note if line]
        if after := asks.get(each.id):
            lines += [f"  {literal(line)}" for line in wait_told(after, today, quoted)]
    return lines


def _called(procedure: Procedure) -> str:
    if procedure.what is ProcedureKind.OTHER:
        return literal(" ".join(procedure.note.split()))
    return kind_words(procedure.what)


@elsewhere.command("add", cls=SignedWords)
@click.argument("what_and_day", metavar="WHAT DAY", nargs=-1, required=True)
@click.option("--note", default="", help="What else there is to know of it; of something else, what it was.")
@everywhere
@click.pass_obj
def add(wishes: Wishes, what_and_day: tuple[str, ...], note: str) -> None:
    """Enter what was done, and when.

    WHAT is toxin, filler, peel, laser, microneedling, microdermabrasion, thread-lift or other.

    \b
    aftercare session elsewhere add filler yesterday
    aftercare session elsewhere add thread lift 2026-11-12 --note "jaw line"
    aftercare session elsewhere add other 2026-11-12 --note "radiofrequency"
    """
    wishes.refuse_day("session elsewhere add")
    what, _, day = " ".join(what_and_day).strip().rpartition(" ")
    if not what:
        raise BadInput(f"“{day}” says not both what was done and when.", "Write it like filler yesterday.")
    care, now = wishes.care(), clock.now()
    added = care.add_procedure(procedure_typed(what), typed_day(day, care.today(now)), now, note)
    _tell(wishes, care, added, "is in the list")
    offer_help(care, added.note)


@elsewhere.command("remove", cls=SignedWords)
@click.argument("name", metavar="WHAT [DAY]", nargs=-1, required=True)
@everywhere
@click.pass_obj
def remove(wishes: Wishes, name: tuple[str, ...]) -> None:
    """Take one off the list, and with it what it asks for. `undo` brings it back.

    \b
    aftercare session elsewhere remove filler
    aftercare session elsewhere remove filler yesterday
    aftercare session elsewhere remove thread lift 2026-11-12
    """
    wishes.refuse_day("session elsewhere remove")
    care, now = wishes.care(), clock.now()
    removed = care.remove_procedure(_meant(care, " ".join(name), now).id, now)
    _tell(wishes, care, removed, "is taken off the list")


def _meant(care: Care, typed: str, now: datetime) -> Procedure:
    known = care.procedures()
    for words in (typed, _with_its_date(typed, care.today(now))):
        found = fitting(words, known, lambda each: (each.id, f"{each.what} {each.day} {_called(each)} {each.day}"))
        if found:
            break
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"There is no “{typed}” in the list.", "`aftercare session elsewhere` tells what is.")
    names = listed([f"{each.what} {each.day}" for each in found], 8)
    raise NotFound(f"“{typed}” fits {counted(len(found), 'entry', 'entries')}: {names}.", "Write its day too.")


def _with_its_date(typed: str, today: date) -> str:
    """“filler yesterday” with the date of the day at its end; as it is where there is no day."""
    what, _, day = typed.rpartition(" ")
    try:
        return f"{what} {typed_day(day, today)}"
    except BadInput:
        return typed


def _tell(wishes: Wishes, care: Care, which: Procedure, what: str) -> None:
    now = clock.now()
    today = care.today(now)
    if wishes.json:
        from aftercare.cli.elsewhere_shapes import ElsewhereChangeShape, procedure_shapes
        from aftercare.cli.json_shape import encoded

        shape = ElsewhereChangeShape(
            client=care.folder.name, id=which.id, what=what, procedures=procedure_shapes(care, now)
        )
        say(encoded(shape))
        return
    title = procedure_title(which, today)
    say(literal(f"{title[:1].upper()}{title[1:]} {what}."))
    for each in care.after_procedures(now):
        if each.procedure.id == which.id:
            say(*(literal(line) for line in (wait_line(each, today), *wait_details(each, today))))
