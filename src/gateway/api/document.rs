//! The document of each version, in OpenAPI 3.1, made from the table and the shapes.

use std::sync::LazyLock;

use axum::Extension;
use http::Method;
use serde_json::{Map, Value, json};

use super::call::{Answer, STRINGS};
use super::operations;
use super::shape::{Schemas, Shape};
use super::table::{Operation, Table};
use super::versions::Version;

pub(super) fn routes() -> Table {
    Table::new("Documents")
        .get("/openapi", show)
        .says("getOpenApi(): { [text]: unknown }", "Shows this document.")
        .open()
}

/// The documents, newest first.
static DOCUMENTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let table = operations();
    let write = |version| serde_json::to_vec(&document(&table, version)).expect(STRINGS);
    Version::all().map(write).collect()
});

async fn show(Extension(version): Extension<Version>) -> Answer {
    Answer::Written(DOCUMENTS[version.steps()].clone())
}

/// What else may be answered: a name, the status, and when.
const PROBLEMS: &[(&str, &str, &str)] = &[
    ("BadRequest", "400", "The request makes no sense."),
    ("Unauthorized", "401", "The key is missing or not known."),
    ("Forbidden", "403", "The key may not do this."),
    ("NotFound", "404", "There is no such thing."),
    ("Conflict", "409", "The name is taken; `data` says by what."),
    ("Gone", "410", "It was deleted."),
    ("Unprocessable", "422", "Something that was sent is not as it must be; `data` says what."),
    ("TooMany", "429", "The key asked too often; `Retry-After` says when to come again."),
    ("Other", "default", "The gateway could not do its work."),
];

/// What there is to say about a version.
fn document(table: &Table, version: Version) -> Value {
    let mut schemas = Schemas::new(version);
    let (mut paths, mut tags) = (Map::new(), Vec::new());
    for it in table.of(version) {
        if !tags.iter().any(|tag: &Value| tag["name"] == it.tag) {
            tags.push(json!({ "name": it.tag }));
        }
        let path = paths.entry(&it.path).or_insert_with(|| json!({}));
        path[it.method.as_str().to_lowercase()] = operation(it, &mut schemas, version);
    }
    let problem = schemas.of(&Shape::Named("Problem".to_owned(), None));
    let answer = |about: &str| json!({ "description": about, "content": { "application/json": { "schema": problem } } });
    let mut responses: Map<String, Value> =
        PROBLEMS.iter().map(|(name, _, about)| ((*name).to_owned(), answer(about))).collect();
    // Live's framework says so in plain text.
    responses["Unauthorized"]["content"] = json!({
        "text/plain": { "schema": { "type": "string" } },
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "hookport",
            "version": version.date(),
            "description": "The API of this event gateway, as clients of this version see it.",
        },
        "servers": [{ "url": format!("/{}", version.date()) }],
        "security": [{ "bearer": [] }, { "basic": [] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer" },
                "basic": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "The key is the user name.",
                },
            },
            "responses": responses,
            "schemas": schemas.components(),
        },
    })
}

fn operation(it: &Operation, schemas: &mut Schemas, version: Version) -> Value {
    let signature = it.signature().expect("a test reads all signatures");
    let mut res = json!({
        "operationId": signature.name,
        "tags": [it.tag],
        "summary": it.summary,
    });
    if it.alias {
        res["deprecated"] = json!(true);
    }
    if it.open {
        res["security"] = json!([]);
    }
    let is_get = it.method == Method::GET;
    let names = it.path.split(['{', '}']).skip(1).step_by(2);
    let mut parameters: Vec<Value> = names.map(in_path).collect();
    let has_path = !parameters.is_empty();
    match &signature.takes {
        Some(query) if is_get => parameters.extend(in_query(query, schemas, version)),
        Some(body) => {
            let content = json!({ "application/json": { "schema": schemas.of(body) } });
            res["requestBody"] = json!({ "content": content });
        }
        None => {}
    }
    if !parameters.is_empty() {
        res["parameters"] = json!(parameters);
    }
    let mut responses = Map::new();
    if signature.gives != Shape::Never {
        let content = json!({ "application/json": { "schema": schemas.of(&signature.gives) } });
        responses.insert("200".into(), json!({ "description": it.summary, "content": content }));
    }
    let takes = signature.takes.is_some();
    for (name, status, _) in PROBLEMS {
        let may = match *name {
            "BadRequest" | "Unprocessable" => takes || (has_path && !is_get),
            "NotFound" | "Gone" => has_path || (takes && !is_get),
            "Conflict" => takes && !is_get,
            // What asks for no key may be asked about one.
            "Unauthorized" => !it.open || (takes && is_get),
            "TooMany" => !it.open,
            _ => true,
        };
        if may {
            let reference = format!("#/components/responses/{name}");
            responses.insert((*status).into(), json!({ "$ref": reference }));
        }
    }
    res["responses"] = Value::Object(responses);
    res
}

fn in_path(name: &str) -> Value {
    let schema = json!({ "type": "string", "maxLength": 255 });
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn in_query(query: &Shape, schemas: &mut Schemas, version: Version) -> Vec<Value> {
    let parameter = |field: super::shape::Field| {
        let schema = schemas.of(&field.shape);
        let mut res = json!({ "name": field.name, "in": "query", "schema": schema });
        if !field.optional {
            res["required"] = json!(true);
        }
        if !field.about.is_empty() {
            res["description"] = json!(field.about);
        }
        res
    };
    query.fields(version).into_iter().map(parameter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_that_an_operation_names_is_defined_in_each_version() {
        let table = operations();
        for version in Version::all() {
            let document = document(&table, version);
            assert_eq!(document["info"]["version"], version.date());
        }
    }

    #[test]
    fn a_login_with_a_key_of_nobody_is_documented_as_refused() {
        let document = document(&operations(), Version::NEWEST);
        let responses = &document["paths"]["/cli-auth/poll"]["get"]["responses"];
        assert_eq!(responses["401"]["$ref"], "#/components/responses/Unauthorized");
    }
}
