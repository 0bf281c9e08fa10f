"""The network as an ONNX graph for one text, its matrices in 8 bits: what the package runs.

Made by hand, so that every step is one that onnxruntime has a fast kernel for. Matrices are stored in 7 bits with a scale
for each column, activations take 8 with a scale for each row: sums of such products fit the instructions of every processor
(in 8 by 8 bits those without VNNI saturate), are exact, and no row knows of another.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Array = NDArray[numpy.generic]

LAYERS, WIDTH, HEADS = 6, 384, 12
INPUTS = ("ids", "shapes", "first", "last")
OUTPUTS = {
    "names": (TensorProto.FLOAT, ("w", "tags")),
    "upos": (TensorProto.UINT8, ("w",)),
    "starts": (TensorProto.FLOAT, ("w",)),
    "arcs": (TensorProto.FLOAT, ("w", "w")),
    "word_sides": (TensorProto.FLOAT, ("w", "labels", "sides")),
    "head_sides": (TensorProto.FLOAT, ("w", "sides")),
    "vectors": (TensorProto.FLOAT, ("p", WIDTH)),
}
_MOST_PLACES = 512
_LEAST_COLUMNS = 32


class Span(NamedTuple):
    """How a row of activations becomes whole numbers below 256: ``zero`` stands for 0, the largest lies ``steps`` above it, and a
    step is never smaller than ``least``."""

    zero: int
    steps: int
    least: float


EVEN = Span(128, 127, 1e-9)
RELU = Span(0, 255, 1e-9)
GELU = Span(32, 223, 0.17 / 32)  # nothing lies below -0.17


class Graph:
    """Collects nodes and weights; every method adds a step and gives the name of its result."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._stored: dict[tuple[str, Span], str] = {}
        self._evened: dict[str, str] = {}
        self._quantised: dict[str, tuple[str, str]] = {}

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """One node with one result."""
        result = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [result], domain=domain, **attributes))
        return result

    def name(self, result: str, output: str) -> None:
        """Make a result an output."""
        self._nodes.append(helper.make_node("Identity", [result], [output]))

    def constant(self, values: object) -> str:
        """A constant; numbers with a point are kept in 32 bits."""
        array = numpy.asarray(values)
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(array.astype(numpy.float32) if array.dtype.kind == "f" else array, name))
        return name

    def weight(self, name: str) -> Array:
        return self._weights[name]

    def linear(self, states: str, name: str) -> str:
        """A layer over words, with its bias."""
        return self.add("Add", self.weigh(states, name, "first"), self.constant(self.weight(f"{name}.bias")))

    def weigh(self, states: str, name: str, rows: str) -> str:
        """States by the matrix of a layer. Columns of the states that run large are made smaller first, and the matrix larger
        to match, so that they do not take the other columns' steps (Xiao et al. 2023)."""
        spread, matrix = self.weight(f"{name}.spread"), self.weight(f"{name}.weight").T
        if not is_rounded(matrix):
            return self.times(states, matrix, rows)
        if states not in self._evened:
            self._evened[states] = self.add("Mul", states, self.constant(1 / spread))
        return self.times(self._evened[states], matrix * spread[:, None], rows)

    def times(self, states: str, matrix: Array, rows: str, span: Span = EVEN) -> str:
        """States by a matrix, in whole numbers where it is wide enough to pay. ``rows`` names an input of as many entries as
        the states have rows."""
        if not is_rounded(matrix):
            return self.add("MatMul", states, self.constant(matrix))
        steps, scales = self._quantise(states, rows, span)
        whole, column = round_matrix(matrix)
        inputs = (steps, self.constant(whole), self.constant(1.0), self.constant(column), self.constant(numpy.uint8(span.zero)), "")
        return self.add("Mul", self.add("MatMulIntegerToFloat", *inputs, domain="com.microsoft"), scales)

    def _quantise(self, states: str, rows: str, span: Span) -> tuple[str, str]:
        """States in whole numbers, and what each row of them is to be multiplied with; made once for all that reads them."""
        if states not in self._quantised:
            size = self.add("Abs", states) if span is EVEN else states
            largest = self.add("Mul", self.add("ReduceMax", size, axes=[-1], keepdims=1), self.constant(1 / span.steps))
            scales = self.add("Max", largest, self.constant(span.least))
            flat = self.add("Reshape", scales, self.constant([-1]))
            self._quantised[states] = (self.add("QuantizeLinear", states, flat, self._zeros(rows, span), axis=1), scales)
        return self._quantised[states]

    def _zeros(self, rows: str, span: Span) -> str:
        """What stands for zero, once for each entry of an input."""
        if (rows, span) not in self._stored:
            zero = helper.make_tensor("value", TensorProto.UINT8, [1], [span.zero])
            self._stored[rows, span] = self.add("ConstantOfShape", self.add("Shape", rows), value=zero)
        return self._stored[rows, span]

    def build(self) -> ModelProto:
        """The finished model."""
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [axis]) for name, axis in zip(INPUTS, "ppww", strict=True)
        ]  # fmt: skip
        outputs = [helper.make_tensor_value_info(name, kind, list(shape)) for name, (kind, shape) in OUTPUTS.items()]
        graph = helper.make_graph(self._nodes, "stemma", inputs, outputs, self._constants)
        sets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=8, producer_name="stemma")


def is_rounded(matrix: Array) -> bool:
    """Whether a matrix is wide enough for whole numbers to pay."""
    return matrix.shape[1] >= _LEAST_COLUMNS


def round_matrix(matrix: Array) -> tuple[Array, Array]:
    """A matrix in whole numbers of 7 bits, and what each column of them is to be multiplied with."""
    column = numpy.maximum(numpy.abs(matrix).max(0), 1e-9) / 63
    return numpy.rint(matrix / column).astype(numpy.int8), column.astype(numpy.float32)


def make_graph(weights: Mapping[str, Array]) -> ModelProto:
    """The trained weights (``Network.state_dict``) as a graph from ``INPUTS`` to ``OUTPUTS``."""
    graph = Graph(weights)
    layers = [_embed(graph)]
    for number in range(LAYERS):
        layers.append(_read_layer(graph, f"encoder.layers.{number}", layers[-1]))
    words = _gather_words(graph, _mix(graph, layers, "syntax"))
    named = _gather_words(graph, _mix(graph, layers, "naming"))
    _tag(graph, words, named)
    _parse(graph, words)
    turn = graph.weight("turn.weight").T - numpy.eye(WIDTH, dtype=numpy.float32)  # it turns little, so the rest rounds better
    turned = graph.add("Add", layers[-1], graph.times(layers[-1], turn, "ids"))
    graph.name(graph.add("Squeeze", turned, graph.constant([0])), "vectors")
    return graph.build()


def _embed(graph: Graph) -> str:
    pieces = graph.weight("encoder.words.weight")
    scale = numpy.maximum(numpy.abs(pieces).max(1, keepdims=True) / 127, 1e-8)
    stored = graph.add("Gather", graph.constant(numpy.rint(pieces / scale).astype(numpy.int8)), "ids")
    found = graph.add("Mul", graph.add("Cast", stored, to=TensorProto.FLOAT), graph.add("Gather", graph.constant(scale), "ids"))
    places = graph.constant(graph.weight("encoder.places.weight")[:_MOST_PLACES] + graph.weight("encoder.types.weight")[0])
    here = graph.add("Slice", places, graph.constant([0]), graph.add("Shape", "ids"))
    spelled = graph.add("Gather", graph.constant(graph.weight("encoder.shapes.weight")), "shapes")
    states = graph.add("Unsqueeze", graph.add("Add", graph.add("Add", found, here), spelled), graph.constant([0]))
    return _norm(graph, "encoder.norm", states)


def _read_layer(graph: Graph, layer: str, states: str) -> str:
    sides = [graph.weigh(states, f"{layer}.{side}", "ids") for side in ("query", "key", "value")]
    biases = graph.constant(numpy.concatenate([graph.weight(f"{layer}.{side}.bias") for side in ("query", "key", "value")]))
    attended = graph.add("MultiHeadAttention", *sides, biases, domain="com.microsoft", num_heads=HEADS)
    merged = graph.times(attended, graph.weight(f"{layer}.merge.weight").T, "ids")
    states = _add_and_norm(graph, layer, ("merge", "norm1"), merged, states)
    wide = graph.weigh(states, f"{layer}.widen", "ids")
    bent = graph.add("BiasGelu", wide, graph.constant(graph.weight(f"{layer}.widen.bias")), domain="com.microsoft")
    narrowed = graph.times(bent, graph.weight(f"{layer}.narrow.weight").T, "ids", GELU)
    return _add_and_norm(graph, layer, ("narrow", "norm2"), narrowed, states)


def _add_and_norm(graph: Graph, layer: str, parts: tuple[str, str], states: str, skipped: str) -> str:
    matrix, norm = parts
    moved = graph.add("Add", states, graph.constant(graph.weight(f"{layer}.{matrix}.bias")))
    return _norm(graph, f"{layer}.{norm}", graph.add("Add", moved, skipped))


def _norm(graph: Graph, name: str, states: str) -> str:
    constants = [graph.constant(graph.weight(f"{name}.{part}")) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", states, *constants, axis=-1, epsilon=1e-12)


def _mix(graph: Graph, layers: list[str], name: str) -> str:
    raw = numpy.exp(graph.weight(f"{name}.weights"))
    parts = [graph.add("Mul", layer, graph.constant(share)) for layer, share in zip(layers, raw / raw.sum(), strict=True)]
    return graph.add("Sum", *parts)


def _gather_words(graph: Graph, states: str) -> str:
    both = graph.add("Add", graph.add("Gather", states, "first", axis=1), graph.add("Gather", states, "last", axis=1))
    return graph.add("Mul", both, graph.constant(0.5))


def _tag(graph: Graph, words: str, named: str) -> None:
    axis = graph.constant([0])
    tags = graph.add("ArgMax", graph.linear(words, "upos"), axis=-1, keepdims=0)
    graph.name(graph.add("Squeeze", graph.add("Cast", tags, to=TensorProto.UINT8), axis), "upos")
    hidden = graph.add("Gelu", graph.linear(named, "names1"), domain="com.microsoft")
    graph.name(graph.add("Squeeze", graph.linear(hidden, "names2"), axis), "names")
    previous = graph.add("Pad", words, graph.constant([0, 1, 0, 0, -1, 0]))
    pair = graph.add("Concat", previous, words, axis=-1)
    hidden = graph.add("Gelu", graph.linear(pair, "starts1"), domain="com.microsoft")
    graph.name(graph.add("Squeeze", graph.linear(hidden, "starts2"), graph.constant([0, 2])), "starts")


def _parse(graph: Graph, words: str) -> None:
    """Arcs for every pair of words; of the labels the two sides alone, since they are asked for one head of each word only."""
    axis = graph.constant([0])
    sides = {
        name: graph.add("Relu", graph.linear(words, name)) for name in ("arc_head", "arc_word", "label_head", "label_word")
    }  # fmt: skip
    weight = graph.weight("arc_weight")
    turned = graph.add("Add", graph.times(sides["arc_word"], weight[:-1], "first", RELU), graph.constant(weight[-1]))
    arcs = graph.add("MatMul", turned, graph.add("Transpose", sides["arc_head"], perm=[0, 2, 1]))
    graph.name(graph.add("Squeeze", arcs, axis), "arcs")
    labels = graph.weight("label_weight")  # labels, words, heads
    count, size, _ = labels.shape
    flat = labels.transpose(1, 0, 2).reshape(size, count * size)
    turned = graph.add("Add", graph.times(sides["label_word"], flat[:-1], "first", RELU), graph.constant(flat[-1]))
    graph.name(graph.add("Reshape", turned, graph.constant([-1, count, size])), "word_sides")
    heads = graph.add("Squeeze", sides["label_head"], axis)
    graph.name(graph.add("Pad", heads, graph.constant([0, 0, 0, 1]), graph.constant(1.0)), "head_sides")
