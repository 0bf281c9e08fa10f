"""Conflicts of quotations: forms of one quotation in other words, or in other mouths."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from stemma.records import Citation, Conflict, ConflictKind, ConflictValue, Quote, Statement
from stemma.stages.corroborate.conflicts.ledger import Ledger
from stemma.stages.corroborate.conflicts.writing import LONGEST_ABOUT, make_conflict, shorten
from stemma.stages.corroborate.origins.tracing import trace_origins
from stemma.stages.corroborate.quotes.quotations import QuotePair, is_name
from stemma.text.components import components
from stemma.text.normalise import fold, squash


def list_quote_conflicts(pairs: Sequence[QuotePair], ledger: Ledger) -> list[Conflict]:
    """The conflicts of every quotation that reports give in several forms, by the order of the pairs: of its words, of its speaker."""
    return [conflict for group in _gather_quotes(pairs) for conflict in _conflicts_of(group, ledger)]


def _gather_quotes(pairs: Sequence[QuotePair]) -> list[list[QuotePair]]:
    """Pairs that are forms of one quotation, by the quotations they share."""
    quotes = [quote.id for pair in pairs for quote in (pair.one, pair.other)]
    groups = components(quotes, [(pair.one.id, pair.other.id) for pair in pairs])
    return [[pair for pair in pairs if pair.one.id in group] for group in groups]


def _conflicts_of(pairs: Sequence[QuotePair], ledger: Ledger) -> list[Conflict]:
    found = []
    reworded = {quote.id: quote for pair in pairs if pair.words_differ for quote in (pair.one, pair.other)}
    passed_on = {quote.id: quote for pair in pairs if pair.speakers_differ for quote in (pair.one, pair.other)}
    if reworded:
        given = list(reworded.values())
        speakers = {quote.speaker or quote.speaker_text for quote in given} - {None}
        if len(speakers) > 1:
            about = f"the wording of “{shorten(squash(given[0].text), LONGEST_ABOUT)}”"
        else:
            about = f"the words of {next((quote.speaker_text for quote in given if is_name(quote.speaker_text)), 'the speaker')}"
        found.append(_conflict_of("quote", squash(about), *_with_holders(pairs, reworded), ledger))
    if passed_on:
        given = list(passed_on.values())
        about = f"who said “{shorten(squash(given[0].text), LONGEST_ABOUT)}”"
        found.append(_conflict_of("attribution", about, given, lambda quote: quote.speaker or "", ledger))
    return found


def _with_holders(pairs: Sequence[QuotePair], given: Mapping[str, Quote]) -> tuple[list[Quote], Callable[[Quote], str]]:
    """The quotations with those of further reports that hold the words of one of them, and for each the form that it gives: its own text,
    or that whose words it holds. Who holds those of two forms tells neither from the other."""
    forms: dict[str, set[str]] = defaultdict(set)
    known = dict(given)
    for pair in pairs:
        for quote, others in ((pair.one, pair.one_too), (pair.other, pair.other_too)):
            for other in others:
                if other.id not in given:
                    known[other.id] = other
                    forms[other.id].add(_folded(quote.text))
    kept = [quote for quote in known.values() if quote.id in given or len(forms[quote.id]) == 1]
    return kept, lambda quote: quote.text if quote.id in given else min(forms[quote.id])


def _folded(text: str) -> str:
    return fold(text).strip(" .,;!?")


def _conflict_of(kind: ConflictKind, about: str, quotes: Sequence[Quote], key: Callable[[Quote], str], ledger: Ledger) -> Conflict:
    by_value: dict[str, list[Quote]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda quote: (quote.report, quote.start, quote.id)):
        by_value[_folded(key(quote))].append(quote)
    values = []
    for form, given in sorted(by_value.items()):
        holding = [
            s for quote in given for s in ledger.statements if s.report == quote.report and s.start < quote.end and quote.start < s.end
        ]
        shown = (
            next((q.text for q in given if _folded(q.text) == form), given[0].text) if kind == "quote" else (given[0].speaker_text or "")
        )
        values.append(
            ConflictValue(
                value=squash(shown),
                statements=tuple(sorted({statement.id for statement in holding})),
                reports=tuple(sorted({quote.report for quote in given})),
                independent=trace_origins(holding or [_bare(quote) for quote in given], ledger.sources).independent,
                citations=tuple(_quote_citation(kind, quote, ledger) for quote in given),
            )
        )
    return make_conflict(kind, about, "contradicts", values, ledger)


def _quote_citation(kind: ConflictKind, quote: Quote, ledger: Ledger) -> Citation:
    """The quotation, or for its speaker the nearest place where the speaker's words stand."""
    text = ledger.pages[quote.report].report.text
    if kind == "attribution" and quote.speaker_text:
        low = max(0, quote.start - 400)
        places = [low + offset for offset in _offsets(text[low : quote.end + 400], quote.speaker_text)]
        if places:
            start = min(places, key=lambda place: (abs(place - quote.start), place))
            return Citation(report=quote.report, start=start, end=start + len(quote.speaker_text))
    return Citation(report=quote.report, start=quote.start, end=quote.end)


def _offsets(text: str, words: str) -> list[int]:
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _bare(quote: Quote) -> Statement:
    return Statement(
        id=quote.id,
        report=quote.report,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        attribution=(),
        event=None,
        times=(),
        places=(),
        entities=(),
        quantities=(),
        status="happened",
        polarity="affirmed",
        certainty="stated",
    )
