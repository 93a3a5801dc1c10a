"""A second process beside the one that indexes a long journal: `python -m aftercare.care.index_companion`.

It begins at the oldest month, the other at the newest, and they meet: on two processors a first search takes little
more than half the time. Nothing depends on it: where it cannot start, or is killed, the other one does all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aftercare.store.home import ClientFolder, Home

#: So many bytes of a record are indexed alone in about 0.4 s, several times what it takes to start a second process.
_WORTH_IT = 8_000_000
#: -P: what lies in the folder in which aftercare was started is never imported. UTF-8: for the paths as arguments.
_COMMAND = ("-P", "-X", "utf8", "-m", "aftercare.care.index_companion")


@contextmanager
def index_companion(folder: ClientFolder, to_read: int) -> Iterator[None]:
    """A companion for the client of `folder`, of whose record `to_read` bytes are to be indexed, where it is worth it.

    It has ended at the end of the block.
    """
    process = _begun(folder) if to_read >= _WORTH_IT and (os.cpu_count() or 1) > 1 else None
    if process is None:
        yield
        return
    with process:
        try:
            yield
        finally:
            process.terminate()


def _begun(folder: ClientFolder) -> subprocess.Popen[bytes] | None:
    if not sys.executable:
        return None
    home = Home.of(folder)
    nowhere = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            [sys.executable, *_COMMAND, str(home.data), str(home.state), folder.name],
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            # what is typed to stop the other one is not meant for it
            start_new_session=True,
            # no window on Windows, where the line above has no meaning
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None


def _main(data: str, state: str, client: str) -> None:
    from aftercare.care import Care
    from aftercare.errors import AftercareError

    try:
        Care.open(Home(Path(data), Path(state)), client).index_from_the_oldest()
    except AftercareError as error:
        # the other process meets it too, and tells it
        sys.exit(error.exit_code)


if __name__ == "__main__":
    _main(*sys.argv[1:])
