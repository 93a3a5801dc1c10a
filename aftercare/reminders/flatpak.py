"""Whether this is a Flatpak, where notifications go through the portal."""

from __future__ import annotations

from pathlib import Path

#: Inside a Flatpak this file exists; a folder /app may stand on any machine.
FLATPAK_SIGN = Path("/.flatpak-info")
