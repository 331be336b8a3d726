"""What the two peers in PyTorch have in common: the field, and an epoch of its own fused Adam."""

import torch
from problem import BETA1, BETA2, EPSILON, Problem
from torch.nn.functional import linear


class Field(torch.nn.Module):
    """relu(v) (U_S c_S + U_P c_P - g) for a batch of rows, multiplied by their intervals."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        for name, block in problem.blocks.items():
            self.register_parameter(name, torch.nn.Parameter(torch.from_numpy(block.copy())))
        # Set before a solve: a column, one a row of the batch.
        self.intervals = torch.ones(1, 1)
        self.evaluations = 0

    def forward(self, _t: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
        self.evaluations += 1
        centred = g - 0.5
        phi = centred / (1 + centred.abs())
        sums = linear(phi, self.w_s, self.b_s)
        products = linear(torch.log1p(phi), self.w_p, self.b_p).exp()
        return self.intervals * torch.relu(self.v) * (linear(sums, self.u_s) + linear(products, self.u_p) - g)


def trainer(problem: Problem, field: Field, solve):
    """An epoch of Adam steps.

    solve(start) returns the ends, the field's intervals being set. Returns (epoch, evaluations): the first trains one epoch and
    returns its losses; the second is the mean number of evaluations a step, forward, in the last one.
    """
    slow = [block for name, block in field.named_parameters() if name != "v"]
    groups = [{"params": slow, "lr": problem.rate}, {"params": [field.v], "lr": problem.fast_rate}]
    adam = torch.optim.Adam(groups, betas=(BETA1, BETA2), eps=EPSILON, fused=True)
    masks = {} if problem.masks is None else {n: torch.from_numpy(b) for n, b in problem.masks.items() if b.ndim == 2}
    start, target, intervals = (torch.from_numpy(x) for x in (problem.start, problem.target, problem.intervals))
    forward = 0

    def epoch() -> list[float]:
        nonlocal forward
        losses, forward = [], 0
        for k in range(problem.steps):
            adam.zero_grad()
            field.evaluations = 0
            field.intervals = intervals[k][:, None]
            loss = (solve(start[k]) - target[k]).square().mean()
            forward += field.evaluations
            loss.backward()
            for name, mask in masks.items():
                field.get_parameter(name).grad.mul_(mask)
            adam.step()
            losses.append(loss.item())
        return losses

    return epoch, lambda: forward / problem.steps


def predictor(field: Field, solve):
    """solve(setting, start) for arrays, with nothing recorded."""

    def predict(setting, start, intervals):
        field.intervals = torch.from_numpy(intervals)[:, None]
        with torch.no_grad():
            return solve(setting, torch.from_numpy(start)).numpy()

    return predict
