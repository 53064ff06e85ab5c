"""The kinds of arrays that samples come in."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Samples = NDArray[np.float32] | NDArray[np.float16]
