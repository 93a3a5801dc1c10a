"""Records to try things on."""

from datetime import date

import pytest
from calm_plan import NOW, a_plan

from aftercare.care import Care, Home


@pytest.fixture
def home(tmp_path) -> Home:
    return Home.at(tmp_path / "home")


@pytest.fixture
def care(home) -> Care:
    care = Care.start(home, NOW, name="Anna")
    care.import_plan(a_plan(), NOW, date(2026, 11, 16))
    return care
