"""What a report adds to its sources."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from stemma.language.lexicon import Lexicons
from stemma.records import Addition, Derivation, Extraction, Quote, Statement
from stemma.stages.derive.altering import find_original, read_utterances
from stemma.stages.derive.reading import TELLING, Line, Text, overlap
from stemma.stages.derive.rewriting import likeness, same_meaning
from stemma.stages.derive.scoring import Comparison
from stemma.stages.derive.wording import read_terms
from stemma.text.align import align
from stemma.text.normalise import without_accents
from stemma.text.shingles import KeyedWord, keyed_words

CARRIED = 0.6
"""A statement is the source's where so much of it was copied ..."""
SUPPORTED = 0.45
"""... or where one sentence of the source has so much of what its words tell (or is so much alike) ..."""
SAME_SENTENCE = 0.45
NEW_NAMES = 0.5
NEW_WORDS = 0.55
"""... and no more of its names, and of its other words, than these shares stand nowhere in the source ..."""
SAME_MEANING, NEW_WORDING = 0.72, 0.7
"""... or more of the words, where the two sentences mean the same."""
RARE = 2.5
FEW_WORDS = 4
"""So many telling words and a count of the source's are that count in other words ("143 were hurt")."""
WELL_SUPPORTED, SPECIFIC = 0.6, 5.3
"""Two neighbouring sentences that bear out so much of a statement have all of it, if no new word has so much information (nats; in one
article of 200) ..."""
HALF_SUPPORTED, HARDLY_NEW = 0.5, 0.2
"""... and so has one sentence that bears out half, where hardly anything stands nowhere in the source."""

_AGE = re.compile(r"\b([0-9]{1,3})[- ]years?[- ]old\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[5-9][0-9]{2}|20[0-9]{2})\b")

_Count = tuple[float | None, float | None, str | None]


def find_additions(comparison: Comparison, extraction: Extraction, lexicons: Lexicons) -> tuple[Addition, ...]:
    """The statements of a report that its source does not contain, in order of position.

    A statement is contained where its words were copied, or a sentence of the source (headline and captions too) tells the same with
    no number or larger part more, or counts the same. Whether it is planned or has happened makes no difference: that is a change.
    """
    counts = _counted([one for one in extraction.statements if one.report == comparison.other.report.id])
    return tuple(
        Addition(statement=statement.id)
        for statement in sorted(extraction.statements, key=lambda one: (one.start, one.end, one.id))
        if statement.report == comparison.report.report.id
        and any(overlap((statement.start, statement.end), (line.start, line.end)) for line in comparison.report.lines)
        and not _is_contained(statement, comparison, counts, lexicons)
    )


def _is_contained(statement: Statement, comparison: Comparison, counts: AbstractSet[_Count], lexicons: Lexicons) -> bool:
    report, source = comparison.report, comparison.other
    words = keyed_words(report.report.text, statement.start, statement.end)
    keys = [without_accents(word.key) for word in words]
    if sum(match.same for match in align(keys, source.keys, source.seeds)) >= CARRIED * len(keys):
        return True
    line = _without(_line_of(statement, words, report, lexicons), told_as_age(statement.text, comparison))
    names = report.details | source.details
    if line.numbers - source.known or _new_share(line, names, source) > NEW_NAMES:
        return False
    if _counted([statement]) & counts and len(line.telling) <= FEW_WORDS:
        return True
    alike = max((*source.lines, *source.around), key=lambda other: (_support(line, other), -other.start), default=None)
    if alike is not None and _is_plainer(line, source):
        all_new = _new_share(line, line.telling.keys(), source)
        if _joint_support(line, source) >= WELL_SUPPORTED or (_support(line, alike) >= HALF_SUPPORTED and all_new <= HARDLY_NEW):
            return True
    if alike is None or _support(line, alike) < SUPPORTED:
        return False
    meaning = same_meaning(line, alike)
    new = _new_share(line, line.telling.keys() - names, source)
    return new <= (NEW_WORDS if meaning is None or meaning < SAME_MEANING else NEW_WORDING)


def told_as_age(text: str, comparison: Comparison) -> frozenset[str]:
    """The ages in a statement that its source tells as a year ("a 32-year-old bridge", "built in 1994"), and the other way round,
    counted from the year in which one of the two came out; none where that is not known."""
    dates = [one.report.published.edtf[:4] for one in (comparison.report, comparison.other) if one.report.published is not None]
    told_in = {int(year) for year in dates if year.isdecimal()}
    other = comparison.other.report.text
    years, ages = {int(year) for year in _YEAR.findall(other)}, {int(age) for age in _AGE.findall(other)}
    as_year = {age for age in _AGE.findall(text) if any(now - int(age) - step in years for now in told_in for step in (0, 1))}
    as_age = {year for year in _YEAR.findall(text) if any(now - int(year) - step in ages for now in told_in for step in (0, 1))}
    return frozenset(as_year | as_age)


def _without(line: Line, keys: AbstractSet[str]) -> Line:
    if not keys:
        return line
    telling = {key: value for key, value in line.telling.items() if key not in keys}
    return replace(line, telling=telling, weight=sum(telling.values()), numbers=line.numbers - keys)


def _is_plainer(line: Line, source: Text) -> bool:
    """Whether all that the source's words do not tell is a few common words: paraphrases use such, inventions bring rarer ones."""
    new = [value for key, value in line.telling.items() if key not in source.known]
    return len(new) <= FEW_WORDS and len(new) * 2 <= len(line.telling) + 1 and max(new, default=0.0) < SPECIFIC


def _counted(statements: Sequence[Statement]) -> frozenset[_Count]:
    """What the statements count: how many, and what happened to them."""
    found = ((one.low, one.high, one.event) for statement in statements for one in statement.quantities)
    return frozenset((low, high, event) for low, high, event in found if event is not None)


def _new_share(line: Line, keys: AbstractSet[str], source: Text) -> float:
    """Of what these words of a statement tell, the share (0..1) that stands nowhere in the source."""
    total = sum(line.telling[key] for key in sorted(line.telling.keys() & keys))
    return sum(line.telling[key] for key in sorted(line.telling.keys() & keys) if key not in source.known) / total if total else 0.0


def _support(line: Line, source: Line) -> float:
    """How far a sentence of the source bears out a statement (0..1): the share of what its words tell, or its likeness in meaning."""
    shared = sum(value for key, value in line.telling.items() if key in source.telling)
    return max(shared / line.weight if line.weight else 1.0, likeness(line, source) * SUPPORTED / SAME_SENTENCE)


def _joint_support(line: Line, source: Text) -> float:
    """The share of what a statement's words tell that two neighbouring sentences of the source have together."""
    sentences = [*source.around, *source.lines]
    best = max((sum(line.telling[key] for key in line.telling.keys() & (one.telling.keys() | other.telling.keys()))
                for one, other in zip(sentences, [*sentences[1:], *sentences[-1:]], strict=True)), default=0.0)  # fmt: skip
    return best / line.weight if line.weight else 1.0


def _line_of(statement: Statement, words: Sequence[KeyedWord], report: Text, lexicons: Lexicons) -> Line:
    """The statement as a sentence to compare, with the vector of the sentence it stands in where that is mostly it."""
    terms = read_terms(words, lexicons)
    telling = {term.key: term.weight for term in sorted(terms) if term.weight >= RARE or term.key.isdecimal()}
    span = (statement.start, statement.end)
    around = max(report.lines, key=lambda line: overlap(span, (line.start, line.end)), default=None)
    is_most = around is not None and overlap(span, (around.start, around.end)) * 10 > 8 * (around.end - around.start)
    return Line(
        start=statement.start,
        end=statement.end,
        telling=telling,
        weight=sum(telling.values()),
        numbers=frozenset(
            term.key
            for word, term in zip(words, terms, strict=True)
            if term.key[0].isdigit() and term.weight >= TELLING and not any(time.start <= word.start < time.end for time in statement.times)
        ),
        speakers=frozenset(),
        is_spoken=False,
        vector=around.vector if around is not None and is_most else b"",
    )


# ---------------------------------------------------------------- several sources


def reconcile(derivations: Sequence[Derivation], texts: Sequence[Text], extraction: Extraction, lexicons: Lexicons) -> list[Derivation]:
    """The derivations of reports with several sources, each seen with the others.

    An addition is one that none of the sources has, and no altered quote. An altered quote stands beside one source only, the one whose
    words it is closest to; a quote that another source has unaltered is not altered. What was found along edges of open direction
    counts but is not kept.
    """
    sources: dict[str, list[str]] = {}
    added: dict[str, set[str]] = {}
    for one in sorted(derivations, key=lambda one: (one.report, one.source or "")):
        if one.source is not None and one.kind != "shares_wire":
            sources.setdefault(one.report, []).append(one.source)
            new = {addition.statement for addition in one.additions}
            added[one.report] = added[one.report] & new if one.report in added else new
    originals = _closest_sources(derivations, sources, extraction, {text.report.id: text for text in texts}, lexicons)
    changed = _statements_in_quotes([quote for quote in extraction.quotes if originals.get(quote.id) is not None], extraction)
    return [
        replace(
            one,
            additions=tuple(
                new for new in one.additions if one.direction is not None and new.statement in added.get(one.report, set()) - changed
            ),
            altered_quotes=tuple(altered for altered in one.altered_quotes if originals[altered.quote] == one.source),
        )
        for one in derivations
    ]


def _statements_in_quotes(quotes: Sequence[Quote], extraction: Extraction) -> frozenset[str]:
    return frozenset(
        statement.id
        for statement in extraction.statements
        for quote in quotes
        if quote.report == statement.report
        and 2 * overlap((quote.start, quote.end), (statement.start, statement.end)) > statement.end - statement.start
    )


def _closest_sources(
    derivations: Sequence[Derivation],
    sources: Mapping[str, Sequence[str]],
    extraction: Extraction,
    text_of: Mapping[str, Text],
    lexicons: Lexicons,
) -> dict[str, str | None]:
    """For each altered quote the report, among the sources, with the quote that it is most like."""
    changed = {report for one in derivations if one.altered_quotes for report in (one.report, *sources.get(one.report, ()))}
    by_report = {report: read_utterances(text_of[report], extraction, lexicons) for report in sorted(changed)}
    utterances = {one.quote.id: one for found in by_report.values() for one in found}
    closest: dict[str, str | None] = {}
    for derivation in derivations:
        known = [quote for source in sources.get(derivation.report, ()) for quote in by_report.get(source, ())]
        for altered in derivation.altered_quotes:
            original = find_original(utterances[altered.quote], known)
            closest[altered.quote] = original.quote.report if original is not None else None
    return closest
