"""Two dates of which one looks like a slip of whoever wrote it: digits that changed places, a decade missed."""


def are_slipped_years(one: str, other: str) -> bool:
    """Whether two years have the same digits in another order, or differ in one digit that is not the last.

    >>> are_slipped_years("1987", "1978"), are_slipped_years("1993", "1983")
    (True, True)
    >>> are_slipped_years("1993", "1994"), are_slipped_years("1993", "1975")
    (False, False)
    """
    unlike = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(unlike) > 0 and (sorted(one) == sorted(other) or (len(unlike) == 1 and unlike[0] < len(one) - 1))


def have_same_digits(one: str, other: str) -> bool:
    """Whether two dates are written in the same digits, whatever their order.

    >>> have_same_digits("2026-01-12", "2026-01-21"), have_same_digits("2026-01-12", "2026-02-12")
    (True, False)
    """
    return _digits(one) == _digits(other)


def _digits(words: str) -> str:
    return "".join(sorted(char for char in words if char.isdigit()))
