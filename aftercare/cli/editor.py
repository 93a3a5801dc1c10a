"""Writing in the person's own editor ($VISUAL or $EDITOR). What they wrote is kept on the disk until it is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from aftercare.care import Care
from aftercare.errors import AftercareError, BadInput

#: What stands below it is a hint and is not kept.
_CUT = "--- What stands below this line is not kept ---"
#: In a template: what follows is the second part.
SAID = "Said:"


def can_edit() -> bool:
    """Whether somebody sits there who could write in an editor."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


@contextmanager
def edited(care: Care, kind: str, begun: str, hints: tuple[str, ...]) -> Iterator[str]:
    """What the person made of `begun`, for the block that stores it. `hints` stand below, and are no part of it.

    Where the block fails, the file with their words stays, and the error says where. Raises BadInput where there is no
    terminal to open an editor in, and where nothing was written.
    """
    if not can_edit():
        raise BadInput("The text is missing.", "Write it behind the command, or - to read it from standard input.")
    template = f"{begun}\n\n{_CUT}\n" + "".join(f"{hint}\n" for hint in hints)
    path = care.new_text_draft(kind, template)
    try:
        click.edit(filename=str(path))
        yield _written(path)
    except (AftercareError, click.ClickException, OSError, ValueError) as error:
        _keep_or_drop(path, template, error)
        raise
    except BaseException:
        _tell_where(path)
        raise
    path.unlink(missing_ok=True)


def _written(path: Path) -> str:
    words = _above(path.read_text("utf-8", "replace"))
    if not words:
        raise BadInput("Nothing was written, so nothing is kept.")
    return words


def _above(content: str) -> str:
    return content.replace("\r\n", "\n").partition(_CUT)[0].strip()


def _keep_or_drop(path: Path, template: str, error: Exception) -> None:
    if not path.exists():
        return
    if _above(path.read_text("utf-8", "replace")) in ("", _above(template)):
        path.unlink(missing_ok=True)
    elif isinstance(error, AftercareError):
        error.next_step = f"{error.next_step} What you wrote is in {path}.".strip()
    else:
        _tell_where(path)


def _tell_where(path: Path) -> None:
    if path.exists():
        click.echo(f"What you wrote is in {path}.", err=True)
