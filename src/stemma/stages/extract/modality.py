"""Status, polarity and certainty of a clause, from auxiliaries, governing verbs, hedges and negations."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.reporting import Reporting, report_words
from stemma.language.syntax import Tree
from stemma.records import Certainty, Polarity, Status
from stemma.stages.extract.clauses import Clause

_WEAKEST_FIRST: tuple[Certainty, ...] = ("doubtful", "possible", "reported", "likely")
_CONDITIONS = frozenset({"if", "unless"})
_MODALS = frozenset({"could", "would", "should", "might", "may", "can", "will", "must", "shall", "'ll", "’ll", "'d", "’d"})
_HEDGE_DEPS = frozenset(
    {
        "advmod",
        "aux",
        "root",
        "parataxis",
        "xcomp",
        "cop",
        "ccomp",
        "conj",
        "amod",
        "det",
        "nsubj",
        "nsubj:pass",
        "obj",
        "cc:preconj",
        "advcl",
        "acl:relcl",
    }
)
_OPINION_FORCES = frozenset({"believe", "suggest"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "nt", "never"})
_AFFIRMED_NO = frozenset({"no longer", "not only", "no doubt", "nothing but"})


_Marks = frozenset[tuple[str, str]]


class Modality(NamedTuple):
    status: Status
    polarity: Polarity
    certainty: Certainty


class Voice(NamedTuple):
    """Who speaks the clause: the innermost report verb, null in the report's own voice; whether the speaker's trade is to
    judge (an analyst); whether it is a text without an author ("reports")."""

    reporting: Reporting | None = None
    is_judge: bool = False
    is_text: bool = False


def read_modality(tree: Tree, clause: Clause, voice: Voice, *, headline: bool, lexicons: Lexicons, is_act: bool = False) -> Modality:
    """Status, polarity and certainty of one clause.

    Modality is looked up for the predicate and for the verbs that it hangs on or that hang on it ("is expected to
    discuss"); negation counts for those and for their subject and object. The speaker's verb weighs in last: who denies
    something denies it, who suggests it makes it possible. ``is_act`` says that the clause's own verb is the event it tells of, so
    that what is suspended is no event cancelled.
    """
    marks = _marks(tree, clause, verb_chain(tree, clause.head), lexicons)
    if is_act:
        marks = (marks - {("status", "cancelled")}) | _denials(tree, clause)
    status = _status_of_marks(tree, clause, marks, voice, lexicons) or _status_of_tense(tree, clause.head, headline, lexicons)
    return Modality(status, _polarity(clause, marks, voice), _certainty(marks, voice))


def _denials(tree: Tree, clause: Clause) -> _Marks:
    """The negation of an object ("offered no apology"), which denies the event that it names."""
    objects = tree.below(clause.head, "obj")
    is_denied = any(tree.words[child] == "no" for noun in objects for child in tree.below(noun, "det"))
    return frozenset({("polarity", "denied")} if is_denied else ())


def verb_chain(tree: Tree, head: int) -> tuple[int, ...]:
    """A predicate and the infinitives that it governs, outermost first: "set", "visit"."""
    chain = [head]
    while len(chain) < 5:
        following = [child for child in tree.below(chain[-1], "xcomp", "ccomp") if child not in chain and _is_infinitive(tree, child)]
        if not following:
            return tuple(chain)
        chain.append(following[0])
    return tuple(chain)


def _is_infinitive(tree: Tree, index: int) -> bool:
    return any(tree.words[child] == "to" for child in tree.below(index, "mark")) and tree.upos(index) in {"VERB", "AUX", "NOUN", "ADJ"}


@lru_cache(maxsize=8)
def _lexicon(lexicons: Lexicons) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """From (word, role) to its (field, value) pairs."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for word, role, field, value in lexicons.rows("modal_words"):
        found[word, role] = (*found.get((word, role), ()), (field, value))
    return found


def _marks(tree: Tree, clause: Clause, chain: Sequence[int], lexicons: Lexicons) -> _Marks:
    """All (field, value) pairs that the clause's words claim."""
    table = _lexicon(lexicons)
    found: set[tuple[str, str]] = set()
    own = set(clause.words)
    for place, index in enumerate(chain):
        roles = ["event"] if place == len(chain) - 1 else ["verb"]
        particles = [tree.words[child] for child in tree.below(index, "compound:prt")]
        for lemma in lemmas(tree.words[index], lexicons=lexicons):
            for role in roles:
                found.update(table.get((lemma, role), ()))
                found.update(table.get((f"{lemma} {particles[0]}" if particles else "", role), ()))
        for child in tree.below(index, "aux"):
            found.update(table.get((tree.words[child], "aux"), ()))
    found -= {("status", "planned")} if any(tree.words[child] in {"able", "unable"} for child in chain) else set()
    if _governs_gerund(tree, chain[-1]):
        found.update(mark for lemma in lemmas(tree.words[chain[-1]], lexicons=lexicons) for mark in table.get((lemma, "gerund"), ()))
    for index in own:
        if tree.dep(index) not in _HEDGE_DEPS or not _governs(tree, index, chain):
            continue
        phrase = " ".join(tree.words[index : index + 2])
        if phrase in _AFFIRMED_NO and phrase != "no longer":
            continue
        found.update(table.get((tree.words[index], "word"), ()))
        found.update(table.get((phrase, "word"), ()))
    return _weighed(tree, own, chain, found, lexicons)


def _governs_gerund(tree: Tree, index: int) -> bool:
    """ "considers closing"."""
    return any(tree.words[child].endswith("ing") and tree.upos(child) == "VERB" for child in tree.below(index, "xcomp", "advcl"))


def _weighed(tree: Tree, own: set[int], chain: Sequence[int], found: set[tuple[str, str]], lexicons: Lexicons) -> _Marks:
    """Marks of a negation taken for what it means beside its verb: what is "not clear" is open, who "showed no emotion" did so, who
    "could not reach" a place has not."""
    if ("polarity", "denied") not in found:
        return frozenset(found)
    table = _lexicon(lexicons)
    forms = {lemma for index in chain for lemma in lemmas(tree.words[index], lexicons=lexicons)}
    on_verb = any(tree.words[child] in _NEGATIONS for index in chain for child in tree.children[index] if child in own)
    is_known = on_verb and any((form, "known") in table for form in forms)
    is_bare = not on_verb and any((form, "bare") in table for form in forms) and any(tree.words[child] == "no" for child in own)
    if is_known:
        found.add(("certainty", "doubtful"))
    if is_known or is_bare:
        found.discard(("polarity", "denied"))
    helpers = {tree.words[child] for child in tree.below(chain[0], "aux")}
    if on_verb and "could" in helpers and "have" not in helpers:
        found.discard(("certainty", "possible"))
    return frozenset(found)


def _governs(tree: Tree, index: int, chain: Sequence[int]) -> bool:
    """Whether a hedge or negation bears on the predicate: it is it, hangs on it, or determines its subject or object."""
    head = tree.head(index)
    if index in chain or head in chain:
        return True
    if head is None or tree.head(head) not in chain:
        return False
    if tree.dep(head) in {"xcomp", "ccomp"}:
        return tree.upos(head) in {"ADJ", "NOUN"} and not tree.below(head, "cop") and tree.dep(index) == "advmod"
    return tree.dep(head) in {"aux", "cop", "nsubj", "nsubj:pass", "obj", "advmod"} and tree.dep(index) in {"det", "advmod", "amod"}


def _is_asked_for(tree: Tree, chain: Sequence[int], lexicons: Lexicons) -> bool:
    """Whether somebody is only asked to do what a clause tells ("urged the line to scrap a sailing")."""
    asking = report_words(lexicons).verb(tree.words[chain[0]]) if len(chain) > 1 else None
    return asking is not None and asking.force in {"ask", "demand"}


def _polarity(clause: Clause, marks: _Marks, voice: Voice) -> Polarity:
    denied = ("polarity", "denied") in marks
    if voice.reporting is not None and voice.reporting.force == "deny" and clause.frame is None:
        denied = not denied
    return "denied" if denied else "affirmed"


def _certainty(marks: _Marks, voice: Voice) -> Certainty:
    claimed = {value for field, value in marks if field == "certainty"}
    if voice.reporting is not None:
        claimed.add(voice.reporting.certainty)
    return next((level for level in _WEAKEST_FIRST if level in claimed), "stated")


def _status_of_marks(tree: Tree, clause: Clause, marks: _Marks, voice: Voice, lexicons: Lexicons) -> Status | None:
    """The status that words claim, strongest first; null where only the tense tells."""
    values = {value for field, value in marks if field == "status"}
    is_hedged = bool(marks & {("certainty", "possible"), ("certainty", "likely")})
    is_over = _is_past(tree, clause.head, lexicons) or _is_perfect(tree, clause.head)
    chain = verb_chain(tree, clause.head)
    if "cancelled" in values and not _is_asked_for(tree, chain, lexicons):
        return "cancelled"
    if _is_conditional(tree, clause, is_over=is_over):
        return "hypothetical"
    if _is_opinionated(voice) and (is_hedged or not is_over):
        return "opinion"
    if "hypothetical" in values:
        return "hypothetical"
    if "planned" in values or (tree.is_due(clause.head) and tree.words[clause.head] != "blame"):
        return "planned"
    if "opinion" in values:
        return "opinion"
    if "would" in values:
        foreseen = voice.reporting is not None and not _is_perfect(tree, clause.head) and tree.upos(clause.head) != "ADJ"
        return "planned" if foreseen else "hypothetical"
    is_open = ("certainty", "possible") in marks and not _is_progressive(tree, chain[-1]) and not _is_perfect(tree, chain[0])
    return "hypothetical" if is_open else None


def _status_of_tense(tree: Tree, head: int, headline: bool, lexicons: Lexicons) -> Status:
    """Past and perfect have happened, the present goes on; a headline's present tells of what has just happened, its
    infinitive ("minister to visit") of what is planned."""
    if headline and not tree.is_finite(head) and _is_infinitive(tree, head):
        return "planned"
    chain = verb_chain(tree, head)
    if _is_past(tree, head, lexicons) or _is_perfect(tree, head) or (len(chain) > 1 and "have" in _helpers(tree, chain[-1])):
        return "happened"
    if _is_progressive(tree, head) or not headline:
        return "ongoing"
    return "ongoing" if _is_state(tree, head, lexicons) else "happened"


def _is_opinionated(voice: Voice) -> bool:
    holds = voice.reporting is not None and voice.reporting.force in _OPINION_FORCES
    return voice.is_judge or (holds and not voice.is_text)


def _is_conditional(tree: Tree, clause: Clause, *, is_over: bool) -> bool:
    """Whether a clause holds on a condition. What is over hangs on nothing that is still open: "promised to go if the bridge opens" tells
    of a promise."""
    conditions = [
        index
        for index in clause.words
        if tree.dep(index).startswith("advcl") and tree.head(index) == clause.head
        for child in tree.children[index]
        if tree.words[child] in _CONDITIONS and tree.dep(child) == "mark"
    ]
    is_told = is_over and not _MODALS & set(_helpers(tree, clause.head))
    return any(not (is_told and _is_present(tree, index)) for index in conditions)


def _is_present(tree: Tree, index: int) -> bool:
    """Whether a finite verb tells of the present: "opens", "is opened", "do not open"."""
    helpers = _helpers(tree, index)
    if helpers:
        return not ({"was", "were", "had", "did"} | _MODALS) & set(helpers)
    return tree.upos(index) == "VERB" and tree.is_finite(index) and tree.words[index].endswith("s") and not tree.words[index].endswith("ss")


def _helpers(tree: Tree, index: int) -> list[str]:
    return [tree.words[child] for child in tree.below(index, "aux", "cop")]


def _is_progressive(tree: Tree, index: int) -> bool:
    return tree.words[index].endswith("ing") and bool(
        set(_helpers(tree, index)) & {"is", "are", "am", "be", "been", "'s", "’s", "'re", "’re"}
    )


def _is_perfect(tree: Tree, index: int) -> bool:
    return bool(set(_helpers(tree, index)) & {"has", "have", "had", "'ve", "’ve"})


def _is_past(tree: Tree, index: int, lexicons: Lexicons) -> bool:
    helpers = set(_helpers(tree, index))
    is_past_could = bool(helpers & {"could"}) and any(tree.words[child] in _NEGATIONS for child in tree.children[index])
    if helpers & {"was", "were", "did", "had"} or is_past_could:
        return True
    if helpers:
        return False
    word = tree.words[index]
    irregular = _past_forms(lexicons)
    return tree.upos(index) == "VERB" and (word.endswith("ed") or word in irregular)


@lru_cache(maxsize=8)
def _past_forms(lexicons: Lexicons) -> frozenset[str]:
    present = {"become", "come", "beat", "put", "run"}
    return frozenset(form for row in lexicons.rows("irregular_forms") for column in row[1:3] for form in column.split()) - present | {
        "hit",
        "put",
        "cut",
        "shut",
        "quit",
        "set",
        "cost",
        "spread",
        "split",
        "burst",
        "was",
        "were",
    }


def _is_state(tree: Tree, index: int, lexicons: Lexicons) -> bool:
    if tree.upos(index) not in {"VERB", "AUX"} or tree.below(index, "cop"):
        return True
    states = frozenset(lexicons.words("stative_verbs"))
    return any(lemma in states for lemma in lemmas(tree.words[index], lexicons=lexicons))
