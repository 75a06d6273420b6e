"""A file inside an archive that is not read: which, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import SourceError, UnsupportedFormatError


@dataclass(frozen=True, slots=True)
class Refusal:
    """A member of an archive that is not read.

    `problem` and `remedy` are Chinese, one line each. `strange` says that no parser takes such
    files at all, as pictures and programs that lie among documents: nothing failed.
    """

    name: str
    problem: str
    remedy: str
    strange: bool = False

    @classmethod
    def of(cls, name: str, error: SourceError, strange: bool = False) -> Refusal:
        strange = strange or isinstance(error, UnsupportedFormatError)
        return cls(name, error.problem, error.remedy, strange)
