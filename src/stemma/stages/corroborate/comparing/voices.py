"""Who is said to say what: the voices by which one report may tell two sides of a dispute."""

from stemma.stages.corroborate.comparing.reading import Reading

_PRONOUNS = frozenset("i he she it they we you who that this one some others".split())
"""Words for a speaker who was named before, or for nobody in particular."""


def list_voices(reading: Reading) -> frozenset[str]:
    """Who is said to say a statement, by entity, else by their words; nobody where only a pronoun stands for them."""
    named = (link.entity or link.source.lower() for link in reading.statement.attribution)
    return frozenset(voice for voice in named if voice not in _PRONOUNS)


def are_two_voices(one: Reading, other: Reading) -> bool:
    """Whether two statements are each said by somebody, and by nobody both."""
    first, second = list_voices(one), list_voices(other)
    return bool(first) and bool(second) and first.isdisjoint(second)
