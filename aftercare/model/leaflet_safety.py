"""The leaflet, and its parts that say what is known beside the plan: what rests around sessions and whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from aftercare.model.after_words import within_sentence
from aftercare.model.help_me import GLYPHS, practitioner_words
from aftercare.model.hold import Authority, FromReference, Hold
from aftercare.model.leaflet import Footnotes, Known, Leaflet, Line, Part, Section
from aftercare.model.leaflet_home import course_section, has_magnets, home_section, points_section
from aftercare.model.leaving_out import LeaveOut
from aftercare.model.plan import Plan
from aftercare.model.plan_days import AroundSession, alike, hours_from, is_kept, span_words
from aftercare.model.procedure_words import kind_words
from aftercare.model.red_flag import Level
from aftercare.model.routine import Practitioner
from aftercare.model.rule_words import day_words
from aftercare.model.session_kind import may_pierce
from aftercare.model.words import counted

_MEDICINES = "Change nothing about a prescribed medicine by yourself: ask who prescribed it."
#: The tables' ids of what only who wears magnets needs to know begin so.
_OF_MAGNETS = "magnet-"


def leaflet(plan: Plan, known: Known) -> Leaflet:
    """The leaflet of `plan`."""
    notes = Footnotes(known.page.sources)
    pierced = any(may_pierce(each.kind, known.session_kinds) for each in plan.sessions)
    sections = [
        course_section(plan, known, notes),
        home_section(known, notes),
        points_section(plan, known, notes),
        _around_section(known, notes, pierced=pierced),
        _elsewhere_section(plan),
        _usual_section(known, notes) if pierced else Section("normal", "", ()),
        _call_section(plan, known, notes),
        _ask_section(plan.practitioner),
    ]
    whose = f"For {plan.client}, by" if plan.client else "By"
    written = f", written on {day_words(plan.written)}" if plan.written else ""
    return Leaflet(
        title=plan.title,
        about=(
            f"{whose} {plan.practitioner.name}; version {plan.version}{written}",
            "What your therapist decided comes first. What is usual stands beside it with a number in brackets: "
            "the last page says how sure it is and who says so. Your therapist may change it.",
        ),
        urgent=f"Emergency: {known.page.emergency.words} Your therapist: {practitioner_words(plan.practitioner)}.",
        sections=tuple(each for each in sections if each.parts),
        footnotes=notes.words,
    )


def _around_section(known: Known, notes: Footnotes, *, pierced: bool) -> Section:
    parts: list[Part] = []
    for sessions in alike(known.around):
        first = sessions[0]
        if not (first.holds or first.leave_out or first.asks):
            continue
        # a kind has commas of its own: "facial needles, review"
        kinds = "; ".join(dict.fromkeys(each.session.kind for each in sessions))
        when = ", ".join(day_words(each.session.at.date()) for each in sessions)
        parts += [
            Part(f"After a session: {kinds}", (Line(f"{when}. Hours count from the end of the session."),)),
            Part("These steps rest", tuple(dict.fromkeys(_resting(first, known, notes)))),
            Part("These go on", tuple(_kept(first, known))),
            Part("Leave out besides", tuple(_left_out(first, notes))),
            Part("And", tuple(Line(each, "•") for each in first.asks)),
        ]
    if pierced and any(each.holds or each.leave_out for each in known.around):
        at_once = tuple(
            Line(f"{each.label}. {each.condition}".strip(), "•", notes.of_rows([each])) for each in known.at_once
        )
        parts.append(Part("May go on straight after needles, unless your therapist says otherwise", at_once))
    return Section("around", "What to leave out around a session", tuple(each for each in parts if each.lines))


def _resting(around: AroundSession, known: Known, notes: Footnotes) -> Iterator[Line]:
    held = [each for each in around.holds if not is_kept(each, known.routine)]
    for each in sorted(held, key=lambda one: one.end):
        text = known.routine.steps[each.step].name
        for stage in each.stages:
            days = span_words(hours_from(around.end, stage.until))
            text += f"; after that at most every {stage.every_days} days until {days} have passed"
        yield Line(f"{text}{_note(each.note)}", f"{hours_from(around.end, each.end)} h", _sure(each.said_by, notes))


def _kept(around: AroundSession, known: Known) -> Iterator[Line]:
    for name in dict.fromkeys(_name(each, known) for each in around.holds if is_kept(each, known.routine)):
        yield Line(f"{name}: as it was prescribed. Ask the prescriber or your therapist about these days.", "•")


def _name(hold: Hold, known: Known) -> str:
    return known.routine.steps[hold.step].name


def _left_out(around: AroundSession, notes: Footnotes) -> Iterator[Line]:
    def together(one: LeaveOut) -> tuple[int, tuple[int, ...], str]:
        return hours_from(around.end, one.until), _sure(one.said_by, notes), one.note

    for (hours, sure, note), group in groupby(sorted(around.leave_out, key=together), key=together):
        labels = [each.label for each in group]
        words = ", ".join([labels[0], *map(within_sentence, labels[1:])])
        yield Line(f"{words}{_note(note)}", f"{hours} h" if hours <= 72 else span_words(hours), sure)


def _note(note: str) -> str:
    return f". {note}" if note else ""


def _sure(authority: Authority, notes: Footnotes) -> tuple[int, ...]:
    return (notes.of_reference(authority),) if isinstance(authority, FromReference) else ()


def _elsewhere_section(plan: Plan) -> Section:
    lines = tuple(
        Line(f"needles wait {counted(each.days, 'day')}{_note(each.reason)}", kind_words(each.what))
        for each in plan.intervals
    )
    asked = (Line("Tell your therapist before the next session what you had done elsewhere."),) if lines else ()
    parts = tuple(each for each in (Part("", lines), Part("", asked)) if each.lines)
    return Section("elsewhere", "After something that you had done elsewhere", parts)


def _usual_section(known: Known, notes: Footnotes) -> Section:
    parts = []
    for each in known.page.effects:
        sure = notes.of_rows([each])
        lines = [Line(f"Lasts: {within_sentence(each.lasts)}", sure=sure)]
        lines += [Line(f"Helps: {within_sentence(each.helps)}")] if each.helps else []
        lines.append(Line(f"No longer normal: {within_sentence(each.escalate)} Then look under “When to call”."))
        parts.append(Part(each.label, tuple(lines)))
    return Section("normal", "What is usually normal after needles", tuple(parts))


def _call_section(plan: Plan, known: Known, notes: Footnotes) -> Section:
    magnets = has_magnets(plan)
    numbers = {
        Level.EMERGENCY: known.page.emergency.words,
        Level.PRACTITIONER: f"{practitioner_words(plan.practitioner)}.",
    }
    parts = []
    for level, row in known.page.levels.items():
        signs = [each for each in known.page.signs if each.level is level]
        if not magnets:
            signs = [each for each in signs if not each.id.startswith(_OF_MAGNETS)]
        told = [Line(f"{row.now} {numbers.get(level, row.call)}", sure=notes.of_rows([row]))]
        for each in signs:
            first = f": {within_sentence(each.now)}" if each.now != row.now else ""
            told.append(Line(f"{each.label}{first}", GLYPHS[level], notes.of_rows([each])))
        parts.append(Part(row.label, tuple(told) if signs else ()))
    parts.append(Part("", (Line(_MEDICINES),)))
    return Section("call", "When to call", tuple(each for each in parts if each.lines))


def _ask_section(one: Practitioner) -> Section:
    ways = (
        ("Telephone", one.phone),
        ("E-mail", one.email),
        ("Web", one.website),
        ("Address", one.address),
        ("Reached", one.hours),
    )
    name = Line(one.name + (f", {one.practice}" if one.practice else ""))
    reach = tuple(Line(text, lead) for lead, text in ways if text)
    last = Line("Write down what you want to ask, and bring it to the next session.")
    parts = (Part("", (name,)), Part("", reach), Part("", (last,)))
    return Section("ask", "Whom to ask", tuple(each for each in parts if each.lines))
