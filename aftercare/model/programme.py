"""What the care is for, as the therapist's plan in force says it: purpose, concerns, advice, review and course."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from aftercare.model.preparation import Preparation
from aftercare.model.routine import Id, Origin
from aftercare.model.session_course import SessionCourse

#: The id of the one document in the table of programmes.
PROGRAMME_ID = "programme"


class Cosmetic(Struct, frozen=True, tag="cosmetic", tag_field="kind"):
    """The care is for the looks and the comfort of the skin."""


class Complaint(Struct, frozen=True, tag="complaint", tag_field="kind"):
    """The care goes with the treatment of a complaint, in the therapist's words."""

    name: str


Purpose = Cosmetic | Complaint


class Programme(Struct, frozen=True):
    """The outline of the home programme. `concerns` are what it attends to, `advice` are sentences to the client,
    `review` is the day on which the therapist looks at it again, `course` says which of how many sessions they are,
    `preparations` what is done before one.
    """

    title: str
    origin: Origin
    purpose: Purpose = Cosmetic()
    concerns: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    review: date | None = None
    plan: Id | None = None
    course: SessionCourse | None = None
    preparations: tuple[Preparation, ...] = ()
