"""Whether reminders arrive, looked at link by link: what is found, how it is, and what to do.

`examined` looks at everything and gives a plain value, for `aftercare doctor` and for a screen. It reads the disk, the
bus and the operating system, sends nothing and changes nothing; it may take a few seconds and belongs in a worker.
"""

from __future__ import annotations

from aftercare.reminders.doctor.examining import examined
from aftercare.reminders.doctor.line import GLYPHS, TITLES, Diagnosis, Line, Link, Verdict

__all__ = ["GLYPHS", "TITLES", "Diagnosis", "Line", "Link", "Verdict", "examined"]
