"""What the run shows and which keys it knows."""

from __future__ import annotations

from aftercare.screens.help import Help
from aftercare.widgets.key_line import Key

RUN = Help(
    "The run",
    "One step a screen. After a step that has to sink in the time runs until the next layer. Every answer is kept at "
    "once: close it half-way and it goes on where it was, with the time that has passed since. A pause only stops the "
    "figures on this screen.",
    (
        Key("space", "the step is done; or do not wait, go on (enter too)", "go_on"),
        Key("s", "leave the step out, with a reason", "skip"),
        Key("←", "one back: takes back the answer that the screen names", "back"),
        Key("p", "stop the figures, and let them go on", "pause"),
        Key("f", "the essential steps only, or all of them", "short_form"),
        Key("n", "write a note of the day", "note"),
        Key("d", "all about the step", "detail"),
        Key("e", "answer what a notice asks", "answer_notice"),
        Key("b", "the bell at the end of a wait: on or off", "bell"),
        Key("esc", "close; r goes on with it", "close"),
        Key("ctrl+q", "quit", "app.quit"),
    ),
    (
        ("✓", "done"),
        ("▶", "at hand"),
        ("·", "open"),
        ("–", "skipped"),
    ),
)
