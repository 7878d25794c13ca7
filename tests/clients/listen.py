"""hookdeck-cli 2.6.0, unmodified, listens to our gateway and forwards its events."""

import json
import signal
import sys

from world import KEY, PATIENCE, Gateway, Program, Target, equal, step, until

HOOKPORT, HOOKDECK, FOLDER = sys.argv[1:]


def post(path, body, **headers):
    return gateway.post(source_url + path, body, **headers)


def ended(headers, status):
    """The event that these headers were sent for, once it has this status, and its last attempt."""
    event_id = headers["x-hookdeck-eventid"]
    event = until(
        lambda: (it := call("GET", f"/events/{event_id}"))["status"] == status and it,
        f"event {event_id} to be {status}",
    )
    page = call("GET", f"/attempts?event_id={event_id}&order_by=created_at&dir=desc")
    return event, call("GET", f"/attempts/{page['models'][0]['id']}")


gateway = Gateway(HOOKPORT, FOLDER)
url, call = gateway.url, gateway.call
step(f"the gateway listens on {url}")
config = f"{FOLDER}/hookdeck.toml"
with open(config, "w") as file:
    file.write(f"api_base = '{url}'\nws_base = '{url.replace('http', 'ws')}/'\n")

login = Program("hookdeck ci", FOLDER, HOOKDECK, "--hookdeck-config", config, "ci", "--api-key", KEY)
equal("the status of `hookdeck ci`", login.process.wait(PATIENCE), 0)
step("`hookdeck ci` logs in")

target = Target()
port = target.port
cli = Program(
    "hookdeck listen", FOLDER, HOOKDECK, "--hookdeck-config", config,
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

gateway.program.end(signal.SIGKILL)
gateway.restart()
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

filters = {
    "body": {"paid": True, "total": {"$gte": 10}}, "headers": {"x-mark": {"$startsWith": "on"}},
    "query": {"page": "1"}, "path": {"$endsWith": "/orders"},
}
options = [it for name, value in filters.items() for it in (f"--filter-{name}", json.dumps(value))]
picky = Program(
    "hookdeck listen with filters", FOLDER, HOOKDECK, "--hookdeck-config", config,
    "listen", str(port), "picky", "--output", "compact", *options,
)
picky.says("Connected.")
source_url = call("GET", "/sources?name=picky")["models"][0]["url"]
before = len(target.received)
for path, body, mark in [
    ("/orders?page=1", b'{"paid":false,"total":10}', "one"),
    ("/orders?page=1", b'{"paid":true,"total":9}', "one"),
    ("/orders?page=1", b'{"paid":true,"total":10}', "two"),
    ("/orders?page=2", b'{"paid":true,"total":10}', "one"),
    ("/orders/7?page=1", b'{"paid":true,"total":10}', "one"),
]:
    refused = post(path, body, **{"x-mark": mark})["request_id"]
    page = call("GET", f"/requests/{refused}/ignored_events")
    equal(f"why {path} {body} {mark} was ignored", page["models"][0]["cause"], "FILTERED")
post("/orders?page=1", b'{"paid":true,"total":10}', **{"x-mark": "one"})
path, headers, came = target.wait(before + 1)
equal("what passes all filters", (path, came), ("/orders?page=1", b'{"paid":true,"total":10}'))
ended(headers, "SUCCESSFUL")
equal("what came of the others", len(target.received), before + 1)
picky.end(signal.SIGINT)
step("a listener with filters gets what passes all four of them")

equal("the gateway's status at the end", gateway.program.end(signal.SIGTERM), 0)
step("everything holds")
