"""The teacher: sentence vectors of the untouched encoder."""

from pathlib import Path

import numpy
import torch
from torch.nn import functional

from network import Encoder
from stemma.adapters.models.pieces import CLS, SEP, Pieces
from stemma.language.tokens import plain


@torch.inference_mode()
def embed_texts(encoder: Encoder, pieces: Pieces, texts: list[str], size: int = 4000) -> numpy.ndarray:
    """Unit vectors of texts, as all-MiniLM-L6-v2 makes them: the mean over all pieces, the two marks at the ends included."""
    encoder.eval()
    coded = [[CLS, *pieces.spell_text(plain(text))[:126], SEP] for text in texts]
    vectors = numpy.zeros((len(texts), 384), numpy.float32)
    order = sorted(range(len(texts)), key=lambda index: len(coded[index]))
    begin = 0
    while begin < len(order):
        end = begin + 1
        while end < len(order) and (end + 1 - begin) * len(coded[order[end]]) <= size:
            end += 1
        members = order[begin:end]
        length = len(coded[members[-1]])
        ids = torch.tensor([coded[index] + [0] * (length - len(coded[index])) for index in members])
        mask = torch.arange(length)[None] < torch.tensor([len(coded[index]) for index in members])[:, None]
        states = encoder(ids, None, mask[:, None, None])[-1]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vectors[members] = functional.normalize(mean, dim=-1).numpy()
        begin = end
    return vectors


def teach(package: Path, pieces: Pieces, texts: list[str], cache: Path) -> numpy.ndarray:
    """The teacher's vectors for all texts, kept in a file between runs."""
    if cache.exists():
        vectors = numpy.load(cache)
        if len(vectors) == len(texts):
            return vectors
    encoder = Encoder()
    encoder.load(package / "model.safetensors")
    vectors = embed_texts(encoder, pieces, texts)
    numpy.save(cache, vectors.astype(numpy.float16))
    return vectors
