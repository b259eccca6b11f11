"""What every paper is made from: frozen facts that travel as JSON and never look anything up."""

import dataclasses
import datetime
import types
import typing
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """The facts of one 文书: who issues it, its number, and how it can be checked.

    `number` is the system's own number (验收-2026-0003), empty on a paper that gets none; the official 发文字号 is written
    by hand or by the records office. `code` is the 校验短码 printed under the QR, `verify_url` the page the QR opens.
    """

    issuer: str
    number: str
    code: str
    verify_url: str
    unit: str
    issued_on: datetime.date

    def to_json(self) -> dict:
        """The facts as plain JSON: dates as ISO text, tuples as lists."""
        return _plain(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, data: dict) -> typing.Self:
        """The facts read back; an unknown or missing field is an error, so that an old record is never half understood."""
        return _built(cls, data)


@dataclass(frozen=True, kw_only=True)
class VersionFacts(PaperFacts):
    """The facts of a paper that is bound to one version of a plan.

    `version_digest` is the SHA-256 of that version (版本校验码), 64 hexadecimal digits.
    """

    plan_title: str
    version_number: int
    version_digest: str


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _built(kind, value):
    """`value` from JSON as the annotated `kind`: dataclass, tuple[X, ...], X | None, date or a plain type."""
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        return _built(next(option for option in typing.get_args(kind) if option is not type(None)), value)
    if typing.get_origin(kind) is tuple:
        return tuple(_built(typing.get_args(kind)[0], inner) for inner in value)
    if dataclasses.is_dataclass(kind):
        annotations = typing.get_type_hints(kind)
        unknown = set(value) - set(annotations)
        if unknown:
            raise TypeError(f"{kind.__qualname__}: unknown fields {sorted(unknown)}")
        return kind(**{name: _built(annotations[name], inner) for name, inner in value.items()})
    if kind is datetime.date:
        return datetime.date.fromisoformat(value)
    return value
