"""Reads the problem that bench/problem.ts writes, and reports a measurement as bench/measurement.ts reads it."""

import argparse
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# Dormand and Prince (1980): rows of a, weights of the fifth order.
A = (
    (),
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
)
B = (35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84)
# Steps an interval: as many evaluations as the adaptive solve takes here.
ODE_STEPS = 4
EVALUATIONS = ODE_STEPS * len(A)
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


@dataclass
class Problem:
    steps: int
    rate: float
    fast_rate: float
    # Each steps x pairs (x genes): one row of pairs an optimiser step.
    start: np.ndarray
    target: np.ndarray
    intervals: np.ndarray
    # w_s (m x n), b_s (m), w_p, b_p, u_s (n x m), u_p, v (n); masked.
    blocks: dict[str, np.ndarray]
    # The same, 1 = kept; None where nothing is pruned.
    masks: dict[str, np.ndarray] | None


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--sparsity", type=int, default=0)
    parser.add_argument("--threads", choices=["one", "default"], required=True)
    return parser.parse_args()


def read_problem(folder: Path, sparsity: int) -> Problem:
    header = json.loads((folder / "problem.json").read_text())
    n, m, steps, pairs = (header[name] for name in ("genes", "hidden", "steps", "pairsAStep"))
    shapes = {"w_s": (m, n), "b_s": (m,), "w_p": (m, n), "b_p": (m,), "u_s": (n, m), "u_p": (n, m), "v": (n,)}

    def split(flat: np.ndarray) -> dict[str, np.ndarray]:
        ends = np.cumsum([np.prod(shape) for shape in shapes.values()])
        parts = np.split(flat, ends[:-1])
        return {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts)}

    def floats(name: str) -> np.ndarray:
        return np.fromfile(folder / name, dtype="<f4")

    flat = floats("parameters.f32")
    mask = None
    if sparsity > 0:
        mask = np.fromfile(folder / f"mask-{sparsity}.u8", dtype=np.uint8).astype(np.float32)
        flat = flat * mask
    return Problem(
        steps=steps,
        rate=header["rate"],
        fast_rate=header["fastRate"],
        start=floats("start.f32").reshape(steps, pairs, n),
        target=floats("target.f32").reshape(steps, pairs, n),
        intervals=floats("intervals.f32").reshape(steps, pairs),
        blocks=split(flat),
        masks=None if mask is None else split(mask),
    )


def measure(epoch, epochs: int, note: str) -> None:
    """Times `epoch`, which trains one and returns its losses step by step, after a first one to warm up."""
    losses = epoch()
    seconds, processor_seconds = [], []
    for _ in range(epochs):
        wall, processor = time.perf_counter(), time.process_time()
        epoch()
        seconds.append(time.perf_counter() - wall)
        processor_seconds.append(time.process_time() - processor)
    result = {
        "firstLoss": statistics.fmean(losses),
        "seconds": seconds,
        "processorSeconds": processor_seconds,
        "evaluations": EVALUATIONS,
        "note": note,
    }
    print(json.dumps(result))
