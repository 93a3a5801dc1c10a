"""Looking whether everything is whole: every line of the record, every photo, every backup; and what to do if not."""

from __future__ import annotations

from pathlib import Path

from aftercare.care.backing_up import second_folder
from aftercare.care.kept import Kept
from aftercare.care.machine import home_of
from aftercare.errors import AftercareError
from aftercare.model import tables
from aftercare.model.backup import Problem, Verified
from aftercare.model.progress import Told, silent
from aftercare.store import writer
from aftercare.store.log import Cursor, Read, SetAside, Trouble, list_logs, look_for, read_on
from aftercare.store.record import PROFILE

_BRING_BACK = "Look whether a backup has it: `aftercare restore NAME --only-missing` brings back what is missing here."
_NEXT = {
    Trouble.DAMAGED: f"What it said does not count. {_BRING_BACK}",
    Trouble.NEWER: "Install the newest aftercare: it reads this.",
}


class Verifying(Kept):
    """The record and its backups, looked through byte by byte. Changes nothing."""

    def verify(self, told: Told = silent) -> Verified:
        """Reads every line, photo and backup anew, from the disk. Raises DiskTrouble where the record is gone."""
        problems: list[Problem] = []
        remarks: list[str] = []
        names = sorted(list_logs(self.folder.records))
        backups = self._places_of_backups(remarks)
        whole, done = len(names) + len(backups) + 1, 0
        lines = 0
        for name in names:
            read = read_on(self.folder.log(name), Cursor(), self._record.fits)
            lines += len(read.actions) + len(read.set_aside)
            self._judge(name, read, problems, remarks)
            told(done := done + 1, whole)
        _, strays = look_for(self.folder.records)
        problems += [Problem(f"{each.file} {each.why}.", each.file, "Move it out of the folder.") for each in strays]
        problems += [
            Problem(
                f"{name} is shorter than this machine left it, or gone.",
                str(self.folder.log(name)),
                "If you put an older copy of the folder back, all is well and the next action starts anew. "
                f"Otherwise: {_BRING_BACK[0].lower()}{_BRING_BACK[1:]}",
            )
            for name in self._record.not_as_left()
        ]
        photos = self._look_at_photos(problems)
        told(done := done + 1, whole)
        for path in backups:
            self._look_at_backup(path, problems)
            told(done := done + 1, whole)
        return Verified(len(names), lines, photos, len(backups), tuple(problems), tuple(remarks))

    def _judge(self, name: str, read: Read, problems: list[Problem], remarks: list[str]) -> None:
        for each in read.set_aside:
            if each.trouble is Trouble.TORN:
                remarks.append(f"{each}. It was never confirmed, and harms nothing.")
            else:
                problems.append(_problem(each, self.folder.log(name)))
        identity = writer.load(self.folder)
        if read.tail and not (identity is not None and identity.owns(name)):
            remarks.append(f"{name} ends in the middle of a line: the rest is still arriving from another device.")
        elif read.tail:
            remarks.append(f"{name} ends in a write that was cut off. It was never confirmed, and harms nothing.")

    def _look_at_photos(self, problems: list[Problem]) -> int:
        from aftercare.store.photo_files import is_sound, list_photos

        photos = list_photos(self.folder.photos)
        for each in photos:
            if not is_sound(each):
                again = "Take it away and bring it back from a backup with `aftercare restore NAME --only-missing`."
                problems.append(Problem(f"The photo {each.path.name} is not what was stored.", str(each.path), again))
        there = {each.sha256 for each in photos}
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        for document in whole.versions.live.get(tables.ENTRIES, {}).values():
            named = document.get("sha256")
            if isinstance(named, str) and named not in there:
                day = document.get("day", "")
                problems.append(Problem(f"The photo of {day} is not there.", str(self.folder.photos), _BRING_BACK))
        return len(photos)

    def _places_of_backups(self, remarks: list[str]) -> list[Path]:
        from aftercare.store.backup import list_backups

        found = [each.path for each in list_backups(self.folder.backups, self.folder.name)]
        try:
            second = second_folder(home_of(self.folder))
            if second is not None and second.is_dir():
                found += [each.path for each in list_backups(second, self.folder.name)]
            elif second is not None:
                remarks.append(f"The second folder {second} is not there now: its backups were not looked at.")
        except AftercareError as error:
            remarks.append(str(error))
        if not found:
            remarks.append("There is no backup yet. `aftercare backup` makes one.")
        return found

    @staticmethod
    def _look_at_backup(path: Path, problems: list[Problem]) -> None:
        from aftercare.store.backup import problems_in

        for wrong in problems_in(path)[:1]:
            next_step = "Take it away; `aftercare backup` makes another, and the older ones stand as they were."
            problems.append(Problem(f"The backup {path.name} is not whole. {wrong}", str(path), next_step))


def _problem(aside: SetAside, path: Path) -> Problem:
    return Problem(f"{aside}.", str(path), _NEXT[aside.trouble])
