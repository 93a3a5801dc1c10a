"""`erase`: an entry or a photo truly taken away."""

from __future__ import annotations

import click

from aftercare.care import Care
from aftercare.care.erase_told import erased_lines, to_erase_lines
from aftercare.care.erasing import Erased, ToErase
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.words import counted, day_in_full


@command()
@click.argument("entry", nargs=-1)
@click.option("--photo", metavar="HASH", help="The photo whose file's name begins so, and its entry.")
@click.option("--backups", is_flag=True, help="Out of the backups too: those that hold it are written anew.")
@click.option("--all-writers", is_flag=True, help="Out of the log files of other devices in this folder too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@everywhere
@click.pass_obj
def erase(
    wishes: Wishes, entry: tuple[str, ...], photo: str | None, backups: bool, all_writers: bool, yes: bool
) -> None:
    """Erase an entry of the journal for good.

    ENTRY is its id, or its number on the day as `today` shows it.

    `note --delete` leaves every version in the history; this leaves none, and cannot be undone. You are asked, and told
    what it cannot reach: files of other devices, which --all-writers rewrites (do that while they are at rest, or where
    they are this machine's own of before a restore), backups, and whatever you exported or printed.

    \b
    aftercare erase 2 --date yesterday
    aftercare erase 2026-11-8c9621682a75 --backups
    aftercare erase --photo 3fa9
    """
    care, now = wishes.care(), clock.now()
    ids = [_entry_id(wishes, care, each) for each in entry]
    if photo is not None:
        ids.append(care.keeping.entry_of_photo(photo))
    if not ids:
        raise BadInput("Nothing is named that is to be erased.", "Give an entry's number or id, or --photo.")
    ids = list(dict.fromkeys(ids))
    found = [_considered(care, each, backups=backups) for each in ids]
    if not wishes.json:
        say(*map(literal, to_erase_lines(found)))
    agreed = yes or agrees("Erase it for good?", wishes)
    done: list[Erased] = []
    if agreed:
        held = any(each.backups for each in found)
        if held and not (backups or yes or wishes.json):
            backups = agrees("Take it out of the backups too?", wishes)
        for each in found:
            if each.is_gone:
                done.append(care.keeping.erase_from_backups(each.id))
            else:
                done.append(care.keeping.erase(each.id, now, of_all_writers=all_writers, backups=backups))
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import ErasedShape, erased_shape, to_erase_shape

        shapes = (
            [erased_shape(each, one) for each, one in zip(ids, done, strict=True)]
            if agreed
            else list(map(to_erase_shape, found))
        )
        say(encoded(ErasedShape(client=care.folder.name, erased=agreed, entries=tuple(shapes))))
    elif agreed:
        told = erased_lines(
            done,
            from_backups="`aftercare erase ID --backups` takes it out of the backups too.",
            from_others="--all-writers takes it out of the log files, while the other devices are at rest.",
        )
        say(*map(literal, told))
    if not agreed:
        raise not_agreed()


def _considered(care: Care, entry: str, *, backups: bool) -> ToErase:
    try:
        return care.keeping.consider_erase(entry)
    except NotFound:
        if not backups:
            raise
        # erased before: it may lie in backups all the same
        return ToErase(entry, entry, (), (), (), is_gone=True)


def _entry_id(wishes: Wishes, care: Care, typed: str) -> str:
    if not typed.isdecimal():
        return typed
    now = care.wall(clock.now())
    day = wishes.day_of(care, now)
    notes, number = care.day(now, day).notes, int(typed)
    if not 1 <= number <= len(notes):
        raise NotFound(
            f"There is no note {number} on {day_in_full(day)}, which has {counted(len(notes), 'note')}.",
            "`aftercare today` shows them with their numbers; an entry's id will do too.",
        )
    return notes[number - 1].id
