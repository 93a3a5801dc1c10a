"""An error with --json, on standard error."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from aftercare.cli.json_shape import Shape as Shape
from aftercare.cli.json_shape import encoded as encoded
from aftercare.errors import (
    AftercareError,
    BadInput,
    BadPlan,
    Busy,
    DiskTrouble,
    NewerRecord,
    NoLongerCurrent,
    NotConfirmed,
    NotFound,
    NotSound,
    SystemTrouble,
)

#: The names of the kinds of errors.
ERROR_KINDS: dict[type[AftercareError], str] = {
    BadInput: "bad_input",
    NotFound: "not_found",
    BadPlan: "bad_plan",
    DiskTrouble: "disk_trouble",
    Busy: "busy",
    NewerRecord: "newer_record",
    NoLongerCurrent: "no_longer_current",
    NotConfirmed: "not_confirmed",
    NotSound: "not_sound",
    SystemTrouble: "system_trouble",
}


class ProblemShape(Shape, frozen=True):
    """One thing that is wrong with a plan file."""

    line: int | None
    column: int | None
    where: str
    message: str
    suggestion: str


class ErrorBody(Shape, frozen=True):
    """What went wrong; `problems` is empty but for plan files."""

    kind: str
    message: str
    next_step: str
    exit_code: int
    problems: tuple[ProblemShape, ...]


class ErrorShape(Shape, frozen=True):
    """An error, on standard error."""

    error: ErrorBody


def error_shape(error: AftercareError) -> ErrorShape:
    """An error."""
    kind = next((name for each, name in ERROR_KINDS.items() if isinstance(error, each)), "error")
    problems: tuple[Struct, ...] = getattr(error, "problems", ())
    return ErrorShape(
        error=ErrorBody(
            kind=kind,
            message=error.message,
            next_step=error.next_step,
            exit_code=error.exit_code,
            problems=tuple(ProblemShape(**msgspec.structs.asdict(each)) for each in problems),
        )
    )
