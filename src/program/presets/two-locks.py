first = Lock()
second = Lock()

def print(text):
    for c in text:
        at = screen.cursor
        screen[at] = c
        screen.cursor = at + 1

def forward(t):
    for i in range(count):
        first.acquire()
        second.acquire()
        print(f"[{t}] => {i}\n")
        second.release()
        first.release()

def backward(t):
    for i in range(count):
        second.acquire()
        first.acquire()
        print(f"[{t}] => {i}\n")
        first.release()
        second.release()

def main():
    start(forward, 0)
    start(backward, 1)
    join()
    print("Main thread exiting...\n")
