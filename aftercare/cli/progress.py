"""How far long work is, on standard error of a terminal; elsewhere, and with --json, nothing is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from aftercare.cli.wishes import Wishes
from aftercare.model.progress import Told, silent

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@contextmanager
def progress(label: str, wishes: Wishes) -> Iterator[Told]:
    """What to call with things done and of how many: a bar appears with the first of several."""
    if wishes.json or sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    with ExitStack() as until_done:
        bars: list[ProgressBar[int]] = []

        def told(done: int, of: int) -> None:
            if of > 1 and not bars:
                bars.append(until_done.enter_context(click.progressbar(length=of, label=label, file=sys.stderr)))
            for bar in bars:
                bar.length = max(of, 1)
                bar.update(done - bar.pos)

        yield told
