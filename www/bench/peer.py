"""The peer for locking: CPython threads that print the same lines to a null device, under `_thread`'s lock.

Prints one line a number of threads: the number, and nanoseconds a line, the median of three runs.
"""

import _thread
import os
import statistics
import time

LINES = 40_000


def measure(threads):
    out = open(os.devnull, "w")
    lock = _thread.allocate_lock()
    start = _thread.allocate_lock()
    start.acquire()
    done = [_thread.allocate_lock() for _ in range(threads)]
    count = LINES // threads

    def thread(t):
        with start:
            pass
        for i in range(count):
            with lock:
                print(f"[{t}] => {i}", file=out, flush=True)
        done[t].release()

    for t in range(threads):
        done[t].acquire()
        _thread.start_new_thread(thread, (t,))
    since = time.perf_counter_ns()
    start.release()
    for end in done:
        end.acquire()
    return (time.perf_counter_ns() - since) / (threads * count)


for threads in (1, 2, 5, 16):
    print(threads, statistics.median(measure(threads) for _ in range(3)))
