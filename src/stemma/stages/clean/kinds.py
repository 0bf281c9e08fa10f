"""The kind of every line, from where it stands and what it looks like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.language.lexicon import Lexicons
from stemma.records import BlockKind, DisclosureKind
from stemma.stages.clean.bylines import is_reporting, read_byline, read_lone_names
from stemma.stages.clean.captions import is_caption
from stemma.stages.clean.dates import find_dates
from stemma.stages.clean.disclosures import read_notices
from stemma.stages.clean.labels import AFTER, ARTICLE, BEFORE
from stemma.stages.clean.layout import Layout
from stemma.stages.clean.lines import Line
from stemma.stages.clean.titles import Title, same_title
from stemma.stages.clean.wires import read_agency_line

_BULLET = re.compile(r"^(?:[*•·▪◦‣●○■□➤►]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s))\s{0,3}")
_NO_SENTENCE = re.compile(r"[.!。！…:;,]['\"”’»)\]]{0,2}$")
_CREDIT_END = re.compile(
    r"^\W{0,3}\(?(?:reuters|ap|afp|dpa|ans|pti|xinhua|tass|efe|ansa|ntb|tt|ritzau|yonhap|kyodo)\b[\w /&,]{0,40}\)?\W{0,2}$", re.IGNORECASE
)
_LONGEST_HEADING, _LONGEST_DATE = 130, 120
_SHORTEST_TEASER = 25
_LONGEST_FURNITURE = 160
_LONGEST_SCRAP = 60
_SHORTEST_CAPTION = 45
_EDGE_LINES = 3
_REACH = 150
_MOST_BESIDE_DATE = 25
_NOTICE_KINDS = frozenset({"ai_image", "ai_text", "ai_translation", "translation", "correction", "sponsored", "press_release"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found of the page before its lines get their kinds."""

    title: Title | None
    captions: frozenset[int]
    notices: dict[int, DisclosureKind]
    lexicons: Lexicons


def find_notices(layout: Layout, lexicons: Lexicons) -> dict[int, DisclosureKind]:
    """The lines that are nothing but a disclosure, with its kind. Inside the article only its first and last lines can be one: what
    stands in its middle speaks of others."""
    article = layout.article
    middle = frozenset(article[_EDGE_LINES:-_EDGE_LINES])
    near = [index for index in _reach(layout) if index not in middle]
    kinds = read_notices([layout.lines[index] for index in near], lexicons)
    return {index: kind for index, kind in zip(near, kinds, strict=True) if kind}


def _reach(layout: Layout) -> range:
    """The lines in the article and so near it that they may belong to it."""
    first, last = (layout.article[0], layout.article[-1]) if layout.article else (0, 0)
    return range(max(0, first - _REACH), min(len(layout.lines), last + _REACH))


def find_captions(layout: Layout, notices: dict[int, DisclosureKind], lexicons: Lexicons) -> frozenset[int]:
    """The lines above what follows the article that are captions: by their own wording, or beside a note about a picture."""
    pictures = {index for index, kind in notices.items() if kind == "ai_image"}
    lines = layout.lines
    return frozenset(
        index
        for index, line in enumerate(lines[: layout.closed_at])
        if index not in notices
        and len(line.text) > 12
        and is_caption(line, lexicons, beside_picture_note=_describes_picture(layout, index, pictures))
    )


def _describes_picture(layout: Layout, index: int, pictures: set[int]) -> bool:
    """A line above a picture's note that ends like a sentence and is no part of a run of text."""
    text = layout.lines[index].text
    return index + 1 in pictures and len(text) > 40 and bool(re.search(r"[.。]['\"”’]?$", text)) and layout.states[index] != ARTICLE


def kind_of_lines(layout: Layout, reading: Reading) -> tuple[BlockKind, ...]:
    """One kind for each line, in order."""
    others = [f"{mark}_mark" for mark in ("related", "comments", "appeal") if mark != layout.closed_by]
    closed_again_at = layout.first_with(others, layout.closed_at)
    kinds = [_kind(layout, index, reading, closed_again_at) for index in range(len(layout.lines))]
    for index in range(1, len(kinds)):
        if _continues_list(layout, kinds, index):
            kinds[index] = "list"
        elif _is_headed_credit(layout, kinds, index):
            kinds[index] = "credit"
    return tuple(kinds)


def _is_headed_credit(layout: Layout, kinds: Sequence[BlockKind], index: int) -> bool:
    is_headed = kinds[index - 1] == "credit" and layout.feature(index - 1, "credit_mark") > 0
    return is_headed and kinds[index] in ("chrome", "teaser", "heading", "body")


def _continues_list(layout: Layout, kinds: Sequence[BlockKind], index: int) -> bool:
    """Whether a bullet right under the article's last line belongs to it: its list was broken off, not ended."""
    is_bullet = index < layout.closed_at and layout.states[index] == AFTER and _BULLET.match(layout.lines[index].text) is not None
    previous = layout.lines[index - 1].text
    return is_bullet and (kinds[index - 1] == "list" or (kinds[index - 1] == "body" and previous.endswith(":")))


def _kind(layout: Layout, index: int, reading: Reading, closed_again_at: int) -> BlockKind:
    state, line = layout.states[index], layout.lines[index]
    if reading.title is not None and reading.title.line == index:
        return "title"
    if index in reading.notices:
        return "notice" if reading.notices[index] in _NOTICE_KINDS else "credit"
    if index >= layout.closed_at:
        return _kind_after_close(layout, index, is_first_section=index < closed_again_at)
    if index in reading.captions and _is_with_article(layout, index, reading):
        return "caption"
    if state == ARTICLE:
        return _kind_in_article(layout, index, reading)
    return _kind_around(layout, line, index, reading)


def _is_with_article(layout: Layout, index: int, reading: Reading) -> bool:
    """Whether a caption belongs to the article: in it, from a little above its title on, or right under it."""
    if layout.states[index] == BEFORE:
        return reading.title is None or reading.title.line is None or index >= reading.title.line - 3
    return layout.states[index] != AFTER or not layout.feature(index, "chrome_within")


def _kind_in_article(layout: Layout, index: int, reading: Reading) -> BlockKind:
    line = layout.lines[index]
    markup = line.markup
    if layout.feature(index, "chrome_line") and len(line.text) < _LONGEST_FURNITURE:
        return "chrome"
    scrap = _kind_of_scrap(layout, index, reading)
    if scrap:
        return scrap
    if _is_date_line(line, reading.lexicons):
        return "date"
    if _is_credit(layout, index):
        return "credit"
    if _BULLET.match(line.text) or (markup is not None and not markup.landmarks.isdisjoint(("ul", "ol"))):
        return "list"
    if _is_heading(layout, index):
        if reading.title is not None and index == layout.article[0]:
            return "subtitle"
        if reading.title is not None and same_title(line.text, reading.title.text):
            return "heading"
        return "caption" if _is_unmarked_caption(layout, index) else "heading"
    if markup is not None and "blockquote" in markup.landmarks:
        return "quote"
    return "body"


def _kind_of_scrap(layout: Layout, index: int, reading: Reading) -> BlockKind | None:
    """Byline or credit among the article's first and last lines."""
    line = layout.lines[index]
    if not _is_amid(layout, index) and read_byline(line, reading.lexicons):
        return "byline"
    if not is_below_title(layout, index, reading.title):
        return None
    if _is_lone_byline(layout, line, reading):
        return "byline"
    return "credit" if read_agency_line(line.text, reading.lexicons) else None


def _is_amid(layout: Layout, index: int) -> bool:
    """Whether a line stands neither among the article's first lines nor among its last."""
    article = layout.article
    return bool(article) and article[:_EDGE_LINES][-1] < index < article[-_EDGE_LINES:][0]


def _is_credit(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    return bool(layout.feature(index, "credit_mark") or _CREDIT_END.match(line.text)) or is_reporting(line)


def _is_date_line(line: Line, lexicons: Lexicons) -> bool:
    """Whether a line holds a date and little else."""
    dates = find_dates(line.text, lexicons) if len(line.text) <= _LONGEST_DATE else ()
    return bool(dates) and len(line.text) - sum(date.end - date.start for date in dates) < _MOST_BESIDE_DATE


def _is_heading(layout: Layout, index: int) -> bool:
    line = layout.lines[index]
    if line.markup is not None and line.markup.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return True
    has_capitals = layout.feature(index, "capitalised_words") > 0.5
    ends = _NO_SENTENCE.search(line.text)
    is_open = ends is None or (line.text.endswith(":") and has_capitals)
    following = layout.states[index + 1 : index + 2]
    is_short = len(line.text) <= _LONGEST_HEADING and not line.text.startswith(("“", '"', "”"))
    asks = line.text.endswith("?") and not has_capitals and len(line.text) > 80
    return is_short and is_open and not asks and following == (ARTICLE,) and (line.markup is None or line.markup.is_bold)


def _is_unmarked_caption(layout: Layout, index: int) -> bool:
    """A long heading-like line in sentence case straight above a heading, and below text, names a picture, not a section."""
    line = layout.lines[index]
    is_described = (
        len(line.text) >= _SHORTEST_CAPTION and layout.feature(index, "capitalised_words") < 0.9 and not line.text.endswith((":", "?"))
    )
    is_inside = 0 < index < len(layout.lines) - 1
    is_between = is_inside and not _is_heading_shape(layout, index - 1) and _is_heading(layout, index + 1)
    return line.markup is None and is_described and is_between


def _is_heading_shape(layout: Layout, index: int) -> bool:
    return len(layout.lines[index].text) <= _LONGEST_HEADING and _NO_SENTENCE.search(layout.lines[index].text) is None


def _kind_after_close(layout: Layout, index: int, *, is_first_section: bool) -> BlockKind:
    """Below the mark that closes the article; ``is_first_section`` says that no other mark stands between."""
    if layout.closed_by == "appeal" and is_first_section:
        is_closing = index == len(layout.lines) - 1 and len(layout.lines[index].text) < _SHORTEST_TEASER
        return "chrome" if is_closing or layout.feature(index, "chrome_line") else "notice"
    if layout.closed_by == "related" and is_first_section and _is_teaser(layout, index):
        return "teaser"
    return "credit" if layout.feature(index, "credit_mark") else "chrome"


def _is_teaser(layout: Layout, index: int) -> bool:
    is_furniture = (
        layout.feature(index, "chrome_line")
        or layout.feature(index, "chrome_within")
        or layout.feature(index, "related_mark")
        or layout.feature(index, "foreign")
    )
    return len(layout.lines[index].text) > _SHORTEST_TEASER and not is_furniture


def _kind_around(layout: Layout, line: Line, index: int, reading: Reading) -> BlockKind:
    """Lines before the article, after it or in its gaps."""
    near = _is_near_article(layout, index)
    scrap = _kind_of_scrap(layout, index, reading) if near else None
    if scrap:
        return scrap
    if layout.feature(index, "credit_mark") or (near and _is_credit(layout, index)):
        return "credit" if near else "chrome"
    if near and not _is_sentence(layout, index) and len(line.text) < _LONGEST_DATE and find_dates(line.text, reading.lexicons):
        return "date"
    title_at = (reading.title.line if reading.title.line is not None else -1) if reading.title is not None else None
    if title_at is not None and layout.states[index] == BEFORE and index > title_at and _is_subtitle(layout, index):
        return "subtitle"
    if layout.states[index] == AFTER and layout.feature(index, "appeal_within") and len(line.text) > 40:
        return "notice"
    is_running = float(layout.features.strength[index]) > 0.5 and not layout.feature(index, "chrome_within")
    return "teaser" if is_running and len(line.text) > 60 else "chrome"


def _is_sentence(layout: Layout, index: int) -> bool:
    """Whether a line is a sentence of running text, which may hold a date as it may hold a name."""
    return bool(
        layout.feature(index, "ends_sentence") and layout.feature(index, "function_words_many") and layout.feature(index, "longer_than_45")
    )


def is_below_title(layout: Layout, index: int, title: Title | None) -> bool:
    """Whether a line stands between the title and the article's first line, or is a scrap at that line."""
    if title is None or title.line is None or not layout.article:
        return False
    is_scrap = index in layout.article[:2] and len(layout.lines[index].text) < _LONGEST_SCRAP
    return title.line < index < layout.article[0] or (is_scrap and index > title.line)


def _is_lone_byline(layout: Layout, line: Line, reading: Reading) -> bool:
    """Whether names that stand alone under the title are a byline: persons whom neither title nor text speaks of."""
    names = read_lone_names(line, reading.lexicons)
    told = [reading.title.text if reading.title else "", *(layout.lines[index].text for index in layout.article)]
    return bool(names) and not any(name in text for name in names for text in told if text != line.text)


def _is_near_article(layout: Layout, index: int) -> bool:
    article = layout.article
    return not article or article[0] - 15 <= index <= article[-1] + 4


def _is_subtitle(layout: Layout, index: int) -> bool:
    furniture = any(
        layout.feature(index, name) for name in ("chrome_line", "related_mark", "comments_mark", "chrome_within", "foreign", "separators")
    )
    article = layout.article
    return 35 < len(layout.lines[index].text) < 300 and not furniture and bool(article) and article[0] - index <= 6
