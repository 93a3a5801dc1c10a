"""What a client's folder tells of the home in which it lies, and names of this machine's settings."""

from __future__ import annotations

from aftercare.store.home import ClientFolder, Home

#: The setting that names a second folder for backups.
SECOND_FOLDER = "second-folder"


def home_of(folder: ClientFolder) -> Home:
    """The home in which `folder` lies."""
    return Home(folder.records.parents[2], folder.state.parents[1])
