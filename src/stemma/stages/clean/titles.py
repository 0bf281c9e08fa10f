"""The title of the article: which line shows it, or what the page's head says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from stemma.language.lexicon import Lexicons
from stemma.records import Feature
from stemma.stages.clean.bylines import opens_byline
from stemma.stages.clean.layout import Layout
from stemma.stages.clean.mastheads import MASTHEAD_LINES, masthead_lines
from stemma.stages.clean.nameplates import is_menu, is_title_like
from stemma.stages.clean.plain_words import WORD_CHARACTERS, split_plain
from stemma.text.normalise import fold, squash

_SUFFIX = re.compile(r"\s(?:[|·•»]|[-–—:]{1,2}|::)\s")
_BREADCRUMB = re.compile(
    r"\s[»›>/]\s.{0,200}\s[»›>/]\s|^(?:home|startseite|accueil|inicio|hjem|hem|главная|anasayfa)\s?[»›>/|]", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile(r"[.。]['\"”’]?$")
_WORD = re.compile(r"[가-힣]{2}|[\u3040-\u30ff\u4e00-\u9fff]{2}|\w{4,}")
_SPACED_WORD = re.compile(r"\w{4,}")
_LEAST_LETTERS = 4
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff가-힣]")
_WEIGHTS = {
    "like_stated": 6.0,
    "is_heading": 1.5,
    "is_main_heading": 2.5,
    "title_hints": 1.0,
    "shares_words": 3.0,
    "in_another_line": 1.0,
    "fair_length": 1.2,
    "near_the_text": 1.0,
    "first_line": 0.8,
    "above_byline_or_date": 1.2,
    "above_standfirst": 0.8,
    "dated_soon": 0.9,
    "below_a_title": -1.6,
    "sole_candidate": 2.0,
    "motto": -2.0,
    "masthead": -4.0,
    "menu": -3.5,
    "in_brackets": -2.5,
    "unlike_fitting_stated": -4.0,
    "ends_sentence": -4.0,
    "in_article": -1.5,
    "furniture": -4.0,
    "breadcrumb": -4.0,
    "is_link": -1.5,
    "date_or_byline": -3.0,
    "lower_start": -1.0,
    "is_caption": -3.0,
    "bias": -3.0,
}
_MOST_MARKED_UP = sum(
    _WEIGHTS[name]
    for name in ("title_hints", "shares_words", "in_another_line", "fair_length", "near_the_text", "above_byline_or_date", "sole_candidate")
)
_MOST_PLAIN = _MOST_MARKED_UP + _WEIGHTS["above_standfirst"] + _WEIGHTS["dated_soon"]
_AGAINST = -_WEIGHTS["masthead"] - _WEIGHTS["motto"] - _WEIGHTS["below_a_title"]
_CLOSE = 1e-6
_FARTHEST, _SOON = 40, 5
_MOSTLY_LINK = 0.8
_SHORTEST_UPPER, _FEWEST_UPPER = 25, 5
_LEAST_LIKENESS = 0.6
_LONGEST_BESIDE, _SHORTEST = 80, 25
_MOST_HEAD, _LONGEST_HEAD, _LEAST_MOTTO = 5, 160, 0.2


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """What is known of the page before its title is: its lines, the article's first (``start``) and its text, titles stated elsewhere
    (folded, best first), the lines that are captions. The rest is worked out where it is asked for."""

    layout: Layout
    start: int
    body: tuple[str, ...]
    wanted: tuple[str, ...]
    captions: frozenset[int]
    lexicons: Lexicons

    @cached_property
    def body_words(self) -> frozenset[str]:
        """The words of the article."""
        plain = [line for line in self.body if line.isascii()]
        other = "\n".join([line for line in self.body if not line.isascii()]).lower()
        pattern = _SPACED_WORD if _EAST_ASIAN.search(other) is None else _WORD
        words = [word for word in split_plain("\n".join(plain).lower(), WORD_CHARACTERS) if len(word) >= _LEAST_LETTERS]
        return frozenset((*words, *pattern.findall(other)))

    @cached_property
    def fit(self) -> float:
        """How many of the words of a title stated the article has (0..1)."""
        return _fit(self.wanted, self.body_words)

    @cached_property
    def mastheads(self) -> frozenset[int]:
        """The lines that name the outlet."""
        return masthead_lines([line.text for line in self.layout.lines[: self.start]], self.body, self.lexicons)

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """The lines that nothing speaks against as a title."""
        above = range(max(0, self.start - _FARTHEST), self.start)
        return tuple(index for index in above if _may_be_title(self.layout, index, self.mastheads, self.lexicons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title with the index of the line that shows it, None where no line does."""

    text: str
    line: int | None


def find_title(layout: Layout, stated: Sequence[str], captions: frozenset[int], lexicons: Lexicons) -> Title | None:
    """The line before (or at) the article's start that is most like a title; ``stated`` are titles that the page's head or the input
    gives, best first. Where no line shows one of these, the best of them without the outlet's name."""
    article = layout.article
    start = _text_start(layout) if article else min(len(layout.lines), _FARTHEST)
    page = Page(
        layout=layout,
        start=start,
        body=tuple(layout.lines[index].text for index in article if index >= start),
        wanted=tuple(dict.fromkeys(fold(title) for title in stated)),
        captions=captions,
        lexicons=lexicons,
    )
    last = start + 1 if article and len(article) > 1 else start
    lines = range(max(0, start - _FARTHEST), min(last, len(layout.lines)))
    best = _best([index for index in lines if not opens_byline(layout.lines[index].text[:_LONGEST_HEAD], lexicons)], page)
    if best is not None:
        return Title(text=squash(layout.lines[best].text).lstrip("#* ").rstrip("*# "), line=best)
    return Title(text=strip_outlet(stated[0]), line=None) if stated else None


def _text_start(layout: Layout) -> int:
    """The article's first line of running text: short lines that end no sentence may be its head."""
    article = layout.article
    for index in article[:_MOST_HEAD]:
        text = layout.lines[index].text
        if len(text) > _LONGEST_HEAD or _ENDS_SENTENCE.search(text) or layout.feature(index, "quoted"):
            return index
    return article[0]


def _may_be_title(layout: Layout, index: int, mastheads: frozenset[int], lexicons: Lexicons) -> bool:
    text = layout.lines[index].text
    is_other = index in mastheads or _is_furniture(layout, index) or _is_bracketed(text) or is_menu(text)
    return not is_other and not _is_byline_or_date(layout, index, index + 1) and is_title_like(text, lexicons)


def _is_furniture(layout: Layout, index: int) -> bool:
    return any(layout.feature(index, name) for name in ("chrome_line", "related_mark", "comments_mark")) or bool(
        layout.feature(index, "chrome_within")
    )


def _is_bracketed(text: str) -> bool:
    return text.startswith("(") and text.find(")") == len(text) - 1


def title_features(index: int, page: Page) -> tuple[Feature, ...]:
    """The named parts of a line's title score."""
    values = _measure(index, page)
    return tuple(Feature(name=name, value=float(value), weight=_WEIGHTS[name]) for name, value in values.items())


def _measure(index: int, page: Page) -> dict[str, float]:
    return {**_measure_line(index, page), **_measure_among(index, page)}


def _measure_line(index: int, page: Page) -> dict[str, float]:
    """What speaks for a line and against it, but for what can be told only from the page's other lines."""
    layout, start = page.layout, page.start
    line = layout.lines[index]
    text, markup = line.text[:400], line.markup
    is_above_standfirst = _is_above_standfirst(layout, index, start, page.body_words)
    visible = len(text) + len(_EAST_ASIAN.findall(text))
    folded = fold(text)
    likeness = max((_likeness(folded, title) for title in page.wanted), default=0.0)
    return {
        "like_stated": likeness,
        "unlike_fitting_stated": page.fit if likeness < 0.2 and (markup is None or markup.tag != "h1") else 0.0,
        "is_heading": markup is not None and markup.tag in ("h1", "h2"),
        "is_main_heading": markup is not None and markup.tag == "h1",
        "title_hints": layout.feature(index, "title_hints"),
        "shares_words": _share(text, page),
        "in_another_line": len(text) > 20
        and any(text in other.text for other in layout.lines[max(0, index - 8) : index + 9] if other is not line),
        "fair_length": 25 <= visible <= 160 and (len(text.split()) > 2 or visible > len(text)),
        "near_the_text": start - index <= 4,
        "first_line": index == 0,
        "above_byline_or_date": _is_above_byline_or_date(layout, index + is_above_standfirst, start),
        "above_standfirst": is_above_standfirst,
        "dated_soon": markup is None and _is_headline(text) and _is_about(text, page.body_words) and _is_dated_soon(layout, index, start),
        "menu": is_menu(text),
        "in_brackets": _is_bracketed(text),
        "ends_sentence": bool(_ENDS_SENTENCE.search(text)),
        "in_article": index >= start,
        "furniture": any(layout.feature(index, name) for name in ("chrome_line", "related_mark", "comments_mark"))
        or layout.feature(index, "chrome_within"),
        "breadcrumb": bool(_BREADCRUMB.search(text)),
        "is_link": markup is not None and markup.link_share > _MOSTLY_LINK,
        "date_or_byline": bool(layout.feature(index, "byline_start")) or (bool(layout.feature(index, "date_like")) and len(text) < 45),
        "lower_start": text[0].islower(),
        "is_caption": index in page.captions,
        "bias": True,
    }


def _share(text: str, page: Page) -> float:
    """The share of a line's words that the article has."""
    words = set(_WORD.findall(text.lower()))
    return len(words & page.body_words) / len(words) if len(words) > 1 else 0.0


def _measure_among(index: int, page: Page) -> dict[str, float]:
    """What speaks for a line and against it beside the page's other lines: these must be read first."""
    line, candidates = page.layout.lines[index], page.candidates
    is_first_of_several = bool(candidates[1:]) and candidates[0] == index
    return {
        "below_a_title": line.markup is None and _is_below_a_title(page.layout, index, page),
        "sole_candidate": candidates == (index,),
        "motto": is_first_of_several and index - 1 in page.mastheads and _share(line.text[:400], page) < _LEAST_MOTTO,
        "masthead": index in page.mastheads,
    }


def _best(candidates: Sequence[int], page: Page) -> int | None:
    """The line that scores best, the first of equals; None where none reaches 0.

    Lines are measured in the order of what each could score at most, until no other can win; beside the page's other lines only those
    whose scores lie so close that this decides.
    """
    found: dict[int, float] = {}
    sure = 0.0
    for most, place in sorted(((_most(index, page), -index) for index in candidates), reverse=True):
        if most < sure - _CLOSE:
            break
        found[-place] = _sum(_measure_line(-place, page))
        sure = max(sure, found[-place] - _most_against(-place, page))
    left = [index for index, score in found.items() if score + _WEIGHTS["sole_candidate"] >= sure - _CLOSE]
    if len(left) == 1 and found[left[0]] >= _most_against(left[0], page):
        return left[0]
    scored = [(found[index] + _sum(_measure_among(index, page)), -index) for index in left]
    return -max(scored)[1] if scored and max(scored)[0] >= 0 else None


def _most_against(index: int, page: Page) -> float:
    """How much the page's other lines can take from a line's score: nothing from one with markup that stands below any masthead."""
    return 0.0 if index > MASTHEAD_LINES and page.layout.lines[index].markup is not None else _AGAINST


def _most(index: int, page: Page) -> float:
    """What a line can score at most, by what is quickly told of it."""
    line = page.layout.lines[index]
    text, markup = line.text[:400], line.markup
    tag = markup.tag if markup is not None else ""
    folded = fold(text)
    values = {
        "like_stated": max((_likeness(folded, title) for title in page.wanted), default=0.0),
        "is_heading": tag in ("h1", "h2"),
        "is_main_heading": tag == "h1",
        "in_article": index >= page.start,
        "ends_sentence": bool(_ENDS_SENTENCE.search(text)),
        "is_link": markup is not None and markup.link_share > _MOSTLY_LINK,
        "first_line": index == 0,
        "bias": True,
    }
    return _sum(values) + (_MOST_MARKED_UP if markup is not None else _MOST_PLAIN)


def _sum(values: Mapping[str, float]) -> float:
    return sum([value * _WEIGHTS[name] for name, value in values.items()])


def _fit(wanted: Sequence[str], body_words: frozenset[str]) -> float:
    """The share of the words of a title stated elsewhere that the article's text holds: a fitting one need not be shown."""
    words = [_WORD.findall(title) for title in wanted]
    return max((sum(word in body_words for word in found) / len(found) for found in words if found), default=0.0)


def _is_above_byline_or_date(layout: Layout, index: int, start: int) -> bool:
    """Whether a byline or date follows at once, or behind one line as short as a name."""
    if _is_byline_or_date(layout, index, start) or index >= start - 1:
        return False
    is_name_between = len(layout.lines[index + 1].text) < _SHORTEST and len(layout.lines[index].text) > _SHORTEST
    return _is_byline_or_date(layout, index + 1, start) or (is_name_between and _is_byline_or_date(layout, index + 2, start))


def _is_byline_or_date(layout: Layout, index: int, start: int) -> bool:
    """Whether a line above the article is short and opens with a by-word or holds a date."""
    if index >= start:
        return False
    is_short = len(layout.lines[index].text) < _LONGEST_BESIDE
    return is_short and bool(layout.feature(index, "byline_start") or layout.feature(index, "date_like"))


def _is_above_standfirst(layout: Layout, index: int, start: int, body_words: frozenset[str]) -> bool:
    """Whether the next line is a longer one about the same article, itself above its start: what opens a pair is the title."""
    if index + 1 >= start or layout.lines[index].markup is not None:
        return False
    text, following = layout.lines[index].text, layout.lines[index + 1].text
    is_about = _is_about(text, body_words) and _is_about(following, body_words)
    furniture = any(layout.feature(index, name) for name in ("chrome_line", "chrome_within", "related_mark"))
    return is_about and not furniture and _SHORTEST <= len(text) < len(following) and not _is_byline_or_date(layout, index, start)


def _is_dated_soon(layout: Layout, index: int, start: int) -> bool:
    """Whether a date or a byline stands among the next few lines, as buttons, places and names may come between."""
    return any(_is_byline_or_date(layout, below, start) for below in range(index + 1, min(index + 1 + _SOON, start)))


def _is_below_a_title(layout: Layout, index: int, page: Page) -> bool:
    """Whether a line about the article that may be its title stands one or two lines above: the lower one is a standfirst."""
    return any(
        above >= 0
        and above not in page.mastheads
        and above - 1 not in page.mastheads
        and _is_headline(layout.lines[above].text)
        and not _is_furniture(layout, above)
        and _is_about(layout.lines[above].text, page.body_words)
        for above in (index - 1, index - 2)
    )


def _is_headline(text: str) -> bool:
    """Whether a line is as long as a title, and neither a sentence nor the capitals of a section's name."""
    is_long = _SHORTEST_UPPER <= len(text) <= _LONGEST_HEAD and len(text.split()) >= _FEWEST_UPPER
    return is_long and not text.isupper() and not _ENDS_SENTENCE.search(text)


def _is_about(text: str, body_words: frozenset[str]) -> bool:
    words = _WORD.findall(text.lower())
    shared = sum(word in body_words for word in words)
    return shared > 1 and shared >= len(words) / 2


def _likeness(text: str, title: str) -> float:
    """0..1: whether a line shows a title, which may carry the outlet's name at its end."""
    if len(text) < 8:
        return float(text == title)
    least = 100 * _LEAST_LIKENESS
    whole, opening = fuzz.ratio(text, title, score_cutoff=least) / 100, fuzz.ratio(text, title[: len(text)], score_cutoff=least) / 100
    share = min(1.0, 2 * len(text) / len(title))
    return max(0.0, whole - _LEAST_LIKENESS, (opening - _LEAST_LIKENESS) * share) / (1 - _LEAST_LIKENESS)


def strip_outlet(title: str) -> str:
    """A head's title without the outlet's name behind (or before) a separator.

    >>> strip_outlet("Storm closes the port of Alva for two days | Alva Daily")
    'Storm closes the port of Alva for two days'
    """
    parts = _SUFFIX.split(squash(title))
    longest = max(parts, key=len)
    return longest if len(longest) > 0.5 * len(title) and len(longest.split()) > 2 else squash(title)


def same_title(one: str, two: str) -> bool:
    """Whether two titles are the same words, give or take typography and an outlet's name."""
    first, second = fold(strip_outlet(one)), fold(strip_outlet(two))
    return fuzz.ratio(first, second) > 85 or (min(len(first), len(second)) > 15 and (first in second or second in first))
