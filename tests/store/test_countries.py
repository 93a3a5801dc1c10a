"""In which country a time zone lies, for a suggestion of the emergency number."""

from __future__ import annotations

import pytest

from aftercare.store.countries import countries, country_of
from aftercare.store.reference import emergency_numbers


@pytest.mark.parametrize(
    ("zone", "code"),
    [("Europe/London", "GB"), ("Europe/Berlin", "DE"), ("America/Toronto", "CA"), ("Australia/Sydney", "AU")],
)
def test_a_zone_lies_in_a_country(zone, code):
    found = country_of(zone)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT-3", "+05:30", "", "Nowhere/Atlantis", "../etc/passwd"])
def test_a_zone_of_no_country_suggests_none(zone):
    assert country_of(zone) is None


def test_every_country_with_a_number_of_its_own_has_a_name():
    known = {each.code for each in countries()}
    assert {code for region in emergency_numbers().values() for code in region.countries} <= known
