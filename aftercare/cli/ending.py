"""How a run ends: an error in one sentence on standard error, or as JSON, and the exit code that goes with it."""

from __future__ import annotations

import errno
import os
import sys

import click

from aftercare.cli.terminal import literal
from aftercare.errors import AftercareError, BadInput, DiskTrouble, InTheWay, NotConfirmed

INTERRUPTED = 130
#: The reader is gone, as in `aftercare today | head -1`. Click ends with the same code.
BROKEN_PIPE = 1


def tell(error: AftercareError, *, as_json: bool) -> int:
    """Writes the error for people or for programs, and returns its exit code."""
    if isinstance(error, InTheWay):
        error = BadInput(error.message, "Choose another name, or write over it with --force.")
    if as_json:
        from aftercare.cli.error_shapes import error_shape
        from aftercare.cli.json_shape import encoded

        click.echo(encoded(error_shape(error)), err=True)
    else:
        click.echo(literal(str(error)), err=True)
    return error.exit_code


def failed(error: AftercareError | OSError, *, as_json: bool) -> int:
    """Tells what a run ended with, and returns its exit code. Raises an error of the disk that nobody has told."""
    if isinstance(error, AftercareError):
        return tell(error, as_json=as_json)
    if error.filename is not None:
        raise error
    drop_output()
    return BROKEN_PIPE if error.errno == errno.EPIPE else tell(of_output(error), as_json=as_json)


def of_click(error: click.ClickException) -> AftercareError:
    """What click found wrong with the command line."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    command = ctx.command_path if ctx else "aftercare"
    return BadInput(error.format_message(), f"Try `{command} --help`.")


def of_abort(abort: click.Abort) -> AftercareError | None:
    """An answer that did not come; None where it was Ctrl-C."""
    if isinstance(abort.__cause__ or abort.__context__, KeyboardInterrupt):
        return None
    return NotConfirmed("There was no answer, so nothing was changed.", "Answer y, or add --yes.")


def of_output(error: OSError) -> AftercareError:
    """Standard output that takes no more."""
    reason = (error.strerror or type(error).__name__).lower()
    return DiskTrouble(f"The answer could not be written: {reason}.", "What the command did before that counts.")


def drop_output() -> None:
    """Lets go of what was not written yet, so that the interpreter does not complain when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
