"""The questions about places: zones of the face, and the points for the client's own hands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.face_point import FacePoint, Means, is_same_place
from aftercare.model.interview import Interview, Question, id_from, in_parts, one_line
from aftercare.model.plan import Plan
from aftercare.model.point import Point
from aftercare.model.routine import Activity
from aftercare.model.session_kind import may_pierce
from aftercare.model.side import Side
from aftercare.model.typed_step import number_typed, wait_typed

#: What is typed for no zone in particular.
_WHOLE = frozenset({"face", "the face", "whole face", "the whole face", "all over", "everywhere"})

PLACE_HELP = "Zones separated by commas, both sides unless it ends in -l or -r"


def places(interview: Interview) -> tuple[str, ...]:
    """The zones as they are typed: both sides by one name."""
    return tuple(dict.fromkeys(each.pair or each.id for each in interview.asking.zones.values()))


def zones_typed(interview: Interview, text: str) -> tuple[str, ...]:
    """The zones that are named. Raises BadInput."""
    if one_line(text).casefold() in _WHOLE:
        return ()
    zones = interview.asking.zones
    found: dict[str, None] = {}
    for part in in_parts(text):
        word = part.casefold().replace(" ", "-")
        meant = [each.id for each in zones.values() if word in (each.id, each.pair)]
        if not meant:
            raise BadInput(f"There is no zone “{part}” of the face.", "A ? lists them.")
        found |= dict.fromkeys(meant)
    return tuple(found)


def point_questions(interview: Interview) -> Iterator[Question]:
    """Where the magnets of the last step go, or what is pressed with a finger."""
    magnets = interview.last_step.activity is Activity.MAGNETS
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
                "How many hours does a magnet stay on there",
                lambda text: _at_last_point(
                    interview, wear_hours=number_typed(text.removesuffix("h"), "hours", 1, 168)
                ),
                "12",
                "A whole number of hours; overnight none stays at the mouth.",
            )
        else:
            yield Question(
                "For how long is it pressed",
                lambda text: _at_last_point(interview, press_seconds=wait_typed(text)),
                help="Such as 60 s or 2 min; the client sees it run down. Blank where they set the time themselves.",
            )


def needle_questions(interview: Interview) -> Iterator[Question]:
    """Where the therapist's own needles go, where a session may have some: what is done there at home then rests."""
    if not any(may_pierce(each.kind, interview.asking.session_kinds) for each in interview.plan.sessions):
        return
    first = True
    while True:
        yield Question(
            "A point that you needle" if first else "Another point that you needle",
            lambda text: _with_point(interview, text, Means.NEEDLE),
            help="A code, with left or right where it is one side only, such as ST3 left; or a zone such as temple-l. "
            "What is put on there at home then has its rest asked about. Blank when that is all. Codes: "
            f"{', '.join(each.code for each in interview.asking.points.values())}.",
        )
        if not interview.said:
            return
        first = False


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
        of_code = _point_called(interview, name, means)
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
    if any(is_same_place(each, point) for each in interview.plan.points):
        raise BadInput(f"“{one_line(text)}” stands there already.", "Name another; enter alone goes on.")
    return replace(interview.plan, points=(*interview.plan.points, point))


def _allowed(interview: Interview) -> tuple[Point, ...]:
    """The points for the client's own hands. The others are never offered."""
    return tuple(each for each in interview.asking.points.values() if each.client_may)


def _point_called(interview: Interview, name: str, means: Means) -> Point:
    plain = "".join(sign for sign in name.casefold() if sign.isalnum())
    for each in interview.asking.points.values():
        if plain in {"".join(filter(str.isalnum, one.casefold())) for one in (each.code, each.name, *each.also)}:
            if means.by_client and not each.client_may:
                raise BadInput(
                    f"{each.code} ({each.name}) is never for the client's own hands.", "Choose another; a ? lists them."
                )
            return each
    raise BadInput(f"There is no point “{name}” here.", "A ? lists them.")


def _at_last_point(interview: Interview, **said: int) -> Plan:
    *others, last = interview.plan.points
    return replace(interview.plan, points=(*others, replace(last, **said)))
