"""This machine's settings as rows. They are read before the first frame: without those of a record.

A new setting is a row here, and is then on the screen and in the commands.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from aftercare.care.machine import SECOND_FOLDER
from aftercare.errors import BadInput
from aftercare.model.setting import Group, Setting, Whose
from aftercare.store.home import Home, folder_typed
from aftercare.store.machine_settings import keep_machine_setting, read_machine_settings

THEME = "theme"
#: Types away the second folder.
_NO_FOLDER = "none"
#: The themes by the names that a person uses; the first is the one where none is set.
THEMES = ("evening", "morning")

FACE = "face"
#: From where faces are seen, by the names of `View`; the first is the one where none is set.
FACE_VIEWS = ("photo", "mirror")

REMINDER_LINE = "reminder-line"
#: Whether the day says that nothing reminds once the app is closed.
REMINDER_LINES = SHOWN, HIDDEN = ("shown", "hidden")


class Reading(Struct, frozen=True):
    """How a setting stands: its value as it could be typed, and what else there is to say."""

    value: str | None
    note: str = ""


class SettingRow(Struct, frozen=True):
    """What the rows of both kinds have in common. `offers` are the values where one is chosen from a list."""

    name: str
    title: str
    about: str
    example: str = ""
    offers: Callable[[], tuple[str, ...]] | None = None
    group: Group = Group.GENERAL

    def shown(self, whose: Whose, reading: Reading) -> Setting:
        """The row with how it stands."""
        return Setting(
            name=self.name,
            title=self.title,
            about=self.about,
            whose=whose,
            value=reading.value,
            note=reading.note,
            example=self.example,
            choices=self.offers is not None,
            group=self.group,
        )


class MachineRow(SettingRow, frozen=True, kw_only=True):
    """A setting of this machine, kept as one word. `check` gives it back as it is kept, and raises BadInput."""

    unset: str
    check: Callable[[str], str]


def _one_of(words: tuple[str, ...], wrong: Callable[[str], str], right: str) -> Callable[[str], str]:
    """Takes one of `words`, however it is written; `wrong` says what was typed instead, `right` what can be."""

    def check(typed: str) -> str:
        wanted = typed.strip().casefold()
        if wanted in words:
            return wanted
        raise BadInput(wrong(typed.strip()), right)

    return check


def _check_second_folder(typed: str) -> str:
    wanted = typed.strip()
    if wanted.casefold() in ("", _NO_FOLDER):
        return ""
    folder = folder_typed(wanted)
    if not folder.is_absolute():
        raise BadInput(f"“{wanted}” does not say from where on.", "Write the whole path, such as /media/stick/backups.")
    return str(folder)


MACHINE_ROWS = (
    MachineRow(
        THEME,
        "Theme",
        "How the app looks on this machine: evening is light text on a dark ground, morning dark text on a light one.",
        offers=lambda: THEMES,
        unset=THEMES[0],
        check=_one_of(THEMES, "There is no theme “{}”.".format, f"There are {' and '.join(THEMES)}."),
    ),
    MachineRow(
        FACE,
        "The face",
        "How faces are drawn: as in a photo your right side is on the left, as in a mirror it is on the right. Both "
        "sides are named beside it, and zones are called by your own right and left.",
        offers=lambda: FACE_VIEWS,
        unset=FACE_VIEWS[0],
        check=_one_of(
            FACE_VIEWS, "The face cannot be seen as in a “{}”.".format, f"There are {' and '.join(FACE_VIEWS)}."
        ),
    ),
    MachineRow(
        REMINDER_LINE,
        "Reminder line",
        "Whether the day says on a line of its own that nothing reminds you once the app is closed. x on the day hides "
        "it too.",
        offers=lambda: REMINDER_LINES,
        unset=REMINDER_LINES[0],
        check=_one_of(REMINDER_LINES, "The line cannot be “{}”.".format, f"It is {' or '.join(REMINDER_LINES)}."),
    ),
    MachineRow(
        SECOND_FOLDER,
        "Second folder",
        "Where each backup is put too, such as a drive or a folder that a file sync carries elsewhere. It has to be "
        f"there already; while it is not, backups lie on this machine alone. “{_NO_FOLDER}” sets none.",
        "/media/stick/backups",
        unset="",
        check=_check_second_folder,
    ),
)


def machine_settings(home: Home) -> tuple[Setting, ...]:
    """This machine's settings. Raises BadInput, DiskTrouble."""
    kept = read_machine_settings(home)
    return tuple(row.shown(Whose.MACHINE, _machine_reading(row, kept)) for row in MACHINE_ROWS)


def _machine_reading(row: MachineRow, kept: dict[str, str]) -> Reading:
    try:
        return Reading(row.check(kept.get(row.name, row.unset)) or None)
    except BadInput as error:
        return Reading(row.unset, f"{error.message} It is as if nothing were set.")


def set_on_machine(home: Home, name: str, typed: str) -> bool:
    """Sets what is called `name` on this machine; False where it was so. Raises NotFound, BadInput, DiskTrouble."""
    row = next((row for row in MACHINE_ROWS if row.name == name), None)
    if row is None:
        from aftercare.care.settings import unknown_setting

        raise unknown_setting(name)
    value = row.check(typed)
    if read_machine_settings(home).get(name) == value:
        return False
    keep_machine_setting(home, name, value)
    return True
