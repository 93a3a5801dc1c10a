"""The options that say which entries of the journal are meant, the same for each command that shows some."""

from __future__ import annotations

from collections.abc import Callable

import click
from msgspec import Struct

from aftercare.care import Care
from aftercare.care.journal_tables import journal_tables, zone_named
from aftercare.cli.entry_naming import measure_names, tag_names, zone_names
from aftercare.cli.options_together import taken_as
from aftercare.cli.session import session_called, session_ids
from aftercare.cli.shelf import product_called, product_ids
from aftercare.model.journal import EntryKind
from aftercare.model.journal_filter import JournalFilter
from aftercare.model.tags import tag_typed

#: What --kind takes: a bruise and what was seen of it are one thing to a person.
_KINDS = tuple(each.value for each in EntryKind if each is not EntryKind.BRUISE_SEEN)
_OPTIONS = (
    click.option("--kind", type=click.Choice(_KINDS), help="Entries of this kind only."),
    click.option("--zone", metavar="ZONE", shell_complete=zone_names, help="About this zone only."),
    click.option(
        "--measure", metavar="MEASURE", shell_complete=measure_names, help="With a rating of this measure only."
    ),
    click.option("--tag", metavar="TAG", shell_complete=tag_names, help="With this tag only."),
    click.option("--product", metavar="PRODUCT", shell_complete=product_ids, help="About this product only."),
    click.option("--session", metavar="SESSION", shell_complete=session_ids, help="About this session only."),
)


class Asked(Struct, frozen=True):
    """The options as they were typed."""

    kind: str | None
    zone: str | None
    measure: str | None
    tag: str | None
    product: str | None
    session: str | None

    def filter(self, care: Care) -> JournalFilter:
        """The filter that they ask for. Raises NotFound and BadInput."""
        from aftercare.model.subjects import measure_called

        session = self.session
        if session is not None and session not in care.present().set_aside:
            session = session_called(care, session).id
        return JournalFilter(
            kind=EntryKind(self.kind) if self.kind is not None else None,
            zone=zone_named(self.zone) if self.zone is not None else None,
            measure=measure_called(self.measure, journal_tables().measures).id if self.measure is not None else None,
            tag=tag_typed(self.tag) if self.tag is not None else None,
            product=product_called(self.product, care).id if self.product is not None else None,
            session=session,
        )


def asks_for_entries(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command these options; it takes them as `asked`."""
    return taken_as("asked", Asked, _OPTIONS)(command)
