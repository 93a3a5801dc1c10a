"""The backup of each day: whoever is first on that day makes it, the app, the service or a command, beside its work."""

from __future__ import annotations

from datetime import datetime

from aftercare.errors import AftercareError
from aftercare.store.home import Home

#: Holds the date of the last day on which somebody looked after this home's backups.
_DAY = "backup-day"


def daily_is_due(home: Home, now: datetime) -> bool:
    """Whether nobody has looked after the backups of this home yet today. Costs one small read."""
    try:
        return (home.state / _DAY).read_text("ascii") != now.date().isoformat()
    except (OSError, ValueError):
        return True


def back_up_daily(home: Home, now: datetime) -> tuple[str, ...]:
    """Backs up every client of `home` whose record has changed, once a day; sentences on what went wrong.

    Never raises for a record or a disk: what was not possible today is told, and tried again tomorrow.
    """
    if not daily_is_due(home, now):
        return ()
    from aftercare.care.backing_up import BackingUp
    from aftercare.model.backup import BackupReason
    from aftercare.store.disk import disk_trouble, make_private_folder

    day = home.state / _DAY
    troubles: list[str] = []
    try:
        if not (home.data / "clients").is_dir():
            return ()
        with disk_trouble("write", day):
            make_private_folder(day.parent)
            # kept before the work: a machine on which it fails is not kept busy with it at each command
            day.write_text(now.date().isoformat(), "ascii")
        names = home.clients()
    except AftercareError as error:
        return (str(error),)
    for name in names:
        try:
            folder = home.client(name)
            care = BackingUp(folder) if folder.exists() else None
            if care is not None and care.has_begun():
                remark = care.back_up(now, BackupReason.DAILY).remark
                troubles += [remark] if remark else []
        except AftercareError as error:
            troubles.append(f"There is no backup of “{name}” today. {error}")
    return tuple(troubles)
