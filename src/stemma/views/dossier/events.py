"""Events that several reports tell of, by the words that they use, as the page shows them."""

from collections import Counter
from dataclasses import dataclass

from stemma.happenings import Happening
from stemma.records import Story
from stemma.views.dossier.dates import describe_date
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.labels import ReportLabel
from stemma.views.dossier.visible import one_line

_MOST_EVENTS, _MOST_WORDS, _MOST_NAMES = 24, 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """``words`` are those that tell of it, the commonest first, ``who`` the names of who takes part."""

    words: tuple[str, ...]
    who: tuple[str, ...]
    where: str
    when: str
    labels: tuple[ReportLabel, ...]


def view_events(story: Story, desk: Desk) -> tuple[EventView, ...]:
    """The events that most reports tell of, in the story's order; none that one report alone tells of, or that a single word repeats
    without anybody taking part."""
    names = {entity.id: one_line(entity.name) for entity in story.entities}
    views = [_view(event, names, desk) for event in story.events]
    return tuple(view for view in views if len(view.labels) > 1 and (len(view.words) > 1 or view.who))[:_MOST_EVENTS]


def _view(event: Happening, names: dict[str, str], desk: Desk) -> EventView:
    counts = Counter(one_line(mention.text).lower() for mention in event.mentions)
    labels = {desk.labels[mention.report] for mention in event.mentions if mention.report in desk.labels}
    return EventView(
        words=tuple(sorted(counts, key=lambda word: (-counts[word], word))[:_MOST_WORDS]),
        who=tuple(names[one] for one in event.participants if one in names)[:_MOST_NAMES],
        where=names.get(event.place or "", ""),
        when=describe_date(event.when) if event.when else "",
        labels=tuple(sorted(labels, key=lambda label: (len(label.siglum), label.siglum))),
    )
