"""Faster training on a processor: importing this sends thinc's matrix products to NumPy.

thinc multiplies matrices with BLIS built for any processor; NumPy's OpenBLAS
picks its kernels for the processor it runs on and is up to three times as fast
on recent ones. Results differ in the last digits only. Used in training; the
pipeline itself does not depend on it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from thinc.backends import NumpyOps


def gemm(
    self: NumpyOps, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
) -> Any:
    """Product of two matrices, each transposed first when told; into `out` when given."""
    left = x.T if trans1 else x
    right = y.T if trans2 else y
    if out is None:
        return np.matmul(left, right)
    np.matmul(left, right, out=out)
    return out


NumpyOps.gemm = gemm
