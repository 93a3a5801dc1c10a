"""The operating system as the ways ask it: what it is, whose account this is, and what its commands answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.model.safe_text import printable

#: Seconds for a command of the operating system to answer.
PATIENCE = 30.0

_LONGEST_WORDS = 300


class Answer(Struct, frozen=True):
    """How a command ended: its exit status, None where it could not be started or did not end, and what it said."""

    status: int | None
    out: bytes = b""
    words: str = ""

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked."""
        return self.status == 0


Ask = Callable[[Sequence[str]], Answer]


class Machine(Struct, frozen=True):
    """A machine as seen from one account.

    `person` is the account's folder, `user` its name as the system has it (Windows: DOMAIN\\name), `uid` its number (0
    where there is none). `ask` runs a command to its end, `start` one that goes on by itself.
    """

    platform: str
    environment: Mapping[str, str]
    person: Path
    user: str
    uid: int
    interpreter: str
    ask: Ask
    start: Callable[[Sequence[str], Mapping[str, str]], None]

    def folder(self, variable: str, *otherwise: str) -> Path:
        """The folder that an environment variable names; otherwise one in the account's folder."""
        named = self.environment.get(variable, "")
        # by the XDG specification a relative one counts as none
        return Path(named) if named and Path(named).is_absolute() else self.person.joinpath(*otherwise)


def ask(arguments: Sequence[str]) -> Answer:
    """Runs a command without a terminal, and waits until it has ended."""
    try:
        ended = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Answer(None, words=f"it did not answer within {PATIENCE:.0f} s")
    except OSError as error:
        return Answer(None, words=f"it could not be started: {error.strerror or error}")
    said = ended.stderr if ended.stderr.strip() else ended.stdout
    words = printable(" ".join(said.decode("utf-8", "replace").split()), _LONGEST_WORDS)
    return Answer(ended.returncode, ended.stdout, words or f"it ended with status {ended.returncode}")


def start(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Starts a program that goes on when this one has ended. Raises OSError."""
    subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
        cwd=Path.home(),
        start_new_session=True,
    )


def this_machine() -> Machine:
    """The machine on which this process runs. Raises BadInput where Python does not say where it lies."""
    if not sys.executable:
        raise BadInput("This Python does not say where it lies.", "Install aftercare with pip, pipx or uv.")
    environment = dict(os.environ)
    name = environment.get("USERNAME", "")
    domain = environment.get("USERDOMAIN", "")
    return Machine(
        platform=sys.platform,
        environment=environment,
        person=Path.home(),
        user=f"{domain}\\{name}" if domain else name,
        uid=getattr(os, "getuid", int)(),
        interpreter=sys.executable,
        ask=ask,
        start=start,
    )
