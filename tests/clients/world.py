"""What the stories about clients share: a gateway, programs at work, a target, and how to say that
something does not hold.

Each story prints a line for each step. What does not hold ends it with what was expected, what
came, and the last words of all programs.
"""

import atexit
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

KEY = "a-key-for-tests-only"
PATIENCE = 30


class Target(http.server.ThreadingHTTPServer):
    """A program on localhost: keeps the exact bytes that come and answers by path."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port=0):
        self.received = []
        super().__init__(("127.0.0.1", port), Answer)
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait(self, count):
        """What came as the one of this number, from 1: path, headers, body."""
        until(lambda: len(self.received) >= count, f"{count} requests at the target")
        return self.received[count - 1]

    def handle_error(self, *_):
        pass  # Somebody went away in the middle.


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        if self.headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.received.append((self.path, self.headers, body))
        status, answer = 201, "made: café ☕ <&>\n"
        if "/fail" in self.path:
            status, answer = 500, "no"
        if "/long" in self.path:
            status, answer = 200, "x" * 900_000
        answer = answer.encode()
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        # So that nothing is left open of a target that goes away.
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(answer)

    do_PUT = do_GET = do_DELETE = do_PATCH = do_POST

    def log_message(self, *_):
        pass


class Program:
    """A program at work, with what it says."""

    def __init__(self, name, folder, *command, talk=False, **env):
        self.name, self.said = name, []
        env = {"HOME": folder, "PATH": os.environ["PATH"], **env}
        self.process = subprocess.Popen(
            command, env=env, cwd=folder, stdin=subprocess.PIPE if talk else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )
        threading.Thread(target=self.listen, daemon=True).start()
        PROGRAMS.append(self)

    def listen(self):
        for line in self.process.stdout:
            self.said.append(line.decode(errors="replace").rstrip())

    def says(self, text, after=0):
        """The first line with this text, from a line of this number on."""
        def heard():
            if any(text in line for line in self.said[after:]):
                return True
            if self.process.poll() is not None:
                fail(f"{self.name} ended with status {self.process.returncode}")
            return False

        until(heard, f"`{text}` from {self.name}")
        return next(line for line in self.said[after:] if text in line)

    def signal(self, number):
        # The npm package is a script that starts the program: both are one group.
        os.killpg(self.process.pid, number)

    def end(self, number):
        self.signal(number)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            fail(f"{self.name} did not end")


PROGRAMS = []


@atexit.register
def leave_nobody():
    for program in PROGRAMS:
        if program.process.poll() is None:
            program.signal(signal.SIGKILL)


def fail(what):
    print(f"FAILED: {what}", flush=True)
    for program in PROGRAMS:
        print(f"--- the last words of {program.name}:")
        print("\n".join(program.said[-30:]))
    sys.exit(1)


def until(holds, what):
    end = time.monotonic() + PATIENCE
    while not (res := holds()):
        if time.monotonic() > end:
            fail(f"{what}: did not come within {PATIENCE} s")
        time.sleep(0.02)
    return res


def equal(what, came, expected):
    if came != expected:
        fail(f"{what}\n  expected {expected!r}\n  came     {came!r}")


def step(what):
    print(f"ok  {what}", flush=True)


class Gateway:
    """Our gateway on a folder, and its API in one version."""

    def __init__(self, hookport, folder, address="127.0.0.1:0", version="2025-07-01"):
        self.hookport, self.folder, self.version = hookport, folder, version
        self.serve(address)

    def serve(self, address):
        self.program = Program(
            "hookport", self.folder, self.hookport, "serve", "--listen", address,
            "--data-dir", f"{self.folder}/data", "--api-rate-limit", "0", HOOKPORT_API_KEY=KEY,
        )
        self.url = self.program.says("listening on ").split()[-1]

    def restart(self):
        """Starts it again at the same address; it must be gone."""
        url = self.url
        self.serve(url.removeprefix("http://"))
        equal("the address after the restart", self.url, url)

    def ask(self, method, path, body=None):
        """The status and the answer, whatever it is."""
        request = urllib.request.Request(
            f"{self.url}/{self.version}{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"authorization": f"Bearer {KEY}", "content-type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def call(self, method, path, body=None):
        """The answer, which must be a 200."""
        status, answer = self.ask(method, path, body)
        if status != 200:
            fail(f"{method} {path}: {status} {answer}")
        return answer

    def post(self, url, body, **headers):
        """Sends bytes to a source's URL."""
        headers = {"content-type": "application/json", **headers}
        request = urllib.request.Request(url, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            equal("the sender's answer", answer.status, 200)
            return json.load(answer)
