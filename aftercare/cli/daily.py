"""The backup of the day after a command: in a process of its own, so that nobody waits for it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from aftercare.care.daily import daily_is_due
from aftercare.cli import clock
from aftercare.errors import AftercareError

if TYPE_CHECKING:
    import subprocess

    from aftercare.cli.wished import Wishes

#: Said in the environment it leaves the daily backup to the app and the service, as scripts may want.
NOT_HERE = "AFTERCARE_NO_DAILY_BACKUP"


#: Seconds after which a service looks whether another day has begun.
_LOOKS_EVERY = 900


def hand_over_daily(wishes: Wishes) -> subprocess.Popen[bytes] | None:
    """Starts the backup of the day where nobody has looked after it yet; None where somebody has.

    Says nothing: a command has said its own, and what goes wrong is told by the app and by `verify`.
    """
    with suppress(AftercareError, OSError):
        home = wishes.home()
        if os.environ.get(NOT_HERE) or not daily_is_due(home, clock.now()) or not (home.data / "clients").is_dir():
            return None
        # once a day: what starts a process is loaded then
        import subprocess

        where = ["--home", str(wishes.folder)] if wishes.folder else []
        command = [sys.executable, "-m", "aftercare", *where, "backup", "--daily"]
        nowhere = subprocess.DEVNULL
        # on Windows it would otherwise end with this console, elsewhere with this session
        flags = getattr(subprocess, "DETACHED_PROCESS", 0)
        return subprocess.Popen(
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, creationflags=flags, start_new_session=True
        )
    return None


async def hand_over_each_day(wishes: Wishes) -> None:
    """Does so for as long as a service runs: in a process of its own, so that no reminder waits for a backup."""
    import asyncio

    while True:
        process = await asyncio.to_thread(hand_over_daily, wishes)
        while process is not None and process.poll() is None:
            await asyncio.sleep(1)
        await asyncio.sleep(_LOOKS_EVERY)
