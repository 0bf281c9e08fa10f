"""Names of organisations put together from their parts: a head noun ("Ministry", "embassy", "Institute"), what stands before it, the
country it belongs to ("Russia's foreign ministry", "the Chilean Embassy in Lima") and what follows ("for Marine Studies").

Name models cut such names short or miss them when they are printed in lower case; the grammar of institution names is small
enough to be written down (cf. Wacholder, Ravin & Choi, *Disambiguation of Proper Names in Text*, 1997).
"""

from functools import lru_cache
from typing import NamedTuple

from stemma.language.gazetteer import Entry, KnownName, look_up
from stemma.language.lexicon import Lexicons
from stemma.language.roles import role_words
from stemma.language.syntax import Tree
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.spans import COMPOSED_WEIGHT, NameSpan

_CLITICS = frozenset({"'s", "’s", "ʼs", "'", "’"})
_LINKS = frozenset({"of", "for", "on"})
_INSIDE = frozenset({"and", "the", "&", "of", "for"})
_NO_PART = frozenset({"VERB", "AUX", "PRON", "SCONJ", "ADP", "CCONJ", "PUNCT", "NUM", "SYM", "X", "PART", "DET", "ADV", "INTJ"})
_WHOLE = frozenset({"outlet", "body", "country", "place", "capital", "house"})
_MOST_WORDS = 7


class Heads(NamedTuple):
    """Organisation nouns, singular and plural, with their kinds; ``longest`` counts the words of the longest."""

    kinds: dict[tuple[str, ...], str]
    plurals: dict[tuple[str, ...], tuple[str, ...]]
    modifiers: frozenset[str]


@lru_cache(maxsize=4)
def organisation_heads(lexicons: Lexicons) -> Heads:
    """Compile the lexicons ``organisation_words`` and ``role_modifiers``."""
    kinds, plurals = {}, {}
    for word, plural, kind in lexicons.rows("organisation_words"):
        kinds[tuple(word.split())] = kind
        if plural != "-":
            plurals[tuple(plural.split())] = tuple(word.split())
    skip = {"of", "for", "the", "and", "former", "late", "ex", "new", "then", "current", "retired", "vice", "deputy", "de", "facto"}
    return Heads(kinds, plurals, frozenset(lexicons.words("role_modifiers")) - skip)


class _Head(NamedTuple):
    first: int
    last: int
    kind: str
    is_plural: bool
    is_capital: bool


def find_organisations(reading: Reading, sentence: int, known: list[KnownName]) -> list[NameSpan]:
    """The organisation names of one sentence, in order of their head nouns; they may overlap."""
    tree = reading.trees[sentence]
    by_last = {}
    for name in known:
        last, first = _index_of(tree, name.end - 1), _index_of(tree, name.start)
        if last is not None and first is not None:
            by_last[last] = (first, name)
    found: list[NameSpan] = []
    for head in _heads(reading, sentence):
        at = tree.tokens[head.first].start
        whole = next((name for name in known if name.entry.kind in _WHOLE and name.start <= at < name.end), None)
        if head.is_plural and whole is None:
            found += _coordinated(reading, sentence, head, by_last)
            continue
        if head.is_plural or _is_title_part(reading, sentence, head):
            continue
        span = _around(reading, sentence, head, by_last)
        if span is not None and whole is not None:
            span = _of_country(span, whole)
        if span is not None:
            found.append(span)
    return found


def _is_title_part(reading: Reading, sentence: int, head: _Head) -> bool:
    """Whether the noun is part of a title ("Cabinet Secretary", "Police Chief")."""
    words, roles = reading.trees[sentence].words, role_words(reading.lexicons)
    return words[head.last] in roles.modifiers and words[head.last + 1 : head.last + 2] != () and words[head.last + 1] in roles.heads


def _of_country(span: NameSpan, whole: KnownName) -> NameSpan | None:
    """A known body with the country put before it: "U.S. Supreme Court" is the one known so, "India's Supreme Court" is not."""
    if whole.entry.kind != "body" or span.country is None or span.start >= whole.start:
        return None
    return span._replace(entry=whole.entry) if whole.entry.country in {None, span.country} else span


def _index_of(tree: Tree, offset: int) -> int | None:
    index = tree.at(offset)
    return index if index is not None and tree.tokens[index].start <= offset else None


def _heads(reading: Reading, sentence: int) -> list[_Head]:
    heads = organisation_heads(reading.lexicons)
    words = reading.trees[sentence].words
    found, at = [], 0
    while at < len(words):
        for size in (2, 1):
            key = words[at : at + size]
            singular = heads.plurals.get(key, key)
            if len(key) == size and singular in heads.kinds:
                capital = reading.word(sentence, at)[0].isupper()
                found.append(_Head(at, at + size - 1, heads.kinds[singular], key in heads.plurals, capital))
                at += size - 1
                break
        at += 1
    return found


class _Left(NamedTuple):
    first: int
    country: str | None
    has_name: bool


def _expand_left(reading: Reading, sentence: int, head: _Head, by_last: dict[int, tuple[int, KnownName]]) -> _Left:
    """How far the name reaches before its head: capitalised words, fields of government, possessors, and a country."""
    tree, heads = reading.trees[sentence], organisation_heads(reading.lexicons)
    first, country, has_name = head.first, None, False
    while first > 0 and head.first - first < _MOST_WORDS:
        before = first - 1
        if tree.words[before] in _CLITICS and before > 0:
            before -= 1
            if before not in by_last and not (head.is_capital and (tree.words[before],) in heads.kinds):
                break
        if before in by_last and by_last[before][1].entry.kind in {"country", "demonym", "capital", "place", "house", "body"}:
            start, name = by_last[before]
            if name.entry.kind not in {"country", "demonym"} and not (head.is_capital or head.kind == "state"):
                break
            return _Left(start, name.entry.country, has_name or True)
        fields = _fields_before(reading, sentence, first) if head.is_capital else 0
        if fields:
            first, has_name = first - fields, True
            continue
        word = reading.word(sentence, before)
        if word.lower() in {"the", "a", "an"}:
            break
        is_field = word.lower() in heads.modifiers
        is_capital = word[0].isupper() and head.is_capital and not reading.is_headline[sentence] and tree.upos(before) not in _NO_PART
        if not (is_field or is_capital) or (is_capital and not is_field and before == 0 and tree.upos(before) != "PROPN"):
            break
        has_name = has_name or word[0].isupper()
        first = before
    while first < head.first and not reading.word(sentence, first)[0].isupper() and country is None and head.is_capital:
        first += 1
    return _Left(first, country, has_name)


def _fields_before(reading: Reading, sentence: int, first: int) -> int:
    """How many words of a list of fields stand before another field: "Science and" of "Science and Transport Committee"."""
    fields = organisation_heads(reading.lexicons).modifiers
    if first < 2 or reading.trees[sentence].words[first - 1] not in {"and", ",", "&"}:
        return 0
    pair = (reading.word(sentence, first - 2), reading.word(sentence, first))
    return 2 if all(word[0].isupper() and word.lower() in fields for word in pair) else 0


def _expand_right(reading: Reading, sentence: int, head: _Head) -> tuple[int, str | None]:
    """How far it reaches after its head ("of Foreign Affairs of Russia"), and the country found there."""
    tree = reading.trees[sentence]
    last, at, country = head.last, head.last + 1, None
    if at >= len(tree.words) or tree.words[at] not in _LINKS:
        return last, None
    while at < len(tree.words) and at - head.last <= _MOST_WORDS:
        if reading.word(sentence, at)[0].isupper() and tree.upos(at) not in {"VERB", "AUX", "PRON"}:
            last = at
        elif tree.words[at] not in _INSIDE and tree.words[at] not in _LINKS:
            break
        at += 1
    if last > head.last:
        entry = look_up(reading.text[tree.tokens[last].start : tree.tokens[last].end], reading.lexicons)
        country = entry.country if entry is not None and entry.kind == "country" else None
        if not head.is_capital and country is None:
            return head.last, None
    return last, country


def _seat(reading: Reading, sentence: int, last: int, by_last: dict[int, tuple[int, KnownName]]) -> tuple[int, str | None]:
    """Where a mission sits: "in Lima", "to Mongolia"."""
    tree = reading.trees[sentence]
    if last + 2 < len(tree.words) + 1 and tree.words[last + 1 : last + 2] and tree.words[last + 1] in {"in", "to"}:
        for end, (first, name) in by_last.items():
            if first == last + 2 and name.entry.type == "place" and name.entry.kind != "demonym":
                return end, name.entry.country
    return last, None


def _around(reading: Reading, sentence: int, head: _Head, by_last: dict[int, tuple[int, KnownName]]) -> NameSpan | None:
    left = _expand_left(reading, sentence, head, by_last)
    last, country = _expand_right(reading, sentence, head)
    seat = None
    is_named = left.has_name or (head.is_capital and last > head.last)
    if head.kind in {"body"} and not head.is_capital:
        return None
    if not head.is_capital and left.country is None and country is None:
        return None
    if not is_named and country is None:
        return None
    if head.kind == "news" and not head.is_capital and not _is_state_media(reading, sentence, left.first, head):
        return None
    apposed = _outlet_after(reading, sentence, last, by_last) if head.kind == "news" else None
    if apposed is not None and apposed[0] == last + 1:
        return None
    if head.kind == "post":
        last, seat = _seat(reading, sentence, last, by_last)
    tree = reading.trees[sentence]
    start, end = tree.tokens[left.first].start, tree.tokens[last].end
    return NameSpan(start, end, "organisation", COMPOSED_WEIGHT, apposed[1] if apposed else None, left.country or country, seat)


def _outlet_after(reading: Reading, sentence: int, last: int, by_last: dict[int, tuple[int, KnownName]]) -> tuple[int, Entry] | None:
    """The outlet that a description is followed by: "state news agency KCNA", "state media, the Korean Central News Agency"."""
    words = reading.trees[sentence].words
    at = last + 1
    while at < len(words) and at - last < 3 and words[at] in {",", "the"}:
        at += 1
    return next(((at, name.entry) for first, name in by_last.values() if first == at and name.entry.kind == "outlet"), None)


def _is_state_media(reading: Reading, sentence: int, first: int, head: _Head) -> bool:
    """ "North Korea's state media" is somebody; "a Japanese newspaper" is not."""
    words = reading.trees[sentence].words[first : head.last + 1]
    return "state" in words or "state-run" in words or "official" in words


def _coordinated(reading: Reading, sentence: int, head: _Head, by_last: dict[int, tuple[int, KnownName]]) -> list[NameSpan]:
    """ "The South Korean Foreign and Unification Ministries": one name for each field."""
    tree = reading.trees[sentence]
    if head.first < 3 or tree.words[head.first - 2] != "and":
        return []
    second, first = head.first - 1, head.first - 3
    if not all(reading.word(sentence, at)[0].isupper() for at in (first, second)) or first - 1 not in by_last:
        return []
    start, name = by_last[first - 1]
    if name.entry.kind not in {"country", "demonym"}:
        return []
    opening, country = tree.tokens[start].start, name.entry.country
    heads = organisation_heads(reading.lexicons)
    noun = " ".join(heads.plurals.get(tree.words[head.first : head.last + 1], ())).title()
    adjective = reading.text[opening : tree.tokens[first - 1].end]
    labels = [f"{adjective} {reading.word(sentence, at)} {noun}" for at in (first, second)]
    return [
        NameSpan(opening, tree.tokens[first].end, "organisation", COMPOSED_WEIGHT, country=country, label=labels[0]),
        NameSpan(tree.tokens[second].start, tree.tokens[head.last].end, "organisation", COMPOSED_WEIGHT, country=country, label=labels[1]),
    ]
