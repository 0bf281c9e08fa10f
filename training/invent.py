"""Invents names in the manner of many languages, and news sentences that hold them, so that the model learns how names look
and where they stand, and not a few names. Countries, capitals, outlets and bodies are those of the packaged lexicons."""

import random
import re
from functools import cache
from pathlib import Path

from records import Sentence
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.tokens import find_words

_EAST_ASIAN = ("chinese", "hongkong", "korean", "korean")


@cache
def _read_lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@cache
def _people() -> dict[tuple[str, str], list[str]]:
    rows = [line.split("\t") for line in _read_lines("people.tsv")]
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


_LABELS = {
    **dict.fromkeys(("country", "capital", "city", "area"), "LOC"),
    **dict.fromkeys(("person", "family", "other"), "PERSON"),
    **dict.fromkeys(("agency", "body", "organ", "institute", "firm", "acronym"), "ORG"),
    "dem": "NORP",
}


@cache
def _lists() -> dict[str, list[str]]:
    lexicons = load_lexicons()

    rows = [line.split("\t") for line in _read_lines("frames.tsv")]

    def split(name: str, column: int) -> list[str]:
        return [word.removeprefix("The ") for row in lexicons.rows(name) for word in row[column].split("|") if word != "-"]

    return {
        "country": split("countries", 1) + split("countries", 2),
        "dem": [row[3].split("|")[0] for row in lexicons.rows("countries") if row[3] != "-"],
        "capital": split("countries", 4),
        "city": split("places", 1) + split("countries", 4),
        "agency": split("news_outlets", 0) + split("news_outlets", 1),
        "body": [
            word for row in lexicons.rows("bodies") if row[2] == "organisation" for word in (row[0], *row[1].split("|")) if word != "-"
        ],
        **{kind: [row[1] for row in rows if row[0] == kind] for kind in ("organ", "area", "institute", "firm")},
        "post": [row[0] for row in lexicons.rows("roles") if row[1] == "office"],
    }


def invent_report(rng: random.Random) -> list[Sentence]:
    """One to three invented sentences of news with their names, without trees."""
    return [_fill(rng.choice(_read_lines("reports.txt")), rng) for _ in range(rng.choice((1, 1, 2, 3)))]


def _fill(pattern: str, rng: random.Random) -> Sentence:
    text, spans, family = "", [], rng.choice(_people()["english", "family"])
    for part in re.split(r"(\{\w+\})", pattern):
        slot = part[1:-1] if part.startswith("{") else ""
        word = _choose(slot, rng, family) if slot else part
        if slot == "person":
            words, family = invent_name(rng, rng.choice((2, 2, 2, 3))) or (("",), family)
            word = " ".join(words)
        if slot in _LABELS:
            spans.append((len(text), len(text) + len(word), _LABELS[slot]))
        text += word[:1].upper() + word[1:] if not text else word
    places = find_words(text, load_lexicons())
    tags = ["O"] * len(places)
    for begin, end, label in spans:
        inside = [index for index, (start, stop) in enumerate(places) if begin <= start and stop <= end]
        for index in inside:
            tags[index] = ("B-" if index == inside[0] else "I-") + label
    return Sentence(
        source="invented",
        document="",
        words=tuple(text[start:stop] for start, stop in places),
        spaces=tuple(text[stop : stop + 1] == " " for _, stop in places),
        tags=tuple(tags),
        is_bounded=True,
    )


def _choose(slot: str, rng: random.Random, family: str) -> str:
    lists = _lists()
    if slot == "organ":
        return f"{rng.choice(lists['dem'])} {rng.choice(lists['organ'])}"
    if slot in {"area", "institute", "firm"}:
        return rng.choice(lists[slot]).format(rng.choice((*rng.sample(lists["city"], 2), family)))
    if slot == "role":
        return rng.choice(lists["post"]).title()
    if slot == "acronym":
        return "".join(rng.choices("ABCDEFGHIKLMNOPRSTU", k=rng.choice((3, 3, 4, 4, 5))))
    if slot == "other":
        return rng.choice(_people()[rng.choice(sorted(style for style, kind in _people() if kind == "family")), "family"])
    return rng.choice(lists[slot]) if slot in lists else family
