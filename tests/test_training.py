"""The training scripts on a tiny hand-written treebank. What needs torch is skipped where torch is not installed."""

import dataclasses
import random
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

TRAINING = Path(__file__).parents[1] / "training"
WEIGHTS = Path(__file__).parents[1] / "src" / "stemma" / "adapters" / "models" / "weights"
sys.path.insert(0, str(TRAINING))


def read_fixture() -> list[Any]:
    text = (TRAINING / "fixture" / "tiny.conllu").read_text(encoding="utf-8")
    rows = import_module("treebanks").read_rows(text)
    return [import_module("entities").read_names(row) for row in rows]


def names_of(sentence: Any) -> list[tuple[str, str]]:
    spans = import_module("names").find_spans(list(sentence.tags))
    return [(" ".join(sentence.words[start:end]), label) for start, end, label in spans]


def test_entities_become_flat_names() -> None:
    first, second, third = read_fixture()
    assert names_of(first) == [("Han Eul-rim", "PERSON"), ("German", "NORP"), ("Alva", "LOC")]
    assert names_of(second) == [("Seo Min-jae", "PERSON")]
    assert names_of(third) == [("Institute for the Study of Rivers", "ORG")]


def test_hyphenated_names_are_joined_and_the_tree_stays_whole() -> None:
    second = read_fixture()[1]
    assert second.words[7:9] == ("Seo", "Min-jae")
    assert second.text == '"They don\'t agree," Seo Min-jae said.'
    assert second.heads[second.words.index("Min-jae")] == second.words.index("Seo")
    assert second.heads[second.words.index("said")] == second.words.index("said")


def test_labels_of_other_schemes_are_brought_to_ours() -> None:
    names = import_module("names")
    text = "The\tO\nNorth\tB-misc\nKorean\tI-misc\nAlva\tB-election\nvote\tI-election\nof\tO\nSwedish\tO\nvoters\tO\n"
    ((words, spans),) = names.read_spans("crossner", text)
    assert names.to_tags(words, spans) == ("O", "B-NORP", "I-NORP", "B-EVENT", "I-EVENT", "O", "B-NORP", "O")


def test_data_that_is_not_allowed_is_refused() -> None:
    locate = import_module("sources").locate
    assert locate(Path("data"), "ewt", training=True) == Path("data/treebanks/ewt")
    for name in ("worldwide", "pud", "conll2003"):
        with pytest.raises(ValueError, match="may not be used for training"):
            locate(Path("data"), name, training=True)


def test_test_data_is_kept_out_of_training(capsys: pytest.CaptureFixture[str]) -> None:
    keep_apart, sentences = import_module("convert").keep_apart, read_fixture()
    other = [dataclasses.replace(sentence, document="another") for sentence in sentences[:1]]
    assert keep_apart(other + sentences[:0], sentences) == []
    assert "1 sentences" in capsys.readouterr().out
    with pytest.raises(ValueError, match="GUM_news_kestrel"):
        keep_apart(sentences, sentences[:1])


def test_invented_names_have_the_length_asked_for() -> None:
    invent_name = import_module("invent").invent_name
    rng = random.Random(3)  # noqa: S311
    for count in (1, 2, 3):
        words, family = invent_name(rng, count)
        assert len(words) == count
        assert family in words
    assert invent_name(rng, 4) is None


@pytest.mark.skipif(find_spec("torch") is None, reason="training needs torch, which is not installed here")
def test_the_network_learns_the_fixture() -> None:
    torch, train, examples, network = (import_module(name) for name in ("torch", "train", "examples", "network"))
    torch.manual_seed(0)
    sentences = read_fixture()
    pieces = import_module("stemma.adapters.models.pieces").Pieces(WEIGHTS / "tokenizer.json")
    deps = train.list_deps(sentences)
    rng = random.Random(1)  # noqa: S311
    window = examples.build_window([0, 1, 2], sentences, (pieces, deps), rng)
    data = examples.stack([window])
    learner = network.Network(len(deps))
    teacher = torch.nn.functional.normalize(torch.randn(3, 384), dim=-1)
    optimiser = torch.optim.Adam(learner.parameters(), lr=1e-3)
    totals = []
    for _ in range(8):
        losses = train.find_losses(learner, data, teacher)
        assert set(losses) == set(train.WEIGHTS)
        totals.append(sum(loss.item() for loss in losses.values()))
        optimiser.zero_grad()
        sum(losses.values()).backward()
        optimiser.step()
    assert totals[-1] < 0.7 * totals[0]


@pytest.mark.skipif(
    find_spec("torch") is None or find_spec("onnx") is None, reason="exporting needs torch and onnx, which are not installed here"
)
def test_the_graph_says_what_the_network_says() -> None:
    torch, examples, network, export, graph = (import_module(name) for name in ("torch", "examples", "network", "export", "graph"))
    onnxruntime, numpy = import_module("onnxruntime"), import_module("numpy")
    torch.manual_seed(0)
    sentences = read_fixture()
    pieces = import_module("stemma.adapters.models.pieces").Pieces(WEIGHTS / "tokenizer.json")
    window = examples.build_window([0, 1, 2], sentences, (pieces, {}), random.Random(1))  # noqa: S311
    learner = network.Network(7).eval()
    with torch.no_grad():
        read = learner(*(torch.tensor(part)[None] for part in (window.ids, window.shapes, window.first, window.last)), None)
    model = graph.make_graph(export.fit(learner, [window]))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = dict(
        zip(
            graph.OUTPUTS,
            session.run(list(graph.OUTPUTS), {name: numpy.array(getattr(window, name)) for name in graph.INPUTS}),
            strict=True,
        )
    )
    for name, wanted in (("names", read.names), ("starts", read.starts), ("arcs", read.arcs), ("vectors", read.pieces)):
        missed = numpy.linalg.norm(found[name] - wanted[0].numpy()) / numpy.linalg.norm(wanted[0].numpy())
        assert missed < 0.05, name
    scores = numpy.einsum("wls,hs->wlh", found["word_sides"], found["head_sides"])
    wanted = torch.einsum("wa,lac,hc->wlh", read.word_side[0], learner.label_weight, read.head_side[0]).detach().numpy()
    assert numpy.linalg.norm(scores - wanted) < 0.05 * numpy.linalg.norm(wanted)
