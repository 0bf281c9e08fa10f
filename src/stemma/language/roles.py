"""What people are called: heads of roles, what may modify them, and which two one person can hardly hold."""

from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons

_LOOSE = frozenset({"leader", "deputy", "candidate", "nominee", "diplomat", "counterpart", "representative", "envoy"})
_OTHER_TIMES = ("former ", "ex-", "then-", "then ", "late ", "retired ", "incoming ", "outgoing ", "onetime ", "one-time ", "future ")
"""What a role opens with that does not say what somebody is now."""
_FIELD_ENDS = (" of ", " at ", " for ", " to ")


class RoleWords(NamedTuple):
    """Role nouns with their kinds (see the lexicon ``roles``), words that modify them, words of address."""

    heads: dict[str, str]
    modifiers: frozenset[str]
    honorifics: frozenset[str]


@lru_cache(maxsize=4)
def role_words(lexicons: Lexicons) -> RoleWords:
    """Compile the lexicons ``roles``, ``role_modifiers`` and ``honorifics``."""
    return RoleWords(
        {row[0]: row[1] for row in lexicons.rows("roles")},
        frozenset(lexicons.words("role_modifiers")),
        frozenset(word.lower() for word in lexicons.words("honorifics")),
    )


def roles_clash(left: str | None, right: str | None, lexicons: Lexicons) -> bool:
    """Whether one person can hardly be called both: two offices without a word in common.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> roles_clash("Foreign Minister", "President", load_lexicons())
    True
    """
    if not left or not right:
        return False
    heads = role_words(lexicons).heads
    one, two = (_office_words(role, heads) for role in (left, right))
    return bool(one) and bool(two) and one.isdisjoint(two)


def _office_words(role: str, heads: dict[str, str]) -> set[str]:
    role = role.lower()
    if role.startswith(_OTHER_TIMES) or role.endswith(("-elect", " designate", "-designate")):
        return set()
    for end in _FIELD_ENDS:
        role = role.split(end)[0]
    return {word for word in role.split() if heads.get(word) == "office" and word not in _LOOSE}
