"""What `check` answers with --json."""

from __future__ import annotations

from datetime import date

from aftercare.care import Offer
from aftercare.care.checking import SaidTogether
from aftercare.cli.json_shape import Shape
from aftercare.model.finding import Finding, Sure


class SureShape(Shape, frozen=True):
    """How sure it is: the kind of knowledge, its grade from A to U, who says so, and what else is known."""

    evidence: str
    grade: str
    source: str
    note: str


class FindingShape(Shape, frozen=True):
    """A remark. `status` is finding or information, `offered` null where it is for somebody to be asked about, as
    `ask` says; `set_aside` is the reason for which the client lets it be.
    """

    number: int
    key: str
    status: str
    what: str
    why: str
    sure: SureShape
    steps: tuple[str, ...]
    slots: tuple[str, ...]
    days: tuple[date, ...]
    offered: str | None
    ask: str
    set_aside: str | None


class CheckedShape(Shape, frozen=True):
    """The remarks on the coming 28 days, those that were set aside last."""

    client: str
    findings: tuple[FindingShape, ...]


class AdviceShape(Shape, frozen=True):
    """`check apply`, `check set-aside` and `check bring-back`: `what` is applied, set aside or brought back."""

    client: str
    what: str
    key: str
    words: str


class TogetherShape(Shape, frozen=True):
    """What two things do together; `verdict` is null where nothing is known, `myth` says that it is only said."""

    a: str
    b: str
    verdict: str | None
    myth: bool
    reason: str
    sure: SureShape | None


def sure_shape(sure: Sure) -> SureShape:
    """How sure."""
    return SureShape(evidence=sure.evidence.value, grade=sure.grade.value, source=sure.source, note=sure.note)


def finding_shape(number: int, finding: Finding, offer: Offer | None, reason: str | None) -> FindingShape:
    """A remark."""
    return FindingShape(
        number=number,
        key=finding.key,
        status=finding.status.value,
        what=finding.what,
        why=finding.why,
        sure=sure_shape(finding.sure),
        steps=finding.steps,
        slots=finding.slots,
        days=finding.days,
        offered=offer.words if offer else None,
        ask=finding.ask,
        set_aside=reason,
    )


def together_shape(said: SaidTogether) -> TogetherShape:
    """What two things do together."""
    return TogetherShape(
        a=said.a,
        b=said.b,
        verdict=said.row.verdict.value if said.row else None,
        myth=said.row is not None and said.row.evidence.value == "myth",
        reason=said.row.reason if said.row else "",
        sure=sure_shape(said.sure) if said.sure else None,
    )
