"""What a person calls the things in each table of a record, many of them."""

from __future__ import annotations

from aftercare.model import tables

_WORDS = {
    tables.CHECK_OFFS: "answers to steps",
    tables.ENTRIES: "journal entries",
    tables.CLIENT: "about the client",
    tables.PRACTITIONER: "about the therapist",
    tables.PLANS: "plans",
    tables.PRODUCTS: "products",
    tables.SLOTS: "parts of the day",
    tables.STEPS: "steps",
    tables.SESSIONS: "sessions",
    tables.PROGRAMME: "what the plan is for",
    tables.HOLDS: "rests after a session",
    tables.PROCEDURES: "had elsewhere",
    tables.INTERVALS: "intervals of the plan",
    tables.POINTS: "points",
    tables.PAUSES: "pauses",
    tables.QUESTIONS: "questions",
    tables.PACKS: "packs",
    tables.STOCK_COUNTS: "amounts left",
    tables.PRODUCT_TESTS: "patch tests",
    tables.SET_ASIDE: "remarks set aside",
    tables.TIME_ZONES: "time zones",
    tables.DAY_STARTS: "starts of the day",
    tables.SAFETY: "safety answers",
    tables.AGREEMENTS: "agreements",
    tables.USES: "uses when needed",
    tables.WATCH: "looks for late signs",
    tables.REMINDERS: "reminder settings",
    tables.QUIET_HOURS: "quiet hours",
    tables.SNOOZES: "reminders put off",
    tables.MAGNETS: "magnets on and off",
    tables.PRESSES: "points pressed",
}


def table_words(table: str) -> str:
    """Such as "answers to steps"; a table that has no words of its own by its name."""
    return _WORDS.get(table, table.replace("_", " "))
