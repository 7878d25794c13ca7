"""Every command of hookdeck-cli 2.6.0, unmodified, against our gateway, each with what it says and
what it does. `listen` has a story of its own; `login`, `telemetry`, `completion` and `version` have
nothing to do with a gateway like ours.

A command that does not hold is told with its reason, and the rest go on, so that one run tells all
that is wrong.
"""

import datetime
import json
import os
import re
import subprocess
import sys
import time

from mcp import mcp
from world import KEY, PATIENCE, Gateway, Target, fail, step, until

HOOKPORT, HOOKDECK, FOLDER = sys.argv[1:]
CODE = "addHandler('transform', (request) => { console.log('seen'); return request; });"
RANGE = "--start {yesterday} --end {tomorrow}"

# What a row expects of a field.
SET, GONE, NULL = object(), object(), None

# Each row: the command line after `hookdeck`, words that it says, and what the API then says: the
# path of an object, a field of it, and its value. `{sources/desk}` is the id of the source of this
# name; `{name}` is something that the story knows.
CONFIGURE = [
    ("whoami", "self-hosted", None),
    ("project list", "Default", None),
    ("project list --output json", '"type": "gateway"', None),
    ("project list hook Def", "Default", None),
    ("project use hookport Default", "Successfully set active project", None),
    ("gateway source create --name desk --type WEBHOOK --description old", "Source created",
        ("/sources/{sources/desk}", "description", "old")),
    ("gateway source create --name desk --type WEBHOOK", "already exists", "fails"),
    ("gateway source create --name signed --type STRIPE --webhook-secret s3", "STRIPE",
        ("/sources/{sources/signed}?include=config.auth", "config.auth.webhook_secret_key", "s3")),
    ("gateway source create --name hmac --type WEBHOOK --hmac-secret s3 --hmac-algo sha256",
        "Source created", ("/sources/{sources/hmac}", "config.auth_type", "HMAC")),
    ("gateway source create --name login --type WEBHOOK --basic-auth-user u --basic-auth-pass p",
        "Source created", ("/sources/{sources/login}", "config.auth_type", "BASIC_AUTH")),
    ("gateway source create --name keyed --type WEBHOOK --api-key k3", "Source created",
        ("/sources/{sources/keyed}", "config.auth_type", "API_KEY")),
    ("gateway source create --name polite --type WEBHOOK --allowed-http-methods POST,PUT"
     " --custom-response-body <ok/> --custom-response-content-type xml", "Source created",
        ("/sources/{sources/polite}", "config.custom_response.content_type", "xml")),
    ("gateway source list", "polite", None),
    ("gateway source list --name desk --output json", '"name": "desk"', None),
    ("gateway source list --type STRIPE --limit 5", "signed", None),
    ("gateway source get desk", "Status: active", None),
    ("gateway source get {sources/signed} --include-auth --output json", '"s3"', None),
    ("gateway source update {sources/desk} --description new", "Source updated",
        ("/sources/{sources/desk}", "description", "new")),
    ("gateway source upsert desk --description newer", "upserted",
        ("/sources/{sources/desk}", "description", "newer")),
    ("gateway source upsert nobody --type WEBHOOK --dry-run", "would be created",
        ("/sources?name=nobody", "models", [])),
    ("gateway source disable {sources/desk}", "Source disabled",
        ("/sources/{sources/desk}", "disabled_at", SET)),
    ("gateway source list --disabled", "desk", None),
    ("gateway source enable {sources/desk}", "Source enabled",
        ("/sources/{sources/desk}", "disabled_at", NULL)),
    ("gateway source count", "6", None),
    ("gateway source count --type STRIPE", "1", None),
    ("gateway source delete {sources/keyed}", "cannot confirm", "fails"),
    ("gateway source delete {sources/keyed} --force", "deleted",
        ("/sources/{sources/keyed}", "", GONE)),
    ("gateway source get nobody", "no source found", "fails"),

    ("gateway destination create --name api --type HTTP --url {target} --http-method PUT"
     " --rate-limit 5 --rate-limit-period minute", "Destination created",
        ("/destinations/{destinations/api}", "config.rate_limit", 5)),
    ("gateway destination create --name bearer --type HTTP --url {target} --auth-method bearer"
     " --bearer-token t", "Destination created",
        ("/destinations/{destinations/bearer}?include=config.auth", "config.auth.token", "t")),
    ("gateway destination create --name basic --type HTTP --url {target} --auth-method basic"
     " --basic-auth-user u --basic-auth-pass p", "Destination created",
        ("/destinations/{destinations/basic}", "config.auth_type", "BASIC_AUTH")),
    ("gateway destination create --name key --type HTTP --url {target} --auth-method api_key"
     " --api-key k --api-key-header x-key --api-key-to header", "Destination created",
        ("/destinations/{destinations/key}", "config.auth_type", "API_KEY")),
    ("gateway destination create --name own --type HTTP --url {target}"
     " --auth-method custom_signature --custom-signature-key x-sig --custom-signature-secret s",
        "Destination created", ("/destinations/{destinations/own}", "config.auth_type",
                                "CUSTOM_SIGNATURE")),
    ("gateway destination upsert local --type CLI --cli-path /hooks", "upserted",
        ("/destinations/{destinations/local}", "config.path", "/hooks")),
    ("gateway destination upsert mock --type MOCK_API", "upserted",
        ("/destinations/{destinations/mock}", "type", "MOCK_API")),
    ("gateway destination upsert mock --description x --dry-run", "Dry Run",
        ("/destinations/{destinations/mock}", "description", NULL)),
    ("gateway destination update {destinations/api} --url {target}/v2", "updated",
        ("/destinations/{destinations/api}", "config.url", "{target}/v2")),
    ("gateway destination list --type CLI", "local", None),
    ("gateway destination list --output json --limit 1", '"next"', None),
    ("gateway destination get api", "URL: {target}/v2", None),
    ("gateway destination get bearer --include-auth --output json", '"token": "t"', None),
    ("gateway destination disable {destinations/mock}", "disabled",
        ("/destinations/{destinations/mock}", "disabled_at", SET)),
    ("gateway destination enable {destinations/mock}", "enabled",
        ("/destinations/{destinations/mock}", "disabled_at", NULL)),
    ("gateway destination count", "7", None),
    ("gateway destination delete {destinations/mock} --force", "deleted",
        ("/destinations/{destinations/mock}", "", GONE)),

    ("gateway transformation create --name seen --code {code} --env A=b,C=d", "seen",
        ("/transformations/{transformations/seen}", "env.C", "d")),
    ("gateway transformation upsert seen --code {code} --env A=e", "seen",
        ("/transformations/{transformations/seen}", "env.A", "e")),
    ("gateway transformation upsert unseen --code {code} --dry-run", "",
        ("/transformations?name=unseen", "models", [])),
    ("gateway transformation update {transformations/seen} --name noted", "noted",
        ("/transformations/{transformations/noted}", "name", "noted")),
    ("gateway transformation list", "noted", None),
    ("gateway transformation list --name noted --output json", '"name": "noted"', None),
    ("gateway transformation get noted", "noted", None),
    ("gateway transformation count", "1", None),
    ("gateway transformation run --id {transformations/noted} --request {input}",
        "seen", None),
    ("gateway transformation run --code {broken} --request {input}", "no", "fails"),
    ("gateway transformation run --code {code} --request {input} --output json",
        '"log_level"', None),

    ("gateway connection create --name orders --source-name shop --source-type WEBHOOK"
     " --destination-name orders --destination-type HTTP --destination-url {target}/orders"
     " --rule-filter-body {paid} --rule-retry-strategy exponential"
     " --rule-retry-count 2 --rule-retry-interval 60000 --rule-retry-response-status-codes 500,503"
     " --rule-delay 1 --rule-deduplicate-window 1000"
     " --rule-deduplicate-include-fields body.id",
        "Connection created", ("/connections/{connections/orders}", "rules.0.type", "deduplicate")),
    ("gateway connection create --name lossy --source-id {sources/shop}"
     " --destination-name lossy --destination-type HTTP --destination-url {target}/fail"
     " --destination-rate-limit 100 --destination-rate-limit-period second",
        "Connection created", ("/connections/{connections/lossy}", "source.name", "shop")),
    ("gateway connection create --name quiet --source-id {sources/desk}"
     " --destination-id {destinations/api} --rules {never}",
        "Connection created", ("/connections/{connections/quiet}", "rules.0.body.never", 1)),
    ("gateway connection list", "orders", None),
    ("gateway connection list --source-id {sources/shop} --output json", '"full_name"', None),
    ("gateway connection list --destination-id {destinations/api}", "quiet", None),
    ("gateway connection get orders", "Rule 4: Type: retry", None),
    ("gateway connection get {connections/quiet} --include-source-auth --include-destination-auth"
     " --output json", '"auth"', None),
    ("gateway connection upsert orders --description mine", "Connection updated",
        ("/connections/{connections/orders}", "description", "mine")),
    ("gateway connection upsert orders --description x --dry-run", "DRY RUN COMPLETE",
        ("/connections/{connections/orders}", "description", "mine")),
    ("gateway connection update {connections/orders} --rules {only}",
        "Connection updated", ("/connections/{connections/orders}", "rules.0.type", "filter")),
    ("gateway connection update {connections/orders} --rule-transform-name noted"
     " --rule-transform-code {code}",
        "Connection updated", ("/connections/{connections/orders}", "rules.0.type", "transform")),
    ("connection disable {connections/quiet}", "disabled",
        ("/connections/{connections/quiet}", "disabled_at", SET)),
    ("connection list --disabled", "quiet", None),
    ("connection enable {connections/quiet}", "enabled",
        ("/connections/{connections/quiet}", "disabled_at", NULL)),
    ("connection pause lossy", "paused", ("/connections/{connections/lossy}", "paused_at", SET)),
    ("connection unpause lossy", "unpaused",
        ("/connections/{connections/lossy}", "paused_at", NULL)),
]

# With one request that was delivered, failed and filtered, and one event that waits.
LOOK = [
    ("gateway event list", "FAILED", None),
    ("gateway event list --status SUCCESSFUL --connection-id {connections/orders}", "SUCCESSFUL",
        None),
    ("gateway event list --source-id {sources/shop} --destination-id {destinations/lossy}"
     " --response-status 500 --attempts 1", "{failed}", None),
    ("gateway event list --id {failed} --created-after 2020-01-01T00:00:00Z"
     " --created-before {tomorrow} --order-by created_at --dir asc --limit 1", "{failed}", None),
    ("gateway event list --body {paid} --output json", '"models"', None),
    ("gateway event list --headers {mark} --path /orders", "{failed}", None),
    ("gateway event list --parsed-query {query} --output json", "{failed}", None),
    ("gateway event list --successful-at-after 2020-01-01T00:00:00Z", "{delivered}", None),
    ("gateway event list --last-attempt-at-after {tomorrow}", "No events", None),
    ("gateway event get {failed}", "{request}", None),
    ("gateway event get {failed} --output json", '"response_status": 500', None),
    ("gateway event raw-body {failed}", "paid", None),
    ("gateway event retry {failed}", "retry requested", ("/events/{failed}", "attempts", 2)),
    ("gateway event mute {failed}", "muted", ("/events/{failed}", "next_attempt_at", NULL)),
    ("gateway event cancel {waiting}", "cancelled", ("/events/{waiting}", "status", "CANCELLED")),
    ("gateway event cancel {delivered}", "can be cancelled", "fails"),
    ("gateway request list", "{request}", None),
    ("gateway request list --status accepted --verified false --source-id {sources/shop}"
     " --body {paid}", "{request}", None),
    ("gateway request list --ingested-at-after 2020-01-01T00:00:00Z --order-by created_at"
     " --dir desc --limit 1 --output json", '"models"', None),
    ("gateway request get {request}", "Events count:", None),
    ("gateway request get {request} --output json", '"events_count": 2', None),
    ("gateway request raw-body {request}", "paid", None),
    ("gateway request events {request}", "{failed}", None),
    ("gateway request events {request} --status FAILED --output json", "{failed}", None),
    ("gateway request ignored-events {ignored}", "{connections/quiet}", None),
    ("gateway request retry {ignored} --connection-ids {connections/quiet}", "retry requested",
        None),
    ("gateway request retry {request}", "not eligible", "fails"),
    ("gateway attempt list --event-id {failed}", "#1 500 FAILED", None),
    ("gateway attempt list --event-id {failed} --order-by created_at --dir asc --limit 1"
     " --output json", '"attempt_number": 1', None),
    ("gateway attempt get {attempt}", "Trigger:        INITIAL", None),
    ("gateway attempt get {attempt} --output json", '"requested_url"', None),
    ("gateway transformation executions list noted", "{execution}", None),
    ("gateway transformation executions list {transformations/noted} --log-level info --limit 1"
     " --connection-id {connections/orders} --output json", '"models"', None),
    ("gateway transformation executions get noted {execution}", "{execution}", None),
    ("gateway issue list", "{issue}", None),
    ("gateway issue list --type delivery --status OPENED --order-by created_at --dir desc"
     " --limit 1 --output json", "{issue}", None),
    ("gateway issue get {issue}", "{issue}", None),
    ("gateway issue count --type delivery", "1", None),
    ("gateway event list --issue-id {issue}", "{failed}", None),
    ("gateway issue update {issue} --status ACKNOWLEDGED", "", ("/issues/{issue}", "status",
                                                                "ACKNOWLEDGED")),
    ("gateway issue dismiss {issue} --force", "", ("/issues/{issue}", "dismissed_at", SET)),
    ("gateway metrics events " + RANGE + " --measures count,successful_count,failed_count,error_rate,"
     "avg_attempts,scheduled_count,paused_count,scheduled_retry_count", "", None),
    ("gateway metrics events " + RANGE + " --measures count,failed_count --granularity 1h"
     " --dimensions connection_id,status --output json", "{connections/lossy}", None),
    ("gateway metrics events " + RANGE + " --measures max_count_per_second --output json",
        "max_count_per_second", None),
    # Whether anything waited when it was looked depends on how fast this machine is: a part of the
    # time in which nothing did has no row.
    ("gateway metrics events " + RANGE + " --measures pending --granularity 1h --output json",
        "[", None),
    ("gateway metrics events " + RANGE + " --measures max_depth,max_age --output json",
        "max_depth", None),
    ("gateway metrics events " + RANGE + " --measures queue_depth --output json", "metrics", None),
    ("gateway metrics events " + RANGE + " --measures count --dimensions issue_id --issue-id {issue}"
     " --output json", "{issue}", None),
    ("gateway metrics events " + RANGE + " --measures count --source-id {sources/shop}"
     " --destination-id {destinations/lossy} --status FAILED --output json", '"count": 1', None),
    ("gateway metrics requests " + RANGE + " --measures count,accepted_count,rejected_count,"
     "discarded_count,avg_events_per_request,avg_ignored_per_request --dimensions source_id"
     " --output json", "{sources/shop}", None),
    ("gateway metrics attempts " + RANGE + " --measures count,error_rate,response_latency_avg,"
     "response_latency_p95,response_latency_p99,response_latency_max,delivery_latency_avg"
     " --dimensions destination_id,trigger --output json", "response_latency_p95", None),
    ("gateway metrics transformations " + RANGE + " --measures count,error_rate,info_count"
     " --dimensions transformation_id --output json", "{transformations/noted}", None),
]

# What is left goes.
DELETE = [
    ("gateway transformation delete noted --force", "", "fails"),
    ("gateway connection delete {connections/orders} --force", "deleted",
        ("/connections/{connections/orders}", "", GONE)),
    ("gateway transformation delete noted --force", "deleted",
        ("/transformations?name=noted", "models", [])),
]

failures = []


def known(text):
    """The text with what is in braces replaced by what the story knows."""
    def value(match):
        name = match[1]
        if name in NAMES:
            return NAMES[name]
        path, _, name = name.partition("/")
        key = f"{path}/{name}"
        if key not in IDS:
            status, page = gateway.ask("GET", f"/{path}?name={name}")
            models = page["models"] if status == 200 else []
            if not models:
                return "nobody"
            IDS[key] = models[0]["id"]
        return IDS[key]

    return re.sub(r"\{([a-z]+(?:/[a-z]+)?)\}", value, text)


def words(command):
    """A command line in words: what stands for something is one, whatever it holds."""
    return [known(it) for it in command.split()]


def hookdeck(*arguments):
    """Runs the CLI; its exit status and all that it said."""
    ended = subprocess.run(
        [HOOKDECK, "--hookdeck-config", config, *arguments], env=ENV, cwd=FOLDER, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=PATIENCE,
    )
    return ended.returncode, ended.stdout


def field(value, path):
    for part in path.split(".") if path else []:
        value = value[int(part) if isinstance(value, list) else part]
    return value


def effect(path, name, expected):
    """Why the API does not say what it should; nothing where it does."""
    status, answer = gateway.ask("GET", known(path))
    if expected is GONE:
        return None if status in (404, 410) else f"{path} is still there"
    if status != 200:
        return f"{path}: {status} {answer}"
    try:
        came = field(answer, name)
    except (KeyError, IndexError, TypeError):
        return f"{path} has no {name}: {json.dumps(answer)[:500]}"
    expected = known(expected) if isinstance(expected, str) else expected
    holds = came is not None if expected is SET else came == expected
    return None if holds else f"{path}: {name} is {came!r}"


def problem(command, says, then):
    status, said = hookdeck(*words(command))
    if (status != 0) != (then == "fails"):
        return f"its exit status is {status}\n{said}"
    if known(says) not in said:
        return f"it does not say {known(says)!r}\n{said}"
    if not isinstance(then, tuple):
        return None
    # What is asked for may take a moment.
    end = time.monotonic() + PATIENCE
    while (why := effect(*then)) and time.monotonic() < end:
        time.sleep(0.05)
    return why


def go(rows):
    for command, says, then in rows:
        why = problem(command, says, then)
        if why is None:
            step(f"hookdeck {command[:90]}")
        else:
            failures.append(command)
            print(f"NO  hookdeck {command}: {why[:1000]}", flush=True)


def first(path, wanted=lambda _: True):
    """The id of the first of a list, once it is as wanted; `nobody` where there never is one."""
    status, _ = gateway.ask("GET", path)
    if status != 200:
        return "nobody"
    models = until(
        lambda: (it := gateway.call("GET", path)["models"]) and wanted(it[0]) and it,
        f"the first of {path}",
    )
    return models[0]["id"]


def is_status(status):
    return lambda it: it["status"] == status


gateway = Gateway(HOOKPORT, FOLDER)
target = Target()
config = f"{FOLDER}/hookdeck.toml"
with open(config, "w") as file:
    file.write(f"api_base = '{gateway.url}'\nws_base = '{gateway.url.replace('http', 'ws')}/'\n")
ENV = {"HOME": FOLDER, "PATH": os.environ["PATH"], "HOOKDECK_CLI_TELEMETRY_DISABLED": "1"}
tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
yesterday = tomorrow - datetime.timedelta(days=2)
IDS, NAMES = {}, {
    "target": target.url, "code": CODE, "broken": "throw new Error('no')",
    "yesterday": f"{yesterday:%Y-%m-%dT%H:%M:%SZ}", "tomorrow": f"{tomorrow:%Y-%m-%dT%H:%M:%SZ}",
    "paid": '{"paid":true}', "mark": '{"x-mark":"one"}', "query": '{"page":"1"}',
    "input": '{"headers":{"content-type":"application/json"},"body":{"a":1}}',
    "only": '[{"type":"filter","body":{"paid":true}}]',
    "never": '[{"type":"filter","body":{"never":1}}]',
}

status, said = hookdeck("gateway", "source", "list")
if status == 0 or "authenticated" not in said:
    fail(f"somebody who has not logged in is told so: {status} {said}")
step("who has not logged in is told so")
status, said = hookdeck("ci", "--api-key", KEY, "--name", "the-tests")
if status != 0:
    fail(f"hookdeck ci: {status} {said}")
step("hookdeck ci --api-key ... --name the-tests")

go(CONFIGURE)

url = gateway.call("GET", "/sources?name=shop")["models"][0]["url"]
held = gateway.call("PUT", "/connections", {
    "name": "held", "source": {"name": "held"},
    "destination": {"name": "held", "type": "MOCK_API"},
})
gateway.call("PUT", f"/connections/{held['id']}/pause", {})
gateway.post(held["source"]["url"], b"{}")
NAMES["request"] = gateway.post(
    f"{url}/orders?page=1", b'{"paid":true,"id":1}', **{"x-mark": "one"},
)["request_id"]
desk = gateway.call("GET", "/sources?name=desk")["models"][0]
NAMES["ignored"] = gateway.post(desk["url"], b"{}")["request_id"]
NAMES["refused"] = gateway.post(desk["url"], b"{}")["request_id"]
NAMES["waiting"] = first(f"/events?webhook_id={held['id']}", is_status("HOLD"))
lossy = known("{connections/lossy}")
NAMES["failed"] = first(f"/events?webhook_id={lossy}", is_status("FAILED"))
NAMES["delivered"] = first(known("/events?webhook_id={connections/orders}"), is_status("SUCCESSFUL"))
NAMES["attempt"] = first(f"/attempts?event_id={NAMES['failed']}")
NAMES["issue"] = first("/issues?type=delivery")
NAMES["execution"] = first(known("/transformations/{transformations/noted}/executions"))
gateway.call("PUT", known("/connections/{connections/quiet}"), {"rules": []})
NAMES["project"] = held["team_id"]
go(LOOK)
failures += mcp([HOOKDECK, "--hookdeck-config", config, "gateway", "mcp"], ENV, FOLDER, known)
go(DELETE)

status, said = hookdeck("logout")
if status != 0 or hookdeck("whoami")[0] == 0:
    fail(f"hookdeck logout: {status} {said}")
step("hookdeck logout")
if failures:
    print(f"FAILED: {len(failures)} commands")
    sys.exit(1)
step("everything holds")
