"""Medians of CPU and wall time and the peak memory of commands: benches/peers/time.py RUNS, commands on standard input.

A line is a group, a name and a command, with tabs between. Every command is run once to warm up; then all of them in turn, RUNS times. Ratios are to
the first command of a group. What a command writes is dropped, and its exit code too: a finding is no failure here.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time

TIME = "/usr/bin/time"


def run(command):
    """CPU and wall time in milliseconds, from what the system says of this child alone."""
    shutil.rmtree("out", ignore_errors=True)
    begin = time.perf_counter()
    child = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_WRONLY, 0) for fd in (1, 2)],
    )
    _, _, used = os.wait4(child, 0)
    return (used.ru_utime + used.ru_stime) * 1e3, (time.perf_counter() - begin) * 1e3


def peak(command):
    """Peak memory in MiB; under a small parent, for a child's peak is never told as less than its parent's."""
    shutil.rmtree("out", ignore_errors=True)
    subprocess.run([TIME, "-f", "%M", "-o", "time", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    with open("time") as told:
        return int(told.read().split()[-1]) / 1024


runs = int(sys.argv[1])
rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
rows = [row for row in rows if shutil.which(row[2].split()[0])]
commands = []
for _, _, text in rows:
    first, *rest = text.split()
    commands.append([shutil.which(first), *rest])
for command in commands:
    run(command)
times = [[] for _ in commands]
for _ in range(runs):
    for command, own in zip(commands, times):
        own.append(run(command))
peaks = [statistics.median(peak(command) for _ in range(3)) for command in commands]

group = None
base = (1.0, 1.0)
for (of, name, _), own, memory in zip(rows, times, peaks):
    cpu = statistics.median(cpu for cpu, _ in own)
    least = min(cpu for cpu, _ in own)
    wall = statistics.median(wall for _, wall in own)
    if of != group:
        group, base = of, (cpu, memory)
        print(f"\n{of}")
    print(
        f"  {name:<28} CPU {cpu:8.2f} ms (least {least:8.2f}), {cpu / base[0]:5.2f} ×; "
        f"wall {wall:8.2f} ms; peak {memory:6.1f} MiB, {memory / base[1]:5.2f} ×"
    )
