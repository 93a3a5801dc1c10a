"""The report in a browser as people have one: what it asks for, how it prints, and what its first page says."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from browser import A4, LETTER, Browser
from msgspec.structs import replace
from pypdf import PdfReader
from report_samples import FIRST, LAST, NOW, PICTURES, a_report, a_step

from aftercare.exchange.report.page import report_page
from aftercare.model.adherence import Tally
from aftercare.model.question import Question
from aftercare.model.report import Change, Compared, ReportedReaction, ReportedSign, SkipReason, Verdict
from aftercare.store import reference

pytestmark = pytest.mark.program(name="chromium", package="chromium")
PAPERS = pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
#: As long as a text of the record can be: the first page cuts it.
LONG = "A very long sentence about what happened on that evening, and some more of it. " * 120


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Started once for all tests of a worker, none of which begins where there is no browser."""
    program = shutil.which("chromium")
    assert program is not None
    opened = Browser(program, tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "report.html"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each printed page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def write(file: Path, report) -> Path:
    file.write_bytes(report_page(report, reference.face(), PICTURES))
    return file


def test_it_asks_for_nothing_outside_itself(browser: Browser, file: Path) -> None:
    write(file, a_report("<img src=http://127.0.0.1:9/x.png><link rel=stylesheet href=http://127.0.0.1:9/x.css>"))
    asked = browser.open(file)
    assert [each for each in asked if not each.startswith("data:image/jpeg;base64,")] == [file.as_uri()]
    assert len([each for each in asked if each.startswith("data:")]) <= len(PICTURES)
    assert browser.complaints == []
    assert browser.value("[...document.images].every(each => each.naturalWidth == 1)") is True
    assert browser.value("document.images.length") == 2
    assert browser.value("document.scripts.length") == 0


def test_what_watches_for_requests_sees_one_where_there_is_one(browser: Browser, file: Path) -> None:
    address = "http://127.0.0.1:9/x.png"
    file.write_text(f"<!doctype html><title>x</title><img src='{address}'>", "utf-8")
    assert address in browser.open(file)
    # and of the report's own policy it hears where something is refused
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    file.write_text(f"<!doctype html><title>x</title>{policy}<img src='{address}'>", "utf-8")
    browser.open(file)
    assert any("Content Security Policy" in each for each in browser.complaints)


@PAPERS
def test_the_brief_prints_on_two_pages_at_most_however_much_there_is(
    browser: Browser, file: Path, paper: tuple[float, float]
) -> None:
    crowded = a_report(LONG, many=20)
    flat = Compared(5.0, 6.5, 7, 7, Verdict.NO_CLEAR_CHANGE, FIRST, LAST, 2)
    crowded = replace(
        crowded,
        steps=tuple(replace(each, rule=LONG, when=LONG, product=LONG, in_place_of="x") for each in crowded.steps),
        measures=tuple(replace(each, compared=flat) for each in crowded.measures),
        elsewhere=(LONG,) * 20,
    )
    browser.open(write(file, replace(crowded, wish=replace(crowded.wish, brief=True))))
    assert len(pages_of(browser.printed(paper))) <= 2


def ordinary():
    """Two weeks as they are: eight steps, a reaction, a sign, two questions."""
    steps = [
        replace(a_step(f"Step {number}", number), tally=Tally(14, 0, 0), held=0, paused=0, reasons=(), changes=())
        for number in range(8)
    ]
    steps = [replace(each, questions=(), plan_says="", when="evening") for each in steps]
    steps[2] = replace(
        steps[2],
        name="Renewal serum",
        tally=Tally(3, 2, 1),
        reasons=(SkipReason("Skin feels irritated", (FIRST, LAST)),),
        changes=(Change(FIRST + timedelta(days=2), "Renewal serum", "now every 3 days, before daily"),),
    )
    return replace(
        a_report(many=2),
        client="Anna B.",
        therapist="Ines Moreau",
        practice="",
        plan="Calm and firm (version 2)",
        since="facial needles, Mon 9 Nov",
        steps=tuple(steps),
        tally=Tally(101, 2, 1),
        reactions=(ReportedReaction(LAST, "redness, itch", "chin", "Renewal serum", "gone by noon"),),
        signs=(
            ReportedSign(LAST, "A lump at a needle point", "to be seen by a doctor", "answered yes", answered=True),
        ),
        elsewhere=("Fri 13 Nov: laser, cheeks",),
        questions=(
            Question("q-1", NOW, "May I use the serum twice a week?", "step-2"),
            Question("q-2", NOW, "Is sauna all right?"),
        ),
    )


@PAPERS
def test_the_first_page_alone_says_what_was_used_left_out_hurt_and_asked(
    browser: Browser, file: Path, paper: tuple[float, float]
) -> None:
    browser.open(write(file, ordinary()))
    first, second, *_ = pages_of(browser.printed(paper))
    for wanted in (
        "Anna B.",
        "9 to 22 November 2026, 14 days since the session: facial needles, Mon 9 Nov",
        "5 sessions of 12 took place",
        "Page 1 of ",
        # what matters before the needles
        "Before needling: had elsewhere Fri 13 Nov: laser, cheeks 101 of 104",
        "1 sign that may need care 1 reaction 2 open questions",
        "101 of 104 done of what was due, 97 %; 2 skipped, 1 not answered",
        # what was used
        "What was used",
        "Step 0 daily, evening 14 of 14",
        "Renewal serum daily, evening 3 of 6",
        "Step 7 daily, evening 14 of 14",
        # what was left out, and why
        "Renewal serum: skipped 2× (Skin feels irritated: Mon 9 Nov, Sun 22 Nov); not answered 1×",
        # what changed
        "Wed 11 Nov, Renewal serum: now every 3 days, before daily",
        # what hurt
        "! The client answered yes on Sun 22 Nov: A lump at a needle point; to be seen by a doctor",
        "Sun 22 Nov: redness, itch; chin; to Renewal serum: gone by noon",
        "Renewal serum: left out, “Skin feels irritated”: ",
        # what is asked
        "Renewal serum: May I use the serum twice a week?",
        "Is sauna all right?",
    ):
        assert wanted in first
    assert re.match(r"Page 2 of \d+ The plan, line by line", second)


def test_it_is_read_on_paper_without_colour(browser: Browser, file: Path) -> None:
    browser.open(write(file, a_report(many=4)))
    browser.ask("Emulation.setEmulatedMedia", media="print")
    grey = """
        [...document.querySelectorAll("body *")].every(each => {
          const [r, g, b] = getComputedStyle(each).color.match(/[0-9.]+/g).map(Number);
          return r === g && g === b && r < 100;
        })
    """
    assert browser.value(grey) is True
    browser.ask("Emulation.setEmulatedMedia", media="")
    # each verdict has a pattern or a line of its own, and its number stands in the zone
    assert (
        browser.value("new Set([...document.querySelectorAll('.face polygon')].map(e => e.getAttribute('class'))).size")
        >= 4
    )
    assert browser.value("document.querySelectorAll('.face .figure').length") == 8


def test_nothing_reaches_out_of_the_page_of_a_narrow_screen(browser: Browser, file: Path) -> None:
    browser.open(write(file, a_report("x" * 400, many=3)))
    browser.ask("Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=True)
    assert browser.value("document.documentElement.scrollWidth") <= 360
    browser.ask("Emulation.clearDeviceMetricsOverride")
