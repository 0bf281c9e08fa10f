"""Which report of a house a declaration means: an outlet has several pages in a pile, and a body that is named need not have been read."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.stages.derive.declared import Declaration
from stemma.stages.derive.quoting import SHORTEST_QUOTE, quotes_alike
from stemma.stages.derive.reading import Text, overlap
from stemma.stages.derive.stamps import published_bounds

SUPPORTED, PAPER, SPOKEN = 0.4, 0.5, 0.65
"""How near (0..1) the words given to another must come to a sentence or a quotation of a page of its: an outlet that is cited has as a rule
been read, a body may have told it to anybody."""


def settle(declarations: Sequence[Declaration], texts: Sequence[Text], lexicons: Lexicons) -> tuple[Declaration, ...]:
    """Each declaration with the one report that it means, or with none where no page of the outlet has what is said to come from it.

    A body whose page is here but has not what it is said to have said spoke to the reporter: that is no derivation.

    Of several pages that come as near, the last published. A credit or mark stands for the whole text and needs no nearness.
    """
    text_of = {text.report.id: text for text in texts}
    citing = {(one.report, source) for one in declarations for source in one.reports if len(one.reports) == 1}
    open_ones = [replace(one, reports=_not_citing(one, citing)) for one in declarations]
    settled = [(one, replace(one, reports=_chosen(one, text_of, lexicons))) for one in open_ones]
    return tuple(after for one, after in settled if after.reports or not one.reports or is_news_name(one.name, lexicons))


def _not_citing(declaration: Declaration, citing: AbstractSet[tuple[str, str]]) -> tuple[str, ...]:
    """Of several pages those that do not themselves name the report as a source: an outlet's answer to it is not what it took from them."""
    free = tuple(source for source in declaration.reports if (source, declaration.report) not in citing)
    return free or declaration.reports


def _chosen(declaration: Declaration, text_of: Mapping[str, Text], lexicons: Lexicons) -> tuple[str, ...]:
    if not declaration.reports:
        return ()
    text = text_of[declaration.report]
    near = {report: _nearness(declaration, text, text_of[report]) for report in declaration.reports}
    fit = {report: near[report] + _fit(text, text_of[report]) for report in near}
    best = max(sorted(near), key=lambda report: (round(fit[report], 2), _moment(text_of[report])))
    needed = SUPPORTED if is_news_name(declaration.name, lexicons) else PAPER if declaration.is_paper else SPOKEN
    are_foreign = text.report.language != text_of[best].report.language
    is_bare = declaration.form != "citation" or are_foreign or not len(text.vectors) or not len(text_of[best].vectors)
    return (best,) if is_bare or near[best] >= needed else ()


def _fit(text: Text, other: Text) -> float:
    """How much of a report's numbers and names a page has (0..2): which of two pages of an outlet was read."""
    return sum(len(own & known) / (len(own) or 1) for own, known in ((text.details, other.known), (text.numbers, other.numbers)))


def is_news_name(name: str, lexicons: Lexicons) -> bool:
    """Whether a name may be a news outlet's: it is made like one, or has no word that ministries, firms and clubs are called by."""
    words = [word.strip(".,").lower() for word in name.split()]
    return is_outlet(name, lexicons) or not ("&" in words or any(word in lexicons.words("organisation_words") for word in words))


def _nearness(declaration: Declaration, text: Text, other: Text) -> float:
    """How near a page comes to what is said to come from it: the likest sentence or quotation, for a credit the mean over all sentences;
    without vectors the share of the names and numbers that it has."""
    if not len(text.vectors) or not len(other.vectors):
        return len(text.details & other.known) / (len(text.details) or 1)
    cosines = text.vectors @ other.vectors.T
    if declaration.form != "citation":
        return float(cosines.max(axis=1).mean())
    weighty = [line for line in text.lines if line.weight > 0]
    given = [place for place, line in enumerate(weighty) if any(overlap(span, (line.start, line.end)) for span in declaration.spans)]
    likest = float(cosines[given].max()) if given else 0.0
    return max(likest, _likest_quotation(text, other))


def _likest_quotation(text: Text, other: Text) -> float:
    words, others = ([quote.words for quote in page.quotes if len(quote.words) >= SHORTEST_QUOTE] for page in (text, other))
    return max((quotes_alike(quote, there) for quote in words for there in others), default=0.0)


def _moment(text: Text) -> float:
    bounds = published_bounds(text.report)
    return bounds[0].timestamp() if bounds else float("-inf")
