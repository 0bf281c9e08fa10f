"""What sites ask of programs: robots.txt, as RFC 9309 reads it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from stemma.problems import Reason

_LONGEST_DELAY_S = 30.0


class RefusalError(Exception):
    """An address is not fetched: the reason, and what to say of it. ``status`` is the server's where it answered."""

    def __init__(self, reason: Reason, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.status = reason, detail, status


class Robots:
    """The rules of each site, asked once a site with ``get``: a site without rules allows everything, one whose rules cannot be read
    nothing (RFC 9309, 2.3.1)."""

    def __init__(self, get: Callable[[str], bytes], agent: str) -> None:
        self._get, self._agent = get, agent
        self._sites: dict[str, Any] = {}

    def check(self, url: str) -> float:
        """The seconds that the site wants between two requests.

        Raises:
            RefusalError: the site does not want the address fetched, or could not be asked.
        """
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._sites:
            self._sites[site] = self._ask(site)
        rules = self._sites[site]
        if isinstance(rules, RefusalError):
            raise rules
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, self._agent):
            raise RefusalError(Reason.NOT_ALLOWED, "the site's robots.txt does not want it fetched by programs")
        return min(float(rules.crawl_delay(self._agent) or 0), _LONGEST_DELAY_S)

    def _ask(self, site: str) -> Any:
        from protego import Protego

        try:
            return Protego.parse(self._get(f"{site}/robots.txt").decode("utf-8", "replace"))
        except RefusalError as refusal:
            if refusal.status is not None and 400 <= refusal.status < 500:
                return None
            if refusal.reason is Reason.NOT_ALLOWED:
                return refusal
            return RefusalError(Reason.UNREACHABLE, f"the site's robots.txt could not be read: {refusal.detail}")
