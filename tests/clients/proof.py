"""Deliveries to destinations that want proof of who sent them, checked by those who check it
elsewhere: AWS's own library, a token server made of oauthlib, Google's own library."""

import base64
import http.server
import json
import sys
import threading
import urllib.parse

import google.auth.jwt
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from oauthlib.oauth2 import BackendApplicationServer, RequestValidator

from world import Gateway, Target, equal, step

HOOKPORT, FOLDER = sys.argv[1:]
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


class Clients(RequestValidator):
    """One client, and the tokens that it was given."""

    def __init__(self):
        self.tokens = {}

    def authenticate_client(self, request, *args, **kwargs):
        kind, _, pair = (request.headers.get("authorization") or "").partition(" ")
        if kind == "Basic":
            client, secret = base64.b64decode(pair).decode().split(":")
            client, secret = urllib.parse.unquote_plus(client), urllib.parse.unquote_plus(secret)
        else:
            client, secret = request.client_id, request.client_secret
        request.client = type("Client", (), {"client_id": client})
        return (client, secret) == ("a:client", "a+secret / with &")

    def validate_grant_type(self, client_id, grant_type, *args, **kwargs):
        return grant_type == "client_credentials"

    def get_default_scopes(self, *args, **kwargs):
        return []

    def validate_scopes(self, client_id, scopes, *args, **kwargs):
        return scopes == ["read", "write"]

    def save_bearer_token(self, token, request, *args, **kwargs):
        self.tokens[token["access_token"]] = token["scope"]

    def validate_bearer_token(self, token, scopes, request):
        return token in self.tokens


class TokenServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        self.clients, self.asked = Clients(), []
        self.oauth = BackendApplicationServer(self.clients)
        super().__init__(("127.0.0.1", 0), Token)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Token(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.server.asked.append(body)
        if self.path == "/google":
            status, answer = 200, json.dumps({"access_token": "from-google", "expires_in": 3600})
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            headers["Content-Type"] = headers["content-type"]
            _, answer, status = self.server.oauth.create_token_response(
                self.server.url, "POST", body, headers
            )
        answer = answer.encode()
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def connect(gateway, name, url, auth_type, auth):
    """The URL of a source that leads to a destination with this proof."""
    connection = gateway.call("PUT", "/connections", {
        "name": name, "source": {"name": name},
        "destination": {"name": name, "type": "HTTP", "config": {
            "url": url, "auth_type": auth_type, "auth": auth,
        }},
    })
    return connection["source"]["url"]


def aws(gateway, target):
    count = len(target.received)
    for service, signer in [("execute-api", SigV4Auth), ("sqs", SigV4Auth), ("s3", S3SigV4Auth)]:
        auth = {
            "access_key_id": "AKIDEXAMPLE", "secret_access_key": SECRET, "region": "eu-central-1",
            "service": service,
        }
        source = connect(gateway, f"aws-{service}", f"{target.url}/base", "AWS_SIGNATURE", auth)
        for suffix in ["", "/a/b", "/a%20b/(c)", "/%C3%A4:x", "/x?b=2&a=1", "/x?q=a+b%2Fc&q=a&e",
                       "/x?a=%E2%82%AC&A=~*'"]:
            body = json.dumps({"sent": suffix}).encode()
            gateway.post(source + suffix, body)
            count += 1
            path, headers, received = target.wait(count)
            equal("the body", received, body)
            headers = {name.lower(): value for name, value in headers.items()}
            words = headers["authorization"].replace(",", "").split()
            given = dict(word.split("=", 1) for word in words[1:])
            signed = given["SignedHeaders"].split(";")
            request = AWSRequest(
                method="POST", url=target.url + path, data=received,
                headers={name: headers[name] for name in signed if name != "host"},
            )
            request.context["timestamp"] = headers["x-amz-date"]
            checker = signer(Credentials("AKIDEXAMPLE", SECRET), service, "eu-central-1")
            text = checker.string_to_sign(request, checker.canonical_request(request))
            equal(f"the signature for {service} {path}", given["Signature"],
                  checker.signature(text, request))
            equal("the scope", given["Credential"], checker.scope(request))
    step(f"botocore signs {count} requests as we do")


def oauth(gateway, target, tokens):
    for style in ["basic", "x-www-form-urlencoded"]:
        auth = {
            "auth_server": f"{tokens.url}/token", "client_id": "a:client", "scope": "read write",
            "client_secret": "a+secret / with &", "authentication_type": style,
        }
        source = connect(gateway, f"oauth-{style}", target.url, "OAUTH2_CLIENT_CREDENTIALS", auth)
        for _ in range(3):
            count = len(target.received) + 1
            gateway.post(source, b"{}")
            _, headers, _ = target.wait(count)
            given = {"Authorization": headers["authorization"]}
            valid, _ = tokens.oauth.verify_request(target.url, "POST", "{}", given, None)
            equal(f"oauthlib takes the token that it gave ({style})", valid, True)
    equal("how often a token was asked for", len(tokens.asked), 2)
    step("oauthlib gives tokens for both ways to say who we are, and takes them")


def google_account(gateway, target, tokens):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    server = f"{tokens.url}/google"
    file = json.dumps({
        "type": "service_account", "client_email": "us@project.test", "private_key": pem,
        "private_key_id": "k1", "token_uri": server,
    })
    for name, scope, claim in [
        ("google-api", "https://www.googleapis.com/auth/pubsub", "scope"),
        ("google-run", None, "target_audience"),
    ]:
        auth = {"service_account_key": file, "scope": scope}
        source = connect(gateway, name, f"{target.url}/run", "GCP_SERVICE_ACCOUNT", auth)
        count = len(target.received) + 1
        gateway.post(source, b"{}")
        _, headers, _ = target.wait(count)
        equal("the token", headers["authorization"], "Bearer from-google")
        form = urllib.parse.parse_qs(tokens.asked[-1])
        equal("the grant", form["grant_type"], ["urn:ietf:params:oauth:grant-type:jwt-bearer"])
        # Raises where the signature, the times or the audience are not right.
        claims = google.auth.jwt.decode(form["assertion"][0], certs=public, audience=server)
        equal("the issuer", claims["iss"], "us@project.test")
        equal(claim, claims[claim], scope or target.url)
    step("google-auth takes our assertions")


def main():
    gateway, target, tokens = Gateway(HOOKPORT, FOLDER), Target(), TokenServer()
    aws(gateway, target)
    oauth(gateway, target, tokens)
    google_account(gateway, target, tokens)


main()
