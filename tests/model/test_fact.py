"""A row of any table in words."""

from __future__ import annotations

from msgspec import Struct

from aftercare.model.fact import Detail, fact_of, found_by
from aftercare.model.product_kind import Grade
from aftercare.model.reference_row import ReferenceRow, references_in
from aftercare.model.source import Source

SOURCES = {"S1": Source("S1", "A leaflet", "leaflet.example"), "S12": Source("S12", "A trial", "trial.example")}


class Dose(Struct, frozen=True):
    """A nested value with a grade of its own."""

    amount: str
    grade: Grade


class Remedy(ReferenceRow, frozen=True, kw_only=True):
    """A row of a table that nobody knows here."""

    dose: Dose
    on: bool = False
    days: float | None = None
    parts: tuple[Dose, ...] = ()
    fr: tuple[str, ...] = ()


ROW = Remedy(
    id="cold-cloth",
    label="Cold cloth",
    grade=Grade.CONVENTION,
    source="S12",
    note="Disputed (S1), and S99 is not known.",
    also=("Wét cloth",),
    dose=Dose("a minute", Grade.UNVERIFIED),
    days=2.0,
    parts=(Dose("once", Grade.SINGLE),),
    fr=("linge froid",),
)


def test_its_fields_are_told_one_by_one_and_what_is_empty_is_not():
    told = {each.title: each.words for each in fact_of("remedies", "cold-cloth", ROW, SOURCES).details}
    assert told == {
        "dose: amount": "a minute",
        "dose: how sure": "U: general knowledge that nobody has checked",
        "rests unless the plan says otherwise": "no",
        "days": "2",
        "in French": "linge froid",
        "steps": "amount once, how sure B: partly founded: a single study, a label or a professional body",
    }


class Named(ReferenceRow, frozen=True, kw_only=True):
    """A row with a source beside its own, and a word that looks like one."""

    pregnancy_source: str
    words: tuple[str, ...]


def test_only_of_a_source_does_none_mean_that_nobody_is_known():
    row = Named(
        id="x", label="X", grade=Grade.UNVERIFIED, source="none", pregnancy_source="none", words=("none", "red")
    )
    told = {each.title: each.words for each in fact_of("remedies", "x", row, SOURCES).details}
    assert told == {"who says so of pregnancy": "no source is known", "values": "none, red"}


def test_the_sources_that_it_names_anywhere_are_put_into_words_once():
    fact = fact_of("remedies", "cold-cloth", ROW, SOURCES)
    assert {each.label for each in fact.sources} == {"A leaflet", "A trial"}
    assert len(fact.sources) == 2


def test_it_goes_by_id_label_and_other_words_in_any_language_without_accents_and_hyphens():
    assert found_by(fact_of("remedies", "cold-cloth", ROW, SOURCES)) == ("cold cloth", "wet cloth", "linge froid")


def test_a_row_with_nothing_but_its_own_fields_is_told_too():
    fact = fact_of("doses", "d1", Dose("a drop", Grade.UNVERIFIED), SOURCES)
    assert (fact.id, fact.label, fact.source, fact.also, fact.sources) == ("d1", "d1", "", (), ())
    assert fact.details == (Detail("amount", "a drop"),)


def test_points_and_strengths_are_not_taken_for_sources():
    assert references_in("SP6 and SPF50 at ST9; see S4 (S57 hpra.ie), S4") == ("S4", "S57")
