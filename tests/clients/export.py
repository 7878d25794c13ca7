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
# What belongs to a connection, is of the gateway's own choice, or proves who sent it; and one of which
# only what the next attempt has is known.
OTHER = {
    "host", "connection", "accept", "accept-encoding", "x-hookdeck-signature",
    "x-hookdeck-will-retry-after",
}
# What is read of a command is what curl makes of it.
COMMANDS = [
    "curl {url}/1 -F a=b -F 'c=\"d;\\\"e\";type=text/x; charset=utf-8' -F f=@{file}"
    " -F g=@{file};filename=b.png",
    "curl {url}/2 -F 'a=<{file}' --form-string 'b=@c;d' -F 'e\"f=g'",
    "curl {url}/3 -d a=1 --data-urlencode 'b=c d&e' -H x-a:1 --next {url}/4 -XPUT -d@{text}"
    " -: {url}/5 -d=x",
    "curl {url}/6 --json '{{\"a\":1}}' -u me:pw -A agent -b c=1",
]


def hookport(*args, stdin=b""):
    env = {"HOME": FOLDER, "HOOKPORT_API_URL": gateway.url, "HOOKPORT_API_KEY": KEY}
    ran = subprocess.run([HOOKPORT, *args], env=env, input=stdin, capture_output=True, check=True)
    return ran.stdout


def plain(path, headers, body):
    """A request without what is each program's own choice: its name, and what stands between parts."""
    kept = {it.lower(): value for it, value in headers.items()}
    between = kept.get("content-type", "").partition("boundary=")[2]
    kept = {it: kept[it].replace(between, "-") if between else kept[it] for it in kept}
    for it in ["host", "connection", "accept", "content-length"]:
        kept.pop(it, None)
    if kept.get("user-agent", "").startswith(("curl/", "hookport/")):
        del kept["user-agent"]
    return path, kept, body.replace(between.encode(), b"-") if between else body


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

FILES = {"file": f"{FOLDER}/a.txt", "text": f"{FOLDER}/b"}
for name, content in [("file", bytes(range(256))), ("text", b"a=1\r\n&b=2\n")]:
    with open(FILES[name], "wb") as file:
        file.write(content)
said = 0
for command in COMMANDS:
    command = command.format(url=target.url, **FILES)
    subprocess.run(["sh"], input=command.encode(), check=True, capture_output=True)
    hookport("replay", "-", "--to", target.url, stdin=command.encode())
    requests = command.count(target.url)
    for _ in range(requests):
        said += 1
        theirs, ours = target.wait(count + 1), target.wait(count + 1 + requests)
        count += 1
        for one, other, of in zip(plain(*theirs), plain(*ours), ["path", "headers", "body"]):
            equal(f"the {of} of {command}", other, one)
    count += requests
step(f"{said} requests of curl commands were read as curl sends them")

archive = f"{FOLDER}/event.har"
with open(archive, "wb") as file:
    file.write(hookport("event", "export", event, "--as", "har"))
page = HarParser.from_file(archive)
[entry] = page.har_data["entries"]
equal("the URL in the archive", entry["request"]["url"], target.url + first[0])
equal("the answer in the archive", entry["response"]["status"], 201)
step("haralyzer read the archive")
