"""One SIM350 epoch in JAX: the same maths, the whole epoch one jitted program (lax.scan over its steps)."""

import os

from problem import A, B, BETA1, BETA2, EPSILON, ODE_STEPS, arguments, measure, read_problem

args = arguments()
if args.threads == "one":
    # XLA sizes its pool by the cores a process may use, so this has to be said before it is loaded.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402


def field(p, g):
    """relu(v) (U_S c_S + U_P c_P - g) for a batch of rows."""
    centred = g - 0.5
    phi = centred / (1 + jnp.abs(centred))
    sums = phi @ p["w_s"].T + p["b_s"]
    products = jnp.exp(jnp.log1p(phi) @ p["w_p"].T + p["b_p"])
    return jax.nn.relu(p["v"]) * (sums @ p["u_s"].T + products @ p["u_p"].T - g)


def solve(p, g, intervals):
    h = (intervals / ODE_STEPS)[:, None]
    for _ in range(ODE_STEPS):
        slopes = []
        for row in A:
            slopes.append(h * field(p, g + sum(a * k for a, k in zip(row, slopes))))
        g = g + sum(b * k for b, k in zip(B, slopes) if b != 0)
    return g


def loss_of(p, start, target, intervals):
    return jnp.mean((solve(p, start, intervals) - target) ** 2)


def main() -> None:
    problem = read_problem(args.folder, args.sparsity)
    rates = {name: problem.fast_rate if name == "v" else problem.rate for name in problem.blocks}
    masks = problem.masks

    def step(carry, batch):
        p, first, second, t = carry
        loss, gradient = jax.value_and_grad(loss_of)(p, *batch)
        if masks is not None:
            gradient = jax.tree.map(jnp.multiply, gradient, masks)
        t = t + 1
        first = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, first, gradient)
        second = jax.tree.map(lambda s, g: BETA2 * s + (1 - BETA2) * g * g, second, gradient)
        scale1, scale2 = 1 - BETA1**t, 1 - BETA2**t

        def moved(x, m, s, rate):
            return x - rate * (m / scale1) / (jnp.sqrt(s / scale2) + EPSILON)

        return (jax.tree.map(moved, p, first, second, rates), first, second, t), loss

    data = tuple(jnp.asarray(x) for x in (problem.start, problem.target, problem.intervals))
    train = jax.jit(lambda carry: jax.lax.scan(step, carry, data))
    p = jax.tree.map(jnp.asarray, problem.blocks)
    zeros = jax.tree.map(jnp.zeros_like, p)
    carry = (p, zeros, zeros, jnp.float32(0))

    def epoch() -> list[float]:
        nonlocal carry
        carry, losses = train(carry)
        return losses.tolist()

    threads = len(os.sched_getaffinity(0))
    measure(epoch, args.epochs, f"JAX {jax.__version__}, {threads} thread(s)")


main()
