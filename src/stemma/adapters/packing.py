"""Records to bytes and back: JSON in the shape of the records, which can hold no more than data."""

import dataclasses
import types
from base64 import b64decode, b64encode
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")
Builder = Callable[[Any], Any]


def pack(record: Any) -> bytes:
    """A record, or a tuple of records, as JSON. The same record gives the same bytes."""
    return orjson.dumps(record, default=_plain)


def unpack(packed: bytes, type_: type[T]) -> T:
    """The record of this type that was packed, equal in every field.

    Raises:
        ValueError: the bytes are no such record.
    """
    try:
        return _builder(type_)(orjson.loads(packed))  # type: ignore[no-any-return, arg-type]
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise ValueError(f"no packed {type_}: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} is no part of a record")


@cache
def _builder(type_: Any) -> Builder:
    """What makes a value of a type from its plain form."""
    if dataclasses.is_dataclass(type_):
        return _record_builder(type_)
    if get_origin(type_) is tuple:
        return _tuple_builder(get_args(type_))
    if get_origin(type_) in (Union, types.UnionType):
        (inner,) = (one for one in get_args(type_) if one is not types.NoneType)
        build = _builder(inner)
        return build if build is _same else lambda plain: None if plain is None else build(plain)
    if isinstance(type_, type) and issubclass(type_, tuple):
        return lambda plain: type_(*plain)
    if type_ is bytes:
        return b64decode
    return type_ if isinstance(type_, type) and issubclass(type_, Enum) else _same


def _record_builder(type_: Any) -> Builder:
    hints = get_type_hints(type_)
    builders = tuple((field.name, _builder(hints[field.name])) for field in dataclasses.fields(type_))
    return lambda plain: type_(**{name: build(plain[name]) for name, build in builders})


def _tuple_builder(parts: tuple[Any, ...]) -> Builder:
    if len(parts) == 2 and parts[1] is Ellipsis:
        build = _builder(parts[0])
        return tuple if build is _same else lambda plain: tuple(map(build, plain))
    builders = tuple(map(_builder, parts))
    return lambda plain: tuple(build(value) for build, value in zip(builders, plain, strict=True))


def _same(plain: Any) -> Any:
    return plain
