"""The words of a report that tell of happenings, each with its kind, who takes part, where and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree, read_tree
from stemma.records import Page, TimeMention
from stemma.stages.chronicle.kinds import Kinds, read_kinds
from stemma.stages.chronicle.participants import Participants, Pointers, read_participants
from stemma.text.intervals import Intervals, index_spans

_NO_HEADS = frozenset({"case", "fixed", "compound"})
"""Relations of words that only describe another ("a murder charge" is a charge)."""
_TELLING = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})
_AFTER_VERB = frozenset({"compound:prt", "obj", "advmod", "obl"})
_REACH = 3
"""How many words after its verb a particle or a bare object may stand."""
_DATED = frozenset({"date", "time"})


class Trigger(NamedTuple):
    """One word that tells of a happening. ``kind`` is that of a lexicon (``is_listed``) or a root; ``times`` are EDTF. ``sentence`` is the
    number of its sentence in the report, ``depth`` how many words it depends on, ``speaker`` who says, for a cue of an attribution;
    ``is_light`` marks words that say next to nothing by themselves ("take")."""

    report: str
    start: int
    end: int
    upos: str
    kind: str
    sentence: int
    depth: int
    participants: Participants
    times: tuple[str, ...] = ()
    speaker: str | None = None
    is_listed: bool = False
    is_light: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """What is at hand while one report is read."""

    page: Page
    pointers: Pointers
    kinds: Kinds
    cues: Mapping[int, str]
    dates: tuple[TimeMention, ...]
    spans: Intervals


def find_triggers(page: Page, pointers: Pointers, *, lexicons: Lexicons) -> tuple[Trigger, ...]:
    """The triggers of one report, in order of position: verbs but for the emptiest, nouns and adjectives that the lexicons know as
    happenings or whose form tells, names of events. Near linear in the number of words."""
    dates = tuple(time for time in page.annotation.times if time.edtf is not None and time.kind in _DATED)
    reader = _Reader(
        page=page,
        pointers=pointers,
        kinds=read_kinds(lexicons),
        cues={
            one.cue_start: pointers.at(one.source_start) or one.source_text.lower()
            for one in page.annotation.attributions
            if one.cue_start >= 0
        },
        dates=dates,
        spans=index_spans([(time.start, time.end) for time in dates]),
    )
    found = []
    for number, sentence in enumerate(page.annotation.sentences):
        tree = read_tree(page.report.text, sentence)
        names = [(name.start, name.end) for name in sentence.names if name.label == "EVENT"]
        for index, token in enumerate(tree.tokens):
            if token.upos not in _TELLING:
                continue
            if happens(tree, index, reader.kinds) or _heads_event_name(tree, index, names):
                found.append(_read_trigger(reader, number, tree, index))
    return tuple(found)


def happens(tree: Tree, index: int, kinds: Kinds) -> bool:
    """Whether a word of a sentence tells that something happens."""
    word, upos, dep = tree.words[index], tree.upos(index), tree.dep(index)
    if upos not in _TELLING or dep in _NO_HEADS:
        return False
    if upos == "VERB" and dep == "amod":
        return kinds.listed(word, upos) is not None
    return kinds.names_happening(word, upos)


def _heads_event_name(tree: Tree, index: int, names: Sequence[tuple[int, int]]) -> bool:
    if not names or tree.upos(index) != "PROPN":
        return False
    head = tree.head(index)
    above = -1 if head is None else tree.tokens[head].start
    return any(start <= tree.tokens[index].start < end and not start <= above < end for start, end in names)


def _read_trigger(reader: _Reader, number: int, tree: Tree, index: int) -> Trigger:
    word, upos, token = tree.words[index], tree.upos(index), tree.tokens[index]
    listed = _phrase_kind(tree, index, reader.kinds) or reader.kinds.listed(word, upos)
    first, last = tree.span(index)
    return Trigger(
        report=reader.page.report.id,
        start=token.start,
        end=token.end,
        upos=upos,
        kind=listed or reader.kinds.kind(word, upos),
        sentence=number,
        depth=len(tree.above(index)),
        participants=read_participants(tree, index, reader.pointers),
        times=tuple(
            edtf
            for place in (reader.spans.overlapping(first, last) if reader.dates else ())
            if (edtf := reader.dates[place].edtf) is not None and first <= reader.dates[place].start
        ),
        speaker=reader.cues.get(token.start),
        is_listed=listed is not None,
        is_light=listed is None and reader.kinds.meanings.is_light(word),
    )


def _phrase_kind(tree: Tree, index: int, kinds: Kinds) -> str | None:
    """The kind of a verb together with its particle or object, where the lexicon has it."""
    if tree.upos(index) != "VERB":
        return None
    near = [child for child in tree.children[index] if tree.dep(child) in _AFTER_VERB and index < child <= index + _REACH]
    return next((kind for child in near if (kind := kinds.phrase(tree.words[index], tree.words[child])) is not None), None)
