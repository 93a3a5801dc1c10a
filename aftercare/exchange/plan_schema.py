"""The JSON Schema of the plan file, for editors that know one. What it cannot say, `plan check` does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aftercare.exchange import (
    plan_care,
    plan_course,
    plan_file,
    plan_interval,
    plan_place,
    plan_product,
    plan_rest,
    plan_rule,
    plan_step,
)
from aftercare.model.face_point import Means
from aftercare.model.plan_hold import HeldActivity
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.preparation import PrepareOn
from aftercare.model.procedure import WITH_INTERVAL
from aftercare.model.routine import WEEKDAYS, Activity
from aftercare.model.session_course import MOST_SESSIONS
from aftercare.model.side import Side

Schema = dict[str, Any]

_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$"}
_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TIME: Schema = {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$"}
_MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$"}
_HOURS: Schema = {"type": "string", "pattern": r"^\d+ ?(h|hours?|d|days?)$"}
_DAYS: Schema = {"type": "string", "pattern": r"^\d+ ?(d|days?|w|weeks?)$"}
_YES: Schema = {"type": "boolean"}
_WEEKDAYS: Schema = {"type": "array", "minItems": 1, "items": {"enum": [day.value for day in WEEKDAYS]}}


def plan_schema(known: Vocabulary) -> Schema:
    """The schema of a plan file as it is written, with days and times as their texts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan for aftercare",
        **_table(
            plan_file.TOP_KEYS,
            ("format", "plan", "practitioner", "steps"),
            format={"const": plan_file.FORMAT},
            plan=_head(),
            practitioner=_table(plan_care.PRACTITIONER_KEYS, ("name",)),
            slots={"type": "object", "propertyNames": _ID, "additionalProperties": _TIME},
            products=_list(_product(known)),
            steps=_list(_step(known), least=1),
            sessions=_list(
                _table(plan_file.SESSION_KEYS, ("id", "at", "kind"), id=_ID, at=_MOMENT, minutes=_whole(1, 1440))
            ),
            course=_course(),
            preparations=_list(_preparation()),
            holds=_list(_hold(known)),
            intervals=_list(_interval()),
            points=_list(_point(known)),
        ),
    }


def _table(keys: Iterable[str], required: Iterable[str] = (), **kinds: Schema) -> Schema:
    """A table of those `keys` and no others; a key without a kind of its own is a text."""
    properties = {key: kinds.get(key, _TEXT) for key in keys}
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(one: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": one, "minItems": least}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _among(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}


def _head() -> Schema:
    complaint = _table(("complaint",), ("complaint",))
    return _table(
        plan_care.PLAN_KEYS,
        ("id", "version", "title"),
        id=_ID,
        version=_whole(1, plan_file.MAX_VERSION),
        written=_DAY,
        starts=_DAY,
        review=_DAY,
        purpose={"oneOf": [{"const": "cosmetic"}, complaint]},
        concerns=_TEXTS,
        advice=_TEXTS,
    )


def _product(known: Vocabulary) -> Schema:
    percent: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": 100}
    ingredient = _table(plan_product.INGREDIENT_KEYS, ("name",), percent=percent)
    return _table(
        plan_product.PRODUCT_KEYS,
        ("id", "name", "kind"),
        id=_ID,
        kind=_among(known.kinds),
        ingredients=_list({"oneOf": [_TEXT, ingredient]}),
        prescribed=_YES,
        pao={"oneOf": [_whole(1, 120), {"type": "string", "pattern": "^[0-9]+ ?(M|m|months?)$"}]},
        size={"type": "string", "pattern": r"^\d+([.,]\d+)? ?(ml|g)$"},
    )


def _zones(known: Vocabulary) -> list[str]:
    return list(dict.fromkeys([*known.zones, *(zone.pair for zone in known.zones.values() if zone.pair)]))


def _step(known: Vocabulary) -> Schema:
    to = _table(("from", "to"), ("to",), **{"from": _DAY, "to": _DAY})
    times = _table(("from", "times"), ("times",), **{"from": _DAY, "times": _whole(1, 10_000)})
    return _table(
        plan_step.STEP_KEYS,
        ("id", "rule"),
        id=_ID,
        product=_ID,
        activity=_among(each.value for each in Activity),
        slots=_TEXTS,
        rule={"oneOf": [{"const": "daily"}, *_rules()]},
        course={"oneOf": [to, times]},
        order={"type": "number", "minimum": 0, "maximum": 1000},
        after=_list(_ID),
        zones=_list(_among(_zones(known))),
        essential=_YES,
    )


def _rules() -> list[Schema]:
    phase = _table(
        plan_rule.PHASE_KEYS, nights=_WEEKDAYS, weekdays=_WEEKDAYS, every_days=_whole(1, 28), weeks=_whole(1, 104)
    )
    kinds = {
        "every_days": _whole(2, 365),
        "from": _DAY,
        "weekdays": _WEEKDAYS,
        "cycle": _whole(2, 60),
        "on": _list(_whole(1, 60), least=1),
        "recovery": _whole(1, 60),
        "phases": _list(phase, least=1),
        "since_last_use": _HOURS,
        "as_needed": _whole(1, 24),
        "apart": _HOURS,
    }
    needed = {"cycle": ("cycle", "on", "recovery")}
    return [_table(keys, needed.get(kind, (kind,)), **kinds) for kind, keys in plan_rule.RULE_KEYS.items()]


def _course() -> Schema:
    number = _whole(1, MOST_SESSIONS)
    return _table(
        plan_course.COURSE_KEYS,
        ("sessions", "from"),
        sessions=number,
        reviews=_list(number),
        had=_whole(0, MOST_SESSIONS),
        kinds=_TEXTS,
        **{"from": _DAY},
    )


def _preparation() -> Schema:
    when = _among(each.value for each in PrepareOn)
    return _table(plan_course.PREPARATION_KEYS, ("id", "when", "text"), id=_ID, when=when, before=_TEXTS)


def _hold(known: Vocabulary) -> Schema:
    stage = _table(plan_rest.STAGE_KEYS, plan_rest.STAGE_KEYS, until=_HOURS, every_days=_whole(2, 28))
    kinds = {
        "id": _ID,
        "ingredients": _among(known.classes),
        "product": _among(known.kinds),
        "activity": _among(each.value for each in HeldActivity),
        "for": _HOURS,
        "after": _TEXTS,
        "return": _list(stage),
    }
    one_of = [{"required": [key]} for key in ("ingredients", "product", "activity")]
    return {**_table(plan_rest.HOLD_KEYS, ("id", "for"), **kinds), "oneOf": one_of}


def _interval() -> Schema:
    after = _among(each.value for each in WITH_INTERVAL)
    return _table(plan_interval.INTERVAL_KEYS, ("after", "for"), after=after, **{"for": _DAYS})


def _point(known: Vocabulary) -> Schema:
    kinds = {
        "id": _ID,
        "code": _among(known.points),
        "zone": _among(known.zones),
        "side": _among(each.value for each in Side),
        "with": _among(each.value for each in Means),
        "wear": _HOURS,
        "press": {"type": "string"},
    }
    one_of = [{"required": ["code"]}, {"required": ["zone"]}]
    never = [code for code, point in known.points.items() if not point.client_may]
    floor = {
        "if": {"properties": {"code": {"enum": never}}, "required": ["code"]},
        "then": {"properties": {"with": {"const": Means.NEEDLE.value}}},
    }
    return {**_table(plan_place.POINT_KEYS, ("id", "with"), **kinds), "oneOf": one_of, **floor}
