lock = Lock()

def thread(t):
    lock.acquire()
    value = shared.value
    shared.value = value + 1
    lock.release()

def main():
    for t in range(threads):
        start(thread, t)
    join()
