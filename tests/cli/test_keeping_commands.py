"""`backup`, `restore`, `verify`, `export`, `import`, `erase`: as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftercare.care import Care, Home
from aftercare.cli.daily import NOT_HERE, hand_over_daily
from aftercare.cli.wishes import Wishes

pytestmark = pytest.mark.usefixtures("care")


def test_a_backup_and_the_list(run):
    said = run("backup")
    assert said.code == 0
    assert said.out.startswith("Backed up: ")
    assert run("backup").out.startswith("Nothing has changed since the last backup: ")
    assert "by hand" in run("backup", "list").out
    newest, plan = run("backup", "list", "--json").json["backups"]
    assert (newest["reason"], plan["reason"]) == ("by hand", "before a plan")
    assert Path(newest["file"]).stat().st_size == newest["size"]


def test_a_backup_into_a_folder_of_ones_own(run, tmp_path):
    assert run("backup", "--to", str(tmp_path / "nowhere")).code == 3
    (tmp_path / "stick").mkdir()
    assert run("backup", "--to", str(tmp_path / "stick"), "--json").json["changed"] is True
    (file,) = (tmp_path / "stick").iterdir()
    answer = run("--home", str(tmp_path / "new"), "restore", str(file), "--yes")
    assert "The record is back, with its history." in answer.out
    assert run("--home", str(tmp_path / "new"), "today").out == run("today").out


def test_a_restore_is_shown_first_and_asked_about(run):
    run("note", "before")
    run("backup")
    run("note", "since")
    said = run("restore", "newest")
    assert said.code == 9
    assert "1 goes (into the history)" in said.out
    assert "2026-11-22  since" in said.out
    assert len(run("today", "--json").json["notes"]) == 2
    answer = run("restore", "newest", "--yes", "--json").json
    assert (answer["restored"], answer["began"]) == (True, False)
    assert len(run("today", "--json").json["notes"]) == 1
    assert run("undo").code == 9
    assert run("undo", "--yes").out == "Taken back: bringing a backup back: the record is as it was before.\n"
    assert len(run("today", "--json").json["notes"]) == 2
    assert "nothing would change" in run("restore", run("backup", "--json").json["backup"]["name"]).out


def test_on_a_new_machine_the_record_is_called_as_it_was(run, tmp_path):
    run("client", "add", "Ben K.")
    run("--client", "ben-k", "backup")
    file = run("--client", "ben-k", "backup", "list", "--json").json["backups"][0]["file"]
    there = ("--home", str(tmp_path / "new"))
    assert run(*there, "restore", file, "--yes", "--json").json["client"] == "ben-k"
    said = run("--client", "me", "restore", file)
    assert "Ben K." in said.err, "it is another client's"


def test_what_is_no_backup_is_said(run, tmp_path):
    assert run("restore", "nothing").code == 3
    (tmp_path / "x.zip").write_text("no zip")
    said = run("restore", str(tmp_path / "x.zip"))
    assert (said.code, said.out) == (11, "")
    assert "is no backup of aftercare" in said.err


def test_verify_ends_with_eleven_where_something_is_wrong(run, care):
    said = run("verify")
    assert said.code == 0
    assert "All of it is whole." in said.out
    log = care.folder.log(care._record.files()[0])
    log.write_bytes(log.read_bytes().replace(b"Calming", b"Charming", 1))
    said = run("verify")
    assert said.code == 11
    assert "checksum does not fit" in said.out
    assert run("verify", "--json").json["problems"][0]["where"] == str(log)


def test_out_and_in_again(run, tmp_path):
    run("note", "calm")
    out = str(tmp_path / "out")
    assert "It is not encrypted" in run("export", out).out
    assert run("export", out).code == 2
    assert run("export", out, "--force", "--json").json["counts"]["entries"] == 1
    there = ("--home", str(tmp_path / "there"))
    said = run(*there, "import", out)
    assert said.code == 9
    assert "taking the file in begins it" in said.out
    assert run(*there, "import", out, "--yes", "--json").json["imported"] is True
    assert run(*there, "today").out == run("today").out
    assert "0 new, " in run(*there, "import", out).out
    run(*there, "note", "--edit", "1", "not calm")
    assert "1 that were so here once and have changed since" in run(*there, "import", out).out


def test_what_differs_is_named_and_stays(run, tmp_path):
    run("note", "calm")
    file = tmp_path / "out.jsonl"
    run("export", str(file))
    file.write_text(file.read_text().replace('"text":"calm"', '"text":"from elsewhere"'))
    said = run("import", str(file))
    assert said.code == 0
    assert "text: here calm; file from elsewhere" in said.out
    assert run("import", str(file), "--theirs", "--yes").code == 0
    assert run("today", "--json").json["notes"][0]["text"] == "from elsewhere"


def test_a_diary_is_previewed_and_its_bad_rows_are_named(run, tmp_path):
    file = tmp_path / "diary.csv"
    file.write_text("Tag;Notizen;Rötung\n21.11.2026;ruhig;3\nnie;rot;\n", "utf-8")
    said = run("import", str(file), "--map", "date=Tag,text=Notizen,redness=Rötung")
    assert said.code == 9
    assert "line 2  Sat 21 Nov 2026" in said.out
    assert "redness 3" in said.out
    assert "line 3: “nie” is no day" in said.err
    assert "Left out" not in said.out
    found = run("import", str(file), "--yes")
    assert found.code == 0
    assert "Left out: “Rötung”." in found.out, "what is not read is not left out in silence"
    assert run("import", str(file), "--map", "date=Day").code == 2
    file.write_text("Tag;What\n03/04/2026;x\n", "utf-8")
    assert "Say it with --map, such as" in run("import", str(file)).err
    assert "Say it with --days dmy or" in run("import", str(file), "--map", "date=Tag,text=What").err
    assert run("import", str(tmp_path / "nowhere.csv")).code == 3


def test_erase_asks_and_says_what_it_cannot_reach(run, own_home):
    run("note", "the secret of the lighthouse")
    run("note", "another")
    run("backup")
    said = run("erase", "1")
    assert said.code == 9
    assert "the secret of the lighthouse" in said.out
    assert "also in the backup me-" in said.out
    said = run("erase", "1", "--yes")
    assert said.code == 0
    assert "It still lies in:" in said.out
    assert [each["text"] for each in run("today", "--json").json["notes"]] == ["another"]
    left = [each for each in own_home.rglob("*") if each.is_file() and b"lighthouse" in each.read_bytes()]
    assert left == []
    assert run("erase", "7", "--yes").code == 3
    assert run("erase", "--yes").code == 2
    assert run("erase", "2026-11-000000000000", "--yes").code == 3


def test_erase_with_the_backups_leaves_it_nowhere(run, care, tmp_path):
    run("note", "the secret of the lighthouse")
    run("backup")
    answer = run("erase", "1", "--backups", "--yes", "--json").json
    assert len(answer["entries"][0]["backups_cleaned"]) == 1
    assert (
        run("--home", str(tmp_path / "new"), "restore", answer["entries"][0]["backups_cleaned"][0], "--yes").code == 0
    )
    files = [each for each in (tmp_path / "new").rglob("*") if each.is_file()]
    assert [each for each in files if b"lighthouse" in each.read_bytes()] == []


def test_a_command_hands_the_backup_of_the_day_over(own_home, stands, monkeypatch):
    monkeypatch.delenv(NOT_HERE)
    process = hand_over_daily(Wishes())
    assert process is not None
    assert process.wait(60) == 0
    (daily, _) = Care.open(Home.at(own_home)).keeping.backups()
    assert daily.reason == "daily"
