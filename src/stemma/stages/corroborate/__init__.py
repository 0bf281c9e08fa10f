"""Claims over all reports of a story: where each comes from, how many independent origins it has, and what contradicts it."""

from stemma.stages.corroborate.assembly import corroborate

__all__ = ["corroborate"]
