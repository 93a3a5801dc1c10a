"""Something's wrong: the signs, the answer to each, and whom to call. It works without a record too."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aftercare.care.kept import CLIENT_ID
from aftercare.care.zones import Zoned, zone_of
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import Client, Practitioner

if TYPE_CHECKING:
    from aftercare.model.help_me import HelpPage
    from aftercare.model.red_flag import EmergencyRegion, RedFlag
    from aftercare.model.sign_words import SignReader


class Helping(Zoned):
    """What the record adds to the emergency texts: the therapist's number, and where the client lives."""

    def help_page(self, now: datetime) -> HelpPage:
        """All that is shown when something is wrong."""
        present = self.present()
        zone = self.zone(now)
        return _page(present.client, present.practitioner, zone if zone is not None else zone_of(now))

    def set_region(self, typed: str, now: datetime) -> bool:
        """Keeps where the client lives, by which the emergency number goes. Says whether that is new.

        Raises BadInput.
        """
        region = region_called(typed)
        with self._looking_closely():
            before = self.present().client
            if before.region == region.id:
                return False
            after = replace(before, region=region.id)
            self._do(Deed.SET_REGION, now, lambda: self._put(tables.CLIENT, CLIENT_ID, after))
        return True


def help_without_record(
    now: datetime, client: Client | None = None, practitioner: Practitioner | None = None
) -> HelpPage:
    """What can be shown before, or without, any record: the texts never wait for the disk."""
    return _page(client or Client(""), practitioner, zone_of(now))


def with_region(page: HelpPage, region: str) -> HelpPage:
    """The page with the numbers of another region, by its id."""
    from aftercare.model.help_me import emergency_for

    return replace(page, emergency=emergency_for(regions(), region, None))


def signs_typed(text: str) -> tuple[RedFlag, ...]:
    """The signs that somebody's words may speak of, the most urgent first."""
    return sign_reader().signs(text) if text.strip() else ()


@cache
def sign_reader() -> SignReader:
    """What finds the signs in a text. Made on the first call."""
    from aftercare.model.sign_words import SignReader
    from aftercare.store.reference import denials, red_flags

    return SignReader(red_flags().values(), denials().values())


def regions() -> tuple[EmergencyRegion, ...]:
    """The regions with emergency numbers of their own; the last is for everywhere else."""
    from aftercare.store.reference import emergency_numbers

    return tuple(emergency_numbers().values())


def region_called(typed: str) -> EmergencyRegion:
    """The region that was typed: its name, or a country's name or code. Raises BadInput."""
    from aftercare.model.help_me import regions_called
    from aftercare.store.countries import countries

    found = regions_called(typed, regions(), countries())
    if len(found) == 1:
        return found[0]
    known = ", ".join(each.id for each in found or regions())
    what = f"“{typed.strip()}” fits several regions." if found else f"“{typed.strip()}” is no country known here."
    raise BadInput(what, f"Write one of these, or the code of your country, such as GB: {known}.")


def _page(client: Client, practitioner: Practitioner | None, zone: str | None) -> HelpPage:
    from aftercare.model.help_me import emergency_for, help_page
    from aftercare.store import reference
    from aftercare.store.countries import country_of

    country = country_of(zone) if client.region is None and zone is not None else None
    return help_page(
        reference.red_flags().values(),
        reference.red_flag_levels().values(),
        reference.after_effects().values(),
        emergency_for(regions(), client.region, country),
        practitioner,
        reference.sources(),
    )
