"""`restore`: a backup brought back, after a look at what that would change."""

from __future__ import annotations

import click

from aftercare.care import FIRST_CLIENT, Care
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, remark, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.backup import Backup, Restoration
from aftercare.model.backup_words import backup_words, change_words
from aftercare.model.words import counted, of_somebody_else


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    wishes = ctx.ensure_object(Wishes)
    care = Care.find(wishes.home(), wishes.client)
    names = [each.name for each in care.keeping.backups()] if care else []
    return [name for name in ("newest", *names) if name.startswith(incomplete)]


@command()
@click.argument("backup", shell_complete=_names)
@click.option("--only-missing", is_flag=True, help="Bring back what is not here now; touch nothing that is.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@everywhere
@click.pass_obj
def restore(wishes: Wishes, backup: str, only_missing: bool, yes: bool) -> None:
    """Bring a backup back.

    BACKUP is a name that `backup list` shows, a part of one, `newest`, or a file.

    What would change is shown first. What is there now is backed up before, and every version stays in the history:
    `undo` takes it back. Where there is no record yet, the whole one appears with its history, or none of it.

    \b
    aftercare restore newest
    aftercare restore newest --only-missing
    aftercare --home ~/new restore /media/stick/me-20261128T190619Z.zip
    """
    from aftercare.care.backing_up import backup_called, shown_backup
    from aftercare.care.clients import the_only_client
    from aftercare.care.restoring import has_files, restore_first

    wishes.refuse_day("restore")
    home = wishes.home()
    client = wishes.client or the_only_client(home) or ""
    found = backup_called(home, client or FIRST_CLIENT, backup)
    # on a new machine the record is called as it was where it was backed up
    client = client or shown_backup(found).client or FIRST_CLIENT
    if not has_files(home.client(client)):
        shown = shown_backup(found)
        if not wishes.json:
            say(literal(f"“{client}” has no record here. The backup of {shown.made:%d %b %Y, %H:%M} would begin it:"))
            say(literal(f"  {shown.whose or shown.client}, {backup_words(shown)}, with its whole history."))
        agreed = yes or agrees("Bring it back?", wishes)
        if agreed:
            with progress("Bringing it back", wishes) as told:
                restore_first(home, client, found, told)
        _say_began(wishes, client, shown, restored=agreed)
        return
    care = Care.open(home, client)
    keeping, now = care.keeping, clock.now()
    restoration = keeping.consider_restore(found, only_missing=only_missing)
    if not wishes.json:
        if doubt := of_somebody_else(restoration.backup.whose, care.present().client.name):
            remark(doubt)
        say(*_lines(restoration))
    nothing = not restoration.changes and not restoration.photos
    agreed = not nothing and (yes or agrees("Bring it back?", wishes))
    if agreed:
        with progress("Bringing it back", wishes) as told:
            restoration = keeping.restore_backup(found, now, only_missing=only_missing, told=told)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import restored_shape

        say(encoded(restored_shape(client, restoration, restored=agreed)))
    elif agreed:
        say("It is brought back. What was here before is backed up, and `aftercare undo` takes this back.")
    if not (agreed or nothing):
        raise not_agreed()


def _say_began(wishes: Wishes, client: str, shown: Backup, *, restored: bool) -> None:
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import began_shape

        say(encoded(began_shape(client, shown, restored=restored)))
    elif restored:
        say("The record is back, with its history. This machine goes on in it under a new name of its own.")
    if not restored:
        raise not_agreed()


def _lines(found: Restoration) -> list[str]:
    made = f"{found.backup.made:%d %b %Y, %H:%M}"
    if not found.changes and not found.photos:
        return [f"The record has everything that the backup of {made} has: nothing would change."]
    rows = [("", "now", "then", "")]
    rows += [(each.title, str(each.now), str(each.then), change_words(each)) for each in found.differences]
    lines = [f"The backup of {made} ({found.backup.reason or 'unknown'}), and what bringing it back would do:"]
    lines += [f"  {line}".rstrip() for line in table(rows)]
    if found.photos:
        lines.append(f"  {counted(found.photos, 'photo')} come back.")
    for title, newest in (("now", found.newest_now), ("then", found.newest_then)):
        lines.append(f"Newest entries {title}:")
        lines += [literal(f"  {each}") for each in newest or ("none",)]
    if found.keeps_newer:
        lines.append("Only what is missing comes back; nothing that is here is touched.")
    return lines
