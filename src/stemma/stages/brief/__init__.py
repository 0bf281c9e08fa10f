"""A story in brief: its title, its days, its timeline, and what is known, disputed, single-sourced and unknown."""

from stemma.stages.brief.summary import brief

__all__ = ["brief"]
