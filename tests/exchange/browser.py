"""Chromium over its own pipe: one browser for many pages, every address that a page asks for, and what it prints."""

from __future__ import annotations

import fcntl
import json
import os
import select
import subprocess
import time
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Seconds after which a browser that says nothing is given up: a busy machine is slow, not broken.
PATIENCE = 120
#: Inches.
A4, LETTER = (8.27, 11.69), (8.5, 11)


class Browser:
    """A headless Chromium with a profile of its own. Leave it with `close`."""

    def __init__(self, program: str, profile: Path) -> None:
        here, theirs = (tuple(map(_out_of_the_way, os.pipe())) for _ in range(2))
        # the browser reads commands from descriptor 3 and answers on 4
        started = f'exec "$@" 3<&{here[0]} 4>&{theirs[1]}'
        options = (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        )
        self._process = subprocess.Popen(
            ["bash", "-c", started, "bash", program, *options, "about:blank"],
            pass_fds=(here[0], theirs[1]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(profile)},
        )
        os.close(here[0])
        os.close(theirs[1])
        self._to, self._from = here[1], theirs[0]
        self._rest = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """What the browser answers to a command of the DevTools protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, file: Path) -> list[str]:
        """Opens a file and waits until all of it is loaded; returns every address that was asked for."""
        self.events.clear()
        self.ask("Page.navigate", url=file.as_uri())
        while not any(each.get("method") == "Page.loadEventFired" for each in self.events):
            self._next()
        # what a page begins late is begun by now: two frames were drawn since
        drawn = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"
        self.ask("Runtime.evaluate", expression=drawn, awaitPromise=True)
        asked = [each for each in self.events if each.get("method") == "Network.requestWillBeSent"]
        return [each["params"]["request"]["url"] for each in asked]

    @property
    def complaints(self) -> list[str]:
        """What the browser had to say of the page since it was opened: refused addresses, faults."""
        logged = [each for each in self.events if each.get("method") == "Log.entryAdded"]
        return [each["params"]["entry"]["text"] for each in logged]

    def text(self, selector: str = "body") -> str:
        """The text that is shown there."""
        found = self.ask("Runtime.evaluate", expression=f"document.querySelector({selector!r}).innerText")
        return found["result"]["value"]

    def value(self, expression: str) -> Any:
        """What an expression comes to."""
        return self.ask("Runtime.evaluate", expression=expression)["result"].get("value")

    def printed(self, paper: tuple[float, float]) -> bytes:
        """The page as a PDF, with the margins that it asks for."""
        answer = self.ask(
            "Page.printToPDF", paperWidth=paper[0], paperHeight=paper[1], printBackground=True, preferCSSPageSize=True
        )
        return b64decode(answer["data"])

    def picture(self) -> bytes:
        """The whole page as a PNG."""
        return b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def close(self) -> None:
        """Ends the browser."""
        self._session = None
        with suppress(OSError, EOFError):
            self.ask("Browser.close")
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._to)
        os.close(self._from)

    def _next(self) -> dict[str, Any]:
        """The next message: an answer, or an event, which is kept."""
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._from], [], [], left)[0]:
                raise TimeoutError("the browser says nothing")
            piece = os.read(self._from, 1 << 20)
            if not piece:
                raise EOFError("the browser has gone")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        if "id" not in found:
            self.events.append(found)
        return found


def _out_of_the_way(descriptor: int) -> int:
    """The same pipe under a number that is none of those that the browser wants."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return moved
