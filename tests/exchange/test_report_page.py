"""The report as a page: valid HTML in which every text is text, and which has nothing outside itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from report_samples import FIRST, LAST, PICTURES, a_report

from aftercare.exchange.report.clear_text import clear
from aftercare.exchange.report.own import is_report
from aftercare.exchange.report.page import report_page
from aftercare.model.face_shape import Face
from aftercare.model.report import Report
from aftercare.model.report_wish import USUAL_PARTS, ReportPart, ReportWish
from aftercare.store import reference

HTML = "{http://www.w3.org/1999/xhtml}"
#: What could end a tag, an attribute, a style or a script, begin a template, or take effect unseen.
NASTY = (
    "</p></table></svg></style><script>alert(1)</script>",
    "\"' onload='x' \" style=\"",
    "<img src=http://example.org/x.png onerror=alert(1)>",
    "&amp; &lt; &#60; &nbsp; & <",
    "{{ 7 * 7 }} {% for x in y %} {# no #}",
    "<!-- --> ]]> <![CDATA[ <?xml",
    "\x1b]0;x\x07 \x00 \u202e evil \ufeff \ufffe \U0001fffe \ud800",
    "two\nlines\tand a tab",
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text("<>&\"'/={}%#!-\x1b\u202e ", max_size=40))


def page(report: Report) -> str:
    # a few shapes are as good as all of them, and are parsed ten times as fast
    face = Face(reference.face().regions[:8], reference.zones())
    return report_page(report, face, PICTURES).decode()


def parsed(written: str):
    """The document, as a parser reads it that forgives nothing."""
    return html5lib.HTMLParser(strict=True).parse(written)


def shape(document) -> list[tuple[str, tuple[str, ...]]]:
    """The tags with the names of their attributes: what a text of a person must never change."""
    return [(str(each.tag), tuple(sorted(each.attrib))) for each in document.iter() if isinstance(each.tag, str)]


def in_tree(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_it_is_valid_html_and_says_what_made_it() -> None:
    for report in (a_report(), a_report(many=30), a_report(parts=frozenset()), a_report(many=0)):
        written = report_page(report, reference.face(), PICTURES).decode()
        document = parsed(written)
        assert is_report(written[:1024].encode())
        assert document.find(f"{HTML}head/{HTML}title").text == "Report, 9 to 22 November 2026"


@pytest.mark.program(name="tidy", package="tidy")
def test_a_second_validator_has_nothing_to_say(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    for number, text in enumerate(("words", *NASTY)):
        file.write_text(page(a_report(text, many=3)), "utf-8")
        tidy = shutil.which("tidy")
        assert tidy is not None
        # an empty cell or line is no fault
        ended = subprocess.run(
            [tidy, "-errors", "-quiet", "--drop-empty-elements", "no", str(file)], capture_output=True, text=True
        )
        assert (number, ended.stderr, ended.returncode) == (number, "", 0)


@given(texts)
@settings(max_examples=25, deadline=None)
def test_every_text_is_text_and_nothing_else(text: str) -> None:
    # nothing at all is told otherwise than something
    text = f"x{text}"
    document = parsed(page(a_report(text)))
    assert shape(document) == shape(_plain())
    told = in_tree("".join(document.itertext()))
    # the page shows it wherever it belongs: steps, reasons, questions, reactions, sessions, shelf, photos
    assert told.count(in_tree(clear(text))) >= 30


@cache
def _plain():
    return parsed(page(a_report("words")))


def test_what_cannot_be_seen_is_written_out() -> None:
    written = page(a_report("a\x1b[31mb\u202ec\ufdd0"))
    assert "a&lt;U+001B&gt;[31mb&lt;U+202E&gt;c&lt;U+FDD0&gt;" in written
    assert not set(written) & set("\x1b\u202e\ufdd0")


def test_it_has_no_script_and_no_address_but_its_own_photos() -> None:
    document = parsed(page(a_report("see http://example.org/ <a href='//x'>")))
    for element in document.iter():
        tag = str(element.tag).removeprefix(HTML)
        assert tag not in ("script", "iframe", "object", "embed", "link", "base", "form", "a", "audio", "video")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name in ("src", "href", "srcset", "action", "data", "poster") or "href" in name:
                assert value.startswith("data:image/jpeg;base64,")
    (style,) = document.iter(f"{HTML}style")
    addresses = re.findall(r"url\(([^)]*)\)|@import", style.text)
    assert addresses
    assert all(each.startswith("#") for each in addresses)


def test_photos_are_in_it_only_where_they_were_asked_for() -> None:
    assert page(a_report()).count("data:image/jpeg") == 2
    without = replace(a_report(), wish=ReportWish(FIRST, LAST, USUAL_PARTS), photos=())
    written = page(without)
    assert "data:image" not in written
    assert "Not in this report, as the client chose: photos; notes of the journal." in written


@pytest.mark.parametrize("part", ReportPart)
def test_a_part_that_is_left_out_is_named_so_and_has_no_heading(part: ReportPart) -> None:
    from aftercare.model.report_wish import part_title

    document = parsed(page(a_report(parts=frozenset(ReportPart) - {part})))
    headings = ["".join(each.itertext()) for each in document.iter(f"{HTML}h2")]
    assert part_title(part) not in headings
    assert all(part_title(each) in headings for each in ReportPart if each is not part)
    assert part_title(part).lower() in "".join(document.find(f".//{HTML}footer").itertext())


def test_the_first_page_alone_has_no_details() -> None:
    report = a_report()
    document = parsed(page(replace(report, wish=replace(report.wish, brief=True))))
    assert document.find(f".//{HTML}main") is None
    headings = ["".join(each.itertext()) for each in document.iter(f"{HTML}h2")]
    assert {"What was used", "What was left out", "What hurt", "What is asked"} <= set(headings)


def test_numbers_stand_beside_every_picture() -> None:
    document = parsed(page(a_report(many=2)))
    for chart in document.iter(f"{HTML}div"):
        if chart.get("class") == "chart":
            assert (
                "Better: 5.8 at first (4 days), 3.2 at last (3 days). Between 2.0 and 5.0. Rated on 6 of 14 days."
                in in_tree("".join(chart.itertext()))
            )
            assert "self-reported" in "".join(chart.itertext())
    (face,) = (each for each in document.iter(f"{HTML}div") if each.get("class") == "face")
    rows = [["".join(cell.itertext()) for cell in row] for row in face.iter(f"{HTML}tr")]
    assert ["5.8", "3.2", "−2.5", "4 + 3", "better"] in [row[1:] for row in rows]
    assert ["5.0", "–", "?", "1 + 0", "too few days to say"] in [row[1:] for row in rows]
