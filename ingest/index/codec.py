"""Nouns to JSON values and back, driven by the dataclass fields themselves.

A field that holds its default is left out, and a missing field takes its default: a noun may
grow a field with a default without making older catalogues unreadable. Nothing is ever
unpickled: the only types that can come out are the ones named in the type hints.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
_Convert = Callable[[Any], Any]


def encode(noun: Any) -> dict[str, Any]:
    """A frozen dataclass as a dict of JSON values."""
    return _encoder(type(noun))(noun)


def decode(cls: type[Noun], value: Mapping[str, Any]) -> Noun:
    """The noun that `encode` turned into `value`.

    Raises:
        TypeError, ValueError: `value` does not have the shape of `cls`.
    """
    return _decoder(cls)(value)


def _build_encoder(cls: Any) -> _Convert:
    hints = get_type_hints(cls)
    plan = [
        (field.name, _converter(hints[field.name], _encode_leaf), _default(field))
        for field in dataclasses.fields(cls)
    ]

    def convert(noun: Any) -> dict[str, Any]:
        out = {}
        for name, to_json, default in plan:
            value = getattr(noun, name)
            if value != default:
                out[name] = to_json(value)
        return out

    return convert


def _build_decoder(cls: Any) -> _Convert:
    hints = get_type_hints(cls)
    plan = {
        field.name: _converter(hints[field.name], _decode_leaf) for field in dataclasses.fields(cls)
    }

    def convert(value: Any) -> Any:
        return cls(**{name: plan[name](item) for name, item in value.items() if name in plan})

    return convert


_encoder: Callable[[Any], _Convert] = cache(_build_encoder)
_decoder: Callable[[Any], _Convert] = cache(_build_decoder)


def _converter(hint: Any, leaf: Callable[[Any], _Convert]) -> _Convert:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
        convert = _converter(inner, leaf)
        return lambda value: None if value is None else convert(value)
    if origin is tuple:
        item = _converter(get_args(hint)[0], leaf)
        container: type = list if leaf is _encode_leaf else tuple
        return lambda value: container(map(item, value))
    if origin is not None and issubclass(origin, Mapping):
        return dict
    return leaf(hint)


def _encode_leaf(hint: Any) -> _Convert:
    if dataclasses.is_dataclass(hint):
        return lambda value: _encoder(hint)(value)
    if issubclass(hint, date):
        return date.isoformat
    if issubclass(hint, StrEnum):
        return str
    return _same


def _decode_leaf(hint: Any) -> _Convert:
    if dataclasses.is_dataclass(hint):
        return lambda value: _decoder(hint)(value)
    if issubclass(hint, date):
        return date.fromisoformat
    if issubclass(hint, StrEnum):
        return hint
    return _same


def _same(value: Any) -> Any:
    return value


def _default(field: dataclasses.Field[Any]) -> Any:
    """The field's default, or a value that equals nothing where it has none."""
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return dataclasses.MISSING
