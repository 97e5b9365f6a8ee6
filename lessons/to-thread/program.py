import asyncio, threading, time
from concurrent.futures import ThreadPoolExecutor

def blocking(n):
    time.sleep(1)
    return n * 10, threading.current_thread() is threading.main_thread()

async def main():
    loop = asyncio.get_running_loop()
    t0 = loop.time()
    print("to_thread:", await asyncio.to_thread(blocking, 1))
    print(f"{loop.time() - t0:.1f}s")
    with ThreadPoolExecutor(max_workers=2) as pool:
        calls = [loop.run_in_executor(pool, blocking, n) for n in (2, 3, 4)]
        print("pool:", [value for value, _ in await asyncio.gather(*calls)])
    print(f"{loop.time() - t0:.1f}s")

asyncio.run(main())
