"""What the run shows and which keys it knows."""

from __future__ import annotations

from typing import ClassVar

from aftercare.screens.help import HelpScreen
from aftercare.widgets.key_line import Key


class RunHelp(HelpScreen):
    """Returns the action that was chosen, or None."""

    ABOUT: ClassVar[str] = "The run"
    EXPLAINS: ClassVar[str] = (
        "One step a screen. After a step that has to sink in the time runs until the next layer. Every answer is kept "
        "at once: close it half-way and it goes on where it was, with the time that has passed since. "
        "A pause only stops the figures on this screen."
    )
    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("space", "the step is done; or do not wait, go on (enter too)", "go_on"),
        Key("s", "leave the step out, with a reason", "skip"),
        Key("←", "one back: takes back the answer that the screen names", "back"),
        Key("p", "stop the figures, and let them go on", "pause"),
        Key("f", "the essential steps only, or all of them", "short_form"),
        Key("n", "write a note of the day", "note"),
        Key("d", "all about the step", "detail"),
        Key("b", "the bell at the end of a wait: on or off", "bell"),
        Key("esc", "close; r goes on with it", "close"),
        Key("ctrl+q", "quit", "app.quit"),
    )
    SIGNS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("✓", "done"),
        ("▶", "at hand"),
        ("·", "open"),
        ("–", "skipped"),
    )
