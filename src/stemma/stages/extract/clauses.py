"""Clauses: a sentence cut into stretches that each say one thing and can stand alone."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.language.courtesy import find_opening
from stemma.language.syntax import SUBJECTS, Tree
from stemma.records import Attribution
from stemma.stages.extract.wholeness import Stretch, balance, count_ties, join_broken, with_antecedent

_KEPT_TOGETHER = frozenset(
    "if unless whether lest so than that until till like after before when whenever once since where till provided".split()
)
_DANGLING = frozenset("who which whom whose and but or as where when while because although though since that if".split())
_DEPENDENT = frozenset({"when", "if", "unless", "whether"})
_LIGHT = frozenset({"come", "comes", "came", "coming", "follows", "followed", "happened", "occurred", "unfolds"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_FEWEST_WORDS = 3
_FRAMING = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "ADV", "AUX", "ADP", "NUM", "PART"})
_BESIDE = 3  # words between a cue and a source that frame speech together
_LABEL_WORDS = 7
_DATELINE_WORDS = 9
_OPEN_QUOTES = {"“": "”", "‘": "’", "«": "»", "„": "“"}


class Clause(NamedTuple):
    """``head`` is the predicate; ``words`` the indices of the words that are its own (those of clauses cut out of it are
    not); ``start``/``end`` its offsets; ``subject`` the subject, which a coordinated clause may share; ``frame`` the index of
    the attribution whose speech act the clause itself is ("confirmed the visit"); ``base`` the predicate whose auxiliaries or tense
    a part of a clause shares."""

    head: int
    words: tuple[int, ...]
    start: int
    end: int
    subject: int | None
    frame: int | None = None
    base: int | None = None


def split_clauses(text: str, tree: Tree, attributions: Mapping[int, Attribution], *, headline: bool = False) -> tuple[Clause, ...]:
    """The clauses of one sentence, in order of position. ``attributions`` are those near it, by number.

    The content of each attribution is a zone of its own, so that no clause mixes what is said with who says it; words
    that only frame speech ("the ministry said on Sunday") belong to no clause. Within a zone, coordinated finite clauses,
    clauses after a semicolon, and adverbial clauses with a subject of their own are cut off; a condition stays with what
    depends on it. Fragments without subject and finite verb are no clauses; ``headline`` accepts infinitives ("minister to
    visit"), participles ("two killed in blast") and tallies ("12 dead in plane crash") in their place.
    """
    zones = _zones(tree, attributions)
    clauses: list[Clause] = []
    for zone in sorted(set(zones)):
        if zone > _FRAME:
            clauses += _split_zone(text, tree, zones, zone, attributions, headline)
    return _apart(text, tree, sorted(dict.fromkeys(clauses), key=lambda clause: (clause.start, clause.end)))


def _apart(text: str, tree: Tree, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Cut a clause that begins or ends with another one down to its own part; only what stands inside may overlap."""
    kept: list[Clause] = []
    for clause in clauses:
        words = list(clause.words)
        for other in clauses:
            if other is clause or (other.start, other.end) == (clause.start, clause.end):
                continue
            if other.start == clause.start and other.end < clause.end and clause.head not in other.words:
                words = [word for word in words if tree.tokens[word].start >= other.end]
            elif clause.start < other.start < clause.end <= other.end and clause.head not in other.words:
                words = [word for word in words if tree.tokens[word].end <= other.start]
        cut = (
            clause
            if words == list(clause.words)
            else _clause(text, tree, clause.head, words, clause.frame)
            if clause.head in words
            else None
        )
        if cut is not None and (not kept or (cut.start, cut.end) != (kept[-1].start, kept[-1].end)):
            kept.append(cut)
    return tuple(kept)


_FRAME = -2


def _zones(tree: Tree, attributions: Mapping[int, Attribution]) -> list[int]:
    """For each word the attribution whose content it stands in (the narrowest), -1 in the report's own voice, -2 for words
    that frame speech."""
    order = sorted(
        (number for number, one in attributions.items() if one.content_start < tree.end and tree.start < one.content_end),
        key=lambda number: (attributions[number].content_start - attributions[number].content_end, -number),
    )
    zones = [-1] * len(tree.tokens)
    clausal = [number for number in order if _is_clausal(tree, attributions[number])]
    for number in clausal:
        for index, token in enumerate(tree.tokens):
            if attributions[number].content_start <= token.start and token.end <= attributions[number].content_end:
                zones[index] = number
    for number, one in attributions.items():
        if tree.start <= one.cue_start < tree.end and (number in clausal or one.content_end <= tree.start or one.content_start >= tree.end):
            _mark_frame(tree, one, zones)
    return zones


def _is_clausal(tree: Tree, attribution: Attribution) -> bool:
    """Whether the content within this sentence is a clause with a finite verb (or no frame stands here at all)."""
    inside = [index for index, token in enumerate(tree.tokens) if attribution.content_start <= token.start < attribution.content_end]
    if not tree.start <= attribution.cue_start < tree.end:
        return True
    cue = tree.at(attribution.cue_start)
    tops = [index for index in inside if tree.head(index) not in inside and tree.upos(index) != "PUNCT"]
    is_phrase = bool(tops) and tree.head(tops[0]) == cue and tree.dep(tops[0]) in {"obj", "obl", "xcomp", "iobj"}
    is_phrase &= all(tree.head(top) == cue and tree.dep(top).startswith(("advcl", "obl", "advmod")) for top in tops[1:])
    if is_phrase and not _has_subject(tree, tops[0]) and not any(_is_stray_clause(tree, index, tops[0]) for index in inside):
        return False
    leads = _leading_word(tree, inside[0]) if inside else ""
    return leads != "as" and any(_asserts(tree, index, inside) for index in inside)


def _leading_word(tree: Tree, index: int) -> str:
    """The word at which a stretch starts, which tells a phrase ("as a friend") from a clause."""
    return "as" if tree.words[index] == "as" or (index > 0 and tree.words[index - 1] == "as") else ""


def _has_subject(tree: Tree, index: int) -> bool:
    return tree.is_finite(index) and any(tree.dep(child) in SUBJECTS for child in tree.children[index])


def _is_stray_clause(tree: Tree, index: int, top: int) -> bool:
    """A finite verb right after a noun phrase that the parse takes for an object: it is the noun's own verb."""
    return (
        index > top
        and tree.upos(index) == "AUX"
        and tree.dep(index) == "aux"
        and tree.dep(tree.predicate(index)) in {"conj", "parataxis", "acl"}
    )


def _asserts(tree: Tree, index: int, inside: Sequence[int]) -> bool:
    """Whether a word is a finite verb of a main clause: not one inside a relative clause."""
    if tree.upos(index) not in {"VERB", "AUX"}:
        return False
    predicate = tree.predicate(index)
    if not tree.is_finite(predicate) or not any(word < index and tree.upos(word) in _NOMINAL for word in inside):
        return False
    path = [predicate]
    for word in tree.above(predicate):
        if word not in inside:
            break
        path.append(word)
    return not any(tree.dep(word) in {"acl", "acl:relcl"} or _is_conditional(tree, word) for word in path)


def _is_conditional(tree: Tree, index: int) -> bool:
    marks = {tree.words[child] for child in tree.below(index, "mark")}
    return tree.dep(index).startswith("advcl") and bool(marks & _KEPT_TOGETHER)


def _mark_frame(tree: Tree, attribution: Attribution, zones: list[int]) -> None:
    cue = tree.at(attribution.cue_start)
    if cue is None:
        return
    cue = _mark_opening(tree, cue, zones)
    zone = zones[cue]
    named = [index for index, token in enumerate(tree.tokens) if attribution.source_start <= token.start < attribution.source_end]
    is_according = tree.words[cue] == "according"
    is_own = bool(named) and (is_according or _stands_beside(tree, named, cue) or any(cue in tree.above(index) for index in named))
    if not is_according and any(index in tree.above(cue) for index in named):
        is_own = False  # "the envoy, who said …": the source belongs to another clause
    for index, token in enumerate(tree.tokens):
        is_source = is_own and index in named
        is_cue = attribution.cue_start <= token.start < attribution.cue_end
        if (is_source or is_cue) and zones[index] == zone:
            zones[index] = _FRAME
    for step in (1, -1) if is_own and not is_according else ():
        at = cue + step
        while 0 <= at < len(zones) and zones[at] in {zone, _FRAME} and tree.upos(at) in _FRAMING and not _ends_frame(tree, at, cue):
            zones[at] = _FRAME
            at += step
    own = [word for word in range(tree.first[cue], tree.last[cue] + 1) if zones[word] == zone]
    for word in own:
        path = (word, *tree.above(word))
        if cue in path and not any(tree.is_predicate(step) for step in path[: path.index(cue)]):
            zones[word] = _FRAME


def _mark_opening(tree: Tree, cue: int, zones: list[int]) -> int:
    """The word that heads the frame: the cue, or what an infinitive of telling goes on from ("wishes to inform"), which joins the frame."""
    opening = find_opening(tree, cue, "say")
    if opening is None or opening > cue:
        return cue
    zone = zones[opening]
    for index in range(opening + 1, cue + 1):
        zones[index] = _FRAME if zones[index] == zone else zones[index]
    return opening


def _ends_frame(tree: Tree, index: int, cue: int) -> bool:
    """Whether a word opens or begins another clause behind the speech act ("said on Monday as the minister left")."""
    head = tree.head(index)
    return tree.words[index] in _KEPT_TOGETHER | {"as", "while"} or (
        index > cue and tree.dep(index) in SUBJECTS and head is not None and head > index and head != cue
    )


def _stands_beside(tree: Tree, named: Sequence[int], cue: int) -> bool:
    """Whether source and cue stand together, with no other verb or conjunction between."""
    between = range(named[-1] + 1, cue) if named[-1] < cue else range(cue + 1, named[0])
    return len(between) <= _BESIDE and not any(tree.upos(word) in {"VERB", "CCONJ", "SCONJ"} for word in between)


def _split_zone(
    text: str, tree: Tree, zones: Sequence[int], zone: int, attributions: Mapping[int, Attribution], headline: bool
) -> list[Clause]:
    words = _without_label(text, tree, [index for index, own in enumerate(zones) if own == zone])
    inside = set(words)
    tops = [index for index in words if tree.head(index) not in inside and tree.upos(index) != "PUNCT"]
    openers = [index for index in words if index not in tops and _opens(tree, index)]
    heads = [top for top in tops if tree.is_predicate(top)]
    openers += [top for top in heads if top == heads[0] or not _depends(tree, top)]
    if not openers and tops:
        openers = [max(tops, key=lambda top: (_has_subject(tree, top), tree.last[top] - tree.first[top]))]
    owner = {index: next((step for step in (index, *tree.above(index)) if step in openers), None) for index in words}
    loose = min(openers, key=lambda head: (len(tree.above(head)), head), default=None)
    stretches = []
    for head in openers:
        own = [index for index in words if owner[index] == head or (owner[index] is None and head == loose)]
        stretches.append(Stretch(head, tuple(_unbroken(own, head, zones))))
    clauses = []
    for head, whole_words in join_broken(tree, zones, stretches):
        if not _is_proposition(tree, head, headline):
            continue
        placed = with_antecedent(tree, whole_words, head)
        clause = _clause(text, tree, head, list(placed), _own_frame(tree, head, attributions)) if placed else None
        if clause:
            clauses.append(clause)
    if headline and not clauses and words and any(tree.upos(word) == "NUM" and tree.dep(word) in {"nummod", "nsubj"} for word in words):
        tally = _clause(text, tree, next((top for top in tops), words[0]), words, None)
        clauses += [tally] if tally else []
    covered = {word for clause in clauses for word in clause.words}
    if zone >= 0 or (all(own == zone for own in zones) and _has_nominative(tree, words)):
        whole = _whole(text, tree, words) if len(covered) * 2 < len(words) else []
        clauses = [*(clause for clause in clauses if not whole or clause.head != whole[0].head), *whole]
    return _filled(text, tree, zones, clauses)


def _depends(tree: Tree, head: int) -> bool:
    """Whether a predicate is opened by "when", "after" or the like: it dates what stands before it, whatever the parse hangs it on."""
    return any(child < head and tree.words[child] in _KEPT_TOGETHER - {"that", "so", "than"} for child in tree.children[head])


def _filled(text: str, tree: Tree, zones: Sequence[int], clauses: Sequence[Clause]) -> list[Clause]:
    """Carry a clause that the parse breaks off in mid-phrase on to the next comma, conjunction or other clause."""
    taken = {word for clause in clauses for word in clause.words}
    filled = []
    for clause in clauses:
        words = list(clause.words)
        at = words[-1] + 1
        while at < len(tree.words) and at not in taken and zones[at] == zones[words[-1]] and _goes_on(tree, at):
            words.append(at)
            at += 1
        same = len(words) == len(clause.words)
        filled.append(clause if same else _clause(text, tree, clause.head, words, clause.frame) or clause)
    return filled


def _is_nominative(tree: Tree, index: int) -> bool:
    subject = tree.subject(index)
    return tree.upos(index) in {"VERB", "AUX"} and subject is not None and subject < index and tree.words[subject] not in _RELATIVE


def _has_nominative(tree: Tree, words: Sequence[int]) -> bool:
    return any(tree.dep(word) in SUBJECTS and tree.head(word) is not None and word < (tree.head(word) or 0) for word in words)


def _goes_on(tree: Tree, index: int) -> bool:
    return tree.upos(index) not in {"PUNCT", "CCONJ", "SCONJ", "VERB", "AUX"} and tree.words[index] not in _DANGLING


def _whole(text: str, tree: Tree, words: list[int]) -> list[Clause]:
    """A stretch that reads like a clause though its parse does not: some finite verb with some noun before it."""
    inside = set(words)
    heads = [tree.predicate(index) for index in words if _asserts(tree, index, words)]
    heads = [head for head in heads if head in inside] or [
        index for index in words if _has_subject(tree, index) and _is_nominative(tree, index)
    ]
    if not heads or (tree.upos(words[-1]) != "PUNCT" and len(words) < _FEWEST_WORDS + 1):
        return []
    clause = _clause(text, tree, heads[0], words, None)
    return [clause] if clause else []


def _unbroken(own: list[int], head: int, zones: Sequence[int]) -> list[int]:
    """The stretch round the head that no other speaker's words interrupt."""
    allowed = {zones[head], _FRAME} if zones[head] >= 0 else {zones[head]}
    kept = [head]
    for index in [word for word in own if word > head]:
        if any(zones[between] not in allowed for between in range(kept[-1] + 1, index)):
            break
        kept.append(index)
    for index in [word for word in reversed(own) if word < head]:
        if any(zones[between] not in allowed for between in range(index + 1, kept[0])):
            break
        kept.insert(0, index)
    return kept


def _own_frame(tree: Tree, head: int, attributions: Mapping[int, Attribution]) -> int | None:
    for number, one in attributions.items():
        if tree.tokens[head].start == one.cue_start:
            return number
    return None


def _without_label(text: str, tree: Tree, words: list[int]) -> list[int]:
    """Drop a dateline ("ALVA, March 3 –") or a label ("Background:") before the sentence proper."""
    if not words or words[0] != 0:
        return words
    for place, index in enumerate(words[:_DATELINE_WORDS]):
        before = words[:place]
        if any(tree.upos(word) in {"VERB", "AUX"} and tree.dep(word) not in {"amod", "compound"} for word in before):
            break
        rest = words[place + 1 :]
        if not before or len(rest) <= _FEWEST_WORDS or not any(tree.upos(word) in {"VERB", "AUX"} for word in rest):
            continue
        is_dateline = tree.words[index] in {"–", "—", "--", "-"} and text[tree.tokens[index].start - 1].isspace()
        is_dateline = is_dateline and all(tree.upos(word) in {"PROPN", "PUNCT", "NUM", "NOUN"} for word in before)
        is_label = tree.words[index] == ":" and place <= _LABEL_WORDS
        if is_dateline or is_label:
            return rest
    return words


def _opens(tree: Tree, index: int) -> bool:
    """Whether a word is the predicate of a clause that can be cut off."""
    if not tree.is_predicate(index) or not tree.is_finite(index):
        return False
    dep = tree.dep(index)
    has_subject = any(tree.dep(child) in SUBJECTS for child in tree.children[index])
    subject = tree.subject(index)
    if subject is not None and tree.words[subject] in {"which", "who"}:
        return False
    if dep == "conj":
        head = tree.head(index)
        if head is None or not tree.is_predicate(head):
            return False
        return has_subject and not _is_bare_number(tree, subject)
    if dep.startswith("advcl"):
        return has_subject and _is_separate(tree, index)
    return has_subject and dep == "parataxis"


def _is_bare_number(tree: Tree, index: int | None) -> bool:
    """ "Three people were killed and 31 injured": the number counts what the clause before names."""
    return index is not None and tree.upos(index) == "NUM" and not tree.children[index]


def _is_separate(tree: Tree, index: int) -> bool:
    """Whether an adverbial clause states something for itself ("while …", "as …", "because …") instead of dating or
    conditioning its main clause; after "comes as" and the like it always does."""
    if tree.words[tree.first[index]] in {"had", "were", "should"}:
        return False  # "had it happened": a condition without "if"
    before = range(max(index - 6, 0), index)
    if any(tree.words[word] in {"far", "long", "soon", "much"} and tree.words[word + 1] == "as" for word in before):
        return False
    marks = {tree.words[child] for child in tree.children[index] if tree.dep(child) in {"mark", "advmod"} and child < index}
    opens = tree.first[index]
    marks |= set(tree.words[max(opens - 1, 0) : opens + 2])
    head = tree.head(index)
    is_light = head is not None and tree.words[head] in _LIGHT and "if" not in marks
    return is_light or not marks & _KEPT_TOGETHER


def _clause(text: str, tree: Tree, head: int, own: list[int], frame: int | None) -> Clause | None:
    words = list(balance(tree, own))
    while words and (tree.upos(words[0]) in {"PUNCT", "CCONJ"} or _is_link(tree, words[0], head) or _is_relative(tree, words[0], head)):
        words.pop(0)
    ties = count_ties(tree, words, head)
    if ties is None:
        return None
    words = words[ties:]
    while words and (tree.upos(words[-1]) == "PUNCT" or tree.words[words[-1]] in _DANGLING):
        words.pop()
    words = _without_credit(tree, words)
    content = [word for word in words if tree.upos(word) != "PUNCT"]
    if content and len(own) > len(words) and tree.words[content[0]] in _DEPENDENT and tree.head(content[0]) == head:
        return None
    if len(content) < _FEWEST_WORDS or (len(content) == _FEWEST_WORDS and tree.words[head] in _LIGHT):
        return None
    start, end = tree.tokens[words[0]].start, tree.tokens[words[-1]].end
    if tree.words[words[0] - 1 if words[0] else 0] == "“" and text.count("”", start, end) > text.count("“", start, end):
        start = tree.tokens[words[0] - 1].start
    end = _closed(text, start, end, tree.end)
    return Clause(head, tuple(words), start, end, _subject(tree, head), frame)


def _without_credit(tree: Tree, words: list[int]) -> list[int]:
    """Drop a bracketed credit after the end of a caption's sentence: "… on Monday. [Alva Agency]"."""
    for place, index in enumerate(words[1:], start=1):
        if tree.words[index] == "[" and tree.words[index - 1] in {".", "!"}:
            kept = words[:place]
            while kept and tree.upos(kept[-1]) == "PUNCT":
                kept.pop()
            return kept
    return words


def _subject(tree: Tree, head: int) -> int | None:
    """The subject as the parse has it, else the noun phrase that opens the clause right before the verb."""
    subject = tree.subject(head)
    if subject is not None or tree.dep(head) not in {"root", "ccomp", "parataxis", "advcl"}:
        return subject
    noun = head - 1
    while noun >= 0 and tree.upos(noun) in {"AUX", "ADV", "PART"}:
        noun -= 1
    low = noun
    while low >= 0 and tree.upos(low) in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"}:
        low -= 1
    opens = low < 0 or tree.upos(low) in {"PUNCT", "CCONJ", "SCONJ"}
    return noun if opens and low < noun and tree.upos(noun) in _NOMINAL else None


def _is_proposition(tree: Tree, head: int, headline: bool) -> bool:
    if _subject(tree, head) is None:
        return False
    if tree.is_finite(head):
        return tree.upos(head) in {"VERB", "AUX"} or bool(tree.below(head, "cop", "aux", "obj"))
    return headline and tree.upos(head) == "VERB"


def _is_relative(tree: Tree, index: int, head: int) -> bool:
    """The pronoun of a relative clause that is not its subject."""
    return tree.words[index] in _RELATIVE and tree.dep(head).endswith("relcl") and tree.subject(head) != index


def _is_link(tree: Tree, index: int, head: int) -> bool:
    """A conjunction at the edge that only ties the clause to another one."""
    if tree.words[index] == "that" and tree.dep(index) not in SUBJECTS | {"det", "obj"}:
        return True
    return (
        tree.dep(index) in {"cc", "mark"}
        and tree.words[index] not in _KEPT_TOGETHER - {"that", "so", "than"}
        and (tree.head(index) == head or tree.head(index) in tree.above(head))
    )


def _closed(text: str, start: int, end: int, limit: int) -> int:
    """Take in a closing quotation mark whose opening one is inside."""
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    for opening, closing in _OPEN_QUOTES.items():
        inner = text[start:end]
        if inner.count(opening) > inner.count(closing) and opening != "„":
            at = text.find(closing, end, min(end + 3, limit))
            if at >= 0:
                return at + 1
    if text[end : end + 1] in {"'", "’"} and (" '" in f" {text[start:end]}" or f" {text[start:end]}".count("‘") > 0):
        return end + 1
    if text.count('"', start, end) % 2 and (at := text.find('"', end, min(end + 3, limit))) >= 0:
        return at + 1
    return end
