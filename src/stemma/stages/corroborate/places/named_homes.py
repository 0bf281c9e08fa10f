"""Where a thing that has a name is said to lie or to come from: "Tarn in western Kenya", "Kenya's Amina Holt", "Orlo, based in Tarn".

Unlike the places of a happening (``rival_places``), these hang on one name, so two reports clash that tie it to two places of which nothing
can lie in both, even where a report names the other place beside something else.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.language.atlas import find_spots
from stemma.language.gazetteer import look_up
from stemma.language.syntax import Tree, read_tree
from stemma.records import EntityType
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.places.rival_places import exclude_each_other, may_be_near_both
from stemma.stages.corroborate.places.told_places import ToldPlace

STEPS = 3
"""How many nouns may stand between a place and the name that it is tied to."""
FARTHEST = 40
"""How many characters may lie between a people and the name of one of it."""
_INSIDE = frozenset({"in", "of", "from", "at"})
_NOUN_TIES = frozenset({"nmod", "appos", "amod", "compound", "flat", "nmod:poss", "nmod:desc"})
_NAME_TIES = ("appos", "flat", "compound")
_BETWEEN = re.compile(r",? ?(?:\(|an? (?:[\w-]+ ){1,3})?(?:in )?(?:the )?(?:far |deep |remote )?")
"""What may stand between a name and the place that it lies in ("Tarn, a town in the far north of Kenya")."""
_SEATED = frozenset({"based", "headquartered", "located", "situated"})
Home = tuple[str, ToldPlace]
"""An entity and a place that it is tied to."""


def find_rival_homes(places: Mapping[str, Sequence[ToldPlace]], ground: Ground) -> Iterator[Clash]:
    """Every clash of two places to which reports tie one name, each report one of them; in order of the names. Linear in the places, but
    for the few of one name."""
    told: dict[str, list[ToldPlace]] = defaultdict(list)
    for report in sorted(places):
        for entity, place in _homes_of(places[report], ground):
            told[entity].append(place)
    for entity in sorted(told):
        if find_spots(ground.entities[entity].name, ground.meanings.lexicons):
            continue  # the atlas knows several of the name, or where it lies
        given: dict[str, set[str]] = defaultdict(set)
        for place in told[entity]:
            given[place.value].add(place.report)
        for one, other in combinations(told[entity], 2):
            if one.value == other.value:
                continue
            both = given[one.value] & given[other.value]
            if one.report == other.report or not both.isdisjoint((one.report, other.report)):
                continue
            if exclude_each_other(one, other) and not may_be_near_both(one, other):
                matter = " ".join(sorted((one.value, other.value)))
                yield Clash(kind="place", relation="contradicts", matter=matter, one=_side(one), other=_side(other), is_retold=True)


def _side(told: ToldPlace) -> Side:
    return Side(reading=told.reading, key=told.value, start=told.start, end=told.end)


def _homes_of(places: Sequence[ToldPlace], ground: Ground) -> Iterator[Home]:
    """The names that the places of one report are tied to."""
    trees: dict[int, Tree] = {}
    for told in places:
        if told.is_denied or told.tie == "dateline" or not told.sentence.tokens:
            continue
        text = ground.pages[told.report].report.text
        if told.sentence.start not in trees:
            trees[told.sentence.start] = read_tree(text, told.sentence)
        tree = trees[told.sentence.start]
        for entity in sorted(_tied_to(told, tree, ground) | _next_to(told, ground) | _called_by_people(told, tree, ground)):
            yield entity, told


def _tied_to(told: ToldPlace, tree: Tree, ground: Ground) -> frozenset[str]:
    inside = [index for index, token in enumerate(tree.tokens) if token.start < told.end and token.end > told.start]
    if not inside:
        return frozenset()
    here = next((index for index in inside if tree.head(index) not in inside), inside[0])
    found: set[str] = set()
    seen = set(inside)
    passed: set[str] = set()
    for _ in range(STEPS):
        cases = {tree.words[child] for child in tree.below(here, "case")} - {"'s", "’s", "'", "’"}
        head = tree.head(here)
        if head is None or (cases and cases.isdisjoint(_INSIDE)) or tree.below(here, "cc"):
            break
        passed |= cases
        if tree.words[head] in _SEATED:
            noun = tree.subject(head) if tree.subject(head) is not None else tree.head(head)
            return frozenset(found | (_names_at(noun, told, tree, ground, seen, passed) if noun is not None else set()))
        if tree.dep(here) not in _NOUN_TIES or tree.upos(head) not in {"NOUN", "PROPN"}:
            break
        seen.add(here)
        found |= _names_at(head, told, tree, ground, seen, passed)
        if found:
            break
        here = head
    return frozenset(found)


def _next_to(told: ToldPlace, ground: Ground) -> frozenset[str]:
    """The places by name that a place stands right behind."""
    text, spans = ground.pages[told.report].report.text, ground.mentions.get(told.report, ())
    last = bisect_left(spans, (told.start, 0, ""))
    return frozenset(
        entity
        for start, end, entity in spans[max(0, last - 4) : last]
        if end < told.start
        and text[start].isupper()
        and entity in ground.entities
        and ground.entities[entity].type == "place"
        and told.rank != "city"
        and _BETWEEN.fullmatch(text, end, told.start)
    )


def _called_by_people(told: ToldPlace, tree: Tree, ground: Ground) -> frozenset[str]:
    """Who is named right behind a people and what they are: "the Kenyan supermarket chain Orlo"."""
    text, spans = ground.pages[told.report].report.text, ground.mentions.get(told.report, ())
    known = look_up(text[told.start : told.end], ground.meanings.lexicons)
    first = bisect_left(spans, (told.end, 0, ""))
    if known is None or known.kind != "demonym" or first == len(spans) or spans[first][0] > told.end + FARTHEST:
        return frozenset()
    start, _, entity = spans[first]
    between = [index for index, token in enumerate(tree.tokens) if told.end <= token.start and token.end <= start]
    is_named = text[start].isupper() and entity in ground.entities and ground.entities[entity].type in {"person", "organisation", "place"}
    return frozenset({entity} if is_named and between and all(tree.upos(index) in {"NOUN", "ADJ"} for index in between) else ())


def _names_at(noun: int, told: ToldPlace, tree: Tree, ground: Ground, seen: set[int], cases: set[str]) -> set[str]:
    """The entities that a noun or what names it mentions."""
    words = [noun, *(child for child in tree.below(noun, *_NAME_TIES) if child not in seen)]
    found = set()
    for word in words:
        if word in seen or tree.upos(word) != "PROPN":
            continue
        for entity in _entities_at(told.report, tree.tokens[word].start, ground):
            if _may_be_tied(ground.entities[entity].type, told, cases):
                found.add(entity)
    return found


def _may_be_tied(kind: EntityType, told: ToldPlace, cases: set[str]) -> bool:
    match kind:
        case "place":
            return told.rank != "city"
        case "person":
            return told.rank == "country" and (not cases or cases == {"from"})
        case _:
            return False  # a company has many seats


def _entities_at(report: str, start: int, ground: Ground) -> Iterator[str]:
    spans = ground.mentions.get(report, ())
    last = bisect_right(spans, (start, 1 << 60, ""))
    for low, high, entity in spans[max(0, last - 8) : last]:
        if low <= start < high and entity in ground.entities:
            yield entity
