"""What no text of the program says: promises, "stop your medicine", and points offered that are not for the client.

The check is tried on bad sentences first: it has to catch them.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftercare.store.reference import points

ROOT = Path(__file__).parents[2]

PROMISES = {
    "cure": r"\bcur(e|es|ed|ing|ative)\b",
    "detox": r"\bdetox",
    "guaranteed": r"\bguarante",
    "clinically proven": r"\b(clinically|scientifically|medically)[ -]+(proven|tested|shown)\b",
    #: A figure that clinics repeat, and whose origin nobody has found.
    "marked effect": r"\b300 (people|patients|women|cases)\b|\b90 ?(%|percent|per cent)[^.]{0,30}\beffect",
    "replaces Botox": r"\b(replac\w+|instead of|alternative to|better than|as good as|like) (your |the )?botox\b",
}
COLLAGEN = re.compile(r"\bcollagen\b", re.IGNORECASE)
MAKES = re.compile(r"\b(stimulat|boost|increas|build|produc|trigger|mak|lead|new)\w*\b", re.IGNORECASE)
HEDGED = re.compile(r"\b(not been shown|not shown|hypothesis|question of|whether|no trial)\b", re.IGNORECASE)

MEDICINE = (
    r"(prescribed|prescription|medicines?|medication|blood[ -]thinners?|anticoagulants?|warfarin|aspirin|"
    r"antibiotics?|isotretinoin|tretinoin|hydroquinone|tablets?)"
)
STOPS = r"(stop|stopping|discontinue|quit|cease|come off|leave out|leave off|skip|pause|withhold|interrupt|drop)"
STOP_MEDICINE = (
    re.compile(rf"\b{STOPS}\b[^.;:]{{0,50}}\b{MEDICINE}\b", re.IGNORECASE),
    re.compile(rf"\b(do not|don't|never|no longer) (take|use|apply)\b[^.;:]{{0,50}}\b{MEDICINE}\b", re.IGNORECASE),
    re.compile(
        rf"\b{MEDICINE}\b[^.;:]{{0,40}}\b(rests?|is held|are held|must be (stopped|left out|paused)|should be "
        r"(stopped|left out|paused)|can be (stopped|left out|paused)|has to (stop|rest|pause))\b",
        re.IGNORECASE,
    ),
)
#: Said before the verb, these turn the sentence round. "Not" alone does not: "do not take" is what is looked for.
SPARED = re.compile(
    r"\b(never|nobody|nobody is told in passing to|not (to )?|don't|cannot|unless|without|ask (the|your) prescriber.*)"
    rf"\W+(\w+\W+){{0,2}}{STOPS}\b|\bnever (held|rests?|covered)\b|\bnot prescribed\b",
    re.IGNORECASE,
)

EXCLUDED = r"(BL ?1|ST ?1|EX-?HN ?7|ST ?9|Jingming|Chengqi|Qiuhou|Renying)"
OFFERS = re.compile(
    rf"\b(press|massage|rub|place|put|stick|wear|apply|attach|touch|use|tap|stimulate)\w*\b[^.;]{{0,60}}\b{EXCLUDED}(?!\d)\b"
    rf"|\b{EXCLUDED}(?!\d)\b[^.;]{{0,60}}\b(magnet|acupressure|press|finger|massage|yourself)\w*",
    re.IGNORECASE,
)
WITHHELD = re.compile(r"\b(never|not|no|practitioner's alone|practitioner only|refused)\b", re.IGNORECASE)


def faults(text: str) -> set[str]:
    """What is wrong with `text`, sentence by sentence."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text):
        found |= {name for name, pattern in PROMISES.items() if re.search(pattern, sentence, re.IGNORECASE)}
        if COLLAGEN.search(sentence) and MAKES.search(sentence) and not HEDGED.search(sentence):
            found.add("stimulates collagen")
        if any(pattern.search(sentence) for pattern in STOP_MEDICINE) and not SPARED.search(sentence):
            found.add("stops a medicine")
        if OFFERS.search(sentence) and not WITHHELD.search(sentence):
            found.add("offers an excluded point")
    return found


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("This cures wrinkles.", "cure"),
        ("A cure for redness", "cure"),
        ("A detoxifying mask.", "detox"),
        ("Lift guaranteed after six sessions.", "guaranteed"),
        ("We guarantee a lift.", "guaranteed"),
        ("Clinically proven to firm.", "clinically proven"),
        ("clinically-tested", "clinically proven"),
        ("It replaces Botox.", "replaces Botox"),
        ("Needles instead of botox", "replaces Botox"),
        ("Of 300 people 90 % had a marked effect.", "marked effect"),
        ("A marked effect in 300 cases.", "marked effect"),
        ("90% saw an effect", "marked effect"),
        ("Needling stimulates collagen.", "stimulates collagen"),
        ("It boosts your own collagen production.", "stimulates collagen"),
        ("New collagen forms after a week.", "stimulates collagen"),
        ("Stop your blood thinner two days before.", "stops a medicine"),
        ("Stop taking any prescribed medicine.", "stops a medicine"),
        ("Do not take your tablets tonight.", "stops a medicine"),
        ("Skip the prescribed cream after needles.", "stops a medicine"),
        ("Leave out aspirin for a week.", "stops a medicine"),
        ("Your tretinoin rests for 48 hours.", "stops a medicine"),
        ("Prescribed creams should be paused.", "stops a medicine"),
        ("Calm skin first. Then discontinue the antibiotic.", "stops a medicine"),
        ("Press BL1 for a minute.", "offers an excluded point"),
        ("Put a magnet on ST 9 overnight.", "offers an excluded point"),
        ("EX-HN7: gentle acupressure", "offers an excluded point"),
        ("Massage Chengqi with a finger.", "offers an excluded point"),
    ],
)
def test_the_check_catches_what_it_is_for(sentence, fault):
    assert fault in faults(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "An accurate, secure record.",
        "That needles lead to new collagen has not been shown in people.",
        "Never stop a prescribed medicine.",
        "A prescribed one is never held: ask the prescriber or your therapist.",
        "Keep using prescribed medicines as prescribed, and ask the prescriber before you change anything about them.",
        "Blood thinners make it likelier: mention them, and go on taking them as prescribed.",
        "BL1 lies in the hollow above the inner eye corner.",
        "Points such as BL1 and ST9 are never for a magnet or the client's own hands.",
        "Press ST14 and BL10 for a minute.",
        "A step that stung rests.",
    ],
)
def test_the_check_leaves_the_rest_alone(sentence):
    assert faults(sentence) == set()


def strings_of_data() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "data").rglob("*.toml")):
        for text in _texts(tomllib.loads(file.read_text("utf-8"))):
            yield file.name, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def strings_of_code() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "aftercare").rglob("*.py")):
        name = str(file.relative_to(ROOT))
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (each.value if isinstance(each, ast.Constant) else "…" for each in node.values)
                yield f"{name}:{node.lineno}", "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{name}:{node.lineno}", node.value


def strings_of_papers() -> Iterator[tuple[str, str]]:
    for name in ("README.md", "CHANGELOG.md"):
        yield name, (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("strings", [strings_of_data, strings_of_code, strings_of_papers])
def test_no_text_says_it(strings):
    found = list(strings())
    assert len(found) > 1
    assert [(where, faults(text), text) for where, text in found if faults(text)] == []


def test_the_table_of_points_keeps_the_excluded_ones_from_the_client():
    kept = {code for code, point in points().items() if not point.client_may}
    assert kept == {code for code in points() if code in {"BL1", "ST1", "EX-HN7", "ST9"}}
    assert len(kept) == 4


def test_no_sample_plan_puts_anything_of_the_client_on_an_excluded_point():
    offered = {
        point.get("code")
        for file in (ROOT / "data" / "plans").glob("*.toml")
        for point in tomllib.loads(file.read_text("utf-8")).get("points", [])
    }
    assert "ST6" in offered
    assert not offered & {"BL1", "ST1", "EX-HN7", "ST9"}
