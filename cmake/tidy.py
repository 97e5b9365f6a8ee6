#!/usr/bin/env python3
"""tidy.py BUILD_FOLDER [FILES...]: clang-tidy over these files alone, or over all that the folder compiles, many as one.

Alone each file reads the same headers again, which is nearly all that checking takes. So files that are compiled with the same
options are checked together, through a file that includes them, as long as none has a name for itself that another has, too. Where
that does not compile all the same, halves of it are tried, down to each file alone. A finding is told once, whoever includes it.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import threading
import time

TOGETHER = 30
# Tests need not be quick, pass errors over to see what comes of it, look at what was moved from, and compare with an empty value
# so that a failure shows what stood there. Catch2's CHECK names its expression twice, and evaluates it once.
OF_TESTS = ('--checks=-performance-*,-bugprone-empty-catch,-bugprone-use-after-move,-bugprone-inc-dec-in-conditions,'
            '-readability-container-size-empty')
# What stands at the beginning of a line names something for the whole file.
NAME = re.compile(r'^(?:(#define .*)|(?:struct|class|enum class|enum|concept) (\w+)(?=[ :;={])|(using \w+ = .*)'
                  r'|(?!using|namespace)[A-Za-z][\w:<>,&* ]*?[ &*](\w+)(?=[({;=[]| =))', re.M)
FINDING = re.compile(r'^/.*?:\d+:\d+: (?:error|warning): .*\[(.*)\]$')


def own_names(text):
    namespace = re.search(r'^namespace [\w:]+', text, re.M)
    within = namespace.group() if namespace else ''
    return {(within, next(filter(None, match))) for match in NAME.findall(text)}


def is_test(file):
    return os.path.relpath(file).startswith('tests')


def options_of(entry):
    """What a file is compiled with, but for itself and what it becomes."""
    words = shlex.split(entry['command'])
    end = words.index('-o')
    return tuple(word for word in words[1:end] if not word.startswith(('-O', '-W')))


def groups_of(root, database):
    """Lists of files that can be read as one, and an entry of the database for each list."""
    groups, seen = [], set()
    for entry in database:
        file = entry['file']
        if not file.endswith('.cpp') or file in seen or os.path.relpath(file, root).startswith(('build', '..')):
            continue
        seen.add(file)
        with open(file, encoding='utf-8') as source:
            text = source.read()
        key = (options_of(entry), is_test(file), frozenset(re.findall(r'^using namespace (?!std)[\w:]+', text, re.M)))
        names = own_names(text)
        for group in groups:
            if group['key'] == key and len(group['files']) < TOGETHER and not names & group['names']:
                break
        else:
            group = {'key': key, 'files': [], 'names': set(), 'entry': entry}
            groups.append(group)
        group['files'].append(file)
        # The same alias twice is none too many, and each main gets a name of its own.
        group['names'] |= {(within, name) for within, name in names if name != 'main' and not name.startswith(('using ', '#define '))}
    return groups


class Tidy:
    def __init__(self, folder):
        self.folder, self.together = folder, os.path.join(folder, 'together')
        self.told, self.lock, self.number = set(), threading.Lock(), 0
        self.clean = True

    def check(self, file, of_tests, *options):
        """What clang-tidy says, as findings with the lines that belong to each; whether it could read the file."""
        command = ['clang-tidy-19', '--quiet', *([OF_TESTS] if of_tests else []), file, *options]
        run = subprocess.run(command, capture_output=True, text=True, errors='replace')
        findings = []
        for line in run.stdout.splitlines():
            if FINDING.match(line):
                findings.append([line])
            elif findings:
                findings[-1].append(line)
        if run.returncode and not findings:
            findings.append([f'{shlex.join(command)}: {run.stderr.strip()[-2000:]}'])
        return findings, not any('[clang-diagnostic-error' in finding[0] for finding in findings)

    def tell(self, findings):
        with self.lock:
            for finding in findings:
                if finding[0] not in self.told:
                    self.told.add(finding[0])
                    self.clean = False
                    print('\n'.join(finding), flush=True)

    def alone(self, file):
        self.tell(self.check(file, is_test(file), '-p', self.folder)[0])

    def as_one(self, files, entry):
        if len(files) == 1:
            self.alone(files[0])
            return
        with self.lock:
            self.number += 1
            unit = os.path.join(self.together, f'{self.number}.cpp')
        with open(unit, 'w', encoding='utf-8') as out:
            out.write('// NOLINTBEGIN(bugprone-suspicious-include)\n')
            # Only the real main may end without a return.
            out.write('#pragma clang diagnostic ignored "-Wreturn-type"\n')
            for number, file in enumerate(files): # each may be a program
                out.write(f'#define main main_{number}\n#include "{file}"\n#undef main\n')
            out.write('// NOLINTEND(bugprone-suspicious-include)\n')
        begun = time.monotonic()
        findings, read = self.check(unit, is_test(files[0]), '--', *options_of(entry))
        if os.environ.get('TIDY_TIMES'):
            print(f'{time.monotonic() - begun:.0f} s: {unit}', flush=True)
        if read:
            self.tell(findings)
        else:
            half = len(files) // 2
            self.as_one(files[:half], entry)
            self.as_one(files[half:], entry)


def main():
    root, folder = os.getcwd(), os.path.abspath(sys.argv[1])
    tidy = Tidy(folder)
    os.makedirs(tidy.together, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        if sys.argv[2:]:
            list(pool.map(tidy.alone, sys.argv[2:]))
        else:
            with open(os.path.join(folder, 'compile_commands.json'), encoding='utf-8') as database:
                groups = groups_of(root, json.load(database))
            files = sum(len(group['files']) for group in groups)
            print(f'Checking {files} files as {len(groups)} ...', file=sys.stderr, flush=True)
            list(pool.map(lambda group: tidy.as_one(group['files'], group['entry']), groups))
    return 0 if tidy.clean else 1


if __name__ == '__main__':
    sys.exit(main())
