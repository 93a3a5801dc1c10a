"""What the check-in shows and which keys it knows."""

from __future__ import annotations

from aftercare.screens.help import Help
from aftercare.widgets.key_line import Key

CHECK_IN = Help(
    "The check-in",
    "A digit rates what the arrow points at, from 0 (none) to 10, and goes on to the next. What you do not touch stays "
    "open: it is never taken for zero. Behind each line stands how it was last. Arrows or a click on the face go to "
    "another zone. What you fill in is kept as a draft at once. A bruise that you follow is asked after once a day, "
    "when this is saved.",
    (
        Key("x", "it is a 10", "rate('x')"),
        Key("=", "this one is the same as last time", "same"),
        Key("a", "everything that is not touched is the same as last time", "all_same"),
        Key("⌫", "not rated after all", "clear"),
        Key("m", "another measure of this zone", "next_measure"),
        Key("←", "to the face: there arrows go from zone to zone", "to_face"),
        Key("w", "choose what is asked: measures, zones, what else was", "watch"),
        Key("tab", "on: what else was, tags and words", "turn(1)"),
        Key("enter", "save what was touched (ctrl+s within a field)", "keep(True)"),
        Key("esc", "back; what was touched stays as a draft", "leave"),
        Key("ctrl+q", "quit", "app.quit"),
    ),
    (
        ("▶", "where a digit goes"),
        ("7", "rated"),
        ("= 7", "the same as last time"),
        ("·", "open"),
    ),
)
