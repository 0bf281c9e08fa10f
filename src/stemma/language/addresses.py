"""Addresses of pages: which of them are the same page."""

from functools import lru_cache
from urllib.parse import urlsplit

from stemma.language.lexicon import Lexicons

_LONGEST = 2_000


@lru_cache(maxsize=4)
def _tracking(lexicons: Lexicons) -> tuple[frozenset[str], tuple[str, ...]]:
    names = lexicons.words("tracking_parameters")
    return frozenset(name for name in names if not name.endswith("*")), tuple(name[:-1] for name in names if name.endswith("*"))


def address_key(url: str, lexicons: Lexicons) -> str | None:
    """What two addresses of one page have in common; None for what is no address of the web, or leads to no more than a site.

    Left out of account are the scheme, ``www.``, the port that is usual, the fragment, parameters that only tell where a reader came
    from, the order of the others, and a slash at the end.
    """
    try:
        parts = urlsplit(url.strip()[:_LONGEST])
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    names, openings = _tracking(lexicons)
    told = sorted(
        pair
        for pair in parts.query.split("&")
        if pair and pair.partition("=")[0].lower() not in names and not pair.lower().startswith(openings)
    )
    path = parts.path.rstrip("/")
    if parts.scheme.lower() not in ("http", "https") or not host or not (path or told):
        return None
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return f"{place}{path}{'?' if told else ''}{'&'.join(told)}"
