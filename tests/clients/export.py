"""What the gateway exports, run by those it is written for: curl and HTTPie send the same bytes again,
and haralyzer reads the archive."""

import subprocess
import sys

from haralyzer import HarParser

from world import KEY, Gateway, Target, equal, step

HOOKPORT, FOLDER = sys.argv[1:]
BODIES = [
    b"""{"it's":"\\"quoted\\" $HOME `id` \\\\ !"}""",
    b"'",
    b"@/etc/passwd",
    b"-d",
    b"a=1&b=%20+",
    b"line\nline\r\n\ttab",
    b"\x1b[31mred\x07",
    "čeština 日本 🦀".encode(),
    bytes(range(256)),
    b"\0",
    b"x'\"" * 60_000,
]
VALUES = ["=1", "@x", "a:=b", "x@y==z; q=1", "it's"]
# What belongs to a connection, or is of the gateway's own choice; and of what the next attempt has, nobody
# knows what the last one had.
OTHER = {"host", "connection", "accept", "accept-encoding", "x-hookdeck-will-retry-after"}


def hookport(*args):
    env = {"HOME": FOLDER, "HOOKPORT_API_URL": gateway.url, "HOOKPORT_API_KEY": KEY}
    return subprocess.run([HOOKPORT, *args], env=env, capture_output=True, check=True).stdout


gateway, target = Gateway(HOOKPORT, FOLDER), Target()
connection = gateway.call("PUT", "/connections", {
    "name": "orders", "source": {"name": "shop"},
    "destination": {"name": "app", "type": "HTTP", "config": {"url": target.url}},
})
url = connection["source"]["url"] + "/a%20b?q=1&r=$2"
count = 0
for body in BODIES:
    for value in VALUES:
        gateway.post(url, body, **{"content-type": "text/plain; a='b'", "x-odd": value})
        first = target.wait(count := count + 1)
        event = first[1]["x-hookdeck-eventid"]
        for program in ["curl", "httpie"]:
            command = hookport("event", "export", event, "--as", program)
            subprocess.run(["sh"], input=command, check=True, capture_output=True)
            path, headers, came = target.wait(count := count + 1)
            what = f"{program}, {body[:30]!r}, {value}"
            equal(f"the path of {what}", path, first[0])
            equal(f"the body of {what}", came, first[2])
            for name in {it.lower() for it in first[1]} - OTHER:
                equal(f"{name} of {what}", headers.get(name), first[1][name])
step(f"curl and HTTPie sent {len(BODIES) * len(VALUES)} events again, with all headers, byte for byte")

archive = f"{FOLDER}/event.har"
with open(archive, "wb") as file:
    file.write(hookport("event", "export", event, "--as", "har"))
page = HarParser.from_file(archive)
[entry] = page.har_data["entries"]
equal("the URL in the archive", entry["request"]["url"], target.url + first[0])
equal("the answer in the archive", entry["response"]["status"], 201)
step("haralyzer read the archive")
