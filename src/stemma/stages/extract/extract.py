"""What the reports of one story say."""

from collections.abc import Sequence

from stemma.config import ExtractConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import Extraction, Page
from stemma.stages.extract.entities import link_entities
from stemma.stages.extract.quotes import find_quotes
from stemma.stages.extract.statements import find_statements


def extract(pages: Sequence[Page], *, config: ExtractConfig, lexicons: Lexicons) -> Outcome[Extraction]:
    """Read one story: its entities, joined over all reports, and the quotes and statements of each report.

    Exactly one extraction comes back. Entities are in the order of ``link_entities``; quotes and statements by report id,
    then by position. The order of ``pages`` does not matter.
    """
    del config  # nothing to set so far
    ordered = sorted(pages, key=lambda page: page.report.id)
    links = link_entities(ordered, lexicons=lexicons)
    quotes = [quote for page in ordered for quote in find_quotes(page, links.ids)]
    statements = [statement for page in ordered for statement in find_statements(page, links.ids, lexicons=lexicons)]
    return Outcome((Extraction(entities=links.entities, quotes=tuple(quotes), statements=tuple(statements)),))
