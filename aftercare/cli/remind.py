"""`remind`: reminders on this machine's desktop: sending what is due, trying it, and what became of it.

What sends and what keeps the ledger is loaded by the command that needs it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from aftercare.care import Care, Home
from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.inbox import dismiss, inbox, snooze
from aftercare.cli.remind_install import install, uninstall
from aftercare.cli.remind_lines import NOTHING, Lines, tell_troubles, trouble_words
from aftercare.cli.terminal import literal, remark, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput

if TYPE_CHECKING:
    from aftercare.reminders.delivery import Courier
    from aftercare.reminders.ledger import Delivery, Ledger
    from aftercare.reminders.tick import Happened, Ticking, Trouble

_LOG_DAYS = 14
#: What is added where a running service cannot read a record.
_GOES_ON = " What was read of it before is still said."


@group(
    listed=("once", "run", "status", "test", "inbox", "snooze", "dismiss", "install", "uninstall", "log"),
    invoke_without_command=True,
)
@everywhere
@click.pass_context
def remind(ctx: click.Context) -> None:
    """Have reminders sent as notifications of this desktop. Every client of this home gets theirs.

    What is said, when and in which words is set with `aftercare settings`. Without a command: `remind status`.

    \b
    aftercare remind test        try it
    aftercare remind install     start the service now and at every login
    aftercare remind uninstall   end it, and leave this machine as it was
    aftercare remind run         run the service in this terminal
    aftercare remind once        send what is due now and end, for cron
    aftercare remind log         what was sent, and what was not
    aftercare remind inbox       what waits, and how it is put off or away
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(status)


for _each in (inbox, snooze, dismiss, install, uninstall):
    remind.add_command(_each)


@remind.command()
@everywhere
@click.pass_context
def once(ctx: click.Context) -> None:
    """Send what is due now, and end: for cron. It is sent for every client of this home.

    The first time begins the list of what was sent: what was due before that is never sent. Nothing is sent twice,
    however many of these run. The exit code tells whether something could not be read or written.

    \b
    aftercare remind once
    * * * * *  aftercare remind once     in a crontab, every minute
    """
    wishes = ctx.ensure_object(Wishes)
    happened = _ticking(wishes.whole_home("remind once")).tick()
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.remind_shapes import RemindOnceShape, delivery_shape, next_shape, trouble_shapes

        rows = tuple(map(delivery_shape, happened.deliveries))
        say(
            encoded(
                RemindOnceShape(deliveries=rows, troubles=trouble_shapes(happened), next=next_shape(happened.coming))
            )
        )
    else:
        lines = Lines(wishes.home())
        say(*(lines.rows(happened.deliveries) or ["Nothing was due."]), *lines.next(happened.coming), *lines.zones())
        tell_troubles(happened)
    if happened.troubles:
        ctx.exit(happened.troubles[0].error.exit_code)


@remind.command()
@everywhere
@click.pass_context
def status(ctx: click.Context) -> None:
    """Tell whether a reminder service runs, and what is due next. It also says what was sent last.

    \b
    aftercare remind status
    aftercare remind status --json
    """
    from aftercare.reminders import autostart
    from aftercare.reminders.presence import running

    wishes = ctx.ensure_object(Wishes)
    home, now = wishes.whole_home("remind status"), clock.now()
    found, begun = running(home), autostart.look(home)
    beat = found.beat if found else None
    looked = _ticking(home).look()
    rows = _rows(_ledger(home), home)
    last = max(rows, key=lambda row: row.changed, default=None)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.remind_shapes import RemindStatusShape, delivery_shape, next_shape, trouble_shapes

        shape = RemindStatusShape(
            running=found is not None,
            starts_at_login=begun.state is autostart.State.READY,
            pid=beat.pid if beat else None,
            since=beat.since if beat else None,
            last_beat=beat.at if beat else None,
            every_seconds=beat.every if beat else None,
            next=next_shape(looked.coming),
            last=delivery_shape(last) if last else None,
            troubles=trouble_shapes(looked),
        )
        say(encoded(shape))
        return
    lines = Lines(home)
    # what cannot be read may have something due
    coming = lines.next(looked.coming) or ([] if looked.troubles else [NOTHING])
    sent = ["Last:", *lines.rows([last])] if last else ["Nothing was sent on this machine yet."]
    if found is None:
        say("No reminder service runs: only an open app reminds, and `aftercare remind once`.")
        say(literal(f"{begun.words} {begun.next_step or '`aftercare remind install` changes that.'}"))
    elif beat is None:
        say("A reminder service begins just now.")
    else:
        say(
            f"A reminder service runs since {lines.of_machine(beat.since)} (process {beat.pid}); it last looked at "
            f"{beat.at.astimezone(now.tzinfo):%H:%M:%S}{', by the clock of this machine' if lines.zones() else ''}."
        )
        for words in beat.troubles:
            remark(words)
    say(*coming, *sent, *lines.zones())
    tell_troubles(looked)


@remind.command()
@everywhere
@click.pass_context
def test(ctx: click.Context) -> None:
    """Send a test notification, and tell what became of it. It was sent, it was not and why, or that is unknown.

    "Sent" says that the desktop took it; whether it shows it (do not disturb, for one) no program is told.

    \b
    aftercare remind test
    """
    from aftercare.reminders.ledger import State
    from aftercare.reminders.row_words import outcome
    from aftercare.reminders.trial import send_trial

    wishes = ctx.ensure_object(Wishes)
    ledger = _ledger(wishes.whole_home("remind test"))
    row = send_trial(ledger, _courier(ledger), clock.now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.remind_shapes import RemindTestShape, delivery_shape

        say(encoded(RemindTestShape(delivery=delivery_shape(row))))
    else:
        say(literal(f"The test notification: {outcome(row, clock.now())}."))
    ctx.exit(0 if row.state is State.SENT else 1)


@remind.command()
@click.option("--days", type=click.IntRange(1), default=_LOG_DAYS, show_default=True, metavar="N", help="How far back.")
@everywhere
@click.pass_obj
def log(wishes: Wishes, days: int) -> None:
    """List what this machine reminded of, and what became of it. It lists them for every client, or for the one that
    --client names.

    \b
    aftercare remind log
    aftercare remind log --days 60 --client anna
    """
    wishes.refuse_day("remind log")
    home, since = wishes.home(), clock.now() - timedelta(days=days)
    if wishes.client is not None:
        Care.open(home, wishes.client)
    rows = _rows(_ledger(home), home, since, wishes.client)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.remind_shapes import RemindLogShape, delivery_shape

        say(encoded(RemindLogShape(deliveries=tuple(map(delivery_shape, rows)))))
        return
    lines = Lines(home)
    say(*(lines.rows(rows) or [f"Nothing was to be said on this machine in the last {days} days."]), *lines.zones())


@remind.command()
@click.option(
    "--heartbeat",
    type=click.FloatRange(0.05, 3600),
    default=15.0,
    show_default=True,
    metavar="SECONDS",
    help="How often it looks at everything anew.",
)
@click.option("--at-login", is_flag=True, hidden=True, help="The machine started it, and not a person.")
@everywhere
@click.pass_context
def run(ctx: click.Context, heartbeat: float, at_login: bool) -> None:
    """Run the reminder service in this terminal until Ctrl-C. Each thing that it sends, or cannot, is a line.

    There is one service for a home; a second one says which process runs.

    \b
    aftercare remind run
    """
    wishes = ctx.ensure_object(Wishes)
    home = wishes.whole_home("remind run")
    if wishes.json:
        raise BadInput("`remind run` has no --json.", "`aftercare remind log --json` tells what was sent.")
    from aftercare.cli.lean_loop import load_loop

    load_loop()
    import asyncio

    from aftercare.cli.daily import hand_over_each_day
    from aftercare.reminders.delivery import REST, Courier
    from aftercare.reminders.service import Service, here, serve
    from aftercare.reminders.tick import Ticking

    ledger = _ledger(home)
    courier = Courier(ledger, clock=here, rest=REST)
    known: dict[str, Trouble] = {}
    begun = False

    def tell(happened: Happened) -> None:
        nonlocal begun
        # what the machine started has no reader: a log of the system is no place for what was sent
        if not begun and not at_login:
            lines = Lines(home)
            say("Reminders are on until Ctrl-C.", *(lines.next(happened.coming) or [NOTHING]), *lines.zones())
        begun = True
        if happened.deliveries and not at_login:
            say(*Lines(home).rows(happened.deliveries))
        troubles = {each.client or str(each.error): each for each in happened.troubles}
        at = f"{happened.at:%H:%M}"
        # what is still wrong with a record was said already, whatever the disk calls it now
        for which in sorted(troubles.keys() - known.keys()):
            remark(f"{at}  {trouble_words(troubles[which])}{_GOES_ON if troubles[which].client else ''}")
        for which in sorted(known.keys() - troubles.keys()):
            if known[which].client:
                remark(f"{at}  {which}: it can be read again.")
        known.clear()
        known.update(troubles)

    async def go() -> None:
        ticking = Ticking(home, ledger, courier, here)
        every = timedelta(seconds=heartbeat)
        backups = asyncio.create_task(hand_over_each_day(wishes))
        try:
            service = Service(
                home, ticking, tell, courier.cut_off, every, at_login=at_login, get_ready=courier.get_ready
            )
            await serve(service)
        finally:
            backups.cancel()
            courier.close()

    asyncio.run(go())


def _ledger(home: Home) -> Ledger:
    from aftercare.reminders.ledger import FILE_NAME, Ledger

    return Ledger(home.state / FILE_NAME)


def _courier(ledger: Ledger) -> Courier:
    from aftercare.reminders.delivery import Courier

    return Courier(ledger, clock=clock.now)


def _ticking(home: Home) -> Ticking:
    from aftercare.reminders.tick import Ticking

    ledger = _ledger(home)
    return Ticking(home, ledger, _courier(ledger), clock.now)


def _rows(ledger: Ledger, home: Home, since: datetime | None = None, client: str | None = None) -> list[Delivery]:
    # a test is nobody's
    whose = [client] if client is not None else [*home.clients(), ""]
    return sorted((row for each in whose for row in ledger.deliveries(each, since)), key=lambda row: row.due)
