"""What an action did, in a word: it stands in the log and in what a person is told about an undo."""

from enum import StrEnum


class Deed(StrEnum):
    """The kinds of actions."""

    START = "start"
    IMPORT_PLAN = "import plan"
    TICK = "tick"
    SKIP = "skip"
    NOTE = "note"
    EDIT_NOTE = "edit note"
    DELETE_NOTE = "delete note"
    ADD_STEP = "add step"
    CHANGE_STEP = "change step"
    MOVE_STEP = "move step"
    END_STEP = "end step"
    KEEP_VERSION = "keep version"
    UNDO = "undo"
