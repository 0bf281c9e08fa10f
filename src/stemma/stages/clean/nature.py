"""What kind of page an HTML page says it is: a live blog, a gallery, a piece for subscribers, an AMP copy, one article or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_SPACES = re.compile(r"\s+")
_FALSE = frozenset({"false", "no", "0"})
_PAID = re.compile(r"locked|metered|premium|subscri|paid", re.IGNORECASE)
_MOST_UPDATES, _MOST_ARTICLES, _FEWEST_CHARS = 500, 30, 300
_COMMENT = re.compile(r"comment|reply|kommentar|teaser|related|login", re.IGNORECASE)
_MOST_LINKED, _MOST_DIGITS = 0.5, 7
_PARTS = ("h1", "h2", "h3", "p", "li", "blockquote", "figcaption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """``types`` are schema.org's and Open Graph's, in lower case; ``is_free`` and ``words`` what the head says of the article's text;
    ``updates`` are the times of a live blog's entries; ``articles`` hold, for each of several articles, its heading and lines."""

    types: frozenset[str] = frozenset()
    is_free: bool | None = None
    words: int | None = None
    updates: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    articles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_amp: bool = False


def read_nature(tree: Any, nodes: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], tags: dict[str, list[str]]) -> Nature:
    """What the page's head and markup say it is; ``nodes`` are its article's, ``others`` all that its head holds."""
    free = [node["isAccessibleForFree"] for node in nodes if "isAccessibleForFree" in node]
    tiers = tags.get("article:content_tier", ())
    is_paid = any(str(value).strip().lower() in _FALSE for value in free[:1]) or any(_PAID.search(tier) for tier in tiers)
    described = [node.get("description") for node in nodes]
    return Nature(
        types=frozenset(kind for node in others for kind in _types(node)) | {value.lower() for value in tags.get("og:type", ())},
        is_free=False if is_paid else True if free or tiers else None,
        words=max((count for node in nodes for count in _word_counts(node)), default=None),
        updates=tuple(_updates(nodes)),
        descriptions=tuple(
            dict.fromkeys(
                _squash(text)
                for text in (*described, *tags.get("og:description", ()), *tags.get("description", ()))
                if isinstance(text, str) and text.strip()
            )
        ),
        articles=_articles(tree),
        is_amp=tree.get("amp") is not None or tree.get("\u26a1") is not None,
    )


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [kind.lower() for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)]


def _word_counts(node: dict[str, Any]) -> list[int]:
    """How long the article is by its head: the count that it states, and the text that it holds."""
    stated, body = node.get("wordCount"), node.get("articleBody")
    told = str(stated) if isinstance(stated, int | str) else ""
    counts = [int(told)] if told.isdecimal() and len(told) <= _MOST_DIGITS else []
    return [*counts, len(body.split())] if isinstance(body, str) and body.strip() else counts


def _updates(nodes: Sequence[dict[str, Any]]) -> list[str]:
    found = []
    for node in nodes:
        entries = node.get("liveBlogUpdate")
        for entry in (entries if isinstance(entries, list) else [entries])[:_MOST_UPDATES]:
            value = (entry.get("datePublished") or entry.get("dateModified")) if isinstance(entry, dict) else None
            if isinstance(value, str):
                found.append(value)
    return found


def _articles(tree: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The page's ``article`` elements that hold running text under a heading of their own, in order; none inside another, and none of a
    page that has but one."""
    found = []
    elements = tree.xpath("//article[not(ancestor::article)]")[:_MOST_ARTICLES]
    for element in elements if len(elements) > 1 else ():
        if _COMMENT.search(f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemtype') or ''}"):
            continue
        headings = [_text(heading) for heading in element.iter("h1", "h2", "h3")]
        heading = next((text for text in headings if text), None)
        lines = tuple(text for part in element.iter(*_PARTS) if (text := _text(part)))
        paragraphs = sum(len(_text(part)) for part in element.iter("p"))
        linked = sum(len(_text(link)) for part in element.iter("p") for link in part.iter("a"))
        if heading and paragraphs >= _FEWEST_CHARS and linked <= paragraphs * _MOST_LINKED:
            found.append((heading, lines))
    return tuple(found)


def _text(element: Any) -> str:
    return _squash("".join(element.itertext()))


def _squash(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
