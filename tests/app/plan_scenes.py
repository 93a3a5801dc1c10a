"""Records in which two versions of a plan were accepted."""

from __future__ import annotations

from pathlib import Path

from scenes import Scene, anna, nobody
from stage import at

from aftercare.care import Care, Home, read_plan

_PLAN = Path(__file__).parents[2] / "data" / "plans" / "needle_course.toml"
_CHANGES = (
    ("version = 1 ", "version = 2 "),
    ('amount = "1–2 fingertip units"', 'amount = "1 fingertip unit"'),
    # the serum only moves, to the evening alone
    ('id = "serum"\nproduct = "hydrating-serum"\nslots = ["morning", "evening"]', 'id = "serum-late"\nproduct = '
     '"hydrating-serum"\nslots = ["evening"]'),
    ('after = ["serum"', 'after = ["serum-late"'),
    ('id = "soften-the-brow"', 'id = "rest-the-eyes"'),
    ("Let brow and jaw go soft", "Rest your eyes, without glasses or lenses, and let brow and jaw go soft"),
)  # fmt: skip


def newer_plan(folder: Path) -> Path:
    """The second version of Anna's plan as a file: a line of each kind in it."""
    text = _PLAN.read_text("utf-8")
    for was, now in _CHANGES:
        assert was in text
        text = text.replace(was, now)
    file = folder / "newer.toml"
    file.write_text(text, "utf-8")
    return file


def two_plans(home: Home) -> None:
    """Anna's record, in which the second version was accepted on Friday, the last action."""
    anna(home)
    Care.open(home).import_plan(read_plan(newer_plan(home.state.parent)), at(9, day=20))


def went_back(home: Home) -> None:
    """That record, after she went back to the first version."""
    two_plans(home)
    Care.open(home).plans.go_back("calm-and-firm@1", at(20))


def no_plan(home: Home) -> None:
    """A record that was begun without any plan."""
    nobody(home)
    Care.start(home, at(8), name="Anna B.")


PLAN_SCENES = {
    "plans": Scene("PlansScreen", ("f3", "p", "down"), record=two_plans),
    "plans, gone back": Scene("PlansScreen", ("f3", "p"), record=went_back),
    "the therapist, to the plans": Scene("TherapistSheet", ("f3",), record=two_plans),
    "days of a plan": Scene("PlanDaysSheet", ("f3", "p", "down", "d"), record=two_plans),
    "a leaflet": Scene("LeafletSheet", ("f3", "p", "l"), record=two_plans),
}
