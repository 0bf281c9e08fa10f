"""One sentence told twice in nearly the same words: what was changed in it.

The words of the two sentences are aligned (Levenshtein over words); each stretch that differs is read by what stands there: a number, a
date, a name, a negation. As all else is the same, no likeness of matter needs to be guessed, and values of every kind can be compared.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.distance import Indel, Levenshtein

from stemma.language.lexicon import Lexicons
from stemma.language.opposites import are_opposites, count_negations, is_negation
from stemma.language.spelling import fold
from stemma.records import Name, Quantity, Sentence, TimeMention
from stemma.stages.corroborate.comparing.loose_dates import are_apart, read_loose
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side, are_comparable
from stemma.stages.corroborate.comparing.numbers import relate_counts
from stemma.stages.corroborate.comparing.reading import Count, Reading
from stemma.stages.corroborate.comparing.spots import hold_each_other, points_here
from stemma.stages.corroborate.denials.said_clashes import UNTIL_NOW
from stemma.stages.corroborate.figures.number_clashes import value_key
from stemma.stages.corroborate.names.misprints import are_misprints
from stemma.stages.corroborate.origins.one_text import are_of_one_text
from stemma.stages.corroborate.quotes.speakers import LONG
from stemma.text.shingles import fold_plural
from stemma.text.words import Word, split_words

ALIKE = 0.72
"""The share of words, in order, that two sentences must have in common."""
FEWEST_SHARED = 5
MOST_STRETCHES = 4
LONGEST_STRETCH = 8
_AUXILIARIES = frozenset(
    "do does did is are was were be been being has have had will would can could shall should may might must to ca wo sha".split()
)
_CLOCKS = frozenset({"gmt", "utc", "est", "edt", "et", "pt", "pst", "pdt", "cet", "cest", "local", "time", "bst", "ist", "jst", "kst"})
_WORDS_OF_TIME = frozenset({"today", "yesterday", "tomorrow", "tonight", "now", "recently", "week", "month", "year"})
_VALUES = frozenset({"number", "date", "place"})
"""Where two of these differ in one sentence, two happenings are told in one form of words ("fell 4 percent on Tuesday")."""
Span = tuple[int, int]
ValueT = TypeVar("ValueT", TimeMention, Name, Quantity)
Words = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of a report, its words, and the statements in it."""

    report: str
    sentence: Sentence
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where two tellings differ: the words of the one and of the other, either of which may be none."""

    one: Words
    other: Words

    def span(self, is_other: bool) -> Span:
        words = self.other if is_other else self.one
        return (words[0].start, words[-1].end) if words else (0, 0)


def find_retold_clashes(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], ground: Ground) -> Iterator[Clash]:
    """Every clash between two sentences of different reports that are the same but for a few words. Linear in the number of pairs."""
    told = _sentences(readings, ground)
    plain = {(one.report, one.keys) for one in told.values()}
    seen: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    for first, second in pairs:
        places = [_place(readings[index]) for index in (first, second)]
        if None in places or readings[first].statement.report == readings[second].statement.report:
            continue
        key = min(places), max(places)  # type: ignore[type-var]
        if key in seen or not are_comparable(readings[first], readings[second], ground):
            continue
        seen.add(key)  # type: ignore[arg-type]
        one, other = told[key[0]], told[key[1]]  # type: ignore[index]
        if (one.report, other.keys) not in plain and (other.report, one.keys) not in plain:
            yield from _compare(one, other, ground)


def _place(reading: Reading) -> tuple[str, int] | None:
    return None if reading.sentence is None else (reading.statement.report, reading.sentence.start)


def _sentences(readings: Sequence[Reading], ground: Ground) -> dict[tuple[str, int], _Told]:
    held: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        place = _place(reading)
        if place is not None:
            held[place].append(reading)
    found = {}
    for place, within in sorted(held.items(), key=lambda item: item[0]):
        sentence = within[0].sentence
        if sentence is not None:
            text = ground.pages[place[0]].report.text
            words = tuple(word for word in split_words(text, sentence.start, sentence.end) if word.lower[0].isalnum())
            keys = tuple(_plain(word.lower) for word in words)
            found[place] = _Told(place[0], sentence, words, keys, tuple(within))
    return found


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> str:
    return fold_plural(fold(word)) or word


def _compare(one: _Told, other: _Told, ground: Ground) -> Iterator[Clash]:
    shared = (len(one.keys) + len(other.keys) - Indel.distance(one.keys, other.keys)) / 2
    if shared < FEWEST_SHARED or 2 * shared < ALIKE * (len(one.keys) + len(other.keys)):
        return
    stretches = _stretches(one, other)
    if len(stretches) > MOST_STRETCHES or _recurs(stretches, ground):
        return
    found: dict[tuple[str, int, int], Clash] = {}
    for stretch in stretches:
        if max(len(stretch.one), len(stretch.other)) > LONGEST_STRETCH:
            continue
        clash = _read(stretch, one, other, ground)
        if clash is not None:
            found.setdefault((clash.kind, clash.one.start, clash.other.start), clash)
    if len({clash.kind for clash in found.values()} & _VALUES) <= 1:
        yield from (replace(clash, is_retold=True) for clash in found.values())


def _stretches(one: _Told, other: _Told) -> list[_Stretch]:
    """The stretches that differ, neighbouring ones as one."""
    spans: list[tuple[int, int, int, int]] = []
    for code in Levenshtein.opcodes(one.keys, other.keys):
        if code.tag == "equal":
            continue
        if spans and spans[-1][1] == code.src_start and spans[-1][3] == code.dest_start:
            spans[-1] = spans[-1][0], code.src_end, spans[-1][2], code.dest_end
        else:
            spans.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
    return [_Stretch(one.words[a:b], other.words[c:d]) for a, b, c, d in spans]


def _recurs(stretches: Sequence[_Stretch], ground: Ground) -> bool:
    """Whether a word that only one of the two has tells its happening from an earlier or later one ("again")."""
    lexicons = ground.meanings.lexicons
    added = [" ".join(w.lower for w in words) for s in stretches for words in (s.one, s.other) if words]
    return any((ground.recurrence.search(words) or UNTIL_NOW.search(words)) and _figure(words, lexicons) is None for words in added)


def _read(stretch: _Stretch, one: _Told, other: _Told, ground: Ground) -> Clash | None:
    if _is_quoted(stretch, one, other, ground):
        return None
    if stretch.one and stretch.other:
        dates = [_overlapping(ground.pages[told.report].annotation.times, stretch.span(told is other)) for told in (one, other)]
        if dates[0] and dates[1]:
            return _dates(dates[0][0], dates[1][0], one, other, ground)
        names = [_overlapping(told.sentence.names, stretch.span(told is other)) for told in (one, other)]
        if len(names[0]) == len(names[1]) == 1:
            return _names(names[0][0], names[1][0], one, other, ground)
        if not any((*dates, *names)) and (clash := _numbers(stretch, one, other, ground)) is not None:
            return clash
    return _polarity(stretch, one, other, ground)


def _is_quoted(stretch: _Stretch, one: _Told, other: _Told, ground: Ground) -> bool:
    """Whether the words stand in a quotation: a quotation that was changed is told as such."""
    for told, words in ((one, stretch.one), (other, stretch.other)):
        at = words[0].start if words else 0
        if any(quote.start <= at < quote.end for quote in ground.pages[told.report].annotation.quotations):
            return True
    return False


def _overlapping(values: Sequence[ValueT], span: Span) -> list[ValueT]:
    return [value for value in values if value.start < span[1] and span[0] < value.end]


def _side(told: _Told, key: str, span: Span) -> Side:
    """The side of the shortest statement that holds the span, else of the first one in the sentence."""
    holding = [r for r in told.readings if r.statement.start <= span[0] and span[1] <= r.statement.end]
    reading = min(holding or told.readings[:1], key=lambda r: (r.statement.end - r.statement.start, r.statement.start))
    return Side(reading=reading, key=key, start=span[0], end=span[1])


# ---------------------------------------------------------------- dates and numbers


def _dates(a: TimeMention, b: TimeMention, one: _Told, other: _Told, ground: Ground) -> Clash | None:
    keys = [mention.edtf or read_loose(mention.value) for mention in (a, b)]
    if keys[0] is None or keys[1] is None or not are_apart(keys[0], keys[1]) or "time" in (a.kind, b.kind):
        return None
    for told, mention in ((one, a), (other, b)):
        text = ground.pages[told.report].report.text
        words = {word.lower for word in split_words(text, mention.start, min(told.sentence.end, mention.end + 12))}
        if words & _CLOCKS or set(text[mention.start : mention.end].lower().split()) & _WORDS_OF_TIME:
            return None
    sides = _side(one, keys[0], (a.start, a.end)), _side(other, keys[1], (b.start, b.end))
    return Clash(kind="date", relation="contradicts", matter="", one=sides[0], other=sides[1])


def _numbers(stretch: _Stretch, one: _Told, other: _Told, ground: Ground) -> Clash | None:
    counts = [_count(told, stretch, told is other, ground) for told in (one, other)]
    if counts[0] is None or counts[1] is None or counts[0].unit != counts[1].unit:
        return None
    is_worded_alike = _shape(counts[0]) == _shape(counts[1])
    relation = relate_counts(_bare(counts[0]), _bare(counts[1])) if is_worded_alike else relate_counts(counts[0], counts[1])
    if relation == "same" or None in (counts[0].quantity.value, counts[1].quantity.value):
        return None
    slot = counts[0].slot if counts[0].slot == counts[1].slot else None
    sides = [_side(told, value_key(count), (count.start, count.end)) for told, count in zip((one, other), counts, strict=True) if count]
    return Clash(kind="number", relation=relation, matter=slot or f"={counts[0].unit}", one=sides[0], other=sides[1])


def _count(told: _Told, stretch: _Stretch, is_other: bool, ground: Ground) -> Count | None:
    """The number in a stretch: as its statement reads it, as the report's annotation does, or a bare ordinal or figure."""
    span = stretch.span(is_other)
    counted = [count for reading in told.readings for count in reading.counts if count.start < span[1] and span[0] < count.end]
    if counted:
        return min(counted, key=lambda count: (count.slot is None, count.start))
    words = stretch.other if is_other else stretch.one
    found = [word for word in words if _figure(word.lower, ground.meanings.lexicons) is not None]
    quantities = _overlapping(ground.pages[told.report].annotation.quantities, span)
    if len(quantities) == 1 and quantities[0].value is not None:
        quantity = quantities[0]
    elif len(found) == 1 and len(words) == 1:
        value = _figure(found[0].lower, ground.meanings.lexicons)
        quantity = Quantity(value=value, unit=None, low=value, high=value, start=found[0].start, end=found[0].end)
    else:
        return None
    unit = fold_plural((quantity.unit or "").lower())
    return Count(quantity=quantity, unit=unit, slot=None, head="", start=quantity.start, end=quantity.end, is_measure=False)


def _bare(count: Count) -> Count:
    """The count by its number alone: the words around it ("at least") are the same in both tellings."""
    value = count.quantity.value
    return replace(count, quantity=replace(count.quantity, low=value, high=value))


def _shape(count: Count) -> tuple[bool, bool, bool]:
    """How a number is hedged: with a lower bound, an upper bound, as it is."""
    quantity = count.quantity
    return quantity.low is None, quantity.high is None, quantity.low == quantity.value


def _figure(word: str, lexicons: Lexicons) -> float | None:
    plain = word.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() else _ordinals(lexicons).get(word)


@lru_cache(maxsize=8)
def _ordinals(lexicons: Lexicons) -> Mapping[str, float]:
    return {word: float(number) for word, number in lexicons.rows("ordinals")} | {"first": 1.0, "second": 2.0}


# ---------------------------------------------------------------- names


def _names(a: Name, b: Name, one: _Told, other: _Told, ground: Ground) -> Clash | None:
    """Two names in one spot: two places, two speakers, or two spellings or people."""
    texts = [ground.pages[told.report].report.text[name.start : name.end] for told, name in ((one, a), (other, b))]
    words = [{fold(word.lower) for word in split_words(text)} - {"", "the", "s"} for text in texts]
    if words[0] <= {fold(key) for key in other.keys} or words[1] <= {fold(key) for key in one.keys}:
        return None
    entities = [_entity_at(told.report, (name.start, name.end), ground) for told, name in ((one, a), (other, b))]
    is_misprint = are_misprints(texts[0], texts[1])
    if not is_misprint and (entities[0] is not None and entities[0] == entities[1]):
        return None
    if words[0] <= words[1] or words[1] <= words[0] or "NORP" in (a.label, b.label) or _are_initials(texts):
        return None
    spans = (a.start, a.end), (b.start, b.end)
    spellings = [" ".join(folded for word in split_words(text) if (folded := fold(word.lower))) for text in texts]
    keys = [f"e:{entity}" if entity and not is_misprint else spelling for entity, spelling in zip(entities, spellings, strict=True)]
    sides = _side(one, keys[0], spans[0]), _side(other, keys[1], spans[1])
    if is_misprint:
        return Clash(kind="name", relation="contradicts", matter="", one=sides[0], other=sides[1])
    if a.label == b.label == "LOC":
        return (
            None
            if any(points_here(ground.pages[told.report].report.text, name.start) for told, name in ((one, a), (other, b)))
            or _is_inside(entities, ground)
            or hold_each_other(texts[0], texts[1], ground.meanings.lexicons)
            else Clash(kind="place", relation="contradicts", matter="", one=sides[0], other=sides[1])
        )
    if "LOC" in (a.label, b.label):
        return None
    speaks = _is_speaker(one, spans[0], ground), _is_speaker(other, spans[1], ground)
    if any(speaks) and not all(speaks) and _holds_a_quotation(one, ground) and _holds_a_quotation(other, ground):
        return None  # who spoke it is compared by the quotations
    if all(speaks) and len({ground.entities[entity].type for entity in entities if entity and entity in ground.entities}) > 1:
        return None  # bodies speak through people
    is_swapped = a.label == b.label == "PERSON" and are_of_one_text(one.report, other.report, ground.texts)
    if not all(speaks) and not is_swapped and words[0].isdisjoint(words[1]):
        return None  # nothing in common: no two spellings of one name, but another name in a text that was taken over
    return Clash(kind="attribution" if all(speaks) else "name", relation="contradicts", matter="", one=sides[0], other=sides[1])


def _entity_at(report: str, span: Span, ground: Ground) -> str | None:
    return next((entity for start, end, entity in ground.mentions.get(report, ()) if start < span[1] and span[0] < end), None)


def _are_initials(texts: Sequence[str]) -> bool:
    letters = ["".join(word[0] for word in text.split() if word[0].isupper()).lower() for text in texts]
    return any(texts[place].replace(".", "").lower() == letters[1 - place] for place in (0, 1))


def _is_inside(entities: Sequence[str | None], ground: Ground) -> bool:
    """Whether one place is the country of the other."""
    known = [ground.entities.get(entity or "") for entity in entities]
    if known[0] is None or known[1] is None or known[0].country is None or known[0].country != known[1].country:
        return False
    return any(ground.is_country(entity) for entity in known if entity is not None)


def _is_speaker(told: _Told, span: Span, ground: Ground) -> bool:
    attributions = ground.pages[told.report].annotation.attributions
    return any(found.source_start < span[1] and span[0] < found.source_end for found in attributions)


def _holds_a_quotation(told: _Told, ground: Ground) -> bool:
    """Whether a sentence holds a quotation of some length."""
    quotations = ground.pages[told.report].annotation.quotations
    inside = [found for found in quotations if found.start < told.sentence.end and told.sentence.start < found.end]
    return any(len(found.text.split()) >= LONG for found in inside)


# ---------------------------------------------------------------- negations


def _polarity(stretch: _Stretch, one: _Told, other: _Told, ground: Ground) -> Clash | None:
    first, second = [[word.lower for word in words] for words in (stretch.one, stretch.other)]
    counts = [_negations(words, told) for words, told in ((stretch.one, one), (stretch.other, other))]
    if counts[0] % 2 == counts[1] % 2:
        denies = _oppose(first, second, ground)
        is_denied = [False, True]
    else:
        kept = [sorted(ground.meanings.key(word) for word in words if _counts(word)) for words in (first, second)]
        denies, is_denied = kept[0] == kept[1], [bool(counts[0] % 2), bool(counts[1] % 2)]
    if not denies:
        return None
    keys = ["denied" if is_so else "affirmed" for is_so in is_denied]
    spans = [(told.sentence.start, told.sentence.end) for told in (one, other)]
    sides = [
        _side(told, key, stretch.span(told is other) if (stretch.other if told is other else stretch.one) else span)
        for told, key, span in zip((one, other), keys, spans, strict=True)
    ]
    whole = [Side(reading=side.reading, key=side.key, start=span[0], end=span[1]) for side, span in zip(sides, spans, strict=True)]
    return Clash(kind="polarity", relation="contradicts", matter="", one=whole[0], other=whole[1])


def _counts(word: str) -> bool:
    return not is_negation(word) and word not in _AUXILIARIES and word not in {"any", "a", "an", "the", "some", "ever", "all"}


def _negations(words: Words, told: _Told) -> int:
    """The negations in a stretch, with the word behind it to tell "not only"."""
    if not words:
        return 0
    after = next((word.lower for word in told.words if word.start >= words[-1].end), "")
    return count_negations([*(word.lower for word in words), *([after] if not is_negation(after) else [])])


def _oppose(first: Sequence[str], second: Sequence[str], ground: Ground) -> bool:
    """Whether one word of each is all that counts, and the two exclude each other."""
    kept = [[word for word in words if word not in _AUXILIARIES] for words in (first, second)]
    if len(kept[0]) != 1 or len(kept[1]) != 1:
        return False
    return are_opposites(kept[0][0], kept[1][0], ground.meanings.lexicons)
