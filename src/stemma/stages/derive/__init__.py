"""Who drew on whom."""

from stemma.stages.derive.derivations import derive

__all__ = ["derive"]
