"""One SIM350 epoch in torchdiffeq: dopri5, the pairs of a step one system, the interval in the field.

Two ways back: `adjoint` is odeint_adjoint, which solves another equation backwards in time; `steps` is odeint, whose steps
are on the tape.
"""

from importlib.metadata import version

from problem import FAILURES, arguments, as_exact_as_ours, read_problem, take_turns

args = arguments(back=["adjoint", "steps"])

import torch  # noqa: E402
from torch_model import Field, predictor, trainer  # noqa: E402
from torchdiffeq import odeint, odeint_adjoint  # noqa: E402

UNIT = torch.tensor([0.0, 1.0])
ODEINT = odeint_adjoint if args.back == "adjoint" else odeint

# Tolerances, each half of the one before, that may pass before the way back has to come through.
TRIED = 3


def solve(field: Field, tolerance: float, g: torch.Tensor) -> torch.Tensor:
    return ODEINT(field, g, UNIT, rtol=tolerance, atol=tolerance / 100, method="dopri5")[1]


def trains(tolerance: float) -> bool:
    """Whether an epoch comes to its end: backwards in time a decay grows, and a loose solve of it may explode."""
    problem = read_problem(args.folder, args.model)
    field = Field(problem)
    try:
        trainer(problem, field, lambda g: solve(field, tolerance, g))[0]()
    except FAILURES:
        return False
    return True


def main() -> None:
    problem = read_problem(args.folder, args.model)
    field = Field(problem)
    predict = predictor(field, lambda tolerance, g: solve(field, tolerance, g))
    exact, _ = as_exact_as_ours(problem, args.tolerances, predict)
    tried = [one for one in args.tolerances if one <= exact][:TRIED]
    tolerance = next((one for one in tried if trains(one)), None)
    if tolerance is None:
        raise SystemExit(f"the way back explodes at {', '.join(f'{one:.1e}' for one in tried)}")
    _, error = as_exact_as_ours(problem, [tolerance], predict)
    epoch, evaluations = trainer(problem, field, lambda g: solve(field, tolerance, g))
    take_turns(epoch, evaluations, error, f"torchdiffeq {version('torchdiffeq')}, dopri5 at {tolerance:.1e}")


main()
