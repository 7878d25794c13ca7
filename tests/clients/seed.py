"""Makes one of everything that a document's operations can be asked about.

What cannot be made is left out: whatever needs it is then asked about ids of nobody.
"""

import json
import time

CODE = "addHandler('transform', (request) => { console.log('seen'); return request; });"
BROKEN = "addHandler('transform', () => { throw new Error('no'); });"


def seed(gateway, target):
    """Makes them; gives the ids of each kind, by the path of its list."""
    ids = {}

    def take(path, *objects):
        ids.setdefault(path, []).extend(it["id"] for it in objects if "id" in it)

    def make(path, body, method="PUT"):
        status, answer = gateway.ask(method, path, body)
        answer = answer if status == 200 and isinstance(answer, dict) else {}
        take(path, answer)
        return answer

    def listed(path):
        status, answer = gateway.ask("GET", path)
        models = answer if isinstance(answer, list) else isinstance(answer, dict) and answer["models"]
        return models if status == 200 and models else []

    def wait(path, wanted):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            models = listed(path)
            if models and wanted(models[0]):
                return models[0]
            time.sleep(0.05)
        return {}

    def connect(name, path, rules):
        connection = make("/connections", {
            "name": name, "source": {"name": name}, "rules": rules,
            "destination": {"name": name, "type": "HTTP", "config": {"url": target.url + path}},
        })
        if connection:
            take("/sources", connection["source"])
            take("/destinations", connection["destination"])
            gateway.post(connection["source"]["url"], b'{"paid":false}')
        return connection.get("id", "none")

    def transform(name, code):
        return [{"type": "transform", "transformation": {"name": name, "code": code}}]

    good = connect("good", "", [])
    failing = connect("failing", "/fail", [])
    connect("filtered", "", [{"type": "filter", "body": {"paid": True}}])
    seen = connect("seen", "", transform("seen", CODE))
    connect("broken", "", transform("broken", BROKEN))
    alone = make("/sources", {"name": "alone"})
    gateway.post(alone["url"], b"{}")
    make("/transformations", {"name": "unused", "code": CODE})
    for kind, configs in {
        "delivery": {"strategy": "first_attempt", "connections": "*"},
        "transformation": {"log_level": "error", "transformations": "*"},
    }.items():
        make("/issue-triggers", {
            "type": kind, "name": kind, "configs": configs, "channels": {"email": {}},
        })
    make("/integrations", {
        "label": "hub", "provider": "GITHUB", "features": [],
        "configs": {"webhook_secret_key": "secret"},
    }, "POST")
    gateway.ask("POST", "/teams/current/custom_domains", {"hostname": "hooks.example.com"})
    take("/teams/current/custom_domains", *listed("/teams/current/custom_domains"))

    delivered = wait(f"/events?webhook_id={good}", lambda it: it["status"] == "SUCCESSFUL")
    wait(f"/events?webhook_id={failing}", lambda it: it["status"] == "FAILED")
    wait(f"/events?webhook_id={seen}", lambda it: it["status"] == "SUCCESSFUL")
    for path in ["/events", "/requests", "/issues", "/issue-triggers", "/transformations"]:
        take(path, *listed(path))
    for event in listed("/events"):
        take("/attempts", *listed(f"/attempts?event_id={event['id']}"))
    for transformation in listed("/transformations?name=seen"):
        executions = f"/transformations/{transformation['id']}/executions"
        take("executions", *listed(executions))
    if delivered:
        make("/bookmarks", {
            "event_data_id": delivered["event_data_id"], "webhook_id": good, "label": "order",
        }, "POST")
    for kind, query in {
        "events/retry": {"webhook_id": failing}, "requests/replay": {"source_id": alone["id"]},
        "requests/retry": {"status": "accepted"}, "ignored-events/retry": {"cause": "FILTERED"},
        "events/cancel": {"webhook_id": failing},
    }.items():
        make(f"/bulk/{kind}", {"query": query}, "POST")
    return ids
