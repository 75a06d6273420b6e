"""The exceptions of policyqa.

    PolicyQAError                 every error that is a message to the user
    ├── UsageError                the request itself is wrong (exit code 2, HTTP 4xx)
    │   ├── QuestionError         empty, too long, not text
    │   └── UnknownPlaceError     a place the gazetteer does not know
    ├── SourceError               a file cannot be read; the batch goes on
    │   ├── UnsupportedFormatError
    │   ├── EncryptedError
    │   ├── DamagedError
    │   ├── EmptySourceError      nothing in it, or a scan without text
    │   ├── LimitExceededError    size, time, memory, entries of an archive
    │   └── MissingToolError      an optional program or package is not installed
    ├── IndexStateError               the index cannot be used
    │   ├── IndexMissingError
    │   ├── IndexDamagedError
    │   ├── IndexFormatError      written by another version
    │   ├── ModelMismatchError    embedded with another model
    │   └── IndexLockedError      another process is writing
    ├── EmbeddingError            a model cannot be loaded or an endpoint does not answer
    ├── GenerationError           an LLM endpoint failed; the reader takes over
    └── CaseError                 a line of a gold set or a batch file is wrong

A message says what was attempted and found (`problem`), and what to do (`remedy`), in Chinese.
"""

from __future__ import annotations

import errno


class PolicyQAError(Exception):
    """An error whose message is meant for the user.

    Args:
        problem: what was attempted and what was found, in Chinese, one line.
        remedy: what to do about it, in Chinese, one line; may be empty.
    """

    exit_code = 1

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}。{self.remedy}" if self.remedy else self.problem


class UsageError(PolicyQAError):
    """The request itself is wrong."""

    exit_code = 2


class QuestionError(UsageError):
    """A question that is empty, too long, or not text."""


class UnknownPlaceError(UsageError):
    """A place name that the gazetteer does not know."""


class SourceError(PolicyQAError):
    """A file that cannot be read; the rest of the batch goes on."""


class UnsupportedFormatError(SourceError):
    """No parser for this format."""


class EncryptedError(SourceError):
    """The file is protected by a password."""


class DamagedError(SourceError):
    """The file is truncated or not what its name says."""


class EmptySourceError(SourceError):
    """The file holds no text (empty, or scanned pages only)."""


class LimitExceededError(SourceError):
    """The file went over a limit of size, time, memory or archive entries."""


class MissingToolError(SourceError):
    """Reading this format takes a program or package that is not installed."""


class IndexStateError(PolicyQAError):
    """The index cannot be used."""


class IndexMissingError(IndexStateError):
    """There is no index at this place."""


class IndexDamagedError(IndexStateError):
    """Files of the index are missing, truncated or changed."""


class IndexFormatError(IndexStateError):
    """The index was written by a version this one cannot read."""


class ModelMismatchError(IndexStateError):
    """The index was embedded with another model than the configured one."""


class IndexLockedError(IndexStateError):
    """Another process is writing this index."""


class EmbeddingError(PolicyQAError):
    """An embedding model cannot be loaded, or its endpoint does not answer."""


class GenerationError(PolicyQAError):
    """An LLM endpoint failed."""


class CaseError(PolicyQAError):
    """A line of a gold set or of a batch file is wrong."""

    exit_code = 2


_REASONS = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "不是目录",
    errno.EEXIST: "已存在",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "链接成环",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def os_reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is a usual reason, else as the system says it."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
