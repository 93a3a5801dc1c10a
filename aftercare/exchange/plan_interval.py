"""How long the therapist waits with needles after something that was had elsewhere, in a plan file.

```toml
[[intervals]]
after = "filler"          # toxin, filler, peel, laser, microneedling, microdermabrasion or thread-lift
for = "28 days"           # or "4 weeks"; "0 days": needles need not wait
reason = "Let it settle first."
```
"""

from __future__ import annotations

from aftercare.exchange.plan_amount import days
from aftercare.exchange.plan_table import PlanTable, nearest
from aftercare.model.procedure import MAX_INTERVAL, WITH_INTERVAL, Interval, ProcedureKind
from aftercare.model.routine import FromPlan
from aftercare.model.safe_text import shown

INTERVAL_KEYS = ("after", "for", "reason")
_KINDS = tuple(each.value for each in WITH_INTERVAL)
_MAX_REASON = 300


def read_interval(table: PlanTable, origin: FromPlan) -> Interval:
    """The interval that `table` states."""
    table.refuse_unknown(INTERVAL_KEYS)
    return Interval(
        what=_what(table),
        days=days(table, "for", MAX_INTERVAL, least=0),
        origin=origin,
        reason=table.text("reason", _MAX_REASON, lines=True),
    )


def _what(table: PlanTable) -> ProcedureKind:
    word = table.text("after", 40, required=True, example='after = "filler"')
    plain = word.casefold().replace(" ", "-").replace("_", "-")
    if word in _KINDS:
        return ProcedureKind(word)
    if word:
        suggestion = f'Did you mean "{plain}"?' if plain in _KINDS else nearest(plain, _KINDS)
        table.problem("after", f"{shown(word)} is nothing that an interval can follow.", suggestion)
    return ProcedureKind.FILLER
