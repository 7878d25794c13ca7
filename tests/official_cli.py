"""The story that official-cli.sh tells: hookdeck-cli 2.6.0 forwards events of our gateway.

Each step prints a line. What does not hold ends it with what was expected, what came, and the last
words of both programs.
"""

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

HOOKPORT, HOOKDECK, FOLDER = sys.argv[1:]
KEY = "a-key-for-tests-only"
PATIENCE = 30


class Target(http.server.ThreadingHTTPServer):
    """A program on localhost: keeps the exact bytes that come and answers by path."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port=0):
        self.received = []
        super().__init__(("127.0.0.1", port), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait(self, count):
        until(lambda: len(self.received) >= count, f"{count} requests at the target")
        return self.received[count - 1]


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

    do_PUT = do_POST

    def log_message(self, *_):
        pass


class Program:
    """A program at work, with what it says."""

    def __init__(self, name, *command, **env):
        self.name, self.said = name, []
        env = {"HOME": FOLDER, "PATH": os.environ["PATH"], **env}
        self.process = subprocess.Popen(
            command, env=env, cwd=FOLDER, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )
        threading.Thread(target=self.listen, daemon=True).start()
        PROGRAMS.append(self)

    def listen(self):
        for line in self.process.stdout:
            self.said.append(line.decode(errors="replace").rstrip())

    def says(self, text, after=0):
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


def fail(what):
    print(f"FAILED: {what}", flush=True)
    for program in PROGRAMS:
        print(f"--- the last words of {program.name}:")
        print("\n".join(program.said[-30:]))
    for program in PROGRAMS:
        if program.process.poll() is None:
            program.signal(signal.SIGKILL)
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


def serve(address):
    gateway = Program(
        "hookport", HOOKPORT, "serve", "--listen", address, "--data-dir", f"{FOLDER}/data",
        "--api-rate-limit", "0", HOOKPORT_API_KEY=KEY,
    )
    return gateway, gateway.says("listening on ").split()[-1]


def call(method, path, body=None):
    request = urllib.request.Request(
        f"{url}/2025-07-01{path}", method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"authorization": f"Bearer {KEY}", "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        fail(f"{method} {path}: {error} {error.read()!r}")


def post(path, body, **headers):
    headers = {"content-type": "application/json", **headers}
    request = urllib.request.Request(source_url + path, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        equal("the sender's answer", answer.status, 200)
        return json.load(answer)


def ended(headers, status):
    """The event that these headers were sent for, once it has this status, and its last attempt."""
    event_id = headers["x-hookdeck-eventid"]
    event = until(
        lambda: (it := call("GET", f"/events/{event_id}"))["status"] == status and it,
        f"event {event_id} to be {status}",
    )
    page = call("GET", f"/attempts?event_id={event_id}&order_by=created_at&dir=desc")
    return event, call("GET", f"/attempts/{page['models'][0]['id']}")


gateway, url = serve("127.0.0.1:0")
step(f"the gateway listens on {url}")
config = f"{FOLDER}/hookdeck.toml"
with open(config, "w") as file:
    file.write(f"api_base = '{url}'\nws_base = '{url.replace('http', 'ws')}/'\n")

login = Program("hookdeck ci", HOOKDECK, "--hookdeck-config", config, "ci", "--api-key", KEY)
equal("the status of `hookdeck ci`", login.process.wait(PATIENCE), 0)
step("`hookdeck ci` logs in")

target = Target()
port = target.server_address[1]
cli = Program(
    "hookdeck listen", HOOKDECK, "--hookdeck-config", config,
    "listen", str(port), "shop", "--path", "/hooks", "--output", "compact",
)
cli.says("Connected.")
source_url = call("GET", "/sources?name=shop")["models"][0]["url"]
step("`hookdeck listen` makes source and connection, and connects")

body = '{ "text": "naïve ☕ \\u0000 \\ud83e\\udd80 🦀 </script>",\n\t"n": 1.0e2 }\n'.encode()
post("/a/b?x=1&x=%20", body, **{"X-Custom": 'quo"te \\ / é'.encode().decode("latin-1")})
path, headers, came = target.wait(1)
equal("the path", path, "/hooks/a/b?x=1&x=%20")
equal("the body", came, body)
equal("a header", headers["x-custom"].encode("latin-1"), 'quo"te \\ / é'.encode())
equal("the content type", headers["content-type"], "application/json")
equal("the attempt's number", headers["x-hookdeck-attempt-count"], "1")
step("the target gets the exact bytes, path, query and headers")

event, attempt = ended(headers, "SUCCESSFUL")
equal("the attempt's status", attempt["response_status"], 201)
equal("the attempt's body", attempt["body"], "made: café ☕ <&>\n")
equal("the event's session", event["cli_id"][:4], "cli_")
step("its answer comes back into the attempt")

post("/long", b"{}")
event, attempt = ended(target.wait(2)[1], "SUCCESSFUL")
equal("the length of the attempt's body", len(attempt["body"]), 900_000)
step("an answer in many frames comes back whole")

post("/empty", b"")
equal("an empty body", target.wait(3)[2], b"")
ended(target.wait(3)[1], "SUCCESSFUL")
step("an empty body stays empty")

post("/fail", b"{}")
event, attempt = ended(target.wait(4)[1], "FAILED")
equal("the event's response status", event["response_status"], 500)
step("a 500 makes the event FAILED")

call("POST", f"/events/{event['id']}/retry", {})
headers = target.wait(5)[1]
equal("the event that is retried", headers["x-hookdeck-eventid"], event["id"])
equal("its attempt's number", headers["x-hookdeck-attempt-count"], "2")
equal("its trigger", headers["x-hookdeck-attempt-trigger"], "MANUAL")
step("a retry reaches the target again")

target.shutdown()
target.server_close()
post("/nobody", b"{}")
nobody = until(
    lambda: [
        it for it in call("GET", f"/events?cli_id={event['cli_id']}&status=FAILED")["models"]
        if it["error_code"]
    ],
    "an event that failed for want of a target",
)
equal("its error code", nobody[0]["error_code"], "CLI")
target = Target(port)
step("a target that is not there is error code CLI")

gateway.end(signal.SIGKILL)
gateway, again = serve(url.removeprefix("http://"))
equal("the address after the restart", again, url)
post("/after", b'{"after":"the crash"}')
path, headers, came = target.wait(1)
equal("the body after the crash", came, b'{"after":"the crash"}')
ended(headers, "SUCCESSFUL")
step("after a kill -9 of the gateway, the CLI comes back by itself and events flow")

# As a terminal would: every program of the group gets it.
cli.end(signal.SIGINT)
# It has ended a moment before the gateway has read its last word.
ignored = until(
    lambda: call("GET", f"/requests/{post('/gone', b'{}')['request_id']}/ignored_events")["models"],
    "an ignored event",
)
equal("why it was ignored", ignored[0]["cause"], "CLI_DISCONNECTED")
step("after Ctrl-C nobody listens, and the gateway knows")

equal("the gateway's status at the end", gateway.end(signal.SIGTERM), 0)
step("everything holds")
