"""What is sent, the way on which it goes, and what became of it."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Key(Struct, frozen=True):
    """What a message is for. A follow-up and a snooze are attempts of their own, counted from 1."""

    kind: str
    slot: str
    attempt: int = 1


class Message(Struct, frozen=True):
    """One notification. Title and body are text from people: no channel takes them for anything else."""

    client: str
    key: Key
    title: str
    body: str


class Sent(Struct, frozen=True, tag="sent"):
    """The other side took it."""


class NotSent(Struct, frozen=True, tag="not_sent"):
    """It was certainly not shown, so that it may be tried again."""

    reason: str


class Unknown(Struct, frozen=True, tag="unknown"):
    """It may have been shown or not, so that it is never tried again."""

    reason: str


Outcome = Sent | NotSent | Unknown


class Channel(Protocol):
    """A way to the person. What cannot be told apart from a success or a failure is `Unknown`, never `Sent`."""

    def send(self, message: Message) -> Outcome:
        """Sends `message` and waits until it is known what became of it."""
