"""The language model's names, parted and trimmed: "Vega-Okoye" is two names, "Foreign Minister Ana Duarte's" holds one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from stemma.language.gazetteer import find_known, look_up
from stemma.language.lexicon import Lexicons
from stemma.language.roles import role_words
from stemma.records import EntityType, Name
from stemma.stages.annotate.organisations import organisation_heads
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.spans import MODEL_WEIGHT, NameSpan

_TYPES: dict[str, EntityType] = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "EVENT": "event", "MISC": "other"}
_PARTING = re.compile(r"(?<=\w)\s?[–—/]\s?(?=[^\W\d_])|(?<=[^\W\d_.])-(?=[A-Z])|(?<=\.)-(?=[A-Z])")
_EDGES = " \t\n\"'“”‘’«»()[]{}.,;:!?–—-*•|/"
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)
_DANGLING = re.compile(r"(?:\s+(?:of|the|and|for|in|at|to|&))+$")
_PLURAL_OWNERS = re.compile(r"(?:People|Workers|Women|Men|Children|Farmers|Teachers|Students|Citizens|Veterans|Journalists)$")
_OWNED = re.compile(r"['’ʼ]s?((?: [A-Z][\w-]+)+)")
_DIRECTIONS = frozenset("north south east northeast northwest southeast southwest western eastern northern southern".split())


def model_spans(reading: Reading, name: Name) -> Iterator[NameSpan]:
    """A model's name parted at dashes, without titles, articles and possessives."""
    if name.label == "NORP" or _is_no_name(reading, name):
        return
    name = _with_owned(reading, name)
    cuts = [name.start]
    for match in _PARTING.finditer(reading.text, name.start, name.end):
        if _parts_there(reading, name, match.start(), match.end()):
            cuts += [match.start(), match.end()]
    cuts.append(name.end)
    is_parted = len(cuts) > 2
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        span = _trimmed(reading, start, end, _TYPES[name.label])
        if span is not None:
            entry = look_up(reading.text[span.start : span.end], reading.lexicons)
            yield span._replace(type=entry.type if entry and is_parted else span.type)


def _is_no_name(reading: Reading, name: Name) -> bool:
    """Whether the parse takes the words for a number ("Six") or an adjective of direction ("Western")."""
    sentence = reading.sentence_at(name.start)
    index = None if sentence is None else reading.trees[sentence].at(name.end - 1)
    if sentence is None or index is None:
        return False
    upos, is_one_word = reading.trees[sentence].upos(index), reading.trees[sentence].tokens[index].start == name.start
    is_direction = reading.text[name.start : name.end].lower() in _DIRECTIONS
    return is_one_word and (upos == "NUM" or is_direction or (upos == "ADJ" and name.label == "LOC"))


def _with_owned(reading: Reading, name: Name) -> Name:
    """A name that stops at an apostrophe within an institution's name ("People’s Volunteers") with the rest of it."""
    if _PLURAL_OWNERS.search(reading.text, name.start, name.end) is None:
        return name
    owned = _OWNED.match(reading.text, name.end, name.end + 80)
    return name if owned is None else Name(name.start, owned.end(), "ORG")


def _parts_there(reading: Reading, name: Name, start: int, end: int) -> bool:
    """Whether a dash parts two names ("Vega-Okoye", "U.S.-China") or holds one together ("Dong-A", "Ben-Gvir")."""
    if reading.text[start:end].strip() in {"–", "—", "/"}:
        return True
    left, right = reading.text[name.start : start], reading.text[end : name.end]
    if look_up(left + "-" + right, reading.lexicons) is not None:
        return False
    if look_up(left, reading.lexicons) is not None and look_up(right, reading.lexicons) is not None:
        return True
    return (
        name.label in {"EVENT", "MISC", "PERSON", "ORG"}
        and " " not in left + right
        and _is_a_name(reading, left)
        and _is_a_name(reading, right)
    )


def _is_a_name(reading: Reading, word: str) -> bool:
    """Whether a word stands somewhere in the report apart from any hyphen, capitalised."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", reading.text) is not None


@lru_cache(maxsize=4)
def title_words(lexicons: Lexicons) -> frozenset[str]:
    """Words that may stand before a person's name without being part of it."""
    words = {word for role in lexicons.words("roles") for word in role.split()}
    words |= set(lexicons.words("role_modifiers")) | {word.lower() for word in lexicons.words("honorifics")}
    return frozenset(words - {"and", "of", "for", "the", "de", "facto", "king", "prince", "major", "pope"})


def _trimmed(reading: Reading, start: int, end: int, type_: EntityType) -> NameSpan | None:
    text = reading.text
    while start < end and text[start] in _EDGES:
        start += 1
    while (
        end > start
        and text[end - 1] in _EDGES
        and not (text[end - 1] == "." and (text[end - 2 : end - 1].isupper() or text[end - 3 : end] in {"Jr.", "Sr.", "Co."}))
    ):
        end -= 1
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive is not None:
        end = possessive.start()
    start, end = _within_brackets(text, _after_small_words(reading, start, end), end)
    dangling = _DANGLING.search(text, start, end)
    if dangling is not None:
        end = dangling.start()
    article = _ARTICLE.match(text, start, end)
    if article is not None and (text[start].islower() or type_ != "other"):
        start = article.end()
    if type_ == "organisation" and _is_titled_person(reading, start, end):
        type_ = "person"
    if type_ == "person":
        start = _after_titles(reading, start, end)
    is_word = end - start > 1 and any(char.isalpha() for char in text[start:end]) and "\n" not in text[start:end]
    if not is_word or _is_title_alone(reading, start, end) or _is_calendar(reading, start, end):
        return None
    return NameSpan(start, end, type_, MODEL_WEIGHT)


def _after_small_words(reading: Reading, start: int, end: int) -> int:
    """Where a name starts behind a preposition or conjunction that only the start of a sentence has capitalised."""
    sentence = reading.sentence_at(start)
    index = None if sentence is None else reading.trees[sentence].at(start)
    if sentence is None or index is None:
        return start
    tree = reading.trees[sentence]
    while index < len(tree.tokens) - 1 and tree.tokens[index].end < end and tree.upos(index) in {"ADP", "SCONJ", "CCONJ", "DET"}:
        index += 1
    return max(start, min(tree.tokens[index].start, end))


def _within_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A name cut at a bracket that opens or closes outside it."""
    opening, closing = text.find("(", start, end), text.find(")", start, end)
    if closing >= 0 and (opening < 0 or closing < opening):
        return start, closing
    return (start, len(text[:opening].rstrip())) if opening >= 0 and closing < 0 else (start, end)


def _is_title_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether nothing but "Mr" or "Minister" is left."""
    honorifics = role_words(reading.lexicons).honorifics
    words = [word.group().lower() for word in _WORD.finditer(reading.text, start, end)]
    return len(words) == 1 and words[0] in honorifics


def _is_calendar(reading: Reading, start: int, end: int) -> bool:
    """Whether what is left is the name of a day, or small letters that no name of its own begins with ("e", "ms")."""
    word = reading.text[start:end].lower().strip(".")
    return word in _days(reading.lexicons) or (len(word) <= 2 and not reading.text[start].isupper())


@lru_cache(maxsize=4)
def _days(lexicons: Lexicons) -> frozenset[str]:
    """Days of the week in full: a short form may be a name ("the Sun")."""
    return frozenset(row[2] for row in lexicons.rows("weekdays") if row[1] == "en" and row[2].endswith("day"))


def _is_titled_person(reading: Reading, start: int, end: int) -> bool:
    """Whether what the model calls an organisation is a title with a person's name ("Foreign Minister Ana Duarte")."""
    words = [word.group() for word in _WORD.finditer(reading.text, start, end)]
    heads, titles = role_words(reading.lexicons).heads, title_words(reading.lexicons)
    last = max((at for at, word in enumerate(words) if word.lower() in heads), default=-1)
    rest = words[last + 1 :]
    bodies = organisation_heads(reading.lexicons).kinds
    return (
        last >= 0
        and 2 <= len(rest) <= 3
        and all(word[0].isupper() and word.lower() not in titles and (word.lower(),) not in bodies for word in rest)
    )


def _after_titles(reading: Reading, start: int, end: int) -> int:
    """Where a person's name starts behind "Russian President" and the like."""
    titles = title_words(reading.lexicons)
    for known in find_known(reading.text[start:end], reading.lexicons)[:1]:
        if (
            known.start == 0
            and known.entry.kind in {"demonym", "country"}
            and start + known.end < end
            and len(reading.text[start:end].split()) > 2
        ):
            start += known.end
    words = list(_WORD.finditer(reading.text, start, end))
    heads = role_words(reading.lexicons).heads
    at = max((place + 1 for place, word in enumerate(words[:-2]) if place and heads.get(word.group().lower(), "kin") != "kin"), default=0)
    while at < len(words) - 1 and words[at].group().lower() in titles:
        at += 1
    return words[at].start() if words else end
