"""A statement made ready for comparison: what it is about, when, how many, and around which word each value stands."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, takewhile
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from stemma.language.attachment import governors
from stemma.language.counting import Counted, counted_words
from stemma.language.gazetteer import find_known, look_up
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import Meanings, read_meanings
from stemma.language.rarity import rarity
from stemma.language.reporting import report_words
from stemma.language.sense import read_sense
from stemma.language.syntax import Tree, read_tree
from stemma.records import Entity, Extraction, Page, Quantity, Sentence, Statement, StatementTime, TimeMention
from stemma.stages.corroborate.comparing.loose_dates import complete, days_told, is_loose, read_loose
from stemma.stages.corroborate.comparing.moments import WEEKDAYS, Bound, boundary_words, hours_in
from stemma.stages.corroborate.comparing.text_dates import dates_a_text
from stemma.text.edtf import parse_edtf
from stemma.text.shingles import fold_plural
from stemma.text.words import lower_words, split_words

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "X"})
RAREST = 6.9
_RULED_OUT = re.compile(r"\b(?:instead of|rather than)\s+\Z", re.IGNORECASE)
"""What stands before a date that is named only as the one that it is not."""
_TOLL = re.compile(
    r"\b(?:toll|number|count|tally)\b.{0,120}?\b(?:to|at|reached|reaches|hit|hits) (\d[\d,]{0,9}\d|\d)(?![\d.,:]*\d)(?! ?%)", re.DOTALL
)
_PART_OF_DAY = re.compile(r"(?:dawn|daybreak|daylight|sunrise|sunset|dusk|nightfall|noon|midday|midnight)\b", re.IGNORECASE)
"""What a time may be before or after on the day itself ("before dawn on Thursday")."""
_COUNTED_FROM = frozenset({"until", "till", "before", "after", "since", "ahead", "left"})
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date in a statement. ``heads`` are the keys of the words it dates (a verb, its subject where that names the happening),
    ``edtf`` is a date, or what a report without one says of it (``loose_dates``), ``bound`` the end of that happening it gives.
    ``weekdays``: the
    days of the week by which alone it is given. ``is_aside``: it dates the telling, or is only counted from ("two days before Easter")."""

    edtf: str
    bound: Bound
    heads: frozenset[str]
    start: int
    end: int
    weekdays: frozenset[str]
    is_aside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number in a statement: what is counted (``unit``, a key), in which respect (``slot``: dead, injured, …), after which word."""

    quantity: Quantity
    unit: str
    slot: str | None
    head: str
    start: int
    end: int
    is_measure: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """``keys`` are what the statement is about, each with its weight: entities (``e:id``), countries (``c:KP``, also for their cities),
    kinds of happening (``a:leave``, also for what is counted: those who "lost their lives" died) and stems; dates and numbers are left
    out. ``names`` are the keys of entities and countries, ``terms`` the others. ``called`` are the words of each entity's name here,
    ``tree`` is its sentence's, ``sentence_dates`` all dates in that, ``homes`` the key of the country that a country's or capital's name
    stands for, ``head`` is the key of the main word, ``sense`` the direction of what its sentence tells, ``hours`` are times of day, in
    minutes of half a day ("twenty past three", "15:20")."""

    statement: Statement
    keys: Mapping[str, float]
    weight: float
    head: str
    moments: tuple[Moment, ...]
    counts: tuple[Count, ...]
    vector: Vector | None
    sense: Vector | None
    sentence: Sentence | None
    tree: Tree | None
    sentence_dates: tuple[str, ...]
    words: frozenset[str]
    is_caption: bool
    is_headline: bool
    entities: frozenset[str]
    called: Mapping[str, frozenset[str]]
    homes: Mapping[str, str]
    names: Mapping[str, float]
    terms: Mapping[str, float]
    names_weight: float
    terms_weight: float
    hours: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """What reading one report's statements needs."""

    page: Page
    mentions: tuple[tuple[int, int, str], ...]
    bracketed: frozenset[str]
    entities: Mapping[str, Entity]
    sentence_ends: tuple[int, ...]
    captions: tuple[tuple[int, int], ...]
    headlines: tuple[tuple[int, int], ...]
    meanings: Meanings
    counted: Counted
    lexicons: Lexicons
    spans: tuple[tuple[int, int], ...]
    told_on: tuple[date, ...]
    trees: dict[int, Tree]


def read_statements(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> tuple[Reading, ...]:
    """Every statement of the story, by report and position. Linear in their number."""
    spans: dict[str, list[tuple[int, int]]] = {page.report.id: [] for page in pages}
    for statement in extraction.statements:
        spans.setdefault(statement.report, []).append((statement.start, statement.end))
    told_on = days_told(pages)
    mentions: dict[str, set[tuple[int, int, str]]] = {page.report.id: set() for page in pages}
    for entity in extraction.entities:
        for mention in entity.mentions:
            mentions.setdefault(mention.report, set()).add((mention.start, mention.end, entity.id))
    entities = {entity.id: entity for entity in extraction.entities}
    desks = {
        page.report.id: _open_desk(page, entities, lexicons, told_on, spans[page.report.id], mentions[page.report.id]) for page in pages
    }
    statements = sorted(extraction.statements, key=lambda statement: (statement.report, statement.start, statement.end, statement.id))
    drafts = [_read(statement, desks[statement.report]) for statement in statements if statement.report in desks]
    return _weigh(drafts, lexicons)


def _open_desk(
    page: Page,
    entities: Mapping[str, Entity],
    lexicons: Lexicons,
    told_on: tuple[date, ...],
    spans: Sequence[tuple[int, int]],
    mentions: Set[tuple[int, int, str]],
) -> _Desk:
    report = page.report
    return _Desk(
        page=page,
        mentions=tuple(sorted(mentions)),
        bracketed=frozenset(entity for start, _, entity in mentions if report.text[start - 1 : start] == "["),
        entities=entities,
        sentence_ends=tuple(sentence.end for sentence in page.annotation.sentences),
        captions=tuple((block.start, block.end) for block in report.blocks if block.kind == "caption"),
        headlines=tuple((block.start, block.end) for block in report.blocks if block.kind == "title"),
        meanings=read_meanings(lexicons),
        counted=counted_words(lexicons),
        lexicons=lexicons,
        spans=tuple(sorted(spans)),
        told_on=told_on,
        trees={},
    )


def _read(statement: Statement, desk: _Desk) -> tuple[Reading, dict[str, str]]:
    """The reading with unweighted keys, and for each key the word form that gave it."""
    sentence = _sentence_at(desk, statement.start)
    tree = desk.trees.get(sentence.start) if sentence else None
    if sentence and sentence.tokens and tree is None:  # once for all statements of a sentence
        tree = desk.trees[sentence.start] = read_tree(desk.page.report.text, sentence)
    counts = _counts(statement, desk, tree)
    forms = _forms(statement, desk, tree) | {desk.meanings.key(count.slot): count.slot for count in counts if count.slot}
    vector: Vector | None = None
    if sentence and sentence.vector:
        vector = np.frombuffer(sentence.vector, dtype=np.int8).astype(np.float32) / np.float32(127)
    reading = Reading(
        statement=statement,
        keys=dict.fromkeys(forms, 0.0),
        weight=0.0,
        head=_head(statement, desk, tree),
        moments=_moments(statement, desk, tree),
        counts=counts,
        vector=vector,
        sense=read_sense(sentence.vector, desk.lexicons) if sentence and sentence.vector else None,
        sentence=sentence,
        tree=tree,
        sentence_dates=_dates_in(sentence, desk),
        words=frozenset(lower_words(statement.text)),
        is_caption=any(start <= statement.start < end for start, end in desk.captions),
        is_headline=any(start <= statement.start < end for start, end in desk.headlines),
        entities=frozenset(),
        called=_called(forms, desk),
        homes=_homes(forms, desk),
        names={},
        terms={},
        names_weight=0.0,
        terms_weight=0.0,
        hours=hours_in(_mentions_of_time(statement.start, statement.end, desk)),
    )
    return reading, forms


def _dates_in(sentence: Sentence | None, desk: _Desk) -> tuple[str, ...]:
    if sentence is None:
        return ()
    mentions = _mentions_of_time(sentence.start, sentence.end, desk)
    return tuple(date for mention in mentions if (date := mention.edtf or _completed(mention, desk)) is not None)


def _completed(mention: TimeMention, desk: _Desk) -> str | None:
    loose = read_loose(mention.value) if mention.kind in {"date", "time"} else None
    return None if loose is None else complete(loose, desk.told_on)


def _mentions_of_time(start: int, end: int, desk: _Desk) -> list[TimeMention]:
    times = desk.page.annotation.times
    index = bisect_left(times, start, key=lambda time: time.start)
    found = []
    while index < len(times) and times[index].start < end:
        found.append(times[index])
        index += 1
    return found


def _sentence_at(desk: _Desk, offset: int) -> Sentence | None:
    index = bisect_left(desk.sentence_ends, offset + 1)
    sentences = desk.page.annotation.sentences
    return sentences[index] if index < len(sentences) and sentences[index].start <= offset else None


# ---------------------------------------------------------------- what it is about


def _forms(statement: Statement, desk: _Desk, tree: Tree | None) -> dict[str, str]:
    times = [*statement.times, *_loose_times(statement, desk)]
    skipped = [(time.start, time.end) for time in times] + [(quantity.start, quantity.end) for quantity in statement.quantities]
    found: dict[str, str] = {}
    mentioned = _mentions_in(desk, statement.start, statement.end)
    skipped += [(start, end) for start, end, _ in mentioned]
    bracketed = desk.bracketed
    named = [entity for entity in statement.entities if entity not in bracketed]
    for entity in dict.fromkeys([*(entity for _, _, entity in mentioned), *named]):
        found |= _entity_keys(entity, desk)
    for known in find_known(statement.text, desk.lexicons):
        if known.entry.country and known.entry.kind != "outlet":
            found[f"c:{known.entry.country}"] = ""
            skipped.append((statement.start + known.start, statement.start + known.end))
    text = desk.page.report.text
    for start, end, upos in _content_words(statement, text, tree):
        word = text[start:end].lower().replace("’", "'")
        counted_unit = upos == "NOUN" and any(low <= start < high for low, high in skipped[: len(times) + len(statement.quantities)])
        inside = any(low <= start < high for low, high in skipped)
        if (inside and not counted_unit) or desk.meanings.is_light(word):
            continue
        found.setdefault(desk.meanings.key(word), word)
    return found


def _entity_keys(entity: str, desk: _Desk) -> dict[str, str]:
    """An entity's key; a place also stands for its country ("Busan" for South Korea)."""
    known = desk.entities.get(entity)
    if known is None:
        return {f"e:{entity}": ""}
    own = {f"e:{entity}": known.name}
    return own | {f"c:{known.country}": known.name} if known.type == "place" and known.country else own


def _called(forms: Mapping[str, str], desk: _Desk) -> dict[str, frozenset[str]]:
    called = {}
    for key, form in forms.items():
        if key.startswith("e:"):
            known = desk.entities.get(key[2:])
            names = [form, *((known.name, *known.aliases) if known else ())]
            called[key] = frozenset([word for name in names for word in lower_words(name) if len(word) > 2])
    return called


def _homes(forms: Mapping[str, str], desk: _Desk) -> dict[str, str]:
    places = {key: desk.entities[key[2:]] for key in forms if key.startswith("e:") and key[2:] in desk.entities}
    return {key: f"c:{entity.country}" for key, entity in places.items() if entity.country and _stands_for_country(entity, desk.lexicons)}


def _stands_for_country(entity: Entity, lexicons: Lexicons) -> bool:
    known = look_up(entity.name, lexicons)
    return known is not None and known.kind in {"country", "demonym", "capital", "house"}


def _mentions_in(desk: _Desk, start: int, end: int) -> list[tuple[int, int, str]]:
    index = bisect_left(desk.mentions, (start, -1, ""))
    found = []
    while index < len(desk.mentions) and desk.mentions[index][0] < end:
        if desk.mentions[index][1] <= end and desk.page.report.text[desk.mentions[index][0] - 1 : desk.mentions[index][0]] != "[":
            found.append(desk.mentions[index])
        index += 1
    return found


def _content_words(statement: Statement, text: str, tree: Tree | None) -> list[tuple[int, int, str]]:
    if tree is not None and tree.start <= statement.start and statement.end <= tree.end:
        tokens = [token for token in tree.tokens if statement.start <= token.start and token.end <= statement.end]
        return [(token.start, token.end, token.upos) for token in tokens if token.upos in CONTENT and text[token.start].isalpha()]
    words = split_words(text, statement.start, statement.end)
    return [(word.start, word.end, "X") for word in words if text[word.start].isalpha() and len(word.lower) > 1]


def _head(statement: Statement, desk: _Desk, tree: Tree | None) -> str:
    """The key of the word that all others in the statement hang on; for a light verb, of what it governs."""
    if tree is None:
        return ""
    inside = [index for index, token in enumerate(tree.tokens) if statement.start <= token.start and token.end <= statement.end]
    within = set(inside)
    tops = [index for index in inside if tree.head(index) not in within and tree.upos(index) in CONTENT]
    tops.sort(key=lambda index: (tree.upos(index) != "VERB", tree.first[index] - tree.last[index], index))
    return _weighty_key(tree, tops[0], desk) if tops else ""


def _weighty_key(tree: Tree, index: int, desk: _Desk) -> str:
    """The key of a word, or of its object or complement where it says too little itself ("pay respects", "is set to visit")."""
    for _ in range(3):
        word = tree.words[index]
        if not desk.meanings.is_light(word) and word not in {"set", "expected", "due", "scheduled", "pay", "paid", "pays", "take", "took"}:
            return desk.meanings.key(word)
        below = tree.below(index, "xcomp", "obj", "ccomp", "obl", "nsubj:pass")
        if not below:
            return desk.meanings.key(word)
        index = below[0]
    return desk.meanings.key(tree.words[index])


# ---------------------------------------------------------------- values


def _moments(statement: Statement, desk: _Desk, tree: Tree | None) -> tuple[Moment, ...]:
    text = desk.page.report.text
    times = sorted([*statement.times, *_loose_times(statement, desk)], key=lambda time: time.start)
    return tuple(
        _moment(time, desk, tree)
        for time in times
        if (is_loose(time.edtf) or parse_edtf(time.edtf)) and not _RULED_OUT.search(text, max(statement.start, time.start - 24), time.start)
    )


def _loose_times(statement: Statement, desk: _Desk) -> list[StatementTime]:
    """The times in a statement, and in none inside it, of which only the weekday or the day without its year is known."""
    within = takewhile(lambda span: span[0] < statement.end, islice(desk.spans, bisect_left(desk.spans, (statement.start, -1)), None))
    inner = [span for span in within if span[1] <= statement.end and span != (statement.start, statement.end)]
    found = []
    for mention in _mentions_of_time(statement.start, statement.end, desk):
        told = _completed(mention, desk) if mention.edtf is None else None
        if told is not None and mention.end <= statement.end and not any(start <= mention.start < end for start, end in inner):
            found.append(StatementTime(edtf=told, start=mention.start, end=mention.end))
    return found


def _moment(time: StatementTime, desk: _Desk, tree: Tree | None) -> Moment:
    read = parse_edtf(time.edtf)
    is_interval = read is not None and read.is_interval
    is_aside = not _COUNTED_FROM.isdisjoint(desk.page.report.text[time.start : time.end].lower().split())
    is_aside = is_aside or dates_a_text(desk.page.report.text, 0, time.start, desk.lexicons)
    bound: Bound = "whole" if is_interval else "within"
    heads: frozenset[str] = frozenset()
    if tree is not None:
        heads, edge, tells = _dated_words(time, desk, tree)
        before = _word_before(tree, time.start)
        is_counted_from = before in {"before", "after"} and _PART_OF_DAY.match(desk.page.report.text, time.start) is None
        is_aside = is_aside or tells or is_counted_from
        bound = bound if is_interval else boundary_words(desk.lexicons).get(before, edge or bound)
    return Moment(
        edtf=time.edtf, bound=bound, heads=heads, start=time.start, end=time.end, weekdays=_weekdays(time, desk), is_aside=is_aside
    )


def _dated_words(time: StatementTime, desk: _Desk, tree: Tree) -> tuple[frozenset[str], Bound | None, bool]:
    """The keys of the words that a time dates, the bound that they tell, and whether they are those of telling."""
    edges, reporting = boundary_words(desk.lexicons), report_words(desk.lexicons)
    is_interval = (read := parse_edtf(time.edtf)) is not None and read.is_interval
    heads: set[str] = set()
    bound: Bound | None = None
    for index in governors(tree, time.start, time.end):
        word = tree.words[index]
        if bound is not None and tree.upos(index) == "VERB" and reporting.verb(word) is not None:
            break  # "will open on Monday, the ministry said": what is said, not the saying, is dated
        edge = edges.get(word) or edges.get(desk.meanings.key(word))
        heads |= {desk.meanings.key(tree.words[child]) for child in tree.below(index, "nsubj") if tree.upos(child) == "NOUN"}
        if edge and not is_interval:
            bound = edge
            continue
        if tree.upos(index) in {"VERB", "NOUN", "PROPN", "ADJ"}:
            above = tree.head(index) if tree.upos(index) in {"NOUN", "PROPN"} else index
            tells = above is not None and tree.upos(above) == "VERB" and reporting.verb(tree.words[above]) is not None
            heads.add(_weighty_key(tree, index, desk))
            return frozenset(heads), bound, tells
    return frozenset(heads), bound, False


def _weekdays(time: StatementTime, desk: _Desk) -> frozenset[str]:
    """The days of the week that a date is given by, where it has no number to be told by."""
    words = {word.lower for word in split_words(desk.page.report.text, time.start, time.end)}
    return frozenset() if any(word[0].isdigit() for word in words) else frozenset(words & set(WEEKDAYS))


def _word_before(tree: Tree, offset: int) -> str:
    before = [word for token, word in zip(tree.tokens, tree.words, strict=True) if token.end <= offset]
    return next((word for word in reversed(before[-2:]) if word not in {"on", "the", "at", "about", "around"}), "")


def _counts(statement: Statement, desk: _Desk, tree: Tree | None) -> tuple[Count, ...]:
    named = _names_in(statement, desk)
    counts = [
        _count(quantity, statement, desk, tree)
        for quantity in statement.quantities
        if not any(start < quantity.start < end for start, end in named)
    ]
    return (*counts, *_bare_tolls(statement, desk, counts))


def _bare_tolls(statement: Statement, desk: _Desk, counts: Sequence[Count]) -> list[Count]:
    """The number that a toll has come to where no word for people stands beside it ("the number of those killed has climbed to 11")."""
    match = _TOLL.search(statement.text)
    slot = desk.counted.slot_among(lower_words(statement.text)) if match else None
    if match is None or slot is None or slot not in desk.counted.running:
        return []
    start, end = statement.start + match.start(1), statement.start + match.end(1)
    if any(count.start < end and start < count.end for count in counts) or any(t.start < end and start < t.end for t in statement.times):
        return []
    value = float(match[1].replace(",", ""))
    value = int(value) if value == int(value) else value
    quantity = Quantity(value=value, unit=None, low=value, high=value, start=start, end=end)
    return [Count(quantity=quantity, unit="", slot=slot, head="", start=start, end=end, is_measure=False)]


def _names_in(statement: Statement, desk: _Desk) -> list[tuple[int, int]]:
    """The spans of proper names: a number inside one ("the Alva 300") counts nothing."""
    sentence = _sentence_at(desk, statement.start)
    return [(name.start, name.end) for name in sentence.names if name.label != "LOC"] if sentence is not None else []


def _count(quantity: Quantity, statement: Statement, desk: _Desk, tree: Tree | None) -> Count:
    unit = fold_plural((quantity.unit or "").lower())
    slot, head = None, ""
    if tree is not None:
        above = [index for index in governors(tree, quantity.start, quantity.end) if tree.upos(index) not in {"ADP", "SCONJ"}]
        chain = [index for index in above if statement.start <= tree.tokens[index].start < statement.end][:3]
        noun = next((index for index in chain if tree.upos(index) in {"NOUN", "PROPN"}), None)
        unit = unit or (fold_plural(tree.words[noun]) if noun is not None else "")
        verb = next((index for index in chain if tree.upos(index) in {"VERB", "ADJ"}), chain[0] if chain else None)
        head = _weighty_key(tree, verb, desk) if verb is not None else ""
        if unit not in desk.counted.measures:
            slot = desk.counted.slot_of(tree, quantity.start, quantity.end)
    elif unit not in desk.counted.measures:
        slot = desk.counted.slot_among(lower_words(statement.text))
    slot = slot or desk.counted.slots.get(unit)
    return Count(
        quantity=quantity, unit=unit, slot=slot, head=head, start=quantity.start, end=quantity.end, is_measure=unit in desk.counted.measures
    )


# ---------------------------------------------------------------- weights


def _weigh(drafts: Sequence[tuple[Reading, dict[str, str]]], lexicons: Lexicons) -> tuple[Reading, ...]:
    """Weigh each key by how rare its word is in the news and in this story (distinct wordings counted once, so that a copy
    changes nothing)."""
    distinct = {" ".join(sorted(reading.words)): reading for reading, _ in drafts}
    spread = Counter(key for reading in distinct.values() for key in reading.keys)
    total = len(distinct)
    weighed = []
    for reading, forms in drafts:
        keys = {key: _weight(key, form, spread[key], total, lexicons) for key, form in sorted(forms.items())}
        weighed.append(_with_keys(reading, keys))
    return tuple(weighed)


def _weight(key: str, form: str, count: int, total: int, lexicons: Lexicons) -> float:
    local = log((total + 1) / max(1, count)) / log(total + 1) if total > 1 else 1.0
    general = {"e:": 1.0, "c:": 0.25}.get(key[:2]) or min(rarity(fold_plural(form), lexicons) / RAREST, 1.0)
    return sqrt(max(0.02, general) * max(0.05, local))


def _with_keys(reading: Reading, keys: Mapping[str, float]) -> Reading:
    names = {key: weight for key, weight in keys.items() if key[:2] in {"e:", "c:"}}
    terms = {key: weight for key, weight in keys.items() if key not in names}
    entities = frozenset(key for key in names if key.startswith("e:"))
    return replace(
        reading,
        keys=keys,
        weight=sum(keys.values()),
        names=names,
        terms=terms,
        entities=entities,
        names_weight=sum(names.values()),
        terms_weight=sum(terms.values()),
    )
