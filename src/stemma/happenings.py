"""Records of what happened: the events that the reports of a story tell of. As in ``records``, all are frozen and hold tuples."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A word that tells of a happening: ``[start, end)`` in the text of its report, ``text`` what stands there."""

    report: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event over all reports of a story, by the words that tell of it.

    ``kind`` is the kind of happening as the lexicons call it, null where they know none; ``type`` the PLOVER type that half of the
    statements or more give it. ``participants`` are entity ids, those named most often first; ``place`` is an entity id, ``when``
    EDTF. ``statements`` are those that tell of it in the first place, ``claims`` the claims that these belong to.
    """

    id: str
    kind: str | None
    type: str | None
    mentions: tuple[EventMention, ...]
    participants: tuple[str, ...]
    place: str | None
    when: str | None
    statements: tuple[str, ...]
    claims: tuple[str, ...]
