"""Legal forms at the end of names: an outlet's owner has one, its name has none."""

import re
from functools import lru_cache

from stemma.language.lexicon import Lexicons

_BEHIND_FORM = r"(?:$|(?<=\.)\s)"


@lru_cache(maxsize=4)
def legal_forms(lexicons: Lexicons, *, is_last: bool = True) -> re.Pattern[str]:
    """The legal forms at a name's end ("Ltd", "A/S", "Co., Ltd."), or one with a stop that more follows ("Alva Radio Ltd. Call us")."""
    ordered = sorted(lexicons.words("legal_forms"), key=lambda form: (-len(form), form))
    forms = "|".join("[ ./,]{1,2}".join(map(re.escape, form.split())) for form in ordered)
    return re.compile(rf"(?:,?\s(?:{forms})\.?)+{'$' if is_last else _BEHIND_FORM}", re.IGNORECASE)
