import asyncio

turns = 0

def count(loop):
    global turns
    turns += 1
    loop.call_soon(count, loop)

async def nothing():
    pass

async def in_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(nothing())

async def measure(label, awaitable):
    before = turns
    await awaitable
    print(f"{label:12} {turns - before}")

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(count, loop)
    await asyncio.sleep(0)
    done = loop.create_future()
    done.set_result(None)
    await measure("done future", done)
    await measure("coroutine", nothing())
    await measure("sleep(0)", asyncio.sleep(0))
    await measure("task", asyncio.create_task(nothing()))
    await measure("gather", asyncio.gather(nothing()))
    await measure("wait", asyncio.wait([asyncio.create_task(nothing())]))
    await measure("TaskGroup", in_group())

asyncio.run(main())
