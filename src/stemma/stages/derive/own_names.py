"""Which words at the head of a page may be what it calls itself: a headline opens with whom it tells of ("Norna: what we know")."""

from collections.abc import Iterator

from stemma.language.outlets import domain_key, name_key
from stemma.records import Report

_FEWEST_INITIALS = 3
_LABELS_OF_ALL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "ne", "net", "or", "org"})
"""What stands before the last label of a domain in whole nations."""
_SHORTEST_LABEL = 3


def is_in_title(report: Report, place: int) -> bool:
    """Whether a place in the text stands in a headline."""
    return any(block.kind == "title" and block.start <= place < block.end for block in report.blocks)


def head_lines(report: Report, end: int) -> Iterator[tuple[str, bool]]:
    """The lines of ``report.text[:end]``, and whether each opens in its headline."""
    place = 0
    for line in report.text[:end].split("\n"):
        yield line, is_in_title(report, place + len(line) - len(line.lstrip()))
        place += len(line) + 1


def may_be_own(name: str, report: Report, *, is_told: bool) -> bool:
    """Whether words of a page may be its outlet's name: those of what it tells, headline and article, only where they suit its address."""
    domain = report.outlet.domain if report.outlet else None
    return not is_told or domain is None or suits_domain(name, domain)


def suits_domain(name: str, domain: str) -> bool:
    """Whether a name has a page's address in it, stands in it, or gives it its initials.

    >>> [suits_domain(name, "edition.abn.com") for name in ("ABN News", "Alva Broadcasting Network", "Equifax")]
    [True, True, False]
    """
    key, initials = name_key(name), "".join(word[0].lower() for word in name.split() if word[0].isupper())
    return bool(key) and any(
        key in site or site in key or (len(initials) >= _FEWEST_INITIALS and initials in site) for site in domain_names(domain)
    )


def domain_names(domain: str) -> tuple[str, ...]:
    """What of a domain may be the outlet's name: its longest label, and the one that is its owner's ("edition.abn.com" is abn's)."""
    labels = domain.lower().removeprefix("www.").split(".")[:-1]
    while len(labels) > 1 and (labels[-1] in _LABELS_OF_ALL or len(labels[-1]) < _SHORTEST_LABEL):
        labels = labels[:-1]
    owner = name_key(labels[-1]).removeprefix("the") if labels else ""
    return tuple(dict.fromkeys(name for name in (name_key(domain_key(domain)), owner) if name))
