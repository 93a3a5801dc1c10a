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

import msgspec

from aftercare.model.product_kind import ProductKind


class _KindsFile(msgspec.Struct, forbid_unknown_fields=True):
    kinds: tuple[ProductKind, ...]


@cache
def product_kinds() -> Mapping[str, ProductKind]:
    """The product kinds by id, in layering order. Read once, on the first call."""
    rows = msgspec.toml.decode((_data() / "product_kinds.toml").read_bytes(), type=_KindsFile).kinds
    return MappingProxyType({row.id: row for row in sorted(rows, key=lambda row: row.rank)})


def sample_plans() -> list[tuple[str, bytes]]:
    """The plan files that come with the program: the name (that of the file without ".toml") and the content."""
    plans = [each for each in (_data() / "plans").iterdir() if each.name.endswith(".toml")]
    return [(plan.name.removesuffix(".toml"), plan.read_bytes()) for plan in sorted(plans, key=lambda plan: plan.name)]


@cache
def _data() -> Traversable:
    packaged = files("aftercare") / "data"
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[2] / "data"
