"""How sure it is that a statement of a report stands nowhere in its source: named features, weighed in one table, through a logistic curve.

No single sign decides: a paraphrase shares few words but means the same as a sentence of the source, an invention is told in the source's
words with another number, and what was added by the way stands in a sentence that is otherwise the source's.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp

import numpy as np

from stemma.language.lexicon import Lexicons
from stemma.records import Quote, Statement
from stemma.stages.derive.reading import TELLING, Line, Span, Text, overlap
from stemma.stages.derive.scoring import Comparison
from stemma.stages.derive.supporting import Sentences, index_sentences
from stemma.stages.derive.wording import read_terms
from stemma.text.align import align
from stemma.text.normalise import without_accents
from stemma.text.shingles import KeyedWord, keyed_words

WEIGHTS: Mapping[str, float] = {
    "bias": 0.90,
    "carried": 0.28,
    "joint": -0.28,
    "meaning": -1.28,
    "mutual": -0.46,
    "new_numbers": 0.34,
    "numbers_here": -0.50,
    "new_names": 0.58,
    "rarest_new": 0.31,
    "new_entities": 0.30,
    "new_speaker": 0.85,
    "new_time": 0.74,
    "quoted": 1.41,
    "cited": -1.22,
    "agreement": -1.55,
    "one_house": 1.34,
    "short": -1.00,
}
"""``carried``: the share of the statement's words that were copied. ``joint``: of what its words tell, the share that two neighbouring
sentences of the source have together. ``meaning``: how near the likest sentence of the source is to the statement's; ``mutual``: that
sentence is liker to no other of the report. ``new_numbers``: a number that the source lacks; ``numbers_here``: it has all. ``new_names``:
the share of its names that the source lacks; ``rarest_new``: the information in the rarest of its words that the source lacks.
``new_entities``, ``new_speaker``, ``new_time``: the shares of those that no statement of the source has. ``quoted``: it stands in a
quotation. ``cited``: the report gives it to the source; ``agreement``: how surely the likeliest of the source's statements tells the same
(``tellings``), naught with a number that the source lacks. ``one_house``: both reports are of one outlet, which writes its earlier report
on and says again only what it must. ``short``: 1 for no telling word, 0 for twelve."""
ADDED = 0.35
CARRIED = 0.9
"""A statement is the source's for certain where so much of it was copied."""
RAREST = 8.0
FULL_LENGTH = 12.0
HALF = 0.5
COUNTED_WORDS = 4
"""So many telling words and a count of the source's are that count in other words ("143 were hurt")."""

_AGE = re.compile(r"\b([0-9]{1,3})[- ]years?[- ]old\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[5-9][0-9]{2}|20[0-9]{2})\b")

_Count = tuple[float | None, float | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What the statements of one report are held against: the ``comparison`` with its source, the sentences of both, what the source
    ``counts``, the spans of the report's quotations and of what it gives to the source (``cited``), how surely the source tells each of
    the report's statements, by their ids (``agreement``), and whether both are of one outlet."""

    comparison: Comparison
    report: Sentences
    source: Sentences
    counts: AbstractSet[_Count]
    entities: AbstractSet[str]
    times: AbstractSet[str]
    quoted: tuple[Span, ...]
    cited: tuple[Span, ...]
    agreement: Mapping[str, float]
    is_one_house: bool

    @property
    def is_one_language(self) -> bool:
        """Whether the words of the two can be compared."""
        report, source = self.comparison.reports
        return report.language == source.language


def read_setting(
    comparison: Comparison,
    quotes: Sequence[Quote],
    statements: Sequence[Statement],
    cited: Sequence[Span],
    agreement: Mapping[str, float],
    *,
    is_one_house: bool,
) -> Setting:
    """A report and its source, of which ``statements`` are, ``quotes`` are the report's."""
    entities = {name for one in statements for name in (*one.entities, *(link.entity for link in one.attribution if link.entity))}
    times = {time.edtf for one in statements for time in one.times if time.edtf}
    return Setting(
        comparison=comparison,
        report=index_sentences(comparison.report),
        source=index_sentences(comparison.other),
        counts=_counted(statements),
        entities=frozenset(entities),
        times=frozenset(times),
        quoted=tuple((quote.start, quote.end) for quote in quotes),
        cited=tuple(cited),
        agreement=agreement,
        is_one_house=is_one_house,
    )


def is_new(statement: Statement, setting: Setting, lexicons: Lexicons) -> bool:
    """Whether the source does not tell a statement."""
    values = measure_novelty(statement, setting, lexicons)
    return not is_carried(statement, values, setting) and 1 / (1 + exp(-weigh_novelty(values))) >= ADDED


def weigh_novelty(values: Mapping[str, float]) -> float:
    """How sure it is (in logits) that a statement with these features stands nowhere in the source."""
    return sum(WEIGHTS[name] * value for name, value in values.items())


def is_carried(statement: Statement, values: Mapping[str, float], setting: Setting) -> bool:
    """Whether a statement with these features is the source's for certain: copied, or a count of its in other words."""
    is_counted = values["short"] >= 1 - COUNTED_WORDS / FULL_LENGTH and not _counted([statement]).isdisjoint(setting.counts)
    return values["carried"] >= CARRIED or is_counted


def measure_novelty(statement: Statement, setting: Setting, lexicons: Lexicons) -> dict[str, float]:
    """The features of a statement against a source, by name (``WEIGHTS``)."""
    report, source = setting.comparison.report, setting.comparison.other
    words = keyed_words(report.report.text, statement.start, statement.end)
    line = _without(_line_of(statement, words, setting.report, lexicons), told_as_age(statement.text, setting.comparison))
    keys = [without_accents(word.key) for word in words]
    span = (statement.start, statement.end)
    supported = float(setting.source.share(line).max(initial=0.0))
    meaning, mutual = _meanings(line, report, source) or (supported, float(supported >= HALF))
    new = [value for key, value in line.telling.items() if key not in source.known]
    is_counted_anew = bool(line.numbers - source.known)
    return {
        "bias": 1.0,
        "carried": min(1.0, sum(match.same for match in align(keys, source.keys, source.seeds)) / (len(keys) or 1)),
        "joint": setting.source.share_together(line),
        "meaning": meaning,
        "new_numbers": float(is_counted_anew),
        "new_names": _new_share(line, report.details | source.details, source),
        "rarest_new": min(1.0, max(new, default=0.0) / RAREST),
        "short": max(0.0, 1 - len(line.telling) / FULL_LENGTH),
        "quoted": float(any(overlap(span, quote) for quote in setting.quoted)),
        "cited": float(any(overlap(span, given) for given in setting.cited)),
        "agreement": 0.0 if is_counted_anew else setting.agreement.get(statement.id, 0.0),
        "one_house": float(setting.is_one_house),
        "new_entities": _fresh(statement.entities, setting.entities),
        "new_speaker": _fresh([link.entity for link in statement.attribution if link.entity], setting.entities),
        "mutual": mutual,
        "numbers_here": float(bool(line.numbers) and not is_counted_anew),
        "new_time": _fresh([time.edtf for time in statement.times if time.edtf], setting.times),
    }


def _fresh(own: Sequence[str], others: AbstractSet[str]) -> float:
    return sum(one not in others for one in own) / len(own) if own else 0.0


def _meanings(line: Line, report: Text, source: Text) -> tuple[float, float] | None:
    """How near in meaning the likest sentence of the source is (0..1), and whether it is liker to no other sentence of the report; None
    without vectors."""
    vector = np.frombuffer(line.vector, dtype=np.int8).astype(np.float32)
    if not len(vector) or not len(source.vectors) or not len(report.vectors):
        return None
    if len(vector) != source.vectors.shape[1] or len(vector) != report.vectors.shape[1]:
        return None
    cosines = source.vectors @ (vector / max(float(np.linalg.norm(vector)), 1e-6))
    best = int(cosines.argmax())
    is_mutual = float((report.vectors @ source.vectors[best]).max()) <= float(cosines[best]) + 1e-4
    return max(0.0, float(cosines[best])), float(is_mutual)


def told_as_age(text: str, comparison: Comparison) -> frozenset[str]:
    """The ages in a statement that its source tells as a year ("a 32-year-old bridge", "built in 1994"), and the other way round,
    counted from the year in which one of the two came out; none where that is not known."""
    dates = [one.report.published.edtf[:4] for one in (comparison.report, comparison.other) if one.report.published is not None]
    told_in = {int(year) for year in dates if year.isdecimal()}
    years, ages = _years_and_ages(comparison.other.report.text)
    as_year = {age for age in _AGE.findall(text) if any(now - int(age) - step in years for now in told_in for step in (0, 1))}
    as_age = {year for year in _YEAR.findall(text) if any(now - int(year) - step in ages for now in told_in for step in (0, 1))}
    return frozenset(as_year | as_age)


@lru_cache(maxsize=256)
def _years_and_ages(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The years and the ages that a page gives, read once for all statements that are held against it."""
    return frozenset(map(int, _YEAR.findall(text))), frozenset(map(int, _AGE.findall(text)))


def _without(line: Line, keys: AbstractSet[str]) -> Line:
    if not keys:
        return line
    telling = {key: value for key, value in line.telling.items() if key not in keys}
    return replace(line, telling=telling, weight=sum(telling.values()), numbers=line.numbers - keys)


def _counted(statements: Sequence[Statement]) -> frozenset[_Count]:
    """What the statements count: how many, and what happened to them."""
    found = ((one.low, one.high, one.event) for statement in statements for one in statement.quantities)
    return frozenset((low, high, event) for low, high, event in found if event is not None)


def _new_share(line: Line, keys: AbstractSet[str], source: Text) -> float:
    """Of what these words of a statement tell, the share (0..1) that stands nowhere in the source."""
    total = sum(line.telling[key] for key in sorted(line.telling.keys() & keys))
    return sum(line.telling[key] for key in sorted(line.telling.keys() & keys) if key not in source.known) / total if total else 0.0


def _line_of(statement: Statement, words: Sequence[KeyedWord], report: Sentences, lexicons: Lexicons) -> Line:
    """The statement as a sentence to compare, with the vector of the sentence it stands in."""
    terms = read_terms(words, lexicons)
    telling = {term.key: term.weight for term in sorted(terms) if term.weight >= TELLING or term.key.isdecimal()}
    around = report.stands_in((statement.start, statement.end))
    return Line(
        start=statement.start,
        end=statement.end,
        telling=telling,
        weight=sum(telling.values()),
        square=sum(value**2 for value in telling.values()),
        numbers=frozenset(
            term.key
            for word, term in zip(words, terms, strict=True)
            if term.key[0].isdigit() and term.weight >= TELLING and not any(time.start <= word.start < time.end for time in statement.times)
        ),
        speakers=frozenset(),
        is_spoken=False,
        vector=around.vector if around is not None else b"",
    )
