"""Dates of publication: absolute dates in many forms, the rule that found them, and bounds where none is given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.clean.bylines import clean_author, read_byline
from stemma.stages.clean.dates import find_dates, read_iso
from stemma.stages.clean.lines import Line
from stemma.stages.clean.mentions import bound_by_mentions
from stemma.stages.clean.metadata import Metadata
from stemma.stages.clean.publication import Dates, find_publication
from stemma.stages.clean.sightings import Place
from stemma.stages.clean.stamps import Meaning, Stamp


def line(text: str, start: int = 0) -> Line:
    return Line(start=start, end=start + len(text), text=text)


def dates_of(
    lines: list[Line], article: list[int], *, url: str | None = None, language: str = "en", stamps: tuple[Stamp, ...] | None = None
) -> Dates:
    place = Place(article=article, title_at=0 if article and article[0] else None, closed_at=len(lines))
    return find_publication(lines, place, None if stamps is None else Metadata(stamps=stamps), url, load_lexicons(), language)


def stamp(value: str, rule: str = "json_ld", meaning: Meaning = "published") -> Stamp:
    signs = {"json_ld": "ld_article", "meta": "meta", "microdata": "micro"}[rule]
    return Stamp(
        rule=rule, value=value, meaning=meaning, signs=frozenset({f"{signs}_{'modified' if meaning == 'updated' else 'published'}"})
    )


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Published: 1 March 2026", "2026-03-01"),
        ("Mar. 1, 2026 6:20 p.m. EST", "2026-03-01T18:20-05:00"),
        ("March 1st, 2026", "2026-03-01"),
        ("Sun 1 Mar 2026 18.20 GMT", "2026-03-01T18:20Z"),
        ("01 Mar. 2026, 18:20", "2026-03-01T18:20"),
        ("1 March 2026 12:05 am UTC+3", "2026-03-01T00:05+03:00"),
        ("2026-03-01T18:20:00Z", "2026-03-01T18:20Z"),
        ("2026-03-01 18:20", "2026-03-01T18:20"),
        ("1. März 2026, 18:20 Uhr", "2026-03-01T18:20"),
        ("Publié le 1er mars 2026 à 18h20", "2026-03-01T18:20"),
        ("1 de marzo de 2026", "2026-03-01"),
        ("1 марта 2026 г. в 18:20 МСК", "2026-03-01"),
        ("1. mars 2026 kl. 18.20", "2026-03-01T18:20"),
        ("1 marca 2026", "2026-03-01"),
        ("1 Mart 2026 18:20", "2026-03-01T18:20"),
        ("1 KASIM 2026", "2026-11-01"),
        ("12 HAZİRAN 2026 18:20", "2026-06-12T18:20"),
        ("2026년 3월 1일 18시 20분", "2026-03-01T18:20"),
        ("2026年3月1日 18:20", "2026-03-01T18:20"),
        ("2026.03.01 18:20", "2026-03-01T18:20"),
        ("1 مارس 2026", "2026-03-01"),
        ("01.03.2026", "2026-03-01"),
        ("25/03/2026", "2026-03-25"),
        ("March 2026", "2026-03"),
        ("Sunday 01/03/26", "2026-03-01"),
        ("Tuesday, 03/03/2026, 18:20", "2026-03-03T18:20"),
        ("Wednesday 04/03/2026", "2026-03-04"),
        ("Sonntag, 1.3.26", "2026-03-01"),
        ("01 | 03 | 2026", "2026-03-01"),
        ("1-Mar-26 18:20 GST", "2026-03-01T18:20"),
        ("Sun 1 Mar 26/1820", "2026-03-01"),
    ],
)
def test_dates_in_many_forms(text: str, edtf: str) -> None:
    (found,) = find_dates(text, load_lexicons())
    assert found.edtf[: len(edtf)] == edtf
    assert text[found.start : found.end].strip() == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026",
        "Monday 01/03/26",
        "17/06/25",
        "31 February 2026",
        "call 2026-55-77",
        "version 1.2.2026.4",
        "May 5",
        "5 May 12 died",
        "",
    ],
)
def test_what_is_no_sure_date_is_left_out(text: str) -> None:
    assert find_dates(text, load_lexicons()) == ()


def test_order_of_day_and_month_follows_the_place() -> None:
    assert [one.edtf for one in find_dates("03/04/2026", load_lexicons(), day_first=True)] == ["2026-04-03"]


@given(st.text(max_size=80))
@settings(deadline=None)
def test_dates_never_fail_nor_leave_the_text(text: str) -> None:
    for found in find_dates(text, load_lexicons()):
        assert 0 <= found.start < found.end <= len(text)
    read_iso(text)


@pytest.mark.parametrize(
    ("lines", "edtf", "rule"),
    [
        (("Updated: 2 March 2026 08:00", "Published: 1 March 2026 18:20"), "2026-03-01T18:20", "published_line"),
        (("입력 2026.03.01 18:20", "수정 2026.03.02 08:00"), "2026-03-01T18:20", "published_line"),
        (("Sunday, March 1, 2026",), "2026-03-01", "date_line"),
        (("By Jonas Wendt | March 1, 2026 | 6:20 PM",), "2026-03-01T18:20", "byline_line"),
    ],
)
def test_lines_near_the_title_give_the_day(lines: tuple[str, ...], edtf: str, rule: str) -> None:
    texts = ("Storm closes the port", *lines, "The port of Alva closed at dawn, the harbour master said.")
    page = [line(text, 100 * number) for number, text in enumerate(texts)]
    found = dates_of(page, [len(page) - 1]).published
    assert found is not None
    assert (found.edtf, found.rule) == (edtf, rule)
    assert found.confidence is not None
    assert found.confidence > 0.8


@pytest.mark.parametrize(
    ("opening", "edtf"),
    [
        ("01.03.2026 - The harbour of Alva was shut at dawn.", "2026-03-01"),
        ("Alva (1.3.2026). The harbour was shut at dawn.", "2026-03-01"),
        ("1 March 2026 was the day on which the harbour was shut.", None),
        ("On 1 March 2026 – a Sunday – the harbour was shut.", None),
    ],
)
def test_a_date_that_opens_the_text_dates_it(opening: str, edtf: str | None) -> None:
    body = line(f"{opening} Waves had broken over the mole all night, and no ship came in before noon, the harbour master said.")
    found = dates_of([body], [0], language="de").published
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    ("above", "edtf"),
    [
        ("Alva, Friday 10 April, 5.20 pm", "2026-04-10"),
        ("Alva, March 14, year 115 of the port (2026)", "2026-03-14"),
        ("Alva, Tuesday 10 April", None),
        ("Alva, 10 April", None),
    ],
)
def test_a_day_without_a_year_takes_the_one_that_its_weekday_fits(above: str, edtf: str | None) -> None:
    lines = [line(above), line("The harbour of Alva was shut at dawn, and no ship came in before noon."), line("© 2019-2026 Alva Post")]
    found = dates_of(lines, [1]).published
    assert (found.edtf if found else None) == edtf


def test_the_year_that_a_paper_was_founded_in_is_not_that_of_its_day() -> None:
    lines = [
        line("The news of Alva since 2009"),
        line("Wed, 18 February"),
        line("The harbour of Alva was shut at dawn, and no ship came in."),
    ]
    assert dates_of(lines, [2]).published is None


def test_address_gives_the_day_when_nothing_else_does() -> None:
    found = dates_of([], [], url="https://alva.example/news/2026/03/01/storm").published
    assert found is not None
    assert (found.edtf, found.rule) == ("2026-03-01", "url")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The wall broke on March 1, 2026, and was mended. The council will meet on April 9, 2027.", "2026-03-01/.."),
        ("It was built in 1911. The port closed on March 1 (Sunday), officials said on record in 2025.", "2026-03-01/.."),
        ("The port closed on March 1, officials said. It was built in 1984.", "1984/.."),
    ],
)
def test_mentions_of_the_past_bound_the_day_from_below(text: str, edtf: str) -> None:
    bound = bound_by_mentions([line(text, 7)], load_lexicons())
    assert bound is not None
    assert (bound.edtf, bound.rule) == (edtf, "mentions")
    assert bound.start is not None
    assert bound.start >= 7


def test_text_without_dates_has_no_bound() -> None:
    assert bound_by_mentions([line("The port was closed on Sunday, she said.")], load_lexicons()) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jonas Wendt and Ida Holm", ("Jonas Wendt", "Ida Holm")),
        ("by Jonas Wendt Senior News Editor", ("Jonas Wendt",)),
        ("BY JONAS WENDT [[email protected]]", ("JONAS WENDT",)),
        ("Von Ida van der Holm, Brenn", ("Ida van der Holm",)),
        ("By the time the ferry came, it was dark", ()),
        ("By Monday", ()),
        ("김민수 기자", ("김민수",)),
    ],
)
def test_bylines_hold_names_only(text: str, names: tuple[str, ...]) -> None:
    assert read_byline(line(text), load_lexicons()) == names


def test_author_fields_that_are_addresses_or_handles_are_left_out() -> None:
    assert clean_author("https://www.example.org/alva", load_lexicons()) == ()
    assert clean_author("@alvapost", load_lexicons()) == ()
    assert clean_author("By Jonas Wendt, Alva Post", load_lexicons())[0] == "Jonas Wendt"


PAGE = ("Storm closes the port", "", "The port of Alva closed at dawn, and no ship came in before noon, the harbour master said.")


@pytest.mark.parametrize(
    ("stamps", "shown", "url", "edtf"),
    [
        ((stamp("2026-03-02T02:25Z"),), "1 March 2026, 21:25", None, "2026-03-01T21:25-05:00"),
        ((stamp("2026-03-02T02:25+00:00", "meta"),), "Published: 2026-03-01T18:25-08:00", None, "2026-03-01T18:25-08:00"),
        ((stamp("2026-03-05"), stamp("2026-03-05", "meta")), "Exhibition on 1 March 2025", "https://alva.example/2026/03/a", "2026-03-05"),
        ((stamp("2026-04-15", "meta"),), "10 April 2026", "https://alva.example/2026/04/15/storm", "2026-04-15"),
        ((stamp("2026-04-15", "meta"), stamp("2026-04-18", "meta", "updated")), "Updated: 18 April 2026", None, "2026-04-15"),
        ((stamp("2026-11-01"), stamp("2026-11-01", "meta")), "11.01.2026", None, "2026-11-01"),
        ((stamp("2026-11-01"),), "By Jonas Wendt | 11/01/2026", None, "2026-11-01"),
        ((), "Member since 3 March 2019", None, None),
        ((), "By Jonas Wendt | 31.10.23", None, "2023-10-31"),
        ((), "By Jonas Wendt | 03/04/2026", None, None),
        ((), "", "https://alva.example/2026/04/storm", "2026-04"),
    ],
)
def test_the_day_with_the_most_evidence_is_taken(stamps: tuple[Stamp, ...], shown: str, url: str | None, edtf: str | None) -> None:
    lines = [line(text, 100 * number) for number, text in enumerate(PAGE)]
    lines[1] = line(shown, 100)
    found = dates_of([one for one in lines if one.text], [2 if shown else 1], url=url, stamps=stamps).published
    assert (found.edtf if found else None) == edtf


def test_the_pages_other_dates_tell_day_from_month() -> None:
    for other, edtf in (("13/02/2026", "2026-04-03"), ("02/13/2026", "2026-03-04")):
        lines = [
            line(text, 100 * number) for number, text in enumerate((PAGE[0], "By Jonas Wendt | 03/04/2026", PAGE[2], f"Printed {other}"))
        ]
        found = dates_of(lines, [2]).published
        assert found is not None
        assert found.edtf == edtf


def test_a_day_that_the_text_opens_with_tells_day_from_month() -> None:
    texts = (PAGE[0], "Alva Press Agency. 04/03/2026 - 10:15", "ALVA, 4 March (APA). " + PAGE[2])
    found = dates_of([line(text, 200 * number) for number, text in enumerate(texts)], [2]).published
    assert found is not None
    assert found.edtf[:10] == "2026-03-04"


def test_dates_of_teasers_and_comments_leave_the_day_unknown() -> None:
    teasers = ("Ferry line sues the council", "Mayor of Brenn resigns", "Wall of the mole to be mended", "Fishermen had warned for months")
    below = [text for number, teaser in enumerate(teasers) for text in (f"{number + 1} May 2026", teaser)]
    lines = [line(text, 200 * number) for number, text in enumerate((PAGE[0], PAGE[2], "", "", "", "", "", *below))]
    found = dates_of(lines, [1])
    assert found.published is None
    assert {day.edtf for day in found.days} == {f"2026-05-0{number}" for number in range(1, 5)}
    assert sum(day.confidence for day in found.days) < 1


@pytest.mark.parametrize(
    ("shown", "edtf"),
    [
        ("02/03/2026 16:05 CEST", "2026-03-02T16:05+02:00"),
        ("02/03/2026 16:05 EST", "2026-02-03T16:05-05:00"),
        ("02/03/2026 16:05", None),
        ("02/03/2026 16:05 PHT", None),
        ("02-03-2026 16:05 MST", "2026-02-03T16:05-07:00"),
        ("02-03-2026 16:05", "2026-03-02T16:05"),
        ("02-25-2026 16:05", "2026-02-25T16:05"),
    ],
)
def test_the_zone_of_a_clock_tells_day_from_month(shown: str, edtf: str | None) -> None:
    title, text = line("Dam breaks on the Sula"), line("The dam on the Sula broke in the night, the water board said.", 60)
    published = dates_of([title, line(shown, 30), text], [2]).published
    assert (published.edtf if published else None) == edtf


@pytest.mark.parametrize(("mark", "edtf"), [("(HWP) - ", "2026-11-17"), ("- ", "2026-11-17"), ("(two were hurt) ", None)])
def test_a_dateline_may_name_its_agency_behind_the_day(mark: str, edtf: str | None) -> None:
    lead = line(f"LOWMOOR, Nov 17, 2026 {mark}The glass roof of the market hall came down on Tuesday morning, the fire brigade said.", 60)
    published = dates_of([line("Market roof falls"), lead], [1]).published
    assert (published.edtf if published else None) == edtf


@pytest.mark.parametrize("day", ["Jan. 13, 2026", "January 13, 2026", "13 Jan. 2026"])
def test_a_dateline_may_shorten_its_month(day: str) -> None:
    lead = line(f"LOWMOOR, Alva, {day} /SBW/ -- Moor Glas AB calls its lamps back. They may be returned until June 30, 2026.", 60)
    published = dates_of([line("Lamps are called back"), lead], [1]).published
    assert published is not None
    assert (published.edtf, published.rule) == ("2026-01-13", "dateline")
