"""What a page's host tells of its outlet: one that opens the first line, and which names suit the one of its address."""

import re

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, is_outlet, name_key
from stemma.records import Outlet
from stemma.stages.clean.mastheads import is_agency

_LONGEST_LINE = 400
_HOST = re.compile(
    r"\W{0,3}(?:www\.)?(?P<host>(?P<label>[a-z0-9][a-z0-9-]{1,40})(?:\.[a-z0-9-]{1,40}){0,2}\."
    r"(?:com|org|net|info|news|press|media|online|today|live|blog|site|gov|edu|int|example|test|[a-z]{2}))"
    r"(?=\s*(?:$|[|>»›~·•])|\s{2}|\s[-–—/]\s)",
    re.IGNORECASE,
)
_SAME_START, _SAME_RUN = 3, 5
_BRAND = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")


def outlet_of_host(line: str) -> Outlet | None:
    """The outlet whose host opens a page's first line ("alvapost.com | News"), with a name where the host is written as one.

    >>> outlet_of_host("TideFeed.net | Boats | Moorings")
    Outlet(name='TideFeed', domain='tidefeed.net')
    """
    found = _HOST.match(line[:_LONGEST_LINE])
    if found is None:
        return None
    return Outlet(name=found["label"] if is_written_as_name(found["label"]) else None, domain=found["host"].lower())


def is_written_as_name(label: str) -> bool:
    """Whether a host's label is written as a name is ("TideFeed")."""
    return _BRAND.fullmatch(label) is not None


def suits_host(name: str, domain: str, lexicons: Lexicons) -> bool:
    """Whether a name that a page's signs speak for may be its host's: the host's letters stand in it in their order, from its first on
    ("nzherald.co.nz"), the two open alike or have a run of letters in common, the host opens with its initials, or it is made like an
    outlet's and no agency's, whose mark others carry. A name in another script cannot be compared, and may.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> [suits_host(name, "bhpost.com", load_lexicons()) for name in ("The Brenn Harbour Post", "The Brenn Papers")]
    [True, False]
    """
    key, host = name_key(name).removeprefix("the"), domain_key(domain)
    letters = iter(key)
    initials = "".join(word[0] for word in name.removeprefix("The ").split() if word[0].isupper()).lower()
    is_spelt = host[:1] == key[:1] and all(letter in letters for letter in host)
    is_alike = key in host or key[:_SAME_START] == host[:_SAME_START]
    is_alike = is_alike or any(host[start : start + _SAME_RUN] in key for start in range(len(host) - _SAME_RUN + 1))
    if not key.isascii() or is_spelt or is_alike or (len(initials) > 1 and host.startswith(initials)):
        return True
    return is_outlet(name, lexicons) and not is_agency(name, lexicons)
