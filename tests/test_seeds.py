"""Five real pages beside the repository: what a careful reader finds in them."""

from pathlib import Path
from typing import Any

import pytest

import stemma
from stemma.views.dossier import to_plain

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the third-party seed pages are not beside the repository"),
]

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def dossier() -> Plain:
    return to_plain(stemma.read(str(SEEDS)))


@pytest.fixture(scope="module")
def story(dossier: Plain) -> Plain:
    assert [len(story["reports"]) for story in dossier["stories"]] == [5], "five reports, one story"
    return dict(dossier["stories"][0])


@pytest.fixture(scope="module")
def pages(dossier: Plain) -> dict[str, Plain]:
    return {Path(report["location"]).stem: report for report in dossier["reports"]}


def words(report: Plain, *kinds: str) -> str:
    return "\n".join(report["text"][block["start"] : block["end"]] for block in report["blocks"] if block["kind"] in kinds)


def test_titles_dates_bylines(pages: dict[str, Plain]) -> None:
    assert (pages["000"]["title"] or "").endswith("departs for Russia and Belarus")
    assert (pages["001"]["title"] or "").endswith("Trump-Kim meeting")
    assert pages["002"]["title"] is None
    assert (pages["003"]["title"] or "").startswith("North Korean Foreign Minister Embarks")
    assert (pages["004"]["title"] or "").endswith("Deepening Strategic Ties")
    assert pages["001"]["published"]["edtf"] == "2025-10-26T17:17"
    assert pages["001"]["updated"]["edtf"] == "2025-10-26T18:33"
    assert [byline.upper() for byline in pages["001"]["bylines"]] == ["SHIM SEOK-YONG"]
    assert pages["003"]["bylines"] == ["James Carter"]
    assert {page["language"] for page in pages.values()} == {"en"}
    assert pages["002"]["outlet"]["name"] == "The Moscow Times"
    for name in ("000", "002", "003", "004"):
        published = pages[name]["published"]
        assert published is None or ".." in published["edtf"], "no page but 001 gives a date of publication"


def test_disclosures(pages: dict[str, Plain]) -> None:
    kinds = {name: [disclosure["kind"] for disclosure in page["disclosures"]] for name, page in pages.items()}
    assert set(kinds["000"]) == {"ai_image"}
    assert kinds["001"] == ["ai_translation"]
    assert kinds["002"] == kinds["003"] == []
    assert kinds["004"] == ["credit"]
    assert pages["004"]["disclosures"][0]["detail"] == "The Moscow Times"


def test_bodies_hold_the_article_and_nothing_else(pages: dict[str, Plain]) -> None:
    bodies = {name: words(page, "body", "list", "quote") for name, page in pages.items()}
    for name, last in {
        "000": "things can change",
        "001": "nothing to confirm",
        "002": "help in its war",
        "004": "influence in both capitals",
    }.items():
        assert last in bodies[name]
    for foreign in ("Rossiya Segodnya", "informasjonskapsler", "Incheon", "generert", "first in-person meeting"):
        assert foreign not in bodies["000"]
    for foreign in ("REUTERS/YONHAP", "bilingual reporter", "log in", "RODONG SINMUN]", "Published"):
        assert foreign not in bodies["001"]
    for foreign in ("Dear readers", "foreign agent", "support us", "Remind me"):
        assert foreign not in bodies["002"]
    for foreign in ("Akismet", "You may also like", "AdBlocker", "Home »"):
        assert foreign not in bodies["003"]
    for foreign in ("Leave a Comment", "Your email address", "Scroll to Top"):
        assert foreign not in bodies["004"]
    assert words(pages["001"], "caption").count("[") == 3
    assert "informasjonskapsler" in words(pages["000"], "chrome", "notice")
    assert "Dear readers" in words(pages["002"], "notice", "chrome")


def entity(story: Plain, name: str) -> Plain:
    (found,) = [entity for entity in story["entities"] if name in {entity["name"], *entity["aliases"]}]
    return dict(found)


def test_names_are_joined_and_kept_apart(story: Plain) -> None:
    minister = entity(story, "Choe Son-hui")
    assert entity(story, "Choe Son Hui")["id"] == entity(story, "Choe")["id"] == minister["id"]
    assert minister["type"] == "person"
    assert entity(story, "Kim Jong-un")["id"] == entity(story, "Kim Jong Un")["id"]
    assert entity(story, "Lim Eul-chul")["id"] != entity(story, "Kim Jong-un")["id"]
    assert not any("Kim" in name for name in entity(story, "Lim Eul-chul")["aliases"])
    assert entity(story, "KCNA")["id"] == entity(story, "Korean Central News Agency")["id"]
    lees = [person for person in story["entities"] if person["type"] == "person" and person["name"].startswith("Lee ")]
    assert len({person["id"] for person in lees}) == len(lees)
    assert all(not {"Lee Byong-chul", "Lee Jae-myung"} <= {person["name"], *person["aliases"]} for person in lees)


def test_from_sunday_to_tuesday_is_an_interval(story: Plain, pages: dict[str, Plain]) -> None:
    found = {
        time["edtf"]
        for statement in story["statements"]
        for time in statement["times"]
        if pages_text(pages, statement["report"])[time["start"] : time["end"]].lower() == "from sunday to tuesday"
    }
    assert found <= {"2025-10-26/2025-10-28"}
    all_times = {time["edtf"] for statement in story["statements"] for time in statement["times"]}
    assert "2025-10-26/2025-10-28" in all_times


def pages_text(pages: dict[str, Plain], report: str) -> str:
    return next(str(page["text"]) for page in pages.values() if page["id"] == report)


@pytest.mark.parametrize(
    ("page", "opening", "speaker"),
    [
        ("001", "By reaffirming the blood", "Lim Eul-chul"),
        ("001", "Kim likely fears", "Lim Eul-chul"),
        ("001", "North Korea seems to be", "Lee Byong-chul"),
        ("001", "Since Trump has already", "Lee Byong-chul"),
        ("001", "may have been a result", "Kyodo"),
        ("001", "some well-informed elites", "Kyodo"),
        ("002", "on a working visit", "Russian Foreign Ministry"),
        ("002", "on bilateral relations", "Russian Embassy"),
        ("002", "will visit the Russian Federation", "KCNA"),
        ("003", "at the invitation of the foreign", "KCNA"),
        ("004", "bilateral relations and", "Russian Foreign Ministry"),
        ("004", "North Korea and Russia are building", "Andrei Lankov"),
    ],
)
def test_who_said_it(story: Plain, pages: dict[str, Plain], page: str, opening: str, speaker: str) -> None:
    names = {found["id"]: {found["name"], *found["aliases"]} for found in story["entities"]}
    (quote,) = [quote for quote in story["quotes"] if quote["report"] == pages[page]["id"] and quote["text"].startswith(opening)]
    assert any(speaker in name for name in names[quote["speaker"]])


def test_estimates_and_intents_are_nobodys_words(story: Plain) -> None:
    (toll,) = [statement for statement in story["statements"] if "2,000" in statement["text"]]
    assert [link["source"] for link in toll["attribution"]] == ["estimates"], "the side that lost them did not give the number"
    (claim,) = [claim for claim in story["claims"] if toll["id"] in claim["statements"]]
    assert claim["standing"] == "single_source"
    assert "intent" not in {quote["speaker_text"] for quote in story["quotes"]}


def test_upstreams_are_origins(story: Plain) -> None:
    origins = {origin["name"] for claim in story["claims"] for origin in claim["origins"] if origin["kind"] == "named"}
    for wanted in (
        ("KCNA", "Korean Central News Agency"),
        ("Russian Foreign Ministry", "Russia's foreign ministry"),
        ("Russian Embassy",),
        ("Kyodo",),
    ):
        assert any(name in origin for name in wanted for origin in origins), wanted


def test_the_date_that_stands_alone_and_the_captions(story: Plain, pages: dict[str, Plain]) -> None:
    dates = [conflict for conflict in story["conflicts"] if conflict["kind"] == "date"]
    alone = [value for conflict in dates for value in conflict["values"] if value["reports"] == [pages["003"]["id"]]]
    assert alone, "003 alone dates the visit to the 23rd"
    against = [value["value"] for conflict in dates for value in conflict["values"] if any(other in conflict["values"] for other in alone)]
    assert any("Sunday" in value or "26" in value for value in against), "the others date it to Sunday the 26th"
    assert not any("2024" in value for value in against), "an earlier visit is no rival date"
    inside = [
        conflict for conflict in dates if {report for value in conflict["values"] for report in value["reports"]} == {pages["001"]["id"]}
    ]
    assert inside, "two captions of 001 give two dates"


def test_the_rewrite_and_what_it_changed(story: Plain, pages: dict[str, Plain]) -> None:
    source, rewrite = pages["002"]["id"], pages["004"]["id"]
    (edge,) = [edge for edge in story["derivations"] if (edge["report"], edge["source"]) == (rewrite, source)]
    assert edge["kind"] == "rewrites"
    assert edge["direction"]["from"] == source
    statements = {statement["id"]: statement["text"] for statement in story["statements"]}
    additions = "\n".join(statements[addition["statement"]] for addition in edge["additions"])
    for added in ("humanitarian support", "agricultural", "mutually beneficial alliance"):
        assert added in additions
    quotes = {quote["id"]: quote["text"] for quote in story["quotes"]}
    changed = [(quotes[pair["source_quote"]], quotes[pair["quote"]]) for pair in edge["altered_quotes"]]
    assert any("policy" in before and "issues" in after for before, after in changed)
