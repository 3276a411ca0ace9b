"""How long a piece of work takes in this process."""

import time


def least_seconds(work, argument, loops):
    times = []
    for _ in range(loops):
        start = time.perf_counter()
        work(argument)
        times.append(time.perf_counter() - start)
    return min(times)
