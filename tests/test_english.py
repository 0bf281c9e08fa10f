import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest

from stemma.language.decode import is_tree
from stemma.language.model import LanguageModel
from stemma.records import Sentence

REPORT = (
    "Foreign Minister Ilya Borin flew to Tashkent on Sunday, the ministry said. "
    "“We will sign the treaty,” Borin told reporters at the airport.",
    "His visit was announced by the Alva News Agency (ANA) on Oct. 3.",
    "Talks on the treaty open",
    'The German delegation left early. "Nothing was agreed," said Anna Weiss, who leads it. She declined to answer questions.',
    "Han Eul-rim, a professor at Kestrel University, doubts it.",
)


def words_of(text: str, sentence: Sentence) -> list[str]:
    return [text[token.start : token.end] for token in sentence.tokens]


def test_sentences_hold_trees_names_and_vectors(model: LanguageModel) -> None:
    for text, sentences in zip(REPORT, model.read(REPORT), strict=True):
        assert sentences
        for sentence in sentences:
            assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
            assert is_tree([token.head for token in sentence.tokens])
            assert [token.dep == "root" for token in sentence.tokens] == [
                index == token.head for index, token in enumerate(sentence.tokens)
            ]
            assert all(sentence.start <= name.start < name.end <= sentence.end for name in sentence.names)
            vector = numpy.frombuffer(sentence.vector, numpy.int8).astype(float)
            assert len(vector) == 384
            assert abs(numpy.linalg.norm(vector) - 127) < 2
        covered = "".join(word for sentence in sentences for word in words_of(text, sentence))
        assert covered == "".join(text.split())


def test_names_are_found_with_their_kind(model: LanguageModel) -> None:
    found = {
        (text[name.start : name.end], name.label)
        for text, sentences in zip(REPORT, model.read(REPORT), strict=True)
        for sentence in sentences
        for name in sentence.names
    }
    assert {
        ("Ilya Borin", "PERSON"),
        ("Tashkent", "LOC"),
        ("Alva News Agency", "ORG"),
        ("German", "NORP"),
        ("Anna Weiss", "PERSON"),
    } <= found
    assert ("Han Eul-rim", "PERSON") in found


def test_a_closing_quotation_mark_starts_no_sentence(model: LanguageModel) -> None:
    texts = [REPORT[0], REPORT[3], "“It is over.” The crowd left.", '"It is over." The crowd left.', "‘Go home.’"]
    for text, sentences in zip(texts, model.read(texts), strict=True):
        assert all(text[sentence.start] not in "”’" for sentence in sentences)
        assert not any(text[sentence.start : sentence.start + 2] in {'" ', '"'} for sentence in sentences)
    assert [
        text[s.start : s.start + 3] for text, sentences in zip(texts[2:4], model.read(texts[2:4]), strict=True) for s in sentences[1:]
    ] == ["The", "The"]


def test_speakers_are_subjects_of_their_verbs(model: LanguageModel) -> None:
    text = "The bridge will open in May, the mayor of Alva said."
    (sentence,) = model.read([text])[0]
    words = words_of(text, sentence)
    said = words.index("said")
    assert [words[index] for index, token in enumerate(sentence.tokens) if token.head == said and token.dep == "nsubj"] == ["mayor"]


def test_what_is_read_beside_a_paragraph_does_not_matter(model: LanguageModel) -> None:
    alone = [model.read([text])[0] for text in REPORT]
    order = list(range(len(REPORT)))
    random.Random(7).shuffle(order)  # noqa: S311
    assert [model.read(REPORT)[index] for index in range(len(REPORT))] == alone
    assert model.read([REPORT[index] for index in order]) == [alone[index] for index in order]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda text: model.read([text])[0], REPORT * 3)) == alone * 3


def test_a_long_paragraph_is_read_in_windows(model: LanguageModel) -> None:
    text = " ".join(REPORT) * 12
    (sentences,) = model.read([text])
    assert "".join(word for sentence in sentences for word in words_of(text, sentence)) == "".join(text.split())
    assert len(sentences) > 80
    endless = "and the ship " * 400
    assert sum(len(sentence.tokens) for sentence in model.read([endless])[0]) == 1200


@pytest.mark.parametrize("text", ["", "  \n", "\u0000", "한국어 기사입니다.", "a" * 3_000_000, "?" * 500, "\ud800 x", "- " * 300])
def test_any_text_is_read(text: str, model: LanguageModel) -> None:
    (sentences,) = model.read([text])
    assert all(is_tree([token.head for token in sentence.tokens]) for sentence in sentences)


def test_meaning_is_near_where_texts_mean_the_same(model: LanguageModel) -> None:
    texts = [
        "The storm closed the harbour on Sunday.",
        "Bad weather shut the port at the weekend.",
        "The parliament passed the budget law.",
    ]
    vectors = numpy.array([numpy.frombuffer(model.read([text])[0][0].vector, numpy.int8).astype(float) for text in texts])
    likeness = vectors @ vectors.T / 127**2
    assert likeness[0, 1] > 0.5 > likeness[0, 2]


def test_the_model_loads_quickly_and_only_when_asked() -> None:
    code = (
        "import sys, time; import stemma.adapters.models as models; assert 'onnxruntime' not in sys.modules\n"
        "import onnxruntime; begun = time.process_time(); models.load_model(); print(time.process_time() - begun)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 1.0
