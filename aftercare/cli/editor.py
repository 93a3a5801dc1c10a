"""Writing in the person's own editor ($VISUAL or $EDITOR). What they wrote is kept on the disk until it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from aftercare.care import Care
from aftercare.cli.streams import has_terminal, words_given
from aftercare.errors import AftercareError, BadInput
from aftercare.model.entry_template import words_above


def can_edit() -> bool:
    """Whether somebody sits there who could write in an editor."""
    return has_terminal()


@contextmanager
def words_for(care: Care, name: str, text: Sequence[str], begun: str) -> Iterator[str]:
    """The words of an entry, for the block that stores it: behind the command, piped into it, or from the editor.

    That begins with the template `begun`, and its file with `name`. Raises BadInput.
    """
    if text or not can_edit():
        yield words_given(text)
    else:
        with edited(care, name, begun) as words:
            yield words


@contextmanager
def edited(care: Care, name: str, begun: str) -> Iterator[str]:
    """What the person made of the template `begun`, for the block that stores it; the file's name begins with `name`.

    Where the block fails, the file with their words stays, and the error says where. Raises BadInput where there is no
    terminal to open an editor in, and where nothing was written.
    """
    if not can_edit():
        raise BadInput("The text is missing.", "Write it behind the command, or - to read it from standard input.")
    path = care.new_text_draft(name, begun)
    try:
        click.edit(filename=str(path))
        yield _written(path)
    except (AftercareError, click.ClickException, OSError, ValueError) as error:
        _keep_or_drop(path, begun, error)
        raise
    except BaseException:
        _tell_where(path)
        raise
    path.unlink(missing_ok=True)


def _written(path: Path) -> str:
    words = words_above(path.read_text("utf-8", "replace"))
    if not words:
        raise BadInput("Nothing was written, so nothing is kept.")
    return words


def _keep_or_drop(path: Path, begun: str, error: Exception) -> None:
    if not path.exists():
        return
    if words_above(path.read_text("utf-8", "replace")) in ("", words_above(begun)):
        path.unlink(missing_ok=True)
    elif isinstance(error, AftercareError):
        error.next_step = f"{error.next_step} What you wrote is in {path}.".strip()
    else:
        _tell_where(path)


def _tell_where(path: Path) -> None:
    if path.exists():
        click.echo(f"What you wrote is in {path}.", err=True)
