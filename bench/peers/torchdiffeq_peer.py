"""One SIM350 epoch in torchdiffeq: dopri5 by odeint_adjoint, the pairs of a step one system, the interval in the field."""

from importlib.metadata import version

from problem import arguments, as_exact_as_ours, read_problem, take_turns

args = arguments()

import torch  # noqa: E402
from torch_model import Field, predictor, trainer  # noqa: E402
from torchdiffeq import odeint_adjoint  # noqa: E402

UNIT = torch.tensor([0.0, 1.0])


def solve(field: Field, tolerance: float, g: torch.Tensor) -> torch.Tensor:
    return odeint_adjoint(field, g, UNIT, rtol=tolerance, atol=tolerance / 100, method="dopri5")[1]


def main() -> None:
    problem = read_problem(args.folder, args.model)
    field = Field(problem)
    predict = predictor(field, lambda tolerance, g: solve(field, tolerance, g))
    tolerance, error = as_exact_as_ours(problem, args.tolerances, predict)
    epoch, evaluations = trainer(problem, field, lambda g: solve(field, tolerance, g))
    take_turns(epoch, evaluations, error, f"torchdiffeq {version('torchdiffeq')}, dopri5 at {tolerance:.1e}")


main()
