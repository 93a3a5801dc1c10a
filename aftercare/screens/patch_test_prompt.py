"""Beginning a patch test of a product, or saying how the open one ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aftercare.care import Care
from aftercare.model.product_test import Outcome
from aftercare.model.routine import Product
from aftercare.model.rule_words import day_words
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.widgets.drawn_text import clipped

_BEGIN, _LONGER = "begin a test", "begin the longer one: I have an allergy"
_ENDINGS = {
    "the skin stayed calm": Outcome.CALM,
    "I reacted: a rash, a blister or swelling": Outcome.REACTED,
    "I broke it off": Outcome.BROKEN_OFF,
}
_ABOUT = (
    "On the inner forearm for 10 days, 14 with an allergy; acids, peels and retinoids on a spot at the jaw on 3 "
    "evenings. Stop on a rash, a blister or swelling. It does not test for immediate allergy: if you ever had a severe "
    "allergic reaction, ask a doctor first. The day asks for it, and says how. How sure: B on the arm, U at "
    "the jaw; `aftercare facts patch test` names the sources."
)


def patch_test_prompt(
    care: Care, clock: Callable[[], datetime], product: Product, told: Callable[[bool], object]
) -> ChoosePrompt:
    """Asks what there is to ask about `product`; `told` hears whether the skin reacted, once that is kept."""
    running = [each for each in care.patch_tests() if each.product == product.id and each.is_open]
    name = clipped(product.name, 40)
    if running:

        def end(chosen: str) -> None:
            care.end_patch_test(product.id, _ENDINGS[chosen], clock())
            told(_ENDINGS[chosen] is Outcome.REACTED)

        last = care.runs_to(running[-1], clock())
        about = f"It runs from {day_words(running[-1].first)} to {day_words(last)}. How did it end?"
        return ChoosePrompt(f"Patch test: {name}", about, tuple(_ENDINGS), None, end)

    def begin(chosen: str) -> None:
        care.start_patch_test(product.id, clock(), known_allergy=chosen == _LONGER)

    return ChoosePrompt(f"Patch test: {name}", _ABOUT, (_BEGIN, _LONGER), None, begin)
