"""A caution in words: what the therapist is to be asked before, and who says so."""

from __future__ import annotations

from collections.abc import Iterable

from aftercare.model.caution import Caution
from aftercare.model.floor_words import ASK_HERE
from aftercare.model.grade_words import grade_words
from aftercare.model.words import listed

_RECORDED = {"pregnancy": "a pregnancy is recorded", "metal-allergy": "a metal allergy is recorded"}


def recorded_words(caution: Caution) -> str:
    """What the client said, such as "a pregnancy is recorded"."""
    return _RECORDED.get(caution.question, f"you said: {caution.label.lower()}")


def caution_words(caution: Caution) -> str:
    """Whom to ask, why, how sure it is and who says so, as sentences."""
    rests = f"; {caution.source}" if caution.source else ""
    return (
        f"Ask your therapist first: {recorded_words(caution)}. {caution.rule} "
        f"Who says so: aftercare's default ({grade_words(caution.grade)}{rests})."
    )


def asked_words(names: Iterable[str], cautions: Iterable[Caution]) -> str:
    """What is asked when magnets come in and nobody has answered yet; nothing waits for it."""
    asked = " ".join(each.ask for each in cautions)
    return f"Before {listed(tuple(dict.fromkeys(names)))}: {asked} With a yes, ask your therapist first. {ASK_HERE}"
