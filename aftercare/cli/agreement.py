"""Asking before something large is done. Who cannot be asked has not agreed."""

from __future__ import annotations

import sys

import click

from aftercare.cli.wishes import Wishes
from aftercare.errors import NotConfirmed


def agrees(question: str, wishes: Wishes) -> bool:
    """Whether the person at the terminal says yes. Without one, and with --json, nobody does."""
    if wishes.json or sys.stdin is None or not sys.stdin.isatty():
        return False
    return click.confirm(question, default=False, err=True)


def not_agreed(what: str = "changed") -> NotConfirmed:
    """The error where nobody has: nothing was `what`."""
    return NotConfirmed(f"Nothing was {what}, because nobody agreed to it.", "Add --yes to agree beforehand.")
