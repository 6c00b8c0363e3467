"""One thread for a product of vectors: imported where a process starts, before numpy.

Questions run side by side. When each product has threads of its own too, they wait for each other, and a crowd is
served ten times slower. Told before it is loaded, numpy's library starts no threads, whose idling would be a tenth of
a cold start; told afterwards, it stops using them.
"""

import os
import sys

VARIABLE = "OPENBLAS_NUM_THREADS"

os.environ[VARIABLE] = "1"
if "numpy" in sys.modules:
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
