"""Executes notebooks on the tslab kernel, cell by cell, and stores them with their outputs.

Usage: execute-notebooks.py --into FOLDER [--cell-seconds N] NOTEBOOK...

A notebook is written to a temporary name and renamed, so that a run that is broken off leaves the last whole
one. Where a cell fails, its text and what it printed are shown, the notebook is not stored, the others are still
executed, and the exit code is 1.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

KERNEL = {"name": "tslab", "display_name": "TypeScript (tslab)", "language": "typescript"}


def say(text):
    print(text, file=sys.stderr, flush=True)


def replace(partial, target):
    """Renames over another file; tried again for a second where Windows says that someone has that one open."""
    for left in reversed(range(11)):
        try:
            return os.replace(partial, target)
        except PermissionError:
            if left == 0:
                raise
            time.sleep(0.1)


def first_line(cell):
    """What the progress line shows of a cell: its first line that is more than an import or a brace."""
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(("import ", "}", "*"))]
    return (telling or lines or [""])[0][:72]


def printed(cell):
    """All that a cell printed or raised, as text."""
    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append("\n".join(output.traceback) or f"{output.ename}: {output.evalue}")
    return "".join(parts).strip()


def execute(path, folder, cell_seconds):
    """Executes one notebook and stores it in `folder`. Returns whether every cell succeeded."""
    notebook = nbformat.read(path, as_version=4)
    code_cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    began = {}

    def on_start(cell, cell_index):
        began[cell_index] = time.monotonic()

    def on_executed(cell, cell_index, execute_reply):
        seconds = time.monotonic() - began[cell_index]
        number = code_cells.index(cell_index) + 1
        failed = "  FAILED" if execute_reply["content"]["status"] == "error" else ""
        say(f"  [{number}/{len(code_cells)}] {seconds:7.1f} s  {first_line(cell)}{failed}")

    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=cell_seconds,
        startup_timeout=120,
        # By default a busy machine's late output is dropped after 4 s, with a line in a log that nobody reads.
        iopub_timeout=120,
        raise_on_iopub_timeout=True,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=on_start,
        on_cell_executed=on_executed,
    )
    start = time.monotonic()
    say(f"{path.name}")
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        cell_index = max(began, default=0)
        cell = notebook.cells[cell_index]
        say(f"\n{path.name}: cell {cell_index + 1} failed ({type(error).__name__}):\n")
        say("\n".join(f"  | {line}" for line in cell.source.splitlines()))
        say(f"\n{printed(cell) or error}\n")
        return False
    except Exception:
        if client.km is None:  # nbclient ends the kernel at an interrupt, and then trips over its absence
            sys.exit(f"{path.name}: interrupted, not stored")
        raise
    notebook.metadata.kernelspec = KERNEL
    target = folder / path.name
    partial = target.with_name(f".{target.name}.tmp")
    nbformat.write(notebook, partial)
    replace(partial, target)
    size = target.stat().st_size / 1e6
    say(f"  done in {time.monotonic() - start:.1f} s, {size:.2f} MB")
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--cell-seconds", type=int, default=1800)
    arguments = parser.parse_args()
    start = time.monotonic()
    failed = [
        path.name
        for path in arguments.notebooks
        if not execute(path.resolve(), arguments.into.resolve(), arguments.cell_seconds)
    ]
    count = len(arguments.notebooks)
    say(f"{count - len(failed)} of {count} notebooks executed in {time.monotonic() - start:.1f} s")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
