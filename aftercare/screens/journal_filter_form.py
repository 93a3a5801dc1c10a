"""Choosing which entries of the journal are shown: by kind, zone, measure, tag, product, session and period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct
from textual.app import App

from aftercare.errors import BadInput
from aftercare.model.entry_words import Named, kind_name
from aftercare.model.journal import EntryKind
from aftercare.model.journal_filter import JournalFilter
from aftercare.model.subjects import measures_of
from aftercare.model.tags import tag_typed
from aftercare.model.typed_day import typed_day
from aftercare.model.words import short_day
from aftercare.screens.shelf_form import Field, ShelfForm, by_name, choice_field

_ANY = ("", "any")


class _Kept(Struct):
    """What the form made of what was typed."""

    wanted: JournalFilter = JournalFilter()


def ask_for_filter(
    app: App[object], wanted: JournalFilter, named: Named, today: date, take: Callable[[JournalFilter], object]
) -> None:
    """Asks which entries are wanted, beginning with `wanted`, and hands that to `take`."""
    kept = _Kept()

    def write(typed: dict[str, str]) -> None:
        kept.wanted = _filter_typed(typed, today)

    def closed(done: bool | None) -> None:
        if done:
            take(kept.wanted)

    remark = "Each part for itself; what is left open lets everything through."
    app.push_screen(ShelfForm("Show only", _fields(wanted, named, today), write, remark, does="shows"), closed)


def _fields(wanted: JournalFilter, named: Named, today: date) -> list[Field]:
    tables = named.tables
    kinds = [(each.value, kind_name(each)) for each in EntryKind if each is not EntryKind.BRUISE_SEEN]
    sessions = sorted(named.sessions.values(), key=lambda each: each.at, reverse=True)
    return [
        _choice("kind", "Kind", wanted.kind, kinds),
        _choice("zone", "Zone", wanted.zone, ((each.id, each.label) for each in tables.zones.values())),
        _choice(
            "measure", "Measure", wanted.measure, ((each.id, each.label) for each in measures_of(None, tables.measures))
        ),
        Field("tag", "Tag", f"@{wanted.tag}" if wanted.tag else "", "such as @travel"),
        _choice("product", "Product", wanted.product, by_name(named.routine.products.values())),
        _choice(
            "session",
            "Session",
            wanted.session,
            ((each.id, f"{each.kind}, {short_day(each.at.date(), today)}") for each in sessions),
        ),
        Field("first", "From", "" if wanted.first == date.min else wanted.first.isoformat(), "2026-09-01, or -30"),
        Field("last", "To", "" if wanted.last == date.max else wanted.last.isoformat(), "2026-09-30, or today"),
    ]


def _choice(field: str, label: str, value: str | None, choices: Iterable[tuple[str, str]]) -> Field:
    return choice_field(field, label, value, (_ANY, *choices))


def _filter_typed(typed: dict[str, str], today: date) -> JournalFilter:
    first = typed_day(typed["first"], today, "first day") if typed["first"].strip() else date.min
    last = typed_day(typed["last"], today, "last day") if typed["last"].strip() else date.max
    if first > last:
        raise BadInput(f"The period ends on {last}, before it begins on {first}.", "Put the earlier day first.")
    return JournalFilter(
        kind=EntryKind(typed["kind"]) if typed["kind"] else None,
        zone=typed["zone"] or None,
        measure=typed["measure"] or None,
        tag=tag_typed(typed["tag"]) if typed["tag"].strip() else None,
        product=typed["product"] or None,
        session=typed["session"] or None,
        first=first,
        last=last,
    )
