"""Profiles of the property tests, and the order of tests that drive a browser.

Property tests take the same examples each run where they gate; `HYPOTHESIS_PROFILE=deep` looks
further, and a counterexample it finds becomes a plain test.
"""

import os

import pytest
from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run last: Playwright's synchronous interface leaves an event loop running in
    the thread, and tests that bring their own loop could not start one any more."""
    items.sort(key=lambda item: bool(_BROWSERS & set(getattr(item, "fixturenames", ()))))


_BROWSERS = frozenset(("chromium", "browser"))
