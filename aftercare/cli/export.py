"""`export`: the whole record as files that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, remark, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.words import counted


@command()
@click.argument("to", metavar="FOLDER_OR_FILE")
@click.option("--history", is_flag=True, help="With every action of the past, for reading.")
@click.option("--force", is_flag=True, help="Replace an earlier export that lies there.")
@everywhere
@click.pass_obj
def export(wishes: Wishes, to: str, history: bool, force: bool) -> None:
    """Write everything that the record holds to a folder. Anybody can read it, with or without this program.

    record.jsonl has every document, which `import` takes in again; tables/ has a CSV table each for spreadsheets,
    photos/ the pictures, manifest.json what all of it is. A name that ends in .jsonl gets that one file alone. It is
    there whole or not at all, and nothing that lies there is replaced without --force.

    \b
    aftercare export ~/my-record
    aftercare export ~/my-record.jsonl --history
    """
    wishes.refuse_day("export")
    if not to.strip():
        raise BadInput("There is no name to write to.", "Write a folder's or a .jsonl file's name.")
    care = wishes.care()
    with progress("Exporting", wishes) as told:
        done = care.keeping.export(Path(to).expanduser(), clock.now(), told, history=history, force=force)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import exported_shape

        say(encoded(exported_shape(care.folder.name, done)))
        return
    parts = [counted(sum(done.counts.values()), "document"), counted(len(done.counts), "table")]
    parts += [counted(done.photos, "photo")] if done.photos else []
    parts += [f"{counted(done.actions, 'action')} of the past"] if done.actions else []
    say(literal(f"{done.place} is written: {', '.join(parts)}. It is not encrypted: anybody who has it can read it."))
    if done.left_out:
        remark(f"{counted(done.left_out, 'photo')} did not go along: export to a folder for them.")
