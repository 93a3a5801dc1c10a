"""The leaflet's parts that say what the plan says: the course, the programme at home, and the client's points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from aftercare.model.after_words import within_sentence
from aftercare.model.care_words import WHEN_WORDS
from aftercare.model.course_line import planned_course_words
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.floor_words import kept_off_words, with_kept_off
from aftercare.model.flooring import never_for_hands
from aftercare.model.layering import layered
from aftercare.model.leaflet import Footnotes, Known, Line, Part, Section
from aftercare.model.local_day import in_day_order
from aftercare.model.magnet_rule import MagnetRule, MagnetTopic, magnet_exclusions
from aftercare.model.plan import Plan
from aftercare.model.preparation import PrepareOn
from aftercare.model.preparing import usual_rows
from aftercare.model.programme import Complaint
from aftercare.model.routine import DAY_START, Activity, Step
from aftercare.model.rule_words import course_words, day_words, pattern_words, phase_words, rule_words
from aftercare.model.rules import AsNeeded, CourseByCount, CourseByDates, Cycle, Daily, Phases, Rule, Weekdays
from aftercare.model.session_kind import done_in
from aftercare.model.side import Side
from aftercare.model.words import wait_words

#: What is told of magnets at home, in this order; press needles belong in the clinic.
_TOPICS = (
    MagnetTopic.KEEPING,
    MagnetTopic.SWALLOWING,
    MagnetTopic.MRI,
    MagnetTopic.DISTANCE,
    MagnetTopic.SKIN,
    MagnetTopic.PLACE,
    MagnetTopic.WEAR,
    MagnetTopic.CAUTION,
)


def course_section(plan: Plan, known: Known, notes: Footnotes) -> Section:
    """Why, with which advice, when the sessions are, and what is done before one."""
    lines = [Line(f"For: {plan.purpose.name}.")] if isinstance(plan.purpose, Complaint) else []
    lines += [Line(f"What it attends to: {', '.join(plan.concerns)}.")] if plan.concerns else []
    lines += [Line(f"It begins on {day_words(plan.starts)}.")] if plan.starts else []
    sessions = tuple(
        Line(
            f"{each.session.kind}, until about {each.end:%H:%M}",
            lead=f"{day_words(each.session.at.date())}, {each.session.at:%H:%M}",
        )
        for each in known.around
    )
    course = (Line(f"The course: {planned_course_words(plan.course)}."),) if plan.course else ()
    review = (Line(f"Your therapist looks at the plan again on {day_words(plan.review)}."),) if plan.review else ()
    parts = (
        Part("", tuple(lines)),
        Part("Sessions", sessions),
        Part("", (*course, *review)),
        Part("Before a session", tuple(_before_sessions(plan, known, notes))),
        Part("What your therapist tells you", tuple(Line(with_kept_off(each), lead="•") for each in plan.advice)),
    )
    return _section("course", "Your course", parts)


def _before_sessions(plan: Plan, known: Known, notes: Footnotes) -> Iterator[Line]:
    """The therapist's own lines, and then what is usual before sessions like those of the plan."""
    done = {each.id: each for one in plan.sessions for each in done_in(one.kind, known.session_kinds)[0]}
    reviews = plan.course is not None and bool(plan.course.reviews)
    rows = tuple(usual_rows(done.values(), plan.preparations, known.preparations, at_review=reviews))
    for when in PrepareOn:
        for each in plan.preparations:
            if each.when is when:
                yield Line(with_kept_off(each.text), lead=_lead(when, each.before))
        for row in rows:
            if row.day is when:
                only = ("a review",) if row.at_review and not (row.treats or row.kinds) else ()
                yield Line(row.what, lead=_lead(when, only), sure=notes.of_rows([row]))


def _lead(when: PrepareOn, before: Iterable[str]) -> str:
    kinds = " or ".join(before)
    words = WHEN_WORDS[when]
    return f"{words[:1].upper()}{words[1:]}{f' ({kinds})' if kinds else ''}"


def home_section(known: Known, notes: Footnotes) -> Section:
    """What is done at home: part of the day by part of the day, in the order of application."""
    parts = []
    steps = list(known.routine.steps.values())
    for slot in in_day_order(known.routine.slots.values(), DAY_START):
        here = _in_turn(layered(each for each in steps if slot.id in each.terms[-1].slots))
        lines = [line for at, step in enumerate(here, start=1) for line in _step_lines(step, f"{at}", known, notes)]
        parts.append(Part(f"{slot.name}, {slot.at:%H:%M}", tuple(lines)))
    wish = layered(each for each in steps if not each.terms[-1].slots)
    parts.append(Part("If needed", tuple(line for each in wish for line in _step_lines(each, "•", known, notes))))
    return _section("home", "At home", parts)


def _in_turn(steps: list[Step]) -> Iterator[Step]:
    """The same with what is called the same in the order of its days: first the slow beginning, then what follows."""
    for _, alike in groupby(steps, key=lambda each: (each.name, each.order)):
        yield from sorted(alike, key=_begins)


def _begins(step: Step) -> date:
    course = step.terms[-1].course
    match course:
        case CourseByDates(first=first):
            return first
        case CourseByCount(start=start):
            return start
        case _:
            return step.terms[0].since


def _step_lines(step: Step, lead: str, known: Known, notes: Footnotes) -> Iterator[Line]:
    product = known.routine.products.get(step.product or "")
    prescribed = ", prescribed" if product and product.by_prescription and "prescribed" not in step.name else ""
    yield Line(f"{step.name}{prescribed}", lead)
    amount = step.amount or (product.amount if product else "")
    sure: tuple[int, ...] = ()
    kind = known.kinds.get(product.kind) if product else None
    if not amount and kind is not None and product is not None and not product.by_prescription and kind.usual.amount:
        amount, sure = f"usually {kind.usual.amount}", (notes.of_words(kind.usual.grade, kind.usual.source),)
    if amount:
        yield Line(f"How much: {amount}", sure=sure)
    if step.zones:
        yield Line(f"Where: {zones_words(step.zones, known)}")
    terms = step.terms[-1]
    course = terms.course
    until = f", until {day_words(course.last)}" if isinstance(course, CourseByDates) else ""
    until = f", {course.times} times in all" if isinstance(course, CourseByCount) else until
    begins = f", {course_words(course).partition(' to ')[0]}" if isinstance(course, CourseByDates) else ""
    begins = "" if begins.removeprefix(", from ") in when_words(terms.rule) else begins
    yield Line(f"When: {when_words(terms.rule)}{begins}{until}")
    if step.instruction:
        yield Line(f"How: {' '.join(step.instruction.split())}")
    if kept_off := kept_off_words(never_for_hands(step, product)):
        yield Line(kept_off)
    if step.wait:
        yield Line(f"Then wait {wait_words(step.wait)} before the next one.")


def when_words(rule: Rule) -> str:
    """On which days, as it is said to a client."""
    match rule:
        case Daily():
            return "every day"
        case Weekdays(days=days):
            return f"on {_listed([each.value.capitalize() for each in days])}"
        case Cycle(days=days_long, due=due, start=start, recovery=recovery):
            on = f"on {'day' if len(due) == 1 else 'days'} {_listed(list(map(str, due)))}"
            again = f"after a session or a break it goes on at day {recovery}"
            return f"{on} of each {days_long} days in turn, counted from {day_words(start)}; {again}"
        case Phases(start=start, phases=phases):
            parts = [phase_words(each) for each in phases[:-1]] + [pattern_words(phases[-1].pattern)]
            return f"slowly from {day_words(start)}: {', then '.join(parts)}"
        case AsNeeded(at_most=most, hours_apart=apart):
            return f"when you need it, at most {most} a day" + (f", at least {apart} h apart" if apart else "")
        case _:
            return rule_words(rule)


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def zones_words(zones: Iterable[str], known: Known) -> str:
    """Such as "jawline and temple, both sides, nose": places on the face from the client's own view."""
    named = tuple(zones)
    found: dict[str, None] = {}
    for each in named:
        zone = known.zones[each]
        both = zone.pair is not None and sum(known.zones[one].pair == zone.pair for one in named) > 1
        label = f"{zone.label.rpartition(', ')[0]} (both sides)" if both else zone.label
        found[within_sentence(label)] = None
    return "; ".join(found)


def points_section(plan: Plan, known: Known, notes: Footnotes) -> Section:
    """Magnets and points: where, for how long, and what holds for magnets whatever a plan says."""
    magnets = has_magnets(plan)
    own = [each for each in plan.points if each.means.by_client]
    needled = [each for each in plan.points if each.means is Means.NEEDLE]
    rules = [rule for topic in _TOPICS for rule in known.magnet_rules if rule.topic is topic] if magnets else []
    parts = [
        Part("Where", tuple(_point(each, known, notes) for each in own)),
        Part("No magnets", (_exclusions(known.magnet_rules, notes),) if magnets else ()),
        Part("With magnets, always", tuple(Line(_rule_words(each), "•", notes.of_rows([each])) for each in rules)),
        Part(
            "Where your therapist works with needles: nothing for you to do there",
            tuple(_point(each, known, notes) for each in needled),
        ),
    ]
    return _section("points", "Magnets and points" if magnets else "Your points", parts)


def _rule_words(rule: MagnetRule) -> str:
    # what holds only for some says for whom
    return f"{rule.label}: {within_sentence(rule.rule)}" if rule.topic is MagnetTopic.CAUTION else rule.rule


def has_magnets(plan: Plan) -> bool:
    """Whether the client wears magnets by it."""
    return any(each.activity is Activity.MAGNETS for each in plan.steps) or any(
        each.means is Means.MAGNET for each in plan.points
    )


def _point(each: FacePoint, known: Known, notes: Footnotes) -> Line:
    side = {Side.BOTH: ", on both sides", Side.LEFT: ", on your left", Side.RIGHT: ", on your right"}.get(each.side, "")
    wear = f"; stays on for at most {each.wear_hours} h" if each.wear_hours else ""
    wear += f"; for {wait_words(each.press_seconds)}" if each.press_seconds else ""
    note = f". {with_kept_off(each.note)}" if each.note else ""
    means = {Means.MAGNET: "magnet: ", Means.ACUPRESSURE: "pressed with a finger: "}.get(each.means, "")
    point = known.points.get(each.code or "")
    if point is None:
        return Line(f"{means}{zones_words([each.zone or ''], known)}{wear}{note}", "•")
    sure = (notes.of_words(point.grade, point.source),)
    return Line(f"{means}{point.name} ({point.code}): {within_sentence(point.location)}{side}{wear}{note}", "•", sure)


def _exclusions(rules: Iterable[MagnetRule], notes: Footnotes) -> Line:
    excluded = magnet_exclusions(rules)
    labels = ", ".join(within_sentence(each.label) for each in excluded)
    who = "you, or whoever shares your bed or cares for you closely,"
    text = f"Where {who} has one of these: {labels}. Tell your therapist first."
    return Line(text, sure=notes.of_rows(excluded))


def _section(section: str, title: str, parts: Iterable[Part]) -> Section:
    return Section(section, title, tuple(each for each in parts if each.lines))
