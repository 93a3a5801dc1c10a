"""The wheel as a stranger gets it: built, installed into an empty environment, and used from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("aftercare", "data", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore")

_FIND_SAMPLE = (
    "from importlib.resources import files; print(files('aftercare') / 'data' / 'plans' / 'reactive_skin.toml')"
)


def succeed(*command, **options):
    ended = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy: nothing is left behind in the checkout."""
    folder = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    succeed(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "out", folder)
    return next((folder / "out").glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment that has nothing but the wheel and what it asks for, installed by pip as anybody's would be."""
    folder = tmp_path_factory.mktemp("venv")
    succeed(sys.executable, "-m", "venv", "--without-pip", folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    succeed(sys.executable, "-m", "pip", "--python", programs / "python", "install", "-qq", "--no-compile", wheel)
    return programs


def test_what_is_in_the_wheel(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("cli/root.py", "app.tcss", "py.typed", "data/product_kinds.toml", "data/plans/reactive_skin.toml"):
        assert f"aftercare/{name}" in names
    templates = {str(each.relative_to(ROOT)) for each in (ROOT / "aftercare/exchange/report/templates").iterdir()}
    assert templates
    assert templates <= set(names)
    styles = {str(each.relative_to(ROOT)) for each in (ROOT / "aftercare").rglob("*.tcss")}
    assert styles <= set(names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"aftercare"}
    assert not [name for name in names if {"__pycache__", "tests"} & set(name.split("/"))]


def test_it_is_used_from_another_folder(environment, tmp_path, own_home):
    import json

    outside = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": ""}}

    def aftercare(*words):
        return succeed(environment / "aftercare", *words, **outside)

    sample = succeed(environment / "python", "-c", _FIND_SAMPLE, **outside).strip()
    assert str(environment.parent) in sample
    assert aftercare("--version").startswith("aftercare ")
    assert "is in order" in aftercare("plan", "check", sample)
    assert "\nNew\n" in aftercare("plan", "import", sample, "--yes")
    assert "done" in aftercare("done", "cleanser")
    assert "is written" in aftercare("report", "--yes", "--out", str(tmp_path / "report.html"))
    told = json.loads(aftercare("today", "--json"))
    states = {step["id"]: step["state"] for slot in told["slots"] for step in slot["steps"]}
    assert states == {"rinse": "pending", "cream": "pending", "sunscreen": "pending", "cleanse": "done"}
    assert own_home.is_dir()


def test_every_module_of_the_wheel_can_be_imported(environment, tmp_path):
    program = (
        "import importlib, pkgutil, aftercare\n"
        "for each in pkgutil.walk_packages(aftercare.__path__, 'aftercare.'):\n"
        "    each.name.endswith('__main__') or importlib.import_module(each.name)\n"
    )
    succeed(environment / "python", "-c", program, cwd=tmp_path)
