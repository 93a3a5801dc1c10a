"""A filter of the journal in words: it stands above what it lets through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aftercare.model.entry_words import Named, kind_name
from aftercare.model.journal_filter import JournalFilter
from aftercare.model.words import short_day
from aftercare.model.zone import zone_words


def filter_words(wanted: JournalFilter, named: Named, today: date) -> str:
    """Such as "check-in · Nose · @travel · from Tue 1 Sep"; "" where everything is let through."""
    return " · ".join(_parts(wanted, named, today))


def _parts(wanted: JournalFilter, named: Named, today: date) -> Iterator[str]:
    if wanted.kind is not None:
        yield kind_name(wanted.kind)
    if wanted.zone is not None:
        yield from zone_words([wanted.zone], named.tables.zones)
    if wanted.measure is not None:
        measure = named.tables.measures.get(wanted.measure)
        yield f"{measure.label[:1].lower()}{measure.label[1:]}" if measure else wanted.measure
    if wanted.tag is not None:
        yield f"@{wanted.tag}"
    if wanted.product is not None:
        product = named.routine.products.get(wanted.product)
        yield product.name if product else wanted.product
    if wanted.session is not None:
        session = named.sessions.get(wanted.session)
        yield f"{session.kind}, {short_day(session.at.date(), today)}" if session else wanted.session
    if wanted.first != date.min:
        yield f"from {short_day(wanted.first, today)}"
    if wanted.last != date.max:
        yield f"to {short_day(wanted.last, today)}"


def hits_in_words(shown: int, more: bool, number: int | None) -> str:
    """How many entries fit of which the best are `shown`; `number` is that of all, where it is known."""
    all_of_them = shown if number is None else number
    fit = f"{all_of_them:,} {'entry fits' if all_of_them == 1 else 'entries fit'}"
    if number is None and more:
        fit = f"more than {fit}"
    return f"{fit}, the best {shown:,} are shown, more at the end" if more else fit
