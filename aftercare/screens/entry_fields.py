"""What the journal asks of an entry, kind by kind: the fields of its form, and the entry that they make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from aftercare.care import Care
from aftercare.care.entering import check_bruise_typed
from aftercare.errors import BadInput
from aftercare.model.bruise import Bruise, BruiseCourse, BruiseSeen, Stage
from aftercare.model.entry_template import hints
from aftercare.model.entry_words import Named, followed_words, kind_words
from aftercare.model.journal import Entry, EntryKind, kind_of
from aftercare.model.later_watch import sessions_that_count
from aftercare.model.note import Note
from aftercare.model.reaction import Reaction, SkinSign
from aftercare.model.session import Session
from aftercare.model.session_entry import SessionEntry
from aftercare.model.tags import tags_typed
from aftercare.model.typed_day import typed_day
from aftercare.model.words import day_in_full, short_day
from aftercare.screens.shelf_form import Field, by_name, choice_field

_NONE = ("", "none, or not known")
_NEW = ("", "a new one")
_WHERE = ("", "choose where it is")

Typed = dict[str, str]


class Known(Struct, frozen=True):
    """What a form offers to choose from, as the record has it. The sessions begin with the last one."""

    named: Named
    sessions: tuple[Session, ...]
    bruises: tuple[BruiseCourse, ...]
    today: date


class EntryAsked(Struct, frozen=True):
    """A form for an entry. `draft` is what its draft is called; `write` makes an entry of what was typed and keeps it.

    `write` takes the instant too. It raises BadInput, NotFound and NoLongerCurrent.
    """

    title: str
    kind: EntryKind
    fields: tuple[Field, ...]
    draft: str
    write: Callable[[Typed, datetime], Entry]


def read_known(care: Care, now: datetime) -> Known:
    """What forms offer. Blocks on the disk."""
    sessions = sorted(sessions_that_count(care.sessions(), now), key=lambda each: each.at, reverse=True)
    return Known(care.named(()), tuple(sessions), care.bruises(now), care.today(now))


def new_entry(care: Care, kind: EntryKind, known: Known, day: date, bruise: str = "") -> EntryAsked:
    """A form for a new entry: after a session, of a reaction or of a bruise, where `bruise` is the one looked at.

    Raises BadInput where it cannot be written yet.
    """
    today = known.today
    day_field = Field("day", "Day", day.isoformat(), "2026-11-30, yesterday, -3")

    def on(typed: Typed) -> date:
        return typed_day(typed["day"], today) if typed["day"].strip() else day

    match kind:
        case EntryKind.SESSION:
            if not known.sessions:
                raise BadInput("There was no session yet.", "a on the day adds one.")
            fields = _session_fields(known, known.sessions[0].id, "", "")

            def write(typed: Typed, now: datetime) -> Entry:
                return care.log_session(typed["session"], typed["text"], now, said=typed["said"], day=on(typed))

        case EntryKind.REACTION:
            fields = _reaction_fields(known, None)

            def write(typed: Typed, now: datetime) -> Entry:
                return care.log_reaction(
                    _signs(typed),
                    now,
                    zones=typed["zones"].split(),
                    step=typed["step"] or None,
                    product=typed["product"] or None,
                    text=typed["text"],
                    day=on(typed),
                )

        case EntryKind.BRUISE:
            followed = {each.bruise.id: each for each in known.bruises}
            chosen = bruise if bruise in followed else next(reversed(followed), "")
            fields = _bruise_fields(known, chosen)

            def write(typed: Typed, now: datetime) -> Entry:
                stage, size, text = Stage(typed["stage"]), _millimetres(typed), typed["text"]
                if (of := followed.get(typed.get("bruise", ""))) is not None:
                    return care.follow_bruise(of.bruise, stage, now, millimetres=size, text=text, day=on(typed))
                if not typed["zone"]:
                    raise BadInput("Where the bruise is is missing.", "Choose its zone.")
                return care.log_bruise(typed["zone"], stage, now, millimetres=size, text=text, day=on(typed))

        case _:
            raise ValueError(f"a {kind} has no form")
    called = {EntryKind.SESSION: "After a session", EntryKind.REACTION: "A reaction", EntryKind.BRUISE: "A bruise"}
    return EntryAsked(called[kind], kind, (day_field, *fields), f"new-{kind.value}", write)


def changed_entry(care: Care, seen: Entry, known: Known) -> EntryAsked:
    """A form for an entry that is there: all that can be said of one of its kind anew."""
    kind = kind_of(seen)
    match seen:
        case SessionEntry():
            fields = _session_fields(known, seen.session, seen.text, seen.said)
        case Reaction():
            fields = _reaction_fields(known, seen)
        case Bruise():
            zone = choice_field("zone", "Zone", seen.zone, _zones(known))
            fields = (zone, *_look_fields(seen.stage, seen.millimetres, seen.text, found=True))
        case BruiseSeen():
            fields = _look_fields(seen.stage, seen.millimetres, seen.text, found=False)
        case Note():
            steps = [("", "none"), *by_name(known.named.routine.steps.values())]
            fields = (_words("text", "", seen.text, kind), choice_field("step", "About the step", seen.step, steps))
        case _:
            fields = (_words("text", "", seen.text, kind),)
    if seen.tags:
        # those in its words are changed there
        fields = (*fields, Field("tags", "Tags", " ".join(f"@{each}" for each in seen.tags), "@travel @sun"))

    day_field = Field("day", "Day", seen.day.isoformat(), f"a day of {seen.day:%B %Y}: {seen.day.isoformat()}, -3")

    def write(typed: Typed, now: datetime) -> Entry:
        on = typed_day(typed["day"], known.today) if typed["day"].strip() else seen.day
        parts = _parts(seen, typed)
        if "tags" in typed:
            parts["tags"] = tags_typed(typed["tags"].split())
        return give_words(care, seen, typed["text"], typed.get("said", ""), now, day=on, **parts)

    title = kind_words(seen)
    called = f"{title[:1].upper()}{title[1:]}, {day_in_full(seen.day)}"
    return EntryAsked(called, kind, (day_field, *fields), f"edit-{seen.id}", write)


def give_words(care: Care, seen: Entry, text: str, said: str, now: datetime, **parts: object) -> Entry:
    """Puts other words, and other `parts`, in the place of those of `seen`. Raises BadInput and NoLongerCurrent."""
    if isinstance(seen, Note) and replace(seen, **parts) == seen:
        return care.edit_note(seen, text, now)
    words = {"text": text.strip(), "said": said.strip()} if isinstance(seen, SessionEntry) else {"text": text.strip()}
    try:
        after: Entry = replace(seen, **words, **parts)
    except ValueError as error:
        raise BadInput(f"Then nothing is left of the {kind_words(seen)}.", "x deletes it.") from error
    return care.edit_entry(seen, after, now)


def _parts(seen: Entry, typed: Typed) -> dict[str, object]:
    """What stands in the fields beside the words."""
    match seen:
        case Note():
            return {"step": typed["step"] or None}
        case SessionEntry():
            return {"session": typed["session"]}
        case Reaction():
            zones = tuple(typed["zones"].split())
            step, product = typed["step"] or None, typed["product"] or None
            return {"signs": _signs(typed), "zones": zones, "step": step, "product": product}
        case Bruise() | BruiseSeen():
            stage, size = Stage(typed["stage"]), _millimetres(typed)
            check_bruise_typed(stage, size, found=isinstance(seen, Bruise))
            where = {"zone": typed["zone"]} if isinstance(seen, Bruise) else {}
            return {"stage": stage, "millimetres": size, **where}
    return {}


def _session_fields(known: Known, session: str, text: str, said: str) -> tuple[Field, ...]:
    offered = [(each.id, f"{each.kind}, {short_day(each.at.date(), known.today)}") for each in known.sessions]
    return (
        choice_field("session", "Session", session, offered),
        _words("text", "How it felt", text, EntryKind.SESSION),
        Field("said", "What was said", said, "What your therapist said", lines=True),
    )


def _reaction_fields(known: Known, seen: Reaction | None) -> tuple[Field, ...]:
    routine = known.named.routine
    steps = [_NONE, *by_name(routine.steps.values())]
    products = [_NONE, *by_name(routine.products.values())]
    signs = tuple((each.value, each.value.replace("-", " ")) for each in SkinSign)
    zones = tuple(_zones(known))
    return (
        Field("signs", "How it is", " ".join(seen.signs) if seen else "", choices=signs, several=True),
        Field("zones", "Where", " ".join(seen.zones) if seen else "", choices=zones, several=True),
        choice_field("step", "After the step", seen.step if seen else "", steps),
        choice_field("product", "To the product", seen.product if seen else "", products),
        _words("text", "Words", seen.text if seen else "", EntryKind.REACTION),
    )


def _bruise_fields(known: Known, chosen: str) -> tuple[Field, ...]:
    where = choice_field("zone", "Zone of a new one" if known.bruises else "Zone", "", [_WHERE, *_zones(known)])
    if not known.bruises:
        return (where, *_look_fields(Stage.RED, None, "", found=True))
    tables = known.named.tables
    offered = [(each.bruise.id, followed_words(each, tables, known.today)) for each in known.bruises]
    last = next((each.last.stage for each in known.bruises if each.bruise.id == chosen), Stage.RED)
    return (
        choice_field("bruise", "Which", chosen, [_NEW, *offered]),
        where,
        *_look_fields(last, None, "", found=False),
    )


def _look_fields(stage: Stage, millimetres: int | None, text: str, *, found: bool) -> tuple[Field, ...]:
    stages = [(each.value, each.value) for each in Stage if each is not Stage.NONE]
    kind = EntryKind.BRUISE if found else EntryKind.BRUISE_SEEN
    return (
        Field("stage", "Colour", stage.value, choices=(*stages, *(() if found else ((Stage.NONE.value, "gone"),)))),
        Field("mm", "Millimetres", str(millimetres or ""), "at its longest; empty: not measured"),
        _words("text", "Words", text, kind),
    )


def _words(field: str, label: str, text: str, kind: EntryKind) -> Field:
    return Field(field, label, text, " ".join(hints(kind)), lines=True)


def _zones(known: Known) -> list[tuple[str, str]]:
    return [(each.id, each.label) for each in known.named.tables.zones.values()]


def _signs(typed: Typed) -> tuple[SkinSign, ...]:
    return tuple(SkinSign(each) for each in typed["signs"].split())


def _millimetres(typed: Typed) -> int | None:
    size = typed["mm"].strip().removesuffix("mm").strip()
    if not size:
        return None
    if not (size.isascii() and size.isdecimal()):
        raise BadInput(f"“{typed['mm'].strip()}” is no number of millimetres.", "Write it like 8, or leave it out.")
    return int(size)
