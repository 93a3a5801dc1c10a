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
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from aftercare.model.after_effect import AfterEffect
from aftercare.model.hold_default import AllowedAtOnce, HoldDefault, SunFlag
from aftercare.model.ingredient import IngredientClass
from aftercare.model.magnet_rule import MagnetRule
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.point import Point
from aftercare.model.product_kind import ProductKind
from aftercare.model.red_flag import EmergencyRegion, FlagLevel, RedFlag
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.session_kind import CoursePattern, SessionKind
from aftercare.model.source import Source
from aftercare.model.zone import Zone

AnyRow = TypeVar("AnyRow", bound=ReferenceRow | Source)


class _KindsFile(msgspec.Struct, forbid_unknown_fields=True):
    kinds: tuple[ProductKind, ...]


class _ZonesFile(msgspec.Struct, forbid_unknown_fields=True):
    zones: tuple[Zone, ...]


class _PointsFile(msgspec.Struct, forbid_unknown_fields=True):
    points: tuple[Point, ...]


class _ClassesFile(msgspec.Struct, forbid_unknown_fields=True):
    classes: tuple[IngredientClass, ...]


@cache
def product_kinds() -> Mapping[str, ProductKind]:
    """The product kinds by id, in layering order. Read once, on the first call."""
    rows = msgspec.toml.decode((_data() / "product_kinds.toml").read_bytes(), type=_KindsFile).kinds
    return MappingProxyType({row.id: row for row in sorted(rows, key=lambda row: row.rank)})


@cache
def zones() -> Mapping[str, Zone]:
    """The zones of the face by id. Read once, on the first call."""
    rows = msgspec.toml.decode((_data() / "zones.toml").read_bytes(), type=_ZonesFile).zones
    return MappingProxyType({row.id: row for row in rows})


@cache
def points() -> Mapping[str, Point]:
    """The points by code. Read once, on the first call."""
    rows = msgspec.toml.decode((_data() / "points.toml").read_bytes(), type=_PointsFile).points
    return MappingProxyType({row.code: row for row in rows})


@cache
def ingredient_classes() -> Mapping[str, IngredientClass]:
    """The classes of ingredients by id. Read once, on the first call."""
    rows = msgspec.toml.decode((_data() / "ingredient_classes.toml").read_bytes(), type=_ClassesFile).classes
    return MappingProxyType({row.id: row for row in rows})


@cache
def session_kinds() -> Mapping[str, SessionKind]:
    """The kinds of session by id."""
    return _table("session_kinds", SessionKind)


@cache
def course_patterns() -> Mapping[str, CoursePattern]:
    """How clinics space the sessions of a course, by id."""
    return _table("course_patterns", CoursePattern)


@cache
def hold_defaults() -> Mapping[str, HoldDefault]:
    """What usually rests after a session, by id."""
    return _table("holds", HoldDefault)


@cache
def allowed_at_once() -> Mapping[str, AllowedAtOnce]:
    """What may go on straight after a session, by id."""
    return _table("allowed_at_once", AllowedAtOnce)


@cache
def sun_flags() -> Mapping[str, SunFlag]:
    """Actives after whose last use the skin goes on burning more easily, by id."""
    return _table("sun_flags", SunFlag)


@cache
def after_effects() -> Mapping[str, AfterEffect]:
    """What is usual after a session, by id."""
    return _table("after_effects", AfterEffect)


@cache
def red_flag_levels() -> Mapping[str, FlagLevel]:
    """How soon somebody has to look at a sign, by id."""
    return _table("red_flag_levels", FlagLevel)


@cache
def red_flags() -> Mapping[str, RedFlag]:
    """The signs that need a person, by id. What a sign does not say itself is that of its level."""
    levels = {row.level: row for row in red_flag_levels().values()}
    return MappingProxyType(
        {
            row.id: replace(row, now=row.now or levels[row.level].now, call=row.call or levels[row.level].call)
            for row in _table("red_flags", RedFlag).values()
        }
    )


@cache
def emergency_numbers() -> Mapping[str, EmergencyRegion]:
    """The emergency numbers, by region."""
    return _table("emergency_numbers", EmergencyRegion)


@cache
def magnet_rules() -> Mapping[str, MagnetRule]:
    """What holds for magnets on the skin, by id."""
    return _table("magnet_rules", MagnetRule)


@cache
def sources() -> Mapping[str, Source]:
    """The sources that the other tables name, by id."""
    return _table("sources", Source)


def plan_vocabulary() -> Vocabulary:
    """The words that a plan may use."""
    return Vocabulary(product_kinds(), ingredient_classes(), zones(), points())


def sample_plans() -> list[tuple[str, bytes]]:
    """The plan files that come with the program: the name (that of the file without ".toml") and the content."""
    plans = [each for each in (_data() / "plans").iterdir() if each.name.endswith(".toml")]
    return [(plan.name.removesuffix(".toml"), plan.read_bytes()) for plan in sorted(plans, key=lambda plan: plan.name)]


def _table(name: str, row: type[AnyRow]) -> Mapping[str, AnyRow]:
    """The rows of `data/{name}.toml`, which stand there under the same name, by id in their order."""
    # the type is known to msgspec alone: it is made from `row` only now
    shape: type[dict[str, tuple[AnyRow, ...]]] = dict[str, tuple[row, ...]]  # type: ignore[valid-type]
    tables = msgspec.toml.decode((_data() / f"{name}.toml").read_bytes(), type=shape)
    rows = {each.id: each for each in tables[name]}
    assert set(tables) == {name}, name
    assert len(rows) == len(tables[name]), name
    return MappingProxyType(rows)


@cache
def _data() -> Traversable:
    packaged = files("aftercare") / "data"
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[2] / "data"
