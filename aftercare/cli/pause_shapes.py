"""What `pause`, `resume`, `stung`, `why` and `questions` answer in JSON."""

from __future__ import annotations

from datetime import date, datetime

from aftercare.cli.json_shape import Shape
from aftercare.model.pause import Pause
from aftercare.model.question import Question


class PauseShape(Shape, frozen=True):
    """A pause over `steps`, or over all that are not prescribed where none are named; `last` null until resumed."""

    id: str
    first: date
    last: date | None
    reason: str
    steps: tuple[str, ...]


class PausedShape(Shape, frozen=True):
    """`pause`."""

    client: str
    pauses: tuple[PauseShape, ...]


class ResumedShape(Shape, frozen=True):
    """`resume`: the pauses that ended, as they were."""

    client: str
    ended: tuple[PauseShape, ...]


class StungShape(Shape, frozen=True):
    """`stung`; `rests` is null for a prescribed step, which stays due."""

    client: str
    step: str
    rests: PauseShape | None


class ReasonShape(Shape, frozen=True):
    """One part of the day, or the whole day, with the rules in their order."""

    heading: str
    rules: tuple[str, ...]


class WhyShape(Shape, frozen=True):
    """`why`. `verdict` is due, not_due, held or paused; `also` tells the other steps that are called so."""

    client: str
    step: str
    day: date
    verdict: str
    reasons: tuple[ReasonShape, ...]
    also: tuple[WhyShape, ...] = ()


class QuestionShape(Shape, frozen=True):
    """A question for the therapist."""

    number: int
    id: str
    at: datetime
    text: str
    step: str | None


class QuestionsShape(Shape, frozen=True):
    """`questions`: what is still to be asked."""

    client: str
    questions: tuple[QuestionShape, ...]


def pause_shape(pause: Pause) -> PauseShape:
    """A pause."""
    return PauseShape(id=pause.id, first=pause.first, last=pause.last, reason=pause.reason.value, steps=pause.steps)


def questions_shape(client: str, questions: tuple[Question, ...]) -> QuestionsShape:
    """The open questions, numbered in their order."""
    return QuestionsShape(
        client=client,
        questions=tuple(
            QuestionShape(number=number, id=each.id, at=each.at, text=each.text, step=each.step)
            for number, each in enumerate(questions, start=1)
        ),
    )
