"""Care: one client's record and everything a person can do with it. The one door.

The app, the commands and the reminder service call nothing below it. Every method may block on the disk; the app calls
them from workers. `now` is always an aware instant in the client's wall time. One module holds one group of uses.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aftercare.care.answering import Answering
from aftercare.care.clients import (
    ListedClient,
    SeveralClients,
    client_called,
    client_meant,
    folder_for,
    last_client,
    list_clients,
    remember_client,
    the_only_client,
    typed_name,
)
from aftercare.care.kept import CLIENT_ID, FIRST_CLIENT, Changed, Present
from aftercare.care.later import offering_later
from aftercare.care.machine_settings import (
    FACE,
    HIDDEN,
    REMINDER_LINE,
    THEME,
    machine_settings,
    set_on_machine,
)
from aftercare.care.whereabouts import Locating, Whereabouts, where_it_would_be
from aftercare.care.zones import zone_of
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.day_start import DayStarts
from aftercare.model.deed import Deed
from aftercare.model.local_day import local_date
from aftercare.model.routine import EVENING, MORNING, Client
from aftercare.model.slot_instant import DatedZone
from aftercare.model.text import typed_text
from aftercare.store.home import Home, folder_typed

if TYPE_CHECKING:
    from aftercare.care.appointments import Appointing
    from aftercare.care.beginning import Beginning
    from aftercare.care.calendar import CALENDAR_DAYS, Calendaring
    from aftercare.care.checking import Checking, Offer
    from aftercare.care.elsewhere import intervals_quoted, procedure_typed
    from aftercare.care.heeding import Heeding
    from aftercare.care.helping import (
        Helping,
        help_without_record,
        region_called,
        regions,
        sign_reader,
        signs_typed,
        with_region,
    )
    from aftercare.care.journal_face import JournalFace
    from aftercare.care.keeping import Keeping
    from aftercare.care.labels import (
        ingredient_classes,
        ingredient_rows,
        ingredients_typed,
        read_label,
        read_label_bytes,
        read_label_file,
    )
    from aftercare.care.magnets import MagnetCare
    from aftercare.care.noting import Noting
    from aftercare.care.pausing import Pausing
    from aftercare.care.photo_folder import PhotoFolder
    from aftercare.care.photographing import Refused, TakenIn, face_zones, photo_protocol
    from aftercare.care.plan_versions import PlanVersions
    from aftercare.care.planning import (
        Planning,
        consider_first_plan,
        open_questions_of,
        plan_file_schema,
        questions_of,
        questions_on_plan,
        read_plan,
        sample_plans,
        somebody_elses,
    )
    from aftercare.care.pressing import Pressing
    from aftercare.care.reminding import Reminding
    from aftercare.care.reporting import Reporting
    from aftercare.care.safety import (
        Guarded,
        NotOffered,
        SafetyRemarks,
        SafetyRow,
        SafetyView,
        remarks_on_first_plan,
    )
    from aftercare.care.searching import Searching
    from aftercare.care.settings import Settled, is_set_on_machine, setting_choices, setting_names
    from aftercare.care.shelving import PackFacts, ProductFacts, product_kinds
    from aftercare.care.sunning import Sunned
    from aftercare.care.timeline import Timeline
    from aftercare.care.trying import Trying
    from aftercare.care.undoing import OfferedVersion, Undoing, Undone

    class _Uses(
        Answering,
        Appointing,
        Beginning,
        Calendaring,
        Checking,
        Guarded,
        Heeding,
        Helping,
        Locating,
        Noting,
        Pausing,
        PhotoFolder,
        Planning,
        Reminding,
        Searching,
        Settled,
        Sunned,
        Timeline,
        Trying,
        Undoing,
    ):
        """All that can be done with a record."""

else:

    @offering_later
    class _Uses(Answering, Locating):
        """What a day is made of; the other uses are loaded when one is asked for."""


#: What this package offers besides, and the module that is loaded when one of it is asked for.
_LATER = {
    "calendar": ("CALENDAR_DAYS",),
    "checking": ("Offer",),
    "elsewhere": ("intervals_quoted", "procedure_typed"),
    "helping": ("help_without_record", "region_called", "regions", "sign_reader", "signs_typed", "with_region"),
    "labels": (
        *("ingredient_classes", "ingredient_rows", "ingredients_typed"),
        *("read_label", "read_label_bytes", "read_label_file"),
    ),
    "photographing": ("Refused", "TakenIn", "face_zones", "photo_protocol"),
    "planning": (
        *("consider_first_plan", "open_questions_of", "plan_file_schema", "questions_of", "questions_on_plan"),
        *("read_plan", "sample_plans", "somebody_elses"),
    ),
    "safety": ("NotOffered", "SafetyRemarks", "SafetyRow", "SafetyView", "remarks_on_first_plan"),
    "settings": ("is_set_on_machine", "setting_choices", "setting_names"),
    "shelving": ("PackFacts", "ProductFacts", "product_kinds"),
    "undoing": ("OfferedVersion", "Undone"),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Care(_Uses):
    """One client's record."""

    @property
    def keeping(self) -> Keeping:
        """What is done to the record as a whole: backups, exports, imports, erasing."""
        from aftercare.care.keeping import Keeping

        return Keeping.sharing(self)

    @property
    def plans(self) -> PlanVersions:
        """The versions of plans that were accepted, and going back to one."""
        from aftercare.care.plan_versions import PlanVersions

        return PlanVersions.sharing(self)

    @property
    def reporting(self) -> Reporting:
        """The report to the therapist."""
        from aftercare.care.reporting import Reporting

        return Reporting.sharing(self)

    @property
    def journal_face(self) -> JournalFace:
        """What the face shows of the journal."""
        from aftercare.care.journal_face import JournalFace

        return JournalFace.sharing(self)

    @property
    def magnets(self) -> MagnetCare:
        """The magnets on the client's points."""
        from aftercare.care.magnets import MagnetCare

        return MagnetCare.sharing(self)

    @property
    def pressing(self) -> Pressing:
        """The client's points that are pressed with a finger."""
        from aftercare.care.pressing import Pressing

        return Pressing.sharing(self)

    @classmethod
    def find(cls, home: Home, client: str | None = None) -> Care | None:
        """Opens a client's record, without a name the only one there is; None where it has not begun.

        Raises SeveralClients where one has to be named, DiskTrouble where it is gone.
        """
        folder = home.client(client or the_only_client(home) or FIRST_CLIENT)
        care = cls(folder) if folder.exists() else None
        return care if care and care.has_begun() else None

    @classmethod
    def open(cls, home: Home, client: str | None = None) -> Care:
        """Opens a client's record, as `find` does. Raises NotFound where it has not begun."""
        care = cls.find(home, client)
        if care is None:
            raise NotFound(
                f"There is no record of “{client or FIRST_CLIENT}” here yet.",
                client_meant(home, client) or "Run `aftercare` to begin, or `aftercare plan import FILE`.",
            )
        return care

    @classmethod
    def add(cls, home: Home, name: str, now: datetime, client: str | None = None) -> Care:
        """Begins the record of one more client, in a folder named after them or in that of `client`.

        Raises BadInput where that folder has a record already, and without `client` where somebody is called so.
        """
        shown = typed_name(name)
        if client is None and (same := client_called(home, shown)):
            archived = " and is archived" if same.archived else ""
            raise BadInput(
                f"There is a client called “{same.name}” already, known to commands as {same.folder}{archived}.",
                "For somebody else of that name, write it so that the two can be told apart.",
            )
        folder = client or folder_for(shown, home)
        if client is not None and cls.find(home, client) is not None:
            raise BadInput(f"“{client}” has a record already.", "Give another --client, or none.")
        return cls.start(home, now, folder, name=shown)

    @classmethod
    def start(cls, home: Home, now: datetime, client: str | None = None, name: str = "") -> Care:
        """Begins a client's record, with a morning and an evening, in the zone of the clock that told `now`.

        Where there is one, opens it.
        """
        folder = home.client(client or FIRST_CLIENT)
        whose = Client(typed_text(name, "name") if name else "")
        if not folder.exists():
            folder.create()
        care = cls(folder)

        def begin() -> None:
            care._put(tables.CLIENT, CLIENT_ID, whose)
            for slot in (MORNING, EVENING):
                care._put(tables.SLOTS, slot.id, slot)
            if zone := zone_of(now):
                since = local_date(now, DayStarts())
                care._put(tables.TIME_ZONES, since.isoformat(), DatedZone(since, zone))

        with care._looking_closely():
            if not care.has_begun():
                care._do(Deed.START, now, begin)
        return care


__all__ = [
    "CALENDAR_DAYS",
    "FACE",
    "FIRST_CLIENT",
    "HIDDEN",
    "REMINDER_LINE",
    "THEME",
    "Care",
    "Changed",
    "Home",
    "ListedClient",
    "NotOffered",
    "Offer",
    "OfferedVersion",
    "PackFacts",
    "Present",
    "ProductFacts",
    "Refused",
    "SafetyRemarks",
    "SafetyRow",
    "SafetyView",
    "SeveralClients",
    "TakenIn",
    "Undone",
    "Whereabouts",
    "consider_first_plan",
    "face_zones",
    "folder_for",
    "folder_typed",
    "help_without_record",
    "ingredient_classes",
    "ingredient_rows",
    "ingredients_typed",
    "intervals_quoted",
    "is_set_on_machine",
    "last_client",
    "list_clients",
    "machine_settings",
    "open_questions_of",
    "photo_protocol",
    "plan_file_schema",
    "procedure_typed",
    "product_kinds",
    "questions_of",
    "questions_on_plan",
    "read_label",
    "read_label_bytes",
    "read_label_file",
    "read_plan",
    "region_called",
    "regions",
    "remarks_on_first_plan",
    "remember_client",
    "sample_plans",
    "set_on_machine",
    "setting_choices",
    "setting_names",
    "sign_reader",
    "signs_typed",
    "somebody_elses",
    "typed_name",
    "where_it_would_be",
    "with_region",
]
