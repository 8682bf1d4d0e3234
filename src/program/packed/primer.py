first = Lock()
second = Lock()

def forward(t):
    for i in range(count):
        with first:
            value = shared.value
            work(100)
            shared.value = value + 1
        first.acquire()
        second.acquire()
        second.release()
        first.release()
    pass

lock = Lock()

def print(text):
    lock.acquire()
    for c in text:
        at = screen.cursor
        screen[at] = c
        screen.cursor = at + 1
    lock.release()

def thread(t):
    for i in range(count):
        print(f"[{t}] => {i}\n")

def main():
    for t in range(threads):
        start(thread, t)
    join()
    print("Main thread exiting...\n")
