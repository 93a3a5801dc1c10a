"""`settings.toml` in the home's state: what is set for this machine alone. A person may write in it too."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from aftercare.errors import BadInput
from aftercare.store.disk import disk_trouble, make_private_folder, replace_file, sync_again
from aftercare.store.home import Home


def read_machine_settings(home: Home) -> dict[str, str]:
    """What is set, by its name; other things in the file are left out. Raises BadInput, DiskTrouble."""
    path = _path(home)
    with disk_trouble("read", path):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return {}
    return {name: value for name, value in _decoded(content, path).items() if isinstance(value, str)}


def keep_machine_setting(home: Home, name: str, value: str) -> None:
    """Keeps one setting, and what else stands in the file with its comments. Raises BadInput, DiskTrouble."""
    path = _path(home)
    with disk_trouble("read", path):
        before = path.read_bytes() if path.exists() else b""
    wanted = {**_decoded(before, path), name: value}
    # a JSON string is one of TOML's too
    line = f"{name} = {msgspec.json.encode(value).decode()}"
    # names that belong to no table stand before the first one
    top, table, rest = re.split(r"(?m)(^\s*\[|\Z)", before.decode(), maxsplit=1)
    kept, found = re.subn(rf"(?m)^{re.escape(name)}\s*=.*$", lambda _: line, top, count=1)
    after = (kept if found else f"{line}\n{kept}") + table + rest
    if _decoded(after.encode(), path) != wanted:
        raise _unusable(path)
    with disk_trouble("write", path):
        make_private_folder(path.parent)
        replace_file(path, after.encode())
    sync_again(path, names=False)


def _decoded(content: bytes, path: Path) -> dict[str, object]:
    try:
        found: dict[str, object] = msgspec.toml.decode(content)
    except (ValueError, RecursionError) as error:
        raise _unusable(path) from error
    return found


def _unusable(path: Path) -> BadInput:
    return BadInput(f"{path} cannot be read as settings.", "Mend it or take it away; nothing else is kept in it.")


def _path(home: Home) -> Path:
    return home.state / "settings.toml"
