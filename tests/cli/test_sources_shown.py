"""Every row about what goes together, and every rule for magnets: what a client is told, how sure it is, who says so.

Written from the fact base of the project, sections 4 and 7, not from the tables.
"""

from __future__ import annotations

import pytest

from aftercare.store.reference import interactions, magnet_rules

A = "A: well founded: an official text, a trial or a review"
B = "B: partly founded: a single study, a label or a professional body"
C = "C: a convention of clinics and the trade, without a trial"
X = "X: carried over from a neighbouring procedure, not studied itself"
U = "U: general knowledge that nobody has checked"

#: A row, its grade, where it has it from (none: nobody is known to have written it down), and words of what it says.
TOGETHER = [
    ("bpo-tretinoin", B, ("Br J Dermatol 139", "20967192"), "95 % in 24"),
    ("bpo-adapalene", B, ("Br J Dermatol 139",), "stable together"),
    ("bpo-retinol", U, (), "both dry the skin"),
    ("bpo-hydroquinone", C, ("bestdarkspotcorrectorreviews", "okdermo"), "wash off with soap"),
    ("bpo-vitamin-c", U, (), "vitamin C"),
    ("retinoid-acid", C, ("womanandhomemagazine", "beauty-ai"), "the irritation adds up"),
    ("retinoid-pha", U, (), "PHA are mild"),
    ("retinoid-vitamin-c", C, (), "vitamin C in the morning, the retinoid in the evening"),
    ("retinoid-barrier", U, (), "ease the dryness"),
    ("retinoid-retinoid", U, (), "no gain and burns more"),
    ("retinoid-bakuchiol", U, (), "little is known at all"),
    ("retinoid-wax", C, (), "5 to 7 days before"),
    ("aha-bha", C, (), "exfoliate too much"),
    ("acid-scrub", C, (), "exfoliate too much"),
    ("acid-vitamin-c", C, (), "sting on sensitive skin"),
    ("acid-niacinamide", U, ("kindofstephen",), "leave some minutes between them"),
    ("niacinamide-vitamin-c", U, ("kindofstephen",), "hot solutions in a laboratory of the 1960s"),
    ("copper-vitamin-c", U, ("safeghkcu",), "holds its copper tightly"),
    ("copper-acid", U, (), "copper"),
    ("peptide-acid", U, (), "mostly a myth"),
    ("vitamin-c-e-ferulic", U, (), "keep each other stable"),
    ("azelaic-retinoid", C, (), "sting at the beginning"),
    ("citrus-sun", B, ("tisserandinstitute",), "burn in the sun"),
    ("aha-no-sunscreen", A, ("fda.gov",), "for a week after"),
    ("sensitising-no-sunscreen", U, (), "burns more easily"),
    ("oil-over-active", U, (), "act more strongly"),
    ("sunscreen-mixed", U, (), "uneven film"),
    ("two-new-products", C, (), "nobody can tell which of them"),
    ("active-needled-skin", X, ("150:68", "DSS.0000000000004450"), "lasting lumps"),
]

EXCLUDED = "No magnets, neither for you nor for whoever shares a bed with you or cares for you closely."
MAGNETS = [
    *((each, A, ("hmenews.com", "rtmagazine.com"), EXCLUDED) for each in (
        "pacemaker", "icd", "neurostimulator", "cochlear-implant", "csf-shunt", "aneurysm-clip", "metal-stent",
        "eye-splinter", "ocular-implant", "pump", "magnetic-denture", "mr-unsafe-metal",
    )),
    ("distance", A, ("medicalbag.com",), "at least 15 cm away from anybody's implant"),
    ("mri", B, ("rayusradiology.com",), "before you enter the scanner's area"),
    ("swallowing", A, ("phoenix.neighborhoodlink.com", "comrie.org.uk"), "without waiting for symptoms"),
    ("missing", U, (), "everybody in the household is asked"),
    ("count", U, (), "when they go on and when they come off"),
    ("children", U, (), "Lock magnets away"),
    ("night-mouth", U, (), "while you sleep"),
    ("eye-area", U, (), "None on the eyelids or within the rim of the orbit"),
    ("excluded-points", A, ("978 92 9061 248 7",), "never for the client's own hands"),
    ("skin", U, (), "broken, infected or irritated, and not over a drug patch"),
    ("after-needles", U, (), "at least 24 hours after needles"),
    ("heat", U, (), "never warmed"),
    ("wear", C, ("jcm.co.uk", "natremed.co.uk"), "every one to three days"),
    ("rest-day", U, (), "free for a day"),
    ("press-needles", B, ("39:555",), "belong in the clinic"),
    ("pregnancy", C, ("magnohealth.co.uk", "qmagnets.com"), "no harm has been shown"),
    ("metal-allergy", B, ("acupunctureworld.com",), "nickel-free or titanium"),
    ("under-18", U, (), "together with a parent or guardian"),
]  # fmt: skip


def _shown(run, table: str, row: str) -> str:
    """What `facts` tells of the one row."""
    blocks = run("facts", row).out.split("\n\n")
    return next(" ".join(block.split()) for block in blocks if f"({table}, {row})" in block)


@pytest.mark.parametrize(("row", "sure", "sources", "says"), TOGETHER, ids=[each[0] for each in TOGETHER])
def test_what_goes_together_is_told_with_its_source(run, row, sure, sources, says):
    told = _shown(run, "interactions", row)
    assert says in told
    assert f"how sure {sure} who says so" in told
    assert all(each in told for each in sources), told
    assert ("no source is known" in told) == (not sources)


@pytest.mark.parametrize(("row", "sure", "sources", "says"), MAGNETS, ids=[each[0] for each in MAGNETS])
def test_a_rule_for_magnets_is_told_with_its_source(run, row, sure, sources, says):
    told = _shown(run, "magnet_rules", row)
    assert says in told
    assert f"how sure {sure} who says so" in told
    assert all(each in told for each in sources), told
    assert ("no source is known" in told) == (not sources)


def test_no_row_is_without_an_expectation():
    assert [each[0] for each in TOGETHER] == list(interactions())
    assert {each[0] for each in MAGNETS} == set(magnet_rules())
