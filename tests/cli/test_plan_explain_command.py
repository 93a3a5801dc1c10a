"""`plan explain`."""

from __future__ import annotations


def test_the_leaflet_is_printed_and_no_record_is_begun(run, plan_file, own_home):
    said = run("plan", "explain", str(plan_file), "--region", "GB")
    assert said.out.startswith("Calm and firm\n═════════════\nFor Anna B., by Ines Moreau; version 1\n")
    assert "▲ Emergency: United Kingdom: 999" in said.out
    assert "    4 h  Mild cleanser [" in said.out
    assert (said.err, said.code) == ("", 0)
    assert not own_home.exists()


def test_as_json_it_has_its_sections_and_footnotes(run, plan_file):
    told = run("plan", "explain", str(plan_file), "--json").json
    assert [each["id"] for each in told["sections"]] == ["course", "home", "around", "normal", "call", "ask"]
    assert all(each.endswith(".") for each in told["footnotes"])


def test_what_cannot_be_used_is_told(run, plan_file):
    assert run("plan", "explain", str(plan_file), "--region", "Atlantis").code == 2
    plan_file.write_text(plan_file.read_text("utf-8").replace('"daily"', '"dayly"'), "utf-8")
    assert run("plan", "explain", str(plan_file)) == run("plan", "check", str(plan_file))
