"""A model that remembers reads the same as one that does not; one without vectors will do."""

import dataclasses
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import stemma
from stemma.adapters.fetch import fetch
from stemma.adapters.models import english
from stemma.adapters.models.memory import RememberingModel
from stemma.config import Config
from stemma.language.lexicon import Lexicons
from stemma.pipeline import tell_story
from stemma.records import Capture, Page, Sentence, Token
from stemma.stages.annotate import annotate
from stemma.stages.clean import clean
from stemma.stages.cluster import cluster

EXAMPLE = Path(stemma.__file__).parent / "example" / "pages"
PARAGRAPHS = (
    "The harbour of Alva was closed at dawn on Sunday, the harbour master said.",
    "“Nobody was hurt,” said Ines Brandt, who leads the coast guard. She left early.",
    "Ferries to Kestrel stay in port until Tuesday.",
    "Storm closes harbour",
    "Alva (ANA) –",
)


class Counter:
    """Reads a paragraph as one word and counts what it was asked for."""

    name = "counter 1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        self.asked += paragraphs
        return [(Sentence(start=0, end=len(text), tokens=(Token(0, len(text), "X", 0, "root"),)),) for text in paragraphs]


def test_a_paragraph_is_read_once() -> None:
    counter = Counter()
    model = RememberingModel(counter)
    first = model.read(["one", "two", "one"])
    assert [sentences[0].end for sentences in first] == [3, 3, 3]
    assert model.read(["two", "three"]) == Counter().read(["two", "three"])
    assert counter.asked == ["one", "two", "three"]
    assert model.name == "counter 1"


@given(st.lists(st.lists(st.sampled_from(["a", "bb", "ccc", "dddd", "eeeee", ""]), max_size=6), max_size=12), st.integers(0, 200))
def test_memory_is_bounded_and_never_shows(calls: list[list[str]], most: int) -> None:
    model = RememberingModel(Counter(), most_characters=most)
    for paragraphs in calls:
        assert model.read(paragraphs) == Counter().read(paragraphs)
        assert 40 * len(model._seen) + sum(map(len, model._seen)) == model._characters <= most


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_packaged_model_reads_the_same_bytes_with_and_without(calls: list[list[str]]) -> None:
    remembering = RememberingModel(english.load_model(), most_characters=400)
    for paragraphs in calls:
        assert repr(remembering.read(paragraphs)) == repr(english.load_model().read(paragraphs))


def test_threads_may_share_it() -> None:
    model = RememberingModel(Counter(), most_characters=500)
    texts = [str(number % 23) * (number % 7 + 1) for number in range(400)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda text: model.read([text])[0], texts))
    assert found == Counter().read(texts)
    assert model._characters <= 500


class Wordless:
    """The packaged model without sentence vectors, as a user's pipeline reads."""

    name = "wordless 1"

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        read = english.load_model().read(paragraphs)
        return [tuple(dataclasses.replace(sentence, vector=b"") for sentence in sentences) for sentences in read]


def test_the_stages_behind_need_no_vectors(lexicons: Lexicons) -> None:
    config, model = Config(), Wordless()
    captures = [found for found in fetch([str(EXAMPLE)], config=config.fetch) if isinstance(found, Capture)]
    reports = [report for capture in captures for report in clean(capture, config=config.clean, lexicons=lexicons).records]
    pages = [
        Page(report=report, annotation=annotate(report, config=config.annotate, model=model, lexicons=lexicons).records[0])
        for report in sorted(reports, key=lambda report: report.id)
    ]
    groups = cluster(pages, config=config.cluster, lexicons=lexicons).records
    largest = max((group.reports for group in groups), key=len)
    told = tell_story([page for page in pages if page.report.id in largest], config=config)
    assert told.problems == ()
    assert told.records[0].claims
    assert told.records[0].derivations
