"""Lets the PyTorch wheel of the package index import without the CUDA libraries it names.

That wheel's CPU half needs nothing from CUDA, but the dynamic loader wants every library that the wheel was linked with,
several gigabytes of packages. Where one is missing, an empty stand-in of that name is compiled beside PyTorch; its
functions end the process, and none is called while every tensor is on the CPU.

Usage: python without_cuda.py  (with the Python of the environment to repair; needs ldd and a C compiler)
"""

import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

# Part of NVIDIA's driver: looked up at run time only.
DRIVER = "libcuda.so.1"


def ldd(library: Path) -> list[str]:
    """What the loader says of a library: missing libraries, and missing symbols of those it found."""
    told = subprocess.run(["ldd", "-r", library], capture_output=True, text=True, check=False)
    return [line.strip() for line in (told.stdout + told.stderr).splitlines()]


def stand_in(folder: Path, name: str, functions: list[str]) -> None:
    source = "extern void abort(void);\n" + "".join(f"void {f}(void) {{ abort(); }}\n" for f in functions)
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write(source)
        file.flush()
        command = ["cc", "-shared", "-fPIC", "-fno-builtin", file.name, f"-Wl,-soname={name}", "-o", folder / name]
        subprocess.run(command, check=True)


def main() -> None:
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        raise SystemExit("PyTorch is not installed in this environment")
    folder = Path(spec.origin).parent / "lib"
    lines = [line for library in sorted(folder.glob("*.so")) for line in ldd(library)]
    missing = sorted({line.split()[0] for line in lines if line.endswith("=> not found")} - {DRIVER})
    if not missing:
        return
    # C++ names (they begin with an underscore) are PyTorch's own; the plain ones are the missing libraries'.
    undefined = {line.split()[2].rstrip(",") for line in lines if line.startswith("undefined symbol: ")}
    functions = sorted(name for name in undefined if name.startswith(("cu", "nccl", "nvrtc", "nvshmem")))
    first, *others = missing
    stand_in(folder, first, functions)
    for name in others:
        stand_in(folder, name, [])
    print(f"{len(missing)} CUDA libraries replaced by stand-ins")


main()
