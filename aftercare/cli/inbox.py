"""`remind inbox`, `snooze` and `dismiss`: what there is to act on, and acting on it, as the app's inbox does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from aftercare.care import Care, Home
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.naming import fitting
from aftercare.cli.record_times import RecordTimes
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.words import listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from aftercare.reminders.inbox import InboxItem


def _completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    wishes = ctx.ensure_object(Wishes)
    try:
        found = [item for _, item in _open_items(wishes.home(), wishes.client)]
    except AftercareError:
        return []
    return [CompletionItem(each.id, help=each.about) for each in found if each.id.startswith(incomplete)]


@command()
@everywhere
@click.pass_obj
def inbox(wishes: Wishes) -> None:
    """List the reminders: what waits, and what became of others. It lists what is to be acted on, what was put off, and
    what became of the reminders of the last seven days.

    They are of every client, or of the one that --client names.

    \b
    aftercare remind inbox
    aftercare remind snooze evening 20 min
    aftercare remind dismiss evening
    """
    wishes.refuse_day("remind inbox")
    found = _items(wishes.home(), wishes.client)
    if wishes.json:
        from aftercare.cli.inbox_shapes import InboxShape, item_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(InboxShape(items=tuple(item_shape(care, item) for care, item in found))))
        return
    zones = RecordTimes(wishes.home(), clock.now()).elsewhere(care.folder.name for care, _ in found)
    say(*(_lines(found) or ["Nothing waits, and nothing was said in the last seven days."]), *map(literal, zones))


@command()
@click.argument("name", metavar="REMINDER", shell_complete=_completed)
@click.argument("when", metavar="WHEN", nargs=-1, required=True)
@everywhere
@click.pass_obj
def snooze(wishes: Wishes, name: str, when: tuple[str, ...]) -> None:
    """Put one reminder off, this once: the series stays as it is.

    REMINDER is its id or a part of what `aftercare remind inbox` calls it.

    \b
    aftercare remind snooze evening 20 min
    aftercare remind snooze evening this evening
    aftercare remind snooze session tomorrow 9:00
    """
    from aftercare.reminders.inbox_words import when as told

    wishes.refuse_day("remind snooze")
    care, item = _called(wishes, name)
    now = clock.now()
    until = care.snooze(item.key, care.snooze_until(" ".join(when), now), now).until
    if wishes.json:
        from aftercare.cli.inbox_shapes import SnoozedShape
        from aftercare.cli.json_shape import encoded

        say(encoded(SnoozedShape(client=care.folder.name, id=item.id, about=item.about, until=until)))
        return
    say(literal(f"Put off to {told(until, care.wall(now))}: {item.about}."))


@command()
@click.argument("name", metavar="REMINDER", shell_complete=_completed)
@everywhere
@click.pass_obj
def dismiss(wishes: Wishes, name: str) -> None:
    """Put one reminder away: nothing more is said of it. What it is about stays as open as it was.

    \b
    aftercare remind dismiss evening
    """
    wishes.refuse_day("remind dismiss")
    care, item = _called(wishes, name)
    care.dismiss(item.key, clock.now())
    if wishes.json:
        from aftercare.cli.inbox_shapes import DismissedShape
        from aftercare.cli.json_shape import encoded

        say(encoded(DismissedShape(client=care.folder.name, id=item.id, about=item.about)))
        return
    say(literal(f"Put away: {item.about}. `aftercare undo` brings it back."))


def _items(home: Home, client: str | None) -> list[tuple[Care, InboxItem]]:
    """What there is, with the record that it is of. Raises AftercareError."""
    from aftercare.reminders.inbox import inbox_of
    from aftercare.reminders.ledger import FILE_NAME, Ledger

    ledger, now = Ledger(home.state / FILE_NAME), clock.now()
    cares = [Care.open(home, each) for each in ([client] if client is not None else home.clients())]
    return [(care, item) for care in cares for item in inbox_of(care, ledger, now)]


def _open_items(home: Home, client: str | None) -> list[tuple[Care, InboxItem]]:
    from aftercare.reminders.inbox import Open

    return [(care, item) for care, item in _items(home, client) if item.open is Open.OPEN]


def _called(wishes: Wishes, name: str) -> tuple[Care, InboxItem]:
    """The open reminder that `name` names, and its record. Raises NotFound, BadInput."""
    among = _open_items(wishes.home(), wishes.client)
    found = fitting(name, among, lambda each: (each[1].id, each[1].about))
    if not found:
        # "evening" is also a part of the id of every evening
        found = [each for each in among if name.casefold() in each[1].id]
    if not found:
        step = f"There is {listed([item.about for _, item in among])}." if among else "Nothing is open there."
        raise NotFound(f"No open reminder is called “{name}”.", step)
    if len(found) > 1:
        several = ", ".join(item.id for _, item in found[:4])
        raise BadInput(f"“{name}” fits several reminders.", f"Write the id of one, and --client if need be: {several}.")
    return found[0]


def _lines(found: Sequence[tuple[Care, InboxItem]]) -> list[str]:
    from aftercare.reminders.inbox import Open, Standing
    from aftercare.reminders.inbox_words import ending_words, standing_words, when

    now = clock.now()
    several = len({care.folder.name for care, _ in found}) > 1

    def row(care: Care, item: InboxItem) -> tuple[str, ...]:
        wall: datetime = care.wall(now)
        whose = (literal(care.folder.name),) if several else ()
        ending = f" · {ending_words(item)}" if ending_words(item) else ""
        return (f"  {when(item.due, wall)}", *whose, literal(item.about), literal(standing_words(item, wall)) + ending)

    waiting = [each for each in found if each[1].open is Open.OPEN]
    groups = (
        ("To act on", [each for each in waiting if each[1].standing is not Standing.PUT_OFF]),
        ("Put off", [each for each in waiting if each[1].standing is Standing.PUT_OFF]),
        ("Earlier", [each for each in found if each[1].open is not Open.OPEN]),
    )
    lines: list[str] = []
    for title, group in groups:
        if group:
            lines += ["", styled(title, bold=True), *(line.rstrip() for line in table([row(*each) for each in group]))]
    return lines[1:]
