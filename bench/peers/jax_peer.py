"""One SIM350 epoch in JAX by hand: fixed Dormand-Prince steps, unrolled, the whole epoch one jitted program."""

from problem import STEPS, A, B, arguments, as_exact_as_ours, read_problem, take_turns

args = arguments()

import jax  # noqa: E402
from jax_model import field, parameters, trainer  # noqa: E402


def one_step(p, g, h):
    slopes = []
    for row in A:
        slopes.append(h * field(p, g + sum(a * k for a, k in zip(row, slopes))))
    return g + sum(b * k for b, k in zip(B, slopes) if b != 0)


@jax.jit
def predict(p, g, intervals, steps):
    """Any number of steps in one program, where nothing is differentiated."""
    return jax.lax.fori_loop(0, steps, lambda _, state: one_step(p, state, (intervals / steps)[:, None]), g)


def main() -> None:
    problem = read_problem(args.folder, args.model)
    p = parameters(problem)
    steps, error = as_exact_as_ours(problem, STEPS, lambda count, g, intervals: predict(p, g, intervals, count))

    def solve(p, g, intervals):
        for _ in range(steps):
            g = one_step(p, g, (intervals / steps)[:, None])
        return g, steps * len(A)

    epoch, evaluations = trainer(problem, solve)
    take_turns(epoch, evaluations, error, f"JAX {jax.__version__}, {steps} fixed steps")


main()
