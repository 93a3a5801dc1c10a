"""Why a notification was not sent, in plain words: what notify-send says is meant for whoever wrote it.

The ledger keeps what was said; the inbox, the log, the app's line and `doctor` tell it as here.
"""

from __future__ import annotations

import re

NO_BUS = "the session's bus is not reached"
NOBODY_SHOWS = "the session's bus is there, and nothing on it shows notifications"


def no_program(name: str) -> str:
    """That the program is missing that shows notifications."""
    return f"there is no {name}"


_TOLD = (
    (re.compile(r"Cannot (autolaunch|spawn)|Could not connect|Error connecting|dbus-launch|Address element"), NO_BUS),
    (re.compile(r"ServiceUnknown: .*org\.freedesktop\.Notifications"), NOBODY_SHOWS),
    (re.compile(r"^(\S+) could not be started: No such file"), no_program(r"\1")),
    # the bus puts the error's name before what a notifier answered
    (re.compile(r"^GDBus\.Error:\S+: (.+?)\.?$"), r"\1"),
)


def told_reason(reason: str) -> str:
    """`reason` as it is told, within a sentence and without its full stop."""
    for says, words in _TOLD:
        if found := says.search(reason):
            return found.expand(words)
    return reason.rstrip(".")


def as_sentence(words: str) -> str:
    """`words` at the beginning of a sentence."""
    return words[:1].upper() + words[1:]
