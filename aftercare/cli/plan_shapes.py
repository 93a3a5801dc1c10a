"""What `plan check`, `plan show`, `plan diff` and `plan import` say with --json."""

from __future__ import annotations

from datetime import date

from aftercare.cli.json_shape import Shape as Shape
from aftercare.cli.json_shape import encoded as encoded


class PlanQuestionShape(Shape, frozen=True):
    """A question to whoever wrote a plan; `where` is null for the whole plan."""

    about: str
    where: str | None
    question: str
    suggestion: str


class PlanShape(Shape, frozen=True):
    """`plan check`. The three before the questions are counts."""

    id: str
    version: int
    title: str
    author: str
    client: str
    written: date | None
    starts: date | None
    products: int
    steps: int
    sessions: int
    questions: tuple[PlanQuestionShape, ...]


class FieldShape(Shape, frozen=True):
    """A field of a thing that a plan changes, in words."""

    field: str
    before: str
    after: str


class ChangeShape(Shape, frozen=True):
    """A thing that a plan adds, changes or ends, or that stays as it is although the plan says otherwise (kept).

    A conflict is what the client had changed: `before` is theirs. A moved step is the same one as `moved_from`, under
    another id. `own_id` says that the thing is the client's own and the plan gives its id to another one. `line` and
    `number` name it for --leave and --accept, null for what cannot be chosen; `left` says that it is not taken over.
    `says` are days, parts of the day and amount of a new step.
    """

    kind: str
    thing: str
    id: str
    name: str
    says: str | None
    fields: tuple[FieldShape, ...]
    line: str | None
    number: int | None
    left: bool
    moved_from: str | None
    own_id: bool


class ImportShape(Shape, frozen=True):
    """`plan import` and `plan diff`. `imported` is false where nothing was written: `diff`, not confirmed, every line
    left, or in force already.

    `own` are the client's own steps, `questions` what is asked of the therapist, `for_another` what to ask where the
    plan names somebody else. `remarks` say which of its steps a safety rule does not offer as things stand, and what is
    asked first.
    """

    client: str
    plan: str
    version: int
    effective: date
    imported: bool
    changes: tuple[ChangeShape, ...]
    own: tuple[str, ...]
    questions: tuple[str, ...]
    for_another: str | None
    remarks: tuple[str, ...]
