// Makes @hookdeck/sdk check every answer against its own types. It has the types and knows how to
// check, but its clients ask it not to.

import { createRequire } from "node:module";
import path from "node:path";

// Where the SDK's types contradict the API as it is live: there the API is right, and the field is
// given to the SDK as its types want it. Everything else must fit as it came. A row that no answer
// needed is reported, so that none outlives its reason.
export const CONTRADICTIONS = [
    {
        field: "rejection_cause",
        came: (value) => value === null,
        typed: () => "UNKNOWN",
        because: "live, a request that was not rejected has null; the type has no null",
    },
    {
        field: "type",
        of: "verification",
        came: (value) => /^[A-Z0-9_-]+$/.test(value),
        typed: (value) => value.toLowerCase(),
        because: "live, types of verification are upper case since 2024-03-01; the SDK was made before",
    },
    {
        field: "data",
        came: (value, object) => Array.isArray(value) && object.status === 422,
        typed: () => ({}),
        because: "live, the data of a 422 is a list of sentences; the type is an object",
    },
];

// What stands in for an answer where rows of the table apply.
function typed(value, name) {
    if (Array.isArray(value)) return value.map((it) => typed(it, name));
    if (value === null || typeof value !== "object") return value;
    const res = {};
    for (const [field, its] of Object.entries(value)) {
        const row = CONTRADICTIONS.find(
            (row) => row.field === field && (!row.of || row.of === name) && row.came(its, value),
        );
        if (row) row.used = true;
        res[field] = row ? row.typed(its) : typed(its, field);
    }
    return res;
}

// Loads the SDK from a folder that it is installed in, with its checks on.
export function load(folder) {
    const require = createRequire(path.join(folder, "package.json"));
    const home = path.dirname(require.resolve("@hookdeck/sdk"));
    const utils = require(path.join(home, "core/schemas/builders/schema-utils/getSchemaUtils.js"));
    const lenient = utils.getSchemaUtils;
    utils.getSchemaUtils = (schema) => ({
        ...lenient(schema),
        parseOrThrow: async (raw, options) => {
            // Fields that the SDK does not know are how the API grows; values it does not know are not.
            const strict = { unrecognizedObjectKeys: "passthrough", breadcrumbsPrefix: options.breadcrumbsPrefix };
            const parsed = await schema.parse(typed(raw), strict);
            if (parsed.ok) return parsed.value;
            const said = parsed.errors.map((it) => `${it.path.join(".")}: ${it.message}`);
            throw new Error(`the SDK's types do not fit: ${said.join("; ")}`);
        },
    });
    return { ...require("@hookdeck/sdk"), ...require(path.join(home, "webhooks")) };
}
