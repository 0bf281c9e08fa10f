"""What an HTML page says of itself to machines: JSON-LD, Open Graph and other meta tags, microdata, ``time`` tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.nature import Nature, read_nature
from stemma.stages.clean.stamps import Meaning, Stamp, meta_stamps, microdata_stamps, node_stamps, rdfa_stamps, script_stamps, time_stamps
from stemma.stages.clean.told import Told

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Critique)$", re.IGNORECASE)
_OTHERS = re.compile(r"Comment|Review|Event|Offer|Person|Rating|Question|Answer", re.IGNORECASE)
_FIELDS = ("title", "outlet", "author")
_MOST_SCRIPT_CHARS = 500_000
_MOST_NODES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Values as the page writes them, best first."""

    titles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    url: str | None = None
    language: str | None = None
    nature: Nature = field(default_factory=Nature)


def read_metadata(told: Told, lexicons: Lexicons) -> Metadata:
    """All that the page says of itself, JSON-LD of an article first, then meta tags, microdata, tags of the text."""
    everything = list(_json_ld(told))
    tags = _meta_tags(told)
    url = _address(told, tags)
    named = {str(node["@id"]): node for node in everything if node.get("@id") and len(node) > 1}
    nodes = _own_nodes([node for node in everything if _is_article(node)], url)
    given = {field: _named(tags, tuple(name for meaning, name in lexicons.rows("meta_names") if meaning == field)) for field in _FIELDS}
    return Metadata(
        titles=_distinct(*(_text(node.get("headline")) for node in nodes), *given["title"], *told.titles),
        outlets=_distinct(*(_name(_resolve(node.get("publisher"), named)) for node in nodes), *given["outlet"]),
        authors=_distinct(*(name for node in nodes for name in _names(_resolve(node.get("author"), named))), *given["author"]),
        stamps=_stamps(nodes, everything, tags, told, lexicons),
        url=url,
        language=_language(told, tags),
        nature=read_nature(told, nodes, everything, tags),
    )


def domain_of(url: str | None) -> str | None:
    """The host of an address without ``www.``; None where there is none.

    >>> domain_of("https://www.alva-daily.example/2026/03/storm")
    'alva-daily.example'
    """
    if not url or "://" not in url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _json_ld(told: Told) -> Iterator[dict[str, Any]]:
    for kind, script in told.scripts:
        if "ld+json" not in kind.lower():
            continue
        text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if text and len(text) <= _MOST_SCRIPT_CHARS:
            yield from _nodes(_parse(text))


def _parse(text: str) -> Any:
    for attempt in (text, re.sub(r"[\x00-\x1f]", " ", text)):
        try:
            return orjson.loads(attempt)
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node[:100])
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if isinstance(node.get(key), dict | list)
            )


def _own_nodes(nodes: list[dict[str, Any]], url: str | None) -> list[dict[str, Any]]:
    """The articles that the page's head tells of: where some of them have the page's own address, only these."""
    own = [node for node in nodes if url and any(_same_address(value, url) for value in _addresses(node))]
    return own or nodes


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def _same_address(one: str, two: str) -> bool:
    bare = [re.sub(r"^https?://(?:www\.)?", "", address.split("#")[0].split("?")[0]).rstrip("/") for address in (one, two)]
    return bool(bare[0]) and bare[0] == bare[1]


def _resolve(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """What a value of a graph stands for: nodes may point at each other by ``@id`` alone."""
    if isinstance(value, list):
        return [_resolve(one, named) for one in value[:20]]
    points = isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str)
    return named.get(value["@id"], value) if points else value


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in (types if isinstance(types, list) else [types]))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return next(iter(_names(value)), None)


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            yield from (each for each in name if isinstance(each, str))
        elif isinstance(name, str):
            yield name


def _meta_tags(told: Told) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag in told.metas:
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or "").strip().lower()
        content = (tag.get("content") or "").strip()
        if name and content and len(content) < 2_000:
            tags.setdefault(name, []).append(content)
    return tags


def _named(tags: dict[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from tags.get(name, ())


def _distinct(*values: str | None) -> tuple[str, ...]:
    squashed = (" ".join(value.split()) for value in values if value)
    return tuple(dict.fromkeys(value for value in squashed if value))


def _stamps(
    own: list[dict[str, Any]], nodes: list[dict[str, Any]], tags: dict[str, list[str]], told: Told, lexicons: Lexicons
) -> tuple[Stamp, ...]:
    named: list[tuple[Meaning, str, str]] = []
    for meaning, name in lexicons.rows("meta_names"):
        if meaning in ("published", "updated"):
            named += [("updated" if meaning == "updated" else "published", name, value) for value in tags.get(name, ())]
    found = (
        *node_stamps(own, is_article=True),
        *node_stamps([node for node in nodes if _is_page(node)], is_article=False),
        *meta_stamps(named),
        *microdata_stamps(told.items),
        *rdfa_stamps(told.properties),
        *time_stamps(told.moments),
        *script_stamps(told.scripts),
    )
    return tuple(dict.fromkeys(found))


def _is_page(node: dict[str, Any]) -> bool:
    """Whether a node is the page or something else made and shown here, and neither its article nor an answer to it."""
    types = node.get("@type")
    kinds = [kind for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)]
    return not _is_article(node) and not any(_OTHERS.search(kind) for kind in kinds)


def _address(told: Told, tags: dict[str, list[str]]) -> str | None:
    for link in told.links:
        if (link.get("rel") or "").lower() == "canonical" and domain_of(link.get("href")):
            return str(link.get("href"))
    return next((value for value in _named(tags, ("og:url", "twitter:url")) if domain_of(value)), None)


def _language(told: Told, tags: dict[str, list[str]]) -> str | None:
    stated = told.root.get("lang") or next(_named(tags, ("og:locale", "content-language", "language")), None)
    return stated[:2].lower() if stated and stated[:2].isalpha() else None
