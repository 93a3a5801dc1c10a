"""`note`: writing a note, and changing or deleting one."""

from __future__ import annotations

from datetime import date, datetime

import click

from aftercare.care import Care
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import command
from aftercare.cli.editor import words_for
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.terminal import say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.entry_template import template, template_of
from aftercare.model.journal import EntryKind
from aftercare.model.note import Note
from aftercare.model.words import counted, day_in_full


@command()
@click.argument("text", nargs=-1)
@click.option("--step", metavar="STEP", shell_complete=step_ids, help="The step that it is about.")
@click.option("--edit", type=int, metavar="NUMBER", help="Give the day's note with this number the new TEXT.")
@click.option("--delete", type=int, metavar="NUMBER", help="Delete the day's note with this number.")
@everywhere
@click.pass_obj
def note(wishes: Wishes, text: tuple[str, ...], step: str | None, edit: int | None, delete: int | None) -> None:
    """Write a note, or change one. `today` shows the notes of the day with their numbers.

    Without a TEXT your editor opens ($VISUAL or $EDITOR), or what is piped is read.

    \b
    aftercare note "Cheeks a little red after the gel"
    aftercare note --step serum "Stings for a minute"
    aftercare note --edit 1 "Cheeks red until noon"
    aftercare note --delete 1
    echo "Slept well" | aftercare note
    """
    if edit is not None and delete is not None:
        raise BadInput("A note is changed or deleted, not both.", "Leave one of --edit and --delete out.")
    if step is not None and (edit, delete) != (None, None):
        raise BadInput("--step goes with a new note only.", "Leave it out.")
    if delete is not None and text:
        raise BadInput("--delete takes no text.", "Put the text in quotation marks after --edit to change the note.")
    care = wishes.care()
    now = care.wall(clock.now())
    day = wishes.day_of(care, now)
    if delete is not None:
        seen = _numbered(care, delete, day, now)
        care.delete_note(seen, now)
        _tell(wishes, care, seen, "deleted")
    elif edit is not None:
        seen = _numbered(care, edit, day, now)
        with words_for(care, "edit", text, template_of(seen)) as words:
            changed = care.edit_note(seen, words, now)
        _tell(wishes, care, changed, "changed")
    else:
        about = step_called(step, care.present().routine).id if step is not None else None
        with words_for(care, EntryKind.NOTE, text, template(EntryKind.NOTE)) as words:
            kept = care.note(words, now, day, about)
        _tell(wishes, care, kept, "written")


def _numbered(care: Care, number: int, day: date, now: datetime) -> Note:
    notes = care.day(now, day).notes
    if not 1 <= number <= len(notes):
        raise NotFound(
            f"There is no note {number} on {day_in_full(day)}, which has {counted(len(notes), 'note')}.",
            "`aftercare today` shows them with their numbers.",
        )
    return notes[number - 1]


def _tell(wishes: Wishes, care: Care, kept: Note, what: str) -> None:
    if wishes.json:
        from aftercare.cli.day_shapes import NotedShape, note_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(NotedShape(client=care.folder.name, what=what, day=kept.day, note=note_shape(kept))))
    else:
        say(f"The note of {day_in_full(kept.day)} is {what}.")
    if what != "deleted":
        offer_help(care, kept.text)
