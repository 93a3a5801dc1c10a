"""All reference tables by name, for whoever looks something up without knowing where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec import Struct

from aftercare.store import reference


class Table(NamedTuple):
    """A table: what it is `about`, and what reads its `rows` by their ids."""

    about: str
    rows: Callable[[], Mapping[str, Struct]]


#: By the names of their files in `data`, in the order in which they are listed.
TABLES: Mapping[str, Table] = {
    "zones": Table("the zones of the face", reference.zones),
    "points": Table("the points, and which of them are never for the client's own hands", reference.points),
    "face_shapes": Table("the shapes of which the face is drawn", reference.face_shapes),
    "session_kinds": Table("the kinds of session", reference.session_kinds),
    "course_patterns": Table("how clinics space the sessions of a course", reference.course_patterns),
    "preparations": Table("what is usually done before a session", reference.preparations),
    "holds": Table("what usually rests after a session", reference.hold_defaults),
    "allowed_at_once": Table("what may go on straight after a session", reference.allowed_at_once),
    "sun_flags": Table("after which actives skin goes on burning more easily", reference.sun_flags),
    "after_effects": Table("what is usual after a session, and for how long", reference.after_effects),
    "red_flags": Table("the signs that need a person, now or soon", reference.red_flags),
    "red_flag_levels": Table("how soon somebody has to look at a sign", reference.red_flag_levels),
    "denials": Table("the words by which a sign in somebody's text is taken as not there", reference.denials),
    "emergency_numbers": Table("the emergency numbers by region", reference.emergency_numbers),
    "procedures": Table("what may have been done elsewhere, and how long clinics wait after it", reference.procedures),
    "magnet_rules": Table("what holds for magnets on the skin", reference.magnet_rules),
    "product_kinds": Table("the kinds of product in the order of layers", reference.product_kinds),
    "ingredient_classes": Table("the classes of ingredients", reference.ingredient_classes),
    "ingredients": Table("what is known of ingredients", reference.ingredients),
    "interactions": Table("what goes together and what does not", reference.interactions),
    "titration_plans": Table("ready-made ways to begin an active slowly", reference.titration_plans),
    "titration_rules": Table("what holds while an active is begun", reference.titration_rules),
    "patch_tests": Table("how a new product is tried first", reference.patch_tests),
    "measures": Table("what is rated, counted or compared, and whose scale it is", reference.measures),
    "concerns": Table("what a check-in asks, by what somebody is concerned about", reference.concerns),
    "alarming_values": Table("ratings that call for a look at the signs", reference.alarming_values),
    "context": Table("what else may bear on the skin", reference.context),
    "explanations": Table("how tradition and physiology explain what is done", reference.explanations),
    "photo_protocol": Table("how photos are taken so that they can be compared", reference.photo_protocol),
    "sources": Table("the sources that the tables name", reference.sources),
}
