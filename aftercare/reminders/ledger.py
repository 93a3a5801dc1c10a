"""The ledger: what was reminded of on this machine, so that nothing is sent twice and nothing is lost silently.

One row for each (client, kind, slot, attempt, channel):

    claimed > sending > sent | not_sent | unknown          not_sent, claimed > expired

Whoever claims a row is its owner until the lease is over, and only the owner moves it. A claim that went stale sent
nothing and may be claimed again; a `sending` that went stale is `unknown` and is never sent again. The promise is at
most once for each attempt and channel: a desktop cannot promise more.

The clock may be set back in between: a row that was changed far in the future counts as stale. What was due before the
ledger began is never reminded of, so that nothing is sent anew where it was deleted: what is claimed is due already,
and so lies before the beginning of any later ledger.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from aftercare.reminders.channel import Key, NotSent, Outcome, Sent, Unknown
from aftercare.reminders.ledger_file import milliseconds, reading, set_aside, writing

FILE_NAME = "ledger.sqlite3"

_CUT_OFF = "It was interrupted while it was being sent."

_THIS = "client = :client AND kind = :kind AND slot = :slot AND attempt = :attempt AND channel = :channel"


class State(StrEnum):
    """How far one delivery has come."""

    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


class Patience(Struct, frozen=True):
    """How long is waited for what. The lease has to be longer than a channel's time limit."""

    lease: timedelta = timedelta(seconds=60)
    first_retry: timedelta = timedelta(seconds=15)
    longest_retry: timedelta = timedelta(minutes=10)
    #: Seconds for another process to let go of the file.
    file: float = 5.0

    def retry_after(self, tries: int) -> timedelta:
        """How long after the last of so many tries the next one is due: twice as long each time."""
        doubled = self.first_retry
        for _ in range(tries - 1):
            if doubled >= self.longest_retry:
                break
            doubled *= 2
        return min(doubled, self.longest_retry)


class Claim(Struct, frozen=True):
    """The right to send one message on one channel, as long as nobody else has claimed it since."""

    client: str
    key: Key
    channel: str
    owner: str


class Delivery(Struct, frozen=True):
    """One row: what has become of one message on one channel."""

    client: str
    key: Key
    channel: str
    state: State
    tries: int
    due: datetime
    ends: datetime
    changed: datetime
    reason: str


class Ledger:
    """The ledger at `path`. Everything here may be called by several processes at once.

    Everything raises DiskTrouble (full, read-only, damaged), Busy and NewerRecord; then nothing has changed, and
    nothing may be sent.
    """

    def __init__(self, path: Path, patience: Patience = Patience()) -> None:  # noqa: B008  # it is frozen
        self.path = path
        self.patience = patience

    def claim(self, client: str, key: Key, channel: str, due: datetime, ends: datetime, now: datetime) -> Claim | None:
        """The right to send what was `due`, or None: it is not yet due, older than the ledger, another's, or was sent.

        Past its window, `ends`, it is kept as expired.
        """
        if now < due:
            return None
        claim = Claim(client, key, channel, os.urandom(8).hex())
        values = {**_values(claim), "due": milliseconds(due), "ends": milliseconds(ends), "now": milliseconds(now)}
        with writing(self.path, now, self.patience.file) as file:
            (begun,) = file.execute("SELECT begun FROM ledger").fetchone()
            if values["due"] <= begun:
                return None
            row = file.execute(f"SELECT state, tries, changed FROM delivery WHERE {_THIS}", values).fetchone()
            if row is not None and not self._open_again(State(row[0]), row[1], _instant(row[2]), now):
                return None
            over = ends <= now
            tries = (row[1] if row else 0) + (0 if over else 1)
            file.execute(
                """INSERT INTO delivery VALUES
                   (:client, :kind, :slot, :attempt, :channel, :state, :owner, :tries, :due, :ends, :now, '')
                   ON CONFLICT DO UPDATE SET state = :state, owner = :owner, tries = :tries, due = :due, ends = :ends,
                   changed = :now""",
                {**values, "state": State.EXPIRED if over else State.CLAIMED, "tries": tries},
            )
        return None if over else claim

    def _open_again(self, state: State, tries: int, changed: datetime, now: datetime) -> bool:
        match state:
            case State.CLAIMED:
                return _over(changed, self.patience.lease, now)
            case State.NOT_SENT:
                return _over(changed, self.patience.retry_after(tries), now)
            case _:
                return False

    def begin(self, claim: Claim, now: datetime) -> bool:
        """Says that the message goes out now; False where the claim is no longer good, and then it must not."""
        return self._move(claim, State.SENDING, (State.CLAIMED,), "", now)

    def finish(self, claim: Claim, outcome: Outcome, now: datetime) -> bool:
        """Keeps what became of it; False where it is no longer this claim's to say."""
        match outcome:
            case Sent():
                # also where the lease ran out meanwhile: now it is known after all
                return self._move(claim, State.SENT, (State.SENDING, State.UNKNOWN), "", now)
            case NotSent(reason):
                return self._move(claim, State.NOT_SENT, (State.SENDING,), reason, now)
            case Unknown(reason):
                return self._move(claim, State.UNKNOWN, (State.SENDING,), reason, now)

    def give_up(self, claim: Claim, reason: str, now: datetime) -> None:
        """Settles a claim whose sender is certainly gone: what had not begun was not sent, the rest is unknown."""
        if not self._move(claim, State.NOT_SENT, (State.CLAIMED,), reason, now):
            self._move(claim, State.UNKNOWN, (State.SENDING,), reason, now)

    def _move(self, claim: Claim, state: State, of: tuple[State, ...], reason: str, now: datetime) -> bool:
        before = ", ".join(f"'{each}'" for each in of)
        with writing(self.path, now, self.patience.file) as file:
            moved = file.execute(
                f"UPDATE delivery SET state = :state, reason = :reason, changed = :now"
                f" WHERE {_THIS} AND owner = :owner AND state IN ({before})",
                {**_values(claim), "state": state, "reason": reason, "now": milliseconds(now)},
            )
            return moved.rowcount == 1

    def settle(self, now: datetime) -> list[Delivery]:
        """Settles what was left lying: stale `sending` is unknown, what was not sent in its window is expired.

        The rows that changed.
        """
        settled = []
        with writing(self.path, now, self.patience.file) as file:
            # it began while the clock was ahead: until that hour nothing would ever be sent
            ahead = {"now": milliseconds(now), "ahead": milliseconds(now + self.patience.lease)}
            file.execute("UPDATE ledger SET begun = :now WHERE begun > :ahead", ahead)
            for row in _rows(file, "state IN ('claimed', 'sending', 'not_sent')", {}):
                state, reason = self._left_lying(row, now)
                if state is row.state:
                    continue
                values = {**_names(row.client, row.key, row.channel), "state": state, "reason": reason}
                file.execute(
                    f"UPDATE delivery SET state = :state, reason = :reason, changed = :now WHERE {_THIS}",
                    {**values, "now": milliseconds(now)},
                )
                settled += _rows(file, _THIS, values)
        return settled

    def _left_lying(self, row: Delivery, now: datetime) -> tuple[State, str]:
        stale = _over(row.changed, self.patience.lease, now)
        match row.state:
            case State.SENDING if stale:
                return State.UNKNOWN, _CUT_OFF
            case State.NOT_SENT if row.ends <= now:
                return State.EXPIRED, row.reason
            case State.CLAIMED if stale and row.ends <= now:
                return State.EXPIRED, row.reason
            case _:
                return row.state, row.reason

    def deliveries(self, client: str, since: datetime | None = None) -> list[Delivery]:
        """What has become of everything that one client was to be reminded of, in the order in which it was due.

        With `since` of what was due from then on.
        """
        from_then_on: dict[str, str | int] = {"client": client, "since": milliseconds(since) if since else 0}
        with reading(self.path, self.patience.file) as file:
            return _rows(file, "client = :client AND due >= :since", from_then_on) if file else []

    def all_deliveries(self, since: datetime) -> list[Delivery]:
        """What has become of everything that any client was to be reminded of and that was due from `since` on."""
        with reading(self.path, self.patience.file) as file:
            return _rows(file, "due >= :since", {"since": milliseconds(since)}) if file else []

    def last_due(self, now: datetime) -> datetime | None:
        """When the last of what was due by `now` was due; None where nothing was."""
        with reading(self.path, self.patience.file) as file:
            if file is None:
                return None
            values = {"now": milliseconds(now)}
            (last,) = file.execute("SELECT max(due) FROM delivery WHERE due <= :now", values).fetchone()
        return _instant(last) if last is not None else None

    def begun(self) -> datetime | None:
        """When it began: what was due before is never reminded of. None where there is none yet."""
        with reading(self.path, self.patience.file) as file:
            return _instant(file.execute("SELECT begun FROM ledger").fetchone()[0]) if file else None

    def newest(self, channel: str) -> Delivery | None:
        """The row of any client that changed last on `channel`."""
        with reading(self.path, self.patience.file) as file:
            last = "channel = :channel AND changed = (SELECT max(changed) FROM delivery WHERE channel = :channel)"
            rows = _rows(file, last, {"channel": channel}) if file else []
            return rows[-1] if rows else None

    def set_aside(self, now: datetime) -> Path | None:
        """Moves a damaged ledger away; where to, or None where another process has done so meanwhile.

        The next one begins with the next thing that is written: what is older than that is never reminded of.
        """
        return set_aside(self.path, now, self.patience.file)


def _over(since: datetime, wait: timedelta, now: datetime) -> bool:
    """Whether `wait` is over, or the clock was set back to long before it began.

    A little before is no such sign: another process may have looked at the clock a little earlier.
    """
    return not since - wait <= now < since + wait


def _names(client: str, key: Key, channel: str) -> dict[str, str | int]:
    return {"client": client, "kind": key.kind, "slot": key.slot, "attempt": key.attempt, "channel": channel}


def _values(claim: Claim) -> dict[str, str | int]:
    return {**_names(claim.client, claim.key, claim.channel), "owner": claim.owner}


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _rows(file: sqlite3.Connection, where: str, values: dict[str, str | int]) -> list[Delivery]:
    found = file.execute(
        "SELECT client, kind, slot, attempt, channel, state, tries, due, ends, changed, reason FROM delivery"
        f" WHERE {where} ORDER BY due, kind, slot, attempt, channel",
        values,
    )
    return [
        Delivery(
            client=client,
            key=Key(kind, slot, attempt),
            channel=channel,
            state=State(state),
            tries=tries,
            due=_instant(due),
            ends=_instant(ends),
            changed=_instant(changed),
            reason=reason,
        )
        for client, kind, slot, attempt, channel, state, tries, due, ends, changed, reason in found.fetchall()
    ]
