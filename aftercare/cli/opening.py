"""Opening the app from a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from aftercare.cli.lean_loop import load_loop

if TYPE_CHECKING:
    from aftercare.care import Home

#: Frames in a second. After each Textual waits between one and two of them before the next: of its own 60 that is up to
#: 33 ms, in which somebody who holds a key down sees nothing happen.
FRAMES = "120"


def open_app(home: Home, *wishes: Any, **more: Any) -> int:
    """Runs the app, see `aftercare.app.run`; returns its exit code."""
    # Textual looks for it when it is loaded
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    load_loop()
    from aftercare.app import run

    return run(home, *wishes, **more)
