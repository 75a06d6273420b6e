"""Gradio, imported without the stubs that it makes for editors."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType


def import_gradio() -> ModuleType:
    """The module `gradio`.

    When it defines a component, Gradio parses the component's source and compares it with a stub
    for editors (`.pyi`) that it writes beside it. A server needs no stubs, and making them takes
    two fifths of the import (gradio 6.31 on two cores: 3.6 s of processor time without, 5.9 s
    with). So the one function that makes them is replaced before any component is defined; where
    a later Gradio no longer has it, the import is the usual one.
    """
    if "gradio" in sys.modules:
        return sys.modules["gradio"]
    spec = importlib.util.find_spec("gradio")
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("gradio is not installed", name="gradio")
    gradio = importlib.util.module_from_spec(spec)
    sys.modules["gradio"] = gradio
    try:
        _without_stubs()
        spec.loader.exec_module(gradio)
    except BaseException:
        del sys.modules["gradio"]
        raise
    return gradio


def _without_stubs() -> None:
    """Load the module that makes stubs by itself: its package is not executed yet."""
    from gradio import component_meta

    if hasattr(component_meta, "create_or_modify_pyi"):
        component_meta.create_or_modify_pyi = lambda *_: None  # type: ignore[assignment]
