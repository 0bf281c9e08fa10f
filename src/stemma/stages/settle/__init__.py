"""Which day a page is of that shows it without its year, by the other pages of its story."""

from stemma.stages.settle.stage import settle

__all__ = ["settle"]
