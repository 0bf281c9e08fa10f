"""What a sentence tells: the vectors of sentences turned so that those that tell one fact lie together."""

import numpy as np

from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.sense import read_sense


def test_a_sense_has_length_one_and_the_vectors_size() -> None:
    sense = read_sense(bytes(range(128)) * 3, load_lexicons())
    assert sense is not None
    assert sense.shape == (384,)
    assert abs(float(sense @ sense) - 1) < 1e-5


def test_vectors_of_another_model_have_no_sense() -> None:
    assert read_sense(bytes(300), load_lexicons()) is None


def test_an_empty_vector_has_no_direction() -> None:
    sense = read_sense(bytes(384), load_lexicons())
    assert sense is not None
    assert not sense.any()


TRIPLES = (
    (
        "Some 90 guests had gathered for the supper.",
        "The dinner was attended by ninety people.",
        "The supper was cooked by the mayor's wife.",
    ),
    ("The bridge will be shut until May.", "Drivers cannot cross the bridge before May.", "The bridge was painted last May."),
    (
        "He was taken to hospital with burns.",
        "The man is being treated on a ward for his burns.",
        "The hospital was opened by the minister.",
    ),
    ("The firm sold its stake for ten million.", "It got ten million for the share it gave up.", "The firm was founded by two brothers."),
    ("Her licence was withdrawn on Friday.", "On Friday she lost the right to practise.", "She got her licence in Tarn."),
    ("The strike ended after six days.", "Workers went back after not quite a week.", "The strike was called by the union's new leader."),
)
"""What was told, the same in other words, and something else of the same things."""


def test_the_same_in_other_words_comes_nearer_than_other_words_of_the_same_things() -> None:
    words = [sentence for triple in TRIPLES for sentence in triple]
    vectors = {word: read[0].vector for word, read in zip(words, load_model().read(words), strict=True)}
    plain = {word: np.frombuffer(vector, dtype=np.int8).astype(np.float32) for word, vector in vectors.items()}
    senses = {word: sense for word, vector in vectors.items() if (sense := read_sense(vector, load_lexicons())) is not None}
    assert [told for told, same, other in TRIPLES if senses[told] @ senses[same] <= senses[told] @ senses[other]] == []
    assert [told for told, same, other in TRIPLES if plain[told] @ plain[same] <= plain[told] @ plain[other]] != []
