"""Reads the problem that bench/problem.ts writes, and takes turns as bench/session.ts gives them."""

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Callable
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
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
# Fixed steps an interval that are tried for an error.
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64)

# How solvers give up: torchdiffeq asserts, diffrax raises a RuntimeError that comes out of a jitted function as a ValueError.
FAILURES = (AssertionError, RuntimeError, ValueError)


@dataclass
class Problem:
    steps: int
    rate: float
    fast_rate: float
    # Each steps x pairs (x genes): one row of pairs an optimiser step.
    start: np.ndarray
    target: np.ndarray
    intervals: np.ndarray
    # w_s (m x n), b_s (m), w_p, b_p, u_s (n x m), u_p, v (n); pruned entries are 0.
    blocks: dict[str, np.ndarray]
    # The same, 1 = kept; None where nothing is pruned.
    masks: dict[str, np.ndarray] | None
    # The first pairs at the ends of their intervals, solved in float64: steps x pairs x genes, for the first of the steps.
    reference: np.ndarray
    # The error that a peer has to reach.
    wanted: float


def arguments(**choices: list[str]) -> argparse.Namespace:
    """What bench/peers.ts passes; `choices` are a peer's own options."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", choices=["one", "default"], required=True)
    parser.add_argument("--tolerances", type=lambda text: [float(part) for part in text.split(",")], required=True)
    for name, allowed in choices.items():
        parser.add_argument(f"--{name}", choices=allowed, required=True)
    args = parser.parse_args()
    if args.threads == "one":
        # Libraries size their pools by the cores a process may use, so this has to be said before they are loaded.
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return args


def read_problem(folder: Path, model: str) -> Problem:
    header = json.loads((folder / "problem.json").read_text())
    n, m, steps, pairs = (header[name] for name in ("genes", "hidden", "steps", "pairsAStep"))
    shapes = {"w_s": (m, n), "b_s": (m,), "w_p": (m, n), "b_p": (m,), "u_s": (n, m), "u_p": (n, m), "v": (n,)}

    def split(flat: np.ndarray) -> dict[str, np.ndarray]:
        ends = np.cumsum([np.prod(shape) for shape in shapes.values()])
        parts = np.split(flat, ends[:-1])
        return {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts)}

    def floats(name: str) -> np.ndarray:
        return np.fromfile(folder / name, dtype="<f4")

    masks = None
    if header["pruned"][model]:
        masks = split(np.fromfile(folder / f"mask-{model}.u8", dtype=np.uint8).astype(np.float32))
    return Problem(
        steps=steps,
        rate=header["rate"],
        fast_rate=header["fastRate"],
        start=floats("start.f32").reshape(steps, pairs, n),
        target=floats("target.f32").reshape(steps, pairs, n),
        intervals=floats("intervals.f32").reshape(steps, pairs),
        blocks=split(floats(f"parameters-{model}.f32")),
        masks=masks,
        reference=np.fromfile(folder / f"reference-{model}.f64", dtype="<f8").reshape(-1, pairs, n),
        wanted=header["errors"][model],
    )


def error_of(problem: Problem, predict: Callable) -> float:
    """Root mean square over genes and pairs of predictions less true ends; a training step's pairs are solved together."""
    squares = 0.0
    for start, intervals, end in zip(problem.start, problem.intervals, problem.reference):
        squares += float(np.sum((np.asarray(predict(start, intervals), dtype=np.float64) - end) ** 2))
    return math.sqrt(squares / problem.reference.size)


def as_exact_as_ours(problem: Problem, settings, solve: Callable) -> tuple:
    """The first setting, from loose to tight, whose solution errs no more than ours, and its error.

    solve(setting, start, intervals) predicts the pairs of one training step; a solver that gives up raises or returns NaN.
    """
    best = math.inf
    for setting in settings:
        try:
            error = error_of(problem, lambda start, intervals: solve(setting, start, intervals))
        except FAILURES:
            continue
        if error <= problem.wanted:
            return setting, error
        best = min(best, error)
    raise SystemExit(f"no setting reaches an error of {problem.wanted:.1e}; the least is {best:.1e}")


def take_turns(epoch: Callable[[], list[float]], evaluations: Callable[[], float], error: float, note: str) -> None:
    """Trains one epoch to warm up, then one for every line of the input; `epoch` returns its losses step by step."""
    losses = epoch()
    opening = {
        "firstLoss": sum(losses) / len(losses),
        "evaluations": evaluations(),
        "error": error,
        "note": f"{note}, {len(os.sched_getaffinity(0))} thread(s)",
    }
    print(json.dumps(opening), flush=True)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        epoch()
        turn = {"seconds": time.perf_counter() - wall, "processorSeconds": time.process_time() - processor}
        print(json.dumps(turn), flush=True)
