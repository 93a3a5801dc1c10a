"""The keys of the appointments by what is chosen there, and what the help tells of them."""

from __future__ import annotations

from aftercare.screens.help import Help
from aftercare.widgets.key_line import Key

_ELSEWHERE = Key("e", "elsewhere", "elsewhere")
_UNDO = Key("u", "undo", "undo")
_LEAVING = (Key("?", "help", "help"), Key("esc", "back", "back"))
_MOVING = (Key("m", "move", "move"), Key("c", "cancel", "cancel"))
#: On a session to come, on one whose time has come, on what is to be asked, and on what was had elsewhere, with a
#: question or without.
COMING_KEYS = (Key("a", "add one", "add"), *_MOVING, _ELSEWHERE, _UNDO, *_LEAVING)
PAST_KEYS = (*_MOVING, Key("k", "took place", "took_place"), Key("t", "tell", "told"), _ELSEWHERE, *_LEAVING)
ASKING_KEYS = (Key("enter", "write one down", "choose"), Key("a", "add a session", "add"), _UNDO, *_LEAVING)
QUESTION_KEYS = (
    Key("enter", "all of it", "choose"),
    Key("s", "asked", "settle"),
    Key("n", "another one", "question"),
    _UNDO,
    *_LEAVING,
)
ASKED_KEYS = (
    Key("enter", "all of it", "choose"),
    Key("s", "answered", "settle"),
    Key("x", "remove", "remove"),
    _ELSEWHERE,
    *_LEAVING,
)
ELSEWHERE_KEYS = (
    Key("enter", "tells all of it", "choose"), Key("x", "remove", "remove"), _ELSEWHERE, _UNDO, *_LEAVING
)  # fmt: skip
_KEYS_OF_HELP = (
    Key("enter", "all of the chosen one, and what to do before it", "choose"),
    Key("a", "add a session of your own", "add"),
    Key("m", "move the chosen one", "move"),
    Key("c", "say that it is cancelled; it stays in the list", "cancel"),
    Key("k", "say that it took place", "took_place"),
    Key("t", "write down what was used and said in it, and the next date", "told"),
    Key("n", "write down a question for your therapist", "question"),
    Key("s", "say that the chosen question was asked, or needs no answer", "settle"),
    Key("e", "enter what you had done elsewhere: filler, peel, laser…", "elsewhere"),
    Key("x", "take the chosen one of those off the list", "remove"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back to the day", "back"),
)
_ABOUT = (
    "Your sessions with the therapist, the plan's and your own; where the plan names a course, each with its number. "
    "What you say here stays when a newer plan comes, "
    "and where that plan gives the session another time you are asked. After what you had done elsewhere needles wait "
    "as long as your therapist's plan says; where it says nothing, that becomes a question for them. No session is "
    "moved by it. An MRI or a surgery is added like a session: from the evening before it every magnet is asked for."
)
EXPLAINED = Help("Appointments", _ABOUT, _KEYS_OF_HELP)
