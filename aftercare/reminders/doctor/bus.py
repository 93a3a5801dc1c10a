"""The session's bus on Linux, and who shows notifications on it: asked with jeepney, without sending one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

NOTIFICATIONS = "org.freedesktop.Notifications"

#: Seconds for the bus and for the one that shows notifications.
_PATIENCE = 3.0


class Bus(Struct, frozen=True):
    """What was found: the bus itself, and behind it what shows notifications.

    `address` is "" where none is named; `trouble` why it was not reached. `server` is the name of what shows them,
    `starts` says that it comes when it is called, `server_trouble` why it did not say its name.
    """

    address: str = ""
    trouble: str = ""
    server: str = ""
    starts: bool = False
    server_trouble: str = ""


def bus_address(environment: Mapping[str, str]) -> str:
    """The address of the session's bus, as notify-send finds it; "" where there is none."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    return named or (f"unix:path={runtime}/bus" if runtime else "")


def asked(address: str, patience: float = _PATIENCE) -> Bus:
    """Asks the bus at `address`."""
    if not address:
        return Bus(trouble="No session bus is named (DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR)")
    from jeepney.io.blocking import open_dbus_connection

    try:
        connection = open_dbus_connection(address, auth_timeout=patience)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        # what jeepney raises for an address that it cannot read, or that nobody listens at
        return Bus(address, trouble=getattr(error, "strerror", None) or str(error) or type(error).__name__)
    try:
        return _behind(connection, address, patience)
    except OSError as error:
        return Bus(address, trouble=error.strerror or str(error) or "it does not answer")
    finally:
        connection.close()


def _behind(connection: DBusConnection, address: str, patience: float) -> Bus:
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.bus_messages import DBus

    bus = DBus()
    (owned,) = connection.send_and_get_reply(bus.NameHasOwner(NOTIFICATIONS), timeout=patience).body
    (startable,) = connection.send_and_get_reply(bus.ListActivatableNames(), timeout=patience).body
    if not owned:
        return Bus(address, starts=NOTIFICATIONS in startable)
    at = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)
    try:
        reply = connection.send_and_get_reply(new_method_call(at, "GetServerInformation"), timeout=patience)
    except TimeoutError:
        return Bus(address, server_trouble=f"it did not answer within {patience:g} s")
    if reply.header.message_type is not MessageType.method_return:
        return Bus(address, server_trouble=" ".join(map(str, reply.body)) or "it answered with an error")
    name, _, version, *_ = map(str, reply.body)
    return Bus(address, server=f"{name} {version}".strip())
