"""A window of a real terminal: tmux holds it, and tells when something is drawn in it."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

#: Seconds after which what is waited for does not come any more.
PATIENCE = 60.0
#: Seconds in which the rest of what is being drawn comes: tmux shows a part of it too.
REST = 0.1


class Window:
    """A tmux server of its own with one window; `socket` is the file by which it is reached."""

    def __init__(self, socket: Path) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self._watching: subprocess.Popen[bytes] | None = None

    def run(self, *command: str, size: tuple[int, int] = (80, 24), **environment: str) -> None:
        """Begins `command` in it, with `environment` besides what there is."""
        env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment}
        env.pop("TMUX", None)
        width, height = map(str, size)
        self._do("new-session", "-d", "-x", width, "-y", height, *command, env=env)
        # a client in control mode is sent a line for everything that is drawn
        self._watching = subprocess.Popen(
            [*self._tmux, "-C", "attach-session", "-f", "ignore-size,read-only"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
        )

    def _do(self, *words: str, env: dict[str, str] | None = None) -> str:
        return subprocess.run([*self._tmux, *words], check=True, capture_output=True, text=True, env=env).stdout

    def press(self, *keys: str) -> None:
        """Types keys, by tmux's names for them."""
        self._do("send-keys", *keys)

    def told(self, what: str) -> str:
        """What tmux tells of it, such as "pane_title"."""
        return self._do("display-message", "-p", f"#{{{what}}}").strip()

    @property
    def screen(self) -> str:
        """What stands in it now."""
        return self._do("capture-pane", "-p")

    @property
    def process(self) -> int:
        """The process that was begun in it."""
        return int(self.told("pane_pid"))

    def wait_for(self, holds: Callable[[str], bool]) -> str:
        """The screen, as soon as `holds` says that it shows what is waited for, and it is drawn whole."""
        end = time.monotonic() + PATIENCE
        while not holds(screen := self.screen) or not self._is_whole(screen):
            self._wait_for_drawing(end, screen)
        return screen

    def _is_whole(self, screen: str) -> bool:
        assert self._watching is not None, "nothing runs in it"
        select.select([self._watching.stdout], [], [], REST)
        return self.screen == screen

    def shows(self, text: str) -> str:
        """The screen, as soon as `text` stands there."""
        return self.wait_for(lambda screen: text in screen)

    def _wait_for_drawing(self, end: float, screen: str) -> None:
        assert self._watching is not None, "nothing runs in it"
        assert self._watching.stdout is not None
        drawn, _, _ = select.select([self._watching.stdout], [], [], max(0, end - time.monotonic()))
        assert drawn, f"what was waited for is not on the screen:\n{screen}"
        assert os.read(self._watching.stdout.fileno(), 1 << 16), f"the window has closed:\n{screen}"

    def close(self) -> None:
        """Ends everything in it."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)
        if self._watching is not None:
            with self._watching:
                self._watching.kill()
