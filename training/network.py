"""The network: a MiniLM encoder with heads for tags, trees, names, sentence starts and sentence vectors."""

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from records import TAGS, UPOS
from stemma.language.tokens import SHAPES

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
ARC, LABEL, NAME = 256, 96, 256


class Layer(nn.Module):
    """A BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.merge = nn.Linear(WIDTH, WIDTH)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = states.shape

        def split(linear: nn.Linear) -> Tensor:
            return linear(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(split(self.query), split(self.key), split(self.value), attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm1(states + self.drop(self.merge(attended)))
        return self.norm2(states + self.drop(self.narrow(functional.gelu(self.widen(states)))))


class Encoder(nn.Module):
    """BERT without its pooler; ``shapes`` adds how each word is spelled, which the uncased pieces lack."""

    def __init__(self, pieces: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor | None, mask: Tensor | None) -> list[Tensor]:
        """The states after the embedding and after each layer, ``[batch, pieces, WIDTH]``."""
        places = self.places.weight[: ids.shape[1]]
        states = self.words(ids) + places + self.types.weight[0]
        if shapes is not None:
            states = states + self.shapes(shapes)
        found = [self.drop(self.norm(states))]
        for layer in self.layers:
            found.append(layer(found[-1], mask))
        return found

    def load(self, path: Path) -> None:
        """Take the weights of a Hugging Face BERT file."""
        from safetensors.torch import load_file

        old = load_file(path)
        embeddings = "embeddings."
        state = {
            "words.weight": old[embeddings + "word_embeddings.weight"],
            "places.weight": old[embeddings + "position_embeddings.weight"],
            "types.weight": old[embeddings + "token_type_embeddings.weight"],
            "shapes.weight": self.shapes.weight,
            "norm.weight": old[embeddings + "LayerNorm.weight"],
            "norm.bias": old[embeddings + "LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "merge": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for number in range(LAYERS):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    state[f"layers.{number}.{ours}.{kind}"] = old[f"encoder.layer.{number}.{theirs}.{kind}"]
        self.load_state_dict(state)


class Mix(nn.Module):
    """A learned weighted mean of all layers (Peters et al. 2018): syntax sits lower than names."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-1.0, 1.0, LAYERS + 1))

    def forward(self, layers: list[Tensor]) -> Tensor:
        weights = torch.softmax(self.weights, 0)
        mixed = layers[0] * weights[0]
        for index in range(1, len(layers)):
            mixed = mixed + layers[index] * weights[index]
        return mixed


class Read(NamedTuple):
    """What the network says of a batch: ``[batch, words, ...]``, vectors ``[batch, pieces, WIDTH]``."""

    names: Tensor
    upos: Tensor
    starts: Tensor
    arcs: Tensor
    head_side: Tensor
    word_side: Tensor
    pieces: Tensor


class Network(nn.Module):
    """Encoder and heads. Trees are read by a biaffine parser (Dozat and Manning 2017), the root being its own head."""

    def __init__(self, deps: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.syntax, self.naming = Mix(), Mix()
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.starts1, self.starts2 = nn.Linear(2 * WIDTH, 64), nn.Linear(64, 1)
        self.names1, self.names2 = nn.Linear(WIDTH, NAME), nn.Linear(NAME, len(TAGS))
        self.arc_head, self.arc_word = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.label_head, self.label_word = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.arc_weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(ARC + 1, ARC)))
        self.label_weight = nn.Parameter(torch.randn(deps, LABEL + 1, LABEL + 1) * 0.02)
        self.turn = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.eye_(self.turn.weight)
        self.drop = nn.Dropout(0.2)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor, mask: Tensor | None) -> Read:
        layers = self.encoder(ids, shapes, mask)
        words = self.drop(_gather(self.syntax(layers), first, last))
        named = self.drop(_gather(self.naming(layers), first, last))
        head_side = self.drop(functional.relu(self.arc_head(words)))
        word_side = with_one(self.drop(functional.relu(self.arc_word(words))))
        return Read(
            names=self.names2(self.drop(functional.gelu(self.names1(named)))),
            upos=self.upos(words),
            starts=self.starts2(functional.gelu(self.starts1(_with_previous(words)))).squeeze(-1),
            arcs=word_side @ self.arc_weight @ head_side.transpose(1, 2),
            head_side=with_one(self.drop(functional.relu(self.label_head(words)))),
            word_side=with_one(self.drop(functional.relu(self.label_word(words)))),
            pieces=self.turn(layers[-1]),
        )

    def label_arcs(self, read: Read, heads: Tensor) -> Tensor:
        """Scores of every label for one head of each word."""
        chosen = read.head_side.gather(1, heads.unsqueeze(-1).expand(-1, -1, LABEL + 1))
        return torch.einsum("bna,lac,bnc->bnl", read.word_side, self.label_weight, chosen)

    def label_pairs(self, read: Read) -> Tensor:
        """Scores of every label for every pair of one text: ``[labels, words, words]``, word before head."""
        return read.word_side @ self.label_weight @ read.head_side[0].T


def with_one(states: Tensor) -> Tensor:
    """States with a constant 1 appended, for the bias of a biaffine form."""
    return torch.cat([states, torch.ones_like(states[..., :1])], -1)


def _with_previous(words: Tensor) -> Tensor:
    """Each word's state behind that of the word before it: what a sentence starts after tells most."""
    return torch.cat([functional.pad(words, (0, 0, 1, 0))[:, :-1], words], -1)


def _gather(states: Tensor, first: Tensor, last: Tensor) -> Tensor:
    def take(index: Tensor) -> Tensor:
        return states.gather(1, index.unsqueeze(-1).expand(-1, -1, WIDTH))

    return (take(first) + take(last)) * 0.5
