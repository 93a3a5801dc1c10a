"""What the appointments ask for: a new session, another time, what was done in one, and a question for the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import App

from aftercare.care import Care
from aftercare.errors import BadInput
from aftercare.model.appointment import when_typed
from aftercare.model.session import Session
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.widgets.day_words import session_in_words
from aftercare.widgets.drawn_text import drawn

_EXAMPLE = "2026-11-26 17:30, or thu 17:30"

Clock = Callable[[], datetime]


def ask_for_session(app: App[object], care: Care, clock: Clock) -> None:
    """Asks for a day, a time and what it is, and adds that."""

    def write(typed: list[str]) -> None:
        now = clock()
        care.add_session(when_typed(typed[0], care.today(now)), typed[1], now)

    fields = (Field("Day and time", _EXAMPLE), Field("What it is", "facial needles, review, MRI"))
    app.push_screen(FieldsPrompt("A session of your own", "When is it, and what?", fields, write))


def ask_when_instead(app: App[object], care: Care, clock: Clock, session: Session) -> None:
    """Asks for the new day and time of a session."""

    def write(typed: list[str]) -> None:
        now = clock()
        care.move_session(session.id, when_typed(typed[0], care.today(now)), now)

    about = f"It is on {session_in_words(session, care.today(clock()))}. When is it now?"
    field = Field("New day and time", _EXAMPLE, f"{session.at:%Y-%m-%d %H:%M}")
    app.push_screen(FieldsPrompt(f"Move {drawn(session.kind)}", about, (field,), write))


def ask_what_was_done(app: App[object], care: Care, clock: Clock, session: Session) -> None:
    """Asks what was used in a session and what was said, for the next date, and what it was after all.

    Of a point that is not known it says so once, under what was typed: entered again, it is kept as it is.
    """
    doubted = set[str]()

    def write(typed: list[str]) -> None:
        now = clock()
        points, products, said, following, kind = typed
        doubt = care.doubted_points(session.id, points) if points not in doubted else None
        if doubt is not None:
            doubted.add(points)
            wrong, right = doubt
            raise BadInput(wrong, f"{right} Enter once more keeps it as you wrote it.")
        at = when_typed(following, care.today(now)) if following.strip() else None
        named = kind if kind.strip() else None
        care.tell_session(session.id, now, points=points, products=products, kind=named, said=said, following=at)

    fields = (
        Field("Points used", "LI4, ST36", ", ".join(session.points)),
        Field("Products used in the room", "hyaluronic ampoule", ", ".join(session.products)),
        Field("What your therapist said", "it goes into the journal"),
        Field("The next date", _EXAMPLE),
        Field("What it was", "facial needles", session.kind),
    )
    about = f"{session_in_words(session, care.today(clock()))}: it took place then. All can stay empty."
    app.push_screen(FieldsPrompt(f"What was done, {drawn(session.kind)}", about, fields, write, may_be_empty=True))


def ask_for_question(app: App[object], care: Care, clock: Clock) -> None:
    """Asks for a question to the therapist, and keeps it."""

    def write(typed: list[str]) -> None:
        care.ask(typed[0], clock())

    about = "It stands with your next session, and in the report, until you say that it was asked."
    field = Field("What you want to ask", "May I swim with the magnets on?")
    app.push_screen(FieldsPrompt("A question for your therapist", about, (field,), write))
