"""Fuzzes our gateway with OpenAPI documents: no answer is a 5xx, and every answer of a status that
the document names has a body and a content type as it says.

schemathesis.py HOOKPORT SCHEMATHESIS FOLDER [DOCUMENTS]

The documents are those that the gateway serves itself and, with DOCUMENTS (a folder with
`openapi-{version}.json`), the official ones, corrected where they are known to be wrong.
"""

import json
import pathlib
import signal
import subprocess
import sys

from seed import seed
from world import KEY, Gateway, Target, fail, step

HOOKPORT, SCHEMATHESIS, FOLDER, *DOCUMENTS = sys.argv[1:]
OFFICIAL = ["2024-09-01", "2025-07-01"]
SERVED = [*OFFICIAL, "2026-09-01"]
CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance"
# The same cases first every time; others can be had with another seed.
SEED = "1"
# How long each document is fuzzed, in seconds: a slow machine tries less, a fast one more.
TIME = "120"


def place(document, pointer):
    """What holds the place of a JSON pointer, and the key it has there."""
    *way, last = pointer.removeprefix("/").split("/")
    for part in way:
        document = document[int(part) if isinstance(document, list) else part]
    return document, int(last) if isinstance(document, list) else last


def official(version):
    """The official document, with what corrections.json says of it."""
    document = json.loads(pathlib.Path(DOCUMENTS[0], f"openapi-{version}.json").read_text())
    corrections = pathlib.Path(__file__).with_name("corrections.json").read_text()
    for it in json.loads(corrections):
        for pointer in it["places"] if version in it["versions"] else []:
            holder, key = place(document, pointer)
            right = it["right"]
            holder[key] = {"anyOf": holder[key]["oneOf"]} if isinstance(right, str) else right
    return document


def operations(document):
    """How many a document has."""
    methods = {"get", "put", "post", "delete", "patch"}
    return sum(len(methods & set(path)) for path in document["paths"].values())


def config(ids):
    """Asks about what there is, most of the time; what is deleted is somebody else's."""
    def dictionary(name, values):
        return f"[dictionaries.{name}]\nvalues = {json.dumps(values)}\n"

    def operations(path, parameters, *more):
        bound = (f'"{it}" = {{ dictionary = "{name}", probability = 0.7 }}'
                 for it, name in parameters.items())
        text = f"[[operations]]\ninclude-path-regex = '{path}'\n"
        return text + "".join(more) + f"parameters = {{ {', '.join(bound)} }}\n"

    # Methods that a path does not have are asked for in tests of our own.
    res, names = ["[phases.coverage]\nunexpected-methods = []\n"], {}
    for path, values in ids.items():
        if values:
            names[path] = path.strip("/").replace("/", "_").replace("-", "_")
            res.append(dictionary(names[path], values))
    for path, name in names.items():
        if path.startswith("/"):
            parameters = {"path.id": name, "path.domain_id": name}
            if path == "/transformations" and "executions" in names:
                parameters["path.execution_id"] = "executions"
            if path == "/integrations":
                parameters["path.source_id"] = "sources"
            res.append(operations(f"^{path}/\\{{", parameters, 'exclude-method = "DELETE"\n'))
    return "\n".join(res)


def fuzz(name, document, version, phases):
    folder = pathlib.Path(FOLDER, name)
    folder.mkdir()
    gateway = Gateway(HOOKPORT, folder)
    ids = seed(gateway, target)
    folder.joinpath("document.json").write_text(json.dumps(document))
    folder.joinpath("schemathesis.toml").write_text(config(ids))
    options = [
        "--url", f"{gateway.url}/{version}", "--header", f"Authorization: Bearer {KEY}",
        "--phases", phases, "--checks", CHECKS, "--continue-on-failure",
        "--warnings", "off", "--seed", SEED, "--max-examples", "20", "--no-shrink",
        "--generation-database", "none", "--max-time", TIME,
    ]
    fuzzer = subprocess.run(
        [SCHEMATHESIS, "--config-file", "schemathesis.toml", "run", "document.json", *options],
        cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    if fuzzer.returncode != 0:
        print(fuzzer.stdout)
        fail(f"schemathesis finds that {name} does not hold")
    said = [it.strip("= ") for it in fuzzer.stdout.splitlines()]
    tested = next((it for it in said if it.startswith("Tested:")), "Tested: nothing")
    step(f"{name}: {said[-1]}. {tested} of {operations(document)} operations")
    gateway.program.end(signal.SIGTERM)


def served(version):
    """The document that the gateway serves."""
    folder = pathlib.Path(FOLDER, f"document of {version}")
    folder.mkdir()
    gateway = Gateway(HOOKPORT, folder, version=version)
    document = gateway.call("GET", "/openapi")
    gateway.program.end(signal.SIGTERM)
    return document


target = Target()
for version in SERVED:
    fuzz(f"our {version}", served(version), version, "examples,fuzzing")
for version in OFFICIAL if DOCUMENTS else []:
    fuzz(f"the official {version}", official(version), version, "examples,coverage,fuzzing")
step("everything holds")
