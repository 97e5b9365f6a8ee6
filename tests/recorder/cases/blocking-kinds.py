# https://dev.to/_eb7f2a654e97a60ae9f96e/3-hour-debugging-how-timesleep-in-async-functions-killed-our-asyncio-concurrency-43c3  wants: told which line blocks the loop
import asyncio
import hashlib
import subprocess
import sys
import time

async def blocks_by_sleep():
    time.sleep(0.5)

async def blocks_by_cpu():
    hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 200_000)

async def blocks_by_process():
    subprocess.run([sys.executable, "-c", "import time; time.sleep(0.7)"], check=True)

async def blocks_by_loop():
    total = 0
    for n in range(60_000):
        total += n * n
    return total

async def ticker():
    for _ in range(3):
        await asyncio.sleep(0.1)

async def main():
    await asyncio.gather(ticker(), blocks_by_sleep(), blocks_by_cpu(), blocks_by_process(), blocks_by_loop())
    print("done")

asyncio.run(main())
