"""The backup of the day after a command: in a process of its own, so that nobody waits for it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from aftercare.care.daily import daily_is_due
from aftercare.cli import clock
from aftercare.cli.wishes import Wishes
from aftercare.errors import AftercareError

#: Said in the environment it leaves the daily backup to the app and the service, as scripts may want.
NOT_HERE = "AFTERCARE_NO_DAILY_BACKUP"


def hand_over_daily(wishes: Wishes) -> None:
    """Starts the backup of the day where nobody has looked after it yet. Says nothing: the command has said its own."""
    with suppress(AftercareError, OSError):
        home = wishes.home()
        if os.environ.get(NOT_HERE) or not daily_is_due(home, clock.now()) or not (home.data / "clients").is_dir():
            return
        # once a day: what starts a process is loaded then
        import subprocess

        where = ["--home", str(wishes.folder)] if wishes.folder else []
        command = [sys.executable, "-m", "aftercare", *where, "backup", "--daily"]
        nowhere = subprocess.DEVNULL
        # on Windows it would otherwise end with this console, elsewhere with this session
        flags = getattr(subprocess, "DETACHED_PROCESS", 0)
        subprocess.Popen(
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, creationflags=flags, start_new_session=True
        )
