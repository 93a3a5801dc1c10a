"""What `report` answers with --json."""

from __future__ import annotations

from datetime import date

from aftercare.cli.json_shape import Shape
from aftercare.cli.terminal import literal
from aftercare.exchange.report.document import ReportDocument, report_document
from aftercare.model.report import Report
from aftercare.model.report_contents import contents


class ReportPartShape(Shape, frozen=True):
    """A part of a report, what there is of it in words, and whether it is in it."""

    part: str
    words: str
    is_in: bool


class ReportShape(Shape, frozen=True):
    """`report`. `file` is null where none was written: then `report` is all of it, as in a file of JSON."""

    client: str
    file: str | None
    first: date
    last: date
    parts: tuple[ReportPartShape, ...]
    report: ReportDocument | None


def report_shape(client: str, file: str | None, report: Report) -> ReportShape:
    """What was written, or the report itself."""
    return ReportShape(
        client=client,
        file=None if file is None else literal(file),
        first=report.wish.first,
        last=report.wish.last,
        parts=tuple(
            ReportPartShape(part=each.part.value, words=each.words if each.is_in else "left out", is_in=each.is_in)
            for each in contents(report)
        ),
        report=report_document(report) if file is None else None,
    )
