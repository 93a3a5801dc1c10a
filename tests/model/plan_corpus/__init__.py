"""Small plans, and in the first line of each what a careful reader would ask about.

Those in `unread` are by somebody who had not read the linter and did not run it; those in `read` by whoever wrote it.
"""

from __future__ import annotations

from pathlib import Path

from aftercare.model.plan_question import Asked

HALVES = ("read", "unread")
_FIRST = "# asks:"


def files(half: str) -> list[Path]:
    """The plans of one half."""
    return sorted((Path(__file__).parent / half).glob("*.toml"))


def wanted(plan: Path) -> frozenset[Asked]:
    """What its first line says that there is to ask."""
    first = plan.read_text("utf-8").splitlines()[0]
    assert first.startswith(_FIRST), plan.name
    words = first.removeprefix(_FIRST).split(",")
    return frozenset(Asked(word.strip()) for word in words if word.strip() != "nothing")
