"""A report for the therapist: which days, what is in it and what is not, and writing it to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.care.reporting import ReportForm
from aftercare.errors import AftercareError
from aftercare.model.progress import in_steps
from aftercare.model.report_contents import NEVER_IN, NOT_ENCRYPTED, contents
from aftercare.model.report_wish import USUAL_DAYS, USUAL_PARTS, ReportPart, check_days, part_title
from aftercare.model.report_words import period_words
from aftercare.model.typed_day import read_day
from aftercare.model.words import counted
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help
from aftercare.screens.still_open import still_open
from aftercare.screens.told_choices import ToldChoices
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn, filled
from aftercare.widgets.hanging import Hanging
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from aftercare.model.report import Report

_KEYS = (
    Key("space", "in or out", "turn"),
    Key("d", "days", "days"),
    Key("f", "form", "form"),
    Key("b", "brief", "brief"),
    Key("w", "write it", "write"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("space", "take a part in or leave it out (enter and a click do it too)", "turn"),
    Key("d", "other days: since your last session, the last 28, all, or from one to another", "days"),
    Key("f", "another form: a page to print, plain text, or JSON for programs", "form"),
    Key("b", "the first page alone, or with the details", "brief"),
    Key("w", "write it to a file of your own; an earlier report gives way if you say so, nothing else", "write"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "One file for your therapist: a page with what was used, left out, hurt and is asked, and the details after it. It "
    f"fetches nothing and runs nothing, and you hand it over yourself. {NEVER_IN}"
)
_SIGNS = (("✓", "in it"), ("·", "not in it"))
_TITLE = 26
_DAYS, _PAGES, _FORM, _WRITE = "days", "pages", "form", "write"
_ABOUTS = {
    _DAYS: "Which days it tells of. Your shelf and the next session are told as they are today.",
    _PAGES: "One page comes first: what was used, left out, hurt and is asked. The details stand behind it.",
    _FORM: "The page opens in any browser and prints on A4 and Letter, in black and white too.",
    _WRITE: f"Asks for the file's name. {NOT_ENCRYPTED}",
    ReportPart.PLAN: "Each step: done of due, why it was skipped, what changed, and your questions about it.",
    ReportPart.QUESTIONS: "What you gathered to ask.",
    ReportPart.REACTIONS: "Reactions, bruises, signs that words or ratings may speak of, and what you had elsewhere.",
    ReportPart.FACE: "The face with what changed in each zone, and the numbers beside it.",
    ReportPart.MEASURES: "Your ratings over time, with sessions and changes marked.",
    ReportPart.SESSIONS: "The sessions of these days, the next one, and how they felt.",
    ReportPart.SHELF: "Your products: opened when, good until when, how much is left.",
    ReportPart.CONTEXT: "Sleep, stress and whatever else you noted. Leave it out if it is nobody's business.",
    ReportPart.PHOTOS: "The first and the last photo of each view, side by side. Out unless you say so.",
}


class Days(StrEnum):
    """Which days a report tells of."""

    SESSION = "since your last session"
    LATELY = f"the last {USUAL_DAYS} days"
    ALL = "all days"
    OWN = "days of your own"


_FORMS = {
    ReportForm.HTML: "a page to read and print (HTML)",
    ReportForm.TEXT: "plain text",
    ReportForm.JSON: "JSON, for programs",
}


class ReportScreen(ToldChoices):
    """Lists the parts, each in or out, with what there is of it; `w` writes the report."""

    CSS_PATH = "report.tcss"
    EXPLAINED = Help("A report for your therapist", _ABOUT, _HELP, _SIGNS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "in or out", id="report.turn"),
        Binding("d", "days", "other days", id="report.days"),
        Binding("f", "form", "another form", id="report.form"),
        Binding("b", "brief", "the first page alone", id="report.brief"),
        Binding("w", "write", "write it", id="report.write"),
        Binding("question_mark", "help", "help", id="report.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    title_line = query_one(TitleLine)

    @dataclass
    class Made(Message):
        """A worker has made the report of these days, with every part."""

        days: Days
        own: tuple[date, date] | None
        report: Report
        places: dict[ReportForm, str]

    @dataclass
    class Reading(Message):
        """How far a worker is."""

        words: str

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__(care, clock)
        self._days = Days.SESSION
        self._own: tuple[date, date] | None = None
        self._parts = set(USUAL_PARTS)
        self._brief = False
        self._form = ReportForm.HTML
        self._report: Report | None = None
        self._places: dict[ReportForm, str] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine("Report", "")
        yield Choices(markup=False)
        yield Static("", id="about", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self._show()
        self.choices.focus()
        self.record_changed()

    def record_changed(self) -> None:
        """Looks anew at what there is of each part."""
        self._read(self._days, self._own, self._clock())

    @work(thread=True, group="read-report", exclusive=True)
    def _read(self, days: Days, own: tuple[date, date] | None, now: datetime) -> None:
        reporting = self._care.reporting
        told = in_steps("Reading", lambda words: self.post_message(self.Reading(words)))
        try:
            first = reporting.today(now) - timedelta(days=USUAL_DAYS - 1) if days is Days.LATELY else None
            first, last = own if days is Days.OWN and own is not None else (first, None)
            wish = reporting.report_wish(now, first, last, parts=ReportPart, whole=days is Days.ALL)
            made = reporting.report(wish, now, told)
            places = {each: reporting.free_place(wish, each) for each in ReportForm}
        except AftercareError as error:
            self._tell(error)
        else:
            self.post_message(self.Made(days, own, made, places))

    @on(Reading)
    def _tell_reading(self, event: Reading) -> None:
        if still_open(self):
            self.tell_doing(event.words)

    @on(Made)
    def _take(self, event: Made) -> None:
        if (event.days, event.own) == (self._days, self._own) and still_open(self):
            self._report, self._places, self._doing = event.report, event.places, ""
            self._show()

    # ---- what is shown

    def _show(self) -> None:
        wish = self._report.wish if self._report is not None else None
        self.title_line.whose = period_words(wish.first, wish.last) if wish is not None else "…"
        self.fill(self._options(), _DAYS)

    def _options(self) -> Iterator[Option]:
        days = self._days.value
        if self._report is not None:
            days = f"{days}, {counted(self._report.days, 'day')}" if self._days is not Days.LATELY else days
        yield self._line(_DAYS, " ", "Days", days)
        yield self._line(_PAGES, " ", "Pages", "the first page alone" if self._brief else "first page and details")
        yield self._line(_FORM, " ", "Form", _FORMS[self._form])
        yield Option("", disabled=True)
        words = {each.part: each.words for each in contents(self._report)} if self._report is not None else {}
        for part in ReportPart:
            is_in = part in self._parts
            yield self._line(part.value, "✓" if is_in else "·", part_title(part), words.get(part, "…"), is_in=is_in)
        yield Option("", disabled=True)
        yield self._line(_WRITE, " ", "Write it …", "")

    @staticmethod
    def _line(option: str, sign: str, title: str, told: str, *, is_in: bool = True) -> Option:
        look = "bold" if is_in else "$foreground-muted"
        lead = Content.styled(f"{sign} {filled(title, _TITLE)} ", look)
        return Option(Hanging((lead, Content.styled(drawn(told), "$foreground-muted"))), id=option)

    def told_of(self, chosen: str) -> str:
        """What the part is, or what the line decides."""
        return _ABOUTS.get(chosen, "")

    # ---- choosing

    @on(OptionList.OptionSelected)
    def action_turn(self) -> None:
        """Turns what the chosen line says."""
        turns: dict[str, Callable[[], object]] = {
            _DAYS: self.action_days,
            _PAGES: self.action_brief,
            _FORM: self.action_form,
            _WRITE: self.action_write,
        }
        if (turn := turns.get(self.chosen)) is not None:
            turn()
        elif self.chosen:
            self._parts ^= {ReportPart(self.chosen)}
            self._show()

    def action_days(self) -> None:
        """Goes on to other days."""
        every = list(Days)
        coming = every[(every.index(self._days) + 1) % len(every)]
        if coming is Days.OWN:
            self._ask_days()
        else:
            self._turn_to(coming)

    def _turn_to(self, days: Days) -> None:
        self._days = days
        self._report = None
        self._show()
        self.record_changed()

    def _ask_days(self) -> None:
        """Asks for the first and the last day; who leaves that goes on to the days since the last session."""
        today = self._care.today(self._clock())
        first, last = self._own or (today - timedelta(days=USUAL_DAYS - 1), today)

        def write(typed: list[str]) -> None:
            first, last = (read_day(each).seen_from(today) for each in typed)
            check_days(first, last, today)
            self._own = first, last

        about = "As 2026-09-01, yesterday, or -30 for thirty days ago. No day before your record began is in it."
        fields = Field("From", "2026-09-01", str(first)), Field("To", "today", str(last))
        prompt = FieldsPrompt("Which days", about, fields, write, heeds=False, does="takes them")
        self.app.push_screen(prompt, lambda kept: self._turn_to(Days.OWN if kept else Days.SESSION))

    def action_brief(self) -> None:
        """Leaves the details out, or takes them in."""
        self._brief = not self._brief
        self._show()

    def action_form(self) -> None:
        """Goes on to another form."""
        every = list(ReportForm)
        self._form = every[(every.index(self._form) + 1) % len(every)]
        self._show()

    # ---- writing

    def action_write(self) -> None:
        """Says what is in it and what is not, asks where to, and writes it."""
        made = self._report
        if made is None:
            self._say("the record is still being read")
            return
        parts, form = frozenset(self._parts), self._form
        wish = replace(made.wish, parts=parts, brief=self._brief)

        def write(typed: list[str], *, force: bool = False) -> None:
            told = in_steps("Writing", lambda words: self.app.call_from_thread(prompt.say_going_on, words))
            reporting = self._care.reporting
            # made anew: what is left out is nowhere in what is written
            report = reporting.report(wish, self._clock(), told)
            place = Path(typed[0]).expanduser()
            reporting.hand_out_report(place, reporting.report_written(report, form), force=force)
            self.app.call_later(self._written, str(place))

        inside = [part_title(each) for each in ReportPart if each in parts]
        outside = [part_title(each) for each in ReportPart if each not in parts]
        about = f"In it: {'; '.join(inside) or 'nothing but the days'}. Not in it: {'; '.join([*outside, 'notes'])}."
        about, field = f"{about} {NOT_ENCRYPTED}", Field("Where to", "~/report.html", self._places[form])
        again = partial(write, force=True)
        prompt = FieldsPrompt("Write the report", about, (field,), write, heeds=False, replace=again, does="writes it")
        self.app.push_screen(prompt)

    def _written(self, place: str) -> None:
        self.app.notify(drawn(f"{place} is written. {NOT_ENCRYPTED}"), timeout=6, markup=False)
        if still_open(self):
            self.record_changed()
