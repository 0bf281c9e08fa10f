"""What is known, disputed, single-sourced and unknown, with title, period and timeline."""

from collections.abc import Sequence
from dataclasses import replace

from stemma.config import BriefConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import Brief, Corroboration, Extraction, Page, Summary
from stemma.stages.brief.assessments import list_assessments
from stemma.stages.brief.centrality import find_centrality
from stemma.stages.brief.claim_wordings import word_claims
from stemma.stages.brief.desk import lay_out
from stemma.stages.brief.focus import find_focus, find_period
from stemma.stages.brief.gaps import list_unknown
from stemma.stages.brief.headlines import list_headline_flags
from stemma.stages.brief.lines import write_disputed, write_known, write_single
from stemma.stages.brief.ranking import open_ranking
from stemma.stages.brief.timeline import write_timeline
from stemma.stages.brief.titles import choose_title
from stemma.stages.brief.withheld import withhold
from stemma.text.shingles import fold_plural, keyed_words


def brief(
    pages: Sequence[Page],
    extraction: Extraction,
    corroboration: Corroboration,
    *,
    config: BriefConfig,
    lexicons: Lexicons,
) -> Outcome[Summary]:
    """Sum a story up in words taken from its pages.

    Extractive throughout: a line is a sentence or clause of a report, at most with a name in square brackets for an opening pronoun or with
    its source's name behind it, both cited too; a line that a checker cannot find in its citations is dropped.

    Args:
        pages: the reports of one story with their annotations, in any order.
        extraction: what they say.
        corroboration: the claims made of it, and their conflicts.
        config: reserved.
        lexicons: the packaged word lists.

    Returns:
        One record. No problems arise here. The result does not depend on the order of any input.
    """
    del config
    desk = lay_out(pages, extraction, corroboration, lexicons)
    assessments = list_assessments(desk)
    withheld = withhold(assessments, corroboration.conflicts, desk)
    focus = find_focus(desk)
    ranking = open_ranking(desk, find_centrality(desk, focus), withheld.heirs)
    title = choose_title(desk, ranking, corroboration.conflicts, withheld)
    ranking = replace(ranking, desk=replace(desk, titled=frozenset(fold_plural(word.key) for word in keyed_words(title))))
    desk = ranking.desk
    period = find_period(desk, focus)
    known = write_known(desk, ranking, withheld)
    summary = Summary(
        title=title,
        period=period,
        timeline=write_timeline(desk, period, withheld),
        wordings=word_claims(desk, withheld),
        assessments=assessments,
        headline_flags=list_headline_flags(desk),
        brief=Brief(
            known=known,
            disputed=write_disputed(corroboration.conflicts, desk, ranking.centrality),
            single_source=write_single(desk, ranking, withheld, known),
            unknown=list_unknown(desk, period, focus, lexicons),
        ),
    )
    return Outcome((summary,))
