"""The reference data that comes with the program: `data/*.toml` as typed rows, and the sample plans.

In the wheel the folder lies in the package as `aftercare/data`, in a checkout at the top level.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from aftercare.model.learned_types import learned

if TYPE_CHECKING:
    from aftercare.model.after_effect import AfterEffect
    from aftercare.model.alarming_value import AlarmingValue
    from aftercare.model.concern import Concern
    from aftercare.model.context_item import ContextItem
    from aftercare.model.explanation import Explanation
    from aftercare.model.face_shape import Face, FaceShape
    from aftercare.model.hold_default import AllowedAtOnce, HoldDefault, SunFlag
    from aftercare.model.ingredient import IngredientClass
    from aftercare.model.ingredient_names import IngredientNames
    from aftercare.model.ingredient_row import IngredientRow
    from aftercare.model.interaction import Interaction
    from aftercare.model.magnet_rule import MagnetRule
    from aftercare.model.measure import Measure
    from aftercare.model.photo_rule import PhotoRule
    from aftercare.model.plan_vocabulary import Vocabulary
    from aftercare.model.point import Point
    from aftercare.model.preparation_row import PreparationRow
    from aftercare.model.procedure_row import ProcedureRow
    from aftercare.model.product_kind import ProductKind
    from aftercare.model.red_flag import EmergencyRegion, FlagLevel, RedFlag
    from aftercare.model.reference_row import ReferenceRow
    from aftercare.model.session_kind import CoursePattern, SessionKind
    from aftercare.model.sign_words import Denial
    from aftercare.model.source import Source
    from aftercare.model.titration_plan import PatchTest, TitrationPlan, TitrationRule
    from aftercare.model.zone import Zone

Row = TypeVar("Row", bound=msgspec.Struct)
AnyRow = TypeVar("AnyRow", bound="ReferenceRow | Source")


@cache
def product_kinds() -> Mapping[str, ProductKind]:
    """The product kinds by id, in layering order. Read once, on the first call."""
    from aftercare.model.product_kind import ProductKind

    rows = _rows("product_kinds", "kinds", ProductKind)
    return MappingProxyType({row.id: row for row in sorted(rows, key=lambda row: row.rank)})


@cache
def zones() -> Mapping[str, Zone]:
    """The zones of the face by id. Read once, on the first call."""
    from aftercare.model.zone import Zone

    return MappingProxyType({row.id: row for row in _rows("zones", "zones", Zone)})


@cache
def face_shapes() -> Mapping[str, FaceShape]:
    """The shapes of which the face is drawn, by id, in the order of painting."""
    from aftercare.model.face_shape import FaceShape

    return MappingProxyType({row.id: row for row in _rows("face_shapes", "face_shapes", FaceShape)})


@cache
def face() -> Face:
    """The face as it is drawn, with its zones."""
    from aftercare.model.face_shape import face_of

    return face_of(face_shapes().values(), zones())


@cache
def points() -> Mapping[str, Point]:
    """The points by code. Read once, on the first call."""
    from aftercare.model.point import Point

    return MappingProxyType({row.code: row for row in _rows("points", "points", Point)})


@cache
def ingredient_classes() -> Mapping[str, IngredientClass]:
    """The classes of ingredients by id. Read once, on the first call."""
    from aftercare.model.ingredient import IngredientClass

    rows = _rows("ingredient_classes", "classes", IngredientClass)
    return MappingProxyType({row.id: row for row in rows})


@cache
def ingredients() -> Mapping[str, IngredientRow]:
    """What is known of ingredients, by id."""
    from aftercare.model.ingredient_row import IngredientRow

    return _table("ingredients", IngredientRow)


@cache
def ingredient_names() -> IngredientNames:
    """All names of all ingredients."""
    from aftercare.model.ingredient_names import IngredientNames

    return IngredientNames(ingredients())


@cache
def interactions() -> Mapping[str, Interaction]:
    """What goes together and what does not, by id."""
    from aftercare.model.interaction import Interaction

    return _table("interactions", Interaction)


@cache
def session_kinds() -> Mapping[str, SessionKind]:
    """The kinds of session by id."""
    from aftercare.model.session_kind import SessionKind

    return _table("session_kinds", SessionKind)


@cache
def course_patterns() -> Mapping[str, CoursePattern]:
    """How clinics space the sessions of a course, by id."""
    from aftercare.model.session_kind import CoursePattern

    return _table("course_patterns", CoursePattern)


@cache
def hold_defaults() -> Mapping[str, HoldDefault]:
    """What usually rests after a session, by id."""
    from aftercare.model.hold_default import HoldDefault

    return _table("holds", HoldDefault)


@cache
def allowed_at_once() -> Mapping[str, AllowedAtOnce]:
    """What may go on straight after a session, by id."""
    from aftercare.model.hold_default import AllowedAtOnce

    return _table("allowed_at_once", AllowedAtOnce)


@cache
def sun_flags() -> Mapping[str, SunFlag]:
    """Actives after whose last use the skin goes on burning more easily, by id."""
    from aftercare.model.hold_default import SunFlag

    return _table("sun_flags", SunFlag)


@cache
def preparations() -> Mapping[str, PreparationRow]:
    """What is usually done before a session, by id."""
    from aftercare.model.preparation_row import PreparationRow

    return _table("preparations", PreparationRow)


@cache
def procedures() -> Mapping[str, ProcedureRow]:
    """What a client may have had elsewhere, by id."""
    from aftercare.model.procedure_row import ProcedureRow

    return _table("procedures", ProcedureRow)


@cache
def after_effects() -> Mapping[str, AfterEffect]:
    """What is usual after a session, by id."""
    from aftercare.model.after_effect import AfterEffect

    return _table("after_effects", AfterEffect)


@cache
def red_flag_levels() -> Mapping[str, FlagLevel]:
    """How soon somebody has to look at a sign, by id."""
    from aftercare.model.red_flag import FlagLevel

    return _table("red_flag_levels", FlagLevel)


@cache
def red_flags() -> Mapping[str, RedFlag]:
    """The signs that need a person, by id. What a sign does not say itself is that of its level."""
    from aftercare.model.red_flag import RedFlag

    levels = {row.level: row for row in red_flag_levels().values()}
    return MappingProxyType(
        {
            row.id: replace(row, now=row.now or levels[row.level].now, call=row.call or levels[row.level].call)
            for row in _table("red_flags", RedFlag).values()
        }
    )


@cache
def denials() -> Mapping[str, Denial]:
    """How each language says that a sign is not there, by language."""
    from aftercare.model.sign_words import Denial

    return _table("denials", Denial)


@cache
def emergency_numbers() -> Mapping[str, EmergencyRegion]:
    """The emergency numbers, by region."""
    from aftercare.model.red_flag import EmergencyRegion

    return _table("emergency_numbers", EmergencyRegion)


@cache
def magnet_rules() -> Mapping[str, MagnetRule]:
    """What holds for magnets on the skin, by id."""
    from aftercare.model.magnet_rule import MagnetRule

    return _table("magnet_rules", MagnetRule)


@cache
def titration_plans() -> Mapping[str, TitrationPlan]:
    """Ready-made ways to begin an active slowly, by id."""
    from aftercare.model.titration_plan import TitrationPlan

    return _table("titration_plans", TitrationPlan)


@cache
def titration_rules() -> Mapping[str, TitrationRule]:
    """What holds while an active is begun, by id."""
    from aftercare.model.titration_plan import TitrationRule

    return _table("titration_rules", TitrationRule)


@cache
def patch_tests() -> Mapping[str, PatchTest]:
    """How a new product is tried first, by id."""
    from aftercare.model.titration_plan import PatchTest

    return _table("patch_tests", PatchTest)


@cache
def measures() -> Mapping[str, Measure]:
    """What is rated, counted or compared, by id."""
    from aftercare.model.measure import Measure

    return _table("measures", Measure)


@cache
def concerns() -> Mapping[str, Concern]:
    """What somebody may be concerned about, by id."""
    from aftercare.model.concern import Concern

    return _table("concerns", Concern)


@cache
def alarming_values() -> Mapping[str, AlarmingValue]:
    """Ratings that call for a look at the signs, by id."""
    from aftercare.model.alarming_value import AlarmingValue

    return _table("alarming_values", AlarmingValue)


@cache
def context() -> Mapping[str, ContextItem]:
    """What else may bear on the skin, by id."""
    from aftercare.model.context_item import ContextItem

    return _table("context", ContextItem)


@cache
def explanations() -> Mapping[str, Explanation]:
    """How tradition and physiology explain what is done, by id."""
    from aftercare.model.explanation import Explanation

    return _table("explanations", Explanation)


@cache
def photo_protocol() -> Mapping[str, PhotoRule]:
    """How photos are taken, by id."""
    from aftercare.model.photo_rule import PhotoRule

    return _table("photo_protocol", PhotoRule)


@cache
def sources() -> Mapping[str, Source]:
    """The sources that the other tables name, by id."""
    from aftercare.model.source import Source

    return _table("sources", Source)


def plan_vocabulary() -> Vocabulary:
    """The words that a plan may use."""
    from aftercare.model.plan_vocabulary import Vocabulary

    rules = magnet_rules()
    never, at_night = (frozenset(rules[each].zones) for each in ("eye-area", "night-mouth"))
    return Vocabulary(product_kinds(), ingredient_classes(), zones(), points(), never, at_night, session_kinds())


def sample_plans() -> list[tuple[str, bytes]]:
    """The plan files that come with the program: the name (that of the file without ".toml") and the content."""
    plans = [each for each in (_data() / "plans").iterdir() if each.name.endswith(".toml")]
    return [(plan.name.removesuffix(".toml"), plan.read_bytes()) for plan in sorted(plans, key=lambda plan: plan.name)]


def _table(name: str, row: type[AnyRow]) -> Mapping[str, AnyRow]:
    """The rows of `data/{name}.toml`, which stand there under the same name, by id in their order."""
    return MappingProxyType({each.id: each for each in _rows(name, name, row)})


def _rows(name: str, under: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of `data/{name}.toml`, which stand there as tables called `under`, and nothing besides."""
    # the type is known to msgspec alone: it is made from `row` only now
    shape: type[dict[str, tuple[Row, ...]]] = dict[str, tuple[row, ...]]  # type: ignore[valid-type]
    tables = msgspec.convert(decoded((_data() / f"{name}.toml").read_text(encoding="utf-8")), type=learned(shape))
    assert set(tables) == {under}, name
    return tables[under]


def decoded(text: str) -> dict[str, object]:
    """The tables in `text`, a file of `data`."""
    # a tenth of what the standard library takes, which for the ingredients is as long as a start
    import rtoml

    return rtoml.loads(text)


@cache
def _data() -> Traversable:
    packaged = files("aftercare") / "data"
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[2] / "data"
