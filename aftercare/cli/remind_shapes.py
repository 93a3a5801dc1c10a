"""What `remind` answers with --json."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from aftercare.cli.json_shape import Shape
from aftercare.reminders.autostart.standing import Change, Plan
from aftercare.reminders.ledger import Delivery
from aftercare.reminders.row_words import about
from aftercare.reminders.tick import Coming, Happened


class DeliveryShape(Shape, frozen=True):
    """One row of the ledger. `client` is null for a test; `ends` is until when it is tried.

    `channel` is "desktop", or "app" for what was shown in the app itself.
    """

    client: str | None
    kind: str
    id: str
    attempt: int
    channel: str
    about: str
    state: Literal["claimed", "sending", "sent", "not_sent", "unknown", "expired"]
    reason: str | None
    tries: int
    due: datetime
    ends: datetime
    changed: datetime


class NextShape(Shape, frozen=True):
    """What comes next, and to whom."""

    client: str
    at: datetime


class RemindTroubleShape(Shape, frozen=True):
    """What went wrong; `client` is null where it is about all of them."""

    client: str | None
    message: str
    next_step: str


class RemindOnceShape(Shape, frozen=True):
    """`remind once`: what it moved."""

    deliveries: tuple[DeliveryShape, ...]
    troubles: tuple[RemindTroubleShape, ...]
    next: NextShape | None


class RemindStatusShape(Shape, frozen=True):
    """`remind status`. What the service noted is null where none runs; it starts at login once it is installed."""

    running: bool
    starts_at_login: bool
    pid: int | None
    since: datetime | None
    last_beat: datetime | None
    every_seconds: float | None
    next: NextShape | None
    last: DeliveryShape | None
    troubles: tuple[RemindTroubleShape, ...]


class PieceShape(Shape, frozen=True):
    """One thing that is written, a file or a task, and what it holds."""

    place: str
    content: str


class RemindPlanShape(Shape, frozen=True):
    """`remind install --show`. `by` is systemd, xdg-autostart, launchd or task-scheduler, `remark` why none better."""

    by: str
    writes: tuple[PieceShape, ...]
    runs: tuple[str, ...]
    remark: str | None


class RemindInstallShape(Shape, frozen=True):
    """`remind install` and `uninstall`. `by` is null where nothing was there, `done` is empty where all was so."""

    by: str | None
    words: str
    done: tuple[str, ...]
    remarks: tuple[str, ...]
    undo: str | None


class RemindTestShape(Shape, frozen=True):
    """`remind test`."""

    delivery: DeliveryShape


class RemindLogShape(Shape, frozen=True):
    """`remind log`."""

    deliveries: tuple[DeliveryShape, ...]


def plan_shape(plan: Plan) -> RemindPlanShape:
    """What `remind install` would write and run."""
    return RemindPlanShape(
        by=plan.kind.value,
        writes=tuple(PieceShape(place=each.place, content=each.content) for each in plan.pieces),
        runs=plan.commands,
        remark=plan.remark or None,
    )


def install_shape(change: Change) -> RemindInstallShape:
    """What installing or uninstalling did."""
    return RemindInstallShape(
        by=change.kind.value if change.kind else None,
        words=change.words,
        done=change.done,
        remarks=change.remarks,
        undo=change.undo or None,
    )


def delivery_shape(row: Delivery) -> DeliveryShape:
    """A row of the ledger."""
    return DeliveryShape(
        client=row.client or None,
        kind=row.key.kind,
        id=row.key.slot,
        attempt=row.key.attempt,
        channel=row.channel,
        about=about(row),
        state=row.state.value,
        reason=row.reason or None,
        tries=row.tries,
        due=row.due,
        ends=row.ends,
        changed=row.changed,
    )


def next_shape(coming: tuple[Coming, ...]) -> NextShape | None:
    """The first of what is to come."""
    return NextShape(client=coming[0].client, at=coming[0].at) if coming else None


def trouble_shapes(happened: Happened) -> tuple[RemindTroubleShape, ...]:
    """What went wrong."""
    return tuple(
        RemindTroubleShape(client=each.client or None, message=each.error.message, next_step=each.error.next_step)
        for each in happened.troubles
    )
