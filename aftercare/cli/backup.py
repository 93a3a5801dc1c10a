"""`backup`: one file with the whole record, and a list of those there are."""

from __future__ import annotations

from pathlib import Path

import click

from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, remark, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.backup_words import backup_words


@group(invoke_without_command=True)
@click.option("--to", "to", metavar="FOLDER", help="Put it into this folder alone; nothing there makes room.")
@click.option("--daily", is_flag=True, hidden=True)
@everywhere
@click.pass_context
def backup(ctx: click.Context, to: str | None, daily: bool) -> None:
    """Back the record up into one file that anybody can unpack. It is written whole, read back, and only then named.

    It is done by itself too, once a day and before each import. Seven daily ones stay, four weekly and twelve monthly.
    With the setting second-folder each is put into a second folder too.

    \b
    aftercare backup
    aftercare backup list
    aftercare backup --to /media/stick
    aftercare settings set second-folder /media/stick/backups
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("backup")
    now = clock.now()
    if daily:
        from aftercare.care.daily import back_up_daily

        for trouble in back_up_daily(wishes.home(), now):
            remark(trouble)
        return
    care = wishes.care()
    with progress("Backing up", wishes) as told:
        done = care.keeping.back_up(now, told=told, into=Path(to).expanduser() if to else None)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import backed_up_shape

        say(encoded(backed_up_shape(care.folder.name, done)))
        return
    if done.is_new:
        say(literal(f"Backed up: {done.backup.place} ({backup_words(done.backup)})."))
    else:
        say(literal(f"Nothing has changed since the last backup: {done.backup.place}."))
    if done.second:
        say(literal(f"It lies in {done.second} too."))
    if done.remark:
        remark(done.remark)


@backup.command("list")
@everywhere
@click.pass_obj
def list_(wishes: Wishes) -> None:
    """List the backups on this machine, newest first. `restore` takes their names.

    \b
    aftercare backup list
    """
    from aftercare.care.backing_up import second_folder

    wishes.refuse_day("backup list")
    care = wishes.care()
    backups = care.keeping.backups()
    second = second_folder(wishes.home())
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import backups_shape

        say(encoded(backups_shape(care.folder.name, care.folder.backups, second, backups)))
        return
    if not backups:
        say("There is no backup yet. `aftercare backup` makes one; from then on it is done by itself once a day.")
    else:
        rows = [
            (each.name, f"{each.made:%a %d %b %Y, %H:%M}", each.reason or "–", backup_words(each)) for each in backups
        ]
        say(literal(f"In {care.folder.backups}:"), *(f"  {literal(line)}" for line in table(rows)))
    if second is not None:
        say(literal(f"Each is put into {second} too." if second.is_dir() else f"{second} is not there now."))
