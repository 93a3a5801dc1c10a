"""Every key of every screen, and every key that a line of keys offers to the mouse: what comes of it.

`test_every_key.py` plays them, and requires that no binding and no key of a line is missing. `told.py` names the tests
that press a key already; that key is not pressed once more, a click on it in the line of keys still is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A key in a scene, `first` pressed before it, and what comes of it.

    It `leads` to this screen ("" stays on it), where `sees` stands that did not stand there before, and not what it
    `hides`; `wrote` are the actions that it added to the record; `focus` the field that it goes to; it `scrolls` there;
    it `ends` the program. `click` says that the line of keys offers it too.
    """

    scene: str
    key: str
    leads: str = ""
    sees: str = ""
    wrote: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    focus: str = ""
    hides: str = ""
    scrolls: str = ""
    click: bool = False
    ends: bool = False

    def __str__(self) -> str:
        return f"{self.scene}: {' '.join((*self.first, self.key))}"


_ASKED_TWICE = "Esc once more leaves without it."
_YESTERDAY, _TOMORROW = "Saturday 21 November · yesterday", "Monday 23 November · tomorrow"

WAYS = (
    # everywhere
    Way("anywhere", "ctrl+t", "TherapistSheet", "+44 20 7946 0143"),
    Way("anywhere", "f4", "HelpMeScreen", "Emergency number"),
    Way("anywhere", "ctrl+g", "HelpMeScreen", "Emergency number"),
    Way("anywhere", "exclamation_mark", "HelpMeScreen", "Emergency number"),
    # the day: answering
    Way("steps", "space", sees="done 21:04", wrote=("tick",), click=True),
    Way("steps", "j", sees="▌· Hydrating serum"),
    Way("steps", "k", sees="▌› Mild cleanser", first=("j",)),
    Way("steps", "pagedown", sees="▌· Mineral sunscreen"),
    Way("steps", "pageup", sees="▌› Mild cleanser", first=("pagedown",)),
    Way("steps", "end", sees="▌◦ Calming gel, when"),
    Way("steps", "home", sees="▌› Mild cleanser", first=("end",)),
    Way("day", "s", "SkipPrompt", "Skip Mild cleanser", click=True),
    Way("day answered", "delete", sees="0 of 5", wrote=("reopen",)),
    Way("day answered", "u", sees="0 of 5", wrote=("undo",), click=True),
    # the day: others, and back
    Way("day", "left", sees=_YESTERDAY, click=True),
    Way("day", "right", sees=_TOMORROW, click=True),
    Way("day", "right_square_bracket", sees=_TOMORROW),
    Way("another day", "t", sees="Sunday 22 November · Anna B.", click=True),
    Way("day", "d", "StepSheet", "Lukewarm water"),
    Way("day", "q", ends=True),
    Way("day", "c", "CheckInScreen", "Check-in, Sunday 22 November", click=True),
    # the day: its doors
    Way("day", "r", "RunScreen", "1 of 5", click=True),
    Way("day without steps", "n", "NotePrompt", "A note, Sunday 22 November", click=True),
    Way("day", "h", "ShelfScreen", "product"),
    Way("day without steps", "i", "ImportPlan", "Where is the plan file", click=True),
    Way("day", "question_mark", "HelpScreen", "The day's steps", click=True),
    Way("day", "comma", "SettingsScreen", "This machine, for everybody"),
    Way("day", "l", "AfterSheet", "After facial needles"),
    Way("day", "e", "SessionAsked", "Did the session take place?"),
    Way("day, late signs", "e", "WatchSheet", "Looking back on your sessions"),
    # the run
    Way("run", "e", "SessionAsked", "Did the session take place?"),
    Way("run, late signs", "e", "WatchSheet", "Looking back on your sessions"),
    Way("run", "space", sees="2 of 5", wrote=("tick",), click=True),
    Way("run", "s", "SkipPrompt", "Skip Mild cleanser", click=True),
    Way("run", "n", "NotePrompt", "A note", click=True),
    Way("run, one done", "left", sees="1 of 5", wrote=("reopen",), click=True),
    Way("run", "f", sees="short form   1 of 1", click=True),
    Way("run, sinking in", "p", sees="paused here only", click=True),
    Way("run, sinking in", "b", sees="the bell is off", click=True),
    Way("run elsewhere", "x", hides="kept in the time of UTC"),
    Way("run", "question_mark", "HelpScreen", "One step a screen", click=True),
    Way("run", "escape", "TodayScreen", "nothing is lost", click=True),
    Way("run", "q", "TodayScreen", "nothing is lost"),
    Way("run, at its end", "space", "TodayScreen", click=True),
    # the check-in
    *(Way("check-in", str(digit), sees=f"Dryness, flaking{digit:>12}") for digit in range(10)),
    Way("check-in", "x", sees="Dryness, flaking          10"),
    Way("check-in, one rated", "backspace", hides="Dryness, flaking           7"),
    Way("check-in, one rated", "delete", hides="Dryness, flaking           7"),
    Way("check-in, rated before", "equals_sign", sees="= 2", click=True),
    Way("check-in, rated before", "a", sees="= 6", click=True),
    Way("check-in, in a zone", "m", sees="Oil, between brows"),
    Way("check-in", "w", "MeasuresScreen", "Between brows"),
    Way("check-in", "left", focus="FaceMap"),
    Way("check-in", "right", focus="FaceMap"),
    Way("check-in", "tab", focus="item-sleep-hours", click=True),
    Way("check-in", "shift+tab", focus="FaceMap"),
    Way("check-in", "enter", sees="Nothing is touched yet.", click=True),
    Way("check-in", "question_mark", "HelpScreen", "A digit rates", click=True),
    Way("check-in", "escape", "TodayScreen", "0 of 5", click=True),
    Way("check-in, a field", "ctrl+s", sees="Nothing is touched yet.", click=True),
    Way("check-in, a field", "tab", focus="item-stress", click=True),
    Way("ratings", "down", sees="▶   between brows"),
    Way("ratings", "j", sees="▶   between brows"),
    Way("ratings", "up", sees="▶ Dryness", first=("down",)),
    Way("ratings", "k", sees="▶ Dryness", first=("down",)),
    Way("ratings", "end", sees="▶ Glow"),
    Way("ratings", "home", sees="▶ Dryness", first=("end",)),
    # the clients
    Way("clients", "enter", "TodayScreen", "· Ben K.", first=("down",), click=True),
    Way("clients", "slash", focus="Input", click=True),
    Way("clients", "n", "FieldsPrompt", "One more client", click=True),
    Way("clients", "r", "FieldsPrompt", "Rename Anna B.", click=True),
    Way("clients", "z", "Confirm", "Take “Anna B.” out of the list?", click=True),
    Way("clients", "question_mark", "HelpScreen", "Everybody who has a record", click=True),
    Way("clients", "escape", "TodayScreen", "· Anna B.", click=True),
    Way("clients at first", "q", ends=True, click=True),
    # the appointments
    Way("sessions", "a", "FieldsPrompt", "A session of your own", click=True),
    Way("sessions", "m", "FieldsPrompt", "New day and time", click=True),
    Way("sessions", "enter", "FieldsPrompt", "New day and time"),
    Way("sessions", "c", sees="cancelled", wrote=("cancel session",), click=True),
    Way("sessions", "k", hides="did it take place?", wrote=("session took place",), click=True, first=("up",)),
    Way("sessions, one cancelled", "u", hides="cancelled", wrote=("undo",), click=True),
    Way("sessions", "e", "ChoosePrompt", "What was done to your skin?", click=True),
    Way("sessions, on a filler", "enter", "ElsewhereSheet", "Let the filler settle first.", click=True),
    Way("sessions, on a filler", "x", hides="wait to Thu 10 Dec", wrote=("remove procedure",), click=True),
    Way("sessions, on a filler", "u", hides="wait to Thu 10 Dec", wrote=("undo",), click=True),
    Way("sessions, on a laser", "s", hides="ask your therapist", wrote=("settle",), click=True),
    Way("had elsewhere", "enter", "FieldsPrompt", "Had elsewhere: toxin injection", click=True),
    Way("had elsewhere", "escape", "SessionsScreen", click=True),
    Way("all of a filler", "down", scrolls="down", click=True),
    Way("all of a filler", "escape", "SessionsScreen", click=True),
    Way("sessions", "question_mark", "HelpScreen", "Your sessions with the therapist", click=True),
    Way("sessions", "escape", "TodayScreen", click=True),
    Way("sessions", "q", "TodayScreen"),
    # the remarks
    Way("day with remarks", "f", "FindingsScreen", "are better kept apart"),
    Way("remarks", "enter", "AdviceSheet", "From today on", click=True),
    Way("remarks", "a", "AdviceSheet", "From today on"),
    Way("remarks", "x", "FieldsPrompt", "Why do you let it be?", click=True),
    Way("remarks, one set aside", "b", sees="Offered: ", wrote=("bring back",), click=True),
    Way("remarks, one set aside", "u", sees="Offered: ", wrote=("undo",), click=True),
    Way("remarks", "question_mark", "HelpScreen", "What the program notices", click=True),
    Way("remarks", "escape", "TodayScreen", click=True),
    Way("remarks", "q", "TodayScreen"),
    Way("a remark's offer", "enter", "FindingsScreen", "nothing to remark", wrote=("take advice",), click=True),
    Way("a remark's offer", "a", "FindingsScreen", "nothing to remark", wrote=("take advice",)),
    Way("a remark's offer", "y", "FindingsScreen", "nothing to remark", wrote=("take advice",)),
    Way("a remark's offer", "escape", "FindingsScreen", "are better kept apart", click=True),
    # the safety questions
    Way("day", "S", "SafetyScreen", "Before any magnet"),
    Way("safety", "y", sees="✓ Pregnancy", wrote=("answer safety",), click=True),
    Way("safety", "n", sees="– Pregnancy", wrote=("answer safety",), click=True),
    Way("safety", "r", sees="· Pregnancy", wrote=("answer safety",), click=True),
    Way("safety", "N", sees="– Pacemaker", first=("down",) * 4, wrote=("answer safety",), click=True),
    Way("safety, one answered", "u", sees="? Under 18", wrote=("undo",), click=True),
    Way("safety", "question_mark", "HelpScreen", "stay in the client's record", click=True),
    Way("safety", "escape", "TodayScreen", click=True),
    Way("safety", "q", "TodayScreen"),
    # the shelf
    Way("shelf", "a", "ShelfForm", "A product of your own", click=True),
    Way("shelf", "e", "ShelfForm", "months after opening", click=True),
    Way("shelf", "o", "ShelfForm", "A new one:", click=True),
    Way("shelf", "f", sees="there is no pack of it", click=True),
    Way("shelf", "b", "ShelfForm", "Instead of", click=True),
    Way("shelf", "t", "ChoosePrompt", "begin a test"),
    Way("shelf", "u", hides="~20 Nov 2027", wrote=("undo",)),
    Way("shelf", "question_mark", "HelpScreen", "Your products in the order", click=True),
    Way("shelf", "escape", "TodayScreen", click=True),
    Way("shelf", "q", "TodayScreen"),
    # the routine
    Way("routine", "a", "StepForm", "A new step", click=True),
    Way("routine", "e", "StepForm", "Change ", click=True),
    Way("routine", "K", wrote=("move step",), click=True),
    Way("routine", "J", wrote=("move step",), click=True),
    Way("routine", "x", "Confirm", "from today on?", click=True),
    Way("routine", "b", "ChoosePrompt", "Begin slowly", click=True),
    Way("routine", "p", "PreviewSheet", "The coming 28 days", click=True),
    Way("routine", "t", "FieldsPrompt", "Parts of the day", click=True),
    Way("routine", "question_mark", sees="a adds a step of your own", click=True),
    Way("routine", "escape", "TodayScreen", click=True),
    Way("28 days", "escape", "RoutineScreen", click=True),
    Way("a new step", "ctrl+s", "RoutineScreen", "Gel", wrote=("add step",), click=True),
    Way("a new step", "f2", sees="‖ paused", click=True),
    Way("a new step", "tab", focus="what", click=True),
    Way("a new step", "escape", sees="Once more leaves without it", click=True),
    # the first run
    Way("welcome", "q", ends=True, click=True),
    Way("welcome", "down", sees="▌2  Import my plan", click=True),
    Way("welcome", "enter", "TodayScreen", "sample", click=True),
    # the sheets
    Way("help", "enter", "TodayScreen", "done 21:04", wrote=("tick",), click=True),
    Way("help", "escape", "TodayScreen", "0 of 5", click=True),
    *(
        Way("skipping", str(number), "TodayScreen", f"skipped: {reason}", wrote=("skip",))
        for number, reason in enumerate(
            ("No time", "Skin feels irritated", "Out of product", "Forgot to bring it"), start=1
        )
    ),
    Way("skipping", "enter", "TodayScreen", "skipped: No time", wrote=("skip",), click=True),
    Way("skipping", "tab", focus="Input", click=True),
    Way("skipping", "escape", "TodayScreen", "0 of 5", click=True),
    Way("a reason typed", "enter", "TodayScreen", "skipped: late", wrote=("skip",), click=True),
    Way("a reason typed", "escape", sees=_ASKED_TWICE, click=True),
    Way("a note", "ctrl+s", "TodayScreen", "1 note", wrote=("note",), click=True),
    Way("a note", "escape", "TodayScreen", click=True),
    Way("pausing", "1", sees="▌1  Holiday", first=("2",)),
    Way("pausing", "3", sees="▌3  Something else"),
    Way("pausing", "enter", "TodayScreen", "‖", wrote=("pause",), click=True),
    Way("pausing", "tab", focus="first", click=True),
    Way("pausing", "escape", "TodayScreen", "0 of 5", click=True),
    Way("a question", "y", "TodayScreen", wrote=("rest",), click=True),
    Way("a question", "enter", "TodayScreen", wrote=("rest",)),
    Way("a question", "n", "TodayScreen", "0 of 5", click=True),
    Way("a question", "escape", "TodayScreen", "0 of 5"),
    Way("a plan's path", "enter", sees="There is no path yet.", click=True),
    Way("a plan's path", "escape", "TodayScreen", click=True),
    Way("a plan shown", "y", "TodayScreen", wrote=("import plan",), click=True),
    Way("a plan's problems", "enter", focus="Input", click=True),
    Way("a plan's problems", "down", scrolls="down", click=True),
    Way("a plan's problems", "up", scrolls="up", first=("pagedown",)),
    Way("a plan's problems", "pageup", scrolls="up", first=("pagedown",)),
    Way("a plan shown", "escape", sees="Where is the plan file", click=True),
    Way("all about a step", "down", scrolls="down", click=True),
    Way("all about a step", "escape", "TodayScreen", click=True),
    Way("why", "down", scrolls="down", click=True),
    Way("why", "escape", "TodayScreen", click=True),
    Way("the therapist", "down", scrolls="down", click=True),
    Way("the therapist", "escape", "TodayScreen", click=True),
    Way("a name", "enter", "ClientsScreen", "Zoe", wrote=("start",), click=True),
    Way("a name", "escape", sees=_ASKED_TWICE, click=True),
    Way("an appointment", "enter", sees="There is no day and time.", click=True),
    Way("an appointment", "tab", focus="Input", click=True),
    Way("an appointment", "escape", "SessionsScreen", click=True),
    Way("a product", "ctrl+s", "ShelfScreen", "Oil", wrote=("add product",), click=True),
    Way("a product", "down", focus="kind"),
    Way("a product", "up", focus="kind", first=("tab", "tab")),
    Way("a product", "tab", focus="kind", click=True),
    Way("a product", "escape", sees=_ASKED_TWICE, click=True),
    Way("what to leave out", "down", scrolls="down", click=True),
    Way("what to leave out", "escape", "TodayScreen", click=True),
    Way("a session asked", "k", "TodayScreen", wrote=("session took place",)),
    Way("a session asked", "c", "TodayScreen", wrote=("cancel session",)),
    Way("a session asked", "m", "FieldsPrompt", "New day and time"),
    Way("a session asked", "down", sees="▌m  It was moved", click=True),
    Way("a session asked", "enter", "TodayScreen", wrote=("session took place",), click=True),
    Way("a session asked", "escape", "TodayScreen", "Did the session take place", click=True),
    Way("late signs", "y", "HelpMeScreen", "Make an appointment", wrote=("answer watch",), click=True),
    Way("late signs", "n", "TodayScreen", "0 of 5", wrote=("answer watch",), click=True),
    Way("late signs", "escape", "TodayScreen", "Is there a lump", click=True),
    # something's wrong
    Way("something wrong", "enter", sees="keep it as a note", hides="the whole answer", click=True),
    Way("something wrong", "down", sees="▌▲ Wheezing", click=True),
    Way("something wrong", "up", sees="▌▲ Swelling", first=("down",)),
    Way("something wrong", "pagedown", sees="▌▲ Confusion with a skin"),
    Way("something wrong", "pageup", sees="▌▲ Swelling", first=("pagedown",)),
    Way("something wrong", "escape", "TodayScreen", "0 of 5", click=True),
    Way("an answer", "n", "NotePrompt", "A note", click=True),
    Way("an answer", "e", "RegionSheet", "The emergency number goes by it.", click=True),
    Way("an answer", "down", scrolls="down", click=True),
    Way("an answer", "escape", sees="the whole answer", click=True),
    Way("a usual effect", "enter", sees="the whole answer", hides="What helps", click=True),
    Way("a region", "enter", "HelpMeScreen", "United Kingdom: 999", wrote=("set region",), click=True),
    Way("a region", "escape", "HelpMeScreen", "keep it as a note", click=True),
    # the reminders
    Way("day", "m", "InboxScreen", "To act on"),
    Way("inbox", "enter", "TodayScreen", "0 of 5", click=True),
    Way("inbox", "space", sees="Nothing waits", wrote=("tick slot",), click=True),
    Way("inbox", "s", "SnoozePrompt", "20 min", click=True),
    Way("inbox", "x", sees="Earlier", hides="To act on", wrote=("dismiss",), click=True),
    Way("inbox", "delete", sees="Earlier", hides="To act on", wrote=("dismiss",)),
    Way("inbox, one put away", "u", sees="To act on", wrote=("undo",), click=True),
    Way("inbox", "d", "DoctorSheet", "Do reminders arrive?"),
    Way("inbox", "question_mark", "HelpScreen", "go to what it is about", click=True),
    Way("inbox", "escape", "TodayScreen", "0 of 5", click=True),
    Way("inbox", "q", "TodayScreen", "0 of 5"),
    Way("inbox", "m", "TodayScreen", "0 of 5"),
    Way("later", "1", "InboxScreen", "Put off", wrote=("snooze",)),
    Way("later", "2", "InboxScreen", "Put off", wrote=("snooze",)),
    Way("later", "3", "InboxScreen", "21:00", wrote=("snooze",)),
    Way("later", "enter", "InboxScreen", "Put off", wrote=("snooze",), click=True),
    Way("later", "tab", focus="Input", click=True),
    Way("later", "escape", "InboxScreen", "To act on", click=True),
    Way("the chain", "down", scrolls="down", click=True),
    Way("the chain", "escape", "InboxScreen", click=True),
    # the settings
    Way("settings", "t", sees="The test notification: not sent"),
    Way("settings", "w", "MeasuresScreen", "Between brows", click=True),
    # what a check-in asks
    Way("measures", "space", sees="as you chose", wrote=("choose measures",), click=True),
    Way("measures", "b", sees="this has no other side", click=True),
    Way("measures", "left", focus="FaceMap", click=True),
    Way("measures", "right", focus="FaceMap"),
    Way("measures, chosen", "r", hides="1 rating and", wrote=("choose measures",), click=True),
    Way("measures, chosen", "u", sees="taken back", hides="as you chose", wrote=("undo",), click=True),
    Way("measures", "question_mark", "HelpScreen", "What you choose is asked from today on", click=True),
    Way("measures", "escape", "SettingsScreen", "This machine, for everybody", click=True),
    Way("measures", "q", "SettingsScreen", "This machine, for everybody"),
    Way("settings", "d", "DoctorSheet", "Do reminders arrive?"),
    Way("settings", "enter", "FieldsPrompt", "Name", click=True),
    Way("settings", "S", "SafetyScreen", "Before any magnet", click=True),
    Way("settings", "b", "RecordScreen", "What you can do", click=True),
    Way("settings, one set", "u", hides="Anna Bell", wrote=("undo",), click=True),
    Way("settings", "question_mark", "HelpScreen", "change the chosen setting", click=True),
    Way("settings", "escape", "TodayScreen", "0 of 5", click=True),
    Way("settings", "q", "TodayScreen", "0 of 5"),
    # the record as a whole
    Way("record", "enter", sees="22 Nov 21:04", click=True),
    Way("record", "b", sees="22 Nov 21:04", click=True),
    Way("record", "r", "ChoosePrompt", "before a plan", click=True),
    Way("record", "f", "FieldsPrompt", "The whole path, or none"),
    Way("record", "v", "WhySheet", "All of it is whole.", click=True),
    Way("record", "x", "FieldsPrompt", "Where to", click=True),
    Way("record", "i", "ShelfForm", "Take a file in"),
    Way("record", "e", "FieldsPrompt", "Erase an entry"),
    Way("record", "question_mark", "HelpScreen", "how it is kept safe", click=True),
    Way("record", "escape", "SettingsScreen", "This machine, for everybody", click=True),
    Way("record", "q", "SettingsScreen", "This machine, for everybody"),
    Way("a choice", "enter", "SettingsScreen", "evening", click=True),
    Way("a choice", "escape", "SettingsScreen", "Theme", click=True),
    Way("two versions", "enter", "TodayScreen", "too tired", wrote=("keep version",), click=True),
    Way("two versions", "escape", "TodayScreen", click=True),
)
