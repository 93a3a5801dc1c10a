"""The questions about what is done at home: product or activity, days, part of the day, amount, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.interview import Interview, Question, exact, id_from, in_parts, one_line, yes_or_no
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.point import Point
from aftercare.model.routine import EVENING, MORNING, Activity, Daily, Product, Rule
from aftercare.model.rules import AsNeeded, CourseByCount, CourseByDates
from aftercare.model.side import Side
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_slot import slot_typed
from aftercare.model.typed_step import Days, TypedStep, number_typed, rule_typed, wait_typed

#: What goes on after everything that is put on, and what is done before it.
_AFTER_LAYERS, _BEFORE_LAYERS = 200, 5
_BY_HAND = {Activity.MAGNETS: _AFTER_LAYERS, Activity.MASSAGE: _AFTER_LAYERS}
#: Rules that take another question, by the word that stands for them.
_ASKED = {
    "cycle": Days.CYCLE,
    "slowly": Days.PHASES,
    "after session": Days.AFTER_SESSION,
    "apart": Days.SINCE_USE,
    "as needed": Days.AS_NEEDED,
}
_DAYS_HELP = (
    "daily; every 3 days; days of the week such as mon thu; cycle, such as day 1 of 4; slowly, for an active that is "
    "begun in stages; after session, so many hours after each one; apart, so many hours after the last use; as needed, "
    "at the client's wish."
)
_PLACE_HELP = "Zones separated by commas, both sides unless it ends in -l or -r"


def step_questions(interview: Interview) -> Iterator[Question]:
    """Product after product and activity after activity, until that is all."""
    first = True
    while True:
        yield Question(
            "A product or an activity" if first else "The next one",
            _named(interview),
            help="Its name as the client knows it: Mild cleanser, or Massage of the jaw. Blank when that is all.",
            needed=first,
            told="At home, one after the other" if first else "",
        )
        if not interview.said:
            return
        first = False
        interview.within_step = True
        yield from _one_step(interview)
        interview.within_step = False


def _one_step(interview: Interview) -> Iterator[Question]:
    if _last(interview).product is None:
        yield _kind_question(interview)
        if _last(interview).product is not None:
            yield from _product_questions(interview)
    yield from _rule_questions(interview)
    if not isinstance(_last(interview).rule, AsNeeded):
        yield Question(
            "In which part of the day",
            lambda text: _with_slots(interview, text),
            "evening",
            "morning, evening, both, or one of your own with its time, such as noon 12:30.",
        )
        yield from _course_question(interview)
    yield _amount_question(interview)
    if _last(interview).product is not None or _last(interview).activity in (Activity.MAGNETS, Activity.MASSAGE):
        yield Question(
            "Where on the face",
            lambda text: _with(interview, zones=_zones(interview, text)),
            help=f"{_PLACE_HELP}: {', '.join(_places(interview))}. Blank for the whole face, or as the product says.",
        )
    if _last(interview).activity in (Activity.MAGNETS, Activity.ACUPRESSURE):
        yield from _point_questions(interview)
    if _last(interview).product is not None and not isinstance(_last(interview).rule, AsNeeded):
        yield Question(
            "How long to wait before the next layer",
            lambda text: _with(interview, wait=wait_typed(text)),
            help="Such as 60 s or 2 min; blank for no wait.",
        )
    yield Question(
        "How it is done, in a sentence",
        lambda text: _with(interview, instruction=exact(text, "instruction")),
        help="Such as: On slightly damp skin, face and neck. Blank for nothing to add.",
    )
    yield Question(
        "Is it done on a day with little time, too",
        lambda text: _with(interview, essential=yes_or_no(text)),
        "n",
        "Essential steps alone make a short day: y or n.",
    )


def _last(interview: Interview) -> PlanStep:
    return interview.plan.steps[-1]


def _with(interview: Interview, **said: Any) -> Plan:
    steps = interview.plan.steps
    return replace(interview.plan, steps=(*steps[:-1], replace(steps[-1], **said)))


def _named(interview: Interview) -> Callable[[str], Plan]:
    def take(text: str) -> Plan:
        plan, name = interview.plan, one_line(text)
        step_id = id_from(name, "step", {each.id for each in plan.steps})
        same = next((each for each in plan.products if each.name.casefold() == name.casefold()), None)
        order = None if same else float(_BEFORE_LAYERS)
        step = PlanStep(step_id, same.name if same else name, (EVENING.id,), Daily(), order, same.id if same else None)
        return replace(plan, steps=(*plan.steps, step))

    return take


def _kind_question(interview: Interview) -> Question:
    kinds = interview.asking.kinds
    activities = [each.value for each in Activity]
    return Question(
        f"What “{_last(interview).name}” is",
        lambda text: _with_kind(interview, text),
        help=f"A kind of product: {', '.join(kinds)}; or an activity: {', '.join(activities)}.",
        needed=True,
    )


def _with_kind(interview: Interview, text: str) -> Plan:
    word = one_line(text).casefold().replace(" ", "-")
    kinds = interview.asking.kinds
    step = _last(interview)
    if word in {each.value for each in Activity}:
        activity = Activity(word)
        return _with(interview, activity=activity, order=float(_BY_HAND.get(activity, _BEFORE_LAYERS)))
    meant = next((each.id for each in kinds.values() if word == each.id or word in each.also), None)
    if meant is None:
        from difflib import get_close_matches

        near = get_close_matches(word, [*kinds, *(each.value for each in Activity)], n=1)
        suggestion = f"Did you mean {near[0]}? A ? lists them." if near else "A ? lists them."
        raise BadInput(f"“{text}” is no kind of product and no activity.", suggestion)
    product = Product(
        id_from(step.name, "product", {each.id for each in interview.plan.products}), step.name, meant, interview.origin
    )
    plan = replace(interview.plan, products=(*interview.plan.products, product))
    return replace(plan, steps=(*plan.steps[:-1], replace(step, product=product.id, order=None)))


def _product_questions(interview: Interview) -> Iterator[Question]:
    def product(**said: Any) -> Plan:
        *others, last = interview.plan.products
        return replace(interview.plan, products=(*others, replace(last, **said)))

    yield Question(
        "What in it matters, as the label says",
        lambda text: product(**_ingredients(text)),
        help="Separated by commas, with the strength if known: retinal 0.05 %, squalane. What rests goes by it.",
    )
    yield Question(
        "Did a doctor prescribe it",
        lambda text: product(prescribed=yes_or_no(text)),
        "n",
        "What is prescribed is never held: it stays due, and the client is told whom to ask.",
    )


def _ingredients(text: str) -> dict[str, Any]:
    names: list[str] = []
    strengths: dict[str, float] = {}
    for each in in_parts(text):
        name, _, percent = each.removesuffix("%").rstrip().rpartition(" ") if each.endswith("%") else (each, "", "")
        if each.endswith("%"):
            try:
                strengths[name] = float(percent)
            except ValueError:
                raise BadInput(f"The strength in “{each}” cannot be read.", "Write it like: niacinamide 5 %.") from None
        names.append(name)
    if not all(names) or len(set(names)) < len(names):
        raise BadInput("An ingredient is missing or stands there twice.", "Write it like: niacinamide 5 %, glycerin.")
    return {"ingredients": tuple(names), "strengths": strengths}


def _rule_questions(interview: Interview) -> Iterator[Question]:
    typed = TypedStep()

    def take(days: Days, **fields: str) -> Rule:
        start = interview.plan.starts or interview.asking.today
        return rule_typed(replace(typed, days=days, **fields), start, start)

    def by_days(text: str) -> Plan:
        word = " ".join(one_line(text).casefold().split())
        if word in _ASKED:
            return interview.plan
        if word in ("daily", "every day"):
            return _with(interview, rule=Daily())
        every = word.removeprefix("every ").removesuffix(" days")
        if word.startswith("every ") and every.isdecimal():
            return _with(interview, rule=take(Days.EVERY, every=every))
        try:
            return _with(interview, rule=take(Days.WEEKDAYS, weekdays=word))
        except BadInput:
            raise BadInput(f"“{text}” does not say exactly on which days.", "A ? lists what does.") from None

    yield Question("On which days", by_days, "daily", _DAYS_HELP)
    match _ASKED.get(" ".join(interview.said.casefold().split())):
        case Days.CYCLE:
            yield Question(
                "How many days has the cycle, on which is it due, and at which does it go on after a break",
                lambda text: _with(interview, rule=take(Days.CYCLE, **_cycle(text))),
                help="Such as 4: 1, 3 – four days, due on the first, and after a hold or pause on at the third.",
                needed=True,
            )
        case Days.PHASES:
            yield Question(
                "In which stages",
                lambda text: _with(interview, rule=take(Days.PHASES, phases=one_line(text))),
                help="Such as: tue sat for 2 weeks, then tue thu sat. The last one stays.",
                needed=True,
            )
        case Days.AFTER_SESSION:
            yield Question(
                "From how many hours to how many after a session",
                lambda text: _with(interview, rule=take(Days.AFTER_SESSION, **_hours(text))),
                help="Such as 24-96.",
                needed=True,
            )
        case Days.SINCE_USE:
            yield Question(
                "How many hours after the last use",
                lambda text: _with(interview, rule=take(Days.SINCE_USE, hours=text.removesuffix("h"))),
                help="Such as 72.",
                needed=True,
            )
        case Days.AS_NEEDED:
            yield from _limit_questions(interview)
        case _:
            return


def _limit_questions(interview: Interview) -> Iterator[Question]:
    def limit(text: str) -> Plan:
        most = number_typed(text, "most a day", 1, 8)
        return _with(interview, rule=AsNeeded(most, 4 if most > 1 else 0), slots=())

    yield Question("How many times a day at most", limit, help="A whole number up to 8.", needed=True)
    rule = _last(interview).rule
    if isinstance(rule, AsNeeded) and rule.at_most > 1:
        most = rule.at_most
        yield Question(
            "How many hours apart at least",
            lambda text: _with(interview, rule=AsNeeded(most, number_typed(text.removesuffix("h"), "hours", 1, 24))),
            "4",
            "A whole number of hours.",
        )


def _cycle(text: str) -> dict[str, str]:
    days, _, rest = one_line(text).partition(":")
    due, _, recovery = rest.partition(",")
    return {"cycle": days.strip(), "due": due.strip(), "recovery": recovery.strip()}


def _hours(text: str) -> dict[str, str]:
    first, _, last = one_line(text).replace("h", "").replace("to", "-").replace("–", "-").partition("-")
    return {"from_hours": first.strip(), "to_hours": last.strip()}


def _with_slots(interview: Interview, text: str) -> Plan:
    word = one_line(text).casefold()
    named = {MORNING.id: (MORNING.id,), EVENING.id: (EVENING.id,), "both": (MORNING.id, EVENING.id)}
    named |= {each.id: (each.id,) for each in interview.plan.slots}
    if word in named:
        return _with(interview, slots=named[word])
    new = slot_typed(text)
    if new.id in named:
        raise BadInput(f"There is a part of the day “{new.id}” already.", "Write its name alone.")
    plan = _with(interview, slots=(new.id,))
    return replace(plan, slots=(*plan.slots, new))


def _course_question(interview: Interview) -> Iterator[Question]:
    start = interview.plan.starts or interview.asking.today

    def take(text: str) -> Plan:
        number = text.casefold().removesuffix("times").strip()
        if number.isdecimal():
            return _with(interview, course=CourseByCount(number_typed(number, "number of times", 1, 10_000), start))
        last = typed_day(text, interview.asking.today, "last day")
        if last < start:
            raise BadInput(f"The last day {last} comes before the first one, {start}.", "Take a later day.")
        return _with(interview, course=CourseByDates(start, last))

    yield Question(
        "Until when, or how many times",
        take,
        help="A last day such as 2026-12-13 or +28, or 14 times. Blank for no end.",
    )


def _amount_question(interview: Interview) -> Question:
    step = _last(interview)
    product = next((each for each in interview.plan.products if each.id == step.product), None)
    if product is None:
        return Question(
            "How much or how long",
            lambda text: _with(interview, amount=exact(text, "amount")),
            help="Such as 10 slow breaths or 2 minutes. Blank where nothing is to be said.",
        )
    kind = interview.asking.kinds[product.kind]
    usual = "" if product.by_prescription else kind.usual.amount
    default = usual if len(usual) <= 60 and not _is_vague(usual) else ""
    return Question(
        "How much of it",
        lambda text: _with(interview, amount=exact(text, "amount")),
        default,
        "Such as 3–5 drops or 1 fingertip unit, in at most 60 characters. What is in brackets is usual for its kind.",
        needed=kind.slow and not product.by_prescription,
    )


def _is_vague(text: str) -> bool:
    try:
        exact(text or "1 drop", "amount")
    except BadInput:
        return True
    return False


def _places(interview: Interview) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.pair or each.id for each in interview.asking.zones.values()))


def _zones(interview: Interview, text: str) -> tuple[str, ...]:
    zones = interview.asking.zones
    found: dict[str, None] = {}
    for part in in_parts(text):
        word = part.casefold().replace(" ", "-")
        meant = [each.id for each in zones.values() if word in (each.id, each.pair)]
        if not meant:
            raise BadInput(f"There is no zone “{part}” of the face.", "A ? lists them.")
        found |= dict.fromkeys(meant)
    return tuple(found)


def _point_questions(interview: Interview) -> Iterator[Question]:
    magnets = _last(interview).activity is Activity.MAGNETS
    means = Means.MAGNET if magnets else Means.ACUPRESSURE
    first = True
    while True:
        yield Question(
            "On which point" if first else "On which other point",
            lambda text: _with_point(interview, text, means),
            help="A code, with left or right where it is one side only, such as ST6 left; or a zone such as temple-l. "
            f"Blank when that is all. Codes: {', '.join(each.code for each in _allowed(interview))}.",
        )
        if not interview.said:
            return
        first = False
        if magnets:
            yield Question(
                "How many hours a magnet stays on there",
                lambda text: _worn(interview, number_typed(text.removesuffix("h"), "hours", 1, 168)),
                "12",
                "A whole number of hours; overnight none stays at the mouth.",
            )


def _with_point(interview: Interview, text: str, means: Means) -> Plan:
    words = one_line(text).split()
    side = Side(words.pop().casefold()) if len(words) > 1 and words[-1].casefold() in ("left", "right") else None
    name = " ".join(words)
    zone = interview.asking.zones.get(name.casefold())
    taken = {each.id for each in interview.plan.points}
    wear = 12 if means is Means.MAGNET else None
    if zone is not None:
        code, lies = None, zone.side
    else:
        of_code = _point_called(interview, name)
        code, lies = of_code.code, Side.BOTH if of_code.paired else Side.MIDDLE
    point = FacePoint(
        id=id_from(f"{name} {side or ''}", "point", taken),
        side=side or lies,
        means=means,
        origin=interview.origin,
        code=code,
        zone=zone.id if zone else None,
        wear_hours=wear,
    )
    return replace(interview.plan, points=(*interview.plan.points, point))


def _allowed(interview: Interview) -> tuple[Point, ...]:
    """The points for the client's own hands. The others are never offered."""
    return tuple(each for each in interview.asking.points.values() if each.client_may)


def _point_called(interview: Interview, name: str) -> Point:
    plain = "".join(sign for sign in name.casefold() if sign.isalnum())
    for each in interview.asking.points.values():
        if plain in {"".join(filter(str.isalnum, one.casefold())) for one in (each.code, each.name, *each.also)}:
            if not each.client_may:
                raise BadInput(
                    f"{each.code} ({each.name}) is never for the client's own hands.", "Choose another; a ? lists them."
                )
            return each
    raise BadInput(f"There is no point “{name}” here.", "A ? lists them.")


def _worn(interview: Interview, hours: int) -> Plan:
    *others, last = interview.plan.points
    return replace(interview.plan, points=(*others, replace(last, wear_hours=hours)))
