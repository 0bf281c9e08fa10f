"""Which report of a house a declaration means: an outlet has several pages in a pile, and a body that is named need not have been read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import exp

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.stages.derive.declared import Declaration
from stemma.stages.derive.quoting import LONG_QUOTE, SHORTEST_QUOTE, quotes_alike
from stemma.stages.derive.reading import TELLING, Line, Text, overlap
from stemma.stages.derive.stamps import later_of
from stemma.stages.derive.which_page import choose_page
from stemma.stages.derive.wording import read_terms
from stemma.text.normalise import without_accents
from stemma.text.shingles import keyed_words

WEIGHTS: Mapping[str, float] = {
    "bias": -2.55,
    "near": 1.60,
    "near_paper": 0.71,
    "quote": 0.84,
    "kept": 1.20,
    "fit": 2.05,
    "headline": 2.32,
    "rare": 1.67,
    "link": 0.26,
    "cue": -0.42,
    "mark": 0.42,
    "line": -0.53,
    "noun": 1.20,
    "body": 0.63,
    "house": 1.52,
    "paper": -1.45,
    "news": 0.39,
}
"""``near``: how near in meaning (0..1), or in words, what is given to another comes to a sentence of the page; ``near_paper``: the same
where the page is a body's paper. ``quote``: the likest quotation of both. ``kept``: of the names and numbers in what is given to it, the
share that the page has; ``fit``: of the whole report's; ``rare``: how many of these few other reports have. ``headline``: how much of the
page's headline stands there. The others say how the report speaks of it: ``link``: statements are attributed to it; ``cue``: it is named
beside a report verb; ``mark``: in brackets; ``line``: at the end of a line; ``noun``: a paper is spoken of, ``body``: with whose it is;
``house``: the report speaks of what its own house printed. ``paper``: the page is a body's paper; ``news``: the name is a news outlet's."""
MEANT, MEANT_NEWS = 0.5, 0.25
"""A page is meant from so much on: a news outlet that is named for something was mostly read, a body may only have been heard."""
MOST_HOLDERS, FULL_RARE = 4, 3.0
LOOKS_LATER = 0.2
"""Of several pages of a house one whose stamp looks later than the report's is so much less likely meant, though zones may deceive."""
FEWEST_KEPT = 2
SIGNS = ("link", "cue", "mark", "line", "noun", "body", "house", "paper")


def settle(declarations: Sequence[Declaration], texts: Sequence[Text], lexicons: Lexicons) -> tuple[Declaration, ...]:
    """Each declaration with the one report that it means; without those of an outlet or body that has pages here, none of which has what is
    said to come from it: it was heard or read elsewhere, and that is no derivation between these.

    Which of several pages is meant tells ``which_page``. A credit or mark stands for the whole text and needs no nearness.
    """
    text_of = {text.report.id: text for text in texts}
    citing = {(one.report, source) for one in declarations for source in one.reports if len(one.reports) == 1}
    open_ones = [replace(one, reports=_not_citing(one, citing)) for one in declarations]
    holders = _count_holders(texts)
    settled = [(one, _chosen(one, text_of, holders, lexicons)) for one in open_ones]
    kept = [after for one, after in settled if after.name and (after.reports or (not one.reports and _may_be_absent(one, lexicons)))]
    seen: set[tuple[str, str, str]] = set()
    found = []
    for one in kept:
        key = (one.report, one.name, one.reports[0] if one.reports else "")
        if key not in seen:
            seen.add(key)
            found.append(one)
    return tuple(found)


def _may_be_absent(declaration: Declaration, lexicons: Lexicons) -> bool:
    """Whether a name that leads to no page is shown as a source: an outlet's, that is said to have told something. A body all of whose
    pages are later was heard."""
    if declaration.form != "citation":
        return True
    is_news = is_outlet(declaration.name, lexicons) if "later" in declaration.signs else is_news_name(declaration.name, lexicons)
    return is_news and not declaration.signs.isdisjoint({"link", "cue", "mark", "credit"})


def weigh_declarations(
    declarations: Sequence[Declaration], texts: Sequence[Text], lexicons: Lexicons
) -> list[tuple[str, str, dict[str, float]]]:
    """(report, page, features) of each citation and each page that it may mean: what the weights are fitted on."""
    text_of = {text.report.id: text for text in texts}
    holders = _count_holders(texts)
    return [
        (one.report, source, measure_citation(one, text_of[one.report], text_of[source], holders, lexicons))
        for one in declarations
        if one.form == "citation"
        for source in one.reports
    ]


def _not_citing(declaration: Declaration, citing: AbstractSet[tuple[str, str]]) -> tuple[str, ...]:
    """Of several pages those that do not themselves name the report as a source: an outlet's answer to it is not what it took from them."""
    free = tuple(source for source in declaration.reports if (source, declaration.report) not in citing)
    return free or declaration.reports


def _count_holders(texts: Sequence[Text]) -> Counter[str]:
    """How many reports have each name and number."""
    return Counter(key for text in texts for key in text.known if key in text.details or key[:1].isdigit())


def _chosen(declaration: Declaration, text_of: Mapping[str, Text], holders: Mapping[str, int], lexicons: Lexicons) -> Declaration:
    if not declaration.reports:
        return declaration
    text = text_of[declaration.report]
    if declaration.form == "citation":
        near = {source: _score(declaration, text, text_of[source], holders, lexicons) for source in declaration.reports}
    else:
        near = {source: _nearness(declaration, text, text_of[source]) + _fit(text, text_of[source]) for source in declaration.reports}
    if len(near) > 1:
        near = {source: value - LOOKS_LATER * (later_of(text_of[source].report, text.report) == source) for source, value in near.items()}
    pages = {source: text_of[source] for source in near}
    best = choose_page(text, pages, near, is_citation=declaration.form == "citation") if len(near) > 1 else declaration.reports[0]
    is_news = "paper" not in declaration.signs and is_news_name(declaration.name, lexicons)
    is_meant = (
        declaration.form != "citation"
        or near[best] >= (MEANT_NEWS if is_news else MEANT)
        or _cannot_be_compared(text, text_of[best], declaration)
    )
    outlet = text_of[best].report.outlet
    name = declaration.name or (outlet.name or outlet.domain if outlet else None) or ""
    return replace(declaration, reports=(best,) if is_meant else (), name=name)


def _cannot_be_compared(text: Text, other: Text, declaration: Declaration) -> bool:
    are_foreign = text.report.language != other.report.language
    return (are_foreign and "cue" in declaration.signs and "paper" not in declaration.signs) or (
        not are_foreign and not (len(text.vectors) and len(other.vectors))
    )


def _score(declaration: Declaration, text: Text, other: Text, holders: Mapping[str, int], lexicons: Lexicons) -> float:
    values = measure_citation(declaration, text, other, holders, lexicons)
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in values.items())))


def measure_citation(declaration: Declaration, text: Text, other: Text, holders: Mapping[str, int], lexicons: Lexicons) -> dict[str, float]:
    """The features of a citation and a page that it may mean, by name (``WEIGHTS``)."""
    near = _nearness(declaration, text, other)
    given, numbers = _given(declaration, text, lexicons)
    if not given and len(other.vectors):
        near = 0.0
    details = {key for key in given if key in text.details or key in numbers} or set(given)
    whole = text.details | text.numbers
    in_words = max((_word_nearness(given, line) for line in (*other.lines, *other.around)), default=0.0)
    is_paper = "paper" in declaration.signs
    near = max(near, in_words)
    shared = (text.details | text.numbers) & other.known
    return {
        "bias": 1.0,
        "near": near,
        "near_paper": near * is_paper,
        "quote": max(0.0, _likest_quotation(text, other, declaration) - 0.4) / 0.6,
        "kept": len(details & other.known) / len(details) if len(details) >= FEWEST_KEPT else 0.5,
        "fit": len(whole & other.known) / (len(whole) or 1),
        "rare": min(1.0, sum(1 / (holders[key] - 1) for key in sorted(shared) if 2 <= holders.get(key, 0) <= MOST_HOLDERS) / FULL_RARE),
        "headline": _headline(declaration, text, other) if "line" in declaration.signs else 0.0,
        **{sign: float(sign in declaration.signs) for sign in SIGNS},
        "news": float(is_news_name(declaration.name, lexicons) and not is_paper),
    }


def _given(declaration: Declaration, text: Text, lexicons: Lexicons) -> tuple[dict[str, float], set[str]]:
    """The telling words of what is given to the other, without those of its name, and the numbers among them."""
    whole = text.report.text
    name = {without_accents(word.key) for word in keyed_words(declaration.name)}
    found: dict[str, float] = {}
    for start, end in declaration.spans[:20]:
        terms = read_terms(keyed_words(whole, start, min(end, start + 2_000)), lexicons)
        found.update({term.key: term.weight for term in terms if term.weight >= TELLING and term.key not in name})
    return found, {key for key in found if key[0].isdigit()}


def _word_nearness(given: Mapping[str, float], line: Line) -> float:
    shared = sum(given[key] ** 2 for key in given.keys() & line.telling.keys())
    lengths = (sum(value**2 for value in given.values()) * sum(value**2 for value in line.telling.values())) ** 0.5
    return shared / lengths if lengths else 0.0


def _headline(declaration: Declaration, text: Text, other: Text) -> float:
    """How much (0..1) of the page's headline stands in the words given to it."""
    title = {word.key for word in keyed_words(other.report.title or "")}
    lines = [{word.key for word in keyed_words(text.report.text, start, end)} for start, end in declaration.spans[:20]]
    return max((len(title & words) / len(title) for words in lines), default=0.0) if title else 0.0


def _fit(text: Text, other: Text) -> float:
    """How much of a report's numbers and names a page has (0..2): which of two pages of an outlet was read."""
    return sum(len(own & known) / (len(own) or 1) for own, known in ((text.details, other.known), (text.numbers, other.numbers)))


def is_news_name(name: str, lexicons: Lexicons) -> bool:
    """Whether a name may be a news outlet's: it is made like one, or has no word that ministries, firms and clubs are called by."""
    words = [word.strip(".,").lower() for word in name.split()]
    return is_outlet(name, lexicons) or not ("&" in words or any(word in lexicons.words("organisation_words") for word in words))


def _nearness(declaration: Declaration, text: Text, other: Text) -> float:
    """How near a page comes to what is said to come from it: the likest sentence, for a credit the mean over all sentences;
    without vectors the share of the names and numbers that it has."""
    if not len(text.vectors) or not len(other.vectors):
        return len(text.details & other.known) / (len(text.details) or 1)
    cosines = text.vectors @ other.vectors.T
    if declaration.form != "citation":
        return float(cosines.max(axis=1).mean())
    weighty = [line for line in text.lines if line.weight > 0]
    given = [place for place, line in enumerate(weighty) if any(overlap(span, (line.start, line.end)) for span in declaration.spans)]
    return float(cosines[given].max()) if given else 0.0


def _likest_quotation(text: Text, other: Text, declaration: Declaration) -> float:
    words, others = ([quote.words for quote in page.quotes if len(quote.words) >= SHORTEST_QUOTE] for page in (text, other))
    fewest = LONG_QUOTE if not declaration.signs.isdisjoint({"house"}) else SHORTEST_QUOTE
    return max((quotes_alike(quote, there) for quote in words for there in others if len(quote) >= fewest), default=0.0)
