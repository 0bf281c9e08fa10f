"""Several articles on a page of flattened text, told by their heads: a title, a byline and a date, each above text of its own."""

from itertools import pairwise

from stemma.stages.clean.layout import Layout

_LONGEST_TITLE, _LONGEST_BESIDE = 160, 80
_FEWEST_WORDS, _FEWEST_LINES, _LEAST_STRENGTH = 3, 2, 0.5
_FURNITURE = ("chrome_line", "chrome_within", "related_mark", "comments_mark", "appeal_within", "ends_sentence")


def articles_by_heads(layout: Layout) -> list[tuple[str, list[int]]]:
    """The title and the lines of each article; empty where fewer than two stand under heads of their own with two lines of text each.

    A head is a title with a byline and a line with a date under it, in either order: comments and teasers lack one of the three or have
    no text of their own.
    """
    count = len(layout.lines)
    heads = [index for index in range(count - 2) if layout.lines[index].markup is None and _is_head(layout, index)]
    found = []
    for head, following in pairwise((*heads, count)):
        text = [index for index in range(head + 3, following) if layout.features.strength[index] > _LEAST_STRENGTH]
        if len(text) >= _FEWEST_LINES:
            found.append((layout.lines[head].text, [head, head + 1, head + 2, *text]))
    return found if len(found) > 1 else []


def _is_head(layout: Layout, index: int) -> bool:
    text, below = layout.lines[index].text, (index + 1, index + 2)
    is_title = (
        len(text.split()) >= _FEWEST_WORDS and len(text) <= _LONGEST_TITLE and not any(layout.feature(index, sign) for sign in _FURNITURE)
    )
    is_bare = not layout.feature(index, "byline_start") and not layout.feature(index, "date_like")
    are_short = all(len(layout.lines[place].text) <= _LONGEST_BESIDE for place in below)
    has_byline, has_date = (any(layout.feature(place, sign) for place in below) for sign in ("byline_start", "date_like"))
    return is_title and is_bare and are_short and has_byline and has_date
