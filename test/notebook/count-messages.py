"""Executes the notebook named first on the tslab kernel and prints, as JSON, each code cell's outputs and how many
messages of each type made them. A cell that says "interrupt at an epoch" is interrupted, as JupyterLab does, once a display
of its shows an epoch."""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import nbformat
from nbclient import NotebookClient


class CountingClient(NotebookClient):
    """Counts the messages of each cell by type."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.counts = {}
        self.interrupted = set()

    def process_message(self, message, cell, cell_index):
        self.counts.setdefault(cell_index, Counter())[message["msg_type"]] += 1
        text = str(message["content"].get("data", {}).get("text/plain", ""))
        if "interrupt at an epoch" in cell.source and "epoch" in text and cell_index not in self.interrupted:
            self.interrupted.add(cell_index)
            os.killpg(os.getpgid(self.km.provisioner.pid), signal.SIGINT)
        return super().process_message(message, cell, cell_index)


path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
client = CountingClient(
    notebook,
    kernel_name="tslab",
    timeout=120,
    startup_timeout=120,
    iopub_timeout=120,
    raise_on_iopub_timeout=True,
    resources={"metadata": {"path": str(path.parent)}},
)
client.execute()
print(json.dumps([{"outputs": cell.outputs, "messages": client.counts[i]} for i, cell in enumerate(notebook.cells)]))
