"""A home with clients, a clock that is set by hand, and a channel that keeps what it was given."""

from datetime import UTC, datetime, timedelta

from aftercare.care import Care, Home, read_plan
from aftercare.reminders.channel import Sent
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.tick import Ticking

BEGUN = datetime(2026, 11, 16, 9, tzinfo=UTC)
#: Sunday noon, before the evening's slot at 21:00.
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 21, tzinfo=UTC)

PLAN = """\
format = 1
[plan]
id = "calm"
version = 1
title = "Calm"
client = "Anna"
[practitioner]
name = "Ines Moreau"
[[products]]
id = "gel"
name = "Calming gel"
kind = "gel"
[[steps]]
id = "calm"
product = "gel"
slot = "evening"
rule = "daily"
"""


class Channel:
    """Keeps every message, and answers as it is told."""

    def __init__(self):
        self.messages = []
        self.outcome = Sent()

    def send(self, message):
        self.messages.append(message)
        return self.outcome

    @property
    def said(self):
        return [f"{each.client}: {each.title}" for each in self.messages]


class InHand:
    """Carries a message without a process of its own, on the ledger's own terms."""

    def __init__(self, ledger, channel, clock):
        self._ledger, self._channel, self._clock = ledger, channel, clock

    def deliver(self, message, due, ends):
        claim = self._ledger.claim(message.client, message.key, DESKTOP, due, ends, self._clock())
        if claim is None:
            return False
        if self._ledger.begin(claim, self._clock()):
            self._ledger.finish(claim, self._channel.send(message), self._clock())
        return True


class Household:
    """A home on the disk whose clients are reminded."""

    def __init__(self, folder):
        self.home = Home.at(folder)
        self.now = NOON
        self.channel = Channel()
        self.ledger = Ledger(self.home.state / FILE_NAME)
        plan = folder.parent / "plan.toml"
        plan.write_text(PLAN, "utf-8")
        self._plan = read_plan(plan)

    def client(self, name="anna", begun=BEGUN):
        care = Care.start(self.home, begun, name, name=name.title())
        care.import_plan(self._plan, begun)
        return care

    def ticking(self, at_once=4):
        return Ticking(self.home, self.ledger, InHand(self.ledger, self.channel, self.clock), self.clock, at_once)

    def clock(self):
        return self.now

    def later(self, **more):
        self.now += timedelta(**more)

    def states(self, client="anna"):
        return [(row.key.slot, row.key.attempt, row.state.value) for row in self.ledger.deliveries(client)]
