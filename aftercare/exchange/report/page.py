"""The report as one page of HTML: nothing in it is fetched, nothing in it runs, and it prints in black and white."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from aftercare.exchange.report.clear_text import clear
from aftercare.exchange.report.drawing import change_words, chart_of, face_picture
from aftercare.exchange.report.own import GENERATOR
from aftercare.model.face_shape import Face
from aftercare.model.report import Compared, Report, Verdict, WhoseStep
from aftercare.model.report_brief import Brief, brief_of
from aftercare.model.report_by_month import short_reactions, short_signs
from aftercare.model.report_wish import ReportPart, part_title
from aftercare.model.report_words import (
    SIGN_MARK,
    SIGNS_NOTE,
    compared_words,
    cut,
    done_words,
    had_words,
    left_out_words,
    next_words,
    period_words,
    plan_words,
    range_words,
    reaction_words,
    scale_words,
    tally_words,
)
from aftercare.model.words import counted, day_in_full, short_day

#: So many faces are drawn, those with the most zones: the others have their numbers.
_MOST_FACES = 4
#: So many lines the first page has at most where answers have room; a question with room counts for three.
_ROOM = 25
_NO_BREAK = "\N{NO-BREAK SPACE}"


def report_page(report: Report, face: Face, pictures: Mapping[str, bytes]) -> bytes:
    """The page. `pictures` are JPEG files by the hashes of the photos; a photo without one is told, not shown."""
    first, last = report.wish.first, report.wish.last
    brief = brief_of(report)
    template = _environment().get_template("page.html")
    written = template.render(
        report=report,
        wish=report.wish,
        brief=brief,
        room=_lines(brief) + 2 * len(report.questions) <= _ROOM,
        generator=GENERATOR,
        period=period_words(first, last),
        last=last,
        charts=[(each, chart_of(each, report.marks, first, last)) for each in report.measures],
        faces=[(each, face_picture(face, each) if at < _MOST_FACES else None) for at, each in enumerate(report.faces)],
        pictures={name: f"data:image/jpeg;base64,{b64encode(data).decode()}" for name, data in pictures.items()},
        part=ReportPart,
        verdict=Verdict,
        own=WhoseStep.OWN,
        signs=short_signs(report.signs),
        reactions=short_reactions(report.reactions),
        signs_note=SIGNS_NOTE,
        sign_mark=SIGN_MARK,
    )
    return written.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("aftercare.exchange.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.filters |= {
        "full_day": day_in_full,
        "change": change_words,
        "compared": _compared,
        "done": done_words,
        "had": had_words,
        "plan_words": plan_words,
        "kept_together": _kept_together,
        "left_out": left_out_words,
        "reaction": reaction_words,
        "title": part_title,
        "scale": scale_words,
        "range": range_words,
        "clock": _clock,
        "cut": cut,
        "percent": _percent,
        "next": next_words,
        "tally": tally_words,
        "number": _number,
    }
    environment.globals |= {"counted": counted, "short_day": short_day}
    return environment


def _shown(value: Any) -> Any:
    """What stands on the page for a value: every text comes through here, and is escaped afterwards."""
    if value is None:
        return ""
    return clear(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(brief: Brief) -> int:
    """How many lines the first page has, whatever stands in them."""
    lists = (brief.left_out, brief.changed, brief.hurt, brief.skin, brief.asked, brief.elsewhere)
    return len(brief.used or ()) + sum(len(found.lines) for found in lists if found is not None)


def _kept_together(title: str) -> str:
    """`title` with its "(version 2)" on one line."""
    name, bracket, number = title.rpartition(" (")
    return f"{name} ({number.replace(' ', _NO_BREAK)}" if bracket and number.endswith(")") else title


def _compared(compared: Compared, today: date) -> str:
    """As a sentence begins."""
    words = compared_words(compared, today)
    return f"{words[0].upper()}{words[1:]}"


def _clock(at: datetime | date) -> str:
    return f"{at:%H:%M}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
