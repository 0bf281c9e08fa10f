"""Reports become stories."""

from stemma.stages.cluster.grouping import cluster

__all__ = ["cluster"]
