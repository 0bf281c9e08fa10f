"""Nominals and pronouns that point back at somebody named: "the ministry", "the outlet", "she", "it said".

A sieve in the manner of Lee et al. (*Deterministic Coreference Resolution*, 2013): precise rules first, salience by grammatical
role and recency, agreement of type and number; what no rule decides stays unresolved.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from stemma.language.bodies import title_words
from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.roles import role_words
from stemma.language.spelling import fold
from stemma.language.syntax import SUBJECTS, Tree
from stemma.stages.annotate.organisations import organisation_heads
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.referents import Candidate

_PERSON_PRONOUNS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "himself": "m", "herself": "f", "hers": "f"}
_BODY_PRONOUNS = frozenset({"it", "they", "its", "their"})
_DEMONSTRATIVES = frozenset({"the", "this", "that"})
_POINTERS = _DEMONSTRATIVES | _BODY_PRONOUNS | frozenset(_PERSON_PRONOUNS)
_REACH_SENTENCES = 3
_BUSINESSES = frozenset({"company", "firm", "manufacturer", "operator", "maker", "carrier", "airline", "retailer", "startup"})
_FLYING = frozenset({"air", "airline", "airlines", "airways", "aviation"})
_MOST_ANTECEDENTS = 80
_SAME_PARAGRAPH_BONUS = 2.0
_SPEAKS_ON = 3.0
"""What it counts for who spoke in the last sentence that names anybody that the pronoun speaks too: "he said" goes on with the words of who
did, not with those of somebody whom he named."""


class Resolved(NamedTuple):
    """A nominal or pronoun with the candidate that it points at."""

    start: int
    end: int
    is_pronoun: bool
    candidate: int


class _Named(NamedTuple):
    start: int
    end: int
    candidate: int
    sentence: int
    salience: float
    spoke: bool


def resolve(reading: Reading, candidates: Sequence[Candidate], members: Sequence[tuple[int, int, int]]) -> list[Resolved]:
    """Resolve nominals and pronouns in order of position; unresolved ones are left out. Resolved ones become antecedents.

    Cost: linear in the text (antecedents are looked for a few sentences back).
    """
    history: dict[int, list[_Named]] = {}
    spoken: list[_Named] = []
    latest: dict[int, int] = {}
    found: list[Resolved] = []
    called: dict[int, str] = {}
    genders = genders_by_pronoun(reading, candidates, members)
    by_sentence: dict[int, list[tuple[int, int, int]]] = {}
    for start, end, candidate in members:
        at = reading.sentence_at(start)
        if at is not None:
            by_sentence.setdefault(at, []).append((start, end, candidate))
    for sentence in range(len(reading.sentences)):
        named = [_named(reading, sentence, *member) for member in by_sentence.get(sentence, ())]
        state = _State(reading, candidates, history, spoken, latest, genders, called)
        found += _resolve_sentence(state, sentence, named)
        history[sentence] = named
        history.pop(sentence - _REACH_SENTENCES - 1, None)
        for mention in sorted(named):
            latest.pop(mention.candidate, None)
            latest[mention.candidate] = sentence
            if mention.spoke:
                spoken.append(mention)
    return found


class _State(NamedTuple):
    reading: Reading
    candidates: Sequence[Candidate]
    history: Mapping[int, list[_Named]]
    spoken: Sequence[_Named]
    latest: dict[int, int]
    genders: Mapping[int, str]
    called: dict[int, str]


@lru_cache(maxsize=4)
def _report_verbs(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("report_verbs"))


def _named(reading: Reading, sentence: int, start: int, end: int, candidate: int) -> _Named:
    tree = reading.trees[sentence]
    index = tree.at(end - 1)
    if index is None:
        return _Named(start, end, candidate, sentence, 0.0, False)
    first = next((at for at in range(index, -1, -1) if tree.tokens[at].start <= start), 0)
    head = min(range(first, index + 1), key=lambda at: (len(tree.above(at)), at))
    dep = tree.dep(head).split(":")[0]
    salience = {"nsubj": 3.0, "root": 1.5, "obj": 1.5, "iobj": 1.5, "appos": 0.5}.get(dep, 1.0)
    governor = tree.head(head)
    spoke = dep == "nsubj" and governor is not None and _speaks(reading, tree.words[governor])
    spoke = spoke or tree.words[max(0, first - 2) : first] == ("according", "to")
    spoke = spoke or (index + 1 < len(tree.words) and tree.words[index + 1] in {"said", "says", "reported", "announced"})
    return _Named(start, end, candidate, sentence, salience, spoke)


def _speaks(reading: Reading, word: str) -> bool:
    verbs = _report_verbs(reading.lexicons)
    return any(lemma in verbs for lemma in lemmas(word, lexicons=reading.lexicons))


def _resolve_sentence(state: _State, sentence: int, named: list[_Named]) -> list[Resolved]:
    tree = state.reading.trees[sentence]
    taken = {offset for mention in named for offset in range(mention.start, mention.end)}
    found: list[Resolved] = []
    for index, token in enumerate(tree.tokens):
        if token.start in taken:
            continue
        word = tree.words[index]
        candidate: int | None = None
        start, end, is_pronoun = token.start, token.end, True
        if word not in _POINTERS:
            continue
        before = [mention for mention in named if mention.end <= token.start]
        if word in _PERSON_PRONOUNS:
            candidate = _person(state, sentence, index, before)
        elif word in _BODY_PRONOUNS:
            candidate = _speaker(state, sentence, index, before)
        else:
            nominal = _nominal(state, sentence, index, before)
            if nominal is not None:
                start, end, candidate = nominal
                is_pronoun = False
        if candidate is not None:
            if word in _PERSON_PRONOUNS:  # whoever was "she" once is no "he" later
                state.called.setdefault(candidate, _PERSON_PRONOUNS[word])
            found.append(Resolved(start, end, is_pronoun, candidate))
            named.append(_named(state.reading, sentence, start, end, candidate))
            taken.update(range(start, end))
    return found


def _reachable(state: _State, sentence: int, before: list[_Named]) -> list[_Named]:
    """Earlier mentions within reach, this sentence's first."""
    reading = state.reading
    mentions = list(before)
    for back in range(1, _REACH_SENTENCES + 1):
        at = sentence - back
        if at < 0 or reading.paragraph[sentence] - reading.paragraph[at] > 1 or reading.is_headline[at] != reading.is_headline[sentence]:
            break
        mentions += state.history.get(at, [])
    return mentions


def _person(state: _State, sentence: int, index: int, before: list[_Named]) -> int | None:
    """The person who is subject of the clause the pronoun stands in; else the most salient one near by; None when two are
    about equally salient."""
    gender = _PERSON_PRONOUNS[state.reading.trees[sentence].words[index]]
    speaks = _is_reporting(state.reading, sentence, index)
    scores: dict[int, float] = {}
    near = _reachable(state, sentence, before)
    nearest = max((mention.sentence for mention in near if state.candidates[mention.candidate].type == "person"), default=sentence)
    for mention in near:
        candidate = state.candidates[mention.candidate]
        known = state.genders.get(mention.candidate)
        other = known or state.called.get(mention.candidate)
        if candidate.type != "person" or (other is not None and other != gender):
            continue
        score = mention.salience - 1.2 * (sentence - mention.sentence)
        score += _SAME_PARAGRAPH_BONUS if state.reading.paragraph[mention.sentence] == state.reading.paragraph[sentence] else 0.0
        score += 2.0 if known == gender else 0.0
        score += _SPEAKS_ON if speaks and mention.spoke and mention.sentence == nearest else 0.0
        scores[mention.candidate] = max(scores.get(mention.candidate, -9.0), score)
    subject = _binding_subject(state, sentence, index, before)
    if subject in scores:
        rivals = [at for at in scores if at != subject and state.genders.get(at) == gender]
        if state.genders.get(subject) == gender or not rivals:
            return subject
    return _clear_winner(scores, 0.9)


def _binding_subject(state: _State, sentence: int, index: int, before: list[_Named]) -> int | None:
    """The person before the pronoun who is subject of the nearest clause around it (after Hobbs, 1978)."""
    tree = state.reading.trees[sentence]
    by_word = {word: mention.candidate for mention in before for word in _words_of(tree, mention)}
    for above in tree.above(index):
        for child in tree.below(above, "nsubj"):
            if child < index and child in by_word and state.candidates[by_word[child]].type == "person":
                return by_word[child]
    return None


def _words_of(tree: Tree, mention: _Named) -> range:
    last = tree.at(mention.end - 1)
    first = tree.at(mention.start)
    return range(0) if first is None or last is None else range(first, last + 1)


def genders_by_pronoun(reading: Reading, candidates: Sequence[Candidate], members: Sequence[tuple[int, int, int]]) -> dict[int, str]:
    """The gender of people whom titles or the text's own pronouns tell: those alone in a sentence with a pronoun after them."""
    votes: dict[int, Counter[str]] = {}
    people: dict[int, set[int]] = {}
    first: dict[int, int] = {}
    for start, _, candidate in members:
        at = reading.sentence_at(start)
        if at is not None and candidates[candidate].type == "person":
            people.setdefault(at, set()).add(candidate)
            first[at] = min(first.get(at, start), start)
    for at, named in people.items():
        if len(named) == 1:
            tree = reading.trees[at]
            pronouns = {
                _PERSON_PRONOUNS[word]
                for word, token in zip(tree.words, tree.tokens, strict=True)
                if word in _PERSON_PRONOUNS and token.start > first[at] and not _is_in_complement(tree, tree.at(token.start))
            }
            if len(pronouns) == 1:
                votes.setdefault(min(named), Counter()).update(pronouns)
    genders = {at: candidate.gender for at, candidate in enumerate(candidates) if candidate.gender is not None}
    for candidate, counts in votes.items():
        best, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        if count > 2 * (sum(counts.values()) - count):
            genders.setdefault(candidate, best)
    return genders


def _is_in_complement(tree: Tree, index: int | None) -> bool:
    """Whether a pronoun stands in what somebody says or finds: it may well be another ("the judge found he had lied")."""
    return index is not None and any(tree.dep(word) == "ccomp" for word in tree.above(index))


def _clear_winner(scores: Mapping[int, float], margin: float) -> int | None:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin):
        return None
    return ranked[0][0]


def _speaker(state: _State, sentence: int, index: int, before: list[_Named]) -> int | None:
    """ "It" and "they" that speak: the organisation that spoke last."""
    tree = state.reading.trees[sentence]
    if tree.words[index] not in {"it", "they"} or tree.dep(index) not in SUBJECTS | {"root", "dep"}:
        return None
    head = tree.head(index)
    after = tree.words[index + 1] if index + 1 < len(tree.words) else ""
    if not (
        after in {"said", "says", "added", "reported"}
        or (head is not None and head > index and _speaks(state.reading, tree.words[head]) and tree.dep(index) == "nsubj")
    ):
        return None
    if head is not None and any(tree.dep(child) == "expl" for child in tree.children[head]):
        return None
    if tree.words[index] == "they" and any(_is_plural_subject(tree, at) for at in range(index)):
        return None
    return _last_speaker(state, sentence, before)


def _is_plural_subject(tree: Tree, index: int) -> bool:
    """Whether this is a subject that "they" means before any organisation ("Doctors said they expect")."""
    word = tree.words[index]
    return tree.upos(index) == "NOUN" and tree.dep(index) in SUBJECTS and word.endswith("s") and not word.endswith("ss")


def _last_speaker(state: _State, sentence: int, before: list[_Named], allowed: frozenset[int] | None = None) -> int | None:
    here = [mention for mention in before if mention.spoke]
    for mention in [*sorted(here, reverse=True), *reversed(state.spoken)]:
        if sentence - mention.sentence > _REACH_SENTENCES + 1:
            return None
        if state.candidates[mention.candidate].type == "organisation" and (allowed is None or mention.candidate in allowed):
            return mention.candidate
    return None


def _nominal(state: _State, sentence: int, index: int, before: list[_Named]) -> tuple[int, int, int] | None:
    """A definite description ("the ministry", "the news agency", "the minister") and whom it points at."""
    tree = state.reading.trees[sentence]
    if tree.words[index] not in _DEMONSTRATIVES or index + 1 >= len(tree.words):
        return None
    last = _description_end(state.reading, sentence, index)
    if last is None:
        return None
    words = tree.words[index + 1 : last + 1]
    candidate = _described(state, sentence, last, words, before)
    return None if candidate is None else (tree.tokens[index].start, tree.tokens[last].end, candidate)


_NEVER = frozenset({"media", "state media", "group", "team", "force", "forces", "member", "official", "expert", "analyst", "source"})


@lru_cache(maxsize=4)
def _document_nouns(lexicons: Lexicons) -> frozenset[str]:
    """Nouns for what a speaker or an outlet put out, which stand for it when they say something."""
    return frozenset(lexicons.words("dispatches"))


def _is_reporting(reading: Reading, sentence: int, index: int) -> bool:
    """Whether the word is the subject of a verb of reporting ("the dispatch did not specify")."""
    tree = reading.trees[sentence]
    head = tree.head(index)
    if head is not None and tree.dep(index) in SUBJECTS:
        return head > index and _speaks(reading, tree.words[head])
    return index + 1 < len(tree.words) and tree.words[index + 1] in {"said", "says"}


def _description_end(reading: Reading, sentence: int, index: int) -> int | None:
    """The last word of "the (one or two words) noun" when the noun is one of a body, an outlet or an office, lower case."""
    tree, lexicons = reading.trees[sentence], reading.lexicons
    heads, roles = organisation_heads(lexicons), role_words(lexicons)
    outlets = {row[0] for row in lexicons.rows("outlet_nouns")}
    for last in range(index + 1, min(index + 4, len(tree.words))):
        word = tree.words[last]
        if word in _POINTERS:
            return None
        if not word.isalpha() or reading.word(sentence, last)[0].isupper():
            return None
        following = tree.words[last + 1] if last + 1 < len(tree.words) else ""
        if following in {"'s", "’s"} and word in _document_nouns(lexicons):
            return None
        is_head = (word,) in heads.kinds or word in roles.heads or word in outlets or word in _document_nouns(lexicons)
        next_is_noun = last + 1 < len(tree.words) and tree.upos(last + 1) in {"NOUN", "PROPN"} and tree.head(last) == last + 1
        if is_head and not next_is_noun and following not in {"of", "for"}:
            return None if word in _NEVER else last
    return None


def _described(state: _State, sentence: int, last: int, words: tuple[str, ...], before: list[_Named]) -> int | None:
    lexicons = state.reading.lexicons
    head = words[-1]
    outlets = {row[0]: row[1] for row in lexicons.rows("outlet_nouns")}
    roles = role_words(lexicons)
    documents = _document_nouns(lexicons)
    if head in roles.heads and (head,) not in organisation_heads(lexicons).kinds:
        return _office_holder(state, sentence, words, before)
    if head in documents and not _is_reporting(state.reading, sentence, last):
        return None
    if head in _BUSINESSES and len(words) == 1:
        airlines = _airlines(state, before) if head in {"airline", "carrier"} else frozenset()
        return _last_named(state, airlines, before) if airlines else _only_business(state, before)
    if words == ("agency",) and (authorities := _authorities_here(state, before)):
        return authorities[-1]
    if head in documents or outlets.get(head) == "outlet":
        agencies = frozenset(at for at in _recent(state, before) if _is_outlet(state.candidates[at], head, lexicons))
        speaker = _last_speaker(state, sentence, before, agencies)
        if head in documents or speaker is not None:
            return speaker
        named = _last_named(state, agencies, before)
        return _only_agency(state, before) if named is None and words == ("agency",) else named
    wanted = set(title_words(" ".join(words), lexicons))
    matching = frozenset(
        at
        for at in _recent(state, before)
        if state.candidates[at].type == "organisation" and _holds(state.candidates[at], wanted, lexicons)
    )
    return _last_named(state, matching, before)


def _only_business(state: _State, before: list[_Named]) -> int | None:
    """ "The company": the one organisation named so far that is no outlet, no organ of a state and no known body; of several the
    one that alone is named in this sentence or the few before it."""
    bodies = organisation_heads(state.reading.lexicons).kinds

    def is_business(candidate: Candidate) -> bool:
        words = [word.lower() for form in candidate.forms for word in form.split()]
        return candidate.type == "organisation" and candidate.entry is None and not any((word,) in bodies for word in words)

    named = [at for at in _recent(state, before) if is_business(state.candidates[at])]
    here = [at for at in named if any(mention.candidate == at for mention in before)]
    near = [at for at in named if at in here or (at in state.latest and _is_near(state, at))]
    return next((group[0] for group in (named, near, here) if len(group) == 1), None)


def _airlines(state: _State, before: list[_Named]) -> frozenset[int]:
    return frozenset(
        at
        for at in _recent(state, before)
        if state.candidates[at].type == "organisation"
        and any(not _FLYING.isdisjoint(form.lower().split()) for form in state.candidates[at].forms)
    )


def _is_authority(candidate: Candidate, lexicons: Lexicons) -> bool:
    """Whether a public body may be called "the agency"."""
    nouns = frozenset(lexicons.words("authority_words"))
    names = {*candidate.forms, *((candidate.entry.name,) if candidate.entry is not None else ())}
    is_body = candidate.entry is None or candidate.entry.kind == "body"
    return candidate.type == "organisation" and is_body and any(not nouns.isdisjoint(name.lower().split()) for name in names)


def _authorities_here(state: _State, before: list[_Named]) -> list[int]:
    """The authorities that the sentence has named so far, in order."""
    lexicons = state.reading.lexicons
    return [mention.candidate for mention in sorted(before) if _is_authority(state.candidates[mention.candidate], lexicons)]


def _only_agency(state: _State, before: list[_Named]) -> int | None:
    """ "The agency" where no news agency is named: the one authority named so far."""
    named = [at for at in _recent(state, before) if _is_authority(state.candidates[at], state.reading.lexicons)]
    return named[0] if len(named) == 1 else None


def _is_near(state: _State, candidate: int) -> bool:
    newest = max(state.latest.values(), default=0)
    return newest - state.latest[candidate] <= 1


def _is_outlet(candidate: Candidate, head: str, lexicons: Lexicons) -> bool:
    if candidate.type != "organisation":
        return False
    if candidate.entry is not None and candidate.entry.kind == "outlet":
        return True
    endings = {row[0] for row in lexicons.rows("outlet_name_words")} if head != "agency" else {"press", "wire", "newswire", "news"}
    ending = any(form.split()[-1].lower() in endings for form in candidate.forms if " " in form)
    return ending or any(fold(head) in [fold(word) for word in form.split()] for form in candidate.forms)


def _holds(candidate: Candidate, wanted: set[str], lexicons: Lexicons) -> bool:
    return any(wanted <= set(title_words(form, lexicons)) for form in candidate.forms)


def _recent(state: _State, before: list[_Named]) -> list[int]:
    """The candidates named in the sentence so far and those named last before it, at most so many that a description could
    mean."""
    return list(dict.fromkeys([*(mention.candidate for mention in before), *islice(reversed(state.latest), _MOST_ANTECEDENTS)]))


def _last_named(state: _State, allowed: frozenset[int], before: list[_Named]) -> int | None:
    here = [mention.candidate for mention in sorted(before, reverse=True) if mention.candidate in allowed]
    if here:
        return here[0]
    known = [(state.latest[at], at) for at in allowed if at in state.latest]
    return max(known)[1] if known else None


def _office_holder(state: _State, sentence: int, words: tuple[str, ...], before: list[_Named]) -> int | None:
    """ "The minister": the one person near by whose role holds the words, the last named where several do."""
    kind = role_words(state.reading.lexicons).heads.get(words[-1])
    if kind is None or kind == "kin":
        return None
    matching = set()
    for at in _recent(state, before):
        candidate = state.candidates[at]
        roles = " ".join(candidate.roles).lower()
        if candidate.type == "person" and all(re.search(rf"\b{re.escape(word)}\b", roles) for word in words):
            matching.add(at)
    if kind == "post" and len(matching) > 1:
        return None
    here = [mention.candidate for mention in sorted(before, reverse=True) if mention.candidate in matching]
    known = sorted(((state.latest[at], at) for at in matching if at in state.latest), reverse=True)
    if here:
        return here[0]
    return known[0][1] if known and sentence - known[0][0] <= 2 * _REACH_SENTENCES else None
