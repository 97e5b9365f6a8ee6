"""Ctrl+C handled well by the program; the trace is broken by it"""
import asyncio, signal
hits = []
async def main():
    asyncio.get_running_loop()
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    n = 0
    while len(hits) < 200:
        n += 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    print("got", len(hits) >= 200, "signals")
def on_alarm(*_):
    hits.append(1)
    asyncio.current_task()           # harmless
    signal_text = "signal %d" % len(hits)
signal.signal(signal.SIGALRM, on_alarm)
asyncio.run(main())
