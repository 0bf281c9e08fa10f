"""A day that a page shows without its year, or in figures that can be read in two ways, is told by the other pages of its story."""

from collections.abc import Iterable, Sequence

import pytest

from stemma import pipeline
from stemma.adapters.engines import LocalEngine
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig, ClusterConfig, Config
from stemma.language.lexicon import Lexicons
from stemma.pipeline import read_page, settle_story
from stemma.problems import Outcome, Reason
from stemma.records import Capture, Group, Page, Report, Stated
from stemma.stages.clean import clean
from stemma.stages.settle import settle

BODY = (
    "The harbour of Alva was closed at dawn, the harbour master said. Ferries to Kestrel stay in port until the wind drops.\n\n"
    "Forty lorries wait on the mole. Drivers were given soup by the parish, and a bed in the school if they asked for one.\n"
)


def page(text: str, name: str = "page", published: str | None = None, captured: str | None = None) -> Capture:
    return Capture(location=f"{name}.txt", kind="text", content=text, sha256=name, stated=Stated(published=published), captured=captured)


def read(text: str, name: str = "page", published: str | None = None, captured: str | None = None) -> Report:
    outcome = clean(page(text, name, published, captured), config=CleanConfig(), lexicons=load_lexicons())
    return outcome.records[0]


def shown(head: str, body: str = BODY) -> list[tuple[int | None, int | None, int | None, int | None, str]]:
    report = read(f"{head}\n\n{body}")
    return [(one.year, one.month, one.day, one.weekday, one.clock) for one in report.possible_days]


def settled(text: str, *published: str, captured: str | None = None) -> str | None:
    others = [read(BODY, f"other {number}", day) for number, day in enumerate(published)]
    first, *_ = settle([read(text, captured=captured), *others]).records
    return first.published.edtf if first.published is not None else None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("THE ALVA LAMP\nWed 18th Feb\nHarbour shut as gale hits", (None, 2, 18, 3, "")),
        ("Alva Wave 91 FM\nSunday 24th May, 6.40pm\nHarbour shut as gale hits", (None, 5, 24, 7, "T18:40")),
        ("ALVA PRESS\n7. okt. 09:10\nHarbour shut as gale hits", (None, 10, 7, None, "T09:10")),
        ("ALVA FREE SHEET\nTue 15/9   price 1.10\nHarbour shut as gale hits", (None, 9, 15, 2, "")),
        ("Quay Notes\nMonday's five minutes | 27.4.\nHarbour shut as gale hits", (None, 4, 27, None, "")),
        ("ALVA WIRE\n09/10/2026 | Ports | Cargo\nHarbour shut as gale hits", (2026, 10, 9, None, "")),
        ("ALVA WIRE 240310Z MAY 26   HARBOURS\nHarbour shut as gale hits", (2026, 5, 24, None, "T03:10")),
        ("ALVA REPORT -- COAST -- 23-10-26 17:10\nHarbour shut as gale hits", (2026, 10, 23, None, "T17:10")),
        ("quay notes\nposted 5/8/26, 8:00 pm by ada\nHarbour shut as gale hits", (2026, 8, 5, None, "T20:00")),
        ("ALVA WIRE   members only\n06-09-26 0622CDT\nHarbour shut as gale hits", (2026, 9, 6, None, "")),
        ("ALVA WAVE\nWed 6 May, 1900hrs bulletin script\nHarbour shut as gale hits", (None, 5, 6, 3, "")),
        ("Alva at Breakfast\nWed 4 Feb. Good morning! Here are five things with your toast.\nHarbour shut", (None, 2, 4, 3, "")),
    ],
)
def test_a_head_shows_a_day_without_its_year(head: str, expected: tuple[int | None, int, int, int | None, str]) -> None:
    assert shown(head)[0] == expected


def test_a_dateline_shows_a_day_without_its_year() -> None:
    assert shown("ALVA PRESS AGENCY\nHarbour shut as gale hits", f"ALVA, May 5 (APA) - {BODY}") == [(None, 5, 5, None, "")]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("ALVA LAMP\nMatch report: Kestrel (away), 4 July", BODY),
        ("ALVA LAMP\nDeath announcements 7.05 & 12.05\nHarbour shut as gale hits", BODY),
        ("ALVA LAMP\nFrom the Kestrel Post of 21 August\nHarbour shut as gale hits", BODY),
        ("ALVA LAMP\nHarbour shut as gale hits", f"The gale came up on March 4 and blew for two days over the town. {BODY}"),
        ("ALVA LAMP\n1 March 2026\nHarbour shut as gale hits", BODY),
        ("ALVA WIRE 243310 MAY 26\nHarbour shut as gale hits", BODY),
        ("ALVA WIRE\nCases 12/03/26 of the harbour court, read by its clerk to us\nHarbour shut as gale hits", BODY),
        ("ALVA LAMP\nOn the fourth of the month, Wed 4 Feb. came and went, the mate says.\nHarbour shut as gale hits", BODY),
    ],
)
def test_other_days_are_not_the_pages_own(head: str, body: str) -> None:
    assert shown(head, body) == []


def test_the_story_tells_the_year() -> None:
    text = f"THE ALVA LAMP\nWed 18th Feb, 6.40pm\nHarbour shut as gale hits\n\n{BODY}"
    assert read(text).published is None
    assert settled(text, "2026-02-17", "2026-02-19") == "2026-02-18T18:40"
    assert settled(text) is None


def test_what_follows_from_the_story_says_so() -> None:
    first, _ = settle([read(f"THE ALVA LAMP\n18 Feb\nHarbour shut\n\n{BODY}"), read(BODY, "other", "2026-02-17")]).records
    assert first.published is not None
    assert (first.published.rule, first.text[first.published.start : first.published.end]) == ("story", "18 Feb")


def test_a_day_that_may_be_of_two_years_stays_open() -> None:
    text = f"THE ALVA LAMP\n18 February\nHarbour shut as gale hits\n\n{BODY}"
    assert settled(text, "2025-02-17", "2026-02-19") is None
    assert settled(text.replace("18 Feb", "Wednesday 18 Feb"), "2025-02-17", "2026-02-19") == "2026-02-18"


def test_a_day_far_from_the_story_or_against_its_weekday_stays_open() -> None:
    assert settled(f"THE ALVA LAMP\n18 February\nHarbour shut\n\n{BODY}", "2026-07-01") is None
    assert settled(f"THE ALVA LAMP\nWednesday 18 February\nHarbour shut\n\n{BODY}", "2026-07-01") == "2026-02-18"
    assert settled(f"THE ALVA LAMP\nMonday 18 February\nHarbour shut\n\n{BODY}", "2026-02-19") is None


def test_figures_are_read_as_the_story_lies() -> None:
    text = f"ALVA WIRE\n09/10/2026 | Ports | Cargo\nHarbour shut as gale hits\n\n{BODY}"
    assert settled(text, "2026-10-08") == "2026-10-09"
    assert settled(text, "2026-09-11") == "2026-09-10"
    assert settled(text, "2026-09-11", "2026-10-08") is None


def test_a_year_in_two_figures_is_read_as_the_story_lies() -> None:
    text = f"ALVA WIRE\n12/03/26 1600\nHarbour shut as gale hits\n\n{BODY}"
    assert settled(text, "2026-03-10") == "2026-03-12"
    assert settled(text, "2026-12-01") == "2026-12-03"
    assert settled(text, "2012-03-20") == "2012-03-26"


def test_a_day_is_not_after_the_page_was_received_nor_before_what_it_tells() -> None:
    text = f"THE ALVA LAMP\n18 February\nHarbour shut as gale hits\n\n{BODY}"
    assert settled(text, "2026-02-17", captured="2026-02-19") == "2026-02-18"
    assert settled(text, "2026-02-17", captured="2026-01-02") == "../2026-01-02"
    assert settled(f"{text} The mole was built anew in 2027.", "2026-02-17") == "2027/.."


def test_a_page_without_its_year_says_so() -> None:
    text = f"THE ALVA LAMP\n18 February\nHarbour shut as gale hits\n\n{BODY}"
    outcome = clean(page(text), config=CleanConfig(), lexicons=load_lexicons())
    (problem,) = outcome.problems
    assert (problem.reason, problem.detail) == (Reason.NO_DATE, "the page shows its day without the year; nothing on it bounds its date")


def test_yesterday_is_counted_from_the_day_that_the_story_told() -> None:
    lamp = f"THE ALVA LAMP\nWed 18th Feb\nHarbour shut as gale hits\n\nThe gale tore the roof off the market hall yesterday. {BODY}"
    pages = [read_page(page(lamp), config=Config()).records[0], read_page(page(BODY, "other", "2026-02-17"), config=Config()).records[0]]
    before = {pages[0].report.text[time.start : time.end]: time.edtf for time in pages[0].annotation.times}
    first, other = settle_story(pages).records
    after = {first.report.text[time.start : time.end]: time.edtf for time in first.annotation.times}
    assert (before["yesterday"], after["yesterday"]) == (None, "2026-02-17")
    assert other is pages[1]


def test_no_day_is_counted_from_one_that_was_settled() -> None:
    reports = [read(f"LAMP\n18 March\nHarbour shut\n\n{BODY}", "one"), read(f"LAMP\n29 April\nHarbour shut\n\n{BODY}", "two")]
    _, two, _ = settle([*reports, read(BODY, "other", "2026-02-20")]).records
    assert two.published is None


@pytest.mark.parametrize(
    ("head", "weekday"),
    [
        ("News in a Nutshell\nTUE | 9.15", 2),
        ("Alva Wave 91 FM\nMonday, five past six", 1),
        ("the mole blog\nposted Tues by ada\nHarbour shut", 2),
        ("ALVA LAMP\nUpdated 6:04 p.m. Wednesday\nHarbour shut", 3),
        ("ALVA LAMP\nAda Quist\nFriday 5:11PM\nHarbour shut", 5),
        ("ALVA LAMP\nThe harbour gives away tickets on Cyber Monday\nHarbour shut", None),
        ("ALVA LAMP\nUruguay in English, every Friday\nHarbour shut", None),
        ("THE ALVA SUN\nNews  Sport  Stars\nHarbour shut", None),
        ("ALVA LAMP\nFree posts on Saturdays\nHarbour shut", None),
        ("ALVA LAMP\nHarbour shut\nWe had the herring on the Saturday, says cook", None),
    ],
)
def test_a_head_shows_its_weekday_alone(head: str, weekday: int | None) -> None:
    assert [day for _, _, _, day, _ in shown(head)] == [weekday] * (weekday is not None)


def test_an_hour_behind_a_weekday_is_no_day_of_the_month() -> None:
    assert shown("ALVA LAMP\nFriday 5:11PM\nHarbour shut") == [(None, None, None, 5, "T17:11")]


def test_a_weekday_is_the_only_one_of_the_story() -> None:
    text = f"Alva Wave 91 FM\nWednesday, five past six\nHarbour shut\n\n{BODY}"
    assert settled(text, "2026-02-17", "2026-02-19") == "2026-02-18"
    assert settled(text, "2026-02-17", "2026-02-26") is None
    assert settled(text, "2026-02-19", "2026-02-20") is None
    assert settled(text.replace("day, five", "day 18, five"), "2026-02-19", "2026-02-20") == "2026-02-18"


def test_the_pile_tells_the_day_by_which_a_page_is_grouped_and_the_story_the_one_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def days(reports: Iterable[Report]) -> dict[str, str | None]:
        return {report.location: report.published.edtf if report.published else None for report in reports}

    def watched(pages: Sequence[Page], *, config: ClusterConfig, lexicons: Lexicons) -> Outcome[Group]:
        seen.update(days(page.report for page in pages))
        return Outcome(tuple(Group(reports=(page.report.id,)) for page in pages), ())

    seen: dict[str, str | None] = {}
    monkeypatch.setattr(pipeline, "cluster", watched)
    inputs = [page(f"THE ALVA LAMP\nWed 18th Feb\nHarbour shut\n\n{BODY}"), page(BODY, "other", "2026-02-17")]
    workshop = pipeline.Workshop(engine=LocalEngine(workers=1))
    dossier = pipeline.build_dossier(inputs, config=Config(), workshop=workshop, generated_at="2026-03-01T00:00:00Z")
    assert seen == {"page.txt": "2026-02-18", "other.txt": "2026-02-17"}
    assert days(dossier.reports) == {"page.txt": None, "other.txt": "2026-02-17"}
