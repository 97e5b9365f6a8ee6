import asyncio, logging, time

class Report(logging.Handler):
    def emit(self, record):
        what, seconds = record.args
        print(f"asyncio logger: step of {seconds:.1f}s in", "main()" if "main()" in what else what)

logger = logging.getLogger("asyncio")
logger.handlers = [Report()]
logger.propagate = False

async def main():
    print("polite wait")
    await asyncio.sleep(0.3)
    print("rude wait")
    time.sleep(0.3)
    print("end of the rude step")
    await asyncio.sleep(0)

asyncio.run(main(), debug=True)
