"""The keys of the points to press, and what is told of them."""

from __future__ import annotations

from aftercare.screens.help import Help
from aftercare.widgets.key_line import Key

LONGER, SHORTER = Key("+", "longer", "longer"), Key("-", "shorter", "shorter")
ENDS = (Key("h", "history", "history"), Key("?", "help", "help"), Key("esc", "back", "back"))
_KEYS = (
    Key("space", "start the time, let it stand, and go on; enter and a click on a point do it too", "turn"),
    Key("s", "stop: what was pressed is kept as far as it went", "stop"),
    Key("+", "half a minute more", "longer"),
    Key("-", "half a minute less", "shorter"),
    Key("b", "a bell at the end, or none", "bell"),
    Key("h", "what the chosen point went through, beside the ratings of its zone", "history"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back: a time that has begun stands, and goes on when you come back", "back"),
)
_ABOUT = (
    "The points of your plan that you may press yourself, each with its side. ○ to press, ✓ pressed today, ‖ rests, "
    "× never for your own hands. How long is what your plan says, or what you set."
)
PRESS = Help("Points to press", _ABOUT, _KEYS)
