"""Whoever says it: the links of the service, and what starts it."""

from __future__ import annotations

from datetime import timedelta

from aftercare.reminders.autostart.standing import Kind, Standing, State
from aftercare.reminders.doctor.facts import Facts, Trouble
from aftercare.reminders.doctor.said import INSTALL, SLACK, Said, broken, fine, look, when, wrong


def _wanted(facts: Facts) -> bool:
    """Whether anybody is to be reminded of anything."""
    return any(each.kinds for each in facts.clients)


def service_link(facts: Facts) -> Said:
    """Whether a service runs where one is wanted."""
    if facts.lock_trouble:
        return wrong(facts.lock_trouble)
    if facts.running is None:
        if not _wanted(facts):
            return fine("None runs, and nothing is to be said.")
        if isinstance(facts.starts, Standing) and facts.starts.state is State.READY:
            return broken("It is installed and does not run.", _RESTARTS[facts.starts.kind or Kind.XDG])
        return broken("None runs: nothing reminds while the app is closed.", INSTALL)
    beat = facts.running.beat
    if beat is None:
        return fine("One begins just now.")
    who = "at login" if beat.at_login else "by hand"
    return fine(f"Runs since {when(beat.since, facts)}, process {beat.pid}, started {who}.")


_RESTARTS = {
    Kind.SYSTEMD: "`systemctl --user status 'aftercare-reminders-*'` tells why; `aftercare remind install` starts it.",
    Kind.XDG: "`aftercare remind install` starts it now; the next login does too.",
    Kind.LAUNCHD: "`aftercare remind install` starts it; `launchctl list` tells how it ended.",
    Kind.TASK: "`aftercare remind install` starts it; the Task Scheduler tells how it ended.",
}


def lock_link(facts: Facts) -> Said:
    """Who holds the lock of the home."""
    if facts.lock_trouble:
        return wrong(facts.lock_trouble)
    if facts.running is None:
        return fine("Free.")
    if facts.running.beat is None:
        return look("Held, and whoever holds it has not noted anything yet.", "Look again in a minute.")
    return fine(f"Held by process {facts.running.beat.pid}.")


def beat_link(facts: Facts) -> Said:
    """When the service looked last, and what it met."""
    beat, now = facts.beat, facts.now
    if facts.running is None:
        if beat is not None:
            return look(
                f"The last service ended without a word after {when(beat.at, facts)}.",
                "It was killed, or the machine went off.",
            )
        return fine("None, as no service runs.")
    if beat is None:
        return look("None yet.", "Look again in a minute.")
    told = f"{when(beat.at, facts)}, every {beat.every:g} s."
    if now - beat.at > timedelta(seconds=3 * beat.every) + SLACK:
        return broken(
            f"{told} It hangs, or was stopped.",
            f"End process {beat.pid}; installed services start again by themselves.",
        )
    if beat.troubles:
        return look(f"{told} It met: {' '.join(beat.troubles)}", "What it met says what to do.")
    return fine(told)


def autostart_link(facts: Facts) -> Said:
    """Whether the service is started at login."""
    starts = facts.starts
    if isinstance(starts, Trouble):
        return look(starts.words, starts.next_step)
    if starts.state is State.READY:
        return fine(starts.words)
    return look(starts.words, starts.next_step or INSTALL)
