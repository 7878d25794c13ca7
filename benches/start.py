#!/usr/bin/env python3
"""How long hookport takes to start: the processor time of `--help`, and how much longer than the
gateway itself a list takes.

    cargo build --release && benches/start.py [BINARY] [ROUNDS]
"""

import http.client
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

BINARY = os.path.realpath(sys.argv[1] if len(sys.argv) > 1 else "target/release/hookport")
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 50
KEY = "a-key-for-a-measurement"


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(args, env):
    """Wall and processor time of each run, in milliseconds."""
    wall, used = [], []
    for _ in range(ROUNDS):
        began, before = time.perf_counter(), cpu()
        subprocess.run([BINARY, *args], env=env, check=True, stdout=subprocess.DEVNULL)
        wall.append((time.perf_counter() - began) * 1e3)
        used.append((cpu() - before) * 1e3)
    return wall, used


def said(what, values):
    ordered = sorted(values)
    middle, most = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(f"{what:<42}{middle:6.1f} ms   p95 {most:6.1f}   min {ordered[0]:6.1f}", flush=True)
    return middle


with tempfile.TemporaryDirectory() as home:
    env = {"HOME": home, "HOOKPORT_NO_KEYRING": "1"}
    _, used = measured(["--help"], env)
    said("--help, processor", used)

    serve = [BINARY, "serve", "--listen", "127.0.0.1:0", "--output", "json"]
    serve += ["--data-dir", f"{home}/data", "--api-rate-limit", "0"]
    gateway = subprocess.Popen(
        serve, env={**env, "HOOKPORT_API_KEY": KEY}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        url = json.loads(gateway.stdout.readline())["url"]
        named = {**env, "HOOKPORT_API_URL": url, "HOOKPORT_API_KEY": KEY}
        for number in range(20):
            args = [BINARY, "source", "create", "--name", f"source-{number}"]
            subprocess.run(args, env=named, check=True, capture_output=True)
        host = http.client.HTTPConnection(url.removeprefix("http://"))
        own = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            host.request("GET", "/2025-07-01/sources", headers={"authorization": f"Bearer {KEY}"})
            host.getresponse().read()
            own.append((time.perf_counter() - began) * 1e3)
        own = said("the gateway's own time for a list", own)
        # A gateway that runs for this user is found by its note, and its key in a file.
        found = {**env, "HOOKPORT_DATA_DIR": f"{home}/data", "HOOKPORT_API_KEY": KEY}
        for what, env in [("named", named), ("found", found)]:
            wall, used = measured(["source", "list"], env)
            over = said(f"source list of a gateway that is {what}", wall) - own
            said("  processor", used)
            print(f"  over the gateway's own time{over:21.1f} ms")
    finally:
        gateway.terminate()
        gateway.wait()
