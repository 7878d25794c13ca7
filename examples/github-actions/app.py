"""A program that takes webhooks on port 3000, as small as one can be."""

import http.server
import json


class Webhooks(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        known = event["type"] == "invoice.paid"
        self.send_response(204 if known else 422)
        self.end_headers()


http.server.HTTPServer(("127.0.0.1", 3000), Webhooks).serve_forever()
