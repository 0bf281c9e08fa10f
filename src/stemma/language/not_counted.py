"""Words that name what news counts and yet count nobody, by what stands before them: who cheats death lives, who is hauled on board was
not on board."""

from collections.abc import Sequence

_REACH = 3
_DEATHS = frozenset({"death", "deaths"})
_AVERTED = frozenset(
    "avoid avoided avoiding avoids cheat cheated cheating cheats certain defied defies defy defying dodge dodged dodging escape escaped"
    " escapes escaping evade evaded near narrowly".split()
)
"""Before *death*: it did not come."""
_ABOARD = frozenset({"aboard", "board"})
_TAKEN = frozenset(
    "brought climbed drag dragged fished get got haul hauled helped hoisted lifted picked pull pulled taken welcomed winched".split()
)
"""Before *on board*: whoever it was came from elsewhere."""


def counts_nobody(words: Sequence[str], index: int) -> bool:
    """Whether the word at ``index`` of a sentence's words (lower case) counts nobody in the respect that it names.

    >>> counts_nobody("snatched from death".split(), 2), counts_nobody("three miners who cheated death".split(), 4)
    (True, True)
    >>> counts_nobody("fourteen were hauled on board".split(), 4), counts_nobody("she had 26 people on board".split(), 5)
    (True, False)
    """
    before = words[max(0, index - _REACH) : index]
    if words[index] in _DEATHS:
        return list(before[-1:]) == ["from"] or not _AVERTED.isdisjoint(before)
    return words[index] in _ABOARD and not _TAKEN.isdisjoint(before)
