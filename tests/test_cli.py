"""The command as a user meets it: what it writes, what it prints, how it exits."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archived import archive as write_archive
from served import Reply, serve

PAGES = Path(__file__).parents[1] / "src" / "stemma" / "example" / "pages"
GOOD = PAGES / "northern-post.txt"


def stemma(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "stemma", *map(str, arguments)]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1773300000", **environment}
    return subprocess.run(command, input=stdin, capture_output=True, env=env, check=False, timeout=120)


def reasons(dossier: dict[str, Any]) -> dict[str, str]:
    return {Path(problem["input"]).name: problem["reason"] for problem in dossier["problems"]}


def test_a_dossier_is_a_page_and_its_json(tmp_path: Path) -> None:
    done = stemma("dossier", GOOD, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr.decode()
    dossier = json.loads((tmp_path / "out" / "dossier.json").read_bytes())
    assert (dossier["format"], dossier["version"], dossier["generated_at"]) == ("stemma/dossier", 1, "2026-03-12T07:20:00Z")
    assert "<!doctype html>" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")[:60].lower()
    assert "Calder Bay ferry disaster leaves three dead" in done.stdout.decode()


def test_order_and_repetition_change_no_byte(tmp_path: Path) -> None:
    pages = sorted(PAGES.iterdir())
    first = stemma("dossier", *pages, "--json", "-")
    again = stemma("dossier", *reversed(pages), "--json", "-", PYTHONHASHSEED="7")
    assert first.returncode == 0, first.stderr.decode()
    assert json.loads(first.stdout)["stories"]
    assert first.stdout == again.stdout


def test_the_dask_engine_gives_the_same_bytes() -> None:
    pages = sorted(PAGES.iterdir())[:3]
    local, dask = (stemma("dossier", *pages, "--json", "-", "--engine", engine) for engine in ("local", "dask"))
    assert dask.returncode == 0, dask.stderr.decode()
    assert local.stdout == dask.stdout


def test_json_lines_come_in_on_standard_input() -> None:
    text = "The mayor of Alva opened the new tide gate on Monday.\n\nShe said that it would hold for fifty years."
    lines = [
        json.dumps({"id": "alva-1", "outlet": "Alva Daily", "published": "2026-03-02", "title": "Tide gate opens", "text": text}),
        "{no",
    ]
    done = stemma("dossier", "-", "--json", "-", stdin="\n".join(lines).encode())
    dossier = json.loads(done.stdout)
    (report,) = dossier["reports"]
    assert (report["location"], report["outlet"]["name"], report["title"]) == ("alva-1", "Alva Daily", "Tide gate opens")
    assert report["published"]["edtf"] == "2026-03-02"
    assert report["published"]["rule"] == "input"
    assert reasons(dossier) == {"-#2": "broken_line"}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    shutil.copy(GOOD, folder / "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "latin.txt").write_bytes(
        "Der Bürgermeister öffnete am Montag die Schleuse von Alva. Über fünfzig Gäste kamen.".encode("cp1252")
    )
    (folder / "long.txt").write_bytes(b"word " * 6_000_000)
    (folder / "cut.html").write_bytes((PAGES / "meridian-agency.html").read_bytes()[:1500] + b"<p clas")
    (folder / "lines.jsonl").write_bytes(b'{"id": "ok", "text": "The port of Alva closed at dawn. Nobody was hurt."}\n{"id": 3, "text": \n')
    (folder / "nothing").mkdir()
    return folder


def test_broken_input_is_named_and_the_rest_is_done(broken: Path) -> None:
    done = stemma("dossier", broken, broken / "nothing", "--json", "-")
    assert done.returncode == 0, done.stderr.decode()
    dossier = json.loads(done.stdout)
    found = reasons(dossier)
    assert found["empty.txt"] == "empty"
    assert found["binary.txt"] == "not_text"
    assert found["long.txt"] == "too_large"
    assert found["lines.jsonl#2"] == "broken_line"
    assert found["nothing"] == "no_pages"
    assert found["cut.html"] == "truncated"
    located = {Path(report["location"]).name: report for report in dossier["reports"]}
    assert {"good.txt", "latin.txt", "cut.html", "ok"} == set(located)
    assert "Bürgermeister öffnete" in located["latin.txt"]["text"]
    assert all(problem["detail"] and "\n" not in problem["detail"] for problem in dossier["problems"])


def test_addresses_feeds_and_archives_come_into_one_dossier(tmp_path: Path) -> None:
    lead = "Three sailors were hurt when the mole of Alva gave way on Sunday, the harbour master said."
    story = f"<p>{lead}</p><p>{'The port was closed at dawn and the ferries to Kestrel stay where they are. ' * 6}</p>"
    page = (
        f"<!doctype html><html><head><title>Mole of Alva gives way</title></head><body><h1>Mole of Alva gives way</h1>{story}</body></html>"
    )
    with serve() as site:
        address = f"{site.root}/storm"
        site.routes["/storm"] = Reply(page.replace("Three", "Five").encode())
        site.routes["/feed"] = Reply(
            f"<rss version='2.0'><channel><item><link>{address}</link><description>Mole.</description></item></channel></rss>".encode(),
            headers={"Content-Type": "application/rss+xml"},
        )
        archive, _ = write_archive(
            {"url": address, "body": page.encode(), "date": "2026-03-01T10:00:00Z"}, {"url": address, "status": "404 Not Found"}
        )
        (tmp_path / "crawl.warc.gz").write_bytes(archive)
        (tmp_path / "local.toml").write_text("[fetch]\nallow_private = true\ndelay_s = 0\n", encoding="utf-8")
        inputs: list[str | Path] = [tmp_path / "crawl.warc.gz", f"{site.root}/feed", f"{site.root}/gone"]
        options: list[str | Path] = [
            "--json",
            "-",
            "--config",
            tmp_path / "local.toml",
            "--cache",
            tmp_path / "cache",
            "--work",
            tmp_path / "work",
        ]
        done = stemma("dossier", *inputs, *options)
        again = stemma("dossier", *reversed(inputs), *options)
    assert done.returncode == 0, done.stderr.decode()
    dossier = json.loads(done.stdout)
    (report,) = dossier["reports"]
    assert (report["url"], report["captured"], report["extent"]) == (address, "2026-03-12T07:20:00Z", "whole")
    assert "Five sailors" in report["text"]
    (version,) = report["versions"]
    assert (version["location"], version["captured"]) == (f"{tmp_path / 'crawl.warc.gz'}#{address}", "2026-03-01T10:00:00Z")
    (change,) = version["changes"]
    assert (change["kind"], change["old"], change["new"]) == ("changed", lead, lead.replace("Three", "Five"))
    assert sorted(problem["reason"] for problem in dossier["problems"] if problem["stage"] in ("fetch", "collate")) == [
        "older_version",
        "passed_over",
        "unreachable",
    ]
    assert len(dossier["stories"]) == 1
    assert again.stdout == done.stdout


def test_an_input_set_aside_can_fail_the_call(broken: Path) -> None:
    assert stemma("dossier", broken, "--json", os.devnull, "--fail-on-problem").returncode == 3
    assert stemma("dossier", broken / "good.txt", "--json", os.devnull, "--fail-on-problem").returncode == 0


def test_a_wrong_call_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[clean]\nmagic = 3\n", encoding="utf-8")
    for arguments in (
        ["dossier", "nowhere.txt"],
        ["dossier", GOOD, "--engine", "spark"],
        ["dossier", GOOD, "--config", tmp_path / "bad.toml"],
    ):
        done = stemma(*arguments)
        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1, done.stderr.decode()


def test_a_full_disk_is_the_world_failing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = stemma("dossier", GOOD, "--out", tmp_path / "file" / "out")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("stemma: cannot write the dossier")


def test_show_prints_a_case_that_can_be_read_again(tmp_path: Path) -> None:
    from stemma.evaluation.notation import format_case, parse_case

    assert stemma("dossier", PAGES, "--out", tmp_path).returncode == 0
    printed = stemma("show", tmp_path).stdout.decode()
    assert "== northern-post  " in printed
    assert format_case(parse_case(printed)) == printed
