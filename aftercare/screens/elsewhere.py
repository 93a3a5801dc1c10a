"""What was had elsewhere, as the appointments show and ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import ClassVar

from rich.cells import cell_len
from textual.app import App
from textual.content import Content

from aftercare.care import Care, intervals_quoted
from aftercare.model.after_procedure import AfterProcedure
from aftercare.model.procedure import Procedure, ProcedureKind
from aftercare.model.procedure_words import kind_words, procedure_name, procedure_title, wait_short, wait_told
from aftercare.model.typed_day import typed_day
from aftercare.model.words import short_day
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.session_rows import STATE, WHEN
from aftercare.screens.why_sheet import WhySheet
from aftercare.widgets.drawn_text import filled

_TITLE = "Had elsewhere"
_KINDS = {f"{words[:1].upper()}{words[1:]}": each for each in ProcedureKind for words in (kind_words(each),)}
#: Before the id of a procedure, so that it is none of a session's.
_MARK = "elsewhere:"


def option_id(procedure: Procedure) -> str:
    """The id under which a list of sessions has `procedure`."""
    return f"{_MARK}{procedure.id}"


def procedure_line(procedure: Procedure, after: AfterProcedure | None, today: date, width: int) -> Content:
    """A procedure in the columns of the sessions: its day, what it asks for, and what it was."""
    named = procedure_name(procedure)
    told = f"{named}: {procedure.note}" if procedure.note and procedure.what is not ProcedureKind.OTHER else named
    look = "$text-warning" if after is not None and after.question is not None else "$foreground-muted"
    state = wait_short(after, today) if after is not None else ""
    # a day of another year is longer: it takes from the first column, where no time stands, and is never cut
    longer = max(0, cell_len(state) + 2 - STATE)
    return Content.assemble(
        (filled(short_day(procedure.day, today), WHEN - longer), "bold"),
        (filled(state, STATE + longer), look),
        filled(told, width - WHEN - STATE),
    )


def ask_for_procedure(app: App[object], care: Care, clock: Callable[[], datetime]) -> None:
    """Asks what was done, and then when, and keeps it."""
    chosen: list[str] = []

    def then(kept: bool | None) -> None:
        if kept and chosen:
            _ask_when(app, _KINDS[chosen[0]], care, clock)

    about = "What was done to your skin? Your therapist's plan says how long needles wait, or it becomes a question."
    app.push_screen(ChoosePrompt(_TITLE, about, tuple(_KINDS), None, chosen.append), then)


def _ask_when(app: App[object], what: ProcedureKind, care: Care, clock: Callable[[], datetime]) -> None:
    def write(typed: list[str]) -> None:
        now = clock()
        care.add_procedure(what, typed_day(typed[0], care.today(now)), now, typed[1])

    other = what is ProcedureKind.OTHER
    note = Field("What it was", "radiofrequency") if other else Field("A note (may stay empty)", "jaw line, 1 ml")
    fields = (Field("Day", "2026-11-12, yesterday, or -3"), note)
    app.push_screen(FieldsPrompt(f"{_TITLE}: {kind_words(what)}", "When was it?", fields, write))


class ElsewhereSheet(WhySheet):
    """Tells all of one procedure; it changes nothing."""

    NUMBERED: ClassVar[bool] = False

    def __init__(self, procedure: Procedure, after: AfterProcedure | None, today: date) -> None:
        title = procedure_title(procedure, today)
        note = [procedure.note] if procedure.note and procedure.what is not ProcedureKind.OTHER else []
        quoted = intervals_quoted()
        told = wait_told(after, today, quoted) if after is not None else ["Nothing has to wait for it now."]
        super().__init__("", [(f"{title[:1].upper()}{title[1:]}", [*note, *told])], title=_TITLE)


def waits_by_id(found: tuple[AfterProcedure, ...]) -> Mapping[str, AfterProcedure]:
    """What the procedures ask for, by their ids."""
    return {each.procedure.id: each for each in found}
