"""A wall clock that is stepped under a running process by libfaketime, while its timers go on as they do in truth."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SteppedClock:
    """The wall clock of a process that is started with `environment`, so much `ahead` of the true one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.ahead = timedelta()
        self.step(timedelta())
        # the library for programs with threads, as the wrapper would load it
        asked = subprocess.run(
            ["faketime", "-m", "-f", "+0", "printenv", "LD_PRELOAD"], capture_output=True, text=True, check=True
        )
        self.environment = {
            "LD_PRELOAD": asked.stdout.strip(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def step(self, by: timedelta) -> None:
        """Sets it forward by so much, or back."""
        self.ahead += by
        beside = self._file.with_name("clock.new")
        beside.write_text(f"{self.ahead.total_seconds():+.0f}\n")
        beside.replace(self._file)

    def now(self) -> datetime:
        """What it shows."""
        return datetime.now(UTC) + self.ahead
