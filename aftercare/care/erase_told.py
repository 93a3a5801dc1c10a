"""What is told of an entry before it is erased, and afterwards of what cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence

from aftercare.care.erasing import Erased, ToErase
from aftercare.model.words import counted


def to_erase_lines(found: Sequence[ToErase]) -> list[str]:
    """What would be erased, and where else it lies."""
    lines = ["This would be erased, with every version of it:"]
    for each in found:
        lines.append(f"  {each.title}")
        lines += [f"    with {counted(len(each.photos), 'photo')}"] if each.photos else []
        lines += [f"    also in the backup {name}" for name in each.backups]
        lines += [f"    also in {name}, which another device wrote, or this one before" for name in each.others]
    return lines


def erased_lines(done: Sequence[Erased], *, from_backups: str, from_others: str) -> list[str]:
    """What was erased, and what still holds it; the two sentences say how it is taken out of that."""
    lines = [f"{counted(len(done), 'entry', 'entries')} erased: nothing of it is left in this machine's record."]
    cleaned = sorted({each for one in done for each in one.backups_cleaned})
    left = sorted({each for one in done for each in one.backups_left})
    others = sorted({each for one in done for each in one.others})
    if cleaned:
        lines.append(f"{counted(len(cleaned), 'backup')} written anew without it.")
    if left or others:
        lines.append("It still lies in:")
        lines += [f"  {each}" for each in (*left, *others)]
        lines += [from_backups] if left else []
        lines += [from_others] if others else []
    lines.append("What you exported, printed or sent, and copies on other devices, cannot be reached from here.")
    return lines
