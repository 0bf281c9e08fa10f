"""Quantities: numbers with their bounds, what they count, and what happened to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.quantities import find_quantities
from stemma.language.times import find_times
from stemma.records import Quantity, Sentence, Token

LEXICONS = load_lexicons()


def _find(text: str, sentences: tuple[Sentence, ...] = ()) -> tuple[Quantity, ...]:
    spans = [(0, len(text))]
    times = find_times(text, spans, published=None, lexicons=LEXICONS)
    return find_quantities(text, spans, lexicons=LEXICONS, times=times, sentences=sentences)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The blast hurt 12 sailors.", "12 sailors", (12, "sailor", 12, 12)),
        ("At least two sailors drowned.", "At least two sailors", (2, "sailor", 2, None)),
        ("Thirty-odd sailors drowned.", "Thirty-odd sailors", (30, "sailor", None, None)),
        ("More than 40 homes burned.", "More than 40 homes", (40, "home", 40, None)),
        ("Up to 900 guests came.", "Up to 900 guests", (900, "guest", None, 900)),
        ("Around 2,000 Alvan dock workers marched.", "Around 2,000 Alvan dock workers", (2000, "worker", None, None)),
        ("Between 5 and 10 ships sank.", "Between 5 and 10 ships", (None, "ship", 5, 10)),
        ("Turnout rose 12 to 17 percent.", "12 to 17 percent", (None, "percent", 12, 17)),
        ("They seized half a dozen boats.", "half a dozen boats", (6, "boat", 6, 6)),
        (
            "Two hundred and fifty thousand ballots were spoilt.",
            "Two hundred and fifty thousand ballots",
            (250_000, "ballot", 250_000, 250_000),
        ),
        ("Dozens of people queued.", "Dozens of people", (None, "people", 24, None)),
        ("Tens of thousands of fans came.", "Tens of thousands of fans", (None, "fan", 20_000, None)),
        ("The ferry cost €3.4m.", "€3.4m", (3_400_000, "euro", 3_400_000, 3_400_000)),
        ("A loan of 2 billion won was agreed.", "2 billion won", (2e9, "won", 2e9, 2e9)),
        ("The aid is worth $2-3 million.", "$2-3 million", (None, "dollar", 2e6, 3e6)),
        ("A magnitude 6.1 quake shook Alva.", "magnitude 6.1", (6.1, "magnitude", 6.1, 6.1)),
        ("They sailed 300 kilometres.", "300 kilometres", (300, "kilometre", 300, 300)),
        ("The crash hurt two Alvan crew members.", "two Alvan crew members", (2, "member", 2, 2)),
        ("The crash hurt 10 U.S. citizens.", "10 U.S. citizens", (10, "citizen", 10, 10)),
        ("Thieves took 40 PDFs.", "40 PDFs", (40, "PDF", 40, 40)),
        ("A 10-member team left.", "10-member", (10, "member", 10, 10)),
        ("The loan is worth A$40 million.", "A$40 million", (4e7, "Australian dollar", 4e7, 4e7)),
        ("The loan is worth HK$40 million.", "HK$40 million", (4e7, "Hong Kong dollar", 4e7, 4e7)),
        ("The haul was R4.2 million.", "R4.2 million", (4_200_000, "rand", 4_200_000, 4_200_000)),
        ("The firm offers R25 000.", "R25 000", (25_000, "rand", 25_000, 25_000)),
        ("The road cost Rs. 500 crore.", "Rs. 500 crore", (5e9, "rupee", 5e9, 5e9)),
        ("The fee is KSh 3,000.", "KSh 3,000", (3000, "Kenyan shilling", 3000, 3000)),
        ("They paid N30 million.", "N30 million", (3e7, "naira", 3e7, 3e7)),
        ("Profit rose to DKK 412 million.", "DKK 412 million", (4.12e8, "Danish krone", 4.12e8, 4.12e8)),
        ("The bail was R$900.", "R$900", (900, "real", 900, 900)),
        ("They owe 30 million Indian rupees.", "30 million Indian rupees", (3e7, "Indian rupee", 3e7, 3e7)),
        ("Some 8.2 lakh people left.", "Some 8.2 lakh people", (820_000, "people", None, None)),
        ("Police counted 12 000 marchers.", "12 000 marchers", (12_000, "marcher", 12_000, 12_000)),
        ("The depot holds 1 200 000 litres.", "1 200 000 litres", (1_200_000, "litre", 1_200_000, 1_200_000)),
        ("Rates fell by 25 basis points.", "25 basis points", (25, "basis point", 25, 25)),
        ("Winds reached 120 km/h.", "120 km/h", (120, "kilometre per hour", 120, 120)),
        ("Winds reached 75 miles per hour.", "75 miles per hour", (75, "mile per hour", 75, 75)),
        ("It was 30 degrees Celsius.", "30 degrees Celsius", (30, "degree Celsius", 30, 30)),
        ("The quake measured 6.4 on the Richter scale.", "6.4", (6.4, "magnitude", 6.4, 6.4)),
        ("They found three caches.", "three caches", (3, "cache", 3, 3)),
        ("They won three prizes.", "three prizes", (3, "prize", 3, 3)),
        ("They paid 2.4m dollars.", "2.4m dollars", (2_400_000, "dollar", 2_400_000, 2_400_000)),
        ("She owns a 2.4m-dirham flat.", "2.4m-dirham", (2_400_000, "dirham", 2_400_000, 2_400_000)),
        ("It cost CA$42 million.", "CA$42 million", (4.2e7, "Canadian dollar", 4.2e7, 4.2e7)),
        ("It cost N$700 000.", "N$700 000", (700_000, "Namibian dollar", 700_000, 700_000)),
        ("They get 10 million Guinean francs.", "10 million Guinean francs", (1e7, "Guinean franc", 1e7, 1e7)),
        ("They get 200 New Zealand dollars.", "200 New Zealand dollars", (200, "New Zealand dollar", 200, 200)),
        ("They get 900 Sri Lankan rupees.", "900 Sri Lankan rupees", (900, "Sri Lankan rupee", 900, 900)),
        ("The fine is Sh4 million.", "Sh4 million", (4_000_000, "shilling", 4_000_000, 4_000_000)),
        ("A couple of hundred marchers came.", "A couple of hundred marchers", (200, "marcher", None, None)),
        ("A few hundred marchers came.", "A few hundred marchers", (None, "marcher", 200, None)),
        ("The wall is 64 m long.", "64 m", (64, "metre", 64, 64)),
        ("The wreck lies 11 nautical miles out.", "11 nautical miles", (11, "nautical mile", 11, 11)),
        ("The lake covers 3 sq km.", "3 sq km", (3, "square kilometre", 3, 3)),
        ("It was 20 °C.", "20 °C", (20, "degree Celsius", 20, 20)),
    ],
)
def test_reads_value_unit_and_bounds(text: str, words: str, expected: tuple[float | None, str, float | None, float | None]) -> None:
    (quantity,) = _find(text)
    assert text[quantity.start : quantity.end] == words
    assert (quantity.value, quantity.unit, quantity.low, quantity.high) == expected


@pytest.mark.parametrize(
    ("text", "is_approximate"), [("About 30 boats sank.", True), ("Exactly 30 boats sank.", False), ("30 boats or so sank.", False)]
)
def test_says_what_is_approximate(text: str, is_approximate: bool) -> None:
    assert _find(text)[0].is_approximate is is_approximate


def test_a_letter_is_money_where_the_text_speaks_of_its_currency() -> None:
    told = "Holders get R96 a share. The bank is worth R4.2 million. It lies on the R61."
    assert [(found.value, found.unit) for found in _find(told)] == [(96, "rand"), (4_200_000, "rand")]


@pytest.mark.parametrize(
    "text",
    [
        "She stayed for a three-day visit in 2019.",
        "A 43-year-old baker, aged 43, spoke.",
        "Alva won 3-2 at home.",
        "One in five sailors and two in three pilots smoke.",
        "The F-16 and the G7 and COVID-19 were named.",
        "They wore N95 masks on the R61.",
        "Resolution 1718 and Article 5 apply.",
        "It was the second time; the 12th package is due.",
        "Anna Berg, 43, and Ola Lund, 50, agreed dozens of times.",
        "One of the boats and no one else came.",
        "Call +1 202 555 0123 or 555-123-4567.",
        "It happened at 9:30 on 24/10/2025.",
        "They hurt one another and one by one drowned.",
    ],
)
def test_leaves_alone_numbers_that_count_nothing(text: str) -> None:
    assert _find(text) == ()


def test_counts_of_people_say_what_happened_to_them() -> None:
    assert [(quantity.value, quantity.event) for quantity in _find("The fire killed at least 12 people and injured 40.")] == [
        (12, "killed"),
        (40, "injured"),
    ]
    assert [(quantity.value, quantity.event) for quantity in _find("Five sailors were rescued and 3 are still missing.")] == [
        (5, "rescued"),
        (3, "missing"),
    ]
    assert [quantity.event for quantity in _find("The toll rose to 12.")] == ["killed"]


def test_the_parse_goes_before_the_neighbours() -> None:
    text = "12 crew, all named, were rescued."
    words = ["12", "crew", ",", "all", "named", ",", "were", "rescued", "."]
    tags = [("NUM", 1, "nummod"), ("NOUN", 7, "nsubj:pass"), ("PUNCT", 4, "punct"), ("DET", 4, "nsubj"), ("VERB", 1, "acl")]
    tags += [("PUNCT", 4, "punct"), ("AUX", 7, "aux:pass"), ("VERB", 7, "root"), ("PUNCT", 7, "punct")]
    tokens, at = [], 0
    for word, (upos, head, dep) in zip(words, tags, strict=True):
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(start, at, upos, head, dep))
    assert _find(text)[0].event is None
    assert _find(text, (Sentence(start=0, end=len(text), tokens=tuple(tokens)),))[0].event == "rescued"


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-$%/to andmillonkedzpu\n"), max_size=80))
def test_any_text_gives_ordered_quantities_inside_it(text: str) -> None:
    quantities = _find(text)
    ends = [0, *(quantity.end for quantity in quantities)]
    for before, quantity in zip(ends, quantities, strict=False):
        assert before <= quantity.start < quantity.end <= len(text)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed a pilot and two sailors.", [("sailor", "killed")]),
        ("Police arrested a trawler captain along with one sailor.", [("sailor", "arrested")]),
        ("Police arrested a captain and several boats were seized.", [("boat", None)]),
        ("The captain was killed and two sailors fled.", [("sailor", "displaced")]),
        ("Police arrested multiple sailors.", [("sailor", "arrested")]),
        ("Numerous sailors were hurt.", [("sailor", "injured")]),
        ("Both pilots died.", [("pilot", "killed")]),
        ("None of the 12 sailors was hurt.", [("sailor", None)]),
        ("Some of the 120 sailors drowned.", [("sailor", None)]),
        ("The toll rose from 12 to 15.", [(None, "killed"), (None, "killed")]),
    ],
)
def test_an_event_reaches_those_it_befell_and_no_others(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(quantity.unit, quantity.event) for quantity in _find(text)] == expected


@pytest.mark.parametrize("text", ["Many people say so.", "Numerous ships passed.", "A number of plans exist.", "Both sides agreed."])
def test_a_number_nobody_states_is_none_where_nothing_happened(text: str) -> None:
    assert _find(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two dead bodies and more than 100 wounded people were found.", [("body", "killed"), ("people", "injured")]),
        ("The well is 12 inches wide and a rescue team came.", [("inch", None)]),
        ("Some 80 diggers came to the rescue operation.", [("digger", None)]),
        ("A driver was arrested as seven dead were found.", [(None, "killed")]),
        ("A total of six men and one woman died.", [("man", "killed"), ("woman", "killed")]),
        ("He lost the best-of-seven series.", []),
        ("They were killed when a two-car tram hit 3 trees.", [("car", None), ("tree", None)]),
        ("Among those killed were 12 sailors.", [("sailor", "killed")]),
        ("The divers snatched three sailors from death.", [("sailor", None)]),
        ("Three sailors who cheated death in a cave told stories.", [("sailor", None)]),
    ],
)
def test_an_event_is_read_beside_its_noun_first(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(quantity.unit, quantity.event) for quantity in _find(text)] == expected


def test_a_long_list_is_read_to_its_end() -> None:
    assert len(_find("12 sailors and " * 1200)) == 1200
