"""What rests after a session, in a plan file.

```toml
[[holds]]
id = "retinoids-rest"
ingredients = "retinoid"            # or product = "oil", or activity = "heat"
for = "48 h"                        # from the end of the session; "0 h": it need not rest
after = ["facial needles"]          # kinds of session, by any of their names; all where it is left out
return = [ { until = "7 days", every_days = 3 } ]
reason = "Let the needle points close first."
```
"""

from __future__ import annotations

from collections.abc import Sequence

from aftercare.exchange.plan_amount import hours
from aftercare.exchange.plan_product import product_kind
from aftercare.exchange.plan_table import PlanTable, described, nearest
from aftercare.model.plan_hold import (
    MAX_HOLD_HOURS,
    HeldActivity,
    HeldThing,
    OfActivity,
    OfClass,
    OfKind,
    PlanHold,
    ReturnStage,
)
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.routine import FromPlan
from aftercare.model.safe_text import shown
from aftercare.model.session import Session
from aftercare.model.session_kind import done_in, names_session

HOLD_KEYS = ("id", "ingredients", "product", "activity", "for", "after", "return", "reason")
STAGE_KEYS = ("until", "every_days")
_WHAT = ("ingredients", "product", "activity")
_ACTIVITIES = tuple(each.value for each in HeldActivity)
_MAX_REASON, _MAX_STAGES, _MAX_KINDS = 300, 6, 12


def read_hold(table: PlanTable, known: Vocabulary, sessions: Sequence[Session], origin: FromPlan) -> PlanHold:
    """The hold that `table` states; `sessions` are those of the plan."""
    table.refuse_unknown(HOLD_KEYS)
    identifier = table.identifier("id")
    what = _what(table, known)
    span = hours(table, "for", MAX_HOLD_HOURS, least=0)
    return PlanHold(
        id=identifier,
        what=what,
        hours=span,
        origin=origin,
        after=kinds_of_sessions(table, "after", known, sessions),
        stages=_stages(table, span),
        reason=table.text("reason", _MAX_REASON, lines=True),
    )


def _what(table: PlanTable, known: Vocabulary) -> HeldThing:
    named = [key for key in _WHAT if key in table.values]
    if len(named) != 1:
        message = "The hold names several things at once." if named else "The hold does not say what rests."
        suggestion = 'Write one of ingredients = "retinoid", product = "oil" and activity = "heat".'
        table.problem(named[1] if named else None, message, suggestion)
        return OfKind("")
    match named[0]:
        case "ingredients":
            return OfClass(_class(table, known))
        case "product":
            return OfKind(product_kind(table, "product", known.kinds))
        case _:
            return OfActivity(_activity(table))


def _class(table: PlanTable, known: Vocabulary) -> str:
    word = table.text("ingredients", 64)
    if not word or word in known.classes:
        return word
    plain = word.casefold().replace(" ", "-").replace("_", "-")
    meant = next((each.id for each in known.classes.values() if plain == each.id or plain in each.also), None)
    suggestion = f'Did you mean "{meant}"?' if meant else nearest(plain, known.classes)
    table.problem("ingredients", f"{shown(word)} is no class of ingredients.", suggestion)
    return word


def _activity(table: PlanTable) -> HeldActivity:
    word = table.text("activity", 40)
    if word and word not in _ACTIVITIES:
        message = f"{shown(word)} is no activity that a hold knows."
        table.problem("activity", message, nearest(word, _ACTIVITIES))
    return HeldActivity(word) if word in _ACTIVITIES else HeldActivity.TOUCH


def kinds_of_sessions(table: PlanTable, key: str, known: Vocabulary, sessions: Sequence[Session]) -> tuple[str, ...]:
    """Kinds of session, each named as one of `sessions`, those of the plan, or by another name for the same."""
    kinds = list(dict.fromkeys(session.kind for session in sessions if session.kind))
    words = table.texts(key, _MAX_KINDS, 80)
    named = known.session_kinds.values()
    for index, word in enumerate(words):
        if word and kinds and not any(names_session(word, kind, done_in(kind, named)[0], named) for kind in kinds):
            message = f"No session of this plan is of the kind {shown(word)}."
            table.problem(key, message, nearest(word, kinds), index)
    return words


def _stages(table: PlanTable, span: int) -> tuple[ReturnStage, ...]:
    stages: list[ReturnStage] = []
    before = span
    for index, each in enumerate(table.parts("return", _MAX_STAGES)):
        if not isinstance(each, dict):
            message = f"{described(each)}, and each stage of the return is a table."
            table.problem("return", message, 'Write for example { until = "7 days", every_days = 3 }', index)
            continue
        stage = table.part("return", each, index)
        stage.refuse_unknown(STAGE_KEYS)
        until = hours(stage, "until", MAX_HOLD_HOURS)
        every = stage.whole_number("every_days", 2, 28, "every_days = 3")
        if until > before:
            stages.append(ReturnStage(until, every))
            before = until
        elif isinstance(stage.values.get("until"), str):
            message = f"The stage ends at {until} h, and what comes before it lasts until {before} h."
            stage.problem("until", message, "All are counted from the end of the session.")
    return tuple(stages)
