"""What is said of backups: what is in one, what bringing it back would do, and what a look through everything found."""

from __future__ import annotations

from aftercare.model.backup import Backup, Restoration, TableDifference, Verified
from aftercare.model.words import counted


def backup_words(backup: Backup) -> str:
    """What is in a backup, and how large it is."""
    if backup.documents is None:
        return "cannot be read"
    photos = f", {counted(backup.photos, 'photo')}" if backup.photos else ""
    return f"{counted(backup.documents, 'document')}{photos}, {size_words(backup.size)}"


def size_words(size: int) -> str:
    """Such as "1.4 MB", or "< 1 kB"."""
    if size < 1000:
        return "< 1 kB"
    for unit in ("kB", "MB"):
        size_in = size / (1000 if unit == "kB" else 1_000_000)
        if size_in < 1000:
            return f"{size_in:.1f} {unit}" if size_in < 10 else f"{size_in:.0f} {unit}"
    return f"{size / 1_000_000_000:.1f} GB"


def change_words(each: TableDifference) -> str:
    """What would become of one kind of things, such as "2 come back"; "" where nothing would."""
    parts = (
        (each.added, "comes back", "come back"),
        (each.changed, "becomes as it was", "become as they were"),
        (each.removed, "goes (into the history)", "go (into the history)"),
    )
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in parts if number)


def restoration_words(found: Restoration) -> tuple[str, list[str]]:
    """What bringing a backup back would do: the question, and the lines under it (none where nothing would change)."""
    made = f"{found.backup.made:%d %b %Y, %H:%M}"
    if not found.changes and not found.photos:
        return f"The record has everything that the backup of {made} has: nothing would change.", []
    lines = [f"{each.title}: {change_words(each)}" for each in found.differences if change_words(each)]
    if found.photos:
        lines.append(f"{counted(found.photos, 'photo')} {'comes' if found.photos == 1 else 'come'} back")
    lines += [f"newest entry now, {each}" for each in found.newest_now[:1]]
    lines += [f"newest entry then, {each}" for each in found.newest_then[:1]]
    return f"Bring the backup of {made} back? What is here now is backed up before, and u takes it back.", lines


def looked_words(found: Verified) -> str:
    """What was looked through."""
    counts = ((found.lines, "line"), (found.files, "file"), (found.photos, "photo"), (found.backups, "backup"))
    return f"Looked through: {', '.join(counted(number, one) for number, one in counts)}."


def sound_words(found: Verified) -> str:
    """Whether all of it is whole."""
    if not found.problems:
        return "All of it is whole."
    return "1 thing is not whole." if len(found.problems) == 1 else f"{len(found.problems)} things are not whole."
