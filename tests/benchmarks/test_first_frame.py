"""From the start of the process to the first frame with the due steps on it; beside a bare app with one label."""

from terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("bare-and-ready")

Bare().run()
"""


def first_frame(words: list[str], marker: bytes) -> None:
    with Terminal(words) as terminal:
        terminal.until(marker)


def test_first_frame_of_ten_years(ten_years, against):
    against(
        "first frame with the due steps, ten years",
        lambda: first_frame(["-m", "aftercare", "--home", str(ten_years)], b"Step number"),
        lambda: first_frame(["-c", BARE], b"bare-and-ready"),
        25,
        "at most 1.25 x",
    )
