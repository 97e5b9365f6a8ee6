import asyncio

balance, paid = 100, 0
busy = False
free = asyncio.Event()
lock = asyncio.Lock()

async def shop():
    global balance, paid, busy
    await asyncio.sleep(1)               # the way to the shop
    busy = True
    seen = balance
    print("shop sees", seen)
    await asyncio.sleep(1)               # ask the bank
    balance, paid = seen - 80, paid + 80
    print("shop leaves", balance)
    busy = False
    free.set()

async def rent():
    global balance, paid
    await asyncio.sleep(1)               # the first of the month
    if busy:
        await free.wait()
    await asyncio.sleep(0)               # let the others in
    await asyncio.sleep(1)               # the letter to the bank
    balance, paid = balance - 10, paid + 10
    print("rent leaves", balance)

async def guarded(work):
    async with lock:
        await work()

async def main():
    await asyncio.gather(shop(), rent())
    print("final balance", balance)
    assert balance + paid == 100, "money is lost"

asyncio.run(main())
