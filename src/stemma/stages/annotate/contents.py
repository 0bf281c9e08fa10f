"""The content of a cue: the words that are said."""

from collections.abc import Sequence

from stemma.language.courtesy import find_opening, find_told
from stemma.language.syntax import Tree
from stemma.stages.annotate.cues import Cue, is_as_saying
from stemma.stages.annotate.marks import Quoted, Span
from stemma.stages.annotate.positions import (
    by_position,
    count_words,
    cut_at_cue,
    end_of_opening,
    is_between_commas,
    of_following,
    of_following_aside,
    of_preceding,
    of_that,
)
from stemma.stages.annotate.sources import Source

_LONGEST_ADDRESS = 16  # words between a verb and the "that" of what is told
_LONGEST_APPOSITION = 14
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PUNCT", "PART"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "det", "obj", "advmod"})
_ADDRESSED = frozenset("tell inform notify warn remind assure reassure advise ask urge convince persuade".split())
_LINKS = frozenset({"that", "and", "but", "so"})


def find_content(tree: Tree, cue: Cue, source: Source | None, cues: Sequence[Cue], quoted: Sequence[Quoted]) -> Span | None:
    """Offsets of what one cue reports, null where its sentence does not hold it.

    In order: a complement clause; the clause that the cue is put into or after ("X, he said"); the clause of "as he
    said"; words in quotation marks beside the cue; whatever else the lexicon allows the verb (an object, an infinitive,
    "as …"). ``quoted`` are the quotations of the sentence's block.
    """
    found = (
        _of_according(tree, cue)
        if cue.kind == "according"
        else _of_noun(tree, cue)
        if cue.kind == "noun"
        else _of_verb(tree, cue, source, cues, quoted)
    )
    if found and cue.kind == "verb" and found.start >= cue.end:
        found = _from_quotation(tree, Span(found.start, min(found.end, end_of_opening(tree, cue.word))), cue, quoted)
    if found and cue.kind == "verb" and found.start <= cue.start < found.end:
        found = cut_at_cue(tree, found, cue, source, quoted)
    return trim(tree, found, quoted) if found and found.start < found.end else None


def _from_quotation(tree: Tree, found: Span, cue: Cue, quoted: Sequence[Quoted]) -> Span:
    """A content that begins with whom and where it was told ("told the paper in an interview, “…”") from its quotation on."""
    if "quote" not in cue.reporting.frames:
        return found
    quote = next((one for one in quoted if found.start < one.start < found.end), None)
    before = [index for index, token in enumerate(tree.tokens) if quote and found.start <= token.start < quote.start]
    if (
        quote is None
        or not before
        or tree.words[before[-1]] not in {",", ":"}
        or any(tree.upos(word) in {"VERB", "AUX"} for word in before)
    ):
        return found
    return Span(quote.start, found.end)


def trim(tree: Tree, span: Span, quoted: Sequence[Quoted]) -> Span | None:
    """A span without the punctuation, "that" and "and" at its edges, but with whole quotations."""
    inside = [index for index, token in enumerate(tree.tokens) if token.start >= span.start and token.end <= span.end]
    while inside and (
        tree.upos(inside[0]) == "PUNCT"
        or tree.dep(inside[0]) == "compound:prt"
        or (tree.words[inside[0]] in _LINKS and tree.dep(inside[0]) not in _ARGUMENTS)
    ):
        inside.pop(0)
    while inside and tree.upos(inside[-1]) == "PUNCT":
        inside.pop()
    if not inside:
        return None
    start, end = tree.tokens[inside[0]].start, tree.tokens[inside[-1]].end
    for quote in quoted:
        overlap = min(end, quote.end) - max(start, quote.start)
        if overlap > 0 and overlap * 2 > min(end - start, quote.inner_end - quote.inner_start):
            start, end = min(start, quote.start), max(end, quote.end)
    if brackets := _open_brackets(tree, start, end):
        end = brackets
    start = start if start >= span.start - 1 else tree.tokens[inside[0]].start
    return Span(start, end) if end > start else None


def _open_brackets(tree: Tree, start: int, end: int) -> int | None:
    """The end of the closing bracket that follows a stretch in which one is left open."""
    inside = [tree.words[index] for index, token in enumerate(tree.tokens) if start <= token.start and token.end <= end]
    if inside.count("(") <= inside.count(")"):
        return None
    return next((token.end for index, token in enumerate(tree.tokens) if token.start == end and tree.words[index] == ")"), None)


def _of_according(tree: Tree, cue: Cue) -> Span:
    """The clause that "according to X" belongs to, before or after it."""
    phrase = next((word for word in tree.above(cue.word) if word > cue.word + 1), cue.word + 1)
    phrase = phrase if not tree.is_predicate(phrase) else cue.word + 1
    stop = tree.last[phrase]
    before = [index for index in range(cue.word) if tree.upos(index) not in {"PUNCT", "CCONJ", "SCONJ"}]
    if not before:
        return Span(tree.tokens[min(stop + 1, len(tree.tokens) - 1)].start, tree.end)
    predicate = next((word for word in tree.above(phrase) if tree.is_predicate(word) and tree.is_finite(word)), None)
    is_last = all(tree.upos(word) == "PUNCT" for word in range(stop + 1, len(tree.tokens)))
    first = tree.first[predicate] if predicate is not None and predicate < cue.word and not is_last else 0
    if predicate is not None and predicate > stop:
        return Span(tree.tokens[min(tree.first[predicate], cue.word)].start, tree.tokens[tree.last[predicate]].end)
    return Span(tree.tokens[first].start, tree.tokens[cue.word].start)


def _of_noun(tree: Tree, cue: Cue) -> Span | None:
    for child in tree.below(cue.word, "acl", "ccomp"):
        if child > cue.word:
            return Span(*tree.span(child))
    return None


def _of_verb(tree: Tree, cue: Cue, source: Source | None, cues: Sequence[Cue], quoted: Sequence[Quoted]) -> Span | None:
    index = cue.word
    if cue.reporting.force == "cite" and not is_as_saying(tree, index):
        return _of_citing(tree, cue, cues, quoted)
    if (placed := of_preceding(tree, cue, source) or of_following_aside(tree, cue, source)) is not None:
        return placed
    complements = [
        child
        for child in tree.below(index, "ccomp")
        if not _is_cue_of_same(child, cues, tree, index) and not _is_of_participle(child, cue, cues, tree)
    ]
    opening = find_opening(tree, index, cue.reporting.force)
    if opening is not None and not complements and (told := find_told(tree, opening, index)) is not None:
        complements.append(told)
    complements += [child for child in tree.below(index, "xcomp") if tree.below(child, "nsubj") and tree.is_finite(child)]
    complements += [
        child for child in tree.below(index, "parataxis") if child not in {other.word for other in cues} and tree.subject(child) is not None
    ]
    if complements and cue.reporting.frames & {"that", "quote"}:
        return _before_next(tree, cue, _of_complements(tree, cue, source, complements, cues), cues)
    found = (
        of_that(tree, cue, cues)
        or of_following(tree, cue, source)
        or _of_host(tree, cue, source, cues)
        or _beside(tree, cue, source, quoted)
        or _of_frame(tree, cue)
        or by_position(tree, cue, source, cues)
    )
    return _before_next(tree, cue, found, cues) if found else None


def _before_next(tree: Tree, cue: Cue, found: Span, cues: Sequence[Cue]) -> Span:
    """A content without the next report that is coordinated with this one: "noted that …, but added that …"."""
    for other in cues:
        if other.kind == "verb" and other.word > cue.word and tree.dep(other.word) == "conj" and _is_next(tree, cue, other):
            start = min([tree.first[other.word], *(child for child in tree.below(other.word, "cc"))])
            start = max(start, cue.word + 1)
            if found.start < tree.tokens[start].start < found.end:
                return Span(found.start, tree.tokens[start].start)
    return found


def _is_next(tree: Tree, cue: Cue, other: Cue) -> bool:
    """Whether a coordinated report goes on with the speaker of this one, even where the parse ties it to what is said: it has no
    subject of its own, but a clause with "that"."""
    if tree.head(other.word) == cue.word:
        return True
    if tree.below(other.word, "nsubj") or other.reporting.force == "believe" or not tree.below(other.word, "cc"):
        return False
    after = range(other.word + 1, min(other.word + 4, len(tree.words)))
    return any(tree.words[word] == "that" and tree.dep(word) == "mark" for word in after)


def _is_cue_of_same(child: int, cues: Sequence[Cue], tree: Tree, index: int) -> bool:
    """A cue verb whose own complement is outside: "he added, she said" parsed the wrong way round."""
    return any(
        cue.word == child and child > index and not tree.below(child, "ccomp", "obj", "obl", "xcomp", "mark", "aux", "parataxis")
        for cue in cues
    )


def _is_of_participle(child: int, cue: Cue, cues: Sequence[Cue], tree: Tree) -> bool:
    """A complement that a participle between has lost: "said on Monday, adding that …"."""
    return any(
        other.kind == "participle"
        and cue.word < other.word < child
        and not tree.below(other.word, "ccomp", "obj")
        and "that" in other.reporting.frames
        for other in cues
    )


def _of_complements(tree: Tree, cue: Cue, source: Source | None, complements: Sequence[int], cues: Sequence[Cue]) -> Span:
    index = cue.word
    group_start = min(cue.start, source.start) if source and source.word in range(tree.first[index], index) else cue.start
    starts, ends = [], []
    for child in [child for child in complements if child < index] or complements:
        if child < index:
            starts.append(tree.tokens[tree.first[index]].start)
            ends.append(group_start)
        else:
            starts.append(tree.tokens[_left_start(tree, cue, child)].start)
            ends.append(_right_end(tree, index, child, cues))
    return Span(min(starts), max(ends))


def _left_start(tree: Tree, cue: Cue, child: int) -> int:
    """Where a complement that follows its verb begins: at "that", else right after the verb, unless somebody is addressed
    or time and place of speaking are told between."""
    index, first = cue.word, max(tree.first[child], cue.word + 1)
    for word in range(index + 1, min(index + _LONGEST_ADDRESS, child)):
        if tree.words[word] == "that" and (tree.upos(word) == "SCONJ" or tree.dep(word) == "mark"):
            return word
    if cue.reporting.lemma in _ADDRESSED:
        return first
    told = {
        word
        for other in tree.below(index, "obl", "advmod", "iobj", "aux", "punct")
        for word in range(tree.first[other], tree.last[other] + 1)
    }
    between = range(index + 1, first)
    return first if all(word in told or tree.upos(word) in {"PUNCT", "ADV"} for word in between) else index + 1


def _right_end(tree: Tree, index: int, child: int, cues: Sequence[Cue]) -> int:
    """Where a complement that follows its verb ends: what follows it without a comma belongs to it, whatever the parse
    hangs it on; a participle that continues the speech ends it."""
    last = tree.last[child]
    for other in tree.children[index]:
        if other > child and tree.first[other] == last + 1 and tree.dep(other) in {"obl", "obl:unmarked", "advmod", "advcl", "nmod"}:
            last = max(last, tree.last[other])
    after = last + 1
    others = {cue.word for cue in cues}
    if after < len(tree.tokens) and tree.upos(after) in {"AUX", "VERB"} and not {after, tree.predicate(after)} & others:
        last = max(last, tree.last[tree.predicate(after)]) if tree.is_finite(tree.predicate(after)) else last
    for other in tree.below(index, "conj"):
        if other > child and other not in others and _is_reported_on(tree, other):
            last = max(last, tree.last[other])
    for cue in cues:
        if cue.kind != "participle" or not child < cue.word <= last or is_as_saying(tree, cue.word):
            continue
        if tree.words[cue.word - 1] in {",", "”", '"'}:
            last = min(last, cue.word - 1)
    return tree.tokens[last].end


def _is_reported_on(tree: Tree, other: int) -> bool:
    """Whether a clause coordinated with a report verb is still what is reported: by "that", or by the tense shifted back ("they
    had lost it and it would crash")."""
    helpers = {tree.words[below] for below in tree.below(other, "aux")}
    has_subject = any(tree.dep(below) in {"nsubj", "nsubj:pass"} for below in tree.children[other])
    return any(tree.words[below] == "that" for below in tree.below(other, "mark")) or (has_subject and bool(helpers & {"would", "had"}))


def _of_host(tree: Tree, cue: Cue, source: Source | None, cues: Sequence[Cue]) -> Span | None:
    """The clause that a cue is put into, after, or (with "as") beside."""
    index = cue.word
    host = tree.head(index)
    is_as = (
        tree.dep(index) == "advcl"
        and not tree.below(index, "obj", "ccomp", "xcomp")
        and any(tree.words[child] == "as" for child in tree.below(index, "mark", "advmod"))
    )
    if (
        host is None
        or not (tree.dep(index) == "parataxis" or is_as)
        or not cue.reporting.frames & {"that", "quote"}
        or any(other.word == host and host < index for other in cues)
    ):
        return None
    cut = min(tree.first[index], source.word if source else index)
    if (
        host > index
        and is_between_commas(tree, cut, index)
        and not any(tree.upos(word) == "VERB" and word not in {index} for word in range(cut))
    ):
        return Span(tree.start, tree.tokens[tree.last[host]].end)
    if host > index:
        low, high = tree.first[host], tree.last[host]
        low = tree.last[index] + 1 if tree.first[host] >= cut and tree.last[index] < host else low
        return Span(tree.tokens[low].start, tree.tokens[high].end)
    if cut <= tree.first[host] or (not is_as and tree.upos(tree.first[index] - 1) != "PUNCT" and tree.upos(cut - 1) != "PUNCT"):
        return None
    return Span(tree.tokens[tree.first[host]].start, tree.tokens[cut].start)


def _beside(tree: Tree, cue: Cue, source: Source | None, quoted: Sequence[Quoted]) -> Span | None:
    """A quotation that touches the cue and its source."""
    if "quote" not in cue.reporting.frames:
        return None
    group_start = min(cue.start, source.start) if source else cue.start
    group_end = max(cue.end, source.end) if source else cue.end
    for quote in quoted if cue.kind == "verb" else ():
        if quote.end <= group_start and quote.end >= tree.start - 2 and _leads_on(tree, quote.end, group_start):
            return Span(quote.start if quote.end <= tree.start else max(quote.start, tree.start), quote.end)
    for quote in quoted:
        if group_end <= quote.start < tree.end and not _crosses(tree, group_end, quote.start):
            close = count_words(tree, group_end, quote.start) <= 4
            if not _leads_in(tree, group_end, quote.start) and "that" not in cue.reporting.frames:
                continue
            return Span(quote.start if close else tree.tokens[min(cue.word + 1, len(tree.tokens) - 1)].start, quote.end)
    return None


def _leads_on(tree: Tree, start: int, end: int) -> bool:
    """Whether nothing but a noun phrase in apposition stands between a quotation and its speaker."""
    between = [index for index, token in enumerate(tree.tokens) if token.start >= start and token.end <= end]
    return len(between) <= 2 or (len(between) <= _LONGEST_APPOSITION and all(tree.upos(index) in _NOMINAL for index in between))


def _leads_in(tree: Tree, start: int, end: int) -> bool:
    """Whether what stands between verb and quotation is nothing ("called it a “disaster”") or ends in a colon or comma."""
    between = [index for index, token in enumerate(tree.tokens) if token.start >= start and token.end <= end]
    return (
        not between or tree.words[between[-1]] in {":", ","} or all(tree.upos(index) in {"DET", "PRON", "AUX", "PART"} for index in between)
    )


def _crosses(tree: Tree, start: int, end: int) -> bool:
    """Whether another clause stands between."""
    between = [index for index, token in enumerate(tree.tokens) if token.start >= start and token.end <= end]
    return len(between) > 20 or any(tree.upos(index) == "VERB" and tree.is_predicate(index) for index in between)


def _of_frame(tree: Tree, cue: Cue) -> Span | None:
    frames, index = cue.reporting.frames, cue.word
    if "as" in frames:
        for child in tree.below(index, "obl", "xcomp", "advcl"):
            if child > index and any(tree.words[below] == "as" for below in tree.below(child, "case", "mark")):
                return Span(cue.end, tree.tokens[tree.last[child]].end)
    deps = [*(["obj"] if "object" in frames else []), *(["xcomp"] if "to" in frames else [])]
    for child in tree.below(index, *deps):
        if child > index and tree.upos(child) != "PRON":
            return Span(tree.span(child)[0], _sentence_end(tree, child) if "that" in frames else tree.span(child)[1])
    if "of" in frames:
        for child in tree.below(index, "advcl", "obl", "xcomp"):
            if child > index and any(tree.words[below] in {"of", "for"} for below in tree.below(child, "case", "mark")):
                return Span(cue.end, tree.tokens[tree.last[child]].end)
    return None


def _sentence_end(tree: Tree, child: int) -> int:
    """The end of an object, or of the sentence where a verb follows that has no subject but it: a clause parsed as a noun
    ("reported officials … have met")."""
    after = tree.last[child] + 1
    if after < len(tree.tokens) and tree.upos(after) in {"AUX", "VERB"} and tree.is_finite(tree.predicate(after)):
        return tree.end
    return tree.tokens[tree.last[child]].end


def _of_citing(tree: Tree, cue: Cue, cues: Sequence[Cue], quoted: Sequence[Quoted]) -> Span | None:
    """ "X cited Y as saying …": what Y says; "…, citing Y": the clause before it."""
    saying = next((other for other in cues if other.word > cue.word and is_as_saying(tree, other.word)), None)
    if saying is not None:
        following = [child for child in tree.below(saying.word, "ccomp", "obj") if child > saying.word]
        return Span(cue.end, tree.tokens[tree.last[following[0]]].end if following else tree.end)
    if cue.kind != "participle":
        return _beside(tree, cue, None, quoted)
    host = next((word for word in tree.above(cue.word) if tree.is_predicate(word)), None)
    if host is None or tree.first[cue.word] <= tree.first[host]:
        return None
    return Span(tree.tokens[tree.first[host]].start, tree.tokens[tree.first[cue.word]].start)
