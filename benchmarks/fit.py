"""``python -m benchmarks.fit``: fit the calibration's weights; prints them for compare/calibrate.py.

Logistic regression by Newton's method, each query counting the same whatever its number of right
answers, and a right answer six times a wrong one: that puts the best F1 at a score of one half.
Fitted on scenes and sentences the figures of `calibration` don't use.
"""

from __future__ import annotations

import numpy as np

from benchmarks.scene_library import SceneLibrary
from photoclip.compare.calibrate import FAR, spread

SEED = 920_001
SCENES = 4000
RIGHT_COUNTS = 6.0


def newton(features: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Coefficients ``(1 + f,)`` of a weighted logistic regression; ``features`` is ``(n, f)``."""
    design = np.column_stack([np.ones(len(features)), features]).astype(np.float64)
    beta = np.zeros(design.shape[1])
    ridge = np.diag([0.0, *[1e-6] * features.shape[1]]) * weights.sum()
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weights * (labels - p)) - ridge @ beta
        curvature = (design * (weights * p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(beta)), gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def collect(library: SceneLibrary, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Deviations ``(n, 4)``, labels and weights over all queries, present and absent ones."""
    features, labels, weights = [], [], []
    for absent in (False, True):
        for query in library.queries(seed):
            if absent and query.kind != "concept":
                continue
            keep = ~(query.right | query.neutral) if absent else np.ones(len(library.specs), bool)
            calibrator = library.calibrator(keep)
            vector = library.vector(query.text)
            size = int(keep.sum())
            part = np.arange(size)
            whole = calibrator.index.similarities(vector)[:, 0]
            use = part[(whole > np.median(whole)) & ~query.neutral[keep]]
            if not absent and not query.right.any():
                continue
            truth = query.right[keep][use].astype(np.float64)
            features.append(calibrator.deviations(vector, whole, use))
            labels.append(truth)
            # Every query weighs the same, and in it right and wrong answers by their numbers.
            each = 1.0 / max(1.0, query.right.sum())
            weights.append(np.where(truth > 0, RIGHT_COUNTS * each, each))
    return np.concatenate(features), np.concatenate(labels), np.concatenate(weights)


def collect_like(library: SceneLibrary, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    features, labels, weights = [], [], []
    for place in rng.choice(len(library.specs), count, replace=False):
        name = library.specs[place].concept
        right, neutral = library.truth(name)
        whole = library.index.similarities(library.index.gather(np.array([place])))[:, 0]
        middle, scale = spread(whole)
        use = np.flatnonzero((whole > np.median(whole)) & ~neutral)
        use = use[use != place]
        features.append(np.clip((whole[use] - middle) / scale, -FAR, FAR)[:, None])
        labels.append(right[use].astype(np.float64))
        each = 1.0 / max(1.0, right[use].sum())
        weights.append(np.where(right[use], RIGHT_COUNTS * each, each))
    return np.concatenate(features), np.concatenate(labels), np.concatenate(weights)


def main() -> None:
    library = SceneLibrary(SEED, SCENES)
    beta = newton(*collect(library, SEED))
    print("TEXT_WEIGHTS = Weights({:.3f}, {:.3f}, {:.3f}, {:.3f}, {:.3f})".format(*beta))
    like = newton(*collect_like(library, 400))
    print("LIKE_WEIGHTS = Weights({:.3f}, {:.3f}, 0.0, 0.0, 0.0)".format(*like))


if __name__ == "__main__":
    main()
