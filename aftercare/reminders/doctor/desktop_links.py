"""The way to the person: the links from the notifier to what became of the last reminder."""

from __future__ import annotations

from aftercare.reminders.doctor.facts import Facts
from aftercare.reminders.doctor.said import Said, broken, fine, look, now_for, when, when_for, wrong
from aftercare.reminders.ledger import State
from aftercare.reminders.reason_words import NO_BUS, NOBODY_SHOWS, as_sentence, no_program
from aftercare.reminders.row_words import about, outcome

_NOT_FROM_ELSEWHERE = "Run this in your desktop's session, not over ssh or su."
_LOG_IN = "End the service and start it in your desktop's session: `aftercare remind install` there."


def notifier_link(facts: Facts) -> Said:
    """Whether the program is there that shows a notification."""
    notifier = facts.notifier
    if notifier.place:
        return fine(f"{notifier.program}: {notifier.place}.")
    of_service = f"The service does not find {notifier.program}"
    told = of_service if facts.by_service else as_sentence(no_program(notifier.program))
    return broken(f"{told}: no notification can be shown.", notifier.install)


def bus_link(facts: Facts) -> Said:
    """Whether somebody on the bus of the session shows notifications."""
    bus = facts.bus
    assert bus is not None
    in_session = _LOG_IN if facts.by_service else _NOT_FROM_ELSEWHERE
    if bus.trouble:
        where = f" ({bus.address})" if bus.address else ""
        return broken(f"{as_sentence(NO_BUS)}{where}: {bus.trouble.rstrip('.')}.", in_session)
    if bus.server:
        return fine(f"Notifications are shown by {bus.server}.")
    if bus.server_trouble:
        return broken(
            f"What shows notifications does not answer: {bus.server_trouble.rstrip('.')}.",
            "Restart it, or log in anew.",
        )
    if bus.starts:
        return fine("What shows notifications starts when it is called.")
    return broken(
        f"{as_sentence(NOBODY_SHOWS)}.",
        "Start a notification daemon (GNOME and KDE have one; otherwise dunst or mako).",
    )


def ledger_link(facts: Facts) -> Said:
    """Whether the list of what was sent can be read."""
    listed = facts.ledger
    if listed.trouble:
        return wrong(listed.trouble)
    if listed.begun is None:
        told = "Not begun: the first service, or `aftercare remind once`, begins it."
    else:
        told = f"Listed since {when(listed.begun, facts)}."
    if listed.set_aside:
        return look(
            f"{told} A damaged list was set aside: {', '.join(listed.set_aside)}.",
            "Delete it when you need it no more.",
        )
    return fine(told)


def delivery_link(facts: Facts) -> Said:
    """What became of the last one."""
    row = facts.ledger.newest
    if facts.ledger.trouble:
        return look("Cannot be told: the list is not readable.")
    if row is None:
        return fine("Nothing was sent yet; `aftercare remind test` tries it.")
    # a test is nobody's
    whose = next((each for each in facts.clients if each.name == row.client), None)
    told = f"{when_for(whose, row.due, facts)}, {about(row)}: {outcome(row, now_for(whose, facts))}."
    match row.state:
        case State.NOT_SENT:
            return broken(told, "Mend what it names, then `aftercare remind test`.")
        case State.UNKNOWN | State.EXPIRED:
            return look(told, "`aftercare remind test` tells whether it works now.")
        case _:
            return fine(told)
