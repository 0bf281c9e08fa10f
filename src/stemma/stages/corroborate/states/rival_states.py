"""Two states of one person or thing that reports give: arrested and only questioned, missing and found alive, signed and withdrawn.

The states are typed slots (``language/states``): each dimension has values of which one bearer has one at a time (``state_rivals``), so two
reports clash that give one bearer two of them, whatever other words they use. A state that can follow the other is told as superseding it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.records import ConflictKind
from stemma.stages.corroborate.comparing.matter import FARTHEST_NEWS_DAYS, Clash, Ground, Side, are_comparable
from stemma.stages.corroborate.comparing.moments import gap_days
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.voices import are_two_voices
from stemma.stages.corroborate.states.told_states import ANYBODY, WILL, ToldState, gather_states
from stemma.text.edtf import is_exclusive, sort_key

PER_BEARER = 40
"""So many tellings of one bearer's states are held against each other."""
_OF_PEOPLE = frozenset(
    "fate ward whereabouts custody charge verdict bail pleads crown defeat post leaving country doping arms drink sleep wed".split()
)
_OF_NOBODY: Mapping[str, frozenset[str]] = {
    "charge": frozenset({"charged", "indicted", "laid", "brought", "filed", "pressed", "preferred"}),
    "fate": frozenset({"died", "dead", "killed", "perished"}),
    "whereabouts": frozenset({"missing", "unaccounted"}),
    "custody": frozenset({"arrested", "detained", "custody", "held"}),
}
"""Words by which what is told of nobody ("nobody has been charged") denies what is told of anybody."""
_SINCE = frozenset({"since", "ever", "years", "previously"})
_BEFORE = frozenset({("last", "year"), ("previous", "year"), ("last", "season"), ("years", "earlier"), ("years", "before")})
_ONE_THING = frozenset({"blaze", "appeal"})
"""Dimensions of which a story has one bearer, whatever it is called."""
_RELEASED = frozenset({"whereabouts", "custody"})
"""Dimensions of which a sentence that tells a change ("the woman detained was released") is held against whoever was told to be so."""
_APART = (
    (
        frozenset("man boy father son brother husband groom".split()),
        frozenset("woman girl mother daughter sister wife bride widow".split()),
    ),
    (frozenset("child boy girl baby toddler infant".split()), frozenset("man woman driver pilot captain officer".split())),
)
"""Nouns by which two people are told apart."""
_NARROWED = frozenset({"deal"})
"""Dimensions whose bearers may be called by two nouns with one word that narrows them ("visa agreement", "visa waiver")."""


class _Rule(NamedTuple):
    """How two values of a dimension stand: which of them the other may follow, and the kind of the conflict."""

    earlier: frozenset[str]
    kind: ConflictKind


Pair = tuple[ToldState, ToldState, _Rule]


@lru_cache(maxsize=8)
def _rules(lexicons: Lexicons) -> Mapping[tuple[str, str, str], _Rule]:
    found: dict[tuple[str, str, str], _Rule] = {}
    for dimension, one, other, relation, kind in lexicons.rows("state_rivals"):
        if relation != "=":
            known = found.get((dimension, one, other))
            earlier = frozenset({one} if relation == "then" else ()) | (known.earlier if known else frozenset())
            found[(dimension, one, other)] = found[(dimension, other, one)] = _Rule(earlier, kind)  # type: ignore[arg-type]
    return found


def find_rival_states(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Every clash of two states that reports give one bearer, by dimension and place. Linear in the statements, but for the few that tell a
    state of one bearer."""
    for one, other, rule in gather_rival_states(gather_states(readings, ground), ground):
        yield _clash(one, other, rule, ground)


def gather_rival_states(told: Sequence[ToldState], ground: Ground) -> list[Pair]:
    """The pairs of rival states of one bearer, in order of dimension and place."""
    rules = _rules(ground.meanings.lexicons)
    mixed = _verdicts_in_part(told)
    found: dict[tuple[str, int, str, int], Pair] = {}
    for (dimension, _), states in sorted(_by_bearer(told).items()):
        for one, other in combinations(states, 2):
            rule = rules.get((dimension, one.value, other.value))
            if rule is None or not are_comparable(one.reading, other.reading, ground):
                continue
            if one.report == other.report and (rule.earlier or not are_two_voices(one.reading, other.reading)):
                continue  # what changes from sentence to sentence is told in its order
            if _is_of_old(one, ground) or _is_of_old(other, ground):
                continue
            if (
                (_are_of_one(one, other) or _is_change(one, other, rule))
                and not _are_two_verdicts(one, other, mixed)
                and not _tells_both(one, other, rule, states)
            ):
                found.setdefault((dimension, *one.place, *other.place), (one, other, rule))  # type: ignore[arg-type]
    return [found[key] for key in sorted(found)]


def _by_bearer(told: Sequence[ToldState]) -> dict[tuple[str, str], list[ToldState]]:
    """The states told as facts, by dimension and each key under which their bearer may be met."""
    found: dict[tuple[str, str], list[ToldState]] = defaultdict(list)
    for state in told:
        if state.mood == "possible" or (state.mood == "planned" and not state.value.startswith(WILL)):
            continue
        if state.value.startswith(WILL) and state.beside:
            continue  # "the launch, planned for Sunday, was called off"
        keys = {f"e:{entity}" for entity in state.entities} | ({f"n:{state.noun}"} if state.noun else set())
        keys |= {"thing"} if state.dimension in _ONE_THING else set()
        keys |= {f"m:{word}" for word in state.narrowed} if state.dimension in _NARROWED else set()
        keys |= {"anybody"} if state.dimension in _OF_NOBODY else set()
        keys |= {"changed"} if state.dimension in _RELEASED else set()
        for key in keys:
            if len(found[(state.dimension, key)]) < PER_BEARER:
                found[(state.dimension, key)].append(state)
    return found


def _is_of_old(state: ToldState, ground: Ground) -> bool:
    """Whether a sentence looks back on years before the news ("talks failed last year", "last held talks in 2019")."""
    words = state.tree.words
    if "ago" in words or any(pair in _BEFORE for pair in pairwise(words)):
        return True
    published = ground.published.get(state.report)
    return published is not None and ".." not in published and any(_is_year_before(dated, published) for dated in _dates_of(state))


def _dates_of(state: ToldState) -> list[str]:
    """The dates that stand under the word that tells a state; not those since when it is so."""
    tree, word = state.tree, state.word
    start, end = tree.tokens[tree.first[word]].start, tree.tokens[tree.last[word]].end
    return [moment.edtf for moment in state.reading.moments if start <= moment.start < end and moment.bound != "start"]


def _is_year_before(edtf: str, published: str) -> bool:
    return is_exclusive(edtf, published) and sort_key(edtf) < sort_key(published) and gap_days(edtf, published) > FARTHEST_NEWS_DAYS


# ---------------------------------------------------------------- one bearer


def _are_of_one(one: ToldState, other: ToldState) -> bool:
    """Whether two states are told of one bearer: by name; by noun, which must tell it from others, in one number; or of nobody and of
    anybody."""
    if one.is_nobody or other.is_nobody:
        return one.is_nobody != other.is_nobody and _denies_all(one if one.is_nobody else other)
    if one.entities and other.entities:
        return not one.entities.isdisjoint(other.entities)
    if one.dimension in _ONE_THING:
        return True
    if not one.noun or not other.noun:
        return False
    if one.noun != other.noun:
        return one.dimension in _NARROWED and not one.narrowed.isdisjoint(other.narrowed)
    return _are_one_person(one, other) if one.dimension in _OF_PEOPLE else _are_one_thing(one, other)


def _is_change(one: ToldState, other: ToldState, rule: _Rule) -> bool:
    """Whether the sentence of one of two states tells that it has come after the other, of somebody who may be the other's bearer."""
    return any(
        new.dimension in _RELEASED and old.value in rule.earlier and old.value in new.beside and not old.beside and _may_be_one(old, new)
        for old, new in ((one, other), (other, one))
    )


def _may_be_one(one: ToldState, other: ToldState) -> bool:
    """Whether two people, or two numbers of them, may be the same: nothing by which they are called tells them apart."""
    if one.is_nobody or other.is_nobody or one.is_plural != other.is_plural or (one.is_plural and not _are_same_number(one, other)):
        return False
    if one.entities and other.entities:
        return not one.entities.isdisjoint(other.entities)
    titles = ((one.title, other.title), (other.title, one.title))
    return not any(here in some and there in others for here, there in titles for some, others in _APART)


def _denies_all(state: ToldState) -> bool:
    """Whether something is denied of everybody now, not only until now ("nobody has died here since 1998")."""
    words = state.tree.words[state.word], state.reading.statement.text.lower().split()
    return words[0] in _OF_NOBODY.get(state.dimension, ()) and _SINCE.isdisjoint(words[1])


def _are_one_person(one: ToldState, other: ToldState) -> bool:
    if one.is_plural != other.is_plural:
        return False
    if one.is_plural:
        return one.dimension != "fate" and (_are_same_number(one, other) or _are_those(one, other))
    if one.noun in ANYBODY:
        return False
    return len(one.called) < 2 or (one.is_definite and other.is_definite and not one.called.isdisjoint(one.entities | other.entities))


def _are_same_number(one: ToldState, other: ToldState) -> bool:
    return one.count != "" and one.count == other.count


def _are_those(one: ToldState, other: ToldState) -> bool:
    """Whether several who are missing are those who were found: "the fishermen", not any people."""
    return one.dimension == "whereabouts" and one.noun not in ANYBODY and (one.is_definite or other.is_definite)


def _are_one_thing(one: ToldState, other: ToldState) -> bool:
    """Whether two things of one noun may be one: alike in number, and not each narrowed by other words ("the east bridge")."""
    if one.count != other.count and one.count and other.count:
        return False
    if one.narrowed and other.narrowed and one.narrowed.isdisjoint(other.narrowed):
        return False
    return one.is_plural == other.is_plural or (one if one.is_plural else other).is_universal


def _tells_both(one: ToldState, other: ToldState, rule: _Rule, states: Sequence[ToldState]) -> bool:
    """Whether the report of a state that another follows tells of the other too: it only looks back."""
    pairs = [(a, b) for a, b in ((one, other), (other, one)) if a.value in rule.earlier]
    return any(
        state.report == first.report and state.value == second.value and _are_of_one(first, state)
        for first, second in pairs
        for state in states
    )


# ---------------------------------------------------------------- verdicts on several counts


def _verdicts_in_part(told: Sequence[ToldState]) -> frozenset[str]:
    """Whom a report tells to have been convicted and cleared: of two things."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for state in told:
        if state.dimension == "verdict":
            for entity in state.entities:
                values[(state.report, entity)].add(state.value)
    return frozenset(entity for (_, entity), held in values.items() if len(held) > 1)


def _are_two_verdicts(one: ToldState, other: ToldState, mixed: frozenset[str]) -> bool:
    """Whether a conviction and an acquittal are, or may be, of two things."""
    if one.dimension != "verdict":
        return False
    if one.behind or other.behind:
        return one.behind.isdisjoint(other.behind)
    return not mixed.isdisjoint(one.entities | other.entities)


# ---------------------------------------------------------------- the clash


def _clash(one: ToldState, other: ToldState, rule: _Rule, ground: Ground) -> Clash:
    """The clash of two states: one supersedes the other where it may follow it and no page shows that it was told before."""
    may_follow = any(first.value in rule.earlier and not _is_later(first, second, ground) for first, second in ((one, other), (other, one)))
    return Clash(
        kind=rule.kind,
        relation="supersedes" if may_follow else "contradicts",
        matter=one.dimension,
        one=_side(one),
        other=_side(other),
        is_retold=True,
    )


def _is_later(one: ToldState, other: ToldState, ground: Ground) -> bool:
    """Whether the report of the first came out after that of the second, as far as the pages show."""
    dates = [ground.published.get(state.report) for state in (one, other)]
    return dates[0] is not None and dates[1] is not None and is_exclusive(dates[0], dates[1]) and sort_key(dates[0]) > sort_key(dates[1])


def _side(state: ToldState) -> Side:
    """The statement that holds the state, else its sentence."""
    statement, token = state.reading.statement, state.tree.tokens[state.word]
    held = statement if statement.start <= token.start and token.end <= statement.end else state.tree
    return Side(reading=state.reading, key=state.value, start=held.start, end=held.end)
