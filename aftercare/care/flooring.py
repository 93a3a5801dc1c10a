"""Which floors and cautions lie over a routine by what the record says; the reference data is read where one may."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import UNSET

from aftercare.care.kept import Present
from aftercare.model.floor import FloorOver
from aftercare.model.never_points import may_name_point
from aftercare.model.routine import Activity, Routine
from aftercare.model.safety import PREGNANCY, UNDER_18

if TYPE_CHECKING:
    from aftercare.model.caution import CautionOver
    from aftercare.model.flooring import FloorFacts, Mark
    from aftercare.model.ingredient_row import IngredientRow

_TABLES = ("magnet_rules", "ingredients", "ingredient_classes", "product_kinds", "sources")
#: The kinds of product that are what they are called, whatever their label says.
_RETINOID_KIND, _ACTIVE_KINDS = "retinoid", ("exfoliant", "retinoid")


def floors_of(
    present: Present, routine: Routine, kept_at: Path
) -> tuple[tuple[FloorOver, ...], tuple[CautionOver, ...]]:
    """All floors and all cautions over the steps of `routine`, by the answers in the record."""
    safety = present.safety
    asked = safety.ever_yes(PREGNANCY) or safety.ever_yes(UNDER_18)
    if not asked and not _was_unanswered(present, routine) and not _may_have_magnets(routine):
        return (), ()
    from aftercare.model.flooring import cautions_over, floors_over

    facts = floor_facts(routine, kept_at)
    return floors_over(routine, safety, facts), cautions_over(routine, safety, facts)


def _was_unanswered(present: Present, routine: Routine) -> bool:
    """Whether a step was there before the question about a pregnancy was answered."""
    answer = present.safety.answers.get(PREGNANCY)
    begun = min((step.terms[0].since for step in routine.steps.values()), default=None)
    return begun is not None and (answer is None or min(each.since for each in answer.dated) > begun)


def _may_have_magnets(routine: Routine) -> bool:
    """Whether any step or product may be about magnets, or a step about a point that is never for the client's hands,
    now or before: the words are looked at closely afterwards.
    """
    steps, products = routine.steps.values(), routine.products.values()
    names = [*(each.name for each in steps), *(each.name for each in products)]
    names += [former.name for each in steps for former in each.former]
    names += [former.name for each in products for former in each.former]
    activities = [each.activity for each in steps]
    activities += [former.activity for each in steps for former in each.former if former.activity is not UNSET]
    said = [*names, *(text for each in steps for text in (each.amount, each.instruction))]
    said += [str(text) for each in steps for former in each.former for text in (former.amount, former.instruction)]
    return (
        Activity.MAGNETS in activities
        or any("magnet" in name.casefold() for name in names)
        or any(map(may_name_point, said))
    )


def floor_facts(routine: Routine, kept_at: Path | None = None) -> FloorFacts:
    """What the floors over `routine` take from the reference data; with `kept_at` what was taken is kept there."""
    from aftercare.model.flooring import FloorFacts, texts_of
    from aftercare.store.extract import extracted

    texts = sorted(set(texts_of(routine)), key=lambda each: (each[0], each[1] or 0))
    if kept_at is None:
        return _from_tables(texts)
    return extracted(kept_at / "floors", FloorFacts, _TABLES, texts, lambda: _from_tables(texts))


def _from_tables(texts: list[tuple[str, float | None]]) -> FloorFacts:
    from aftercare.model.caution import Caution
    from aftercare.model.flooring import FloorFacts, Mark, text_key
    from aftercare.model.magnet_rule import magnet_cautions
    from aftercare.model.product_ingredients import rows_called
    from aftercare.model.safety_questions import exclusions_of
    from aftercare.model.source import source_words
    from aftercare.model.text import name_key
    from aftercare.store import reference

    rules, names, sources = reference.magnet_rules(), reference.ingredient_names(), reference.sources()
    marked, written = _marks_by_name()

    def marks(text: str, percent: float | None) -> tuple[Mark, ...]:
        of_text = {row.id: marked[row.id] for row in rows_called(text, percent, names) if row.id in marked}
        key = f" {name_key(text)} "
        of_text.update((one.id, one) for name, one in written.items() if name in key)
        return tuple(of_text.values())

    kinds = reference.product_kinds()
    return FloorFacts(
        exclusions=exclusions_of(rules.values()),
        never_zones=frozenset(rules["eye-area"].zones),
        mouth_zones=frozenset(rules["night-mouth"].zones),
        marks={text_key(text, percent): held for text, percent in texts if (held := marks(text, percent))},
        kinds={
            kind: (Mark(f"kind-{kind}", kinds[kind].label, doctor=kind == _RETINOID_KIND, active=True, whole=True),)
            for kind in _ACTIVE_KINDS
        },
        cautions=tuple(
            Caution(each.id, each.label, each.ask, each.rule, each.grade, source_words(each.source, sources))
            for each in magnet_cautions(rules.values())
        ),
    )


@cache
def _marks_by_name() -> tuple[dict[str, Mark], dict[str, Mark]]:
    """The marked ingredients by their ids, and by what they and their classes are called, as `name_key` has it.

    It takes as long as reading a routine, and the tables stay as they are for as long as a process lives.
    """
    from aftercare.model.flooring import Mark
    from aftercare.model.ingredient import families_of
    from aftercare.model.ingredient_row import families
    from aftercare.model.text import name_key
    from aftercare.store import reference

    classes, rows = reference.ingredient_classes(), reference.ingredients()

    def mark(row: IngredientRow) -> Mark | None:
        above = families(row, classes)
        doctor = _RETINOID_KIND in above or row.id == "hydroquinone"
        active = "active" in above
        return Mark(row.id, row.label, doctor=doctor, active=active) if doctor or active else None

    marked = {row.id: found for row in rows.values() if (found := mark(row)) is not None}
    # a label that says more than the name, or a product that is called after what is in it
    called = [(name, marked[row.id]) for row in rows.values() if row.id in marked for name in row.names]
    for each in classes.values():
        above = families_of((each.id,), classes)
        if _RETINOID_KIND in above or "active" in above:
            doctor, active = _RETINOID_KIND in above, "active" in above
            whole = Mark(f"class-{each.id}", each.label, doctor=doctor, active=active, whole=True)
            called += [(each.label, whole), (f"{each.label}s", whole)]
    written = {f" {name_key(name)} ": one for name, one in called if name_key(name)}
    return marked, written
