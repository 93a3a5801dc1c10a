"""Choosing which entries of the journal are shown: by kind, zone, measure, tag, product, session and period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct
from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.widgets import Input

from aftercare.care import Care
from aftercare.errors import AftercareError, BadInput
from aftercare.model.entry_words import Named, kind_name
from aftercare.model.journal import EntryKind
from aftercare.model.journal_filter import JournalFilter
from aftercare.model.subjects import measures_of
from aftercare.model.tags import tag_typed
from aftercare.model.typed_day import typed_day
from aftercare.model.words import counted, short_day
from aftercare.screens.shelf_form import Field, ShelfForm, by_name, choice_field
from aftercare.widgets.key_line import Key

_ANY = ("", "any")
#: How far back tags are looked for to choose from.
_TAGS_OF = timedelta(days=366)


class _Kept(Struct):
    """What the form made of what was typed."""

    wanted: JournalFilter = JournalFilter()


class FilterForm(ShelfForm):
    """Asks which entries are wanted. The tags that there are can be looked at, and chosen from."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f5", "tags", "the tags", priority=True, id="filter.tags")]

    def __init__(self, fields: Sequence[Field], write: Callable[[dict[str, str]], object], care: Care, today: date):
        remark = "Each part for itself; what is left open lets everything through."
        super().__init__("Show only", fields, write, remark, does="shows")
        self._care, self._today = care, today

    def keys(self) -> tuple[Key, ...]:
        ctrl_s, tab, esc = super().keys()
        return ctrl_s, tab, Key("f5", "the tags", "tags"), esc

    @work(thread=True, group="read-tags", exclusive=True)
    def action_tags(self) -> None:
        """Lists the tags that there are, for one of them to be chosen."""
        try:
            tags = self._care.tags(self._today - _TAGS_OF, self._today)
        except AftercareError as error:
            self.app.call_from_thread(self.say_trouble, error)
        else:
            self.app.call_from_thread(self._offer, tags)

    def _offer(self, tags: Mapping[str, int]) -> None:
        from aftercare.screens.choose_prompt import ChoosePrompt

        if not self.is_current:
            return
        if not tags:
            self.app.notify("no entry of the last year has a tag; a word that begins with @ is one", markup=False)
            return
        field = self.query_one("#tag", Input)
        chosen: list[str] = []

        def chose(taken: bool | None) -> None:
            if taken:
                field.value = chosen[-1].split()[0]
                field.focus()

        offered = [f"@{tag}  {counted(number, 'entry', 'entries')}" for tag, number in tags.items()]
        about = "Those of the last year, the most used first. An older one can be typed into the form."
        self.app.push_screen(ChoosePrompt("With which tag?", about, offered, None, chosen.append), chose)


def ask_for_filter(
    app: App[object],
    care: Care,
    wanted: JournalFilter,
    named: Named,
    today: date,
    take: Callable[[JournalFilter], object],
) -> None:
    """Asks which entries are wanted, beginning with `wanted`, and hands that to `take`."""
    kept = _Kept()

    def write(typed: dict[str, str]) -> None:
        kept.wanted = _filter_typed(typed, today)

    def closed(done: bool | None) -> None:
        if done:
            take(kept.wanted)

    app.push_screen(FilterForm(_fields(wanted, named, today), write, care, today), closed)


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
        Field("tag", "Tag", f"@{wanted.tag}" if wanted.tag else "", "such as @travel; f5 lists them"),
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
