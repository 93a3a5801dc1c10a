"""Two steps that meet and should not, and too many actives at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from aftercare.model.checks.weeks import ACTIVE_KINDS, DueDays, Weeks
from aftercare.model.finding import Finding, Status, Together, TooManyActives
from aftercare.model.ingredient_row import families
from aftercare.model.interaction import Apart, Evidence, Interaction, Verdict
from aftercare.model.routine import Id, Step
from aftercare.model.words import listed

#: What counts among too many: of the class of actives, and at least so irritating.
_ACTIVE, _IRRITATES = "active", 2
#: The row of `data/titration_rules.toml` that says how many.
_RULE = "actives-at-once"
_TOLD = frozenset({Verdict.AVOID, Verdict.ALTERNATE, Verdict.CAUTION})


def pairs(weeks: Weeks) -> Iterator[Finding]:
    """Each pair of steps that meet on a day on which a row keeps them apart. Myths are none."""
    for a, b in combinations(weeks.steps.values(), 2):
        met: dict[Id, dict[date, tuple[Id, ...]]] = {}
        rows: dict[Id, Interaction] = {}
        for (product_a, named_a), days_a in weeks.applied(a).items():
            for (product_b, named_b), days_b in weeks.applied(b).items():
                if product_a is not None and product_a == product_b:
                    continue
                for row in weeks.said_of(named_a, named_b):
                    if row.verdict not in _TOLD or row.evidence is Evidence.MYTH:
                        continue
                    rows[row.id] = row
                    met.setdefault(row.id, {}).update(_meetings(row, days_a, days_b, weeks))
        for name, days in met.items():
            if days:
                yield _finding(weeks, a, b, rows[name], dict(sorted(days.items())))


def _meetings(row: Interaction, a: DueDays, b: DueDays, weeks: Weeks) -> Iterator[tuple[date, tuple[Id, ...]]]:
    """The days on which the two meet by what `row` asks for, each with the parts of it."""
    for day, slots in a.items():
        if day in b and (meeting := _meeting(row, slots, b[day], weeks)):
            yield day, meeting


def _meeting(row: Interaction, a: tuple[Id, ...], b: tuple[Id, ...], weeks: Weeks) -> tuple[Id, ...]:
    """The parts of a day in which the two meet by what `row` asks for."""
    match row.verdict, row.how:
        case Verdict.ALTERNATE, Apart.OTHER_NIGHT:
            return tuple(dict.fromkeys((*a, *b)))
        case Verdict.ALTERNATE, _:
            halves = {weeks.is_morning(each) for each in a} & {weeks.is_morning(each) for each in b}
            return tuple(dict.fromkeys(each for each in (*a, *b) if weeks.is_morning(each) in halves))
        case _:
            return tuple(each for each in a if each in b)


def _finding(weeks: Weeks, a: Step, b: Step, row: Interaction, days: dict[date, tuple[Id, ...]]) -> Finding:
    status = Status.INFORMATION if row.verdict is Verdict.CAUTION else weeks.status((a, b))
    names = listed([a.name, b.name])
    what = {
        Verdict.AVOID: f"{names} do not go together in one application.",
        Verdict.ALTERNATE: f"{names} are better kept apart: {_how_words(row.how)}.",
        Verdict.CAUTION: f"{names} together: with some care.",
    }[row.verdict]
    return Finding(
        Together(a.id, b.id, row.id),
        what,
        row.reason,
        weeks.knowledge.sure_of(row),
        status,
        steps=(a.id, b.id),
        slots=tuple(dict.fromkeys(each for slots in days.values() for each in slots)),
        days=tuple(days),
        ask=weeks.ask((a, b)),
        as_it_is=weeks.as_it_is((a, b)),
    )


def _how_words(how: Apart | None) -> str:
    match how:
        case Apart.OTHER_NIGHT:
            return "on other nights"
        case Apart.OTHER_HALF_DAY:
            return "one in the morning, one in the evening"
        case None:
            return "in the other half of the day, or on other nights"


def too_many_actives(weeks: Weeks) -> Iterator[Finding]:
    """Parts of the day in which more irritating actives meet than are advised."""
    rule = weeks.knowledge.rules.get(_RULE)
    if rule is None or rule.at_most is None:
        return
    actives = [each for each in weeks.steps.values() if is_active(weeks, each)]
    for slot in weeks.situation.routine.slots.values():
        days: dict[date, list[Step]] = {}
        for step in actives:
            for day, slots in weeks.due(step).items():
                if slot.id in slots:
                    days.setdefault(day, []).append(step)
        many = {day: steps for day, steps in sorted(days.items()) if len(steps) > rule.at_most}
        if not many:
            continue
        steps = list({each.id: each for found in many.values() for each in found}.values())
        yield Finding(
            TooManyActives(slot.id),
            f"Many actives at once: {listed([each.name for each in steps], 6)}.",
            rule.rule,
            weeks.knowledge.by_rule(rule, Evidence.PLAUSIBLE),
            weeks.status(steps),
            steps=tuple(each.id for each in steps),
            slots=(slot.id,),
            days=tuple(many),
            ask=weeks.ask(steps),
            as_it_is=weeks.as_it_is(steps),
        )


def is_active(weeks: Weeks, step: Step) -> bool:
    """Whether it stays on and holds an active that can irritate."""
    product = weeks.product(step)
    if product is None or not weeks.stays_on(product):
        return False
    return weeks.kind_told(product) in ACTIVE_KINDS or any(
        each.irritation >= _IRRITATES and _ACTIVE in families(each, weeks.knowledge.classes)
        for each in weeks.rows(product)
    )
