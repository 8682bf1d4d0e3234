lock = Lock()

def print(text):
    for c in text:
        at = screen.cursor
        screen[at] = c
        screen.cursor = at + 1

def thread(t):
    lock.acquire()
    for i in range(count):
        print(f"[{t}] => {i}\n")
    lock.release()

def main():
    for t in range(threads):
        start(thread, t)
    join()
    print("Main thread exiting...\n")
