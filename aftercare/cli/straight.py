"""`aftercare` alone, at most with a home or a client named: the app opens without the commands.

What reads a command line costs a tenth of all that a start of the app adds to Textual's own. Whatever is not as simple
as here goes the other way, by `root`, which does the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from aftercare.care import folder_typed
from aftercare.cli.streams import has_terminal, prepare_streams
from aftercare.cli.wished import Wishes
from aftercare.errors import AftercareError

_NAMED = ("--home", "--client")


def named_alone(typed: Sequence[str]) -> dict[str, str] | None:
    """The home and the client among `typed`, by their options, where there is nothing else; None where there is."""
    # a shell that completes words asks in the environment, and Windows leaves the patterns in names to the program
    if "_AFTERCARE_COMPLETE" in os.environ or (typed and sys.platform == "win32"):
        return None
    named = dict(zip(typed[::2], typed[1::2], strict=False))
    values_alone = all(value.strip() and not value.startswith("-") for value in named.values())
    return named if 2 * len(named) == len(typed) and named.keys() <= set(_NAMED) and values_alone else None


def open_straight(typed: Sequence[str], afterwards: Callable[[Wishes], object]) -> None:
    """Runs the app, and ends the process, where `typed` asks for that alone and there is a terminal to open it in.

    `afterwards` is called when it was left; not where something went wrong.
    """
    named = named_alone(typed)
    if named is None or not has_terminal():
        return
    from aftercare.cli.opening import open_app

    prepare_streams()
    wishes = Wishes()
    try:
        wishes.folder = folder_typed(named["--home"]) if "--home" in named else None
        wishes.client = named.get("--client")
        code = open_app(wishes.home(), wishes.client)
        sys.stdout.flush()
    except (AftercareError, OSError) as error:
        from aftercare.cli.ending import failed

        code = failed(error, as_json=False)
    if not code:
        afterwards(wishes)
    sys.exit(code)
