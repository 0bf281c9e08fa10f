"""A page made to cost time, of endless quotations or of one thing said a thousand times, is done with a bounded number of comparisons."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from invented import Paper, Said, build
from parsed import page
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import AnnotateConfig, CorroborateConfig, DeriveConfig
from stemma.language.meaning import read_meanings
from stemma.problems import Reason
from stemma.records import Annotation, Attribution, Block, Extraction, Quote, Report, Sentence, Token
from stemma.stages.annotate.annotate import annotate
from stemma.stages.annotate.extent import LONGEST_ARTICLE, MOST_SENTENCES
from stemma.stages.brief import checker
from stemma.stages.corroborate import corroborate
from stemma.stages.corroborate.claims import joining
from stemma.stages.corroborate.comparing.ground import open_ground
from stemma.stages.corroborate.comparing.reading import read_statements
from stemma.stages.corroborate.dates import told_times
from stemma.stages.corroborate.names import spelled_names
from stemma.stages.corroborate.quotes import quotations, wordings
from stemma.stages.corroborate.quotes.kindred_quotes import LONGEST_QUOTE, split_quote
from stemma.stages.corroborate.quotes.quotations import compare_quotes
from stemma.stages.derive import cut, derive, direction, quoting, rewriting, supporting
from stemma.stages.derive.altering import is_altered_wording
from stemma.stages.derive.novelty import is_new, read_setting
from stemma.stages.derive.quoting import quoted_words
from stemma.stages.derive.reading import overlap, read_text
from stemma.stages.derive.rewriting import MOST_ANCHORED, find_anchored, rewritten_sentences
from stemma.stages.derive.scoring import compare
from stemma.stages.extract.chains import LONGEST_CHAIN, chain_of, innermost
from stemma.text.words import split_words

LEXICONS = load_lexicons()
WORDS = "mole pier lamp ferry storm crew rope stone wharf mast anchor tide gull chart buoy keel sail oar hull deck".split()


class Counted:
    """Stands for a function and counts how often it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.calls = function, 0

    def __call__(self, one: Any, other: Any) -> Any:
        self.calls += 1
        return self.function(one, other)


def sentence(number: int) -> str:
    """One of ten thousand sentences of six words that tell."""
    chosen = [WORDS[(number // step + shift) % len(WORDS)] for shift, step in enumerate((1, 3, 7, 20, 60, 400))]
    return f"The {chosen[0]} and the {chosen[1]} took {chosen[2]} from {chosen[3]}, and {chosen[4]} lost the {chosen[5]}."


def papers(**said: Sequence[Said]) -> list[Paper]:
    """Papers of these names, and what each says."""
    return [Paper(name=name, outlet=f"The {name}", published=None, title="Ferry", said=list(all_of_it)) for name, all_of_it in said.items()]


def quote(report: str, place: int, text: str) -> Quote:
    start = 100_000 * place
    return Quote(
        id=f"q-{report}-{place}", report=report, start=start, end=start + len(text), text=text, speaker=None, speaker_text="she", cue=None
    )


def test_thousands_of_quotations_are_not_all_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(wordings._likeness)
    monkeypatch.setattr(wordings, "_likeness", counted)
    monkeypatch.setattr(quotations, "MOST_QUOTES", 40)
    quotes = [quote(report, place, sentence(place * step)) for report, step in (("a", 1), ("b", 2), ("c", 3)) for place in range(120)]
    compare_quotes(quotes, (), {}, read_meanings(LEXICONS))
    of_all, counted.calls = counted.calls, 0
    compare_quotes([one for one in quotes if one.start < 100_000 * 40], (), {}, read_meanings(LEXICONS))
    assert 0 < of_all == counted.calls


def test_of_an_endless_quotation_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(wordings._likeness)
    monkeypatch.setattr(wordings, "_likeness", counted)
    speech, other = (" ".join(sentence(place) for place in range(first, first + 2_000)) for first in (0, 1))
    pairs = compare_quotes([quote("a", 0, speech), quote("b", 0, other)], (), {}, read_meanings(LEXICONS))
    assert len(pairs) <= 1
    assert sum(map(len, split_quote(speech))) <= LONGEST_QUOTE
    assert counted.calls <= 4 * len(split_quote(speech)) ** 2
    assert len(quoted_words(quote("a", 0, speech), LEXICONS)) == quoting.LONGEST_QUOTE


def test_that_not_all_of_a_page_is_compared_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "MOST_QUOTES", 3)
    monkeypatch.setattr(cut, "MOST_TELLINGS", 3)
    pages, extraction = build(papers(a=[Said(sentence(place)) for place in range(4)], b=[Said(sentence(7))]), {})
    found = derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).problems
    assert [(one.input, one.reason, "statements" in one.detail) for one in found] == [(pages[0].report.location, Reason.TOO_LONG, True)]
    quotes = tuple(quote("a", place, sentence(place)) for place in range(4))
    said = {page.report.id: Extraction(entities=(), quotes=(), statements=()) for page in pages}
    found = cut.find_cut(pages, said | {"a": replace(said["a"], quotes=quotes)})
    assert [(one.input, "quotations" in one.detail) for one in found] == [(pages[0].report.location, True)]


def test_what_begins_as_another_ends_is_found_at_any_length() -> None:
    speech = tuple(f"word{place}" for place in range(900))
    assert not is_altered_wording(speech[:500], speech[400:])
    assert is_altered_wording(speech[:500], speech[401:500] + speech[:300])


def test_a_sentence_said_again_and_again_is_held_against_few(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [Said(f"Captain Hallvardsen anchored the ferry Tarnholm {place} times off Kestrel in 1987.") for place in range(240)]
    pages, extraction = build(papers(a=said, b=said), {})
    texts = [read_text(page, extraction, LEXICONS) for page in pages]
    counted = Counted(rewriting.likeness)
    monkeypatch.setattr(rewriting, "likeness", counted)
    monkeypatch.setattr(direction, "likeness", counted)
    assert len(texts[0].lines) >= 4 * MOST_ANCHORED
    for one, other in permutations(texts, 2):
        assert all(len(others) <= MOST_ANCHORED for _, others in find_anchored(one, other))
        assert rewritten_sentences(one, other)
        assert set(direction._came_true(one, other, direction.read_outcomes(extraction))) == set()
    assert 0 < counted.calls <= 4 * len(texts[0].lines) * MOST_ANCHORED


class Stops:
    """A model that ends a sentence at each stop, and counts the characters that it was given."""

    name = "stops"

    def __init__(self) -> None:
        self.characters = 0

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        self.characters += sum(map(len, paragraphs))
        return [tuple(self._sentences(text)) for text in paragraphs]

    def _sentences(self, text: str) -> list[Sentence]:
        ends = [place + 1 for place, sign in enumerate(text) if sign == "."]
        starts = [0, *(end + 1 for end in ends)]
        return [
            Sentence(start=start, end=end, tokens=(Token(start, end, "NOUN", 0, "root"),), names=(), vector=b"")
            for start, end in zip(starts, ends, strict=False)
        ]


def article(*paragraphs: str) -> Report:
    text = "\n".join(paragraphs)
    starts = [sum(len(one) + 1 for one in paragraphs[:place]) for place in range(len(paragraphs))]
    blocks = tuple(Block(kind="body", start=start, end=start + len(one)) for start, one in zip(starts, paragraphs, strict=True))
    return replace(page("", (), Annotation(report="r-1")).report, text=text, blocks=blocks)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [" ".join(map(sentence, range(6_000)))],
        ["mole pier " * 30_000],
        ["x" * 900_000],
        ["Lost."] * 5_000,
        ["Lost. " * 5_000],
        ["The ferry sank.", "x" * 900_000],
    ],
)
def test_of_an_endless_article_the_beginning_is_read_and_the_rest_is_told(paragraphs: list[str]) -> None:
    model, report = Stops(), article(*paragraphs)
    outcome = annotate(report, config=AnnotateConfig(), model=model, lexicons=LEXICONS)
    (annotation,), (problem,) = outcome.records, outcome.problems
    assert model.characters <= LONGEST_ARTICLE
    assert len(annotation.sentences) <= MOST_SENTENCES
    assert (problem.reason, problem.input, problem.stage) == (Reason.TOO_LONG, report.location, "annotate")


def test_the_longest_article_is_read_to_its_end() -> None:
    report = article(*[" ".join(map(sentence, range(place, place + 10))) for place in range(90)])
    outcome = annotate(report, config=AnnotateConfig(), model=Stops(), lexicons=LEXICONS)
    assert outcome.problems == ()
    assert outcome.records[0].sentences[-1].end == len(report.text)


def test_an_endless_chain_of_sources_is_followed_a_short_way() -> None:
    said = [
        Attribution(
            source_text="Brandt",
            source_start=0,
            source_end=6,
            cue="said",
            cue_start=7,
            cue_end=11,
            content_start=12,
            content_end=5_000 - place,
            referent=None,
            is_anonymous=False,
            parent=place - 1 if place else None,
        )
        for place in range(900)
    ]
    assert chain_of(2, said) == (0, 1, 2)
    assert len(chain_of(899, said)) == LONGEST_CHAIN
    assert innermost(100, 200, said, range(900)) == 899
    assert innermost(100, 200, [replace(one, content_end=5_000) for one in said], range(3)) == 2


def test_what_a_page_adds_is_looked_up_and_not_held_against_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    said, others = ([Said(sentence(place * step)) for place in range(300)] for step in (1, 2))
    pages, extraction = build(papers(a=said, b=others), {})
    one, other = [read_text(page, extraction, LEXICONS) for page in pages]
    counted = Counted(overlap)
    monkeypatch.setattr(supporting, "overlap", counted)
    monkeypatch.setattr(direction, "overlap", counted)
    statements = [statement for statement in extraction.statements if statement.report == one.report.id]
    setting = read_setting(compare(one, other), [], [], [], {}, is_one_house=False)
    added = [statement for statement in statements if is_new(statement, setting, LEXICONS)]
    assert len(added) < len(statements) == len(one.lines)
    list(direction._came_true(one, other, direction.read_outcomes(extraction)))
    assert 0 < counted.calls <= 6 * len(statements)


def test_what_is_looked_up_is_what_every_sentence_would_show() -> None:
    said, others = ([Said(sentence(place * step)) for place in range(9)] for step in (1, 7))
    pages, extraction = build(papers(a=said, b=others), {})
    one, other = [read_text(page, extraction, LEXICONS) for page in pages]
    sentences, index = [*other.around, *other.lines], supporting.index_sentences(other)
    for line in one.lines:
        telling = [sum(value for key, value in line.telling.items() if key in held.telling) / line.weight for held in sentences]
        pairs = zip(sentences, [*sentences[1:], sentences[-1]], strict=True)
        together = [sum(value for key, value in line.telling.items() if key in {*a.telling, *b.telling}) / line.weight for a, b in pairs]
        assert index.share(line).tolist() == telling
        assert index.share_together(line) == max(together)


def test_of_a_page_of_dates_few_are_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_times, "MOST_DATES", 20)
    told = [(f"May {1 + place % 28}, {1950 + place}", f"{1950 + place}-05-{1 + place % 28:02}") for place in range(60)]
    said = [Said(f"The ferry sank on {when[0]}.", when=when) for when in told]
    pages, extraction = build(papers(a=said, b=said[::-1]), {})
    readings = read_statements(pages, extraction, LEXICONS)
    ground = open_ground(pages, extraction, readings, LEXICONS)
    assert [len(found) for found in told_times.gather_times(readings, ground).values()] == [20, 20]
    assert [(found.input, found.reason) for found in told_times.find_cut(readings, ground)] == [
        (page.report.location, Reason.TOO_LONG) for page in pages
    ]
    monkeypatch.setattr(told_times, "MOST_DATES", 60)
    assert told_times.find_cut(readings, ground) == ()


def test_dates_that_are_left_out_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_times, "MOST_DATES", 1)
    said = [Said(f"The ferry sank on May {day}, 1950.", when=(f"May {day}, 1950", f"1950-05-0{day}")) for day in (1, 2)]
    pages, extraction = build(papers(a=said, b=said[:1]), {})
    outcome = corroborate(pages, extraction, (), config=CorroborateConfig(), lexicons=LEXICONS)
    assert [(found.input, found.stage) for found in outcome.problems] == [(pages[0].report.location, "corroborate")]


def test_clusters_that_cannot_agree_any_more_are_not_compared_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(lambda one, other: 0.5 if one + other > 6 else 1.0)
    monkeypatch.setattr(joining, "compare", counted)
    first, second = list(range(6)), list(range(6, 12))
    assert joining._witnessed(first, second, list(range(12)), {}) == 0.0  # type: ignore[arg-type]
    assert counted.calls < len(first) * len(second)
    monkeypatch.setattr(joining, "compare", lambda one, other: joining.ON_THE_WHOLE)
    assert joining._witnessed(first, second, list(range(12)), {}) == joining.ON_THE_WHOLE  # type: ignore[arg-type]


def test_a_page_of_misspelled_names_is_read_once_for_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"Hallvard{place} met the crew of Kestrel{place}." for place in range(300))
    words = frozenset({"hallvard", "kestrel", "crew"})
    counted = Counted(split_words)
    monkeypatch.setattr(spelled_names, "split_words", lambda text: counted(text, 0))
    for _ in range(50):
        found = spelled_names.find_spellings(text, words)
    assert counted.calls == 1
    assert found["crew"] == ()
    assert [text[start:end] for start, end in found["kestrel"]] == ["Kestrel"] * spelled_names.MOST_SPELLINGS


def test_of_a_line_of_endless_sides_each_citation_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(split_words)
    monkeypatch.setattr(checker, "split_words", lambda text: counted(text, 0))
    cited = [f"The ferry sank on day {place}." for place in range(80)]
    assert list(checker._find_changed(" ↔ ".join(cited), cited, LEXICONS)) == []
    assert counted.calls <= 3 * len(cited)
