"""How far long work is, on standard error of a terminal; elsewhere nothing is said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from aftercare.cli.wishes import Wishes


@contextmanager
def progress(label: str, wishes: Wishes) -> Iterator[Callable[[int, int], None]]:
    """A bar, and what to call with things done and of how many."""
    if wishes.json or sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        yield told
