"""Which machine this is, so that a home copied to another one is noticed, and where it is.

Of its identity only a hash is kept.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from aftercare.store.digest import blake2b

_LINUX_PLACES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def _on_linux() -> str:
    for place in _LINUX_PLACES:
        try:
            return place.read_text("ascii").strip()
        except (OSError, ValueError):
            continue
    return ""


def _on_macos() -> str:
    import ctypes

    host = ctypes.create_string_buffer(16)
    patience = (ctypes.c_long * 2)(1, 0)
    if ctypes.CDLL(None).gethostuuid(host, patience) != 0:
        return ""
    return host.raw.hex()


def _on_windows() -> str:
    import winreg

    try:
        with winreg.OpenKey(  # type: ignore[attr-defined]  # exists on Windows only
            winreg.HKEY_LOCAL_MACHINE,  # type: ignore[attr-defined]
            r"SOFTWARE\Microsoft\Cryptography",
        ) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])  # type: ignore[attr-defined]
    except OSError:
        return ""


def machine_zone() -> str | None:
    """The name that the tz database has for this machine's zone, or None where the machine does not tell."""
    # 12 ms: only for what asks
    import tzlocal

    try:
        tzlocal.reload_localzone()
        return tzlocal.get_localzone_name()
    except (ValueError, LookupError, OSError):
        return None


@cache
def machine_id() -> str:
    """A stable name for this machine, or "" where it has none: then a copied home is known by its folder alone."""
    if sys.platform == "win32":
        told = _on_windows()
    elif sys.platform == "darwin":
        told = _on_macos()
    else:
        told = _on_linux()
    return blake2b(told.encode(), digest_size=8, person=b"aftercare").hexdigest() if told else ""
