"""Events over all reports of a story: which words tell of one happening, who takes part, where and when."""

from stemma.stages.chronicle.chronicle import chronicle

__all__ = ["chronicle"]
