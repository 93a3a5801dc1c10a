"""What is done to a record as a whole: handed out, taken in, backed up, brought back, looked through, erased from.

Loaded when somebody asks for it: most days nobody does.
"""

from __future__ import annotations

from aftercare.care.erasing import Erasing
from aftercare.care.exporting import Exporting
from aftercare.care.importing import Importing
from aftercare.care.verifying import Verifying


class Keeping(Exporting, Importing, Erasing, Verifying):
    """One client's record, as a whole."""
