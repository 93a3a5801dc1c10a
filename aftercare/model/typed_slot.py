"""A part of the day as a person types it: a name with a wall time, such as "noon 12:30"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.routine import Slot
from aftercare.model.text import folded, typed_text

_NAME_AND_TIME = re.compile(r"(?P<name>.+?)[\s,]+(?P<at>\d{1,2}:\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_LONGEST_NAME, _LONGEST_ID = 40, 40


def slot_typed(text: str) -> Slot:
    """The slot that "noon 12:30" means. Raises BadInput."""
    found = _NAME_AND_TIME.fullmatch(" ".join(text.split()))
    if found is None:
        raise BadInput(f"“{text.strip()}” is no part of the day with its time.", "Write it like: noon 12:30.")
    return new_slot(found["name"], time_typed(found["at"]))


def new_slot(name: str, at: time) -> Slot:
    """A slot of this name, with an id made from it. Raises BadInput."""
    told = _one_line(name)
    plain = unicodedata.normalize("NFKD", told.casefold()).encode("ascii", "ignore").decode()
    slot_id = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-")
    return Slot(slot_id or f"slot-{at:%H%M}", told[:1].upper() + told[1:], at)


def time_typed(text: str) -> time:
    """The wall time in `text`. Raises BadInput."""
    found = _TIME.fullmatch(text.strip())
    try:
        at = time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        at = None
    if at is None:
        raise BadInput(f"“{text.strip()}” is not a time of the day.", "Write it like 12:30.")
    return at


def slot_called(name: str, slots: Iterable[Slot]) -> Slot | None:
    """The one of `slots` that has this id or name; a part of it is not enough, as it may be meant for a new one."""
    wanted = folded(name)
    return next((each for each in slots if wanted in (each.id, folded(each.name))), None)


def set_to(slot: Slot, at: time | None, name: str, since: date) -> Slot:
    """`slot` at another time from the day `since` on, and under another name if one is given. Raises BadInput."""
    if at is not None and at != slot.at:
        slot = slot.at_from(since, at)
    return replace(slot, name=_one_line(name)) if name else slot


def _one_line(name: str) -> str:
    told = typed_text(name, "name of the part of the day")
    if len(told) > _LONGEST_NAME or "\n" in told:
        raise BadInput("The name of the part of the day is too long.", f"Keep it to {_LONGEST_NAME} characters.")
    return told
