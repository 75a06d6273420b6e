"""The parsing process: reads files from its input, answers with blocks, under hard limits.

Protocol, both ways over pipes: an 8-byte big-endian length, then so many bytes. A request is a
JSON header (name, limits) frame and a data frame; an answer is one frame of `blocks_json`.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from ingest.errors import LimitExceededError, SourceError
from ingest.sources.blocks_json import dump_answer, dump_error
from ingest.sources.limits import Limits
from ingest.sources.office import OFFICE_MEMORY

_LENGTH = struct.Struct(">Q")


def write_frame(stream: BinaryIO, data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or None where the other side has closed the pipe."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def request_header(name: str, limits: Limits) -> bytes:
    return json.dumps({"name": name, "limits": asdict(limits)}).encode("ascii")


def main() -> None:
    """Answers requests until the input closes. Standard output is the answer pipe only."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    requests = io.BufferedReader(io.FileIO(0, closefd=False), 1 << 20)
    while (header := read_frame(requests)) is not None:
        data = read_frame(requests)
        if data is None:
            return
        write_frame(answers, _answer(json.loads(header), data))


def _answer(header: dict[str, Any], data: bytes) -> bytes:
    from ingest.sources.read import read_bytes

    limits = Limits(**header["limits"])
    _set_limits(limits)
    try:
        return dump_answer(read_bytes(data, header["name"], limits))
    except SourceError as error:
        return dump_error(error)
    except MemoryError:
        return dump_error(LimitExceededError("解析需要的内存超过上限", "请拆分文件后重新导入"))


def _set_limits(limits: Limits) -> None:
    """Address space, and processor time for this file on top of what earlier files used.

    The hard limit stays higher: LibreOffice, a process of its own, needs the room.
    """
    if sys.platform == "win32":
        return  # no such limits there; the wall clock and the size checks remain
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.seconds) + 1
    _lower(resource.RLIMIT_CPU, seconds, resource.RLIM_INFINITY)
    _lower(resource.RLIMIT_AS, limits.memory, max(OFFICE_MEMORY, limits.memory))
    _lower(resource.RLIMIT_CORE, 0, 0)


def _lower(kind: int, soft: int, hard: int) -> None:
    import resource

    _, present = resource.getrlimit(kind)
    if present != resource.RLIM_INFINITY:
        hard = present if hard == resource.RLIM_INFINITY else min(hard, present)
        soft = min(soft, present)
    resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main()
