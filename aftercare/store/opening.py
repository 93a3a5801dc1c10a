"""Opening a file in the program that this machine has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from aftercare.errors import AftercareError, NotFound

#: Seconds after which an opener that is still there is taken to have succeeded: some stay with their window.
_PATIENCE = 5


def open_outside(place: Path) -> None:
    """Opens `place` in another program, which goes on by itself. Raises AftercareError where that does not begin."""
    if sys.platform == "win32":
        try:
            os.startfile(place)
        except OSError as error:
            raise AftercareError(f"Windows could not open it: {error.strerror}.", f"It lies in {place}.") from error
        return
    opener = _opener(sys.platform)
    _run([opener, str(place)], place)


def _opener(platform: str) -> str:
    name = "open" if platform == "darwin" else "xdg-open"
    found = shutil.which(name)
    if found is None:
        raise NotFound(
            f"There is no {name} on this machine, which knows the program for photos.",
            "Open the file by hand; `aftercare photo show` tells where it lies.",
        )
    return found


def _run(command: list[str], place: Path) -> None:
    try:
        # in a session of its own, and silent: what it prints would stand in the app's screen
        begun = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        status = begun.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return
    except OSError as error:
        raise AftercareError(f"Could not start {command[0]}: {error.strerror}.", f"It lies in {place}.") from error
    if status:
        raise AftercareError("No program opened the photo.", f"Open it by hand; it lies in {place}.")
