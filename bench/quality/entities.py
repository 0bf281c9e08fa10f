"""Are names in many articles joined as they should be? B-cubed over the named mentions of MEANTIME, across documents.

Each of the set's four topics is taken for one story of 30 articles, which is harder than one event. Gold mentions that are names of
people, organisations and places are matched with ours by overlap; those that we have not found are counted apart. Beside ours, over the
same mentions: names joined where their words are the same, and where rapidfuzz finds them alike (``token_sort_ratio`` of 90 and more,
connected components), types not looked at.

STEMMA_DATA=FOLDER python -m bench.quality.entities
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from bench.quality.story_sets import data_folder, make_report
from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.evaluation.bcubed import b_cubed
from stemma.records import Annotation, Mention, Page, Sentence
from stemma.stages.annotate.mentions import find_mentions
from stemma.stages.extract.entities import link_entities
from stemma.text.components import components

ALIKE_FROM = 90
_TYPES = {"PER", "ORG", "LOC"}
_NAMED = {"NAM", "PRE.NAM"}


class Gold(NamedTuple):
    start: int
    end: int
    instance: str


def read_article(path: Path) -> tuple[str, list[Gold]]:
    """The text, one sentence a line, and its named gold mentions."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a data set of ours to read
    text, spans, last = "", {}, None
    for token in root.iter("token"):
        word = token.text or ""
        if last is not None and token.get("sentence") != last:
            text += "\n"
        elif text and not word.startswith("'") and word not in {",", ".", ";", ":", "!", "?", ")", "%", "n't"} and not text.endswith("("):
            text += " "
        spans[token.get("t_id")] = (len(text), len(text) + len(word))
        text, last = text + word, token.get("sentence")
    mentions, instances = {}, {}
    for mark in root.iterfind("Markables/*"):
        anchors = [spans[anchor.get("t_id")] for anchor in mark.findall("token_anchor")]
        if mark.tag == "ENTITY_MENTION" and anchors and mark.get("syntactic_type") in _NAMED:
            mentions[mark.get("m_id")] = (min(anchors)[0], max(anchors)[1])
        elif mark.tag == "ENTITY" and mark.get("ent_type") in _TYPES:
            instances[mark.get("m_id")] = mark.get("instance_id") or f"{path.name} {mark.get('m_id')}"
    gold = []
    for link in root.iterfind("Relations/REFERS_TO"):
        target = link.find("target")
        instance = instances.get(target.get("m_id")) if target is not None else None
        gold += [
            Gold(*mentions[source.get("m_id")], instance)
            for source in link.findall("source")
            if instance and source.get("m_id") in mentions
        ]
    return text, gold


def annotate_text(name: str, text: str) -> Page:
    report = make_report(name, "", text, "", "")
    sentences: list[Sentence] = []
    start = 0
    body = report.text
    for line in body.split("\n"):
        for sentence in load_model().read([line])[0]:
            tokens = tuple(token._replace(start=token.start + start, end=token.end + start) for token in sentence.tokens)
            names = tuple(found._replace(start=found.start + start, end=found.end + start) for found in sentence.names)
            sentences.append(Sentence(start=sentence.start + start, end=sentence.end + start, tokens=tokens, names=names))
        start += len(line) + 1
    mentions, referents = find_mentions(report, sentences, lexicons=load_lexicons())
    return Page(report=report, annotation=Annotation(report=report.id, mentions=mentions, referents=referents))


def matching(mentions: Sequence[Mention], gold: Gold) -> Mention | None:
    """Our mention that overlaps the gold one most, the shorter of equals."""
    shared = [(min(gold.end, one.end) - max(gold.start, one.start), one.start - one.end, one) for one in mentions]
    best = max(shared, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def by_string(names: Sequence[str]) -> list[str]:
    """A label for each name: its words in lower case, without an article."""
    return [default_process(name).removeprefix("the ").strip() for name in names]


def by_likeness(names: Sequence[str]) -> list[str]:
    """A label for each name: the first of the names that are alike to it, over any number of steps."""
    distinct = sorted(set(by_string(names)))
    links = (
        (left, right)
        for at, left in enumerate(distinct)
        for right in distinct[at + 1 :]
        if fuzz.token_sort_ratio(left, right) >= ALIKE_FROM
    )
    first = {name: min(group) for group in components(distinct, links) for name in group}
    return [first[name] for name in by_string(names)]


def main() -> None:
    folder = data_folder() / "meantime/intra_cross-doc_annotation"
    topics = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not topics:
        print(f"meantime: absent ({folder}); not measured")
        return
    print(f"MEANTIME, model {load_model().name}")
    ours: list[str] = []
    theirs: list[str] = []
    peers: dict[str, list[str]] = {"same string": [], "rapidfuzz 90": []}
    missed, digest = 0, hashlib.sha256()
    for topic in topics:
        articles = [(path.name, *read_article(path)) for path in sorted(topic.glob("*.xml"))]
        pages = [annotate_text(name, text) for name, text, _ in articles]
        links = link_entities(pages, lexicons=load_lexicons())
        before = len(ours)
        printed: list[str] = []
        for page, (_, text, gold) in zip(pages, articles, strict=True):
            shift = page.report.text.index(text)
            digest.update(text.encode())
            for one in gold:
                found = matching(page.annotation.mentions, one._replace(start=one.start + shift, end=one.end + shift))
                if found is None:
                    missed += 1
                    continue
                ours.append(f"{topic.name} {links.ids[(page.report.id, found.referent)]}")
                theirs.append(f"{topic.name} {one.instance}")
                printed.append(page.report.text[found.start : found.end])
        peers["same string"] += [f"{topic.name} {label}" for label in by_string(printed)]
        peers["rapidfuzz 90"] += [f"{topic.name} {label}" for label in by_likeness(printed)]
        score = b_cubed(ours[before:], theirs[before:])
        print(f"  {topic.name:14} {len(ours) - before:4} names  P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}")
    score = b_cubed(ours, theirs)
    print(f"all: {len(ours)} names found, {missed} missed, digest {digest.hexdigest()[:10]}")
    print(f"{'stemma':14} B-cubed P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}")
    for name, labels in peers.items():
        other = b_cubed(labels, theirs)
        print(f"{name:14} B-cubed P {other.precision:.3f} R {other.recall:.3f} F1 {other.f1:.3f}")
    print(f"= entities B-cubed F1, meantime: {score.f1:.3f}")
    print(f"= entities share of names found, meantime: {len(ours) / max(1, len(ours) + missed):.3f}")


if __name__ == "__main__":
    main()
