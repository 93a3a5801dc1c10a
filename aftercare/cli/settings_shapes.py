"""What `settings` answers with --json."""

from __future__ import annotations

from typing import Literal

from aftercare.cli.json_shape import Shape


class SettingShape(Shape, frozen=True):
    """One setting. `of` says where it is kept; `value` is what `settings set` takes, null where nothing is set."""

    name: str
    title: str
    of: Literal["record", "machine"]
    value: str | None
    note: str | None


class SettingsShape(Shape, frozen=True):
    """`settings`. `client` is null where no record has begun: then only the machine's are listed."""

    client: str | None
    settings: tuple[SettingShape, ...]


class SettingChangeShape(Shape, frozen=True):
    """`settings set`. `client` is null for a setting of this machine."""

    client: str | None
    setting: SettingShape
    changed: bool
