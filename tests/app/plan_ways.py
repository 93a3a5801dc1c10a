"""The keys of the screens with plans: what comes of each."""

from __future__ import annotations

from ways import Way

PLAN_WAYS = (
    Way("the therapist, to the plans", "p", "PlansScreen", "In force. It holds from Friday 20 November", click=True),
    Way("plans", "b", "Confirm", "Go back to “Calm and firm, autumn course”, version 1?", click=True),
    Way("plans", "d", "PlanDaysSheet", "Only the plan: your own steps are not among them.", click=True),
    Way("plans", "l", "LeafletSheet", "What your therapist decided comes first.", click=True),
    Way("plans, gone back", "u", sees="Friday 20 November 2026 on", wrote=("undo",), click=True),
    Way("plans", "question_mark", "HelpScreen", "Every plan that you ever accepted", click=True),
    Way("plans", "escape", "TherapistSheet", "p plan", click=True),
    Way("plans", "q", "TherapistSheet", "p plan"),
    Way("days of a plan", "down", scrolls="down", click=True),
    Way("days of a plan", "escape", "PlansScreen", click=True),
    Way("a leaflet", "down", scrolls="down", click=True),
    Way("a leaflet", "escape", "PlansScreen", click=True),
    Way("a plan shown", "d", "PlanDaysSheet", "28 days by this plan"),
    Way("a plan shown", "l", "LeafletSheet", "The leaflet"),
    Way("a plan shown", "question_mark", "HelpScreen", "Nothing is written before y.", click=True),
)
