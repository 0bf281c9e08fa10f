"""Pages kept from earlier fetches, so that a server is only asked whether they changed."""

import os
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

import orjson

from stemma.errors import WorldError

_FORMAT = "stemma/kept 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server gave for an address: the body as it came, the headers that tell how to read it, and when it came (EDTF)."""

    url: str
    captured: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Keeper:
    """A folder with one file for each address: a line of JSON, then the body. A file that is not whole is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Answer | None:
        """The last answer for an address, None where there is none."""
        try:
            head, _, body = self._place(url).read_bytes().partition(b"\n")
            stored = orjson.loads(head)
            if stored["format"] != _FORMAT or stored["url"] != url or stored["sha256"] != sha256(body).hexdigest():
                return None
            return Answer(
                url=url, captured=str(stored["captured"]), body=body, headers={str(k): str(v) for k, v in stored["headers"].items()}
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, answer: Answer) -> None:
        """Store an answer in place of an earlier one, whole or not at all.

        Raises:
            WorldError: the folder cannot be written to.
        """
        place = self._place(answer.url)
        head = {**asdict(answer), "format": _FORMAT, "sha256": sha256(answer.body).hexdigest()}
        del head["body"]
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(orjson.dumps(head) + b"\n" + answer.body)
            unfinished.replace(place)
        except OSError as error:
            raise WorldError(f"cannot keep a page in {self._folder}: {error}") from error

    def _place(self, url: str) -> Path:
        name = sha256(url.encode("utf-8", "replace")).hexdigest()
        return self._folder / name[:2] / f"{name}.page"
