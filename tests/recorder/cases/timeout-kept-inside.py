# A timeout of one's own is kept by an `except` further in; another one comes through; a third is passed on.
import asyncio


async def stubborn():
    try:
        await asyncio.sleep(9)
    except BaseException:
        pass


async def tidy():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        raise
    finally:
        await asyncio.sleep(0)


async def main():
    async with asyncio.timeout(0.01):
        await stubborn()
    try:
        async with asyncio.timeout(0.01):
            await tidy()
    except TimeoutError:
        print("in time")


asyncio.run(main())
