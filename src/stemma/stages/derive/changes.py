"""What a report adds to its source, and which quotations it changed."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import Indel

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.language.rarity import rarity
from stemma.records import Addition, AlteredQuote, Entity, Extraction, Quote, Statement
from stemma.stages.derive.reading import Line, Text, overlap
from stemma.stages.derive.rewriting import likeness, same_meaning
from stemma.stages.derive.scoring import Comparison
from stemma.text.align import align
from stemma.text.shingles import fold_plural, keyed_words

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
SAME_QUOTE = 0.6
SHORTEST_QUOTE = 3
RARE = 2.5


def find_additions(comparison: Comparison, extraction: Extraction, lexicons: Lexicons) -> tuple[Addition, ...]:
    """The statements of a report that its source does not contain, in order of position.

    A statement is contained where its words were copied, or a sentence of the source tells the same with no number or larger part
    more. What the source only planned and the report says has happened is an addition too.
    """
    sources = [one for one in extraction.statements if one.report == comparison.other.report.id]
    told = {
        place: [one for one in sources if overlap((one.start, one.end), (line.start, line.end))]
        for place, line in enumerate(comparison.other.lines)
    }
    return tuple(
        Addition(statement=statement.id)
        for statement in sorted(extraction.statements, key=lambda one: (one.start, one.end, one.id))
        if statement.report == comparison.report.report.id
        and any(overlap((statement.start, statement.end), (line.start, line.end)) for line in comparison.report.lines)
        and not _is_contained(statement, comparison, told, lexicons)
    )


def _is_contained(statement: Statement, comparison: Comparison, told: Mapping[int, Sequence[Statement]], lexicons: Lexicons) -> bool:
    report, source = comparison.report, comparison.other
    keys = [word.key for word in keyed_words(report.report.text, statement.start, statement.end)]
    if sum(match.same for match in align(keys, source.keys, source.seeds)) >= CARRIED * len(keys):
        return True
    line = _line_of(statement, report, lexicons)
    names = report.details | source.details
    if line.numbers - source.known or _new_share(line, names, source) > NEW_NAMES:
        return False
    alike = max(range(len(source.lines)), key=lambda place: (_support(line, source.lines[place]), -place), default=None)
    if alike is None or _support(line, source.lines[alike]) < SUPPORTED:
        return False
    meaning = same_meaning(line, source.lines[alike])
    new = _new_share(line, line.telling.keys() - names, source)
    return new <= (NEW_WORDS if meaning is None or meaning < SAME_MEANING else NEW_WORDING) and not _has_come_true(statement, told[alike])


def _new_share(line: Line, keys: AbstractSet[str], source: Text) -> float:
    """Of what these words of a statement tell, the share (0..1) that stands nowhere in the source."""
    total = sum(line.telling[key] for key in line.telling.keys() & keys)
    return sum(line.telling[key] for key in line.telling.keys() & keys if key not in source.known) / total if total else 0.0


def _support(line: Line, source: Line) -> float:
    """How far a sentence of the source bears out a statement (0..1): the share of what its words tell, or its likeness in meaning."""
    shared = sum(value for key, value in line.telling.items() if key in source.telling)
    return max(shared / line.weight if line.weight else 1.0, likeness(line, source) * SUPPORTED / SAME_SENTENCE)


def _line_of(statement: Statement, report: Text, lexicons: Lexicons) -> Line:
    """The statement as a sentence to compare, with the vector of the sentence it stands in where that is mostly it."""
    words = {fold_plural(word.key) for word in keyed_words(report.report.text, statement.start, statement.end)}
    telling = {key: value for key in sorted(words) if (value := rarity(key, lexicons)) >= RARE or key.isdecimal()}
    span = (statement.start, statement.end)
    around = max(report.lines, key=lambda line: overlap(span, (line.start, line.end)), default=None)
    is_most = around is not None and overlap(span, (around.start, around.end)) * 10 > 8 * (around.end - around.start)
    return Line(
        start=statement.start,
        end=statement.end,
        telling=telling,
        weight=sum(telling.values()),
        numbers=frozenset(key for key in telling if key[0].isdigit()),
        speakers=frozenset(),
        is_spoken=False,
        vector=around.vector if around is not None and is_most else b"",
    )


def _has_come_true(statement: Statement, others: Sequence[Statement]) -> bool:
    """The report says that it happened what the source only planned."""
    return statement.status == "happened" and bool(others) and all(other.status == "planned" for other in others)


# ---------------------------------------------------------------- quotations


def find_altered_quotes(comparison: Comparison, extraction: Extraction, lexicons: Lexicons) -> tuple[AlteredQuote, ...]:
    """Quotes whose words, or whose speaker, are not those of the source's quote they come from; in order of position.

    An outlet in a speaker's place only hands the words on.
    """
    entities = {entity.id: entity for entity in extraction.entities if not is_outlet(entity.name, lexicons)}
    sources = [quote for quote in extraction.quotes if quote.report == comparison.other.report.id]
    altered = []
    for quote in sorted(extraction.quotes, key=lambda quote: (quote.start, quote.id)):
        if quote.report != comparison.report.report.id:
            continue
        original = _original(quote, sources)
        if original is not None and _is_altered(quote, original, entities):
            altered.append(AlteredQuote(quote=quote.id, source_quote=original.id))
    return tuple(altered)


def _original(quote: Quote, sources: Sequence[Quote]) -> Quote | None:
    """The most alike of the source's quotes, None where none is alike enough."""
    words = _words(quote)
    if len(words) < SHORTEST_QUOTE:
        return None
    scored = [(_alike(words, _words(source)), -source.start, source) for source in sources]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best is not None and best[0] >= SAME_QUOTE else None


def _alike(words: list[str], others: list[str]) -> float:
    """How alike two wordings are (0..1): 1 where the one is a part of the other, else by the words left out and put in."""
    if len(others) < SHORTEST_QUOTE:
        return 0.0
    return 1.0 if _is_part(words, others) or _is_part(others, words) else float(Indel.normalized_similarity(words, others))


def _is_altered(quote: Quote, original: Quote, entities: Mapping[str, Entity]) -> bool:
    words, others = _words(quote), _words(original)
    if not _is_part(words, others) and not _is_part(others, words):
        return "".join(words) != "".join(others)
    one, other = entities.get(quote.speaker or ""), entities.get(original.speaker or "")
    return one is not None and other is not None and one.id != other.id


def _is_part(words: list[str], others: list[str]) -> bool:
    """Whether ``words`` stand in ``others`` in one piece."""
    return any(others[place : place + len(words)] == words for place in range(len(others) - len(words) + 1))


def _words(quote: Quote) -> list[str]:
    return [word.key for word in keyed_words(quote.text)]
