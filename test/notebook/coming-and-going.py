"""Runs cells (second argument, JSON) on the tslab kernel in a folder (first one); before each, forty clients connect to its
publishing socket and leave, as JupyterLab's do while a kernel starts. Prints, as JSON, how many lines a client that stays
saw of each cell: null for one in which the kernel died."""

import json
import sys
import time

import zmq
from jupyter_client import KernelManager

manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=sys.argv[1])
client = manager.client()
client.start_channels()


def lines_of(cell):
    """Lets visitors come and go, then counts the lines that a cell prints; None if the kernel dies."""
    visitors = [zmq.Context.instance().socket(zmq.SUB) for _ in range(40)]
    for visitor in visitors:
        visitor.linger = 0
        visitor.subscribe(b"")
        visitor.connect(f"tcp://{manager.ip}:{manager.iopub_port}")
    time.sleep(0.1)
    for visitor in visitors:
        visitor.close()
    time.sleep(0.05)
    request = client.execute(cell)
    lines, deadline = 0, time.monotonic() + 60
    while time.monotonic() < deadline and manager.is_alive():
        if not client.iopub_channel.msg_ready():
            time.sleep(0.01)
            continue
        message = client.get_iopub_msg(timeout=1)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "stream":
            lines += message["content"]["text"].count("\n")
        if message["content"].get("execution_state") == "idle":
            return lines
    return None


try:
    client.wait_for_ready(timeout=60)
    counts = []
    for cell in json.loads(sys.argv[2]):
        counts.append(lines_of(cell))
        if counts[-1] is None:
            break
    print(json.dumps(counts))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
