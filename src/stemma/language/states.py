"""In what state somebody or something is said to be: dead or alive, under arrest or free, closed or open.

States are read off the parse by the lexicon ``states``: verbs whose subject or object comes into a state, adjectives and participles,
phrases ("on bail"), nouns ("the arrest of"). Each belongs to a dimension, of which one bearer has one value at a time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.moods import Mood, read_mood
from stemma.language.syntax import SUBJECTS, Tree

CLOSE = 3
"""How many words on the second word of a state may stand."""
MEASURES = frozenset(
    {"suspension", "ban", "bans", "stop", "halt", "prohibition", "moratorium", "embargo", "disqualification", "injunction"}
)
"""What is lifted from whoever it is on."""
_TAKEN_OFF = {"measure": MEASURES, "charge": frozenset({"charge", "charges", "indictment", "case", "prosecution"})}
_BELONGS = frozenset({"of", "for", "from"})
_AGAINST = frozenset({"of", "on", "against"})
_USE = frozenset({"use", "sale", "sales", "distribution", "production", "issue"})
_PAPERS = frozenset({"notice", "application", "papers"})
"""What is handed in for an appeal ("a notice of appeal", "the application for leave to appeal")."""
_ASIDE = frozenset({"amod", "acl", "acl:relcl"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "’s", "am", "got", "get"})
_FOUND_SO = frozenset({"alive", "safe", "dead", "unharmed", "unhurt", "well", "unconscious"})
_PARTICIPLE = ("ed", "en", "wn", "t", "d", "k", "m")


@dataclass(frozen=True, slots=True)
class State:
    """A state that a sentence tells: ``word`` and ``bearer`` are indices of its words. ``value`` opens with "not" if it is denied."""

    dimension: str
    value: str
    word: int
    bearer: int
    mood: Mood


@dataclass(frozen=True, slots=True)
class _Entry:
    dimension: str
    value: str
    frame: str
    cases: frozenset[str]
    beside: str
    before: str


@lru_cache(maxsize=8)
def _entries(lexicons: Lexicons) -> Mapping[str, tuple[_Entry, ...]]:
    """What the words of the lexicon tell, by the word that each entry is met by."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    for dimension, value, frame, words in lexicons.rows("states"):
        for entry in words.split(","):
            cases, _, noun = entry.strip().partition(" ") if frame == "in" else ("", "", entry.strip())
            head, _, beside = noun.partition("+")
            head, _, before = head.partition("-")
            if frame == "in" and beside:
                head, before, beside = beside, head, ""
            held = frozenset(case.rpartition("_")[2] for case in cases.split("/") if case)
            found[head].append(_Entry(dimension, value, frame, held, beside, before))
    return {word: tuple(entries) for word, entries in found.items()}


@lru_cache(maxsize=1 << 15)
def _entries_of(word: str, lexicons: Lexicons) -> tuple[_Entry, ...]:
    """What a word may tell in any of its forms; "opened" is what was done, "open" how it is."""
    known = _entries(lexicons)
    return tuple(entry for form in lemmas(word, lexicons=lexicons) for entry in known.get(form, ()) if entry.frame != "is" or form == word)


@lru_cache(maxsize=8)
def _equals(lexicons: Lexicons) -> Mapping[tuple[str, str], str]:
    """From a denied value to the value that it is as good as, by dimension."""
    return {(row[0], row[1]): row[2] for row in lexicons.rows("state_rivals") if row[3] == "="}


def find_states(tree: Tree, lexicons: Lexicons) -> Iterator[State]:
    """Every state that a sentence tells of a bearer in it, in the order of its words. Linear in the words."""
    equals = _equals(lexicons)
    for index, word in enumerate(tree.words):
        told: dict[tuple[str, str], State] = {}
        for entry in _entries_of(word, lexicons):
            bearer = _bearer(tree, index, entry)
            if bearer is None or (entry.dimension, entry.value) in told:
                continue
            bearer = _what_is_used(tree, _behind_relative(tree, bearer))
            denied, mood = read_mood(tree, index, bearer, lexicons)
            denied ^= entry.before == "not"  # the negation is part of "not guilty"
            denied |= entry.frame == "off" and _is_none(tree, index)
            value = f"not {entry.value}" if denied else entry.value
            value = equals.get((entry.dimension, value), value)
            told[(entry.dimension, entry.value)] = State(entry.dimension, value, index, bearer, mood)
        for state in told.values():
            yield state
            yield from (replace(state, bearer=other) for other in _beside(tree, state.bearer, index))


def _bearer(tree: Tree, index: int, entry: _Entry) -> int | None:
    if entry.beside and not _stands_behind(tree, index, entry.beside):
        return None
    if entry.value == "found" and any(tree.words[child] not in _FOUND_SO for child in tree.below(index, "xcomp")):
        return None  # "found guilty", "found to be"
    if entry.before and entry.before not in tree.words[max(0, index - CLOSE + 1) : index]:
        return None
    if not entry.before and index and tree.words[index - 1] == "not" and entry.value == "guilty":
        return None  # "not guilty" is a verdict of its own
    if entry.value.startswith("will ") and tree.dep(index) in _ASIDE:
        return None  # "the planned launch" is not said to be still planned
    if entry.dimension == "post" and entry.value == "in" and entry.frame == "did" and tree.below(index, "xcomp", "ccomp", "obj"):
        return None  # "remained calm", "continued walking"
    match entry.frame:
        case "did" | "done" | "ends" | "off":
            return _of_verb(tree, index, entry) if tree.upos(index) in {"VERB", "AUX", "ADJ"} else None
        case "is":
            return _of_adjective(tree, index)
        case "in":
            cases = {tree.words[child] for child in tree.below(index, "case")} | set(tree.words[max(0, index - 1) : index])
            cases |= set(tree.words[max(0, index - 2) : index - 1]) if entry.before else set()
            return _of_phrase(tree, index) if cases & entry.cases else None
        case _:
            return _of_noun(tree, index) if tree.upos(index) in {"NOUN", "PROPN"} else None


def _stands_behind(tree: Tree, index: int, word: str) -> bool:
    """Whether a word stands close behind another, with no "not" between them ("pleaded not guilty")."""
    behind = tree.words[index + 1 : index + 1 + CLOSE]
    return word in behind and "not" not in behind[: behind.index(word)]


def _beside(tree: Tree, bearer: int, word: int) -> Iterator[int]:
    """Who is named beside a bearer and bears the same ("two men and a woman were detained")."""
    for child in tree.below(bearer, "conj"):
        joins = {tree.words[mark] for mark in tree.below(child, "cc")}
        if (
            child != word
            and tree.upos(child) in {"NOUN", "PROPN", "PRON"}
            and joins <= {"and", "&", "both"}
            and not tree.below(child, "nsubj")
        ):
            yield child


def _behind_relative(tree: Tree, bearer: int) -> int:
    """The noun that a relative pronoun stands for."""
    if tree.words[bearer] in _RELATIVE and tree.upos(bearer) != "NOUN":
        clause = next((word for word in tree.above(bearer) if tree.dep(word).startswith("acl")), None)
        head = tree.head(clause) if clause is not None else None
        return bearer if head is None else head
    return bearer


def _of_verb(tree: Tree, index: int, entry: _Entry) -> int | None:
    if entry.frame == "did":
        return None if _is_passive(tree, index) else _subject(tree, index)
    if entry.frame != "off":
        return _undergoer(tree, index, entry.frame)
    measure = _undergoer(tree, index, "done")
    if measure is None or tree.words[measure] not in _TAKEN_OFF[entry.dimension]:
        return None
    whom = _under(tree, measure, _AGAINST)
    return _under(tree, index, _AGAINST) if whom is None else whom


def _is_none(tree: Tree, verb: int) -> bool:
    """Whether what a verb is done to is "no" such thing ("no charge was laid against him")."""
    measure = _undergoer(tree, verb, "done")
    return measure is not None and any(tree.words[child] == "no" for child in tree.below(measure, "det"))


def _undergoer(tree: Tree, index: int, frame: str) -> int | None:
    if _is_passive(tree, index):
        return _subject(tree, index)
    objects = tree.below(index, "iobj") or tree.below(index, "obj")
    if objects:
        return objects[0]
    if tree.words[index].endswith(_PARTICIPLE) or tree.words[index] in {"shut", "put"}:
        affected = _affected(tree, index)
        if affected is not None:
            return affected
    return _subject(tree, index) if frame == "ends" else None


def _is_passive(tree: Tree, index: int) -> bool:
    return bool(tree.below(index, "aux:pass")) or any(tree.dep(child) == "nsubj:pass" for child in tree.children[index])


def _affected(tree: Tree, index: int) -> int | None:
    """Whom a bare participle is said of: "the man arrested", "left two wounded", "was found and arrested"."""
    dep, head = tree.dep(index), tree.head(index)
    if head is None:
        return None
    if dep in {"acl", "amod"}:
        return head
    if dep == "conj" and not tree.below(index, "aux", "nsubj") and _is_passive(tree, head):
        return tree.subject(head)
    if dep == "xcomp" and not any(tree.words[child] == "to" for child in tree.children[index]):
        objects = tree.below(head, "obj")
        return objects[0] if objects else tree.subject(head)
    return None


def _subject(tree: Tree, index: int) -> int | None:
    subject, head = tree.subject(index), tree.head(index)
    if subject is not None and tree.upos(subject) == "VERB":  # "a man accused of arson was released", where the parser takes both
        subject = next((child for child in tree.below(index, "nsubj") if tree.upos(child) in {"NOUN", "PROPN"}), subject)
    if subject is not None or head is None:
        return subject
    if tree.dep(index) in {"acl", "acl:relcl", "amod"}:
        return head
    if tree.dep(index) == "advcl":
        return tree.subject(head)
    return _before(tree, index, head) if tree.dep(index) in {"ccomp", "obl"} else None


def _before(tree: Tree, index: int, head: int) -> int | None:
    """The subject of a clause that the parser hung on the verb of saying behind it ("Holm is not under arrest, police said")."""
    return next((child for child in tree.below(head, "nsubj") if child < index < head), None)


def _of_adjective(tree: Tree, index: int) -> int | None:
    dep, head = tree.dep(index), tree.head(index)
    own = next((child for child in tree.children[index] if tree.dep(child) in SUBJECTS), None)
    if (
        tree.upos(index) == "VERB"
        and (any(tree.upos(child) in {"NOUN", "PROPN", "PRON"} for child in tree.below(index, "obj")) or not _has_be(tree, index))
        and dep not in {"amod", "acl", "acl:relcl", "xcomp", "conj"}
    ):
        return None
    if own is not None or head is None:
        return own
    if dep in {"amod", "acl"} or (dep == "acl:relcl" and tree.upos(index) == "VERB"):
        return head
    if dep in {"xcomp", "advcl"}:
        objects = tree.below(head, "obj")
        return objects[0] if objects else tree.subject(head)
    if dep == "conj" and tree.upos(head) == "ADJ":
        return _of_adjective(tree, head) if tree.dep(head) != "conj" else None
    return tree.subject(index) if dep != "advmod" else None


def _has_be(tree: Tree, index: int) -> bool:
    return any(tree.words[child] in _BE for child in tree.below(index, "cop", "aux"))


def _of_phrase(tree: Tree, index: int) -> int | None:
    dep, head = tree.dep(index), tree.head(index)
    if head is None or tree.below(index, "cop"):
        return _subject(tree, index)
    if dep.startswith("nmod"):
        return head
    if not dep.startswith("obl"):
        own = tree.subject(index)
        if own is not None:
            return own
    objects = tree.below(head, "obj")
    return objects[0] if objects else _subject(tree, head)


def _of_noun(tree: Tree, index: int) -> int | None:
    """Whom an event or thing belongs to: "the arrest of", "her resignation", "search for"."""
    owner = next((child for child in tree.children[index] if tree.dep(child) == "nmod:poss"), None)
    return _under(tree, index, _BELONGS) if owner is None else owner


def _under(tree: Tree, index: int, cases: frozenset[str]) -> int | None:
    """The noun that a preposition puts under another."""
    below = tree.below(index, "nmod", "obl")
    return next((child for child in below if any(tree.words[case] in cases for case in tree.below(child, "case"))), None)


def _what_is_used(tree: Tree, bearer: int) -> int:
    """What a noun of use is of: "the use of a vaccine" is suspended for the vaccine."""
    if tree.words[bearer] in _PAPERS:
        return next((child for child in tree.below(bearer, "nmod") if tree.words[child] == "appeal"), bearer)
    used = _under(tree, bearer, _BELONGS) if tree.words[bearer] in _USE else None
    return bearer if used is None else used
