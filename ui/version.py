"""The version of the program."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The installed version; 0 in a checkout that is not installed."""
    try:
        return version("policyqa")
    except PackageNotFoundError:
        return "0"
