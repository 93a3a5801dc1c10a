"""Fixtures of the tests of reminders: a home, and the folder of a person's account."""

from __future__ import annotations

from pathlib import Path

import pytest
from ticked import Household

from aftercare.care import Care, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing is yet."""
    return Home.at(tmp_path / "home")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """The folder of an account."""
    folder = tmp_path / "anna"
    folder.mkdir()
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Household:
    """A home with a ledger, and what its desktop was told."""
    return Household(tmp_path / "home")


@pytest.fixture
def anna(house: Household) -> Care:
    """The record of its client."""
    return house.client()
