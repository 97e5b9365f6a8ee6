"""Records every program that lesson_variants wrote on the CPython that runs this script.

usage: record_all.py RECORDER FOLDER

Only programs that are newer than their trace, or older than the recorder, are run. A failure is told and
leaves no trace behind, but never fails the build: the studio then says "not checked".
"""
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def newest(folder):
    return max((os.path.getmtime(os.path.join(root, name))
                for root, _, names in os.walk(folder) for name in names if name.endswith(".py")), default=0.0)


def is_fresh(trace, program, recorder_time):
    return os.path.exists(trace) and os.path.getmtime(trace) >= max(os.path.getmtime(program), recorder_time)


def record(recorder, folder, lesson, stem, knobs):
    """Returns "" or what went wrong."""
    program = os.path.join(folder, stem + ".py")
    trace = os.path.join(folder, stem + ".awt")
    command = [sys.executable, recorder, program, "-o", trace, "--program", lesson, "--source-name", "program.py"]
    for knob in knobs:
        command += ["--knob", knob]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        problem = str(error)
    else:
        if done.returncode == 0 and os.path.exists(trace):
            return ""
        problem = done.stdout.decode(errors="replace").strip().splitlines()[-1:] or ["no output"]
        problem = "exit %d: %s" % (done.returncode, problem[0])
    if os.path.exists(trace):
        os.remove(trace)
    return "%s: %s" % (stem, problem)


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
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        problems = [problem for problem in pool.map(lambda job: record(recorder, folder, *job), stale) if problem]
    for problem in problems[:3]:
        print("not recorded on CPython:", problem)
    if len(problems) > 3:
        print("not recorded on CPython: %d more" % (len(problems) - 3))


if __name__ == "__main__":
    main(*sys.argv[1:])
