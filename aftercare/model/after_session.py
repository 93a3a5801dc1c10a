"""The span after a session in which a step is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from aftercare.model.circumstances import SessionEnd
from aftercare.model.rules import AfterSession
from aftercare.model.rulings import NearSession
from aftercare.model.session import Attendance


def near_session(rule: AfterSession, at: datetime, sessions: Iterable[SessionEnd], now: datetime) -> NearSession:
    """The span that decides for a slot at `at`: one that holds it, else the next to come, else the last that was.

    A planned session whose time has passed counts provisionally until somebody says whether it took place. All instants
    are aware.
    """
    opening, closing = timedelta(hours=rule.from_hours), timedelta(hours=rule.to_hours)
    holding: SessionEnd | None = None
    coming: SessionEnd | None = None
    past: SessionEnd | None = None
    for each in sessions:
        if each.attendance is Attendance.CANCELLED or (each.withdrawn is not None and at >= each.withdrawn):
            continue
        if at < each.at + opening:
            coming = each if coming is None or each.at < coming.at else coming
        elif at <= each.at + closing:
            holding = each if holding is None or each.at > holding.at else holding
        else:
            past = each if past is None or each.at > past.at else past
    found = holding or coming or past
    if found is None:
        return NearSession(None, None, None, provisional=False, due=False)
    ended = found.at.astimezone(UTC)
    provisional = found.attendance is Attendance.PLANNED and found.withdrawn is None and ended <= now
    return NearSession(found.session, ended + opening, ended + closing, provisional, due=holding is not None)
