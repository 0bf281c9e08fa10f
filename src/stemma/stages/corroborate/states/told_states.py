"""The states that the reports of a story tell, each with whom it is told of, as far as that can be known across reports.

A bearer is known by the entities that its words, a pronoun or an apposition lead to; by a name that the story gives its noun alone ("the
driver", where one driver has a name); else by its noun, with how many it counts.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.moods import Mood
from stemma.language.roles import role_words
from stemma.language.states import State, find_states
from stemma.language.syntax import Tree
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.comparing.reading import Reading

_NAMES_IT = frozenset({"appos", "flat", "compound"})
_NOBODY = frozenset({"nobody", "none", "neither"})
_NO_ONE = frozenset({"custody", "charge", "whereabouts"})
"""Dimensions of which "no one" tells of nobody in the whole story; that "no one died" is said of one of several things that happened."""
_SELF = frozenset({"i", "me", "myself"})
ANYBODY = frozenset({"person", "people", "man", "woman", "child", "boy", "girl", "victim", "other", "one", "body", "member"})
"""Nouns that tell nobody from others."""
WILL = "will "
"""How the value of a state opens that is only to come."""
Mention = tuple[int, int, str]


@dataclass(frozen=True, slots=True, eq=False)
class ToldState:
    """A state told by a statement. ``entities`` are who bears it by name, ``noun`` what the bearer is called, with its ``count`` ("three")
    and the words that narrow it; ``is_universal``: told of all of them; ``is_nobody``: told of nobody, so of whoever it might be told of.
    ``called`` are the people whom the story calls by that noun, ``behind`` the keys of what the state is told to be of ("guilty of"),
    ``beside`` the other values of the dimension that the sentence tells of the bearer ("the woman detained was released"), ``title`` its
    noun, whatever it tells."""

    reading: Reading
    dimension: str
    value: str
    mood: Mood
    entities: frozenset[str]
    noun: str
    count: str
    narrowed: frozenset[str]
    is_definite: bool
    is_plural: bool
    is_nobody: bool
    is_universal: bool
    called: frozenset[str]
    behind: frozenset[str]
    beside: frozenset[str]
    title: str
    tree: Tree
    word: int

    @property
    def place(self) -> tuple[str, int]:
        return self.report, self.tree.tokens[self.word].start

    @property
    def report(self) -> str:
        return self.reading.statement.report


@lru_cache(maxsize=8)
def _bearers(lexicons: Lexicons) -> Mapping[str, frozenset[str]]:
    """The nouns that bear the states of each dimension; of people also the last words of roles."""
    rows = {row[0]: frozenset(word.strip() for word in row[1].split(",")) for row in lexicons.rows("state_bearers") if row[0] != "="}
    people = rows["person"] | {role.rpartition(" ")[2] for role in role_words(lexicons).heads}
    return {dimension: nouns | people if "person" in nouns else nouns for dimension, nouns in rows.items()}


@lru_cache(maxsize=8)
def _one_word(lexicons: Lexicons) -> Mapping[str, str]:
    """From a noun to the first of those that a story calls one thing by ("vessel", "ship")."""
    rows = [[word.strip() for word in row[1].split(",")] for row in lexicons.rows("state_bearers") if row[0] == "="]
    return {word: words[0] for words in rows for word in words}


def gather_states(readings: Sequence[Reading], ground: Ground) -> list[ToldState]:
    """Every state that the articles of the reports tell of somebody or something that can be met again, in order of place."""
    held: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None and reading.tree is not None:
            held[(reading.statement.report, reading.sentence.start)].append(reading)
    trees = {place: found[0].tree for place, found in held.items() if found[0].tree is not None}
    named = _named_nouns(trees, ground)
    found = []
    for place in sorted(held):
        states = tuple(find_states(trees[place], ground.meanings.lexicons))
        for state in states:
            told = _tell(state, trees[place], held[place], named, ground)
            if told is not None:
                found.append(replace(told, beside=_beside(state, states)))
    return found


def _beside(state: State, states: Sequence[State]) -> frozenset[str]:
    return frozenset(
        other.value
        for other in states
        if other.dimension == state.dimension and other.bearer == state.bearer and other.value != state.value and other.mood == "fact"
    )


def _mentions_at(report: str, tree: Tree, index: int, ground: Ground) -> Iterator[Mention]:
    """The mentions of entities that hold a word."""
    start = tree.tokens[index].start
    spans = ground.mentions.get(report, ())
    for mention in reversed(spans[max(0, bisect_right(spans, (start, 1 << 60, "")) - 8) : bisect_right(spans, (start, 1 << 60, ""))]):
        if mention[0] <= start < mention[1]:
            yield mention


def _entities(report: str, tree: Tree, index: int, ground: Ground) -> frozenset[str]:
    """Whom a word or its apposition names."""
    found = {entity for _, _, entity in _mentions_at(report, tree, index, ground)}
    text = ground.pages[report].report.text
    for child in tree.children[index]:
        if tree.dep(child) in _NAMES_IT:
            for start, _, entity in _mentions_at(report, tree, child, ground):
                is_named_so = tree.dep(child) != "compound" or (child > index and ground.entities[entity].type == "person")
                if text[start].isupper() and is_named_so:  # "the Holm hearing" is not Holm
                    found.add(entity)
    return frozenset(entity for entity in found if entity in ground.entities)


def _named_nouns(trees: Mapping[tuple[str, int], Tree], ground: Ground) -> Mapping[str, frozenset[str]]:
    """For each noun the people that the story calls by it beside their names, or gives as their role: one where nobody else is called so
    half as often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (report, _), tree in trees.items():
        for index, token in enumerate(tree.tokens):
            if token.upos == "NOUN":
                for entity in _entities(report, tree, index, ground):
                    if ground.entities[entity].type == "person":
                        found[_singular(tree.words[index], ground)][entity] += 1
    for known in ground.entities.values():
        if known.type == "person" and known.role:
            found[_singular(known.role.lower().rpartition(" ")[2], ground)][known.id] += 1
    return {noun: _mostly(people, ground) for noun, people in found.items()}


def _mostly(people: Mapping[str, int], ground: Ground) -> frozenset[str]:
    """Who is called so most, where those who are spoken of more count more."""
    weights = {person: count * len(ground.entities[person].mentions) for person, count in people.items()}
    return frozenset(person for person, weight in weights.items() if 2 * weight >= max(weights.values()))


def _singular(word: str, ground: Ground) -> str:
    """The noun of which a word may be the plural; "the crossing" is no form of "cross"."""
    if word.endswith(("ing", "ed")):
        return word
    return next((form for form in lemmas(word, lexicons=ground.meanings.lexicons)[1:] if not form.endswith("s")), word)


def _tell(state: State, tree: Tree, readings: Sequence[Reading], named: Mapping[str, frozenset[str]], ground: Ground) -> ToldState | None:
    report = readings[0].statement.report
    word, bearer = state.word, state.bearer
    named_at = _noun(tree, bearer)
    called = _singular(tree.words[named_at], ground) if tree.upos(named_at) == "NOUN" else ""
    noun = _person(called, tree, bearer, state.dimension, ground)
    entities = _entities(report, tree, bearer, ground)
    if "person" in _bearers(ground.meanings.lexicons)[state.dimension]:
        entities = frozenset(entity for entity in entities if ground.entities[entity].type == "person")
    if not entities and tree.words[bearer] in _SELF:
        entities = _speaker(_holder(readings, tree, word))
    counts = [tree.words[child] for child in tree.below(bearer, "nummod")] or [tree.words[bearer]] * (tree.upos(bearer) == "NUM")
    counts = ["one"] if tree.words[bearer] == "one" and named_at != bearer else counts
    is_plural = (tree.upos(bearer) == "NOUN" and called != tree.words[bearer]) or bool(counts and counts != ["one"])
    if is_plural and len(entities) == 1:
        entities = frozenset[str]()  # "Holm's players quit"
    elif not entities and not is_plural and len(named.get(noun, ())) == 1:
        entities = named[noun]
    articles = {tree.words[child] for child in tree.below(bearer, "det")}
    is_one = tree.words[bearer] == "one" and state.dimension in _NO_ONE
    is_none = (noun in ANYBODY or is_one) and "no" in articles
    is_anybody = tree.words[bearer] in {"anybody", "anyone"} or (noun in ANYBODY and "any" in articles)
    is_none |= counts == ["one"] and noun in ANYBODY and _is_not(tree, bearer)
    is_nobody = bearer < word and (is_none or tree.words[bearer] in _NOBODY)
    is_nobody |= is_anybody and state.value.startswith("not ")
    named_by_verb = _names_its_bearer(state, tree, ground)
    if named_by_verb is not None:
        entities, noun = frozenset[str](), named_by_verb
    if not (entities or noun or is_nobody) or not _can_bear(state.dimension, entities, noun, is_nobody, ground):
        return None
    return ToldState(
        reading=_holder(readings, tree, word),
        dimension=state.dimension,
        value=f"{WILL}{state.value}" if state.mood == "planned" else state.value,
        mood=state.mood,
        entities=entities,
        noun="" if noun in ANYBODY and not counts else _one_word(ground.meanings.lexicons).get(noun, noun),
        count=counts[0] if counts else "",
        narrowed=frozenset(
            "".join(tree.words[tree.first[child] : child + 1])  # "two-day"
            for child in tree.below(bearer, "amod", "compound")
            if child != word or not counts
        ),
        is_definite=any(
            tree.words[child] in {"the", "this", "that", "these", "those", "all", "both"}
            for child in tree.below(bearer, "det", "nmod:poss")
        ),
        is_plural=is_plural,
        is_nobody=is_nobody,
        is_universal=any(tree.words[child] in {"all", "every", "each"} for child in tree.below(bearer, "det", "det:predet")),
        called=named.get(noun, frozenset()),
        behind=_complement(tree, word, ground),
        beside=frozenset(),
        title=noun,
        tree=tree,
        word=word,
    )


def _names_its_bearer(state: State, tree: Tree, ground: Ground) -> str | None:
    """What a verb is about by itself: who "appealed" has made an appeal; not who appealed for something or to somebody."""
    forms = lemmas(tree.words[state.word], lexicons=ground.meanings.lexicons)
    nouns = _bearers(ground.meanings.lexicons)[state.dimension]
    lemma = next((form for form in forms if form in nouns), None)
    aims = {tree.words[case] for child in tree.below(state.word, "obl") for case in tree.below(child, "case")}
    is_verb = tree.upos(state.word) == "VERB" and state.bearer != state.word
    return lemma if is_verb and aims.isdisjoint({"for", "to"}) else None


def _noun(tree: Tree, bearer: int) -> int:
    """The noun before a name that it is the head of ("the vaccine Noxal"), or of whose kind one is ("the last of the miners")."""
    if tree.upos(bearer) in {"ADJ", "NUM", "PRON", "DET"}:
        kinds = (child for child in tree.below(bearer, "nmod") if tree.upos(child) == "NOUN" and _has_case(tree, child, "of"))
        return next(kinds, bearer)
    before = (child for child in tree.below(bearer, "compound", "nmod") if child < bearer and tree.upos(child) == "NOUN")
    return next(before, bearer) if tree.upos(bearer) == "PROPN" else bearer


def _is_not(tree: Tree, bearer: int) -> bool:
    """Whether it is "not one" of whom something is told."""
    return any(tree.words[child] == "not" for child in tree.below(bearer, "advmod", "det"))


def _has_case(tree: Tree, index: int, word: str) -> bool:
    return any(tree.words[case] == word for case in tree.below(index, "case"))


def _person(noun: str, tree: Tree, bearer: int, dimension: str, ground: Ground) -> str:
    """What somebody is called, "person" for whom an age or a number alone tells of ("the nine-year-old", "one is missing")."""
    people = _bearers(ground.meanings.lexicons)["person"] | ANYBODY
    is_number = tree.upos(bearer) == "NUM" and not noun and "person" in _bearers(ground.meanings.lexicons)[dimension]
    return "person" if is_number or (_is_aged(tree, bearer) and noun not in people) else noun


def _is_aged(tree: Tree, bearer: int) -> bool:
    """Whether somebody is called by an age ("the nine-year-old", "a 29-year-old Indonesian")."""
    olds = (bearer, *tree.below(bearer, "amod"))
    return any(tree.words[old] == "old" and tree.words[max(0, old - 2) : old] == ("year", "-") for old in olds)


def _speaker(reading: Reading) -> frozenset[str]:
    """Who says "I" in a statement, where it is given as somebody's words."""
    links = reading.statement.attribution
    return frozenset({links[-1].entity}) if links and links[-1].entity is not None else frozenset()


def _can_bear(dimension: str, entities: frozenset[str], noun: str, is_nobody: bool, ground: Ground) -> bool:
    """Whether a dimension's states are told of such a bearer: of people by name or noun, of things by noun, of places that are entered."""
    nouns = _bearers(ground.meanings.lexicons)[dimension]
    types = {ground.entities[entity].type for entity in entities if entity in ground.entities}
    if "person" in nouns and ("person" in types or is_nobody or noun in ANYBODY):
        return True
    return noun in nouns or not nouns.isdisjoint(types & {"place", "organisation"})


def _complement(tree: Tree, word: int, ground: Ground) -> frozenset[str]:
    """The keys of what stands behind a state with "of", "over" …: of what somebody is guilty."""
    found = [
        child
        for child in tree.below(word, "obl", "nmod")
        if any(tree.words[case] in {"of", "on", "over"} for case in tree.below(child, "case"))
    ]
    words = {tree.words[index] for child in found for index in range(tree.first[child], tree.last[child] + 1) if tree.upos(index) == "NOUN"}
    return frozenset(ground.meanings.key(word) for word in words)


def _holder(readings: Sequence[Reading], tree: Tree, word: int) -> Reading:
    """The shortest statement that holds a word, else the nearest."""
    token = tree.tokens[word]
    holding = [r for r in readings if r.statement.start <= token.start and token.end <= r.statement.end]
    if holding:
        return min(holding, key=lambda r: (r.statement.end - r.statement.start, r.statement.start))
    return min(readings, key=lambda r: (max(r.statement.start - token.end, token.start - r.statement.end), r.statement.start))
