"""The rows of the settings that say how the client is reminded: names, titles and what each is about, as data."""

from __future__ import annotations

from typing import NamedTuple

from aftercare.model.reminder_key import ReminderKind


class KindRow(NamedTuple):
    """A kind of reminder: what its three rows are called, and what is typed to time it."""

    kind: ReminderKind
    title: str
    about: str
    example: str


#: In the order in which they are listed.
KIND_ROWS = (
    KindRow(
        ReminderKind.SLOT,
        "Routine",
        "One reminder for each part of the day that has open steps: at its time, or so long before it. What is done, "
        "held, paused or not due is never said.",
        "15 min before",
    ),
    KindRow(
        ReminderKind.SESSION,
        "Sessions",
        "How long before a session you are reminded of it; several times are possible.",
        "24 h and 2 h before",
    ),
    KindRow(
        ReminderKind.TOOK_PLACE,
        "Took place",
        "How long after the end of a session you are asked whether it took place. What rests afterwards goes by it.",
        "30 min after",
    ),
    KindRow(
        ReminderKind.CHECK_IN,
        "Check-ins",
        "On which days after a session you are reminded of a check-in, and at what time.",
        "1, 3 and 7 days after, 18:00",
    ),
    KindRow(
        ReminderKind.WATCH,
        "Late signs",
        "At what time the question about late lumps and sores is said, on the days on which it is due.",
        "10:00",
    ),
    KindRow(
        ReminderKind.MAGNETS,
        "Magnets",
        "When you are reminded to take magnets off, by the hours that your plan lets them stay, and at the mouth by "
        "evening. The evening before an MRI or a surgery all of them are asked for.",
        "10 min before",
    ),
    KindRow(
        ReminderKind.RUN_OUT,
        "Run-outs",
        "How many days before a product runs out you are told, and at what time. Nothing is said where a spare stands "
        "on the shelf.",
        "7 days before, 10:00",
    ),
    KindRow(
        ReminderKind.USE_BY,
        "Use by",
        "How many days before a product must go you are told, and at what time.",
        "14 days before, 10:00",
    ),
)

WORDING_ABOUT = (
    "“neutral” names no product, point, session or person, as anybody may see a notification. “named” does. Any other "
    "words are said as you write them."
)
LATE_ABOUT = (
    "For how long after its time it is still said, as when the machine was asleep. What could not be said by then "
    "stands in the inbox as not shown."
)
AGAIN_ABOUT = "A part of the day that is still open is said again, after so long and so often at most."
QUIET_ABOUT = (
    "Nothing is said in these hours, except parts of the day that lie in them and what you put off yourself. What "
    "falls in them is said afterwards, if it is not too late then."
)
