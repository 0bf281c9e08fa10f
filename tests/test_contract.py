"""Every dossier keeps the contract: its fields and their kinds, spans inside the text, ids that lead somewhere, counts that add up."""

import re
from pathlib import Path
from typing import Any

import pytest

import stemma
from stemma.views.dossier import to_plain

EXAMPLE = Path(stemma.__file__).parent / "example" / "pages"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

BLOCKS = set("title subtitle byline date body heading list caption quote teaser notice credit chrome".split())
DISCLOSURES = set("ai_image ai_text ai_translation translation wire credit correction sponsored press_release".split())
STATUS = set("planned ongoing happened cancelled hypothetical opinion".split())
CERTAINTY = set("stated reported likely possible doubtful".split())
CONFLICTS = set("date number place name attribution quote status polarity".split())
DERIVATIONS = set("copies rewrites translates cites shares_wire".split())
STANDINGS = set("corroborated attributed single_source uncorroborated disputed".split())
MOMENT = (
    r"-?\d{4}(?:-(?:\d\d|XX)(?:-(?:\d\d|XX)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?[~?%]?|\d{3}X|\d{2}XX|-?\d{4}-[2-4]\d[~?%]?"
)
EDTF = re.compile(rf"(?:{MOMENT}|\.\.)(?:/(?:{MOMENT}|\.\.)?)?")

Plain = dict[str, Any]


@pytest.fixture(scope="module", params=["example", pytest.param("seeds", marks=pytest.mark.shared)])
def dossier(request: pytest.FixtureRequest) -> Plain:
    if request.param == "seeds" and not SEEDS.is_dir():
        pytest.skip("the third-party seed pages are not beside the repository")
    return to_plain(stemma.read(str(EXAMPLE if request.param == "example" else SEEDS)))


def spans_of(value: Any, report: str | None = None) -> list[tuple[str, int, int]]:
    """Every (report id, start, end) anywhere below ``value``."""
    if isinstance(value, list):
        return [span for item in value for span in spans_of(item, report)]
    if not isinstance(value, dict):
        return []
    report = value["report"] if isinstance(value.get("report"), str) else report
    here = []
    if report is not None and isinstance(value.get("start"), int):
        here = [(report, value["start"], value["end"])]
    return here + [span for item in value.values() for span in spans_of(item, report)]


def test_the_frame(dossier: Plain) -> None:
    assert (dossier["format"], dossier["version"]) == ("stemma/dossier", 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", dossier["generated_at"])
    assert set(dossier["generator"]) >= {"stemma", "models", "config"}
    assert [report["id"] for report in dossier["reports"]] == sorted(report["id"] for report in dossier["reports"])
    sizes = [len(story["reports"]) for story in dossier["stories"]]
    assert sizes == sorted(sizes, reverse=True)
    for problem in dossier["problems"]:
        assert set(problem) >= {"stage", "input", "reason", "detail"}


def test_blocks_tile_the_text(dossier: Plain) -> None:
    for report in dossier["reports"]:
        text, covered = report["text"], 0
        for block in report["blocks"]:
            assert block["kind"] in BLOCKS
            assert covered <= block["start"] < block["end"] <= len(text)
            assert not text[covered : block["start"]].strip(), "text outside every block"
            covered = block["end"]
        assert not text[covered:].strip()


def test_reports_show_their_evidence(dossier: Plain) -> None:
    for report in dossier["reports"]:
        for disclosure in report["disclosures"]:
            assert disclosure["kind"] in DISCLOSURES
            assert report["text"][disclosure["start"] : disclosure["end"]].strip()
        for date in (report["published"], report["updated"]):
            if date:
                assert EDTF.fullmatch(date["edtf"]), date
                assert date["rule"]
                assert (date["start"] is None) == (date["end"] is None)


def test_every_span_lies_in_its_report(dossier: Plain) -> None:
    texts = {report["id"]: report["text"] for report in dossier["reports"]}
    for story in dossier["stories"]:
        for part in ("entities", "quotes", "statements", "conflicts", "brief"):
            for report, start, end in spans_of(story[part]):
                assert 0 <= start < end <= len(texts[report])
        for statement in story["statements"]:
            assert texts[statement["report"]][statement["start"] : statement["end"]] == statement["text"]
        for quote in story["quotes"]:
            assert quote["text"] in texts[quote["report"]][quote["start"] : quote["end"]]
        for entry in story["timeline"]:
            assert entry["citations"]
            assert EDTF.fullmatch(entry["when"]["edtf"]), entry["when"]


def test_ids_lead_somewhere(dossier: Plain) -> None:
    for story in dossier["stories"]:
        reports = set(story["reports"])
        known = {part: {item["id"] for item in story[part]} for part in ("entities", "quotes", "statements", "claims", "conflicts")}
        assert all(len(known[part]) == len(story[part]) for part in known)
        for statement in story["statements"]:
            links = {link["entity"] for link in statement["attribution"]} | set(statement["places"])
            event = statement["event"] or {}
            links |= {event.get("actor"), event.get("recipient"), event.get("place")}
            assert links - {None} <= known["entities"]
            assert statement["report"] in reports
        for claim in story["claims"]:
            assert set(claim["statements"]) <= known["statements"]
            assert set(claim["reports"]) <= reports
            assert {origin["entity"] for origin in claim["origins"]} - {None} <= known["entities"]
        for conflict in story["conflicts"]:
            assert set(conflict["claims"]) <= known["claims"]
            for value in conflict["values"]:
                assert set(value["statements"]) <= known["statements"]
        for derivation in story["derivations"]:
            assert derivation["report"] in reports
            assert derivation["source"] in reports | {None}
            assert derivation["source"] or derivation["source_name"]
            assert {addition["statement"] for addition in derivation["additions"]} <= known["statements"]
            assert {quote for altered in derivation["altered_quotes"] for quote in altered.values()} <= known["quotes"]
        lines = [line for part in ("known", "disputed", "single_source") for line in story["brief"][part]]
        assert {line["claim"] for line in lines} | {entry["claim"] for entry in story["timeline"]} <= known["claims"]


def test_every_report_is_in_one_story(dossier: Plain) -> None:
    told = [report for story in dossier["stories"] for report in story["reports"]]
    assert sorted(told) == [report["id"] for report in dossier["reports"]]
    story_of = {report: story["id"] for story in dossier["stories"] for report in story["reports"]}
    assert {report["id"]: report["story"] for report in dossier["reports"]} == story_of


def test_words_of_closed_lists(dossier: Plain) -> None:
    for story in dossier["stories"]:
        for statement in story["statements"]:
            assert statement["status"] in STATUS
            assert statement["polarity"] in {"affirmed", "denied"}
            assert statement["certainty"] in CERTAINTY
            assert all(EDTF.fullmatch(time["edtf"]) for time in statement["times"])
        for conflict in story["conflicts"]:
            assert conflict["kind"] in CONFLICTS
            assert conflict["relation"] in {"contradicts", "supersedes", "refines"}
            assert len(conflict["values"]) >= 2
            assert conflict["explanation"]
        for derivation in story["derivations"]:
            assert derivation["kind"] in DERIVATIONS
            assert 0 <= derivation["coverage"] <= 1


def test_support_is_counted_soberly(dossier: Plain) -> None:
    for story in dossier["stories"]:
        contested = {claim for conflict in story["conflicts"] if conflict["relation"] == "contradicts" for claim in conflict["claims"]}
        for claim in story["claims"]:
            independent = claim["independent"]
            counted = [origin for origin in claim["origins"] if origin["kind"] != "derived"]
            assert 1 <= independent["least"] <= independent["most"] <= max(1, len(counted))
            assert claim["standing"] in STANDINGS
            assert 1 <= claim["credibility"] <= 6
            if claim["standing"] == "corroborated":
                assert independent["least"] >= 2
                assert claim["id"] not in contested


def test_derivation_is_acyclic(dossier: Plain) -> None:
    for story in dossier["stories"]:
        edges = [(derivation["report"], derivation["source"]) for derivation in story["derivations"] if derivation["source"]]
        remaining = {report for edge in edges for report in edge}
        while remaining:
            leaves = {report for report in remaining if not any(end == report and start in remaining for start, end in edges)}
            assert leaves, "a cycle of derivations"
            remaining -= leaves


def test_events_show_their_words_and_lead_to_what_tells_of_them(dossier: Plain) -> None:
    texts = {report["id"]: report["text"] for report in dossier["reports"]}
    for story in dossier["stories"]:
        entities = {entity["id"] for entity in story["entities"]}
        statements, claims = ({one["id"] for one in story[key]} for key in ("statements", "claims"))
        mentions = [mention for event in story["events"] for mention in event["mentions"]]
        assert len({(one["report"], one["start"]) for one in mentions}) == len(mentions), "a word in two events"
        assert len({event["id"] for event in story["events"]}) == len(story["events"])
        for mention in mentions:
            assert mention["report"] in story["reports"]
            assert texts[mention["report"]][mention["start"] : mention["end"]] == mention["text"]
        for event in story["events"]:
            assert event["mentions"]
            assert {*event["participants"], *([event["place"]] if event["place"] else [])} <= entities
            assert set(event["statements"]) <= statements
            assert set(event["claims"]) <= claims
            assert event["when"] is None or EDTF.fullmatch(event["when"])
