"""A terminal that draws pixels: it keeps cells, Kitty's pictures and sixels, and answers what it can.

It holds as much of a terminal as the program and its libraries use. A cell that is written over loses its sixels; of
Kitty's pictures it keeps the data until it is told to free it by number, as Kitty does.
"""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from base64 import b64decode
from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image
from rich.cells import cell_len

#: Seconds after which what is waited for does not come any more.
PATIENCE = 60.0
#: What stands in a cell of a picture of Kitty's, before the marks for its row, its column and the number's first byte.
PLACEHOLDER = "\U0010eeee"

_SEQUENCE = re.compile(
    r"\x1b\[(?P<csi>[<-?]?[0-9:;]*[ -/]*[@-~])"
    r"|\x1b_(?P<apc>[^\x1b]*)\x1b\\"
    r"|\x1bP(?P<dcs>[^\x1b]*)\x1b\\"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[()][0-9A-Za-z]|\x1b[78=>c-z]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[_P\]][^\x1b\x07]*\x1b?|[()]?)?\Z")
_SIXELS = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])")
_width = cache(cell_len)


class PixelTerminal:
    """A terminal of `columns` by `rows` cells, each of `cell` pixels. `answers` are sent for what is asked."""

    def __init__(self, columns: int, rows: int, cell: tuple[int, int], answers: dict[str, str]) -> None:
        self.columns, self.rows, self.cell = columns, rows, cell
        self.modes: set[str] = set()
        #: The pictures of Kitty's protocol that it keeps, by number, and those that are given cells.
        self.kept: dict[int, Image.Image] = {}
        self.placed: dict[int, tuple[int, int]] = {}
        #: The sixels that came last, as they came, and the cells in which sixels are to be seen.
        self.sixels = ""
        self.with_sixels: set[tuple[int, int]] = set()
        self.asked: list[str] = []
        self._answers = answers
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}
        self._x = self._y = 0
        self._colour = ""
        self._chunks: dict[int, str] = {}
        self._rest = ""
        self._bytes = b""
        self._ours, self._theirs = pty.openpty()
        size = struct.pack("HHHH", rows, columns, columns * cell[0], rows * cell[1])
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, size)
        self.line_before = termios.tcgetattr(self._theirs)
        self._process: subprocess.Popen[bytes] | None = None

    # ---- what runs in it

    def run(self, *command: str, **environment: str) -> None:
        """Begins `command` in it, with `environment` besides what there is."""
        env = {name: value for name, value in os.environ.items() if name not in ("TMUX", "NO_COLOR", "TERM_PROGRAM")}
        self._process = subprocess.Popen(
            command,
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env={**env, "LANG": "C.UTF-8", "COLORTERM": "truecolor", **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def press(self, keys: str) -> None:
        """Sends what a keyboard sends."""
        os.write(self._ours, keys.encode())

    def wait_for(self, holds: Callable[[], bool]) -> None:
        """Takes in what comes, until `holds` says that it is as is waited for."""
        end = time.monotonic() + PATIENCE
        while not holds():
            ready, _, _ = select.select([self._ours], [], [], max(0, end - time.monotonic()))
            assert ready, f"what was waited for does not come; {self._state()}"
            while ready:
                self._take(os.read(self._ours, 1 << 16))
                ready, _, _ = select.select([self._ours], [], [], 0)

    def shows(self, text: str) -> None:
        """Waits until `text` stands there."""
        self.wait_for(lambda: text in self.screen)

    def wait_for_end(self) -> int:
        """Takes in what comes until the program has ended, and returns its exit code."""
        assert self._process is not None
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None or select.select([self._ours], [], [], 0)[0]:
            assert time.monotonic() < end, f"it does not end; {self._state()}"
            if select.select([self._ours], [], [], 0.05)[0]:
                self._take(os.read(self._ours, 1 << 16))
        return self._process.returncode

    @property
    def line_now(self) -> list[Any]:
        """How the line is set, as `line_before` says how it was."""
        return termios.tcgetattr(self._theirs)

    def close(self) -> None:
        """Ends what runs in it."""
        if self._process is not None:
            with self._process:
                self._process.kill()
        os.close(self._ours)
        os.close(self._theirs)

    # ---- what is to be seen

    @property
    def screen(self) -> str:
        """What stands in it."""
        lines = ("".join(self._cells.get((x, y), " ")[0] for x in range(self.columns)) for y in range(self.rows))
        return "\n".join(line.rstrip() for line in lines)

    @property
    def with_pictures(self) -> dict[int, set[tuple[int, int]]]:
        """The cells in which a picture of Kitty's is to be seen, by its number."""
        found: dict[int, set[tuple[int, int]]] = {}
        named = {_colour_of(each): each for each in self.placed}
        for place, (signs, colour) in self._cells.items():
            if signs.startswith(PLACEHOLDER):
                found.setdefault(named.get(colour, 0), set()).add(place)
        return found

    def _state(self) -> str:
        kept = {number: picture.size for number, picture in self.kept.items()}
        cells = {number: len(places) for number, places in self.with_pictures.items()}
        screen = self.screen.replace(PLACEHOLDER, "#")
        return f"kept {kept}, placed {self.placed}, cells {cells}, {len(self.with_sixels)} with sixels;\n{screen}"

    # ---- taking in

    def _take(self, told: bytes) -> None:
        self._bytes += told
        try:
            text, self._bytes = self._bytes.decode(), b""
        except UnicodeDecodeError as error:
            text, self._bytes = self._bytes[: error.start].decode(), self._bytes[error.start :]
        text, at = self._rest + text, 0
        unfinished = _UNFINISHED.search(text)
        text, self._rest = (text[: unfinished.start()], unfinished[0]) if unfinished else (text, "")
        for found in _SEQUENCE.finditer(text):
            self._write(text[at : found.start()])
            at = found.end()
            self._obey(found)
        self._write(text[at:])

    def _write(self, text: str) -> None:
        for sign in text:
            if sign == "\n":
                self._y = min(self.rows - 1, self._y + 1)
            elif sign == "\r":
                self._x = 0
            elif sign >= " " and _width(sign) == 0:
                signs, colour = self._cells.get((self._x - 1, self._y), (" ", ""))
                self._cells[self._x - 1, self._y] = (signs + sign, colour)
            elif sign >= " ":
                for cell in range(_width(sign)):
                    self._cells[self._x + cell, self._y] = (sign if not cell else "", self._colour)
                    self.with_sixels.discard((self._x + cell, self._y))
                self._x += _width(sign)

    def _obey(self, found: re.Match[str]) -> None:
        for asked, answer in self._answers.items():
            if asked in found[0]:
                self.asked.append(asked)
                self.press(answer)
                return
        if (told := found["csi"]) is not None:
            self._control(told)
        elif (told := found["apc"]) is not None and told.startswith("G"):
            self._picture(told[1:])
        elif (told := found["dcs"]) is not None and "q" in told:
            self.sixels = told.partition("q")[2]
            wide, high = (-(-side // one) for side, one in zip(size_of(self.sixels), self.cell, strict=True))
            self.with_sixels |= {(self._x + x, self._y + y) for x in range(wide) for y in range(high)}

    def _control(self, told: str) -> None:
        what, numbers = told[-1], told[:-1]
        if what in "hl" and numbers.startswith("?"):
            for mode in numbers[1:].split(";"):
                (self.modes.add if what == "h" else self.modes.discard)(mode)
                if mode == "1049":
                    # the screen of its own; on the one that is left nothing was written
                    self._clear()
        elif what == "H":
            row, _, column = numbers.partition(";")
            self._x, self._y = int(column or 1) - 1, int(row or 1) - 1
        elif what == "J":
            self._clear()
        elif what == "m":
            self._colour = _colour_after(numbers, self._colour)
        elif what in "ABCD" and numbers.isdigit():
            self._x += {"C": 1, "D": -1}.get(what, 0) * int(numbers)
            self._y += {"B": 1, "A": -1}.get(what, 0) * int(numbers)

    def _clear(self) -> None:
        self._cells.clear()
        self.with_sixels.clear()

    def _picture(self, told: str) -> None:
        keys = dict(part.split("=") for part in told.partition(";")[0].split(",") if "=" in part)
        number = int(keys.get("i", 0))
        if keys.get("a") == "p":
            assert keys.get("U") == "1", "it stands in cells"
            self.placed[number] = int(keys["c"]), int(keys["r"])
        elif keys.get("a") == "d":
            # what says no number speaks of what was placed without cells: none of these
            if keys.get("d") in ("i", "I"):
                self.placed.pop(number, None)
            if keys.get("d") == "I":
                self.kept.pop(number, None)
        else:
            assert keys.get("f") == "100", "a PNG"
            self._chunks[number] = self._chunks.get(number, "") + told.partition(";")[2]
            if keys.get("m") != "1":
                self.kept[number] = Image.open(io.BytesIO(b64decode(self._chunks.pop(number))))
                self.kept[number].load()


def _colour_of(number: int) -> str:
    """The colour that names a picture's number."""
    return f"38;2;{number >> 16 & 255};{number >> 8 & 255};{number & 255}"


def _colour_after(numbers: str, before: str) -> str:
    """The colour that is written in after these attributes."""
    named = re.search(r"38;2;\d+;\d+;\d+", numbers)
    if named:
        return named[0]
    return "" if numbers in ("", "0") or re.search(r"(?:^|;)(?:0|39|3[0-7]|9[0-7])(?:;|$)", numbers) else before


def size_of(sixels: str) -> tuple[int, int]:
    """How wide and how high what these sixels draw is, in pixels: that comes first."""
    _, _, wide, high = sixels.split("#")[0].removeprefix('"').split(";")
    return int(wide), int(high)


def sixels_drawn(sixels: str) -> Image.Image:
    """The picture that sixels draw."""
    picture = Image.new("RGB", size_of(sixels))
    pixels = picture.load()
    assert pixels is not None
    colours: dict[str, tuple[int, int, int]] = {}
    x = y = 0
    colour = (0, 0, 0)
    for part in re.finditer(
        r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])", sixels[sixels.index("#") :]
    ):
        name, red, green, blue, times, repeated, one, moves = part.groups()
        if red is not None:
            colours[name] = (round(int(red) * 2.55), round(int(green) * 2.55), round(int(blue) * 2.55))
        if name is not None:
            colour = colours[name]
        elif moves is not None:
            x, y = 0, y + (6 if moves == "-" else 0)
        else:
            lit = [bit for bit in range(6) if ord(repeated or one) - 63 >> bit & 1]
            many = int(times or 1)
            for across in range(x, x + many):
                for bit in lit:
                    pixels[across, y + bit] = colour
            x += many
    return picture
