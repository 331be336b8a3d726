"""What the two peers in JAX have in common: the field, and training with an epoch as one jitted program."""

import jax
import jax.numpy as jnp
from problem import BETA1, BETA2, EPSILON, Problem


def field(p, g):
    """relu(v) (U_S c_S + U_P c_P - g) for a batch of rows, or for one."""
    centred = g - 0.5
    phi = centred / (1 + jnp.abs(centred))
    sums = phi @ p["w_s"].T + p["b_s"]
    products = jnp.exp(jnp.log1p(phi) @ p["w_p"].T + p["b_p"])
    return jax.nn.relu(p["v"]) * (sums @ p["u_s"].T + products @ p["u_p"].T - g)


def parameters(problem: Problem):
    return jax.tree.map(jnp.asarray, problem.blocks)


def trainer(problem: Problem, solve):
    """An epoch of Adam steps.

    solve(p, start, intervals) returns the ends and the evaluations it took. Returns (epoch, evaluations): the first trains
    one epoch and returns its losses; the second is the mean number of evaluations a step in the last one.
    """
    rates = {name: problem.fast_rate if name == "v" else problem.rate for name in problem.blocks}
    masks = problem.masks

    def loss_of(p, start, target, intervals):
        end, evaluations = solve(p, start, intervals)
        return jnp.mean((end - target) ** 2), evaluations

    def step(carry, batch):
        p, first, second, t = carry
        (loss, evaluations), gradient = jax.value_and_grad(loss_of, has_aux=True)(p, *batch)
        if masks is not None:
            gradient = jax.tree.map(jnp.multiply, gradient, masks)
        t = t + 1
        first = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, first, gradient)
        second = jax.tree.map(lambda s, g: BETA2 * s + (1 - BETA2) * g * g, second, gradient)
        scale1, scale2 = 1 - BETA1**t, 1 - BETA2**t

        def moved(x, m, s, rate):
            return x - rate * (m / scale1) / (jnp.sqrt(s / scale2) + EPSILON)

        return (jax.tree.map(moved, p, first, second, rates), first, second, t), (loss, evaluations)

    data = tuple(jnp.asarray(x) for x in (problem.start, problem.target, problem.intervals))
    train = jax.jit(lambda carry: jax.lax.scan(step, carry, data))
    p = parameters(problem)
    zeros = jax.tree.map(jnp.zeros_like, p)
    carry = (p, zeros, zeros, jnp.float32(0))
    cost = jnp.zeros(1)

    def epoch() -> list[float]:
        nonlocal carry, cost
        carry, (losses, cost) = train(carry)
        return losses.tolist()

    return epoch, lambda: float(jnp.mean(cost))
