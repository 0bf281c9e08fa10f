"""Invents names of persons in the manner of many languages, so that the model learns their look and not a few names."""

import random
from functools import cache
from pathlib import Path

_EAST_ASIAN = ("chinese", "hongkong", "korean", "korean")


@cache
def _people() -> dict[tuple[str, str], list[str]]:
    lines = Path(__file__).with_name("people.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {(style, kind): words.split() for style, kind, words in rows}


def invent_name(rng: random.Random, count: int) -> tuple[tuple[str, ...], str] | None:
    """A name of one to three words, in the order its bearer would write it, with its family name; None beyond three."""
    if not 1 <= count <= 3:
        return None
    if rng.random() < 0.45:
        given, family = _east_asian(rng, count)
        words = (family, *given) if rng.random() < 0.85 or count == 3 else (*given, family)
    else:
        style = rng.choice(sorted({style for style, kind in _people() if kind == "given"}))
        family = rng.choice(_people()[style, "family"])
        given = tuple(rng.sample(_people()[style, "given"], 2))
        middle = rng.choice((given[1], rng.choice("ABCDEFGHJKLMNPRSTW") + "."))
        words = (given[0], middle, family) if count == 3 else (given[0], family)
    return (words, family) if count > 1 else ((family,), family)


def _east_asian(rng: random.Random, count: int) -> tuple[tuple[str, ...], str]:
    style = rng.choice(_EAST_ASIAN)
    first, second = rng.sample(_people()[style, "syllable"], 2)
    family = rng.choice(_people()[style, "family"])
    if count == 3:
        return (first, second if rng.random() < 0.7 else second.lower()), family
    joined = f"{first}-{second.lower()}" if rng.random() < 0.7 else f"{first}-{second}"
    return (first + second.lower() if style == "chinese" else joined,), family
