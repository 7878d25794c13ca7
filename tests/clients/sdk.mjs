// The story that sdk.sh tells: @hookdeck/sdk 0.4.0 uses our gateway, every method of it, and
// checks each answer against its own types. It speaks 2024-03-01.
//
// Each step prints a line; a step that fails is told with its reason, and the story goes on where
// it can, so that one run tells all that is wrong.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import http from "node:http";
import path from "node:path";
import readline from "node:readline";

import { CONTRADICTIONS, load } from "./strict.mjs";

const [hookport, folder] = process.argv.slice(2);
const KEY = "a-key-for-tests-only";
const SECRET = "a-secret-for-tests-only";
const PATIENCE = 30_000;
const CODE = "addHandler('transform', (request) => { console.log('seen'); return request; });";
const BROKEN = "addHandler('transform', () => { throw new Error('no'); });";

const { HookdeckClient, HookdeckError, Hookdeck, verifyWebhookSignature } = load(folder);

async function serve() {
    const args = ["serve", "--listen", "127.0.0.1:0", "--data-dir", path.join(folder, "data")];
    const env = { HOME: folder, HOOKPORT_API_KEY: KEY, HOOKPORT_SIGNING_SECRET: SECRET };
    const child = spawn(hookport, [...args, "--api-rate-limit", "0"], {
        env, stdio: ["ignore", "pipe", "inherit"],
    });
    process.on("exit", () => child.kill("SIGKILL"));
    for await (const line of readline.createInterface({ input: child.stdout })) {
        if (line.startsWith("listening on ")) return line.slice("listening on ".length);
    }
    throw new Error("the gateway did not get ready");
}

// A program on localhost that keeps what comes; what has /fail in its path fails.
const received = [];
const target = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    received.push({ path: request.url, headers: request.headers, body });
    response.writeHead(request.url.includes("/fail") ? 500 : 200).end("{}");
});
await new Promise((ready) => target.listen(0, "127.0.0.1", ready));
const targetUrl = `http://127.0.0.1:${target.address().port}`;

const gateway = await serve();
const client = new HookdeckClient({ environment: `${gateway}/2024-03-01`, token: KEY });

const called = new Set();
let failures = 0;

function failed(what, error) {
    failures += 1;
    console.log(`NO  ${what}: ${error.message.slice(0, 1500)}`);
}

// Calls one method: `call("source.list", {...})`. Gives what it answered, or {} where it failed.
async function call(method, ...args) {
    called.add(method);
    const [resource, name] = method.split(".");
    try {
        const res = await client[resource][name](...args);
        console.log(`ok  ${method}`);
        return res ?? {};
    } catch (error) {
        failed(method, error);
        return {};
    }
}

// Lists, and wants something in the list. Gives the first.
async function list(method, ...args) {
    const res = await call(method, ...args);
    const models = Array.isArray(res) ? res : res.models;
    if (models?.length === 0) failed(method, new Error("nothing is in the list"));
    return models?.[0] ?? {};
}

async function step(what, check) {
    try {
        await check();
        console.log(`ok  ${what}`);
    } catch (error) {
        failed(what, error);
    }
}

// Asks until the first of a list is as wanted; gives it, or {} after a while.
async function until(method, request, wanted) {
    if (Object.values(request).includes(undefined)) return {};
    const [resource, name] = method.split(".");
    const end = Date.now() + PATIENCE;
    for (;;) {
        let first;
        try {
            first = (await client[resource][name](request)).models[0];
        } catch {
            return {};
        }
        if (first && wanted(first)) return first;
        if (Date.now() > end) return {};
        await new Promise((later) => setTimeout(later, 20));
    }
}

async function send(source, body) {
    if (!source?.url) return;
    await fetch(source.url, {
        method: "POST", headers: { "content-type": "application/json" }, body,
    });
}

// The methods that every configured resource has. Gives one that is left at work.
async function resource(name, make) {
    const made = await call(`${name}.create`, make("one"));
    const other = await call(`${name}.upsert`, make("other"));
    await list(`${name}.list`, { limit: 10, name: "one" });
    await call(`${name}.retrieve`, made.id);
    await call(`${name}.update`, made.id, { description: "the one" });
    await call(`${name}.disable`, made.id);
    await call(`${name}.enable`, made.id);
    await call(`${name}.delete`, other.id);
    return made;
}

const source = await resource("source", (name) => ({
    name,
    allowedHttpMethods: ["POST", "PUT"],
    customResponse: { contentType: "json", body: '{"taken":true}' },
    verification: { type: "github", configs: { webhookSecretKey: "secret" } },
}));
await call("source.retrieve", source.id, { include: "verification.configs" });
const destination = await resource("destination", (name) => ({
    name, url: targetUrl, rateLimit: 5, rateLimitPeriod: "second", httpMethod: "POST",
    authMethod: { type: "API_KEY", config: { key: "x-key", apiKey: "secret", to: "header" } },
}));
const connection = await resource("connection", (name) => ({
    name, sourceId: source.id, destinationId: destination.id,
    rules: [{ type: "retry", strategy: "linear", interval: 60_000, count: 2 }],
}));
await call("connection.pause", connection.id);
await call("connection.unpause", connection.id);
await call("connection.count", {});

const transformation = await call("transformation.create", { name: "one", code: CODE, env: { A: "b" } });
await call("transformation.upsert", { name: "other", code: CODE });
await list("transformation.list", { name: "one" });
await call("transformation.retrieve", transformation.id);
await call("transformation.update", transformation.id, { env: { A: "c" } });
const run = await call("transformation.run", {
    transformationId: transformation.id,
    request: { headers: { "content-type": "application/json" }, body: "{}", path: "/", query: "" },
});
await step("a run says what the code said", () => assert.equal(run.console?.[0]?.message, "seen"));

const triggers = {
    delivery: { strategy: "first_attempt", connections: "*" },
    transformation: { logLevel: "error", transformations: "*" },
    backpressure: { delay: 60_000, destinations: "*" },
};
for (const [type, configs] of Object.entries(triggers)) {
    await call("issueTrigger.upsert", { type, name: `my ${type}`, configs, channels: { email: {} } });
}
const trigger = await call("issueTrigger.create", {
    type: "delivery", configs: triggers.delivery, channels: { slack: { channelName: "#ops" } },
});
await list("issueTrigger.list", { type: "delivery" });
await call("issueTrigger.retrieve", trigger.id);
await call("issueTrigger.update", trigger.id, { name: "another" });
await call("issueTrigger.disable", trigger.id);
await call("issueTrigger.enable", trigger.id);
await call("issueTrigger.delete", trigger.id);

const news = await call("source.create", { name: "news" });
await call("notification.update", { enabled: true, topics: ["issue.opened"], sourceId: news.id });

await call("customDomain.create", { hostname: "hooks.example.com" });
const domain = await list("customDomain.list");
await call("customDomain.delete", domain.id);

// What happens.
const connect = (name, place, rules) => call("connection.upsert", {
    name, source: { name }, destination: { name, url: targetUrl + place }, rules,
});
const paid = '{"paid":false,"n":1.0}';
const good = await connect("good", "/good", []);
const changed = await connect("changed", "", [{ type: "transform", transformationId: transformation.id }]);
const failing = await connect("failing", "/fail", []);
const filtered = await connect("filtered", "", [{ type: "filter", body: { paid: true } }]);
const broken = await connect("broken", "", [
    { type: "transform", transformation: { name: "broken", code: BROKEN } },
]);
for (const it of [good, changed, failing, filtered, broken]) await send(it.source, paid);
const delivered = await until("event.list", { webhookId: good.id }, (it) => it.status === "SUCCESSFUL");
await until("event.list", { webhookId: changed.id }, (it) => it.status === "SUCCESSFUL");
const lost = await until("event.list", { webhookId: failing.id }, (it) => it.status === "FAILED");

await step("a delivery verifies, and one that was changed does not", async () => {
    const { headers, body } = received.find((it) => it.path.startsWith("/good"));
    const check = (rawBody, signingSecret, config) => verifyWebhookSignature({ headers, rawBody, signingSecret, config });
    assert.deepEqual(await check(body, SECRET), { isValidSignature: true });
    assert.deepEqual(await check(`${body} `, SECRET), { isValidSignature: false });
    assert.deepEqual(await check(body, "another secret"), { isValidSignature: false });
    // The source asks for no signature, so nothing was verified.
    const config = { checkSourceVerification: true };
    assert.deepEqual(await check(body, SECRET, config), { isValidSignature: false });
});

await list("event.list", { status: "SUCCESSFUL", limit: 1 });
await call("event.retrieve", delivered.id);
const raw = await call("event.retrieveBody", delivered.id);
await step("the body of an event is what came", () => assert.deepEqual(JSON.parse(raw.body), JSON.parse(paid)));
await call("event.retry", lost.id);
await call("event.mute", lost.id);
const attempt = await list("attempt.list", { eventId: lost.id });
await call("attempt.retrieve", attempt.id);

const request = await list("request.list", { sourceId: good.source?.id });
await call("request.retrieve", request.id);
await call("request.retrieveBody", request.id);
await list("request.listEvent", request.id);
const ignored = await list("request.list", { sourceId: filtered.source?.id });
const why = await list("request.listIgnoredEvent", ignored.id);
await step("why an event was ignored is one word", () => assert.equal(why.meta, "body"));
await call("request.retry", ignored.id, { webhookIds: [filtered.id] });

await list("transformation.listExecution", transformation.id);
const execution = await list("transformation.listExecution", transformation.id, { limit: 1 });
await call("transformation.retrieveExecution", transformation.id, execution.id);

const issue = await until("issue.list", { type: "delivery" }, (it) => it.status === "OPENED");
await list("issue.list", { type: "delivery" });
await call("issue.count", {});
await call("issue.retrieve", issue.id);
await call("issue.update", issue.id, { status: "ACKNOWLEDGED" });
await call("issue.dismiss", issue.id);

const bookmark = await call("bookmark.create", {
    eventDataId: delivered.eventDataId, webhookId: good.id, label: "an order", name: "order",
});
await list("bookmark.list", { name: "order" });
await call("bookmark.retrieve", bookmark.id);
await call("bookmark.update", bookmark.id, { label: "the order" });
await call("bookmark.retrieveBody", bookmark.id);
await list("bookmark.trigger", bookmark.id, { target: "http" });
await call("bookmark.delete", bookmark.id);

const kinds = {
    eventBulkRetry: { webhookId: failing.id },
    requestBulkRetry: { sourceId: filtered.source?.id },
    ignoredEventBulkRetry: { cause: "FILTERED", webhookId: filtered.id },
};
for (const [kind, query] of Object.entries(kinds)) {
    await call(`${kind}.plan`);
    const operation = await call(`${kind}.create`, { query });
    await list(`${kind}.list`, {});
    await call(`${kind}.retrieve`, operation.id);
    await call(`${kind}.cancel`, operation.id);
}

// What goes wrong is thrown as what it is.
async function throws(what, kind, status, method, ...args) {
    const [resource, name] = method.split(".");
    await step(what, async () => {
        const error = await client[resource][name](...args).then(() => null, (it) => it);
        assert.ok(error instanceof kind && error instanceof HookdeckError, `it threw ${error}`);
        assert.deepEqual([error.statusCode, error.body.status], [status, status]);
        assert.equal(typeof error.body.code, "string");
        assert.equal(typeof error.body.message, "string");
    });
}
await throws("nobody of this id", Hookdeck.NotFoundError, 404, "source.retrieve", "src_nope");
await throws("a name that none may have", Hookdeck.UnprocessableEntityError, 422, "source.create", { name: "no way" });
await throws("an empty query", Hookdeck.BadRequestError, 400, "eventBulkRetry.create", { query: {} });
const stranger = new HookdeckClient({ environment: `${gateway}/2024-03-01`, token: "not-the-key-of-anyone" });
await step("a key of nobody is a 401", async () => {
    const error = await stranger.source.list().then(() => null, (it) => it);
    assert.equal(error?.statusCode, 401);
});

await step("every method of every resource was called", () => {
    const resources = Object.getOwnPropertyNames(HookdeckClient.prototype).filter((it) => it !== "constructor");
    const all = resources.flatMap((resource) => {
        const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(client[resource]));
        return methods.filter((it) => !/^(constructor|_.*)$/.test(it)).map((it) => `${resource}.${it}`);
    });
    assert.deepEqual(all.filter((it) => !called.has(it)), []);
});
await step("every contradiction was met", () => {
    assert.deepEqual(CONTRADICTIONS.filter((it) => !it.used).map((it) => it.field), []);
});
console.log(failures === 0 ? "ok  everything holds" : `FAILED: ${failures} steps`);
process.exit(failures === 0 ? 0 : 1);
