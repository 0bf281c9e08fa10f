"""Every setting, one frozen dataclass per stage, read from one TOML file.

A setting stands here only if a user could have a reason to change it; what a method is made of stays with its code.
"""

import dataclasses
import hashlib
import tomllib
from dataclasses import dataclass, field
from typing import Any

from stemma.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchConfig:
    max_bytes: int = 8_000_000
    """Pages larger than this are set aside."""
    timeout_s: float = 30.0
    """What one address may take altogether, its redirects included."""
    max_redirects: int = 5
    max_entries: int = 100
    """Entries of one feed that are fetched where the feed itself holds no more than their summaries."""
    delay_s: float = 1.0
    """Between two requests to one host; its robots.txt may ask for more."""
    allow_private: bool = False
    """Whether addresses of this machine and its own network may be fetched."""
    user_agent: str = "stemma/0.1"
    """How the program names itself to servers; name a contact when you fetch much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanConfig:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateConfig:
    languages: tuple[str, ...] = ("en",)
    """Languages whose articles are annotated; the others are cleaned, dated and grouped only."""

    model: str = "english"
    """What reads them: the packaged model, or ``spacy:`` with the name or folder of a spaCy pipeline (extra ``spacy``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollateConfig:
    least_shared: float = 0.3
    """Texts under one address that share less than this of the shorter one's wording (0..1) are two reports, not two versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterConfig:
    threshold: float = 0.16
    """Reports on average less alike than this (0..1) are not one story. Higher splits, lower joins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractConfig:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeriveConfig:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CorroborateConfig:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefConfig:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    fetch: FetchConfig = field(default_factory=FetchConfig)
    clean: CleanConfig = field(default_factory=CleanConfig)
    annotate: AnnotateConfig = field(default_factory=AnnotateConfig)
    collate: CollateConfig = field(default_factory=CollateConfig)
    cluster: ClusterConfig = field(default_factory=ClusterConfig)
    extract: ExtractConfig = field(default_factory=ExtractConfig)
    derive: DeriveConfig = field(default_factory=DeriveConfig)
    corroborate: CorroborateConfig = field(default_factory=CorroborateConfig)
    brief: BriefConfig = field(default_factory=BriefConfig)

    def digest(self) -> str:
        """Sixteen hexadecimal digits that change whenever a setting does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def parse_config(toml: str) -> Config:
    """Read settings from TOML text: one table per stage.

    Raises:
        UsageError: the text is no TOML, or names an unknown table or setting, or gives a value of another type.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"configuration is not TOML: {error}") from error
    sections = {section.name: section.default_factory for section in dataclasses.fields(Config)}
    chosen: dict[str, Any] = {}
    for name, table in tables.items():
        if name not in sections or not isinstance(table, dict):
            raise UsageError(f"configuration: unknown table [{name}]; known: {', '.join(sections)}")
        chosen[name] = _section(name, sections[name], table)
    return Config(**chosen)


def _section(name: str, make: Any, table: dict[str, Any]) -> Any:
    default = make()
    values = {}
    for key, value in table.items():
        if key not in {setting.name for setting in dataclasses.fields(default)}:
            raise UsageError(f"configuration: [{name}] has no setting {key!r}")
        given = tuple(value) if isinstance(value, list) else value
        expected = type(getattr(default, key))
        if type(given) is int and expected is float:
            given = float(given)
        if type(given) is not expected:
            raise UsageError(f"configuration: [{name}] {key} must be {expected.__name__}, not {type(given).__name__}")
        values[key] = given
    return make(**values)
