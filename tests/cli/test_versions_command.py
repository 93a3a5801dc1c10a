"""`versions`, `versions keep` and `where`."""

from __future__ import annotations

import shutil

import pytest

from aftercare.care import Care, Home


@pytest.fixture
def other(care, own_home, tmp_path):
    """The same record on another machine."""
    shutil.copytree(own_home / "clients", tmp_path / "other" / "clients")
    return tmp_path / "other"


def carry(origin, target):
    """What a file sync does."""
    for log in origin.glob("clients/me/records/*.log"):
        copy = target / log.relative_to(origin)
        if not copy.exists() or len(copy.read_bytes()) < len(log.read_bytes()):
            copy.write_bytes(log.read_bytes())


def test_nothing_to_choose(run, care):
    assert run("versions").out == "Nothing is left to choose: everything has one version.\n"
    assert run("versions", "--json").json == {"client": "me", "things": []}
    said = run("versions", "keep", "1")
    assert (said.err, said.code) == ("There is no version “1” to choose. `aftercare versions` lists them.\n", 3)


def test_two_answers_given_in_two_places(run, care, other, own_home, stands):
    run("skip", "gel", "--why", "too warm")
    stands.at(21, 9)
    run("--home", str(other), "skip", "gel", "--why", "no time")
    carry(other, own_home)
    notice = run("today").err
    assert notice == (
        "1 thing was changed in two places at the same time; both versions are kept. `aftercare versions` shows them.\n"
    )
    listed = run("versions").out
    assert listed.startswith("Calming gel, 2026-11-22, evening\n  1  skipped: no time (of Sunday 22 November 2026")
    assert "  2  skipped: too warm (of " in listed
    told = run("versions", "--json").json["things"]
    assert [(each["number"], each["words"], each["shown"]) for each in told[0]["versions"]] == [
        (1, "skipped: no time", True),
        (2, "skipped: too warm", False),
    ]
    kept = run("versions", "keep", "2")
    assert kept.out.startswith("Kept: Calming gel, 2026-11-22, evening: skipped: too warm.\nNothing is left")
    assert "skipped: too warm" in run("today").out
    assert run("today").err == ""


def test_a_pack_is_called_what_its_product_is(run, care, own_home, tmp_path, stands):
    run("shelf", "open", "gel")
    other = tmp_path / "other"
    shutil.copytree(own_home / "clients", other / "clients")
    run("shelf", "edit", "gel", "--price", "10")
    stands.at(21, 9)
    run("--home", str(other), "shelf", "edit", "gel", "--price", "12")
    carry(other, own_home)
    assert run("versions").out.startswith("Pack “Calming gel”\n  1  price: 12")


def test_a_note_changed_in_two_places_is_kept_by_name(run, care, own_home, tmp_path, stands):
    run("note", "red")
    other = tmp_path / "other"
    shutil.copytree(own_home / "clients", other / "clients")
    run("note", "--edit", "1", "red, here")
    run("--home", str(other), "note", "--edit", "1", "red, there")
    carry(other, own_home)
    things = run("versions", "--json").json["things"]
    assert [each["table"] for each in things] == ["entries"]
    here = next(each for each in things[0]["versions"] if each["document"]["text"] == "red, here")
    left = run("versions", "keep", here["version"], "--json").json
    assert left == {"client": "me", "things": []}
    assert "red, here" in run("today").out


def test_a_version_of_long_ago_is_offered_too(run, care, other, own_home, stands):
    run("skip", "gel", "--why", "too warm", "--date", "2026-11-17")
    run("--home", str(other), "skip", "gel", "--why", "no time", "--date", "2026-11-17")
    carry(other, own_home)
    stands.at(9, day=22)
    stands.now = stands.now.replace(year=2027, month=3)
    assert "Calming gel, 2026-11-17, evening" in run("versions").out


def test_where(run, care, own_home):
    run("done", "gel")
    lines = run("where").out.splitlines()
    assert lines[:3] == [
        "Client        me",
        f"Record        {care.folder.records}",
        f"This machine  {care.folder.state}",
    ]
    assert lines[3].startswith("Files         2026-11.")
    assert lines[4].startswith("              profile.")
    assert lines[5:] == ["Set aside     none"]


def test_where_lists_the_lines_that_do_not_count(run, care):
    log = next(care.folder.records.glob("profile.*.log"))
    with log.open("ab") as file:
        file.write(b"broken \x1b[31m\n")
    told = run("where", "--json").json
    assert len(told["set_aside"]) == 1
    assert told["set_aside"][0].startswith(log.name)
    assert run("where").out.count("\x1b") == 0


def test_neither_has_a_date(run, care, own_home):
    assert run("versions", "--date", "today").code == run("where", "--date", "today").code == 2
    assert Care.open(Home.at(own_home)).folder.name == "me"
