"""The command line: every action of the app as a command. One module holds one group of commands.

Commands call Care, the model's values and the home, and nothing below them. This module loads none of it before `main`,
so that Ctrl-C ends quietly even while the program is still loading.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftercare.cli.wished import Wishes

#: Seconds after which an interruption that was swallowed comes again.
_AGAIN = 0.01


def main() -> None:
    """Runs the command that was typed, and ends the process with its exit code."""
    # what is loaded at the start stays: looking for garbage in it only costs. The app looks again once it stands, and a
    # command is over before there is any
    gc.disable()
    sys.unraisablehook = interrupt_again
    try:
        from aftercare.cli.straight import open_straight

        open_straight(sys.argv[1:], _afterwards)
        from aftercare.cli.root import aftercare

        aftercare.main(prog_name="aftercare", afterwards=_afterwards)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _afterwards(wishes: Wishes) -> None:
    from aftercare.cli.daily import hand_over_daily

    hand_over_daily(wishes)


def interrupt_again(swallowed: sys.UnraisableHookArgs) -> None:
    """Python drops what is raised in its own callbacks, some of which it has while it imports: Ctrl-C comes again.

    Where the system has no timer for that it has to be typed again.
    """
    if swallowed.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(swallowed)
        return
    import signal

    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)


__all__ = ["interrupt_again", "main"]
