"""What a record offers is the same, whether it is loaded with it or when it is first asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

import aftercare.care
from aftercare.care import Care
from aftercare.care.answering import Answering
from aftercare.care.later import GROUPS, Later
from aftercare.care.whereabouts import Locating

#: What a record offers without loading anything.
AT_ONCE = {*Answering.__mro__, *Locating.__mro__}


def group_of(module, name):
    return getattr(import_module(f"aftercare.care.{module}"), name)


def uses_read():
    """The names of the groups of which those who read types see a record made."""
    source = ast.parse(Path(aftercare.care.__file__).read_text("utf-8"))
    classes = [each for each in ast.walk(source) if isinstance(each, ast.ClassDef) and each.name == "_Uses"]
    return {ast.unparse(base) for base in classes[0].bases}


@pytest.mark.parametrize(("module", "name"), GROUPS)
def test_each_use_of_a_group_is_offered(module, name):
    offered = {each for each in vars(group_of(module, name)) if not each.startswith("_")}
    assert set(GROUPS[module, name]) == offered


def test_the_groups_are_those_of_which_types_say_that_a_record_is_made():
    later = {group_of(*group) for group in GROUPS}
    made_of = {base for each in later if each.__name__ in uses_read() for base in each.__mro__}
    assert later <= made_of
    assert made_of - later <= AT_ONCE
    assert uses_read() - {each.__name__ for each in later} == {"Answering", "Locating"}


def test_no_use_has_two_meanings():
    names = [name for of_group in GROUPS.values() for name in of_group]
    assert len(names) == len(set(names))
    assert not [name for name in names if any(name in vars(each) for each in AT_ONCE)]


def test_a_use_is_the_same_asked_of_the_record_and_of_its_class(care):
    now = datetime.now(UTC)
    assert care.rename("Berta", now)
    assert Care.rename(care, "Clara", now)
    assert care.present().client.name == "Clara"
    assert Care.searches_by_index is care.searches_by_index
    assert isinstance(vars(Care.__mro__[1])["rename"], Later)


def test_what_the_package_offers_besides_is_loaded_when_it_is_asked_for():
    look = """
import sys, aftercare.care
assert not {"aftercare.care.planning", "aftercare.care.pausing"} & sys.modules.keys()
for name in aftercare.care.__all__:
    getattr(aftercare.care, name)
assert "aftercare.care.planning" in sys.modules
assert "aftercare.care.pausing" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", look], check=True)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = aftercare.care.nothing
