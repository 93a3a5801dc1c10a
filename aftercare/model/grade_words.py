"""How well founded a row of the reference data is, in words that a client reads."""

from __future__ import annotations

from aftercare.model.grade import Grade

_WORDS = {
    Grade.OFFICIAL: "well founded: an official text, a trial or a review",
    Grade.SINGLE: "partly founded: a single study, a label or a professional body",
    Grade.CONVENTION: "a convention of clinics and the trade, without a trial",
    Grade.CARRIED_OVER: "carried over from a neighbouring procedure, not studied itself",
    Grade.UNVERIFIED: "general knowledge that nobody has checked",
}


def grade_words(grade: Grade) -> str:
    """Such as "a convention of clinics and the trade, without a trial"."""
    return _WORDS[grade]
