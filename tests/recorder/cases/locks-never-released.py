# One task ends with a lock in its hands, and two others wait for each other.
import asyncio


async def leaves(lock):
    await lock.acquire()
    raise ValueError("gone")


async def wants(lock):
    async with lock:
        pass


async def both(first, second):
    async with first:
        await asyncio.sleep(0.01)
        async with second:
            pass


async def main():
    one, two, three = asyncio.Lock(), asyncio.Lock(), asyncio.Lock()
    work = asyncio.gather(leaves(one), wants(one), both(two, three), both(three, two), return_exceptions=True)
    await asyncio.wait([work], timeout=0.1)
    print("nobody goes on")


asyncio.run(main())
