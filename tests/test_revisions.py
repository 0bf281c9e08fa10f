"""Earlier versions of a report on the page and in the JSON."""

import json
from dataclasses import replace

from lxml import html

from dossier_fixture import dossier
from dossier_pages import HOSTILE_WORDS
from stemma.records import Date
from stemma.stages.collate import TextChange, Version
from stemma.views.dossier import page, to_json


def versions() -> tuple[Version, ...]:
    report = next(one for one in dossier().reports if one.id == "rep-strike")
    block = next(one for one in report.blocks if one.kind == "body")
    new = report.text[block.start : block.end]
    old = f"It was otherwise {HOSTILE_WORDS}."
    quiet = Version(
        id="r-older", report=report.id, location=f"old/{HOSTILE_WORDS}.html", sha256="0", captured="2031-03-01T08:00:00Z", published=None,
        updated=Date(edtf="2031-03-01", precision="day", start=None, end=None, rule="meta"), order="captured", is_announced=False, text=old,
        changes=(
            TextChange(kind="changed", old_start=0, old_end=len(old), old=old, start=block.start, end=block.end, new=new),
            TextChange(kind="removed", old_start=0, old_end=len(old), old=old, start=None, end=None, new=None),
        ),
    )  # fmt: skip
    return quiet, replace(quiet, id="r-oldest", changes=(), order="undecided")


def test_the_page_shows_what_changed_without_a_notice() -> None:
    drawn = page(replace(dossier(), versions=versions()))
    tree = html.fromstring(drawn)
    (section,) = tree.xpath("//details[contains(@class, 'version') and contains(@class, 'quiet')]")
    assert "captured 1 March 2031, 08:00 UTC: 2 sentences differ, without a correction notice" in " ".join(section.text_content().split())
    assert section.xpath(".//del")
    assert section.xpath(".//ins")
    ids = set(tree.xpath("//@id"))
    assert all(link[1:] in ids for link in tree.xpath("//a/@href") if link.startswith("#"))
    (note,) = tree.xpath("//p[@class='quiet-note']")
    assert note.xpath("a/@href") == [f"#{section.get('id')}"]
    assert "the same article" in drawn
    assert drawn == page(replace(dossier(), versions=versions()))
    assert not tree.xpath("//details[contains(@class, 'version')]//script | //details[contains(@class, 'version')]//img")


def test_a_page_without_versions_says_nothing_of_them() -> None:
    assert "Earlier versions" not in page(dossier())
    assert "quiet-note" not in page(dossier()).partition("</style>")[2]


def test_the_json_lists_versions_with_their_report() -> None:
    plain = json.loads(to_json(replace(dossier(), versions=versions())))
    listed = {report["id"]: report["versions"] for report in plain["reports"]}
    assert [version["id"] for version in listed["rep-strike"]] == ["r-older", "r-oldest"]
    assert all(not found for report, found in listed.items() if report != "rep-strike")
    change = listed["rep-strike"][0]["changes"][0]
    text = next(report["text"] for report in plain["reports"] if report["id"] == "rep-strike")
    assert text[change["start"] : change["end"]] == change["new"]
    assert listed["rep-strike"][0]["text"][change["old_start"] : change["old_end"]] == change["old"]
