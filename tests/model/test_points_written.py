"""Points that were used in a session, as somebody writes them down: which are known, and what is told of the others."""

from __future__ import annotations

import pytest

from aftercare.model.face_point import FacePoint, Means
from aftercare.model.points_written import NotKnown, not_known, not_known_words
from aftercare.model.routine import FromPlan
from aftercare.model.side import Side
from aftercare.store.reference import points

OF_PLAN = (FacePoint("brow-point", Side.MIDDLE, Means.NEEDLE, FromPlan("calm", 1), code="EX-HN3"),)


@pytest.mark.parametrize(
    "written",
    [
        *("LI4", "li 4", "LI-4", "Hegu", "yintang", "M-HN-3", "GV29", "BL1"),
        *("brow-point", "Brow point", "LI4 left", "ST36 (both sides)", "ST6 r", "LI4, on the right".replace(",", "")),
        # what is in no table of the program, and has a code all the same
        *("GB34", "SP10", "BL67", "UB23", "SJ5", "Liv3", "Du20", "Ren12", "K3", "EX-B2", "EX-HN15"),
    ],
)
def test_what_has_a_code_or_a_name_is_known(written: str) -> None:
    assert not_known((written,), points(), OF_PLAN) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("LI44", "LI4"), ("Hegu4", "Hegu"), ("Yintan", "Yintang"), ("brow-pint", "brow-point")),
        *(("bananas", ""), ("SP22", "SP2"), ("GB0", ""), ("ZZ4", ""), ("LI4 and ST36", ""), ("7", "")),
    ],
)
def test_what_looks_like_a_slip_is_told_with_what_may_have_been_meant(written: str, meant: str) -> None:
    assert not_known((written,), points(), OF_PLAN) == (NotKnown(written, meant),)


def test_the_sentence_says_what_would_be_right() -> None:
    assert not_known_words((NotKnown("LI44", "LI4"),), OF_PLAN) == (
        "“LI44” is no point that is known here.",
        "Did you mean LI4?",
    )
    assert not_known_words((NotKnown("LI44", "LI4"), NotKnown("bananas")), OF_PLAN)[0] == (
        "“LI44” and “bananas” are no points that are known here."
    )
    assert not_known_words((NotKnown("bananas"),), OF_PLAN)[1] == (
        "Points are written by code or name, with commas between: LI4, Hegu; your plan has EX-HN3."
    )
    assert not_known_words((NotKnown("bananas"),), ())[1] == (
        "Points are written by code or name, with commas between: LI4, Hegu."
    )
