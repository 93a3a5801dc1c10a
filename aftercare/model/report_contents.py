"""What a report has in it, part by part, as somebody is told before it is written."""

from __future__ import annotations

from msgspec import Struct

from aftercare.model.report import Report
from aftercare.model.report_wish import ReportPart, part_title
from aftercare.model.words import counted

#: What is never in one, whatever is chosen.
NEVER_IN = (
    "Never in a report: the notes of your journal, what you said of your health, and whom else this machine has a "
    "record of."
)
NOT_ENCRYPTED = "The file is not encrypted: anybody who has it can read it."


class PartContent(Struct, frozen=True):
    """A part, what there is of it, and whether it is in the report."""

    part: ReportPart
    title: str
    words: str
    is_in: bool


def contents(report: Report) -> tuple[PartContent, ...]:
    """Every part in its order."""
    words = {
        ReportPart.PLAN: counted(len(report.steps), "step"),
        ReportPart.QUESTIONS: _several((len(report.questions), "open question"), (len(report.settled), "settled one")),
        ReportPart.REACTIONS: _several(
            (len(report.reactions), "reaction or bruise", "reactions and bruises"),
            (len(report.signs), "sign"),
            (len(report.elsewhere), "treatment had elsewhere", "treatments had elsewhere"),
        ),
        ReportPart.FACE: counted(sum(len(each.zones) for each in report.faces), "zone rated", "zones rated"),
        ReportPart.MEASURES: _several((len(report.measures), "measure"), (report.days_checked_in, "day", "days")),
        ReportPart.SESSIONS: counted(len(report.sessions), "session"),
        ReportPart.SHELF: counted(len(report.shelf), "product"),
        ReportPart.CONTEXT: _context(report),
        ReportPart.PHOTOS: counted(photos_in(report), "photo"),
    }
    return tuple(PartContent(part, part_title(part), words[part], part in report.wish.parts) for part in ReportPart)


def photos_in(report: Report) -> int:
    """How many photos it shows."""
    return sum(1 if each.last is None else 2 for each in report.photos)


def _context(report: Report) -> str:
    names = [each.label.lower() for each in report.context]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") if names else "nothing"


def _several(*parts: tuple[int, str] | tuple[int, str, str]) -> str:
    told = [counted(*each) for each in parts if each[0]]
    return ", ".join(told) or "none"
