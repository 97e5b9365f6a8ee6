"""What recording in real time costs: awaitscope bench recorder

Each figure is a ratio to the program alone, of CPU time and without starting Python, the median of some runs made in turn:
recorded with the extension, without it, and, where they are installed, under cProfile and viztracer.
"""
import argparse
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Dict, List, NamedTuple, Optional

PROGRAMS = {
    "empty": "",
    "switches": """\
import asyncio
async def work():
    for _ in range(50_000):
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(work(), work())
asyncio.run(main())
""",
    "lines": """\
import asyncio
def work(n):
    x = 0
    for i in range(n):
        x += i
        x ^= 3
async def main():
    for _ in range(10):
        work(333_333)
        await asyncio.sleep(0)
asyncio.run(main())
""",
    "gather": """\
import asyncio
async def one(i):
    await asyncio.sleep(0.001)
async def main():
    await asyncio.gather(*[one(i) for i in range(10_000)])
asyncio.run(main())
""",
    "waiting": """\
import asyncio, sys, time
async def one(event):
    await event.wait()
async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(one(event)) for _ in range(int(sys.argv[1]))]
    await asyncio.sleep(0)
    for _ in range(20):
        time.sleep(0.1)
        await asyncio.sleep(0)
    print([int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")][0])
    event.set()
asyncio.run(main())
""",
    "app": """\
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})
""",
}
REQUESTS = 1500


class Way(NamedTuple):
    """How a program is run: what stands before its name."""
    name: str
    words: List[str]


def ways(python: str, record: str, native: str) -> List[Way]:
    def recorder(*options: str) -> List[str]:
        return [python, record, "--clock", "real", "-o", "out.awt", *options]

    def has(module: str) -> bool:
        return subprocess.run([python, "-c", "import " + module], stderr=subprocess.DEVNULL).returncode == 0

    found = [Way("alone", [python])]
    with_ = recorder("--native", native) if native else recorder()
    if subprocess.run([*with_, "asks.py"], stdout=subprocess.PIPE).stdout == b"instancemethod\n":
        found.append(Way("extension", with_))
    found.append(Way("Python only", recorder("--native", "none")))
    found.append(Way("cProfile", [python, "-m", "cProfile", "-o", "out.profile"]))
    if has("viztracer"):
        found.append(Way("viztracer", [python, "-m", "viztracer", "--quiet", "-o", "out.json"]))
    return found


def cpu_time(words: List[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name: str, goal: str, figures: Dict[str, Optional[float]], form: str = "%.2f") -> None:
    shown = "".join("%13s" % ("-" if each is None else form % each) for each in figures.values())
    print("%-44s%s   %s" % (name, shown, goal), flush=True)


def ratios(there: List[Way], program: str, rounds: int, options: List[str]) -> Dict[str, Optional[float]]:
    times: Dict[str, List[float]] = {}
    for _ in range(rounds):  # in turn, so that what else the machine does is the same for all
        for way in there:
            own = options if "--clock" in way.words else []
            if options and way.name != "alone" and not own:
                continue
            times.setdefault(way.name, []).append(cpu_time([*way.words, *own, program + ".py"]))
            times.setdefault(way.name + " empty", []).append(cpu_time([*way.words, *own, "empty.py"]))

    def of(name: str) -> float:
        return statistics.median(times[name]) - statistics.median(times[name + " empty"])

    return {way.name: of(way.name) / of("alone") if way.name in times else None for way in there
}

def resident(way: Way, tasks: int) -> int:
    """kB"""
    return int(subprocess.run([*way.words, "waiting.py", *(["--"] if "--clock" in way.words else []), str(tasks)],
                              check=True, stdout=subprocess.PIPE).stdout)


def memory(there: List[Way], tasks: int = 20_000) -> None:
    used: Dict[str, Dict[int, int]] = {}
    for way in there:
        if way.name not in ("cProfile", "viztracer"):
            used[way.name] = {count: resident(way, count) for count in (0, tasks)}
    alone = used.pop("alone")
    none: Dict[str, Optional[float]] = {way.name: None for way in there}
    row("memory of the recorder, MB", "64", {**none, **{name: (each[0] - alone[0]) / 1024 for name, each in used.items()}}, "%.1f")
    grown = alone[tasks] - alone[0]
    row("bytes a living task", "300",
        {**none, **{name: (each[tasks] - each[0] - grown) * 1024 / tasks for name, each in used.items()}}, "%.0f")


def served(way: Way, port: int) -> Optional[float]:
    """Seconds of a request to uvicorn, the median; one connection that stays open."""
    given = ["-m", "uvicorn", *(["--"] if "--clock" in way.words else []), "app:app", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([*way.words, *given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for
            _ in range(200) : try : connection = socket.create_connection(("127.0.0.1", port), 5)
                break
            except OSError:
                time.sleep(0.1)
        else:
            return None
        took = []
        with connection:
            for _ in range(REQUESTS):
                begun = time.perf_counter()
                connection.sendall(b"GET /items HTTP/1.1\r\nHost: x\r\n\r\n")
                while not connection.recv(65536).endswith(b"ok"):
                    pass
                took.append(time.perf_counter() - begun)
        return statistics.median(took)
    finally:
        server.terminate()
        server.wait()


def service(there: List[Way]) -> None:
    seconds: Dict[str, List[float]] = {}
    for turn in range(3):
        for place, way in enumerate(each for each in there if each.name not in ("cProfile", "viztracer")):
            took = served(way, 18400 + turn * 10 + place)
            if took is not None:
                seconds.setdefault(way.name, []).append(took)
    if "alone" not in seconds:
        return
    alone = statistics.median(seconds["alone"])
    row("a request to uvicorn, latency", "1.3",
        {way.name: statistics.median(seconds[way.name]) / alone if way.name in seconds else None for way in there})
    with open("out.awt", encoding="utf-8") as trace:
        lines = trace.readlines()
    events = 0
    for line in lines:
        if line.startswith('["run"'):
            fields = line.split(",")
            how = int(fields[5])
            events += 2 + bool(how & 16) + bool(how & 8) + bool(how & 4) + (fields[6] != '""')
        elif line.startswith('["wait"'):
            events += 2 + (line.split(",")[2] != '""')
        elif line.startswith('["turn"'):
            events += 3
        elif line[1:2].isdigit():
            events += 1
    row("events a request", "16", {way.name: events / REQUESTS if way.name == "Python only" else None for way in there}, "%.1f")


def main() -> int:
    parser = argparse.ArgumentParser(description="What recording costs.")
    parser.add_argument("--record", required=True, metavar="RECORD.PY")
    parser.add_argument("--native", default="", metavar="FOLDER")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    record, native = (path and os.path.abspath(path) for path in (options.record, options.native))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in {**PROGRAMS, "asks": 'import asyncio\nprint(type(vars(asyncio.Handle)["_run"]).__name__)\n'}.items():
            with open(name + ".py", "w", encoding="utf-8") as file:
                file.write(text)
        there = ways(options.python, record, native)
        version = subprocess.run([options.python, "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
        print("%-44s%s   goal" % (version + ", times alone", "".join("%13s" % way.name for way in there)))
        before_12 = version.split()[1].startswith(("3.8", "3.9", "3.10", "3.11"))

        def measured(name: str, goal: str, program: str, *own: str) -> None:
            row(name, goal, ratios(there, program, options.rounds, list(own)))

        measured("2 tasks, 100,000 switches", "4" if before_12 else "2", "switches")
        measured("10 million lines, at switches", "1.02", "lines")
        measured("10 million lines, at lines", "8", "lines", "--level", "lines")
        measured("10,000 tasks in a gather", "3", "gather")
        memory(there)
        service(there)
        if not any(way.name == "extension" for way in there):
            print("There is no extension for this Python (recorder/native/build.py makes it).")
        if not any(way.name == "viztracer" for way in there):
            print("viztracer is not installed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
