"""Dense search over unit vectors: exact while that is fast, approximate for very large operators."""

from __future__ import annotations

import math

import faiss
import numpy as np

EXACT_UP_TO = 20_000  # vectors; an exact search of as many takes a few ms on one core
PER_LIST = 250  # vectors in one cell of the approximate index, on average
TRAINED_ON = 40  # vectors a cell is learnt from
PROBED = 128  # cells that a search looks into
SEED = 11


def dense_index(vectors: np.ndarray) -> faiss.Index:
    """An index of unit vectors for inner product.

    Up to EXACT_UP_TO vectors the search is exact, in float32. Above, vectors lie in cells around learnt centres and are
    kept in 8 bits a dimension: a quarter of the memory, and a search looks into PROBED cells.

    Args:
        vectors: float32, shape (vectors, dim), each of length 1.
    """
    count, dim = vectors.shape
    if count <= EXACT_UP_TO:
        exact = faiss.IndexFlatIP(dim)
        exact.add(vectors)
        return exact
    cells = 2 ** round(math.log2(count / PER_LIST))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim),
        dim,
        cells,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.niter = 8
    chosen = np.random.default_rng(SEED).choice(count, min(count, cells * TRAINED_ON), replace=False)
    index.train(vectors[np.sort(chosen)])
    index.add(vectors)
    index.nprobe = min(PROBED, cells)
    return index
