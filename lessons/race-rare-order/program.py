import asyncio

balance = 100
busy = False
free = asyncio.Event()
lock = asyncio.Lock()

async def shop():
    global balance, busy
    await asyncio.sleep(1)               # the way to the shop
    busy = True
    seen = balance
    print("shop sees", seen)
    await asyncio.sleep(1)               # ask the bank
    balance = seen - 80
    print("shop leaves", balance)
    busy = False
    free.set()

async def rent():
    global balance
    await asyncio.sleep(1)               # the first of the month
    if busy:
        await free.wait()
    await asyncio.sleep(0)               # let the others in
    await asyncio.sleep(1)               # the letter to the bank
    balance = balance - 10
    print("rent leaves", balance)

async def guarded(work):
    async with lock:
        await work()

async def main():
    await asyncio.gather(shop(), rent())
    print("final balance", balance)
    assert balance == 10, "money is lost"

asyncio.run(main())
