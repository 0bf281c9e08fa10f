"""What changed between two versions of an article, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from stemma.records import Page
from stemma.stages.collate.versions import TextChange
from stemma.text.normalise import fold

ARTICLE = frozenset({"title", "subtitle", "body", "heading", "list", "quote", "caption"})
_LIKENESS = 0.6
"""From here on two sentences are two wordings of one."""
_LONGEST_GAP = 300


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the article, or a block of it that has none. ``key`` is what of its wording counts."""

    start: int
    end: int
    key: str


def article_units(page: Page) -> tuple[Unit, ...]:
    """The article's sentences in order; where the language was not read, its blocks."""
    text, units = page.report.text, []
    sentences = [(sentence.start, sentence.end) for sentence in page.annotation.sentences]
    at = 0
    for block in page.report.blocks:
        if block.kind not in ARTICLE:
            continue
        while at < len(sentences) and sentences[at][0] < block.start:
            at += 1
        begin = at
        while at < len(sentences) and sentences[at][0] < block.end:
            at += 1
        units += sentences[begin:at] or [(block.start, block.end)]
    return tuple(Unit(start, end, fold(text[start:end])) for start, end in units if text[start:end].strip())


def list_changes(old: Page, new: Page) -> tuple[TextChange, ...]:
    """The sentences that were added, removed and reworded, in order of their place.

    Both articles are aligned by the longest common subsequence of their sentences; in the gaps between, sentences that are alike
    (normalised Indel similarity from .6) are paired, the likest first. A sentence that only moved is no change.
    """
    olds, news = article_units(old), article_units(new)
    kept_old, kept_new = {unit.key for unit in olds}, {unit.key for unit in news}
    changes: list[TextChange] = []
    for removed, added in _gaps(olds, news):
        gone = [unit for unit in removed if unit.key not in kept_new]
        fresh = [unit for unit in added if unit.key not in kept_old]
        changes += [_change(old, new, before, after) for before, after in _pair(gone, fresh)]
    return tuple(changes)


def _gaps(olds: Sequence[Unit], news: Sequence[Unit]) -> list[tuple[list[Unit], list[Unit]]]:
    """What lies between the runs of common sentences, in both."""
    gaps: list[tuple[list[Unit], list[Unit]]] = [([], [])]
    for step in Indel.opcodes([unit.key for unit in olds], [unit.key for unit in news]):
        if step.tag == "equal":
            gaps.append(([], []))
        else:
            gaps[-1][0].extend(olds[step.src_start : step.src_end])
            gaps[-1][1].extend(news[step.dest_start : step.dest_end])
    return gaps


def _pair(gone: list[Unit], fresh: list[Unit]) -> list[tuple[Unit | None, Unit | None]]:
    """Each sentence with its other wording, or alone; in order of the old text, what was added behind what came before it."""
    partner: dict[int, int] = {}
    if gone and fresh and max(len(gone), len(fresh)) <= _LONGEST_GAP:
        likeness = cdist(
            [unit.key for unit in gone], [unit.key for unit in fresh], scorer=Indel.normalized_similarity, score_cutoff=_LIKENESS
        )
        pairs = sorted((-float(likeness[i][j]), i, j) for i in range(len(gone)) for j in range(len(fresh)) if likeness[i][j] >= _LIKENESS)
        for _, one, other in pairs:
            if one not in partner.values() and other not in partner:
                partner[other] = one
    taken = set(partner.values())
    placed: list[tuple[tuple[int, int], Unit | None, Unit | None]] = [
        ((unit.start, 0), unit, None) for index, unit in enumerate(gone) if index not in taken
    ]
    last = -1
    for index, unit in enumerate(fresh):
        before = gone[partner[index]] if index in partner else None
        last = before.start if before else last
        placed.append(((last, 0 if before else 1), before, unit))
    return [(before, after) for _, before, after in sorted(placed, key=lambda one: one[0])]


def _change(old: Page, new: Page, before: Unit | None, after: Unit | None) -> TextChange:
    return TextChange(
        kind="changed" if before and after else "added" if after else "removed",
        old_start=before.start if before else None,
        old_end=before.end if before else None,
        old=old.report.text[before.start : before.end] if before else None,
        start=after.start if after else None,
        end=after.end if after else None,
        new=new.report.text[after.start : after.end] if after else None,
    )
