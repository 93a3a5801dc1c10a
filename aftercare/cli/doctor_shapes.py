"""What `doctor` answers with --json."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from aftercare.cli.json_shape import Shape
from aftercare.reminders.doctor import Diagnosis


class LinkShape(Shape, frozen=True):
    """One link of the chain: what was found, and what to do where it is not fine."""

    link: str
    state: Literal["fine", "look", "broken"]
    found: str
    to_do: str | None


class DoctorShape(Shape, frozen=True):
    """`doctor`: the links from the record to the desktop. `bus` is left out on systems that have none."""

    at: datetime
    broken: bool
    words: str
    links: tuple[LinkShape, ...]


def doctor_shape(found: Diagnosis) -> DoctorShape:
    """The diagnosis."""
    return DoctorShape(
        at=found.at,
        broken=found.broken,
        words=found.words,
        links=tuple(
            LinkShape(link=each.link.value, state=each.verdict.value, found=each.found, to_do=each.to_do or None)
            for each in found.lines
        ),
    )
