"""Networks from expression alone by forests of trees: GENIE3, and the same on derivatives as dynGENIE3 has them.

  network_peers.py FILE OUT --method genie3|dyngenie3 [--trees N] [--seed N]

FILE is a csv with the columns series, time and one a gene, a line a sample. OUT gets the n x n importances without header,
row = regulator, column = target. One line of JSON is printed: seconds, processor seconds, versions.
"""

import argparse
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor


def read_samples(file: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The series of each sample, its time, and samples x genes of levels."""
    try:
        table = np.genfromtxt(file, delimiter=",", skip_header=1, ndmin=2)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{file} cannot be read: {error}") from None
    if not np.isfinite(table).all():
        raise SystemExit(f"{file}: a cell is no number")
    return table[:, 0], table[:, 1], table[:, 2:]


def importances(forest, inputs: np.ndarray, output: np.ndarray) -> np.ndarray:
    """How much of the output's variance each input explains in the forest; they add up to what all of them explain."""
    spread = output.std()
    if not spread > 0:
        return np.zeros(inputs.shape[1])
    forest.fit(inputs, (output - output.mean()) / spread)
    trees = [tree.tree_.compute_feature_importances(normalize=False) for tree in forest.estimators_]
    return np.mean(trees, axis=0)


def genie3(samples, trees: int, seed: int, tell) -> np.ndarray:
    """Each gene from all others at the same time (Huynh-Thu et al. 2010): random forests, the square root of the genes a split."""
    _, _, levels = samples
    n = levels.shape[1]
    network = np.zeros((n, n))
    for target in range(n):
        others = np.arange(n) != target
        forest = RandomForestRegressor(trees, max_features="sqrt", random_state=seed, n_jobs=1)
        network[others, target] = importances(forest, levels[:, others], levels[:, target])
        tell(target + 1, n)
    return network


def pairs_of(samples) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Consecutive samples of a series: the levels before and after, and the times between."""
    series, times, levels = samples
    follows = (series[1:] == series[:-1]) & (times[1:] > times[:-1])
    return levels[:-1][follows], levels[1:][follows], np.diff(times)[follows]


def decay_of(level: np.ndarray, slope: np.ndarray) -> float:
    """The rate at which a gene falls the faster the higher it stands: least squares of its slope on its own level, at least 0."""
    spread = level.var()
    if not spread > 0:
        return 0.0
    return max(0.0, -np.mean((level - level.mean()) * (slope - slope.mean())) / spread)


def dyngenie3(samples, trees: int, seed: int, tell) -> np.ndarray:
    """What a gene is made at, dg/dt + decay g, from all genes at the time before (after Huynh-Thu and Geurts 2018)."""
    before, after, intervals = pairs_of(samples)
    n = before.shape[1]
    if len(before) == 0:
        raise SystemExit("no series has two times")
    network = np.zeros((n, n))
    slopes = (after - before) / intervals[:, None]
    for target in range(n):
        made = slopes[:, target] + decay_of(before[:, target], slopes[:, target]) * before[:, target]
        forest = ExtraTreesRegressor(trees, max_features="sqrt", random_state=seed, n_jobs=1)
        network[:, target] = importances(forest, before, made)
        tell(target + 1, n)
    np.fill_diagonal(network, 0)
    return network


METHODS = {"genie3": genie3, "dyngenie3": dyngenie3}


def teller(method: str):
    """Says every ten seconds how far it is."""
    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last >= 10:
            last = time.monotonic()
            print(f"  {method}: {done} of {of} genes", file=sys.stderr, flush=True)

    return tell


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("out")
    parser.add_argument("--method", choices=METHODS, required=True)
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    samples = read_samples(args.file)
    started, processor = time.perf_counter(), time.process_time()
    network = METHODS[args.method](samples, args.trees, args.seed, teller(args.method))
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    np.savetxt(args.out, network, delimiter=",", fmt="%.7g")
    versions = {"python": sys.version.split()[0], "scikit-learn": sklearn.__version__, "numpy": np.__version__}
    print(json.dumps({"seconds": seconds, "processorSeconds": processor, "versions": versions}))


if __name__ == "__main__":
    main()
