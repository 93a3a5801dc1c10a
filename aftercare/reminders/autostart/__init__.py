"""Starting the reminder service by itself: written into what this operating system starts for a person at login.

`look` tells how it stands for a home, `plan` what `install` would write, `install` and `uninstall` do it. Behind them
stands one way for each operating system (`Way`); nothing here asks for another person's rights.
"""

from __future__ import annotations

from aftercare.reminders.autostart.installing import install, look, plan, uninstall
from aftercare.reminders.autostart.machine import Answer, Machine, this_machine
from aftercare.reminders.autostart.standing import Change, Kind, Piece, Plan, Standing, State

__all__ = [
    "Answer",
    "Change",
    "Kind",
    "Machine",
    "Piece",
    "Plan",
    "Standing",
    "State",
    "install",
    "look",
    "plan",
    "this_machine",
    "uninstall",
]
