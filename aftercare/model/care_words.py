"""The outline, holds and points of a plan in the words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from aftercare.model.course_line import planned_course_words
from aftercare.model.face_point import FacePoint
from aftercare.model.plan_change import day_words
from aftercare.model.plan_hold import HeldThing, OfActivity, OfClass, OfKind, PlanHold
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.programme import Complaint, Programme, Purpose
from aftercare.model.words import wait_words
from aftercare.model.zone import NO_ZONES, Zone, side_first

#: On which day something is prepared.
WHEN_WORDS = {PrepareOn.DAY_BEFORE: "the day before", PrepareOn.DAY_OF: "on the day"}


def purpose_words(purpose: Purpose) -> str:
    """Such as "cosmetic"; a complaint in the therapist's words."""
    return purpose.name if isinstance(purpose, Complaint) else "cosmetic"


def programme_words(programme: Programme) -> dict[str, str]:
    """The fields of a programme as a person reads them."""
    return {
        "title": programme.title,
        "purpose": purpose_words(programme.purpose),
        "concerns": ", ".join(programme.concerns),
        "advice": " ".join(programme.advice),
        "review": day_words(programme.review),
        "course": planned_course_words(programme.course),
        "before a session": "; ".join(map(preparation_words, programme.preparations)),
    }


def preparation_words(one: Preparation) -> str:
    """Such as "the day before (facial needles): come rested"."""
    kinds = f" ({' or '.join(one.before)})" if one.before else ""
    return f"{WHEN_WORDS[one.when]}{kinds}: {one.text}"


def held_words(what: HeldThing) -> str:
    """What a hold covers, such as "retinoid" or "hair removal"."""
    match what:
        case OfClass(ingredient_class=name) | OfKind(product_kind=name) | OfActivity(activity=name):
            return name.replace("-", " ")
        case _:
            assert_never(what)


def hold_name(hold: PlanHold) -> str:
    """Such as "retinoid, 48 h after a session"."""
    return f"{held_words(hold.what)}, {hold.hours} h after a session"


def hold_words(hold: PlanHold) -> dict[str, str]:
    """The fields of a hold as a person reads them."""
    return {
        "what": held_words(hold.what),
        "for": f"{hold.hours} h",
        "after": ", ".join(hold.after) or "every session",
        "return": ", then ".join(f"every {each.every_days} days until {each.until_hours} h" for each in hold.stages),
        "reason": hold.reason,
    }


def point_name(point: FacePoint, zones: Mapping[str, Zone] = NO_ZONES) -> str:
    """Such as "EX-HN3, magnet" or "left temple, magnet"."""
    return f"{_place(point, zones)}, {point.means.value}"


def _place(point: FacePoint, zones: Mapping[str, Zone]) -> str:
    zone = zones.get(point.zone or "")
    return point.code or (side_first(zone).casefold() if zone else point.zone) or ""


def point_words(point: FacePoint, zones: Mapping[str, Zone] = NO_ZONES) -> dict[str, str]:
    """The fields of a point as a person reads them."""
    return {
        "place": _place(point, zones),
        "side": point.side.value,
        "with": point.means.value,
        "wear": f"{point.wear_hours} h" if point.wear_hours is not None else "",
        "press": wait_words(point.press_seconds or 0),
        "note": point.note,
    }
