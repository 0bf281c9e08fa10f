"""Who or what a report says brought something about, each cause with its effect where the words name one.

"The slide was caused by rain", "the mayor blamed the mine", "waste was to blame for it", "what ended it was a letter" say so in words
made for it. "It was the pastor" says so only where something has been asked, and counts only beside blame. A cause may be denied ("it was
not the translator", "and not the weather").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from stemma.language.meaning import Meanings
from stemma.language.syntax import Tree, read_tree
from stemma.records import Page, Sentence
from stemma.stages.corroborate.causes.cause_forms import ILL, CauseWords, Form, find_causes, is_denied, ruled_out

FEWEST = 3
"""Letters of a word that tells one cause from another."""
LONGEST = 120
"""Words of a sentence beyond which no parse is asked."""
STEM = 6
"""Letters in which words that are of one stem agree."""
REACH = 3
"""Words above a clause in whose light it is read."""
_CUES = re.compile(
    r"\b(?:caus|trigger|spark|ignit|provok|precipit|unleash|set off|setting off|sets off|bring|brought|touch|le[ad]d? |result|beg[aiu]n"
    r"|start|originat|stem|arose|aris|came|come|break|broke|blam|fault|attribut|ascrib|put|pin|lay|laid|place|g[ai]v|shift|direct"
    r"|due to|owing to|because of|thanks to|responsible|culprit|what|it (?:is|was|must|may)|it['’]s|make|made"
    r"|leav|left|render|open|fir|shots?|die[ds]?|expire|succumb|not"
    r"|rul|exclud|discount|poison|sicken)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "who what which that this it he she they we you i me us him them one ones nobody anybody everybody somebody someone anyone everyone"
    " nothing anything something everything none those these others another each both all some many most more".split()
)
_ANY_EFFECT = frozenset("it this that outcome result accident incident disaster tragedy everything matter affair".split())
_GROUNDS = frozenset("evidence basis proof sign signs indication indications reason link".split())
_DENY = frozenset("deny denies denied denying reject rejects rejected dispute disputes disputed dismiss dismisses dismissed".split())
_ASKED = frozenset({"if", "whether", "unless"})
_BESIDE_OTHERS = frozenset({"also", "too", "partly", "partially"})
"""Words by which something is one cause of several ("the owner is partly to blame"), as is what is to blame "as well"."""


@dataclass(frozen=True, slots=True, eq=False)
class ToldCause:
    """One telling, in a sentence (``place`` is its index) of a report: the keys of the cause and of the main words of the effect; no effect
    where it goes without saying ("police blamed the driver"). ``blamer`` is the span of who lays the blame, null where that is not the
    subject of the verb."""

    report: str
    place: int
    sentence: Sentence
    cause: frozenset[str]
    effect: frozenset[str]
    form: Form
    is_denied: bool
    blamer: tuple[int, int] | None = None

    @property
    def is_firm(self) -> bool:
        """Whether it is told in words made for it."""
        return self.form in {"blame", "tells", "origin", "dies"}


def read_causes(page: Page, meanings: Meanings) -> Iterator[ToldCause]:
    """Every cause that a report tells, in order. Linear in its sentences; only those with a cue are made trees of."""
    text = page.report.text
    for place, sentence in enumerate(page.annotation.sentences):
        if not 0 < len(sentence.tokens) <= LONGEST or not _CUES.search(text, sentence.start, sentence.end):
            continue
        if not text[sentence.start : sentence.end].rstrip(' \n"”’').endswith("?"):
            tree = read_tree(text, sentence)
            for found in find_causes(tree, meanings.lexicons):
                yield from _told(found, tree, page, place, meanings)


def _told(found: CauseWords, tree: Tree, page: Page, place: int, meanings: Meanings) -> Iterator[ToldCause]:
    cause = _keys(tree, found.cause, meanings)
    effect = frozenset[str]() if found.effect is None else _main_keys(tree, found.effect, meanings)
    is_named = found.effect is None or bool(effect) or tree.words[found.effect] in _ANY_EFFECT
    is_of_a_day = any(time.start <= tree.tokens[found.cause].start < time.end for time in page.annotation.times)
    if not cause or not is_named or is_of_a_day or _is_asked(tree, found.predicate) or _is_unsaid(tree, found.predicate):
        return
    if _is_one_of_several(tree, found):
        return
    negated = found.form == "rules_out" or any(is_denied(tree, word) for word in (found.predicate, found.cause))
    told = ToldCause(
        report=page.report.id,
        place=place,
        sentence=page.annotation.sentences[place],
        cause=cause,
        effect=effect,
        form=found.form,
        is_denied=negated or _is_disowned(tree, found.predicate),
        blamer=_blamer(tree, found),
    )
    yield told
    for other in ruled_out(tree, found.cause) if not told.is_denied else ():
        if keys := _keys(tree, other, meanings):
            yield replace(told, cause=keys, is_denied=True)


def _blamer(tree: Tree, found: CauseWords) -> tuple[int, int] | None:
    """Who blames, attributes or rules out: the subject of such a verb."""
    if found.form not in {"blame", "rules_out"} or tree.upos(found.predicate) != "VERB":
        return None
    subject = tree.subject(found.predicate)
    if subject is not None and tree.words[subject] in {"who", "which", "that"} and tree.dep(found.predicate) == "acl:relcl":
        subject = tree.head(found.predicate)  # "the minister, who had blamed the rain"
    is_blamer = subject is not None and subject not in {found.cause, found.effect} and tree.words[subject] not in _NOBODY
    return tree.noun_phrase(subject) if subject is not None and is_blamer else None


def _is_disowned(tree: Tree, index: int) -> bool:
    """Whether it is denied that it was so, or said that nothing shows it."""
    return any(
        (tree.words[word] in _GROUNDS and is_denied(tree, word)) or (tree.words[word] in _DENY and not is_denied(tree, word))
        for word in tree.above(index)[:REACH]
    )


def _is_unsaid(tree: Tree, index: int) -> bool:
    """Whether it is only said not to have been said ("never said that it was fraud")."""
    is_past = any(tree.words[child] == "longer" for child in tree.below(index, "advmod"))
    return is_past or any(is_denied(tree, word) and tree.words[word] not in _GROUNDS for word in tree.above(index)[:REACH])


def _is_one_of_several(tree: Tree, found: CauseWords) -> bool:
    """Whether what is told to have brought something about is said to have done so beside others."""
    beside = [child for word in (found.predicate, found.cause) for child in tree.children[word]]
    as_well = any(tree.words[child - 1 : child + 1] == ("as", "well") for child in beside)
    return as_well or any(tree.words[child] in _BESIDE_OTHERS for child in beside)


def _is_asked(tree: Tree, index: int) -> bool:
    """Whether a clause only supposes or asks."""
    marks = [child for word in (index, *tree.above(index)[:1]) for child in tree.below(word, "mark", "advmod")]
    return any(tree.words[child] in _ASKED for child in marks) or any(tree.words[c] in {"would", "could"} for c in tree.below(index, "aux"))


def _main_keys(tree: Tree, index: int, meanings: Meanings) -> frozenset[str]:
    """The main word of an effect, as it is compared, with the nouns that make one word with it."""
    words = [tree.words[place] for place in (index, *tree.below(index, "compound"))]
    return frozenset[str]() if words[0] in _NOBODY | _ANY_EFFECT else compare_words(words, meanings)


def _keys(tree: Tree, index: int, meanings: Meanings) -> frozenset[str]:
    """The telling words of a phrase, as they are compared; none where it names nothing."""
    if tree.words[index] in _NOBODY:
        return frozenset()
    start, end = tree.noun_phrase(index)
    inside = [place for place, token in enumerate(tree.tokens) if start <= token.start < end]
    content = [place for place in inside if tree.upos(place) in {"NOUN", "PROPN", "ADJ", "VERB"}]
    return compare_words([tree.words[place] for place in content or [index]], meanings)


def compare_words(words: Iterable[str], meanings: Meanings) -> frozenset[str]:
    """The telling ones among lower-case words, as they are compared."""
    kept = [word for word in words if len(word) >= FEWEST and not meanings.is_light(word)]
    return frozenset("ill" if word in ILL else meanings.key(word) for word in kept)


def share_a_word(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two phrases have a word in common, one as the end of another ("scooter", "e-scooter"), or two that begin alike
    ("translator", "translation")."""
    first, second = ([key.removeprefix("a:") for key in keys] for keys in (one, other))
    return any(_are_alike(a, b) for a in first for b in second)


def _are_alike(one: str, other: str) -> bool:
    return one == other or one.endswith(f"-{other}") or other.endswith(f"-{one}") or (len(one) >= STEM and one[:STEM] == other[:STEM])
