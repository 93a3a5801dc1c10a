"""The head of a plan file: who wrote it, how to reach them, what it is for and when they look at it again."""

from __future__ import annotations

import re
from datetime import date

from aftercare.exchange.plan_calendar import day
from aftercare.exchange.plan_table import PlanTable, described
from aftercare.model.programme import Complaint, Cosmetic, Purpose
from aftercare.model.routine import Practitioner
from aftercare.model.safe_text import shown

PLAN_KEYS = (
    "id", "version", "title", "written", "starts", "client", "purpose", "concerns", "advice", "review"
)  # fmt: skip
PRACTITIONER_KEYS = ("name", "practice", "phone", "email", "website", "address", "hours")
_MAX_NAME, _MAX_TITLE, _MAX_ADDRESS = 80, 120, 300
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_WEBSITE = re.compile(r"(?:https?://)?[^\s/]+\.[^\s/.]+(?:/\S*)?")
_PHONE = re.compile(r"[^\d]*(?:\d[^\d]*){3,}")


def read_practitioner(table: PlanTable) -> Practitioner:
    """The therapist and how to reach them."""
    table.refuse_unknown(PRACTITIONER_KEYS)
    return Practitioner(
        name=table.text("name", _MAX_NAME, required=True, example='name = "Ines Moreau"'),
        practice=table.text("practice", _MAX_TITLE),
        phone=_of_form(table, "phone", _MAX_NAME, _PHONE, "is no telephone number", "+44 20 7946 0143"),
        email=_of_form(table, "email", _MAX_TITLE, _EMAIL, "is no mail address", "ines@moreau.example"),
        website=_of_form(table, "website", _MAX_TITLE, _WEBSITE, "is no address of a website", "moreau.example"),
        address=table.text("address", _MAX_ADDRESS, lines=True),
        hours=table.text("hours", _MAX_ADDRESS, lines=True),
    )


def _of_form(table: PlanTable, key: str, limit: int, form: re.Pattern[str], wrong: str, example: str) -> str:
    text = table.text(key, limit)
    if text and not form.fullmatch(text):
        table.problem(key, f"{shown(text)} {wrong}.", f'Write for example {key} = "{example}"')
    return text


def read_purpose(table: PlanTable) -> Purpose:
    """What the care is for: cosmetic, or a complaint that the therapist names."""
    value = table.values.get("purpose")
    if value is None or value == "cosmetic":
        return Cosmetic()
    if isinstance(value, dict):
        purpose = table.part("purpose", value)
        purpose.refuse_unknown(("complaint",))
        example = 'purpose = { complaint = "tension of the jaw" }'
        return Complaint(purpose.text("complaint", _MAX_TITLE, required=True, example=example))
    if isinstance(value, str):
        message = f"{shown(value)} is no purpose by itself."
        suggestion = f'Write "cosmetic", or name a complaint: {{ complaint = "{shown(value)[1:-1]}" }}'
        table.problem("purpose", message, suggestion)
    else:
        message = f"{described(value)}, not a purpose."
        table.problem("purpose", message, 'Write "cosmetic" or { complaint = "tension of the jaw" }')
    return Cosmetic()


def read_review(table: PlanTable, written: date | None, starts: date | None) -> date | None:
    """The day on which the therapist looks at the plan again."""
    review = day(table, "review")
    for what, other in (("was written", written), ("starts", starts)):
        if review is not None and other is not None and review < other:
            message = f"The review on {review} lies before the plan {what}, {other}."
            table.problem("review", message, "Check the year and the month.")
            break
    return review
