"""What is wrong with a plan file, each thing with its place, what it is and what would be right."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from aftercare.errors import BadPlan
from aftercare.exchange.toml_places import Path, Places
from aftercare.model.safe_text import printable


class PlanProblem(Struct, frozen=True):
    """One thing that is wrong. `line` and `column` count from 1; None means the file as a whole.

    `where` is the place in the author's words ('step "calming-gel-evening", wait'), `message` says what is
    wrong and `suggestion` what would be right. All three are safe to show.
    """

    line: int | None
    column: int | None
    where: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.where) if part)
        return " ".join(part for part in (f"{place}:" if place else "", self.message, self.suggestion) if part)


class PlanErrors(BadPlan):
    """A plan file with one or more problems, in the order of their lines. `message` tells the first."""

    def __init__(self, source_name: str, problems: Sequence[PlanProblem]) -> None:
        self.source_name = printable(source_name, 200)
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
        first = self.problems[0]
        more = len(self.problems) - 1
        place = f"{self.source_name}, {first}" if first.line or first.where else f"{self.source_name}: {first}"
        super().__init__(
            place + (f" (and {more} more)" if more else ""),
            "Nothing was changed. Correct the file and read it again.",
        )


class Problems:
    """Collects the problems of one file by their paths in it; lines are looked up only when there are any."""

    def __init__(self) -> None:
        self._found: list[tuple[Path, str, str, str]] = []

    def add(self, path: Path, where: str, message: str, suggestion: str = "") -> None:
        """Notes a problem with what stands at `path`, which the author knows as `where`."""
        self._found.append((path, where, message, suggestion))

    def __bool__(self) -> bool:
        return bool(self._found)

    def placed(self, places: Places) -> list[PlanProblem]:
        """All problems, each with its line and column in the file."""
        result = []
        for path, where, message, suggestion in self._found:
            place = places.of(path)
            result.append(PlanProblem(place.line, place.column, where, message, suggestion))
        return result
