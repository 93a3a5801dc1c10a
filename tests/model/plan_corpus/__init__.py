"""Small plans, and in the first line of each what a careful reader would ask about.

Those in `read` are by whoever wrote the linter, those in `unread` and later those in `third` by people who had not
read it and did not run it.
"""

from __future__ import annotations

from pathlib import Path

from aftercare.model.plan_question import Asked

PARTS = ("read", "unread", "third")
_FIRST = "# asks:"


def files(part: str) -> list[Path]:
    """The plans of one part."""
    return sorted((Path(__file__).parent / part).glob("*.toml"))


def wanted(plan: Path) -> frozenset[Asked]:
    """What its first line says that there is to ask."""
    first = plan.read_text("utf-8").splitlines()[0]
    assert first.startswith(_FIRST), plan.name
    words = first.removeprefix(_FIRST).split(",")
    return frozenset(Asked(word.strip()) for word in words if word.strip() != "nothing")
