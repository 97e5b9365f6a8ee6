"""The optional extension (recorder/native), which does what is done most often. Without it all is done in Python, and seen alike."""
import importlib.machinery
import importlib.util
import os
from typing import Any

NONE = "none"  # instead of a folder: it shall not be used
VERSION = 1    # of what the two have in common: records, and what the functions take; module.cpp has it, too
_BESIDE = os.path.dirname(os.path.abspath(__file__))


def load(folder: str = "") -> Any:
    """The module, or None. It is looked for in this folder, else in $AWAITSCOPE_NATIVE (for tests), else beside the recorder."""
    folder = folder or os.environ.get("AWAITSCOPE_NATIVE", "")
    if folder == NONE:
        return None
    path = os.path.join(folder or _BESIDE, "_awaitscope" + importlib.machinery.EXTENSION_SUFFIXES[0])
    if not os.path.exists(path):
        return None
    try:
        loader = importlib.machinery.ExtensionFileLoader("_awaitscope", path)
        spec = importlib.util.spec_from_file_location("_awaitscope", path, loader=loader)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
    except Exception:  # of another machine, or a half of one
        return None
    return module if getattr(module, "VERSION", 0) == VERSION else None
