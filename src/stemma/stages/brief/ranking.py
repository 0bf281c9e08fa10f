"""Which of its statements says a claim best, and which claims a reader must know first."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stemma.records import Claim, Sentence, Statement
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.focus import OPENING
from stemma.stages.brief.moments import main_time
from stemma.stages.brief.wording import Wording
from stemma.text.edtf import parse_edtf

Vector = npt.NDArray[np.float64]

WEIGHTS: Mapping[str, float] = {
    "lead": 0.3,
    "quoted": -0.8,
    "pointing": -0.8,
    "matter": 2.74,
    "share": 1.95,
    "reports": 0.1,
    "counted": 0.35,
    "late": 0.47,
    "planned": 0.37,
    "lasting": -0.16,
    "dated": 0.44,
    "figures": 0.35,
    "apart": -4.7,
}
"""What makes a line one that an editor holds for essential (``training/fit_known_lines.py``). The first three are set by hand: truth sheets
hold details and quotations for essential too, but what happened comes first, and words that point elsewhere read badly."""
_TYPICAL, _NEAR, _LATE, _APART, _POINTS = 1.0, 1.5, 0.3, 0.8, 0.8
"""What it counts, where one of several statements is chosen to say a claim, that it means what the others mean, that it is near the
story's matter, that it was told last, that it stands apart from the running text, and that it points at somebody whom it does not name."""
_STANDINGS = {"corroborated": 0, "attributed": 1, "uncorroborated": 2}
_APART_KINDS = frozenset({"title", "subtitle", "heading", "caption"})
_MOST_REPORTS, _MOST_SOURCES = 6, 4
_LONG_BEFORE = timedelta(days=7)
_FIGURE = re.compile(r"\d")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?|^['‘].{20,}?['’]{1,2}(?=\s|$)")
_MOSTLY = 0.6
_UNITS_KEPT = 1 << 13
"""Of so many sentences, the latest, the direction is remembered: some are held against all others."""
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)


class Chorus(NamedTuple):
    """The meanings of all statements that say one thing: how many of a report have one, and their sum, by report."""

    counts: Mapping[str, int]
    sums: Mapping[str, Vector]

    def typical(self, vector: Vector | None, report: str) -> float:
        """The mean cosine of a meaning with those of other reports; 0 where there are none."""
        others = [other for other in self.sums if other != report]
        count = sum(self.counts[other] for other in others)
        return sum(float(vector @ self.sums[other]) for other in others) / count if vector is not None and count else 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """How lines of a story are ranked. ``matter`` is the mean meaning of its openings, null without vectors; ``lateness`` tells for each
    report how late it came among the others, 0..1; ``begun`` is the day of the first, where it is known; ``heirs`` are claims that took the
    place of others, with the reports that told these: a new toll is as essential as the one before."""

    desk: Desk
    centrality: Callable[[Claim], float]
    matter: Vector | None
    lateness: Mapping[str, float]
    begun: date | None = None
    heirs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def rate_lead(self, claim: Claim) -> float:
        """How near to the story's lead a claim is: by centrality, support and place."""
        support = (
            claim.independent.least + 0.25 * min(len(claim.reports), _MOST_REPORTS) + 0.25 * min(claim.independent.most, _MOST_SOURCES)
        )
        standing = 0.4 * _STANDINGS.get(claim.standing, len(_STANDINGS))
        return round(2.0 * self.centrality(claim) + 0.6 * support - 0.5 * self.desk.earliest_place(claim) - standing, 3)

    def is_apart(self, wording: Wording) -> bool:
        """Whether words stand apart from the running text: a headline, a caption."""
        return self.desk.kind_of(wording.statement) in _APART_KINDS

    def measure_line(self, claim: Claim, wording: Wording) -> dict[str, float]:
        """What a line is weighed by, under the names of ``WEIGHTS``."""
        told, before = self.desk.statements_of(claim), self.heirs.get(claim.id, frozenset())
        return {
            "lead": self.rate_lead(claim),
            "matter": self.rate_matter(wording.statement),
            "share": len({statement.report for statement in told} | before) / max(1, len(self.desk.pages)),
            "reports": float(min(len({*claim.reports} | before), _MOST_REPORTS)),
            "counted": sum(bool(statement.quantities) for statement in told) / max(1, len(told)),
            "late": self.lateness[wording.statement.report],
            "planned": sum(statement.status == "planned" for statement in told) / max(1, len(told)),
            "lasting": sum(statement.status == "ongoing" for statement in told) / max(1, len(told)),
            "dated": float(self._is_dated(wording.statement)),
            "figures": float(_FIGURE.search(wording.text) is not None),
            "quoted": float(sum(map(len, _QUOTED.findall(wording.text))) > _MOSTLY * len(wording.text)),
            "pointing": float(self.points_elsewhere(wording)),
            "apart": float(self.is_apart(wording)),
        }

    def _is_dated(self, statement: Statement) -> bool:
        """Whether a statement's predicate has a date that is not long before the first report."""
        time = main_time(statement, self.desk)
        read = parse_edtf(time.edtf) if time else None
        return bool(read and read.latest and self.begun and self.begun - read.latest.date() <= _LONG_BEFORE)

    def rate_line(self, claim: Claim, wording: Wording) -> float:
        """How essential a line is."""
        measured = self.measure_line(claim, wording)
        return round(sum(WEIGHTS[name] * measured[name] for name in sorted(WEIGHTS)), 6)

    def hear(self, told: Sequence[Statement]) -> Chorus:
        """The meanings of all statements that say one thing, for ``rate_telling``."""
        read: dict[str, list[Vector]] = {}
        for statement in told:
            if (vector := self.meaning_of(statement)) is not None:
                read.setdefault(statement.report, []).append(vector)
        ordered = sorted(read.items())
        return Chorus(
            {report: len(vectors) for report, vectors in ordered}, {report: np.sum(vectors, axis=0) for report, vectors in ordered}
        )

    def rate_telling(self, wording: Wording, chorus: Chorus) -> float:
        """How well the words of a statement stand for all that say the same: they are typical, late, in the running text, and name whom
        they speak of."""
        statement = wording.statement
        typical = chorus.typical(self.meaning_of(statement), statement.report)
        near = _NEAR * self.rate_matter(statement)
        return round(
            _TYPICAL * typical
            + near
            + _LATE * self.lateness[statement.report]
            - _APART * self.is_apart(wording)
            - _POINTS * self.points_elsewhere(wording),
            6,
        )

    def points_elsewhere(self, wording: Wording) -> bool:
        """Whether words speak, outside quotations, of somebody by a pronoun whom they do not name ("the army said he was right")."""
        cited = wording.citations[0]
        page = self.desk.pages[cited.report]
        text = _QUOTED.sub(lambda match: " " * len(match[0]), page.report.text[cited.start : cited.end])
        people = [
            name.start
            for sentence in page.annotation.sentences
            if sentence.start < cited.end and cited.start < sentence.end
            for name in sentence.names
            if name.label == "PERSON"
        ]
        for match in _PERSONAL.finditer(text):
            known = self.desk.entities.get(self.desk.mentioned.get((cited.report, cited.start + match.start()), ""))
            if known is None and not any(cited.start <= start < cited.start + match.start() for start in people):
                return True
            if known is not None and not any(_names(name, wording.text) for name in (known.name, *known.aliases)):
                return True
        return False

    def rate_matter(self, statement: Statement) -> float:
        """How near (cosine) a statement is to what the openings of the reports tell; 0 where there are no vectors."""
        vector = self.meaning_of(statement)
        return round(float(vector @ self.matter), 6) if vector is not None and self.matter is not None else 0.0

    def rate_likeness(self, one: Statement, other: Statement) -> float:
        """The cosine of the meanings of two statements' sentences; 0 where there are no vectors."""
        sentences = self.desk.sentence_of(one), self.desk.sentence_of(other)
        return (cosine(sentences[0], sentences[1]) or 0.0) if sentences[0] and sentences[1] else 0.0

    def meaning_of(self, statement: Statement) -> Vector | None:
        """The meaning of a statement's sentence, a vector of length one; null where the page was read without vectors."""
        sentence = self.desk.sentence_of(statement)
        return _unit(sentence.vector) if sentence is not None else None


def open_ranking(desk: Desk, centrality: Callable[[Claim], float], heirs: Mapping[str, frozenset[str]] = MappingProxyType({})) -> Ranking:
    """Read what the lines of a story are ranked by."""
    return Ranking(desk=desk, centrality=centrality, matter=_matter(desk), lateness=_lateness(desk), begun=_begun(desk), heirs=heirs)


def cosine(one: Sentence, other: Sentence) -> float | None:
    """The cosine of the meanings of two sentences; null where one has no vector."""
    first, second = _unit(one.vector), _unit(other.vector)
    return round(float(first @ second), 6) if first is not None and second is not None and first.shape == second.shape else None


def _names(name: str, text: str) -> bool:
    """Whether the last word of a name stands in a text."""
    words = name.split()
    return bool(words) and words[-1] in text and re.search(rf"(?<!\w){re.escape(words[-1])}(?!\w)", text) is not None


def _matter(desk: Desk) -> Vector | None:
    """The mean meaning of what stands in the openings and headlines of the reports."""
    sentences = (
        desk.sentence_of(statement)
        for report in sorted(desk.pages)
        for statement in desk.by_report[report]
        if desk.place_of[statement.id] <= OPENING or desk.kind_of(statement) == "title"
    )
    read = [vector for sentence in sentences if sentence and (vector := _unit(sentence.vector)) is not None]
    return np.mean(read, axis=0) if read else None


def _begun(desk: Desk) -> date | None:
    return min((told.date() for report in desk.pages if (told := desk.published(report)) is not None), default=None)


def _lateness(desk: Desk) -> dict[str, float]:
    """How late a report came among the others: 0 first, 1 last, between them where that is not known."""
    told = {report: desk.published(report) for report in desk.pages}
    times = sorted({when for when in told.values() if when is not None})
    last = max(1, len(times) - 1)
    return {report: 0.5 if when is None or len(times) < 2 else times.index(when) / last for report, when in told.items()}


@lru_cache(maxsize=_UNITS_KEPT)
def _unit(vector: bytes) -> Vector | None:
    if not vector:
        return None
    read = np.frombuffer(vector, dtype=np.int8).astype(np.float64)
    length = float(np.linalg.norm(read))
    return read / length if length else None
