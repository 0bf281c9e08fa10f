"""Invented stories for tests of the story stages: reports made of sentences, each with what a reader finds in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from stemma.records import (
    Annotation,
    Block,
    Date,
    Derivation,
    DerivationKind,
    Direction,
    Disclosure,
    Entity,
    EntityType,
    Event,
    Extraction,
    Link,
    Outlet,
    Page,
    Passage,
    Quantity,
    Quote,
    Report,
    Sentence,
    Statement,
    StatementTime,
    TimeMention,
    Token,
)
from stemma.records import Citation as Span


@dataclass
class Said:
    """One sentence of a report. ``when``: words and EDTF; ``count``: words, value, unit, low, high; ``sources``: outermost first, those
    in lower case without a name; ``quote``: speaker and words; ``verb``: the main word, if the sentence is to have a (flat) parse."""

    text: str
    when: tuple[str, str] | None = None
    count: tuple[str, float | None, str, float | None, float | None] | None = None
    sources: Sequence[str] = ()
    status: str = "happened"
    polarity: str = "affirmed"
    certainty: str = "stated"
    event: dict[str, str] = field(default_factory=dict)
    quote: tuple[str, str] | None = None
    statement: str | None = None
    verb: str | None = None


@dataclass
class Paper:
    """One report before it is laid out."""

    name: str
    outlet: str | None
    published: str | None
    title: str
    said: Sequence[Said]
    wire: str | None = None


def three(words: str, value: float, unit: str) -> tuple[str, float | None, str, float | None, float | None]:
    """An exact count for ``Said.count``."""
    return words, value, unit, value, value


def build(papers: Sequence[Paper], names: dict[str, EntityType]) -> tuple[tuple[Page, ...], Extraction]:
    """Pages and extraction of a story in which ``names`` are the entities' names (``short = long`` for an alias)."""
    ids = {alias: f"e-{re.sub(r'[^a-z]+', '-', name.split(' = ')[-1].lower())}" for name in names for alias in name.split(" = ")}
    drafts = [_page(paper) for paper in papers]
    statements = [s for paper, page in zip(papers, drafts, strict=True) for s in _statements(paper, page, ids)]
    quotes = [q for paper, page in zip(papers, drafts, strict=True) for q in _quotes(paper, page, ids)]
    entities = []
    for name, kind in names.items():
        aliases = name.split(" = ")
        mentions = {
            (page.report.id, match.start(), match.end())
            for page in drafts
            for match in re.finditer(
                "|".join(rf"\b{re.escape(alias)}\b" for alias in sorted(aliases, key=len, reverse=True)), page.report.text
            )
        }
        spans = tuple(Span(report=r, start=s, end=e) for r, s, e in sorted(mentions))
        entities.append(
            Entity(id=ids[aliases[-1]], type=kind, name=aliases[-1], aliases=tuple(aliases[:-1]), role=None, country=None, mentions=spans)
        )
    extraction = Extraction(entities=tuple(entities), quotes=tuple(quotes), statements=tuple(statements))
    return tuple(drafts), extraction


def _page(paper: Paper) -> Page:
    text, spans = paper.title, []
    for said in paper.said:
        start = len(text) + 1
        text = f"{text}\n{said.text}"
        spans.append((start, len(text)))
    blocks = [Block(kind="title", start=0, end=len(paper.title))] + [Block(kind="body", start=start, end=end) for start, end in spans]
    disclosures = (Disclosure(kind="wire", start=0, end=1, detail=paper.wire),) if paper.wire else ()
    published = Date(edtf=paper.published, precision="minute", start=None, end=None, rule="meta") if paper.published else None
    report = Report(
        id=paper.name,
        location=f"{paper.name}.html",
        sha256=paper.name,
        outlet=Outlet(name=paper.outlet, domain=None) if paper.outlet else None,
        title=paper.title,
        bylines=(),
        published=published,
        updated=None,
        language="en",
        text=text,
        blocks=tuple(blocks),
        disclosures=disclosures,
    )
    times = [
        TimeMention(start=start + said.text.index(said.when[0]), end=start + said.text.index(said.when[0]) + len(said.when[0]),
                    edtf=said.when[1], precision="day", kind="date", anchor="published")
        for said, (start, _) in zip(paper.said, spans, strict=True)
        if said.when
    ]  # fmt: skip
    sentences = tuple(
        Sentence(start=start, end=end, tokens=_flat_parse(said, start)) for said, (start, end) in zip(paper.said, spans, strict=True)
    )
    return Page(report=report, annotation=Annotation(report=report.id, sentences=sentences, times=tuple(times)))


def _flat_parse(said: Said, offset: int) -> tuple[Token, ...]:
    """Every word hangs on the main one; capitals are names, small words are none."""
    if said.verb is None:
        return ()
    words = list(re.finditer(r"\w+", said.text))
    top = next(index for index, word in enumerate(words) if word.group() == said.verb)
    kinds = ["PROPN" if word.group()[0].isupper() and word.start() else "NOUN" if len(word.group()) > 3 else "DET" for word in words]
    kinds[top] = "VERB"
    return tuple(
        Token(offset + word.start(), offset + word.end(), kind, top, "root" if index == top else "dep")
        for index, (word, kind) in enumerate(zip(words, kinds, strict=True))
    )


def _statements(paper: Paper, page: Page, ids: dict[str, str]) -> list[Statement]:
    found = []
    for said, sentence in zip(paper.said, page.annotation.sentences, strict=True):
        body = said.statement or said.text
        start = sentence.start + said.text.index(body)
        named = sorted({ids[name] for name in ids if re.search(rf"\b{re.escape(name)}\b", body)})
        found.append(
            Statement(
                id=f"s-{paper.name}-{sentence.start}",
                report=paper.name,
                start=start,
                end=start + len(body),
                text=body,
                attribution=tuple(_link(source, ids) for source in said.sources),
                event=_event(said, ids),
                times=tuple(_time(said, sentence.start)),
                places=(),
                entities=tuple(named),
                quantities=tuple(_count(said, sentence.start)),
                status=said.status,  # type: ignore[arg-type]
                polarity=said.polarity,  # type: ignore[arg-type]
                certainty=said.certainty,  # type: ignore[arg-type]
            )
        )
    return found


def _link(source: str, ids: dict[str, str]) -> Link:
    return Link(source=source, entity=ids.get(source), cue="said", anonymous=source.islower() and source not in ids)


def _event(said: Said, ids: dict[str, str]) -> Event | None:
    if not said.event:
        return None
    parts: dict[str, Any] = {"mode": None, "actor": None, "recipient": None, "place": None, "when": said.when[1] if said.when else None}
    return Event(**{**parts, **{key: ids.get(value, value) for key, value in said.event.items()}})


def _time(said: Said, offset: int) -> list[StatementTime]:
    if not said.when:
        return []
    start = offset + said.text.index(said.when[0])
    return [StatementTime(edtf=said.when[1], start=start, end=start + len(said.when[0]))]


def _count(said: Said, offset: int) -> list[Quantity]:
    if not said.count:
        return []
    words, value, unit, low, high = said.count
    start = offset + said.text.index(words)
    return [Quantity(value=value, unit=unit, low=low, high=high, start=start, end=start + len(words))]


def _quotes(paper: Paper, page: Page, ids: dict[str, str]) -> list[Quote]:
    found = []
    for said, sentence in zip(paper.said, page.annotation.sentences, strict=True):
        if said.quote:
            speaker, words = said.quote
            start = sentence.start + said.text.index(words)
            found.append(
                Quote(id=f"q-{paper.name}-{start}", report=paper.name, start=start - 1, end=start + len(words) + 1, text=words,
                      speaker=ids.get(speaker), speaker_text=speaker, cue="said")
            )  # fmt: skip
    return found


def edge(
    report: str, source: str | None, kind: DerivationKind = "rewrites", *, name: str | None = None, is_decided: bool = True, **parts: Any
) -> Derivation:
    """A derivation with nothing but what matters to origins."""
    return Derivation(
        report=report,
        source=source,
        source_name=name,
        kind=kind,
        coverage=parts.get("coverage", 0.8),
        score=1.0,
        features=(),
        direction=Direction(from_=source or name or "", why="credit") if is_decided else None,
        passages=tuple(Passage(report_start=a, report_end=b, source_start=c, source_end=d) for a, b, c, d in parts.get("passages", ())),
        additions=(),
        altered_quotes=tuple(parts.get("altered_quotes", ())),
    )
