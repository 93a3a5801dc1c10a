"""What stands against a product itself: its date, a patch test that is open, an allergy of the client's."""

from __future__ import annotations

from collections.abc import Iterator

from aftercare.model.checks.weeks import Weeks
from aftercare.model.finding import Finding, KnownAllergen, PastItsDate, PatchTestOpen, Status, Sure
from aftercare.model.grade import Grade
from aftercare.model.interaction import Evidence
from aftercare.model.product_test import Outcome
from aftercare.model.routine import Product, Step
from aftercare.model.rule_words import day_words
from aftercare.model.shelf import in_use_on, must_go
from aftercare.model.text import name_key
from aftercare.model.words import listed

_LABEL = Sure(Evidence.LABEL, Grade.SINGLE)
_USUAL = Sure(Evidence.PLAUSIBLE, Grade.UNVERIFIED, note="No symbol is known: this is what is usual for its kind.")
_OWN_WORD = Sure(Evidence.DOCUMENTED, Grade.SINGLE, source="your own record")


def past_its_date(weeks: Weeks) -> Iterator[Finding]:
    """Packs in use that must go before a day on which a step takes from them."""
    applied: dict[str, tuple[Product, list[Step]]] = {}
    for step in weeks.steps.values():
        if (product := weeks.product(step)) is not None and weeks.due(step):
            applied.setdefault(product.id, (product, []))[1].append(step)
    for product, steps in applied.values():
        standing = [
            each for each in weeks.situation.packs.values() if each.product == product.id and each.finished is None
        ]
        pack = in_use_on(standing, weeks.today)
        end = must_go(pack, product, weeks.knowledge.kinds.get(product.kind)) if pack else None
        days = sorted({day for step in steps for day in weeks.due(step) if end is not None and day > end.day})
        if pack is None or end is None or not days:
            continue
        over = end.day < weeks.today
        yield Finding(
            PastItsDate(pack.id),
            f"{listed([product.name])} {'had' if over else 'has'} to go by {day_words(end.day)} ({end.why.value}).",
            "After that day nobody vouches for what keeps it from spoiling.",
            _USUAL if end.estimated else _LABEL,
            # what is still good needs no change today, only a new one in time
            Status.FINDING if over else Status.INFORMATION,
            steps=tuple(each.id for each in steps),
            days=tuple(days),
            ask="Get a new one, or ask whoever gave it to you.",
            as_it_is=(f"{pack.id}: {end.day}",),
        )


def patch_tests(weeks: Weeks) -> Iterator[Finding]:
    """Steps that put on what is still tried on a spot, or what the client reacted to there."""
    latest = {each.product: each for each in sorted(weeks.situation.tests.values(), key=lambda each: each.first)}
    for step in weeks.steps.values():
        product = weeks.product(step)
        test = latest.get(product.id) if product else None
        if product is None or test is None or not weeks.due(step):
            continue
        reacted, last = test.outcome is Outcome.REACTED, weeks.tried_until(test)
        days = tuple(day for day in sorted(weeks.due(step)) if reacted or day <= last)
        if not days or not (reacted or test.is_open):
            continue
        name = listed([product.name])
        yield Finding(
            PatchTestOpen(step.id, test.id, reacted),
            f"You reacted to {name} in a patch test." if reacted else f"The patch test of {name} is still open.",
            "What reddens a small spot may redden a face. It does not test for immediate allergy.",
            _OWN_WORD,
            Status.FINDING,
            steps=(step.id,),
            days=days,
            ask=weeks.ask((step,)),
            as_it_is=(*weeks.as_it_is((step,)), test.id),
        )


def known_allergens(weeks: Weeks) -> Iterator[Finding]:
    """Steps that put on what the client is allergic to. A plan's author may not know of it: it is never information."""
    wanted = {name_key(each) for each in weeks.situation.allergies}
    if not wanted:
        return
    for step in weeks.steps.values():
        product = weeks.product(step)
        if product is None or not weeks.due(step):
            continue
        found = {name_key(each): each for each in product.ingredients if name_key(each) in wanted}
        for row in weeks.rows(product):
            found |= {name_key(each): each.value for each in row.allergens if name_key(each) in wanted}
            found |= {key: row.label for each in row.names if (key := name_key(each)) in wanted}
        for key, label in sorted(found.items()):
            yield Finding(
                KnownAllergen(step.id, key),
                f"{listed([product.name])} holds {label}, which you are allergic to.",
                "Whoever reacts to it once usually reacts again, and often to its family.",
                _OWN_WORD,
                Status.FINDING,
                steps=(step.id,),
                days=tuple(sorted(weeks.due(step))),
                ask=f"{weeks.ask((step,))} Do so before you use it.",
                as_it_is=weeks.as_it_is((step,)),
            )
