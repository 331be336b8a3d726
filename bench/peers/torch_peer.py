"""One SIM350 epoch in batched PyTorch: the pairs of a step together, a fixed step, autograd, its own fused Adam."""

import torch
from problem import A, B, BETA1, BETA2, EPSILON, ODE_STEPS, arguments, measure, read_problem
from torch.nn.functional import linear


def field(p: dict[str, torch.Tensor], g: torch.Tensor) -> torch.Tensor:
    """relu(v) (U_S c_S + U_P c_P - g) for a batch of rows."""
    centred = g - 0.5
    phi = centred / (1 + centred.abs())
    sums = linear(phi, p["w_s"], p["b_s"])
    products = linear(torch.log1p(phi), p["w_p"], p["b_p"]).exp()
    return torch.relu(p["v"]) * (linear(sums, p["u_s"]) + linear(products, p["u_p"]) - g)


def solve(p: dict[str, torch.Tensor], g: torch.Tensor, intervals: torch.Tensor) -> torch.Tensor:
    h = (intervals / ODE_STEPS)[:, None]
    for _ in range(ODE_STEPS):
        slopes: list[torch.Tensor] = []
        for row in A:
            moved = g
            for a, k in zip(row, slopes):
                moved = torch.add(moved, k, alpha=a)
            slopes.append(field(p, moved) * h)
        for b, k in zip(B, slopes):
            if b != 0:
                g = torch.add(g, k, alpha=b)
    return g


def main() -> None:
    args = arguments()
    if args.threads == "one":
        torch.set_num_threads(1)
    problem = read_problem(args.folder, args.sparsity)
    p = {name: torch.from_numpy(block.copy()).requires_grad_() for name, block in problem.blocks.items()}
    masks = {} if problem.masks is None else {n: torch.from_numpy(b) for n, b in problem.masks.items() if b.ndim == 2}
    slow = [block for name, block in p.items() if name != "v"]
    groups = [{"params": slow, "lr": problem.rate}, {"params": [p["v"]], "lr": problem.fast_rate}]
    adam = torch.optim.Adam(groups, betas=(BETA1, BETA2), eps=EPSILON, fused=True)
    start, target, intervals = (torch.from_numpy(x) for x in (problem.start, problem.target, problem.intervals))

    def epoch() -> list[float]:
        losses = []
        for k in range(problem.steps):
            adam.zero_grad()
            loss = (solve(p, start[k], intervals[k]) - target[k]).square().mean()
            loss.backward()
            for name, mask in masks.items():
                p[name].grad.mul_(mask)
            adam.step()
            losses.append(loss.item())
        return losses

    measure(epoch, args.epochs, f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread(s)")


main()
