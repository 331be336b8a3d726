"""Takes TensorFlow's C library and the headers of its C interface out of a wheel.

Usage: unpack-wheel.py WHEEL FOLDER; writes FOLDER/lib and FOLDER/include.
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

LIBRARY = re.compile(r"tensorflow/(libtensorflow_(?:cc|framework)\.so\.2)")
HEADER = re.compile(
    r"tensorflow/include/((?:tensorflow|xla/tsl)/c/.*|(?:tensorflow/core|tensorflow/tsl|tsl)/platform/ctstring[^/]*)"
)

wheel, folder = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        library, header = LIBRARY.fullmatch(name), HEADER.fullmatch(name)
        if name.endswith("/") or not (library or header):
            continue
        target = Path(folder, "lib", library[1]) if library else Path(folder, "include", header[1])
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)

for plain, versioned in (
    ("libtensorflow.so", "libtensorflow_cc.so.2"),
    ("libtensorflow_framework.so", "libtensorflow_framework.so.2"),
):
    link = Path(folder, "lib", plain)
    if not Path(folder, "lib", versioned).exists():
        sys.exit(f"{wheel} holds no {versioned}")
    link.symlink_to(versioned)
