"""Numbers with what they count, and how sure the text is of them."""

from stemma.language.quantities.find import find_quantities

__all__ = ["find_quantities"]
