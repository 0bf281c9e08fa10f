"""Temporal expressions: what is found in a sentence, and which days it means."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.model import LanguageModel
from stemma.language.times import find_times
from stemma.records import Date, Name, Sentence, TimeMention, Token
from stemma.text.edtf import parse_edtf

LEXICONS = load_lexicons()


def _published(edtf: str | None) -> Date | None:
    return None if edtf is None else Date(edtf=edtf, precision="day", start=None, end=None, rule="test")


def _find(text: str, published: str | None = "2026-03-01") -> tuple[TimeMention, ...]:
    return find_times(text, [(0, len(text))], published=_published(published), lexicons=LEXICONS)


def _read(text: str, published: str | None = "2026-03-01") -> list[tuple[str, str | None]]:
    return [(text[mention.start : mention.end], mention.edtf) for mention in _find(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("The bridge opened on October 23rd,2025,a week late.", "October 23rd,2025", "2025-10-23"),
        ("Alva Post, 26 Oct. 2025, 17:17", "26 Oct. 2025, 17:17", "2025-10-26T17:17"),
        ("She was elected on the 4th of July 2019 in Alva.", "the 4th of July 2019", "2019-07-04"),
        ("The treaty (2024-05-31) holds.", "2024-05-31", "2024-05-31"),
        ("It flew on the twelfth of October of 2023.", "the twelfth of October of 2023", "2023-10-12"),
        ("It lay there until 4 March of 2019.", "4 March of 2019", "2019-03-04"),
        ("It was filed on 23/10/2025 at court.", "23/10/2025", "2025-10-23"),
        ("The 2018-19 winter was mild.", "2018-19", "2018/2019"),
        ("Mills closed in the 1990s.", "the 1990s", "199X"),
        ("A vote came in late October 2025.", "late October 2025", "2025-10-16/2025-10-31"),
        ("Talks stalled in mid-2024.", "mid-2024", "2024-04-01/2024-10-01"),
        ("A fire in summer 2023 razed it.", "summer 2023", "2023-22"),
        ("Sales fell in Q3 2024.", "Q3 2024", "2024-07/2024-09"),
        ("He spoke in the third quarter of 2024.", "the third quarter of 2024", "2024-07/2024-09"),
        ("The fair runs from January 4 to 7, 2026.", "from January 4 to 7, 2026", "2026-01-04/2026-01-07"),
        ("It lasted from June to August 2024.", "from June to August 2024", "2024-06/2024-08"),
    ],
)
def test_reads_absolute_dates_as_news_writes_them(text: str, words: str, edtf: str) -> None:
    assert _read(text, None) == [(words, edtf)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("The board decides on Thursday week.", "Thursday week", "2026-03-12"),
        ("It meets a week on Friday.", "a week on Friday", "2026-03-13"),
        ("He left the Tuesday before last.", "the Tuesday before last", "2026-02-17"),
        ("Doors shut at 19.30 hrs on Monday.", "19.30 hrs on Monday", "2026-02-23T19:30"),
        ("The port closed on Sunday, he said.", "Sunday", "2026-03-01"),
        ("The port closed on Friday, he said.", "Friday", "2026-02-27"),
        ("The minister will visit Alva on Wednesday.", "Wednesday", "2026-03-04"),
        ("The quay burned last week.", "last week", "2026-02-16/2026-02-22"),
        ("The quay burned yesterday.", "yesterday", "2026-02-28"),
        ("Rain fell this month.", "this month", "2026-03"),
        ("The vote is next April.", "next April", "2026-04"),
        ("The vote was held last September.", "last September", "2025-09"),
        ("He left two days ago.", "two days ago", "2026-02-27"),
        ("With five days left until the vote, he quit.", "five days left until", "2026-03-06"),
        ("It burned earlier this year.", "earlier this year", "2026-01-01/2026-03-01"),
        ("Ties grew in recent years.", "recent years", "../2026-03-01"),
        ("It was her first visit to Alva in about a year.", "about a year", "2025~/2026-03-01"),
        ("She arrived on Sept. 3 by boat.", "Sept. 3", "2025-09-03"),
        ("Talks run from Sunday to Tuesday.", "from Sunday to Tuesday", "2026-03-01/2026-03-03"),
        ("The storm hit on Sunday morning.", "Sunday morning", "2026-03-01"),
        ("It sank at 9:30 a.m. GMT on Friday.", "9:30 a.m. GMT on Friday", "2026-02-27T09:30Z"),
        ("She leaves at 17:17 KST.", "17:17 KST", "2026-03-01T17:17+09:00"),
        ("Power was off from 10:00 to 12:30 on Friday.", "from 10:00 to 12:30 on Friday", "2026-02-27T10:00/2026-02-27T12:30"),
        ("Between 1 and 5 February the road was shut.", "Between 1 and 5 February", "2026-02-01/2026-02-05"),
        ("It was founded in November last year.", "November last year", "2025-11"),
        ("The meeting is due to be held on 9 July.", "9 July", "2026-07-09"),
        ("The meeting was held on 9 July.", "9 July", "2025-07-09"),
        ("It was scheduled for Thursday and then postponed to Friday.", "Friday", "2026-03-06"),
        ("Crowds came over the weekend.", "the weekend", "2026-02-28/2026-03-01"),
        ("He left late on Friday.", "late on Friday", "2026-02-27"),
        ("The visit in late February ended.", "late February", "2026-02-15/2026-02-28"),
        ("She invited the unions for talks at 10 am on Tuesday.", "10 am on Tuesday", "2026-03-03T10:00"),
        ("He has asked for an election on 4 October.", "4 October", "2026-10-04"),
        ("They called an election for October 4.", "October 4", "2026-10-04"),
        ("Prosecutors asked for five years on Tuesday.", "Tuesday", "2026-02-24"),
        ("The figures for Monday were wrong.", "Monday", "2026-02-23"),
    ],
)
def test_counts_relative_times_from_publication(text: str, words: str, edtf: str) -> None:
    assert (words, edtf) in _read(text)


def test_hours_and_minutes_that_something_took_are_no_time_of_day() -> None:
    assert not any("T" in (edtf or "") for _, edtf in _read("Holt won in 2:15 hours on Sunday."))
    assert ("14:30 hours on Monday", "2026-02-23T14:30") in _read("He left at 14:30 hours on Monday.")
    assert ("about 2140 hours on Monday", "2026-02-23T21:40") in _read("He left at about 2140 hours on Monday.")
    assert not any("T" in (edtf or "") for _, edtf in _read("Holt did about 2140 hours of work on Monday."))


def test_two_days_joined_by_and_are_two_mentions() -> None:
    assert _read("The summit meets on October 31 and November 1, 2025.", None)[1] == ("November 1, 2025", "2025-11-01")
    assert _read("It met on Nov. 3 and 4, 2025.", None) == [("Nov. 3", "2025-11-03"), ("4, 2025", "2025-11-04")]


def test_the_previous_day_counts_from_the_day_last_spoken_of() -> None:
    text = "The paper said on Friday that the embassy gave a dinner the previous day."
    assert [edtf for _, edtf in _read(text)] == ["2026-02-27", "2026-02-26"]


@pytest.mark.parametrize(
    "text",
    [
        "He may march to the sea.",
        "April Jones spoke for the Winter Olympics.",
        "A Long March 4C rocket rose.",
        "It was named album of the year.",
        "Watch: 0:53 Storm at sea",
        "The Russell 2000 Index fell.",
        "The Sunday Times was first with it.",
        "Power failed in 2,000 homes.",
        "Some 1917 people signed.",
        "They won 3-2 away.",
        "The jury found him guilty by 11 to one.",
        "Help is there 24/7.",
        "It marks the 75th anniversary of the treaty.",
        "Traffic stood on the 6th of October Bridge.",
        "A 43-year-old man was held.",
    ],
)
def test_leaves_alone_what_only_looks_like_a_time(text: str) -> None:
    assert _read(text) == []


def test_durations_and_sets_have_a_value_and_no_date() -> None:
    length, repeated = _find("A three-day visit is held every Friday.")
    assert (length.kind, length.edtf, length.value) == ("duration", None, "P3D")
    assert (repeated.kind, repeated.edtf, repeated.value) == ("set", None, "XXXX-WXX-5")


def test_tense_is_read_off_the_parse_where_there_is_one() -> None:
    text = "Talks on Wednesday follow, aides said."
    words = ["Talks", "on", "Wednesday", "follow", ",", "aides", "said", "."]
    tree = [("NOUN", 3, "nsubj"), ("ADP", 2, "case"), ("PROPN", 0, "nmod"), ("VERB", 6, "ccomp"), ("PUNCT", 6, "punct")]
    tree += [("NOUN", 6, "nsubj"), ("VERB", 6, "root"), ("PUNCT", 6, "punct")]
    starts = [text.index(word) for word in words]
    tokens = tuple(Token(start, start + len(word), *tags) for start, word, tags in zip(starts, words, tree, strict=True))
    announced = text.replace("follow", "will be")
    assert [mention.edtf for mention in _find(announced)] == ["2026-03-04"]
    sentence = Sentence(start=0, end=len(text), tokens=tokens)
    (mention,) = find_times(text, [(0, len(text))], published=_published("2026-03-01"), lexicons=LEXICONS, sentences=(sentence,))
    assert mention.edtf == "2026-02-25"


@pytest.mark.parametrize(
    ("verb", "end", "day"),
    [("sings", ".", "2026-03-05"), ("goes", ".", "2026-03-05"), ("sang", ".", "2026-02-26"), ("sings", "", "2026-02-26")],
)
def test_a_present_tense_of_running_text_sets_a_weekday_ahead(verb: str, end: str, day: str) -> None:
    """Headlines tell in it of what is over."""
    text = f"The choir {verb} on Thursday{end}"
    words = ["The", "choir", verb, "on", "Thursday", end]
    tree = [("DET", 1, "det"), ("NOUN", 2, "nsubj"), ("VERB", 2, "root"), ("ADP", 4, "case"), ("PROPN", 2, "obl"), ("PUNCT", 2, "punct")]
    starts = [text.index(word) for word in words]
    tokens = tuple(Token(start, start + len(word), *tags) for start, word, tags in zip(starts, words, tree, strict=True) if word)
    sentence = Sentence(start=0, end=len(text), tokens=tokens)
    (mention,) = find_times(text, [(0, len(text))], published=_published("2026-03-01"), lexicons=LEXICONS, sentences=(sentence,))
    assert mention.edtf == day


@pytest.mark.parametrize(("helper", "day"), [("has", "2026-03-05"), ("had", "2026-02-26")])
def test_what_has_been_done_until_a_day_goes_on_to_it(helper: str, day: str) -> None:
    text = f"Work {helper} been suspended until Thursday."
    words = ["Work", helper, "been", "suspended", "until", "Thursday", "."]
    tree = [("NOUN", 3, "nsubj:pass"), ("AUX", 3, "aux"), ("AUX", 3, "aux:pass"), ("VERB", 3, "root"), ("ADP", 5, "case")]
    tree += [("PROPN", 3, "obl"), ("PUNCT", 3, "punct")]
    starts = [text.index(word) for word in words]
    tokens = tuple(Token(start, start + len(word), *tags) for start, word, tags in zip(starts, words, tree, strict=True))
    sentence = Sentence(start=0, end=len(text), tokens=tokens)
    (mention,) = find_times(text, [(0, len(text))], published=_published("2026-03-01"), lexicons=LEXICONS, sentences=(sentence,))
    assert mention.edtf == day


def test_a_weekday_inside_a_name_is_no_time() -> None:
    text = "Editors of Alva Friday met."
    sentence = Sentence(start=0, end=len(text), tokens=(), names=(Name(11, 22, "ORG"),))
    assert _find(text)[0].edtf == "2026-02-27"
    assert not find_times(text, [(0, len(text))], published=_published("2026-03-01"), lexicons=LEXICONS, sentences=(sentence,))


def test_a_year_less_date_far_away_repeats_one_that_has_its_year() -> None:
    assert _read("The dam broke on July 7, 2023. Since July 7 it lies dry.")[1] == ("July 7", "2023-07-07")


def test_a_year_less_date_takes_the_weekday_into_account() -> None:
    assert _read("The ferry sank on Tuesday, March 4.", "2026-02-20") == [("Tuesday, March 4", "2025-03-04")]


def test_without_publication_nothing_is_invented() -> None:
    assert [edtf for _, edtf in _read("He left on Sunday, the port closed on Sept. 3 and again yesterday.", None)] == [None, None, None]


def test_a_weekday_tied_to_a_date_on_the_page_dates_the_bare_one() -> None:
    text = "She left on October 26, 2025 (Sunday). On Sunday the port was calm."
    mentions = _find(text, None)
    assert [(mention.edtf, mention.anchor) for mention in mentions] == [("2025-10-26", "absolute"), ("2025-10-26", "page")]


def test_a_lower_bound_of_publication_counts_as_the_page() -> None:
    (mention,) = _find("The port closed on Sunday.", "2026-03-01/..")
    assert (mention.edtf, mention.anchor) == ("2026-03-01", "page")
    (unknown,) = _find("The port closed on Sunday.", "2026-03/..")
    assert unknown.edtf is None


def test_a_month_of_publication_dates_a_year_but_no_weekday() -> None:
    assert [edtf for _, edtf in _read("On Sunday he recalled last year.", "2026-03")] == [None, "2025"]


@pytest.mark.shared
def test_the_days_of_a_real_report_are_found() -> None:
    page = Path(__file__).parents[2] / "shared" / "seeds" / "002.txt"
    if not page.exists():
        pytest.skip(f"{page} is not there")
    text = page.read_text(encoding="utf-8")
    found = {text[mention.start : mention.end]: mention.edtf for mention in _find(text, "2025-10-26/..")}
    assert found["from Sunday to Tuesday"] == "2025-10-26/2025-10-28"
    assert found["Wednesday"] == "2025-10-29"


@given(st.text(alphabet=st.sampled_from("0129 .,-/:–()'sthMayOctSundaytoandinlastyearago\n"), max_size=80))
def test_any_text_gives_ordered_mentions_inside_it(text: str) -> None:
    mentions = _find(text)
    ends = [0, *(mention.end for mention in mentions)]
    for before, mention in zip(ends, mentions, strict=False):
        assert before <= mention.start < mention.end <= len(text)
        assert mention.edtf is None or parse_edtf(mention.edtf) is not None


@pytest.mark.parametrize("sentence", ["The plant will remain closed until Monday.", "The school will stay shuttered on Monday."])
def test_what_will_stay_closed_lies_ahead(sentence: str) -> None:
    day = Date(edtf="2026-02-04", precision="day", start=None, end=None, rule="test")
    (time,) = find_times(sentence, [(0, len(sentence))], published=day, lexicons=load_lexicons())
    assert time.edtf == "2026-02-09"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The president is to travel to Alva on Friday, his office said.", ["2026-03-06"]),
        ("On Monday she is to be flown to Alva and buried there on Tuesday, the lawyer said.", ["2026-03-02", "2026-03-03"]),
        ("By June 1 every miner is to have a filter, the vice-president said.", ["2026-06-01"]),
        ("She hoped to reopen on Tuesday.", ["2026-03-03"]),
        ("She had hoped to reopen on Tuesday.", ["2026-02-24"]),
        ("The fair will be held on the 20th.", ["2026-03-20"]),
        ("The mayor vowed on Friday to fight on.", ["2026-02-27"]),
        ("The match was postponed on Friday.", ["2026-02-27"]),
        ("The match was postponed to Friday.", ["2026-03-06"]),
    ],
)
def test_plans_look_ahead_and_the_day_of_their_making_back(text: str, days: list[str], model: LanguageModel) -> None:
    (sentences,) = model.read([text])
    found = find_times(text, [(0, len(text))], published=_published("2026-03-01"), lexicons=LEXICONS, sentences=sentences)
    assert [mention.edtf for mention in found] == days
