"""What an action did, in a word: it stands in the log and in what a person is told about an undo."""

from enum import StrEnum


class Deed(StrEnum):
    """The kinds of actions."""

    START = "start"
    IMPORT_PLAN = "import plan"
    GO_BACK = "go back to plan"
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
    CHECK_IN = "check-in"
    ADD_ENTRY = "add entry"
    EDIT_ENTRY = "edit entry"
    DELETE_ENTRY = "delete entry"
    FOLLOW_BRUISE = "follow bruise"
    CHOOSE_MEASURES = "choose measures"
    ADD_PHOTO = "add photo"
    ADD_PRODUCT = "add product"
    EDIT_PRODUCT = "edit product"
    ADD_PACK = "add pack"
    OPEN_PACK = "open pack"
    EDIT_PACK = "edit pack"
    FINISH_PACK = "finish pack"
    COUNT_LEFT = "count left"
    SUBSTITUTE = "substitute"
    ADD_SESSION = "add session"
    MOVE_SESSION = "move session"
    CANCEL_SESSION = "cancel session"
    SESSION_TOOK_PLACE = "session took place"
    TELL_SESSION = "tell session"
    ADD_PROCEDURE = "add procedure"
    REMOVE_PROCEDURE = "remove procedure"
    RENAME_CLIENT = "rename client"
    ARCHIVE_CLIENT = "archive client"
    RESTORE_CLIENT = "restore client"
    SET_ZONE = "set zone"
    SET_DAY_START = "set day start"
    SET_REGION = "set region"
    ANSWER_WATCH = "answer watch"
    ADD_STEP = "add step"
    CHANGE_STEP = "change step"
    MOVE_STEP = "move step"
    END_STEP = "end step"
    SET_SLOT = "set slot"
    ANSWER_SAFETY = "answer safety"
    AGREE = "agree"
    TITRATE = "titrate"
    TAKE_ADVICE = "take advice"
    SET_ASIDE = "set aside"
    BRING_BACK = "bring back"
    START_TEST = "start patch test"
    END_TEST = "end patch test"
    SET_REMINDER = "set reminder"
    SET_QUIET_HOURS = "set quiet hours"
    SNOOZE = "snooze"
    DISMISS = "dismiss"
    PLACE_MAGNETS = "place magnets"
    REMOVE_MAGNETS = "remove magnets"
    MISS_MAGNETS = "miss magnets"
    CHECK_MAGNETS = "check magnets"
    CHANGE_ADHESIVE = "change adhesive"
    FIND_MAGNETS = "find magnets"
    GIVE_MAGNETS_UP = "give magnets up"
    PRESS_POINT = "press point"
    KEEP_VERSION = "keep version"
    IMPORT = "import"
    RESTORE_BACKUP = "restore backup"
    ERASE = "erase"
    UNDO = "undo"


#: What cannot be taken back: nothing is left to bring back.
FINAL_DEEDS = frozenset({Deed.ERASE})

#: What is done to the record as a whole: an undo asks first, and names none of its things.
WHOLE_DEEDS = frozenset({Deed.IMPORT, Deed.RESTORE_BACKUP})

#: What is done to a record's settings.
SETTING_DEEDS = frozenset(
    {Deed.RENAME_CLIENT, Deed.SET_ZONE, Deed.SET_DAY_START, Deed.SET_REMINDER, Deed.SET_QUIET_HOURS}
)

#: What is done with the appointments, with what is to be asked at them, and with what was had elsewhere.
SESSION_DEEDS = frozenset(
    {
        Deed.ADD_SESSION,
        Deed.MOVE_SESSION,
        Deed.CANCEL_SESSION,
        Deed.SESSION_TOOK_PLACE,
        Deed.TELL_SESSION,
        Deed.ADD_PROCEDURE,
        Deed.REMOVE_PROCEDURE,
        Deed.ASK,
        Deed.SETTLE,
    }
)

#: What is said in the safety profile.
SAFETY_DEEDS = frozenset({Deed.ANSWER_SAFETY, Deed.AGREE})

#: What is done with reminders, and what answers them.
INBOX_DEEDS = frozenset(
    {Deed.SNOOZE, Deed.DISMISS, Deed.TICK_SLOT, Deed.SESSION_TOOK_PLACE, Deed.CANCEL_SESSION, Deed.ANSWER_WATCH}
)

#: What is done on the shelf.
SHELF_DEEDS = frozenset(
    {
        Deed.ADD_PRODUCT,
        Deed.EDIT_PRODUCT,
        Deed.ADD_PACK,
        Deed.OPEN_PACK,
        Deed.EDIT_PACK,
        Deed.FINISH_PACK,
        Deed.COUNT_LEFT,
        Deed.SUBSTITUTE,
        Deed.START_TEST,
        Deed.END_TEST,
    }
)

#: What chooses what a check-in asks.
MEASURE_DEEDS = frozenset({Deed.CHOOSE_MEASURES})

#: What is done with photos: they are changed and deleted as all entries are.
PHOTO_DEEDS = frozenset({Deed.ADD_PHOTO, Deed.EDIT_ENTRY, Deed.DELETE_ENTRY})

#: What is done in the journal.
JOURNAL_DEEDS = frozenset(
    {
        Deed.NOTE,
        Deed.EDIT_NOTE,
        Deed.DELETE_NOTE,
        Deed.CHECK_IN,
        Deed.ADD_ENTRY,
        Deed.EDIT_ENTRY,
        Deed.DELETE_ENTRY,
        Deed.FOLLOW_BRUISE,
        Deed.CHOOSE_MEASURES,
        Deed.ADD_PHOTO,
    }
)

#: What is done with magnets on the client's points.
MAGNET_DEEDS = frozenset(
    {
        Deed.PLACE_MAGNETS,
        Deed.REMOVE_MAGNETS,
        Deed.MISS_MAGNETS,
        Deed.CHECK_MAGNETS,
        Deed.CHANGE_ADHESIVE,
        Deed.FIND_MAGNETS,
        Deed.GIVE_MAGNETS_UP,
    }
)

#: What is done with points that the client presses.
PRESS_DEEDS = frozenset({Deed.PRESS_POINT})

#: What is done about remarks on the routine.
ADVICE_DEEDS = frozenset({Deed.TAKE_ADVICE, Deed.SET_ASIDE, Deed.BRING_BACK})

#: What is done with the plans that were accepted.
PLAN_DEEDS = frozenset({Deed.GO_BACK})
