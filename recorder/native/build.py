"""Builds the recorder's optional extension for the Python that runs this: python3 build.py [-o FOLDER] [--compiler g++]

For another Python: /path/to/python3 recorder/native/build.py. It is put beside the recorder, unless told otherwise; several
Pythons' stand there side by side.
"""
import argparse
import glob
import os
import shlex
import subprocess
import sys
import sysconfig
from typing import Optional

HERE = os.path.dirname(os.path.abspath(__file__))
BESIDE = os.path.join(os.path.dirname(HERE), "awaitscope_recorder")


def why_not() -> Optional[str]:
    """Why this Python can have none."""
    if sys.implementation.name != "cpython" or sys.version_info < (3, 9) or not sys.platform.startswith("linux"):
        return "it is for CPython from 3.9 on, on Linux"
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "a Python without a global lock records in Python alone"
    if not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")):
        return "there is no Python.h (python3-dev)"
    return None


def build(folder: str, compiler: str) -> str:
    """Its file."""
    made = os.path.join(folder, "_awaitscope" + sysconfig.get_config_var("EXT_SUFFIX"))
    new = "%s.%d" % (made, os.getpid())
    subprocess.run([*shlex.split(compiler), "-std=c++17", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra",
                    "-isystem", sysconfig.get_path("include"), "-o", new, *sorted(glob.glob(os.path.join(HERE, "*.cpp")))], check=True)
    os.replace(new, made)  # one that is in use stays as it is
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the recorder's extension for the Python that runs this.")
    parser.add_argument("-o", dest="folder", metavar="FOLDER", default=BESIDE)
    parser.add_argument("--compiler", default=os.environ.get("CXX", "c++"))
    options = parser.parse_args()
    reason = why_not()
    if reason is not None:
        print("not built: %s; the recorder does without." % reason)
        return 0
    os.makedirs(options.folder, exist_ok=True)
    print(build(options.folder, options.compiler))
    return 0


if __name__ == "__main__":
    sys.exit(main())
