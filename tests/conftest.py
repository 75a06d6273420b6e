"""Profiles of the property tests: the same examples each run where it gates, more on demand.

`--hypothesis-profile=deep` looks further; a counterexample it finds becomes a plain test.
"""

import os

from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
