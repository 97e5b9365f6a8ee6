"""Builds the package for pip (pyproject.toml), by the standard library alone: nothing is downloaded to install the recorder.

The extension (native/) goes with it if it can be built here.
"""
import base64
import hashlib
import os
import subprocess
import sysconfig
import tempfile
import zipfile
from typing import Any, Dict, Optional

from native import build

NAME, VERSION = "awaitscope", "1.0"
_INFO = "%s-%s.dist-info/" % (NAME, VERSION)
_METADATA = ("Metadata-Version: 2.1\nName: %s\nVersion: %s\nRequires-Python: >=3.8\nLicense: MIT\n"
             "Summary: Records what an asyncio program does, as a trace that Awaitscope shows\n" % (NAME, VERSION))
_WHEEL = "Wheel-Version: 1.0\nGenerator: awaitscope\nRoot-Is-Purelib: %s\nTag: %s\n"


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Optional[str] = None) -> str:
    files: Dict[str, bytes] = {}
    for top in (NAME, NAME + "_recorder"):
        for folder, _, names in os.walk(top):
            for name in names:
                if name.endswith(".py"):
                    path = os.path.join(folder, name)
                    with open(path, "rb") as file:
                        files[path.replace(os.sep, "/")] = file.read()
    extension = _extension()
    files.update(extension)
    tag = _own_tag() if extension else "py3-none-any"
    files[_INFO + "METADATA"], files[_INFO + "WHEEL"] = _METADATA.encode(), (_WHEEL % (str(not extension).lower(), tag)).encode()
    listed = ["%s,sha256=%s,%d" % (name, base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("="), len(data))
              for name, data in files.items()]
    files[_INFO + "RECORD"] = "\n".join(listed + [_INFO + "RECORD,,", ""]).encode()
    made = "%s-%s-%s.whl" % (NAME, VERSION, tag)
    with zipfile.ZipFile(os.path.join(wheel_directory, made), "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in files.items():
            wheel.writestr(name, data)
    return made


def _extension() -> Dict[str, bytes]:
    """Its name and content; nothing if this Python can have none or there is no compiler."""
    if build.why_not() is not None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = build.build(folder, os.environ.get("CXX", "c++"))
        except (OSError, subprocess.CalledProcessError):
            return {}
        with open(made, "rb") as file:
            return {"%s_recorder/%s" % (NAME, os.path.basename(made)): file.read()}


def _own_tag() -> str:
    """Of this Python on this machine: cp311-cp311-linux_x86_64."""
    python = "cp" + str(sysconfig.get_config_var("py_version_nodot"))
    return "%s-%s%s-%s" % (python, python, getattr(build.sys, "abiflags", ""), sysconfig.get_platform().replace("-", "_").replace(".", "_"))
