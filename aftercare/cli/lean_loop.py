"""asyncio for a process that speaks to nobody over the network: without TLS.

`asyncio` loads `ssl` where there is one, and does without where there is none. Of what an idle service keeps in memory
that is more than a tenth, and of what the app loads for its first frame 3 %.
"""

from __future__ import annotations

import sys


def load_loop() -> None:
    """Loads asyncio without `ssl`, which whoever wants it can still load. To be called before asyncio is loaded."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    # how Python is told that there is no such module
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
