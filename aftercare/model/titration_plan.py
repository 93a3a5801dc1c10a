"""Ready-made ways to begin an active slowly, what holds while doing so, and patch tests.

They are `data/titration_plans.toml`, `data/titration_rules.toml` and `data/patch_tests.toml`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.routine import Id
from aftercare.model.rule_words import pattern_words, phase_words
from aftercare.model.rules import Cycle, Phase, Phases, Weekdays


class PhasesFrom(Struct, frozen=True, tag="phases", tag_field="kind", forbid_unknown_fields=True):
    """Phases that begin on a day still to be chosen."""

    phases: Annotated[tuple[Phase, ...], Meta(min_length=1)]

    def beginning(self, day: date) -> Phases:
        """The rule that begins on `day`."""
        return Phases(day, self.phases)


class CycleFrom(Struct, frozen=True, tag="cycle", tag_field="kind", forbid_unknown_fields=True):
    """A cycle whose first day is still to be chosen. Raises ValueError where a position lies outside it."""

    days: Annotated[int, Meta(ge=2, le=60)]
    due: Annotated[tuple[int, ...], Meta(min_length=1)]
    recovery: int

    def __post_init__(self) -> None:
        self.beginning(date.min)

    def beginning(self, day: date) -> Cycle:
        """The rule whose position 1 falls on `day`."""
        return Cycle(self.days, self.due, day, self.recovery)


Schedule = PhasesFrom | CycleFrom | Weekdays


def rule_beginning(schedule: Schedule, day: date) -> Phases | Cycle | Weekdays:
    """The rule that `schedule` is from `day` on."""
    return schedule if isinstance(schedule, Weekdays) else schedule.beginning(day)


def schedule_words(schedule: Schedule) -> str:
    """Such as "Mon, Thu for 2 weeks, then every other day"."""
    match schedule:
        case Weekdays():
            return pattern_words(schedule)
        case CycleFrom(days=days, due=due, recovery=recovery):
            on = "day" if len(due) == 1 else "days"
            return f"{on} {', '.join(map(str, due))} of {days}, after a break from day {recovery} on"
        case PhasesFrom(phases=phases):
            return ", then ".join([*map(phase_words, phases[:-1]), pattern_words(phases[-1].pattern)])


class TitrationPart(Struct, frozen=True, forbid_unknown_fields=True):
    """What one step of the plan does: `what` it is, the classes that it may hold, its slot and its schedule."""

    what: Words
    ingredient_classes: tuple[Id, ...]
    slot: Id
    schedule: Schedule


class TitrationPlan(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plan. `step_up` and `step_down` say when it goes on and when back; at most `at_most_weekly` in a week."""

    parts: Annotated[tuple[TitrationPart, ...], Meta(min_length=1)]
    step_up: str = ""
    step_down: str = ""
    at_most_weekly: Annotated[int, Meta(ge=1, le=7)] | None = None


class TitrationRule(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds while an active is begun. The numbers are there for what can be reckoned, the rule says it all.

    `rest_days` are days on which it is left out, `phases_back` phases gone back, `days_apart` days between two new
    products, `days_before` and `days_after` those around a session, `calm_days` days without a reaction, `at_most` so
    many actives at once.
    """

    rule: Words
    rest_days: int | None = None
    phases_back: int | None = None
    days_apart: int | None = None
    days_before: int | None = None
    days_after: int | None = None
    calm_days: int | None = None
    at_most: int | None = None
    sting_minutes: int | None = None
    rating_from: int | None = None


class PatchTest(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An open-use test for `days`, `times_a_day`, when to stop it, and what it is `not_for`: classes of ingredients,
    and kinds of product whose ingredients nobody need know for that.

    `cautions` are told before it begins. The `usual` one is what the program offers.
    """

    how: Words
    stop: Words
    cautions: Words
    days: Annotated[int, Meta(ge=1, le=28)]
    times_a_day: Annotated[int, Meta(ge=1, le=4)]
    not_for: tuple[Id, ...] = ()
    not_for_kinds: tuple[Id, ...] = ()
    usual: bool = False
