"""The command line: every action of the app as a command. One module holds one group of commands.

Commands call Care, the model's values and the home, and nothing below them. This module loads none of it before `main`,
so that Ctrl-C ends quietly even while the program is still loading.
"""

from __future__ import annotations

import gc


def main() -> None:
    """Runs the command that was typed, and ends the process with its exit code."""
    # what is loaded at the start stays: looking for garbage in it only costs. The app looks again once it stands, and a
    # command is over before there is any
    gc.disable()
    try:
        from aftercare.cli.daily import hand_over_daily
        from aftercare.cli.root import aftercare

        aftercare.main(prog_name="aftercare", afterwards=hand_over_daily)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


__all__ = ["main"]
