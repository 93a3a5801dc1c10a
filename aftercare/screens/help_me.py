"""Something's wrong: the signs, most urgent first, and at once what to do about the chosen one and whom to call.

It opens over everything. The record adds the therapist's number and the region, and is asked for in a worker: a disk
that does not answer keeps nobody from reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, help_without_record, sign_reader, signs_typed, with_region
from aftercare.errors import AftercareError
from aftercare.model.after_effect import AfterEffect
from aftercare.model.help_me import (
    GLYPHS,
    NORMAL_GLYPH,
    HelpPage,
    effect_lines,
    effects_meant,
    entry_words,
    sign_lines,
    signs_meant,
)
from aftercare.model.red_flag import Level, RedFlag
from aftercare.model.today import TodayView
from aftercare.screens.prompt import Prompt
from aftercare.screens.still_open import still_open
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn, wrapped
from aftercare.widgets.key_line import Key, KeyLine

#: From so many columns on the list is wider; how many cells a row of it has.
_FROM_WIDE = 100
_LIST_NARROW, _LIST_WIDE = 29, 47
_NORMAL = "Usually normal after a session"
_COLOURS = {Level.EMERGENCY: "$text-error", Level.SAME_DAY: "$text-warning"}


class HelpMeScreen(Prompt[None]):
    """Two steps: choosing a sign, with its answer beside the list, and the answer alone over the whole width."""

    CSS_PATH = "help_me.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_FROM_WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("enter", "enter", show=False),
        Binding("n", "entry", "keep it as a note", show=False),
        Binding("e", "region", "where you live", show=False),
    ]

    typed = query_one(Input)
    choices = query_one(Choices)
    answer = query_one("#answer", Static)
    reading = query_one("#reading", VerticalScroll)
    number = query_one("#number", Static)
    key_line = query_one(KeyLine)

    def __init__(
        self,
        care: Care | None,
        clock: Callable[[], datetime],
        seen: TodayView | None = None,
        signs: Iterable[str] = (),
        *,
        to_choose: bool = False,
    ) -> None:
        """`seen` is the day as it was last read; `signs` are the ids of those that something typed speaks of.

        Then the answer to the first stands there at once; with `to_choose` those signs, as a value says only that it
        may be one of them.
        """
        super().__init__()
        self._care = care
        self._clock = clock
        self._page = help_without_record(clock(), seen.client if seen else None, seen.practitioner if seen else None)
        self._meant = set(signs)
        self._chosen = bool(self._meant) and not to_choose

    @property
    def page(self) -> HelpPage:
        """What is shown."""
        return self._page

    @property
    def at_cursor(self) -> RedFlag | AfterEffect | None:
        """The sign or after-effect that is chosen."""
        at = self.choices.highlighted
        if at is None:
            return None
        wanted = self.choices.get_option_at_index(at).id
        known: tuple[RedFlag | AfterEffect, ...] = (*self._page.signs, *self._page.effects)
        return next((each for each in known if _id(each) == wanted), None)

    # ---- drawing

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Something's wrong")
            yield Static(id="number", markup=False)
            yield Input(placeholder="say it in your own words, or choose", select_on_focus=False, compact=True)
            with Horizontal():
                choices = Choices(markup=False)
                choices.can_focus = False
                yield choices
                with VerticalScroll(id="reading"):
                    yield Static(id="answer", markup=False)
            yield self.trouble()
            yield KeyLine(())

    def on_mount(self) -> None:
        self._fill()
        self._show_step()
        self.watch(self.reading, "show_vertical_scrollbar", self._offer_keys)
        if self._care is not None:
            self._read_record(self._care)

    @work(thread=True, group="read-help")
    def _read_record(self, care: Care) -> None:
        try:
            page = care.help_page(self._clock())
        except AftercareError:
            # what was last read of the day stands there, or the texts alone: they need no record
            return
        self.app.call_from_thread(self._take_over, page)

    def _take_over(self, page: HelpPage) -> None:
        if still_open(self):
            self._page = page
            self._show_answer()

    def _fill(self) -> None:
        """Lists what fits the words that were typed, or all of it where nothing does."""
        page, words = self._page, self.typed.value
        signs: tuple[RedFlag, ...] = tuple(each for each in page.signs if each.id in self._meant) or page.signs
        effects = page.effects if not self._meant else ()
        if words.strip():
            signs, effects = signs_meant(words, sign_reader()), effects_meant(words, page.effects)
        lost = not signs and not effects
        if lost:
            signs, effects = page.signs, page.effects
        self.say_trouble(AftercareError("Nothing here says that. If it worries you, call.") if lost else None)
        self.choices.clear_options()
        for level, row in page.levels.items():
            of_level = [each for each in signs if each.level is level]
            if of_level:
                self.choices.add_option(_heading(f"{GLYPHS[level]} {row.label.upper()}", _COLOURS.get(level, "")))
                self.choices.add_options([self._row(GLYPHS[level], each) for each in of_level])
        if effects:
            self.choices.add_option(_heading(f"{NORMAL_GLYPH} {_NORMAL.upper()}", ""))
            self.choices.add_options([self._row(NORMAL_GLYPH, each) for each in effects])
        self.choices.highlighted = 1
        self._show_answer()

    def _row(self, glyph: str, each: RedFlag | AfterEffect) -> Option:
        width = _LIST_WIDE if self.app.size.width >= _FROM_WIDE else _LIST_NARROW
        return Option(f"{glyph} " + "\n  ".join(wrapped(each.label, width)), id=_id(each))

    def _show_answer(self) -> None:
        page, at = self._page, self.at_cursor
        self.number.update(Content.assemble("Emergency number ", (page.emergency.short, "bold")))
        if at is None:
            return
        if isinstance(at, RedFlag):
            head = f"{GLYPHS[at.level]} {page.levels[at.level].label.upper()}"
            colour, lines = _COLOURS.get(at.level, "$primary"), sign_lines(at, page)
        else:
            head, colour, lines = f"{NORMAL_GLYPH} {_NORMAL.upper()}", "$primary", effect_lines(at, page)
        others = [each.label for each in page.signs if each.id in self._meant and each is not at]
        if others:
            lines.append(("It may also be", f"{'; '.join(others)}."))
        parts: list[tuple[str, str]] = [(f"{head}\n", f"bold {colour}"), (f"{at.label}\n", "bold")]
        for heading, words in lines:
            loud = heading in ("Now", "No longer normal")
            parts += [(f"\n{heading}  ", "$foreground-muted"), (f"{drawn(words)}\n", "bold" if loud else "")]
        self.answer.update(Content.assemble(*parts))
        self.reading.scroll_home(animate=False)

    def _show_step(self) -> None:
        self.set_class(self._chosen, "-chosen")
        self._offer_keys()
        if self._chosen:
            self.reading.focus()
        else:
            self.typed.focus()

    def _keys(self) -> tuple[Key, ...]:
        if not self._chosen:
            return (
                Key("enter", "the whole answer", "enter"),
                Key("↑↓", "choose", "move(1)"),
                Key("esc", "goes back", "leave"),
            )
        entry = (Key("n", "keep it as a note", "entry"),) if self._care is not None else ()
        if isinstance(self.at_cursor, AfterEffect):
            # where somebody lives matters for the number, which is not among these words; the line has no room for both
            entry = (Key("enter", "no longer normal", "enter"), *entry)
        else:
            entry = (*entry, Key("e", "where you live", "region"))
        scroll = (Key("↑↓", "scroll", "move(1)"),) if self.reading.show_vertical_scrollbar else ()
        return (*entry, *scroll, Key("esc", "all signs", "leave"))

    def _offer_keys(self) -> None:
        self.key_line.keys = self._keys()

    # ---- choosing

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._meant = set()
        self._fill()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_answer()

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        self._choose()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose()

    def action_enter(self) -> None:
        """Shows the answer to the chosen sign alone; from a usual after-effect goes on to the signs it leads to."""
        at = self.at_cursor
        if not self._chosen:
            self._choose()
        elif isinstance(at, AfterEffect):
            self._meant, self._chosen = set(at.red_flags), False
            with self.prevent(Input.Changed):
                self.typed.value = ""
            self._fill()
            self._show_step()

    def _choose(self) -> None:
        self._chosen = True
        self._show_answer()
        self._show_step()

    def action_move(self, by: int) -> None:
        """Moves on in the list, or in the answer."""
        if self._chosen:
            self.reading.scroll_relative(y=2 * by, animate=False)
            return
        for _ in range(abs(by)):
            if by > 0:
                self.choices.action_cursor_down()
            else:
                self.choices.action_cursor_up()

    def action_leave(self) -> None:
        """Back to the signs, then back to where it was opened."""
        if self._chosen:
            self._chosen = False
            self._meant = set()
            at = self.at_cursor
            self._fill()
            if at is not None and not self.typed.value.strip():
                self.choices.highlighted = self.choices.get_option_index(_id(at))
            self._show_step()
        else:
            self.dismiss(None)

    # ---- afterwards

    def action_entry(self) -> None:
        """Opens a note that begins with the sign. Nobody has to write it."""
        at = self.at_cursor
        if self._chosen and self._care is not None and at is not None:
            self._open_entry(self._care, at)

    @work(thread=True, group="read-help")
    def _open_entry(self, care: Care, at: RedFlag | AfterEffect) -> None:
        try:
            view = care.day(self._clock())
        except AftercareError as error:
            self.app.call_from_thread(self.say_trouble, error)
            return
        self.app.call_from_thread(self._push_entry, care, at, view)

    def _push_entry(self, care: Care, at: RedFlag | AfterEffect, view: TodayView) -> None:
        from aftercare.screens.note_prompt import NotePrompt

        def write(text: str) -> None:
            care.note(text, care.wall(self._clock()), view.today)

        def kept(text: str | None) -> None:
            # words that say more than the sign they were begun with lead on to what is more urgent
            signs = signs_typed(text or "")
            if signs and (isinstance(at, AfterEffect) or signs[0].level < at.level):
                self._meant = {each.id for each in signs}
                with self.prevent(Input.Changed):
                    self.typed.value = ""
                self._fill()
                self._choose()

        words = entry_words(at) if isinstance(at, RedFlag) else f"{at.label}. "
        self.app.push_screen(NotePrompt(care, view, write, words), kept)

    def action_region(self) -> None:
        """Asks where the client lives, for the emergency number."""
        if not self._chosen:
            return
        from aftercare.screens.region_sheet import RegionSheet

        def write(region: str) -> None:
            if self._care is not None:
                self._care.set_region(region, self._clock())

        def chosen(region: str | None) -> None:
            if region is not None:
                self._take_over(with_region(self._page, region))

        self.app.push_screen(RegionSheet(self._page.emergency, write), chosen)


def _id(each: RedFlag | AfterEffect) -> str:
    # an after-effect may be called as a sign is
    return each.id if isinstance(each, RedFlag) else f"usual-{each.id}"


def _heading(text: str, colour: str) -> Option:
    return Option(Content.styled(text, f"bold {colour}".strip()), disabled=True)
