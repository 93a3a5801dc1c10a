"""The course and preparations as programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aftercare.cli.json_shape import Shape
from aftercare.model.said_by import said_by_words

if TYPE_CHECKING:
    from aftercare.model.course_line import CourseLine
    from aftercare.model.preparing import ToPrepare


class CourseShape(Shape, frozen=True):
    """Where the plan's course stands: `had` of `sessions` took place, `unanswered` have begun and nobody has said.

    `reviews` are the numbers of the sessions after which somebody looks at it, `review` the next of them.
    """

    sessions: int
    had: int
    unanswered: int
    reviews: tuple[int, ...]
    review: int | None
    words: str


class PreparationShape(Shape, frozen=True):
    """What is done before a session: `when` is day-before or day-of, `said_by` who says so, in words."""

    when: str
    text: str
    said_by: str


def course_shape(line: CourseLine | None) -> CourseShape | None:
    """The course; None where the plan names none."""
    if line is None:
        return None
    from aftercare.model.course_line import course_line_words

    course = line.course
    return CourseShape(
        sessions=course.sessions,
        had=line.had,
        unanswered=line.unanswered,
        reviews=course.reviews,
        review=line.review,
        words=course_line_words(line),
    )


def preparation_shapes(found: Iterable[ToPrepare]) -> tuple[PreparationShape, ...]:
    """What is prepared."""
    return tuple(
        PreparationShape(when=each.when.value, text=each.text, said_by=said_by_words(each.said_by)) for each in found
    )
