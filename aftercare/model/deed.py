"""What an action did, in a word: it stands in the log and in what a person is told about an undo."""

from enum import StrEnum


class Deed(StrEnum):
    """The kinds of actions."""

    START = "start"
    IMPORT_PLAN = "import plan"
    TICK = "tick"
    SKIP = "skip"
    TICK_SLOT = "tick slot"
    REOPEN = "reopen"
    USE = "use"
    PAUSE = "pause"
    RESUME = "resume"
    REST = "rest"
    ASK = "ask"
    SETTLE = "settle"
    NOTE = "note"
    EDIT_NOTE = "edit note"
    DELETE_NOTE = "delete note"
    KEEP_VERSION = "keep version"
    UNDO = "undo"
