"""What a change of the routine raises: said at once, on standard error, beside the command's own answer."""

from __future__ import annotations

from datetime import datetime

from aftercare.care import Care
from aftercare.cli.terminal import remark
from aftercare.model.routine import Routine


def say_remarks(care: Care, before: Routine, now: datetime) -> None:
    """Says which steps that are other than `before` are not offered, and what is asked about them."""
    for sentence in care.remarks_since(before, now).sentences:
        remark(sentence)
