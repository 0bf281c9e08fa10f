"""Every country, region, city and part of a country that a report tells something to be in, in a form that can be compared.

Only places that the gazetteer or the atlas knows are read: of an unknown name nobody can say whether it lies in the other.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from stemma.language.atlas import Spot
from stemma.language.gazetteer import KnownName, find_known, look_up
from stemma.language.syntax import Tree, read_tree
from stemma.records import Page, Sentence
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.comparing.parallels import TOLD
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.spots import PLACES, Found, Rank, read_place, region_adjectives
from stemma.text.words import split_words

Tie = Literal["in", "behind a name", "of", "beside a word", "dateline", "none"]
OPENING = 3
BESIDE = 90
"""Characters on either side of a place whose words say what is told of it."""
NEAR = 40
"""Characters before a place in which a name or a word that denies is looked for."""
LONG = 3
GOVERNORS = 3
_DIRECTION = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_BEFORE = re.compile(rf"\b({_DIRECTION})(?:ern)?(?:most)?[ -]$|\b({_DIRECTION})(?:ern \w+)? (?:of|in) (?:the )?$", re.IGNORECASE)
_BEHIND = re.compile(rf"[’']s? ?(?:(?:far|deep|remote) )?({_DIRECTION})(?:ern)?\b|\s(?:far )?({_DIRECTION})\b", re.IGNORECASE)
_BARE_PART = re.compile(
    r"\b(?:in|to|from) (?:the|its|our|this) "
    r"(?:(?:country|nation|state|province|island|region|kingdom|republic)[’']s (?:far |deep |remote )?)?"
    rf"({_DIRECTION})\b(?:ern)?(?! of)(?= (?:part )?(?:of (?:the|this) (?:country|nation|state|island))|[,.;]| and)",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    "in at near from to off outside for on into of inside around between toward towards through across throughout".split()
)
FARTHEST_WORDS = 5
"""Words before a place among which its preposition is looked for."""
_COMPANIONS = ("nsubj", "obj", "compound", "appos", "flat", "nmod")
_IN = frozenset("in at near on off outside around inside across throughout to from".split())
_NAME_BEFORE = re.compile(r"[^\W\d_a-zà-ÿ][\w’'-]+ ?,\s(?:in )?(?:the )?(?:\w+ern )?$")
_DENIED = re.compile(r"\b(?:not|never|n[’']t|rather than|instead of)\b[^.;:,]{0,24}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class ToldPlace:
    """One place. ``value`` makes it comparable: ``c:`` and a country's code, ``p:`` and a key, ``d:`` with directions and of what.
    ``place`` is the index of its sentence; ``tie`` how it is tied to what is told, ``role`` the preposition, ``heads`` the keys of the
    words that it hangs on, ``beside`` those of all words near it; ``spots`` are the places of the atlas that may be meant."""

    report: str
    place: int
    sentence: Sentence
    reading: Reading
    start: int
    end: int
    value: str
    rank: Rank
    spots: tuple[Spot, ...]
    tie: Tie
    role: str
    heads: frozenset[str]
    beside: frozenset[str]
    is_in_opening: bool
    is_denied: bool = False

    @property
    def is_locative(self) -> bool:
        """Whether the words say that something is there."""
        return self.tie in {"in", "behind a name"}


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A sentence of a report, by text and index, with its statements and its parse; ``since_first`` counts the sentences of the running
    text before it."""

    report: str
    text: str
    place: int
    sentence: Sentence
    near: Sequence[Reading]
    tree: Tree | None
    since_first: int
    ground: Ground


Holders = Mapping[tuple[str, int], Sequence[Reading]]


def gather_places(readings: Sequence[Reading], ground: Ground) -> dict[str, tuple[ToldPlace, ...]]:
    """The places of each report's article, in order. Linear in the texts."""
    holders: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            holders[(reading.statement.report, reading.sentence.start)].append(reading)
    reports = sorted(ground.pages)
    known = {report: find_known(ground.pages[report].report.text, ground.meanings.lexicons) for report in reports}
    codes = frozenset(
        found.entry.country
        for report in reports
        for found in known[report]
        if found.entry.kind in {"country", "demonym", "capital"} and found.entry.country
    )
    return {report: tuple(_read(ground.pages[report], holders, known[report], codes, ground)) for report in reports}


def _read(page: Page, holders: Holders, known: Sequence[KnownName], codes: frozenset[str], ground: Ground) -> Iterator[ToldPlace]:
    text = page.report.text
    told = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
    body = next((block.start for block in page.report.blocks if block.kind == "body"), 0)
    first = next((place for place, sentence in enumerate(page.annotation.sentences) if sentence.start >= body), 0)
    named = _named_places(page.report.id, text, known, ground)
    starts = [start for start, _ in named]
    for place, sentence in enumerate(page.annotation.sentences):
        near = holders.get((page.report.id, sentence.start), ())
        if not near or not _is_inside(sentence.start, told):
            continue
        here = named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        tree = read_tree(text, sentence) if sentence.tokens and here else None
        held = _Told(page.report.id, text, place, sentence, near, tree, place - first, ground)
        for start, end in here:
            found = read_place(text, start, end, codes, ground.meanings.lexicons)
            if found is not None:
                seen = _see(held, start, found)
                yield seen
                yield from _part_of(seen, text)
        yield from _bare_parts(held)


def _is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, (offset, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= offset < spans[place][1]


def _see(told: _Told, start: int, found: Found) -> ToldPlace:
    value, rank, spots, end = found
    return ToldPlace(
        report=told.report,
        place=told.place,
        sentence=told.sentence,
        reading=_holder(told.near, start, end),
        start=start,
        end=end,
        value=value,
        rank=rank,
        spots=spots,
        tie=_tie(told, start, end),
        role=_role(told, start),
        heads=_heads(told, start, end),
        beside=_beside(told, start, end),
        is_in_opening=told.since_first < OPENING,
        is_denied=_DENIED.search(told.text, max(told.sentence.start, start - NEAR), start) is not None,
    )


def _named_places(report: str, text: str, known: Sequence[KnownName], ground: Ground) -> list[tuple[int, int]]:
    """The spans of the names of places, in order, none inside another."""
    spans = [
        (start, end)
        for start, end, entity in ground.mentions.get(report, ())
        if entity in ground.entities and ground.entities[entity].type == "place" and text[start : start + 1].isupper()
    ]
    of_atlas = [(found.start, found.end) for found in known if found.entry.kind in PLACES]
    of_regions = [found.span() for found in region_adjectives(ground.meanings.lexicons)[1].finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(dict.fromkeys((*spans, *of_atlas, *of_regions)), key=lambda span: (span[0], -span[1])):
        if (not kept or start >= kept[-1][1]) and text[end : end + 1] != "$":
            kept.append((start, end))
    return kept


def _holder(near: Sequence[Reading], start: int, end: int) -> Reading:
    holding = [reading for reading in near if reading.statement.start <= start and end <= reading.statement.end]
    return min(holding or near, key=lambda one: (one.statement.end - one.statement.start, one.statement.start))


# ---------------------------------------------------------------- what is told to be there


def _role(told: _Told, start: int) -> str:
    """The preposition of a place, beyond "of" the one before ("in the hills of Kenya"); empty without one."""
    found = ""
    words = told.text[max(told.sentence.start, start - BESIDE) : start].split()
    for word in reversed(words[-FARTHEST_WORDS:]):
        if word[-1] in ",;:)":
            break
        if word.lower() in _PREPOSITIONS:
            found = word.lower()
            if found != "of":
                break
    return found


def _tie(told: _Told, start: int, end: int) -> Tie:
    """How a place is tied to what is told, by the words around it. In "from Nairobi lawmakers" nothing is in Nairobi, in "the Kenyan town"
    something is in Kenya."""
    text, lexicons = told.text, told.ground.meanings.lexicons
    if text[start:end].isupper() and end - start > LONG and (told.since_first <= 0 or start == told.sentence.start):
        return "dateline"
    noun = _noun_behind(told.tree, start, end)
    if noun is not None:
        return "in" if noun in lexicons.words("settlement_words") else "beside a word"
    known = look_up(text[start:end], lexicons)
    if text[start:end] in region_adjectives(lexicons)[0] or (known is not None and known.kind == "demonym"):
        return "none"  # a language, a people
    role = _role(told, start)
    if role in _IN:
        return "in"
    if _NAME_BEFORE.search(text, max(told.sentence.start, start - NEAR), start):
        return "behind a name"
    return "of" if role == "of" else "none"


def _noun_behind(tree: Tree | None, start: int, end: int) -> str | None:
    """The noun that a place stands before ("Kenyan lawmakers", "Nairobi's lawmakers")."""
    inside = _inside(tree, start, end)
    if tree is None or not inside:
        return None
    top = next((index for index in inside if tree.head(index) not in inside), inside[0])
    head = tree.head(top)
    is_before = head is not None and head > inside[-1] and tree.dep(top).split(":")[0] in {"amod", "compound", "nmod", "flat"}
    return tree.words[head] if head is not None and is_before else None


def _inside(tree: Tree | None, start: int, end: int) -> list[int]:
    return [index for index, token in enumerate(tree.tokens) if token.start < end and token.end > start] if tree is not None else []


def _heads(told: _Told, start: int, end: int) -> frozenset[str]:
    """The keys of the words that a place hangs on, and of what stands with these."""
    tree, inside = told.tree, _inside(told.tree, start, end)
    if tree is None or not inside:
        return frozenset()
    top = next((index for index in inside if tree.head(index) not in inside), inside[0])
    found = []
    for word in tree.above(top)[:GOVERNORS]:
        if tree.upos(word) in {"NOUN", "PROPN", "VERB", "ADJ"}:
            found += [word, *(child for child in tree.below(word, *_COMPANIONS) if child not in inside)]
    return frozenset(told.ground.meanings.key(tree.words[word], tree.upos(word)) for word in found)


def _beside(told: _Told, start: int, end: int) -> frozenset[str]:
    words = split_words(told.text, max(told.sentence.start, start - BESIDE), min(told.sentence.end, end + BESIDE))
    kept = [word.lower for word in words if not start <= word.start < end and len(word.lower) >= LONG]
    meanings = told.ground.meanings
    return frozenset(meanings.key(word) for word in kept if not meanings.is_light(word))


# ---------------------------------------------------------------- parts of a country


def _part_of(whole: ToldPlace, text: str) -> Iterator[ToldPlace]:
    """The part that is told beside a name: "northern Kenya", "the north of Kenya", "Kenya's north", "Kenya north"."""
    before = _BEFORE.search(text, max(whole.sentence.start, whole.start - 28), whole.start)
    found = before or _BEHIND.match(text, whole.end)
    if found is None or not _is_common(found) or (before is None and found[2] and whole.rank != "country"):
        return
    span = (found.start(), whole.end) if before is not None else (whole.start, found.end())
    value = f"d:{_letters(found[1] or found[2])}:{whole.value}"
    yield replace(whole, start=span[0], end=span[1], value=value, rank="part", spots=())


def _bare_parts(told: _Told) -> Iterator[ToldPlace]:
    """Parts without a name: "in the country's north"."""
    for found in _BARE_PART.finditer(told.text, told.sentence.start, told.sentence.end):
        if found[1].islower():  # not "the North"
            seen = _see(told, found.start(1), (f"d:{_letters(found[1])}:", "part", (), found.end(1)))
            yield replace(seen, tie="in", role="in", heads=frozenset())


def _is_common(found: re.Match[str]) -> bool:
    """Whether a direction is no part of a name ("South Australian", "the North")."""
    return (found[1] or found[2]).islower() or "ern" in found[0].lower()


def _letters(direction: str) -> str:
    """The points of the compass in a word: "north-west" has two."""
    return "".join(point[0] for point in ("east", "north", "south", "west") if point in direction.lower())
