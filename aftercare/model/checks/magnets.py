"""What the therapist should know of the client before a step with magnets."""

from __future__ import annotations

from collections.abc import Iterator

from aftercare.model.caution_words import recorded_words
from aftercare.model.checks.weeks import Weeks
from aftercare.model.finding import Finding, MagnetCaution, Status, Sure
from aftercare.model.interaction import Evidence
from aftercare.model.words import listed


def magnet_cautions(weeks: Weeks) -> Iterator[Finding]:
    """Steps with magnets that a caution lies over, each with each of them once."""
    over = weeks.situation.circumstances.cautions
    for step in weeks.steps.values() if over else ():
        cautions = dict.fromkeys(each.caution for each in over if each.step == step.id)
        due = weeks.due(step) if cautions else {}
        for caution in cautions:
            spans = [each for each in over if each.step == step.id and each.caution == caution]
            days = tuple(day for day in sorted(due) if any(each.includes(day) for each in spans))
            if days:
                yield Finding(
                    MagnetCaution(step.id, caution.question),
                    f"{listed([step.as_on(days[0]).name])}: ask your therapist first, as {recorded_words(caution)}.",
                    caution.rule,
                    Sure(Evidence.LABEL if caution.source else Evidence.PLAUSIBLE, caution.grade, caution.source),
                    # nothing to change here: they may well say yes
                    Status.INFORMATION,
                    steps=(step.id,),
                    slots=tuple(dict.fromkeys(slot for day in days for slot in due[day])),
                    days=days,
                    ask="Ask your therapist before you use them.",
                    as_it_is=(*weeks.as_it_is((step,)), caution.question),
                )
