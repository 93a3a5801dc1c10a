"""The shelf: until when each product may be used, how much of it is left, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, PackFacts, product_kinds
from aftercare.errors import AftercareError
from aftercare.model.deed import SHELF_DEEDS
from aftercare.model.floor_words import allergen_words
from aftercare.model.routine import ByClient
from aftercare.model.shelf import ShelfRow, ShelfView
from aftercare.model.shelf_text import day_typed
from aftercare.screens.shelf_fields import (
    changed_pack,
    changed_product,
    left_field,
    left_seen,
    pack_facts,
    pack_fields,
    product_facts,
    product_fields,
)
from aftercare.screens.shelf_form import Field, ShelfForm
from aftercare.screens.shelf_words import HELP, row_details
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.shelf_row import cost_width, shelf_heading, shelf_line
from aftercare.widgets.title_line import TitleLine

_KEYS = (
    Key("a", "add", "add"),
    Key("e", "edit", "edit"),
    Key("o", "open new", "open"),
    Key("f", "finish", "finish"),
    Key("b", "use instead", "substitute"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
#: On a wider screen the name of a product would stand too far from what is told of it (see shelf.tcss).
_WIDEST = 120
#: What can be done where nothing stands.
_KEYS_OF_EMPTY = tuple(each for each in _KEYS if each.action in ("add", "help", "back"))
_EMPTY = Content.assemble("Nothing stands here yet.\n\n", ("a", "bold $primary"), " puts a product of your own here.")


class ShelfScreen(SubjectScreen[None]):
    """Every product and pack as a row; what is known of the chosen one below. Everything is written in workers."""

    CSS_PATH = "shelf.tcss"
    EXPLAINED = HELP
    DEEDS = SHELF_DEEDS
    DONE_HERE = "on the shelf"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="shelf.add"),
        Binding("e", "edit", "edit", id="shelf.edit"),
        Binding("o", "open", "open a new one", id="shelf.open"),
        Binding("f", "finish", "finish", id="shelf.finish"),
        Binding("b", "substitute", "use another instead", id="shelf.substitute"),
        Binding("t", "patch_test", "patch test", id="shelf.patch_test"),
        Binding("u", "undo", "undo", id="shelf.undo"),
        Binding("question_mark", "help", "help", id="shelf.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    rows = query_one(Choices)
    columns = query_one("#columns", Static)
    detail = query_one("#detail", Static)

    @dataclass
    class ShelfRead(Message):
        """A worker has read the shelf."""

        view: ShelfView
        allergens: dict[str, tuple[str, ...]]

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._view: ShelfView | None = None
        self._allergens: dict[str, tuple[str, ...]] = {}

    def compose(self) -> ComposeResult:
        client = self._care.present().client
        yield TitleLine("Shelf", client.name or self._care.folder.name)
        yield Static("", id="columns", markup=False)
        yield Choices(markup=False)
        yield Static("", id="detail", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self.rows.focus()
        self.read_again()

    def record_changed(self) -> None:
        """Reads the shelf as the record has it now."""
        self.read_again()

    def read_again(self) -> None:
        """Reads the shelf in a worker, and then shows it."""
        self._read(self._clock())

    @work(thread=True, group="read", exclusive=True)
    def _read(self, now: datetime) -> None:
        try:
            self.post_message(self.ShelfRead(self._care.shelf(now), self._care.known_allergens(now)))
        except AftercareError as error:
            self._tell(error)

    @on(ShelfRead)
    def _take_over(self, event: ShelfRead) -> None:
        self._view, self._allergens = event.view, event.allergens
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        view, width = self._view, min(self.size.width, _WIDEST) - 5
        if view is None:
            return
        chosen = self.chosen
        place = self.rows.highlighted or 0
        cost = cost_width(view.rows)
        self.columns.update(shelf_heading(width, cost) if view.rows else Content(""))
        self.columns.display = self.rows.display = bool(view.rows)
        self.query_one(KeyLine).keys = _KEYS if view.rows else _KEYS_OF_EMPTY
        self.rows.clear_options()
        self.rows.add_options([Option(shelf_line(row, width, cost), id=row.id) for row in view.rows])
        if not view.rows:
            self.detail.update(_EMPTY)
            return
        ids = [row.id for row in view.rows]
        kept = ids.index(chosen.id) if chosen is not None and chosen.id in ids else min(place, len(ids) - 1)
        self.rows.highlighted = kept
        self._show_detail()

    @property
    def chosen(self) -> ShelfRow | None:
        """The row that the mark is on."""
        if self._view is None or self.rows.highlighted is None or not self.rows.option_count:
            return None
        wanted = self.rows.get_option_at_index(self.rows.highlighted).id
        return next((row for row in self._view.rows if row.id == wanted), None)

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        if self._view is not None and (row := self.chosen) is not None:
            held = self._allergens.get(row.product.id)
            lines = [allergen_words(row.product.name, held)] if held else []
            lines += row_details(row, self._view.today)
            self.detail.update("\n".join(drawn(line) for line in lines))

    # ---- what is done

    def action_add(self) -> None:
        """Puts a product on the shelf, with its first pack."""

        def write(typed: dict[str, str]) -> None:
            now = self._clock()
            facts = pack_facts(typed, self._care.today(now))
            pack = facts if facts != PackFacts() else None
            self._care.add_product(product_facts(typed), now, pack)

        fields = [*product_fields(None, product_kinds(), own=True), *pack_fields(None, None)]
        self.app.push_screen(ShelfForm("A product of your own", fields, write))

    def action_edit(self) -> None:
        """Changes what is known of the chosen product and pack."""
        if (row := self.chosen) is None:
            return
        product, pack = row.product, row.pack

        def write(typed: dict[str, str]) -> None:
            now = self._clock()
            after = changed_product(product, typed)
            if pack is None:
                self._care.edit_product(product, after, now)
            else:
                changed = changed_pack(pack, typed, self._care.today(now))
                self._care.edit_both(product, after, pack, changed, now, left_seen(typed))

        own = isinstance(product.origin, ByClient)
        fields = product_fields(product, product_kinds(), own=own)
        fields += pack_fields(pack, None, own_symbol=True) if pack else []
        fields += [left_field(row)] if row.is_open else []
        remark = "" if own else "From your therapist's plan: what stands on the pack is yours to write."
        self.app.push_screen(ShelfForm(product.name, fields, write, remark), self._asking_at_once())

    def action_open(self) -> None:
        """Opens a new one of the chosen product, or puts one there unopened."""
        if (row := self.chosen) is None or self._view is None:
            return
        product, pack = row.product, row.pack
        unopened = pack if pack is not None and pack.opened is None else None

        def write(typed: dict[str, str]) -> None:
            now = self._clock()
            facts = pack_facts(typed, self._care.today(now))
            if day_typed(typed["opened"], "day of opening", self._care.today(now)) is None:
                self._care.add_pack(product.id, facts, now)
                return
            finish = typed.get("former", "finish") == "finish"
            self._care.open_pack(product.id, facts, now, unopened.id if unopened else None, finish_former=finish)

        fields = pack_fields(unopened, self._view.today, own_symbol=True)
        same = [each for each in self._view.rows if each.product.id == product.id and each.is_open]
        if same:
            choices = (("finish", "is empty or thrown away"), ("keep", "stays in use"))
            fields.append(Field("former", "The one before", "finish", choices=choices))
        self.app.push_screen(ShelfForm(f"A new one: {product.name}", fields, write))

    def action_finish(self) -> None:
        """Says that the chosen pack is empty or thrown away."""
        row = self.chosen
        if row is None or row.pack is None:
            self._say("there is no pack of it: o opens a new one")
            return
        pack = row.pack

        def write(typed: dict[str, str]) -> None:
            now = self._clock()
            self._care.finish_pack(pack, now, day_typed(typed["on"], "day", self._care.today(now)))

        on_day = self._care.today(self._clock()).isoformat()
        fields = [Field("on", "Empty or gone on", on_day)]
        self.app.push_screen(ShelfForm(f"Finish: {row.product.name}", fields, write))

    def action_substitute(self) -> None:
        """Has the steps of the chosen product use another one from a day on."""
        if (row := self.chosen) is None or self._view is None:
            return
        others = {each.product.id: each.product.name for each in self._view.rows if each.product != row.product}
        if not row.steps or not others:
            self._say("no step uses it" if not row.steps else "there is nothing else on the shelf: a adds it")
            return
        old = row.product

        def write(typed: dict[str, str]) -> None:
            now = self._clock()
            self._care.substitute(old.id, typed["new"], now, day_typed(typed["since"], "day", self._care.today(now)))

        rank = row.kind.rank if row.kind else 0
        alike = sorted(others, key=lambda each: abs(self._rank_of(each) - rank))
        fields = [
            Field("new", "Use instead", choices=tuple((each, others[each]) for each in alike)),
            Field("since", "From this day on", self._view.today.isoformat()),
        ]
        remark = f"The steps keep their history: {', '.join(row.steps)}."
        form = ShelfForm(f"Instead of {old.name}", fields, write, clipped(remark, 200))
        self.app.push_screen(form, self._asking_at_once())

    def _asking_at_once(self) -> Callable[[object], None]:
        """What asks, once a form is closed, whether a step now applies what waits for an answer."""
        from aftercare.screens.asked_at_once import ask_at_once

        before = self._care.present().routine
        return lambda _: ask_at_once(self, self._care, self._clock, before)

    def action_patch_test(self) -> None:
        """Begins a patch test of the chosen product, or says how the open one ended."""
        if (row := self.chosen) is None:
            return
        from aftercare.screens.patch_test_prompt import patch_test_prompt

        def told(reacted: bool) -> None:
            if reacted:
                self._say("leave it off. f4 tells what to do, and f3 how to reach your therapist")

        self.app.push_screen(patch_test_prompt(self._care, self._clock, row.product, told))

    def _rank_of(self, product: str) -> int:
        rows = self._view.rows if self._view else ()
        return next((row.kind.rank for row in rows if row.product.id == product and row.kind), 0)
