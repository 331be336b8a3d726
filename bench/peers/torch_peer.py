"""One SIM350 epoch in batched PyTorch by hand: the pairs of a step together, fixed Dormand-Prince steps, autograd."""

from problem import STEPS, A, B, arguments, as_exact_as_ours, read_problem, take_turns

args = arguments()

import torch  # noqa: E402
from torch_model import Field, predictor, trainer  # noqa: E402


def solve(field: Field, steps: int, g: torch.Tensor) -> torch.Tensor:
    h = 1 / steps
    for _ in range(steps):
        slopes: list[torch.Tensor] = []
        for row in A:
            moved = g
            for a, k in zip(row, slopes):
                moved = torch.add(moved, k, alpha=h * a)
            slopes.append(field(None, moved))
        for b, k in zip(B, slopes):
            if b != 0:
                g = torch.add(g, k, alpha=h * b)
    return g


def main() -> None:
    problem = read_problem(args.folder, args.model)
    field = Field(problem)
    predict = predictor(field, lambda steps, g: solve(field, steps, g))
    steps, error = as_exact_as_ours(problem, STEPS, predict)
    epoch, evaluations = trainer(problem, field, lambda g: solve(field, steps, g))
    take_turns(epoch, evaluations, error, f"PyTorch {torch.__version__}, {steps} fixed steps")


main()
