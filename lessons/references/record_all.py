"""Records every program that lesson_variants wrote on the CPython that runs this script.

usage: record_all.py RECORDER FOLDER

Only programs that are newer than their trace, or older than the recorder, are run. A failure is told and
leaves no trace behind, but never fails the build: the studio then says "not checked".
"""
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor


longest = 60  # s for one program


def newest(folder):
    return max((os.path.getmtime(os.path.join(root, name))
                for root, _, names in os.walk(folder) for name in names if name.endswith(".py")), default=0.0)


def is_fresh(trace, program, recorder_time):
    return os.path.exists(trace) and os.path.getmtime(trace) >= max(os.path.getmtime(program), recorder_time)


class Warm:
    """One Python of the recorder's that records one program after the other (awaitscope_recorder/batch.py)."""

    def __init__(self, recorder):
        self.command = [sys.executable, recorder, "--batch"]
        self.process = None

    def answer(self, request):
        """What it says to the request; None if it died, or took too long, and was ended."""
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL)
        alarm = threading.Timer(longest, self.process.kill)
        alarm.start()
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = b""
        alarm.cancel()
        if line:
            return json.loads(line)
        self.end()
        return None

    def end(self):
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def record(warm, folder, lesson, stem, knobs):
    """Returns "" or what went wrong."""
    trace = os.path.join(folder, stem + ".awt")
    part = trace + ".part"
    with open(os.path.join(folder, stem + ".py"), encoding="utf-8") as file:
        program = file.read()
    answer = warm.answer({"source": program, "output": part, "name": lesson, "knobs": dict(knob.split("=", 1) for knob in knobs)})
    if answer is not None and answer["exit_code"] in (0, 1) and os.path.exists(part):
        os.replace(part, trace)
        return ""
    for path in (part, trace):
        if os.path.exists(path):
            os.remove(path)
    return "%s: %s" % (stem, "it did not end" if answer is None else answer["error"])


def record_some(recorder, folder, programs):
    warm = Warm(recorder)
    problems = [record(warm, folder, *program) for program in programs]
    warm.end()
    return [problem for problem in problems if problem]


def remove_leftovers(folder, stems):
    for root, _, names in os.walk(folder):
        for name in names:
            stem, ending = os.path.splitext(os.path.relpath(os.path.join(root, name), folder))
            if ending in (".py", ".awt") and stem not in stems:
                os.remove(os.path.join(root, name))


def main(recorder, folder):
    with open(os.path.join(folder, "list.tsv"), encoding="utf-8") as file:
        programs = [line.rstrip("\n").split("\t") for line in file]
    remove_leftovers(folder, {stem for _, stem, *_ in programs})
    recorder_time = newest(os.path.dirname(recorder))
    stale = [(lesson, stem, knobs) for lesson, stem, *knobs in programs
             if not is_fresh(os.path.join(folder, stem + ".awt"), os.path.join(folder, stem + ".py"), recorder_time)]
    workers = min(os.cpu_count() or 2, len(stale)) or 1
    with ThreadPoolExecutor(max_workers=workers) as pool:
        shares = [stale[begin::workers] for begin in range(workers)]
        problems = [problem for some in pool.map(lambda share: record_some(recorder, folder, share), shares) for problem in some]
    for problem in problems[:3]:
        print("not recorded on CPython:", problem)
    if len(problems) > 3:
        print("not recorded on CPython: %d more" % (len(problems) - 3))


if __name__ == "__main__":
    main(*sys.argv[1:])
