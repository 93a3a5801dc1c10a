"""The client's points and the zones of the face in a plan file.

```toml
[[points]]
id = "brow"           # code or zone; side, with ("needle", "magnet", "acupressure"); wear or press, and note
code = "EX-HN3"
with = "magnet"
wear = "24 h"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from aftercare.exchange.plan_amount import hours, seconds
from aftercare.exchange.plan_table import PlanTable, nearest
from aftercare.model.face_point import MAX_PRESS_SECONDS, MAX_WEAR_HOURS, FacePoint, Means
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.point import Point, plain_code
from aftercare.model.routine import FromPlan
from aftercare.model.safe_text import shown
from aftercare.model.side import Side
from aftercare.model.zone import Zone

POINT_KEYS = ("id", "code", "zone", "side", "with", "wear", "press", "note")
_MAX_NOTE = 300
_MAX_ZONES = 30
#: A magnet that stays no longer may come off before the night.
_BY_DAY_HOURS = 12
_MEANS = tuple(each.value for each in Means)
_SIDES = tuple(each.value for each in Side)


def read_zones(table: PlanTable, key: str, zones: Mapping[str, Zone]) -> tuple[str, ...]:
    """The zones in the list under `key`; the name that two share stands for both of them."""
    found: list[str] = []
    for index, word in enumerate(table.texts(key, _MAX_ZONES, 64)):
        for zone in _meant(table, key, word, zones, index):
            if zone.id in found:
                message = f"The zone {shown(zone.id)} is in the list already."
                table.problem(key, message, "A name without -l and -r stands for both sides.", index)
            else:
                found.append(zone.id)
    return tuple(found)


def refuse_magnets_at_eye(table: PlanTable, key: str, zones: Iterable[str], known: Vocabulary) -> None:
    """Notes the zones in which no magnet goes at any hour."""
    for zone in zones:
        if zone in known.no_magnets:
            message = f"No magnet goes to {shown(zone)}: it reaches within the rim of the orbit."
            table.problem(key, message, "Choose another zone, or a point of the brow or cheekbone by its code.")


def _meant(
    table: PlanTable, key: str, word: str, zones: Mapping[str, Zone], index: int | None = None
) -> tuple[Zone, ...]:
    if not word:
        return ()
    if word in zones:
        return (zones[word],)
    both = tuple(zone for zone in zones.values() if zone.pair == word)
    if not both:
        pairs = dict.fromkeys(zone.pair or zone.id for zone in zones.values())
        plain = re.sub(r"[\s_]+", "-", word.casefold())
        suggestion = f'Did you mean "{plain}"?' if plain in pairs or plain in zones else nearest(plain, pairs)
        table.problem(key, f"There is no zone {shown(word)} of the face.", suggestion, index)
    return both


def read_point(table: PlanTable, known: Vocabulary, origin: FromPlan) -> FacePoint:
    """The point that `table` states. What is never for the client's own hands is refused with them."""
    table.refuse_unknown(POINT_KEYS)
    identifier = table.identifier("id")
    means = _means(table)
    named = [key for key in ("code", "zone") if key in table.values]
    if len(named) != 1:
        message = "The point has both a code and a zone." if named else "The point says neither its code nor its zone."
        table.problem("zone" if named else None, message, 'Write either code = "EX-HN3" or zone = "glabella".')
    point = _point(table, known.points) if "code" in table.values else None
    zone, zone_side = _zone(table, known.zones) if "zone" in table.values else ("", None)
    if point is not None and not point.client_may and means is not None and means.by_client:
        message = f"{point.code} ({point.name}) is never for the client's own hands."
        table.problem("code", message, 'Leave it to yourself, with = "needle", or choose another point.')
    wear = _wear(table, means)
    if means is Means.MAGNET:
        refuse_magnets_at_eye(table, "zone", (zone,), known)
        _refuse_at_mouth_overnight(table, zone, wear, known)
    side = _side(table, zone_side if point is None else (Side.BOTH if point.paired else Side.MIDDLE))
    return FacePoint(
        id=identifier,
        side=side,
        means=means or Means.NEEDLE,
        origin=origin,
        code=point.code if point else (None if zone else ""),
        zone=zone if zone and point is None else None,
        wear_hours=wear,
        press_seconds=_press(table, means),
        note=table.text("note", _MAX_NOTE, lines=True),
    )


def _refuse_at_mouth_overnight(table: PlanTable, zone: str, wear: int | None, known: Vocabulary) -> None:
    if zone in known.no_magnets_at_night and (wear is None or wear > _BY_DAY_HOURS):
        message = f"No magnet stays at {shown(zone)} overnight: it comes off and is swallowed."
        suggestion = f'Write wear = "{_BY_DAY_HOURS} h" or less, and choose another place for the night.'
        table.problem("wear" if "wear" in table.values else "zone", message, suggestion)


def _means(table: PlanTable) -> Means | None:
    word = table.text("with", 40, required=True, example='with = "magnet"')
    if not word:
        return None
    if word not in _MEANS:
        table.problem("with", f"{shown(word)} is nothing that a plan knows for a point.", nearest(word, _MEANS))
        return None
    return Means(word)


def _point(table: PlanTable, points: Mapping[str, Point]) -> Point | None:
    code = table.text("code", 20)
    if not code or code in points:
        return points.get(code)
    plain = plain_code(code)
    for each in points.values():
        if plain in map(plain_code, (each.code, each.name, *each.also)):
            table.problem("code", f"{shown(code)} is not how the point is written.", f'Write code = "{each.code}"')
            return None
    table.problem("code", f"There is no point {shown(code)} here.", nearest_code(plain, points))
    return None


def nearest_code(plain: str, points: Mapping[str, Point]) -> str:
    """Which of the codes was probably meant."""
    by_plain = {code.replace("-", "").casefold(): code for code in points}
    near = nearest(plain, by_plain)
    found = re.search(r'"(.+)"', near)
    return f'Did you mean "{by_plain[found[1]]}"?' if found else f"Known here: {', '.join(points)}."


def _zone(table: PlanTable, zones: Mapping[str, Zone]) -> tuple[str, Side | None]:
    word = table.text("zone", 64)
    meant = _meant(table, "zone", word, zones)
    if len(meant) == 2:
        table.problem("zone", f"{shown(word)} lies on both sides.", f'Write one: "{meant[0].id}" or "{meant[1].id}".')
    return (meant[0].id, meant[0].side) if meant else (word, None)


def _side(table: PlanTable, lies: Side | None) -> Side:
    word = table.text("side", 20)
    if not word:
        return lies or Side.MIDDLE
    if word not in _SIDES:
        table.problem("side", f"{shown(word)} is no side of the face.", nearest(word, _SIDES))
        return lies or Side.MIDDLE
    side = Side(word)
    fits = lies is None or side is lies or (lies is Side.BOTH and side in (Side.LEFT, Side.RIGHT))
    if not fits and lies is not None:
        where = "on both sides" if lies is Side.BOTH else f"in the {lies.value}" if lies is Side.MIDDLE else lies.value
        suggestion = 'Write "left", "right" or "both".' if lies is Side.BOTH else f'Write side = "{lies.value}"'
        table.problem("side", f"The side {shown(word)} does not fit a place that lies {where}.", suggestion)
    return side


def _wear(table: PlanTable, means: Means | None) -> int | None:
    if "wear" not in table.values:
        return None
    if means is not None and means is not Means.MAGNET:
        table.problem("wear", f"A point with {means.value} has no time to wear.", "Only a magnet stays on.")
        return None
    return hours(table, "wear", MAX_WEAR_HOURS)


def _press(table: PlanTable, means: Means | None) -> int | None:
    if "press" not in table.values:
        return None
    if means is not None and means is not Means.ACUPRESSURE:
        message = f"A point with {means.value} has no time to press."
        table.problem("press", message, 'Only a finger presses: with = "acupressure".')
        return None
    return seconds(table, "press", MAX_PRESS_SECONDS, "is longer than a point is pressed.") or None
