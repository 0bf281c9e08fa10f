"""What kind of page an HTML page says it is: a live blog, a gallery, a piece for subscribers, an AMP copy, one article or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stemma.stages.clean.told import Section, Told

_SPACES = re.compile(r"\s+")
_FALSE = frozenset({"false", "no", "0"})
_PAID = re.compile(r"locked|metered|premium|subscri|paid", re.IGNORECASE)
_MOST_UPDATES, _FEWEST_CHARS = 500, 300
_COMMENT = re.compile(r"comment|reply|kommentar|teaser|related|login", re.IGNORECASE)
_MOST_LINKED, _MOST_DIGITS = 0.5, 7
_HEADINGS = frozenset({"h1", "h2", "h3"})


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


def read_nature(told: Told, nodes: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], tags: dict[str, list[str]]) -> Nature:
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
        articles=_articles(told.sections),
        is_amp="amp" in told.root or "\u26a1" in told.root,
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


def _articles(sections: Sequence[Section]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The page's ``article`` elements that hold running text under a heading of their own, in order; none inside another, and none of a
    page that has but one."""
    found = (_article(section) for section in sections) if len(sections) > 1 else ()
    return tuple(article for article in found if article is not None)


def _article(section: Section) -> tuple[str, tuple[str, ...]] | None:
    """The heading and the lines of an element, None where it holds little text of its own."""
    own = section.attributes
    if _COMMENT.search(f"{own.get('class') or ''} {own.get('id') or ''} {own.get('itemtype') or ''}"):
        return None
    parts = [(tag, first, end, _squash("".join(section.pieces[first:end]))) for tag, first, end in section.parts]
    heading = next((text for tag, *_, text in parts if tag in _HEADINGS and text), None)
    paragraphs = [(first, end, text) for tag, first, end, text in parts if tag == "p"]
    links = [(first, end, text) for tag, first, end, text in parts if tag == "a"]
    linked = sum(len(text) for first, end, text in links for start, stop, _ in paragraphs if start <= first and end <= stop)
    length = sum(len(text) for *_, text in paragraphs)
    is_article = heading and length >= _FEWEST_CHARS and linked <= length * _MOST_LINKED
    return (heading, tuple(text for tag, *_, text in parts if tag != "a" and text)) if heading and is_article else None


def _squash(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
