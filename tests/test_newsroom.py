"""The newsroom benchmark: its stories agree with themselves, and its scorer counts what it says it counts."""

import json
from pathlib import Path
from typing import Any

import pytest
from bench.quality.newsroom.baselines import BASELINES
from bench.quality.newsroom.check import disagreements
from bench.quality.newsroom.match import lay_over
from bench.quality.newsroom.readers import ANSWERS, as_dossier
from bench.quality.newsroom.score import score_story
from bench.quality.newsroom.sheet import SPLITS, Sheet, read_sheet, story_folders
from bench.quality.newsroom.tally import Tally, add_up, interval

SHEET = """
title = "Mill fire"
walk = "fire"
truth = "The mill at Alva burned. The fire chief told the wire that two people died; the Daily copied it and made it nine."
[[origin]]
id = "chief"
name = "Nora Vik"
kind = "named"
[[origin]]
id = "daily"
name = "Alva Daily"
kind = "own_voice"
[[fact]]
id = "burned"
text = "The mill at Alva burned down"
when = "2026-03-01"
key = true
[[fact]]
id = "dead-2"
text = "Two people died"
key = true
[[fact]]
id = "dead-9"
text = "Nine people died"
true = false
[[report]]
id = "wire"
file = "wire.txt"
outlet = "Skarn Wire"
published = "2026-03-01T09:00+00:00"
kind = "own"
says = [
  { fact = "burned", words = "The old mill at Alva burned down on Sunday", via = [], origin = "chief" },
  { fact = "dead-2", words = "Two people died", via = ["chief"], origin = "chief" },
]
[[report]]
id = "daily"
file = "daily.html"
outlet = "Alva Daily"
published = "2026-03-01T12:00+00:00"
kind = "rewrite"
says = [
  { fact = "burned", words = "the old mill went up in flames", via = [], origin = "chief" },
  { fact = "dead-9", words = "Nine people died", via = [], origin = "daily" },
]
[[report.from]]
report = "wire"
kind = "rewrites"
credited = false
SECOND
[[conflict]]
kind = "number"
relation = "contradicts"
about = "how many died"
sides = [ { value = "two", says = ["wire:dead-2"] }, { value = "nine", says = ["daily:dead-9"] } ]
[[altered_quote]]
report = "daily"
words = "It was over in an hour"
source = "wire"
source_words = "It was over within the hour"
[[entity]]
name = "Nora Vik"
type = "person"
aliases = ["Vik"]
[[timeline]]
when = "2026-03-01"
fact = "burned"
"""
SECOND = "\n".join(
    f'[[report]]\nid = "other-{number}"\nfile = "wire.txt"\noutlet = "Other {number}"\npublished = "2026-03-0{number}"\nkind = "own"\n'
    f'group = "other-{number}"'
    for number in (4, 5, 6, 7)
)
WIRE = (
    "Skarn Wire\n\nThe old mill at  Alva burned\ndown on Sunday. Two people died, fire chief Nora Vik said."
    " “It was over within the hour,” Vik said.\n"
)
DAILY = (
    "<html><head><title>x</title></head><body><nav>Home</nav><p>On Sunday the old mill went up in <b>flames</b>.</p>"
    "<p>Nine people died. “It was over in an hour,” Nora Vik said.</p></body></html>"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    folder = tmp_path / "mill-fire"
    folder.mkdir()
    (folder / "sheet.toml").write_text(SHEET.replace("SECOND", SECOND), encoding="utf-8")
    (folder / "wire.txt").write_text(WIRE, encoding="utf-8")
    (folder / "daily.html").write_text(DAILY, encoding="utf-8")
    return read_sheet(folder)


def place(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def dossier() -> dict[str, Any]:
    """What a good program makes of the two pages, with one false edge of a third kind left out."""
    daily = "On Sunday the old mill went up in flames.\nNine people died. “It was over in an hour,” Nora Vik said."
    texts = {"r1": WIRE, "r2": daily}

    def statement(name: str, report: str, words: str) -> dict[str, Any]:
        return {"id": name, "report": report, **place(texts[report], words)}

    statements = [
        statement("s1", "r1", "The old mill at  Alva burned\ndown on Sunday"),
        statement("s2", "r1", "Two people died"),
        statement("s3", "r2", "the old mill went up in flames"),
        statement("s4", "r2", "Nine people died"),
    ]
    quotes = [
        {"id": "q1", "report": "r1", **place(WIRE, "“It was over within the hour,”")},
        {"id": "q2", "report": "r2", **place(daily, "“It was over in an hour,”")},
    ]

    def claim(name: str, ids: list[str], reports: list[str], least: int, most: int) -> dict[str, Any]:
        return {"id": name, "statements": ids, "reports": reports, "independent": {"least": least, "most": most, "why": []}}

    derivation = {
        "report": "r2",
        "source": "r1",
        "source_name": None,
        "kind": "rewrites",
        "direction": {"from": "r1", "why": "earlier"},
        "additions": [{"statement": "s4"}],
        "altered_quotes": [{"quote": "q2", "source_quote": "q1"}],
    }
    conflict = {
        "kind": "number",
        "relation": "contradicts",
        "values": [{"value": "two", "statements": ["s2"], "citations": []}, {"value": "nine", "statements": ["s4"], "citations": []}],
    }
    story = {
        "id": "st",
        "reports": ["r1", "r2"],
        "statements": statements,
        "quotes": quotes,
        "claims": [claim("c1", ["s1", "s3"], ["r1", "r2"], 1, 2), claim("c2", ["s2"], ["r1"], 2, 2), claim("c3", ["s4"], ["r2"], 1, 1)],
        "conflicts": [conflict],
        "derivations": [derivation],
        "entities": [{"name": "Nora Vik", "aliases": ["Vik"], "mentions": []}],
        "timeline": [{"claim": "c1", "when": {"edtf": "2026-03-01"}}],
    }
    base: dict[str, Any] = {"title": "Fire", "published": {"edtf": "2026-03-01"}, "blocks": [], "outlet": None, "story": "st"}
    reports = [{"id": "r1", "location": "wire.txt", "text": WIRE, **base}, {"id": "r2", "location": "daily.html", "text": daily, **base}]
    return {"reports": reports, "stories": [story]}


def test_every_story_agrees_with_its_pages() -> None:
    folders = [folder for split in SPLITS for folder in story_folders(split)]
    assert len(folders) >= 24
    assert [line for folder in folders for line in disagreements(read_sheet(folder))] == []


def test_a_sheet_that_lies_is_caught(sheet: Sheet) -> None:
    lies = (
        SHEET.replace("SECOND", SECOND)
        .replace('Two people died",', 'Three people died",')
        .replace('report = "wire"\nkind', 'report = "wires"\nkind')
    )
    (sheet.folder / "sheet.toml").write_text(lies, encoding="utf-8")
    found = list(disagreements(read_sheet(sheet.folder)))
    assert any("not on the page: Three people died" in line for line in found)
    assert any("unknown report wires" in line for line in found)


def test_who_is_quoted_is_an_origin_and_no_text_to_draw_on(sheet: Sheet) -> None:
    quoted = SHEET.replace("SECOND", SECOND).replace(
        '[[report]]\nid = "daily"', '[[report.from]]\nname = "Nora Vik"\nkind = "cites"\n[[report]]\nid = "daily"'
    )
    (sheet.folder / "sheet.toml").write_text(quoted, encoding="utf-8")
    assert list(disagreements(read_sheet(sheet.folder))) == ["wire cannot draw on Nora Vik: who is quoted is an origin, not a text"]


def test_reports_may_not_draw_on_each_other_in_a_circle(sheet: Sheet) -> None:
    circle = SHEET.replace("SECOND", SECOND).replace(
        '[[report]]\nid = "daily"', '[[report.from]]\nreport = "daily"\nkind = "cites"\n[[report]]\nid = "daily"'
    )
    (sheet.folder / "sheet.toml").write_text(circle, encoding="utf-8")
    assert any("circle" in line for line in disagreements(read_sheet(sheet.folder)))


def test_what_a_good_dossier_scores(sheet: Sheet) -> None:
    scored = score_story(lay_over(sheet, dossier()))
    for measure in ("edges", "conflicts", "altered quotes", "additions"):
        assert (scored[measure].precision, scored[measure].recall) == (1.0, 1.0), measure
    assert scored["direction right of those decided"].precision == 1.0
    assert scored["claim support"].f1 == 1.0
    assert (scored["origins: interval hit"].sound, scored["origins: invented independence"].sound) == (1, 1)
    assert scored["aliases joined"].precision == scored["timeline: moments on their day"].precision == 1.0


def test_faults_are_counted(sheet: Sheet) -> None:
    wrong = dossier()
    story = wrong["stories"][0]
    story["derivations"][0]["direction"]["from"] = "r2"
    story["derivations"][0]["additions"] = [{"statement": "s3"}]
    story["conflicts"][0]["kind"] = "date"
    story["claims"][0]["statements"] = ["s1"]
    scored = score_story(lay_over(sheet, wrong))
    assert scored["direction right of those decided"].precision == 0.0
    assert (scored["additions"].precision, scored["additions"].recall) == (0.0, 0.0)
    assert scored["conflicts"].recall == 0.0
    assert scored["claim support"].recall == pytest.approx(2 / 3)


def test_plain_ways_of_counting_are_scored_alike(sheet: Sheet) -> None:
    for name, recount in BASELINES.items():
        scored = score_story(lay_over(sheet, recount(dossier())))
        assert scored["origins: width of the interval"].sound == 0, name
        assert scored["edges"].said <= 1, name


def test_an_empty_dossier_finds_nothing(sheet: Sheet) -> None:
    scored = score_story(lay_over(sheet, {"reports": [], "stories": []}))
    assert scored["conflicts"].f1 == 0.0
    assert scored["edges"].said == 0


def test_tallies_add_up_and_have_intervals() -> None:
    stories = [{"edges": Tally(1, 2, 1, 1)}, {"edges": Tally(3, 4, 3, 6)}]
    total = add_up(stories)["edges"]
    assert (total.precision, total.recall) == (4 / 6, 4 / 7)
    low, high = interval(stories, "edges", lambda tally: tally.precision) or (2.0, -1.0)
    assert low <= 4 / 6 <= high


def test_a_readers_answer_is_scored_as_a_program_is() -> None:
    (sheet,) = [read_sheet(folder) for folder in story_folders("dev") if folder.name == "mweteni-flour-verdict"]
    answer = json.loads((ANSWERS / "mweteni-flour-verdict.json").read_text(encoding="utf-8"))
    figures = score_story(lay_over(sheet, as_dossier(sheet, answer)))
    assert figures["edges"].sound == figures["edges"].said > 5
    assert 0 < figures["conflicts"].found <= figures["conflicts"].wanted
    unsure = {part: [{**one, "sure": 0.1} for one in told] for part, told in answer.items()}
    assert score_story(lay_over(sheet, as_dossier(sheet, unsure)))["edges"].said == 0, "what the reader is not sure of is not said"
