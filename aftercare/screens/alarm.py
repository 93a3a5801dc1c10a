"""What is offered where words speak of an alarming sign. They are kept before anything is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from aftercare.care import signs_typed

if TYPE_CHECKING:
    from aftercare.model.red_flag import RedFlag


@dataclass
class SignsTyped(Message):
    """`signs`, the most urgent first, are spoken of in what was kept.

    With `of_now` it was said of how somebody is: a note, or a reason. Otherwise it is a name, or how something is done.
    """

    signs: tuple[RedFlag, ...]
    of_now: bool


def heed(app: App[object], *texts: str, of_now: bool = False) -> None:
    """Looks through `texts` in a worker, and tells the app of the signs in them."""
    text = "\n".join(texts)
    if not text.strip():
        return

    def look() -> None:
        if signs := signs_typed(text):
            app.post_message(SignsTyped(signs, of_now))

    app.run_worker(look, thread=True, group="read-signs")
