"""Two wordings of one text, word by word."""

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from stemma.views.dossier.visible import one_line

_TOKENS = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that both wordings have (``same``), or one of them alone."""

    kind: Literal["same", "removed", "added"]
    text: str


def diff_words(before: str, after: str) -> tuple[Change, ...]:
    """The changes that lead from ``before`` to ``after``: as few words as can be, by their longest common subsequence.

    Joining ``same`` and ``added`` gives the words of ``after``, ``same`` and ``removed`` those of ``before``; blanks count for nothing.
    Texts too long to be a quotation are shown as removed and added whole, since the comparison is quadratic.
    """
    old_line, new_line = one_line(before), one_line(after)
    if max(len(old_line), len(new_line)) > _LONGEST:
        return Change("removed", old_line), Change("added", new_line)
    old, new = _TOKENS.findall(old_line), _TOKENS.findall(new_line)
    changes: list[Change] = []
    at_old = at_new = 0
    for start_old, start_new, size in _common_runs(old, new):
        removed, added = "".join(old[at_old:start_old]), "".join(new[at_new:start_new])
        at_old, at_new = start_old + size, start_new + size
        same = "".join(new[start_new:at_new])
        if size and old[at_old - 1] != new[at_new - 1] and same == same.rstrip():
            same += " "
        parts = (Change("removed", removed), Change("added", added), Change("same", same))
        changes += [change for change in parts if change.text]
    return tuple(changes)


def _common_runs(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """Where each run of common words begins in the two, and its length; at the end an empty one."""
    steps = Indel.opcodes([token.rstrip() for token in old], [token.rstrip() for token in new])
    runs = [(step.src_start, step.dest_start, step.src_end - step.src_start) for step in steps if step.tag == "equal"]
    return [*runs, (len(old), len(new), 0)]
