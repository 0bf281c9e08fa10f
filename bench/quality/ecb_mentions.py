"""The annotated event mentions of ECB+ (Cybulska and Vossen, 2014) as places in the pages of ``story_sets``.

Only the sentences count that the corpus lists as checked (``ECBplus_coreference_sentences.csv``), as everywhere in the literature.
"""

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.quality.story_sets import make_page, read_ecbplus_report
from stemma.records import Page

TEST_TOPICS = tuple(range(36, 46))
DEVELOPMENT_TOPICS = (2, 5, 12, 18, 21, 23, 34, 35)
"""The topics that the literature develops on; settings are read off these alone."""
TRAINING_TOPICS = tuple(topic for topic in range(1, 36) if topic not in (*DEVELOPMENT_TOPICS, 15, 17))
"""The topics that the literature trains on: here settings are checked by them, and nothing is fitted to them."""
_TOKEN = re.compile(r'<token t_id="(\d+)" sentence="(\d+)" number="\d+">([^<]*)</token>')
_ACTION = re.compile(r'<(?:NEG_)?ACTION_[A-Z]+ m_id="(\d+)"[^>]*>((?:\s*<token_anchor t_id="\d+"\s*/>)+)')
_LINK = re.compile(r'<(?:CROSS|INTRA)_DOC_COREF r_id="(\d+)"(?: note="([^"]*)")?[^>]*>(.*?)<target')
_ANCHOR = re.compile(r't_id="(\d+)"')
_SOURCE = re.compile(r'<source m_id="(\d+)"')
_SHOWN = {"``": "“", "''": "”"}


class Mention(NamedTuple):
    """One annotated event: the report, the words (code points, in order), the chain that it belongs to within its subtopic."""

    report: str
    words: tuple[tuple[int, int], ...]
    chain: str


class Subtopic(NamedTuple):
    """The pages on one seminal event, the checked sentences of each report as stretches of text, and what is annotated in them."""

    name: str
    pages: tuple[Page, ...]
    checked: Mapping[str, tuple[tuple[int, int], ...]]
    mentions: tuple[Mention, ...]


def read_subtopics(folder: Path, topics: Sequence[int]) -> list[Subtopic]:
    """The two subtopics of each topic, in order, annotated by the language model."""
    listed = _read_checked(folder)
    found = []
    for topic in topics:
        for kind in ("ecb", "ecbplus"):
            paths = sorted((folder / "ecbplus/ECB+" / str(topic)).glob(f"*{kind}.xml"))
            if paths:
                found.append(_read_subtopic(f"{topic}{kind}", paths, listed))
    return found


def _read_subtopic(name: str, paths: Sequence[Path], listed: Mapping[str, frozenset[int]]) -> Subtopic:
    pages, mentions = [], []
    checked: dict[str, tuple[tuple[int, int], ...]] = {}
    for path in paths:
        page = make_page(read_ecbplus_report(path))
        source = path.read_text(encoding="utf-8")
        places = place_tokens(source, page.report.text)
        kept = {token: (start, end) for token, (sentence, start, end) in places.items() if sentence in listed.get(path.stem, frozenset())}
        checked[page.report.id] = tuple(sorted(kept.values()))
        pages.append(page)
        mentions += read_mentions(source, page.report.id, kept)
    return Subtopic(name=name, pages=tuple(pages), checked=checked, mentions=tuple(mentions))


def _read_checked(folder: Path) -> dict[str, frozenset[int]]:
    """For each file (without its ending) the numbers of its checked sentences."""
    found: dict[str, set[int]] = {}
    for line in (folder / "ecbplus/ECBplus_coreference_sentences.csv").read_text(encoding="utf-8").splitlines()[1:]:
        topic, name, number = line.strip().split(",")[:3]
        found.setdefault(f"{topic}_{name}", set()).add(int(number))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def place_tokens(source: str, text: str) -> dict[str, tuple[int, int, int]]:
    """From each token's id to its sentence and where it stands in the text; tokens of the page's address stand nowhere."""
    tokens = [(token, int(sentence), html.unescape(form)) for token, sentence, form in _TOKEN.findall(source)]
    if tokens and tokens[0][2] == "http":
        tokens = [token for token in tokens if token[1] != tokens[0][1]]
    places: dict[str, tuple[int, int, int]] = {}
    place = 0
    for token, sentence, form in tokens:
        shown = _SHOWN.get(form, form)
        start = text.find(shown, place)
        if start >= 0:
            place = start + len(shown)
            places[token] = (sentence, start, place)
    return places


def read_mentions(source: str, report: str, places: Mapping[str, tuple[int, int]]) -> list[Mention]:
    """The annotated events whose words all have a place. One outside every chain is a chain of its own."""
    chain_of = {}
    for link, instance, sources in _LINK.findall(source.replace("\n", " ")):
        for mention in _SOURCE.findall(sources):
            chain_of[mention] = instance or f"{report} {link}"
    found = []
    for mention, anchors in _ACTION.findall(source):
        tokens = _ANCHOR.findall(anchors)
        if all(token in places for token in tokens):
            words = tuple(sorted(places[token] for token in tokens))
            found.append(Mention(report=report, words=words, chain=chain_of.get(mention, f"{report} m{mention}")))
    return sorted(set(found))
