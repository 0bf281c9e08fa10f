"""Two wordings of one text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from stemma.views.dossier.visible import one_line

_TOKENS = re.compile(r"\w+|[^\w\s]|\s+")
_MOST_TOKENS = 600


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that both wordings have (``same``), or one of them alone."""

    kind: Literal["same", "removed", "added"]
    text: str


def diff_words(before: str, after: str) -> tuple[Change, ...]:
    """The changes that lead from ``before`` to ``after``, by longest common runs of words (Ratcliff and Obershelp).

    Joining ``same`` and ``added`` gives ``after`` on one line, ``same`` and ``removed`` gives ``before``. Very long texts are shown as
    removed and added whole, since the comparison is quadratic.
    """
    old, new = _TOKENS.findall(one_line(before)), _TOKENS.findall(one_line(after))
    if max(len(old), len(new)) > _MOST_TOKENS:
        return Change("removed", "".join(old)), Change("added", "".join(new))
    matcher = SequenceMatcher(None, [token.casefold() for token in old], [token.casefold() for token in new], autojunk=False)
    changes: list[Change] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if tag == "equal" and removed == added:
            changes.append(Change("same", added))
            continue
        changes.extend(Change(kind, text) for kind, text in (("removed", removed), ("added", added)) if text)  # type: ignore[arg-type]
    return tuple(changes)
