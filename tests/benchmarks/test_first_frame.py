"""From the start of the process to the first frame with the whole day on it, and on to the answer of a first key.

Beside a bare app with one label.
"""

from terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("bare-and-ready")

    def on_key(self):
        self.notify("bare-and-answered")

Bare().run()
"""

#: What stands beside the steps in 100 columns. It is there with them, or the frame is not the whole one.
ASIDE = b"Coming up"


def first_frame(words: list[str], marker: bytes) -> None:
    with Terminal(words) as terminal:
        terminal.until(marker)


def first_answer(words: list[str], marker: bytes, key: bytes, answer: bytes) -> None:
    with Terminal(words) as terminal:
        terminal.until(marker)
        terminal.press(key)
        terminal.until(answer)


def test_first_frame_of_ten_years(ten_years, against):
    against(
        "first frame with the whole Today, ten years",
        lambda: first_frame(["-m", "aftercare", "--home", str(ten_years)], ASIDE),
        lambda: first_frame(["-c", BARE], b"bare-and-ready"),
        25,
        "at most 1.25 x",
    )


def test_first_frame_after_a_session(after_a_session, against):
    against(
        "first frame on the day after a session, ten years",
        lambda: first_frame(["-m", "aftercare", "--home", str(after_a_session)], b"Leave out"),
        lambda: first_frame(["-c", BARE], b"bare-and-ready"),
        25,
        "at most 1.25 x",
    )


def test_first_key_of_ten_years(ten_years, against):
    against(
        "first frame and the answer to a first key, ten years",
        # a key whose answer is words that the frame does not have
        lambda: first_answer(["-m", "aftercare", "--home", str(ten_years)], ASIDE, b"v", b"two places"),
        lambda: first_answer(["-c", BARE], b"bare-and-ready", b" ", b"bare-and-answered"),
        25,
        "at most 1.25 x",
    )


def test_first_frame_with_ratings(rated, against):
    against(
        "first frame where 14 days of ratings are told afterwards",
        lambda: first_frame(["-m", "aftercare", "--home", str(rated)], ASIDE),
        lambda: first_frame(["-c", BARE], b"bare-and-ready"),
        25,
        "at most 1.25 x",
    )


def test_first_key_with_ratings(rated, against):
    against(
        "first frame and the answer to a first key, with ratings",
        lambda: first_answer(["-m", "aftercare", "--home", str(rated)], ASIDE, b"v", b"two places"),
        lambda: first_answer(["-c", BARE], b"bare-and-ready", b" ", b"bare-and-answered"),
        25,
        "at most 1.25 x",
    )


def test_the_last_14_days_stand_there(rated, against):
    against(
        "until the last 14 days of ratings stand on Today",
        lambda: first_frame(["-m", "aftercare", "--home", str(rated)], b"Your skin"),
        lambda: first_frame(["-c", BARE], b"bare-and-ready"),
        25,
        "no bound: after the first frame",
    )
