"""What is to be said when: the links from the record to the next reminder."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aftercare.model.words import counted
from aftercare.reminders.doctor.facts import Client, Facts, Trouble
from aftercare.reminders.doctor.said import SLACK, Said, broken, fine, look, when, when_for, wrong


def _readable(facts: Facts) -> list[Client]:
    return [each for each in facts.clients if each.trouble is None]


def _each(clients: Iterable[Client], say: Callable[[Client], str]) -> str:
    """What is said of each client; the name stands there where there are several."""
    told = list(clients)
    return "; ".join(f"{each.name}: {say(each)}" if len(told) > 1 else say(each) for each in told)


def record_link(facts: Facts) -> Said:
    """Whether every record can be read."""
    if facts.home_trouble:
        return wrong(facts.home_trouble)
    bad = [each for each in facts.clients if each.trouble]
    if bad:
        first = bad[0].trouble or Trouble("")
        return broken("; ".join(f"{each.name}: {each.trouble.words}" for each in bad if each.trouble), first.next_step)
    if not facts.clients:
        return look("There is no record in this home, so nobody to remind.", "`aftercare start` begins one.")
    return fine(f"Readable: {', '.join(each.name for each in facts.clients)}.")


def reminders_link(facts: Facts) -> Said:
    """Whether anything is switched on."""
    clients = _readable(facts)
    if not clients:
        return look("Nobody's settings could be read.")
    told = _each(
        clients, lambda each: counted(each.kinds, "kind") + " switched on" if each.kinds else "all switched off"
    )
    if all(each.kinds for each in clients):
        return fine(f"{told}.")
    return look(f"{told}.", "`aftercare settings` lists the kinds and switches them.")


def quiet_link(facts: Facts) -> Said:
    """When nothing is said."""
    clients = _readable(facts)

    def hours(each: Client) -> str:
        quiet = each.quiet
        if not quiet.on or quiet.since == quiet.until:
            return "none"
        return f"{quiet.since:%H:%M} to {quiet.until:%H:%M}{f' in {each.elsewhere.zone}' if each.elsewhere else ''}"

    told = f"{_each(clients, hours)}." if clients else "None are known."
    if any(each.quiet_now for each in clients):
        told += " It is quiet now: what falls due is said afterwards, or expires."
    return fine(told)


def zone_link(facts: Facts) -> Said:
    """Whether the records and this machine agree on the time of day."""
    clients = _readable(facts)
    for each in clients:
        if each.unknown:
            return look(f"{each.name}: {each.unknown.sentence}", "Update this system's time zones (tzdata).")
        if each.elsewhere:
            here = each.elsewhere.machine or facts.machine_zone
            return look(
                f"{each.name}: kept in the time of {each.elsewhere.zone}, this machine {here or 'in another one'}.",
                f"Reminders come by the record; to go on here: `aftercare client zone {here or 'ZONE'}`.",
            )
    if facts.machine_zone is None:
        return look("This machine does not tell the name of its time zone.", "Set it in the system's settings.")
    if not clients:
        return fine(f"{facts.machine_zone}.")
    return fine(_each(clients, lambda each: each.zone or f"{facts.machine_zone}, this machine's") + ".")


def clock_link(facts: Facts) -> Said:
    """Whether the clock contradicts what was noted."""
    now, begun = facts.now, facts.ledger.begun
    told = f"{when(now, facts)}."
    if begun and begun > now + SLACK:
        return broken(
            f"{told} What was sent is listed from {begun.astimezone(now.tzinfo):%Y-%m-%d %H:%M} on, which is to come: "
            "until then nothing is reminded of.",
            "Set the clock; if it is right, move the list away (its place is told under “What was sent”).",
        )
    beat, newest = facts.beat, facts.ledger.newest
    noted = [*([beat.at] if beat else ()), *([newest.changed] if newest else ())]
    if noted and max(noted) > now + SLACK:
        return look(f"{told} Something was noted at {when(max(noted), facts)}, which is to come.", "Look at the clock.")
    ahead = [each for each in facts.clients if each.ahead]
    if ahead:
        until = max(each.ahead for each in ahead if each.ahead)
        return look(
            f"{told} A device wrote into the record at {when(until, facts)}, which is to come.", "Look at the clocks."
        )
    return fine(told)


def next_link(facts: Facts) -> Said:
    """What comes next."""
    coming = [(each.next, each.name, each) for each in facts.clients if each.next]
    if not coming:
        return fine("Nothing in the next two days.")
    at, name, client = min(coming, key=lambda each: each[:2])
    return fine(f"{when_for(client, at, facts)}, {name}.")
