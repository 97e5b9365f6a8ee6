"""Builds the package for pip (pyproject.toml), by the standard library alone: nothing is downloaded to install the recorder."""
import base64
import hashlib
import os
import zipfile
from typing import Any, Dict, Optional

NAME, VERSION = "awaitscope", "1.0"
_INFO = "%s-%s.dist-info/" % (NAME, VERSION)
_METADATA = ("Metadata-Version: 2.1\nName: %s\nVersion: %s\nRequires-Python: >=3.8\nLicense: MIT\n"
             "Summary: Records what an asyncio program does, as a trace that Awaitscope shows\n" % (NAME, VERSION))
_WHEEL = "Wheel-Version: 1.0\nGenerator: awaitscope\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Optional[str] = None) -> str:
    files: Dict[str, bytes] = {}
    for top in (NAME, NAME + "_recorder"):
        for folder, _, names in os.walk(top):
            for name in names:
                if name.endswith(".py"):
                    path = os.path.join(folder, name)
                    with open(path, "rb") as file:
                        files[path.replace(os.sep, "/")] = file.read()
    files[_INFO + "METADATA"], files[_INFO + "WHEEL"] = _METADATA.encode(), _WHEEL.encode()
    listed = ["%s,sha256=%s,%d" % (name, base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("="), len(data))
              for name, data in files.items()]
    files[_INFO + "RECORD"] = "\n".join(listed + [_INFO + "RECORD,,", ""]).encode()
    made = "%s-%s-py3-none-any.whl" % (NAME, VERSION)
    with zipfile.ZipFile(os.path.join(wheel_directory, made), "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in files.items():
            wheel.writestr(name, data)
    return made
