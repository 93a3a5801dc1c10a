"""What `safety` answers with --json."""

from __future__ import annotations

from datetime import date

from aftercare.cli.json_shape import Shape


class SafetyAnswerShape(Shape, frozen=True):
    """A question. `said` is yes, no or rather not say, null for no answer yet; `words` name what a yes means."""

    question: str
    group: str
    text: str
    said: str | None
    since: date | None
    words: tuple[str, ...]


class NotOfferedShape(Shape, frozen=True):
    """A step that is not offered, by which floor, and why. `agreed` takes `product` where somebody may agree."""

    step: str
    name: str
    floor: str
    because: tuple[str, ...]
    unanswered: tuple[str, ...]
    product: str | None
    words: str


class AgreedShape(Shape, frozen=True):
    """What a doctor, or a parent or guardian, agreed to."""

    product: str
    name: str
    who: str
    since: date


class SafetyShape(Shape, frozen=True):
    """`safety`, and what it is after `safety set` and `safety agreed`. `changed` is false where nothing was written."""

    client: str
    changed: bool
    questions: tuple[SafetyAnswerShape, ...]
    not_offered: tuple[NotOfferedShape, ...]
    agreed: tuple[AgreedShape, ...]
