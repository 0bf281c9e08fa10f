"""What form a page has beside that of one article: a live blog, a gallery, several articles; and how its lines are labelled then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from stemma.language.lexicon import Lexicons
from stemma.problems import Reason
from stemma.records import BlockKind
from stemma.stages.clean.layout import Layout
from stemma.stages.clean.metadata import Metadata
from stemma.stages.clean.nature import Nature
from stemma.stages.clean.several import articles_by_heads
from stemma.stages.clean.titles import Title, same_title
from stemma.text.normalise import fold

Kinds = tuple[BlockKind, ...]
PageForm = Literal["article", "live", "gallery", "several"]
_ENTRY_TIME = re.compile(
    r"^\W{0,3}(?:[^\W\d_]{2,12}\.?,?\s)?(?:\d{1,2}\s[^\W\d_]{3,10}\s|[^\W\d_]{3,10}\s\d{1,2},?\s)?"
    r"(?P<hour>[012]?\d)(?:[:.h](?P<minute>[0-5]\d))?(?:\s?(?P<half>[ap])\.?m\.?)?"
    r"(?:\s?(?:Uhr|BST|GMT|UTC|ET|EST|EDT|CET|CEST|IST|AEST|AEDT|PT|PST|PDT|local time))?(?:\s?[|–—-]\s?.{0,40})?\W{0,3}$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d(?:[:.h][0-5]\d|\s?[ap]\.?m)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?。！？]['\"”’»)]?$")
_ARTICLE_KINDS = frozenset({"body", "heading", "list", "quote"})
_FEWEST_ENTRIES, _SURELY_ENTRIES = 3, 6
_LEAST_READ = 300
_SHORTEST_ENTRY, _FEWEST_CAPTIONS, _SHORTEST_CAPTION = 30, 4, 40
_ASIDE = frozenset({"nav", "aside", "footer"})
_LIVE_TYPES, _GALLERY_TYPES = frozenset({"liveblogposting"}), frozenset({"imagegallery", "mediagallery"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of a page, the kinds of its lines under it, and what is to be said of it."""

    form: PageForm
    kinds: Kinds
    title: Title | None
    notes: tuple[tuple[Reason, str], ...] = ()


def read_form(layout: Layout, kinds: Kinds, title: Title | None, metadata: Metadata, lexicons: Lexicons) -> Form:
    """The form of a page, its title and the kinds of its lines then.

    A live blog says so in its head, or shows times in order, each above running text, under a title or in elements that say "live"; its
    entries' text is body, their times are dates. In a gallery, where captions say more than text does, captions are body. Where several
    articles stand on one page, the one under the page's title is kept and the others' lines are teasers; without such a title the first
    is, and a problem says so.
    """
    nature = metadata.nature
    entries = _live_entries(layout, title, nature, lexicons)
    if entries:
        note = f"this is a live blog of {len(entries)} entries, added to over time: its text is not of one moment"
        return Form(form="live", kinds=_as_entries(layout, kinds, entries), title=title, notes=((Reason.LIVE_PAGE, note),))
    articles = _articles(layout, nature) or articles_by_heads(layout)
    several = _one_of_several(layout, kinds, articles, title, metadata.titles) if articles else None
    if several is not None:
        return several
    captions = _captions(layout, kinds, title, nature, lexicons)
    if captions:
        chosen = tuple("body" if index in captions else kind for index, kind in enumerate(kinds))
        note = f"its text is the captions of {len(captions)} pictures"
        return Form(form="gallery", kinds=chosen, title=title, notes=((Reason.GALLERY, note),))
    return Form(form="article", kinds=kinds, title=title)


@lru_cache(maxsize=8)
def page_words(lexicons: Lexicons, kind: str) -> re.Pattern[str]:
    """A pattern for the wordings of one kind in the lexicon ``page_words``."""
    forms = sorted({row[2] for row in lexicons.rows("page_words") if row[0] == kind}, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)


def _live_entries(layout: Layout, title: Title | None, nature: Nature, lexicons: Lexicons) -> tuple[int, ...]:
    """The lines that give the times of a live blog's entries, none where the page is no live blog."""
    timed = [(index, minute) for index, line in enumerate(layout.lines) if (minute := _minute(line.text)) is not None]
    timed = [(index, minute) for index, minute in timed if _heads_text(layout, index)]
    if len(timed) < _FEWEST_ENTRIES:
        return ()
    steps = [second - first for (_, first), (_, second) in pairwise(timed)]
    in_order = max(sum(step <= 0 for step in steps), sum(step >= 0 for step in steps)) >= 0.8 * len(steps)
    says_so = not nature.types.isdisjoint(_LIVE_TYPES) or bool(nature.updates)
    words = page_words(lexicons, "live")
    is_called = (title is not None and bool(words.search(title.text))) or any(_is_marked_live(layout, index) for index, _ in timed)
    is_live = says_so or (in_order and (is_called or len(timed) >= _SURELY_ENTRIES))
    return tuple(index for index, _ in timed) if is_live else ()


def _minute(text: str) -> int | None:
    """The minute of the day that a line shows and little else; an hour alone is none."""
    match = _ENTRY_TIME.match(text) if len(text) <= 60 and _CLOCK.search(text) else None
    if match is None or (match["minute"] is None and match["half"] is None) or int(match["hour"]) > 23:
        return None
    hour = int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p") if match["half"] else int(match["hour"])
    return 60 * hour + int(match["minute"] or 0)


def _heads_text(layout: Layout, index: int) -> bool:
    """Whether running text that is no link, and stands in no side column, follows within the next few lines."""
    return any(
        len(line.text) >= _SHORTEST_ENTRY
        and _SENTENCE.search(line.text)
        and _minute(line.text) is None
        and (line.markup is None or (line.markup.link_share < 0.5 and line.markup.landmarks.isdisjoint(_ASIDE)))
        for line in layout.lines[index + 1 : index + 4]
    )


def _is_marked_live(layout: Layout, index: int) -> bool:
    markup = layout.lines[index].markup
    return markup is not None and ("liveblog" in markup.hints or "liveticker" in markup.hints or "live" in markup.hints)


def _as_entries(layout: Layout, kinds: Kinds, entries: Sequence[int]) -> Kinds:
    """The kinds of a live blog's lines: times are dates, running text of an entry is body, its short first line a heading."""
    chosen = list(kinds)
    for place, start in enumerate(entries):
        end = entries[place + 1] if place + 1 < len(entries) else min(len(kinds), start + 1 + _length_of_last(layout, start))
        chosen[start] = "date"
        for index in range(start + 1, end):
            if chosen[index] not in ("chrome", "teaser", "body", "subtitle", "date") or _is_furniture(layout, index):
                continue
            text = layout.lines[index].text
            if len(text) >= _SHORTEST_ENTRY and _SENTENCE.search(text):
                chosen[index] = "body"
            elif index == start + 1 and chosen[index] != "body":
                chosen[index] = "heading"
    return tuple(chosen)


def _length_of_last(layout: Layout, start: int) -> int:
    """How many lines of running text follow the last entry's time."""
    count = 0
    for line in layout.lines[start + 1 : start + 40]:
        is_running = len(line.text) >= _SHORTEST_ENTRY and bool(_SENTENCE.search(line.text))
        if not is_running and count:
            break
        count += 1
    return count


def _is_furniture(layout: Layout, index: int) -> bool:
    names = ("chrome_line", "chrome_within", "related_mark", "comments_mark", "appeal_within")
    return any(layout.feature(index, name) > 0 for name in names)


def _articles(layout: Layout, nature: Nature) -> list[tuple[str, list[int]]]:
    """The heading and the lines of each article on a page that holds several; empty where it holds one."""
    found = [(heading, _lines_of(layout, lines)) for heading, lines in nature.articles] if len(nature.articles) > 1 else []
    shown = [(heading, indices) for heading, indices in found if indices]
    return shown if len(shown) > 1 else []


def _lines_of(layout: Layout, texts: Sequence[str]) -> list[int]:
    """The lines that show an article element's texts, one stretch of the page."""
    wanted = {fold(text) for text in texts if len(text) > 20}
    return [index for index, line in enumerate(layout.lines) if len(line.text) > 20 and fold(line.text) in wanted]


def _one_of_several(
    layout: Layout, kinds: Kinds, articles: list[tuple[str, list[int]]], title: Title | None, stated: Sequence[str]
) -> Form | None:
    """The article under a title that the page's head states is kept, else the one under the title found; where there is neither, the one
    with most of what was read, if more than one was. None where the page's own article is not among them."""
    named = [place for place, (heading, _) in enumerate(articles) if any(same_title(heading, one) for one in stated)]
    shown = [place for place, (heading, _) in enumerate(articles) if title is not None and same_title(heading, title.text)]
    read = [_chars_read(layout, kinds, indices) for _, indices in articles]
    if not named and not shown and sum(chars >= _LEAST_READ for chars in read) < 2:
        return None
    place = next(iter((*named, *shown)), read.index(max(read)))
    heading, main = articles[place]
    others = {index for number, (_, indices) in enumerate(articles) if number != place for index in indices} - set(main)
    line = next((index for index in main if fold(layout.lines[index].text) == fold(heading)), None)
    chosen = tuple(
        "title" if index == line else "teaser" if index in others else _kind_in_main(layout, index, kind) if index in main else kind
        for index, kind in enumerate(kinds)
    )
    which = "the one that the page is named after was read" if named else "none is named as the page's own; one was read"
    note = f"{len(articles)} articles stand on this page; {which}: {heading[:80]!r}"
    return Form(
        form="several",
        kinds=chosen,
        title=Title(text=heading, line=line) if line is not None else title,
        notes=((Reason.SEVERAL_ARTICLES, note),),
    )


def _chars_read(layout: Layout, kinds: Kinds, indices: Sequence[int]) -> int:
    return sum(len(layout.lines[index].text) for index in indices if kinds[index] in _ARTICLE_KINDS)


def _kind_in_main(layout: Layout, index: int, kind: BlockKind) -> BlockKind:
    is_text = bool(_SENTENCE.search(layout.lines[index].text)) and not _is_furniture(layout, index)
    return "body" if is_text and kind in ("chrome", "teaser", "title", "subtitle") else kind


def _captions(layout: Layout, kinds: Kinds, title: Title | None, nature: Nature, lexicons: Lexicons) -> frozenset[int]:
    """The captions of a gallery: several, told by more than wording, that say more than the text does."""
    found = [index for index, kind in enumerate(kinds) if kind == "caption" or _is_in_figure(layout, index)]
    found = [index for index in found if len(layout.lines[index].text) >= _SHORTEST_CAPTION and not _is_furniture(layout, index)]
    says_so = not nature.types.isdisjoint(_GALLERY_TYPES) or (
        title is not None and bool(page_words(lexicons, "gallery").search(title.text))
    )
    captions = sum(len(layout.lines[index].text) for index in found)
    rest = sum(len(line.text) for index, line in enumerate(layout.lines) if kinds[index] in _ARTICLE_KINDS and index not in found)
    is_gallery = len(found) >= _FEWEST_CAPTIONS and captions > rest and (says_so or captions > 2 * rest)
    return frozenset(found) if is_gallery else frozenset()


def _is_in_figure(layout: Layout, index: int) -> bool:
    markup = layout.lines[index].markup
    return markup is not None and "figcaption" in markup.landmarks
