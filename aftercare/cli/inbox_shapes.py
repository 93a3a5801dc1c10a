"""What `remind inbox`, `remind snooze` and `remind dismiss` answer with --json."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from aftercare.care import Care
from aftercare.cli.json_shape import Shape
from aftercare.reminders.inbox import InboxItem


class InboxItemShape(Shape, frozen=True):
    """One occurrence. `standing` is what became of the last attempt, `open` whether anything is left to do about it.

    `due` is when it was, or will be, said last; `said` how many attempts there were, `seen` when the app showed it.
    """

    client: str
    kind: str
    id: str
    about: str
    due: datetime
    standing: Literal[
        "due", "being sent", "sent", "may not have been shown", "not sent", "not shown in its time", "put off"
    ]
    open: Literal["open", "answered", "put away", "over"]
    reason: str | None
    said: int
    seen: datetime | None


class InboxShape(Shape, frozen=True):
    """`remind inbox`: what is open first, then what is put off, then the rest, each the newest first."""

    items: tuple[InboxItemShape, ...]


class SnoozedShape(Shape, frozen=True):
    """`remind snooze`."""

    client: str
    id: str
    about: str
    until: datetime


class DismissedShape(Shape, frozen=True):
    """`remind dismiss`."""

    client: str
    id: str
    about: str


def item_shape(care: Care, item: InboxItem) -> InboxItemShape:
    """A row of the inbox."""
    return InboxItemShape(
        client=care.folder.name,
        kind=item.kind.value,
        id=item.id,
        about=item.about,
        due=item.due,
        standing=item.standing.value,
        open=item.open.value,
        reason=item.reason or None,
        said=item.said,
        seen=item.seen,
    )
