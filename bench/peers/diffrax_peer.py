"""One SIM350 epoch in diffrax: Tsit5 with its PID controller and its default adjoint, a solve a pair (vmap), jitted."""

from problem import arguments, as_exact_as_ours, read_problem, take_turns

args = arguments()

import diffrax  # noqa: E402
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
from jax_model import field, parameters, trainer  # noqa: E402

SOLVER = diffrax.Tsit5()
# Evaluations of a step, the first stage being the last one of the step before; and those at the start.
STAGES, AT_START = 6, 2


def solve(p, start, intervals, tolerance):
    def one(g, interval):
        solution = diffrax.diffeqsolve(
            diffrax.ODETerm(lambda t, y, p: field(p, y)),
            SOLVER,
            t0=0.0,
            t1=interval,
            dt0=None,
            y0=g,
            args=p,
            stepsize_controller=diffrax.PIDController(rtol=tolerance, atol=tolerance / 100),
        )
        return solution.ys[0], solution.stats["num_steps"]

    ends, steps = jax.vmap(one)(start, intervals)
    # Pairs that have arrived wait for the others.
    return ends, AT_START + STAGES * jnp.max(steps)


def main() -> None:
    problem = read_problem(args.folder, args.model)
    p = parameters(problem)
    predict = jax.jit(lambda tolerance, g, intervals: solve(p, g, intervals, tolerance)[0])
    tolerance, error = as_exact_as_ours(problem, args.tolerances, predict)
    epoch, evaluations = trainer(problem, lambda p, g, intervals: solve(p, g, intervals, tolerance))
    take_turns(epoch, evaluations, error, f"diffrax {diffrax.__version__}, Tsit5 at {tolerance:.1e}")


main()
