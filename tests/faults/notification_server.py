# ruff: noqa: F821, F722  # dbus-fast reads D-Bus signatures from the annotations
"""A notification server that records: run under a bus of its own, told what to do on standard input, one line each.

Modes: `ok`; `error`; `silent` (does not say who it is); `hold` (no answer until `answer`, so that it hangs or is slow
as the test wants); `gone` (ends without an answer). It tells one JSON line for its bus and for each message, before it
answers.
"""

import asyncio
import json
import os
import sys

from dbus_fast import DBusError
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method


def tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


class Notifications(ServiceInterface):
    def __init__(self) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.mode = "ok"
        self.answer = asyncio.Event()
        self._shown = 0

    @method()
    async def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        body: "s",
        actions: "as",
        hints: "a{sv}",
        expires: "i",
    ) -> "u":
        tell(app=app, title=title, body=body)
        match self.mode:
            case "error":
                raise DBusError("org.freedesktop.Notifications.Error", "no room on the screen")
            case "hold":
                await self.answer.wait()
            case "gone":
                os._exit(0)
        self._shown += 1
        return self._shown

    @method()
    async def GetServerInformation(self) -> "ssss":
        if self.mode == "silent":
            await self.answer.wait()
        return ["recorder", "aftercare", "1", "1.2"]

    @method()
    def GetCapabilities(self) -> "as":
        return ["body", "body-markup"]


async def serve() -> None:
    bus = await MessageBus().connect()
    server = Notifications()
    bus.export("/org/freedesktop/Notifications", server)
    tell(bus=os.environ["DBUS_SESSION_BUS_ADDRESS"])
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while order := (await orders.readline()).decode().strip():
        if order == "answer":
            server.answer.set()
        elif order == "own":
            await bus.request_name("org.freedesktop.Notifications")
        elif order == "disown":
            await bus.release_name("org.freedesktop.Notifications")
        else:
            server.mode = order
        tell(did=order)


asyncio.run(serve())
