"""Reads an aim and its result, each from its own passages."""

from __future__ import annotations

from dataclasses import replace

from qa.aims import of_one_measure
from qa.questions import Question
from qa.reading.findings import Finding
from qa.sides import Side
from qa.trusted import Ground, TrustedReader


class AimReader:
    """Reads the figure aimed at, and the one of its kind that was reached."""

    def __init__(self, trusted: TrustedReader) -> None:
        self._trusted = trusted

    def read(self, aim: Side, result: Side, ground: Ground) -> tuple[Finding, Finding] | None:
        """Both, where both are found and measure one thing."""
        aimed = self._figure(aim.question, ground)
        if aimed is None or aimed.quantity is None:
            return None
        alike = replace(result.question, kinds=frozenset((aimed.quantity.kind,)))
        reached = self._figure(alike, ground, aimed)
        if reached is None or not of_one_measure(aimed, reached):
            return None
        return aimed, reached

    def _figure(
        self, question: Question, ground: Ground, beside: Finding | None = None
    ) -> Finding | None:
        reading = self._trusted.read(question, ground.search(question), ground)
        found = self._trusted.supported(reading, (beside,) if beside else ())
        return replace(found[0], group=None) if found and found[0].quantity else None
