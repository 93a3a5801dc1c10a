"""`verify`: whether everything is whole, and what to do where it is not."""

from __future__ import annotations

import click

from aftercare.cli.command import command
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import NotSound
from aftercare.model.backup import Verified
from aftercare.model.backup_words import looked_words, sound_words


@command()
@everywhere
@click.pass_obj
def verify(wishes: Wishes) -> None:
    """Look whether the record, photos and backups are whole. Every line, every photo and every backup is read. Nothing
    is changed.

    Where something is not whole, it says what and what to do, and the exit code is 11.

    \b
    aftercare verify
    """
    wishes.refuse_day("verify")
    care = wishes.care()
    with progress("Looking", wishes) as told:
        found = care.keeping.verify(told)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import verified_shape

        say(encoded(verified_shape(care.folder.name, found)))
    else:
        say(*map(literal, verified_lines(found)))
    if found.problems:
        # told in full above; ending with the code that goes with it
        raise click.exceptions.Exit(NotSound.exit_code)


def verified_lines(found: Verified) -> list[str]:
    """What was looked through, and what is wrong."""
    lines = []
    for each in found.problems:
        lines += [each.what, f"  {each.where}", f"  {each.next_step}", ""]
    return [*lines, looked_words(found), sound_words(found), *found.remarks]
