"""Whether what was rated and answered is in the tables, and lies within its bounds."""

from __future__ import annotations

from collections.abc import Iterable

from aftercare.errors import NotFound
from aftercare.model.check_in import ContextAnswer
from aftercare.model.context_answers import check_context
from aftercare.model.rating import Rating
from aftercare.model.scale import check_value
from aftercare.model.subjects import check_subject
from aftercare.store.reference import context, measures, zones


def check_ratings(ratings: Iterable[Rating]) -> None:
    """Raises NotFound or BadInput where a measure, a zone or a value cannot be."""
    for each in ratings:
        check_value(check_subject(each.subject, measures(), zones()), each.value)


def check_context_answers(answers: Iterable[ContextAnswer]) -> None:
    """Raises NotFound or BadInput where an item or an answer cannot be."""
    for each in answers:
        item = context().get(each.item)
        if item is None:
            raise NotFound(f"“{each.item}” is nothing that a check-in notes.", "`aftercare facts context` lists it.")
        check_context(item, each)
