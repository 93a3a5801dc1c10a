"""A stored version of a thing in words, short enough to choose by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aftercare.care import OfferedVersion
from aftercare.model import tables
from aftercare.model.safety import last_said
from aftercare.model.words import short_day
from aftercare.widgets.drawn_text import clipped, drawn

_KINDS = {
    tables.CLIENT: "Client",
    tables.PRACTITIONER: "Therapist",
    tables.PLANS: "Plan",
    tables.PRODUCTS: "Product",
    tables.SLOTS: "Part of the day",
    tables.STEPS: "Step",
    tables.SESSIONS: "Session",
    tables.PROCEDURES: "Had elsewhere:",
    tables.TIME_ZONES: "Time zone from",
    tables.DAY_STARTS: "Start of the days from",
    tables.PACKS: "Pack",
    tables.SAFETY: "Safety question",
    tables.AGREEMENTS: "Agreement",
}
_LONGEST = 60


def title_in_words(version: OfferedVersion, steps: Mapping[str, str], today: date) -> str:
    """What the versions are versions of; `steps` are the names of the steps by id."""
    if version.table == tables.CHECK_OFFS:
        step, day, slot = version.id.split(":")
        return f"{clipped(steps.get(step, step), 40)}, {short_day(date.fromisoformat(day), today)}, {slot}"
    if version.table == tables.ENTRIES:
        from aftercare.care.journal_tables import entry_title

        return entry_title(version.document)
    return f"{_KINDS.get(version.table, version.table)} {clipped(version.title, 50)}"


def version_in_words(version: OfferedVersion) -> str:
    """What this version says."""
    document = version.document
    if document is None:
        return "not answered" if version.table == tables.CHECK_OFFS else "deleted"
    if version.table == tables.CHECK_OFFS:
        return _answer(document.get("answer", {}))
    if version.table in (tables.SAFETY, tables.AGREEMENTS):
        return last_said(document)
    if version.table == tables.ENTRIES:
        if document.get("kind", tables.NOTE) == tables.NOTE:
            return f"“{clipped(str(document.get('text', '')), _LONGEST)}”"
        from aftercare.care.journal_tables import entry_summary

        return clipped(entry_summary(document), _LONGEST)
    told = (f"{field} {drawn(str(value))}" for field, value in document.items() if field != "origin" and _plain(value))
    return clipped(", ".join(told), _LONGEST)


def _answer(answer: dict[str, Any]) -> str:
    at = datetime.fromisoformat(str(answer.get("at")))
    if answer.get("kind") == "done":
        return f"done {at:%H:%M}"
    return f"skipped {at:%H:%M}: {clipped(str(answer.get('reason', '')), _LONGEST - 15)}"


def _plain(value: object) -> bool:
    return isinstance(value, str | int | float) and value not in ("", 0)
