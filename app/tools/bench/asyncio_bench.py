"""One operation of asyncio, or of uvloop, timed: asyncio_bench.py asyncio|uvloop OPERATION COUNT

Prints ns of processor time an operation, or, for `memory`, bytes a sleeping task. Started by runtime_bench.cpp, whose operations these are.
"""
import asyncio
import sys
import time


async def yields(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def yields_in_tasks(count):
    for task in [asyncio.create_task(yields(count // 100)) for _ in range(100)]:
        await task


async def nothing():
    return 1


async def spawns(count):
    for _ in range(count):
        await asyncio.create_task(nothing())


async def children(count):
    for _ in range(count):
        await nothing()


async def messages(count):
    queue = asyncio.Queue(1)

    async def produces():
        for i in range(count):
            await queue.put(i)

    producer = asyncio.create_task(produces())
    for _ in range(count):
        await queue.get()
    await producer


async def below(depth, count):
    if depth == 0:
        await yields(count)
    else:
        await below(depth - 1, count)


async def below_1000(count):
    await below(1000, count)


async def below_1(count):
    await below(1, count)


OPERATIONS = {
    "switch, 1 task": yields,
    "switch, 100 tasks": yields_in_tasks,
    "spawn + await": spawns,
    "queue message": messages,
    "await a child": children,
    "leaf, depth 1": below_1,
    "leaf, depth 1000": below_1000,
}


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


async def sleeping_task_bytes(count):
    before = resident()
    tasks = [asyncio.create_task(asyncio.sleep(1000)) for _ in range(count)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    grown = resident() - before
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return grown / count


def main(engine, operation, count):
    sys.setrecursionlimit(10000)
    if engine == "uvloop":
        import uvloop

        uvloop.install()
    if operation == "memory":
        print(asyncio.run(sleeping_task_bytes(count)))
        return

    async def timed():
        start = time.thread_time()
        await OPERATIONS[operation](count)
        return (time.thread_time() - start) * 1e9 / count

    print(asyncio.run(timed()))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
