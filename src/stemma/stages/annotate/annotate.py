"""What the sentences of one report hold."""

from collections.abc import Sequence
from dataclasses import replace

from stemma.config import AnnotateConfig
from stemma.language.lexicon import Lexicons
from stemma.language.model import LanguageModel
from stemma.language.quantities import find_quantities
from stemma.language.times import find_times
from stemma.problems import Outcome, Problem, Reason
from stemma.records import Annotation, Report
from stemma.stages.annotate.attitudes import carry_attitudes, find_attitudes
from stemma.stages.annotate.attributions import find_attributions
from stemma.stages.annotate.extent import MOST_SENTENCES, cut_blocks
from stemma.stages.annotate.mentions import find_mentions
from stemma.stages.annotate.paragraphs import Paragraph, list_blocks, read_paragraphs
from stemma.stages.annotate.quotations import find_quotations


def annotate(report: Report, *, config: AnnotateConfig, model: LanguageModel, lexicons: Lexicons) -> Outcome[Annotation]:
    """Read one report's article: sentences, mentions, times, quantities, quotations and attributions.

    Exactly one annotation comes back. It is empty, with a problem ``not_annotated``, for an article in a language that is
    not configured. Only the article's own blocks are read; a sentence never crosses two of them.
    """
    if report.language not in config.languages:
        detail = f"the article is written in {report.language!r}; what is said is read in: {', '.join(config.languages)}"
        problem = Problem(input=report.location, stage="annotate", reason=Reason.NOT_ANNOTATED, detail=detail)
        return Outcome((Annotation(report=report.id),), (problem,))
    paragraphs = read_paragraphs(report, model=model, lexicons=lexicons)
    sentences = tuple(sentence for paragraph in paragraphs for sentence in paragraph.sentences)
    spans = [(paragraph.block.start, paragraph.block.end) for paragraph in paragraphs]
    mentions, referents = find_mentions(report, sentences, lexicons=lexicons)
    said = find_attributions(report.text, paragraphs, mentions, referents, lexicons=lexicons)
    minds = find_attitudes(report.text, paragraphs, said, mentions, lexicons=lexicons)
    attributions, attitudes = carry_attitudes(paragraphs, said, minds, referents)
    times = find_times(report.text, spans, published=report.published, lexicons=lexicons, sentences=sentences)
    annotation = Annotation(
        report=report.id,
        sentences=sentences,
        mentions=mentions,
        referents=referents,
        times=times,
        quantities=find_quantities(report.text, spans, lexicons=lexicons, sentences=sentences, times=times),
        quotations=find_quotations(report.text, paragraphs, attributions),
        attributions=attributions,
        attitudes=attitudes,
    )
    return Outcome((annotation,), _left_out(report, paragraphs))


def place_times(report: Report, annotation: Annotation, *, lexicons: Lexicons) -> Annotation:
    """The annotation with its times counted from the day that the report now tells: for one that is dated after it was read."""
    if not annotation.sentences:
        return annotation
    end = annotation.sentences[-1].end if len(annotation.sentences) == MOST_SENTENCES else len(report.text)
    blocks = [block for block in cut_blocks(report.text, list_blocks(report)) if block.start < end]
    spans = [(block.start, min(block.end, end)) for block in blocks]
    times = find_times(report.text, spans, published=report.published, lexicons=lexicons, sentences=annotation.sentences)
    return replace(annotation, times=times)


def _left_out(report: Report, paragraphs: Sequence[Paragraph]) -> tuple[Problem, ...]:
    """What of the article was not read."""
    end = paragraphs[-1].block.end if paragraphs else 0
    left = sum(block.end - max(block.start, end) for block in list_blocks(report) if block.end > end)
    if not left:
        return ()
    detail = f"the article is too long: its first {len(report.text[:end].split()):,} words were read; what the other {left:,} characters "
    detail += "state is in no claim"
    return (Problem(input=report.location, stage="annotate", reason=Reason.TOO_LONG, detail=detail),)
