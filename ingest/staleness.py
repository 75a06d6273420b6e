"""What of an index was made by another version of this program, and what its user can do."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.index.building import TOKENS
from ingest.index.reader import GenerationReader
from ingest.revisions import reading_revision, tokens_revision


@dataclass(frozen=True, slots=True)
class Staleness:
    """`files` were read, or (`tokens`) all texts were cut into words, by other code than this.

    Such an index still answers, but new rules for sections, tables and figures have not reached
    it, and questions are cut into other words than its texts.
    """

    files: int
    tokens: bool

    def __bool__(self) -> bool:
        return self.files > 0 or self.tokens

    @property
    def notice(self) -> str:
        """One line in Chinese; empty where nothing is stale."""
        steps = []
        if self.files:
            steps.append(
                f"{self.files} 个文件由另一版本的程序读取，请对它们再运行一次 policyqa ingest"
            )
        if self.tokens:
            steps.append("词法索引由另一版本的程序建立，请运行 policyqa rebuild")
        return f"索引不是最新的：{'；'.join(steps)}" if steps else ""


def find_stale(reader: GenerationReader) -> Staleness:
    """What is stale in an open generation."""
    return Staleness(
        reader.catalogue.count_files_not_of(reading_revision()),
        reader.manifest.revisions.get(TOKENS) != tokens_revision(),
    )
