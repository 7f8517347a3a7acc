"""Runs a command and says what it took, children included: wall and processor seconds, and the peak of what it and its
children held in memory at one time (sampled, since the kernel only keeps the peak of each)."""
import os, platform, statistics, subprocess, sys, threading, time


class Took:
    def __init__(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = wall, cpu, peak


def children(pid):
    out = [pid]
    for parent in out:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children") as f:
                    out += [int(c) for c in f.read().split()]
        except OSError:
            pass
    return out


def held(pid):
    total = 0
    for one in children(pid):
        try:
            with open(f"/proc/{one}/status") as f:
                total += next((int(line.split()[1]) for line in f if line.startswith("VmRSS")), 0)
        except OSError:
            pass
    return total / 1024


def run(command, cwd=None, stdin=None, sample=True, ok=(0,)):
    """Returns a Took in seconds and MiB; ends the program with the command's own words when it fails."""
    errors = subprocess.PIPE if sample else subprocess.DEVNULL
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
    peak, said, done = [0.0], [], threading.Event()

    def watch():
        while not done.wait(0.02):
            peak[0] = max(peak[0], held(child.pid))

    if sample:
        threading.Thread(target=watch, daemon=True).start()
        said.append(child.stderr.read())
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    done.set()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in ok:
        sys.exit(f"{' '.join(map(str, command))}\nended with {child.returncode}\n" + b"".join(said).decode("utf-8", "replace"))
    return Took(wall, used.ru_utime + used.ru_stime, max(peak[0], used.ru_maxrss / 1024))


def table(rows, base, unit="s", memory=True):
    """Prints medians and what each is against the base. rows: {name: [Took]}"""
    factor = 1000 if unit == "ms" else 1
    middle = {n: Took(*(statistics.median(getattr(t, k) for t in ts) for k in ("wall", "cpu", "peak"))) for n, ts in rows.items()}
    b = middle[base]
    print(f"{'':34}{'wall ' + unit:>10}{'×':>7}{'CPU ' + unit:>10}{'×':>7}" + (f"{'peak MiB':>10}{'×':>7}" if memory else ""))
    for name, m in middle.items():
        line = f"{name:34}{m.wall * factor:10.2f}{m.wall / b.wall:7.2f}{m.cpu * factor:10.2f}{m.cpu / max(b.cpu, 1e-9):7.2f}"
        if memory:
            line += f"{m.peak:10.1f}{m.peak / max(b.peak, 1e-9):7.2f}"
        print(line)
    print(f"× is against {base}. Medians of {len(rows[base])}, taken in turn, on {platform.machine()}, {os.cpu_count()} cores.")
