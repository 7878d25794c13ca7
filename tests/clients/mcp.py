"""`hookdeck gateway mcp`, unmodified: its tools, each with what it gives out of our gateway."""

import json
import queue
import subprocess
import threading

from world import PATIENCE, equal, step

# Each tool with its arguments, and words that are in what it gives. `{name}` is something that the
# story knows.
CALLS = [
    ("projects", {"action": "list"}, "Default"),
    ("projects", {"action": "use", "project_id": "{project}"}, "Default"),
    ("sources", {"action": "list", "name": "desk"}, '"desk"'),
    ("sources", {"action": "get", "id": "{sources/desk}"}, '"desk"'),
    ("destinations", {"action": "list", "limit": 1}, '"next"'),
    ("destinations", {"action": "get", "id": "{destinations/api}"}, '"api"'),
    ("connections", {"action": "list", "disabled": False}, '"lossy"'),
    ("connections", {"action": "get", "id": "lossy"}, '"full_name"'),
    ("connections", {"action": "pause", "id": "lossy"}, '"paused_at":"2'),
    ("connections", {"action": "unpause", "id": "lossy"}, '"paused_at":null'),
    ("transformations", {"action": "list"}, '"noted"'),
    ("transformations", {"action": "get", "id": "{transformations/noted}"}, '"noted"'),
    ("requests", {"action": "list", "limit": 1}, '"req_'),
    ("requests", {"action": "get", "id": "{request}"}, "{request}"),
    ("requests", {"action": "raw_body", "id": "{request}"}, "paid"),
    ("requests", {"action": "events", "id": "{request}"}, "{failed}"),
    ("requests", {"action": "ignored_events", "id": "{refused}"}, "{connections/quiet}"),
    ("events", {"action": "list", "status": "FAILED"}, "{failed}"),
    ("events", {"action": "list", "body": '{"paid":true}'}, "{failed}"),
    ("events", {"action": "get", "id": "{failed}"}, "{failed}"),
    ("events", {"action": "raw_body", "id": "{failed}"}, "paid"),
    ("attempts", {"action": "list", "event_id": "{failed}"}, "{attempt}"),
    ("attempts", {"action": "get", "id": "{attempt}"}, "{attempt}"),
    ("issues", {"action": "list"}, "{issue}"),
    ("issues", {"action": "get", "id": "{issue}"}, "{issue}"),
    ("metrics", {
        "action": "events", "start": "{yesterday}", "end": "{tomorrow}", "measures": ["count"],
    }, '"count"'),
    ("metrics", {
        "action": "requests", "start": "{yesterday}", "end": "{tomorrow}", "measures": ["count"],
    }, '"count"'),
    ("metrics", {
        "action": "attempts", "start": "{yesterday}", "end": "{tomorrow}", "measures": ["count"],
    }, '"count"'),
    ("metrics", {
        "action": "transformations", "start": "{yesterday}", "end": "{tomorrow}",
        "measures": ["count"],
    }, '"count"'),
    ("help", {}, "hookdeck_events"),
]


class Server:
    """The MCP server at work, spoken to line by line."""

    def __init__(self, command, env, folder):
        self.process = subprocess.Popen(
            command, env=env, cwd=folder, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        self.lines, self.number = queue.Queue(), 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def say(self, **message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        self.process.stdin.flush()

    def ask(self, method, **params):
        self.number += 1
        self.say(id=self.number, method=method, params=params)
        while (answer := self.lines.get(timeout=PATIENCE)).get("id") != self.number:
            pass
        return answer["result"]


def mcp(command, env, folder, known):
    """Calls every tool; gives those that do not hold."""
    server = Server(command, env, folder)
    client = {"name": "tests", "version": "1"}
    server.ask("initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo=client)
    server.say(method="notifications/initialized")
    tools = {it["name"].removeprefix("hookdeck_") for it in server.ask("tools/list")["tools"]}
    # Logging in is what a browser does.
    equal("the tools that are called", {name for name, *_ in CALLS} | {"login"}, tools)
    failures = []
    for name, arguments, says in CALLS:
        arguments = json.loads(known(json.dumps(arguments)))
        answer = server.ask("tools/call", name=f"hookdeck_{name}", arguments=arguments)
        text = "".join(it.get("text", "") for it in answer["content"])
        what = f"hookdeck gateway mcp: {name} {arguments.get('action', '')}"
        if answer.get("isError") or known(says) not in text:
            failures.append(what)
            print(f"NO  {what}: it does not say {known(says)!r}: {text[:500]}", flush=True)
        else:
            step(what)
    server.process.stdin.close()
    equal("the status of the MCP server at its end", server.process.wait(PATIENCE), 0)
    return failures
