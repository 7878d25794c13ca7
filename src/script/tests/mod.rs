//! Scripts that do what they should; those that do their worst are in a file of their own.

mod bounds;

use serde_json::{Value, json};

use super::*;

const OWNER: [&str; 2] = ["tm_a", "trs_a"];

fn input(body: Value) -> Input {
    let headers = json!({ "content-type": "application/json", "x-a": "1" });
    let body = Arc::new(move || body.to_string());
    let connection = Arc::new(|| json!({ "name": "mine" }).to_string());
    Input::new(headers, body, ("page=1", &json!({ "page": "1" })), "/path", connection)
}

async fn run_on(engine: &Engine, code: &str, body: Value) -> Run {
    let env = BTreeMap::from([("KEY".to_owned(), "secret".to_owned())]);
    engine.run(&Script::new(OWNER, code, &env), input(body)).await.unwrap()
}

/// Runs the body of a handler.
async fn handle(body: &str) -> Run {
    let code = format!("addHandler('transform', (request, context) => {{ {body} }});");
    run_on(&Engine::default(), &code, json!({ "a": 1 })).await
}

async fn returned(body: &str) -> Returned {
    let run = handle(body).await;
    run.returned.unwrap_or_else(|| panic!("{:?}", run.lines))
}

#[track_caller]
fn said(run: &Run) -> Vec<(Method, &str)> {
    run.lines.iter().map(|it| (it.method, it.message.as_str())).collect()
}

/// Why the body of a handler failed.
async fn fails(body: &str) -> String {
    let mut run = handle(body).await;
    assert_eq!((run.level, run.returned.as_ref()), (Level::Fatal, None), "{body}");
    run.lines.pop().unwrap().message
}

#[tokio::test]
async fn a_request_that_is_returned_as_it_came_is_not_changed() {
    assert_eq!(returned("return request").await, Returned::default());
    let copied = "return JSON.parse(JSON.stringify(request))";
    assert_eq!(returned(copied).await, Returned::default());
    // What is lost in the language's numbers is no change of the code's.
    let run = run_on(
        &Engine::default(),
        "addHandler('transform', (it) => ({ ...it, path: '/other' }))",
        json!({ "big": 12_345_678_901_234_567_890_u64, "float": 1.0 }),
    )
    .await;
    let expected = Returned { path: Some("/other".to_owned()), ..Returned::default() };
    assert_eq!(run.returned, Some(expected));
}

#[tokio::test]
async fn every_part_can_be_changed() {
    let made = returned(
        "request.headers['X-B'] = 5; delete request.headers['x-a'];
         request.body = { b: [1, 'ü'] }; request.query = '?q=2'; request.parsed_query = { q: 3 };
         request.path = 'sub'; return request",
    )
    .await;
    let headers = json!({ "content-type": "application/json", "x-b": "5" });
    assert_eq!(made.headers.map(Value::Object), Some(headers));
    assert_eq!(made.body, Some(Body::Json("{\"b\":[1,\"ü\"]}".to_owned())));
    assert_eq!((made.query.as_deref(), made.path.as_deref()), (Some("q=2"), Some("/sub")));
}

#[tokio::test]
async fn a_body_can_become_anything_that_json_has_a_word_for() {
    let body = async |code: &str| {
        returned(&format!("return {{ ...request, body: {code} }}")).await.body.unwrap()
    };
    assert_eq!(body("'text'").await, Body::Text("text".to_owned()));
    assert_eq!(body("JSON.stringify({})").await, Body::Text("{}".to_owned()));
    assert_eq!(body("true").await, Body::Json("true".to_owned()));
    assert_eq!(body("1.5").await, Body::Json("1.5".to_owned()));
    assert_eq!(body("[]").await, Body::Json("[]".to_owned()));
    assert_eq!(body("null").await, Body::Empty);
    assert_eq!(body("undefined").await, Body::Empty);
}

#[tokio::test]
async fn the_handler_sees_request_connection_and_variables() {
    let run = handle(
        "console.log(request, context.connection.name, process.env.KEY, Object.keys(context));
         return request",
    )
    .await;
    let request = json!({
        "headers": { "content-type": "application/json", "x-a": "1" }, "body": { "a": 1 },
        "query": "page=1", "parsed_query": { "page": "1" }, "path": "/path",
    });
    let expected = format!("{request} mine secret [\"connection\"]");
    assert_eq!(said(&run), [(Method::Log, expected.as_str())]);
}

#[tokio::test]
async fn what_is_said_is_kept_with_its_level() {
    let run = handle(
        "console.debug(1, null, undefined); console.info({ a: [1] }, [2]); console.warn(Symbol('s'));
         console.log(new TypeError('bad'), () => 1); const a = {}; a.a = a; console.log(a, 'ü');
         return request",
    )
    .await;
    assert_eq!(run.level, Level::Warn);
    assert_eq!(
        said(&run),
        [
            (Method::Debug, "1 null undefined"),
            (Method::Info, "{\"a\":[1]} [2]"),
            (Method::Warn, "Symbol(s)"),
            (Method::Log, "TypeError: bad () => 1"),
            (Method::Log, "[object Object] ü"),
        ]
    );
    assert_eq!(handle("return request").await.level, Level::Info);
    assert_eq!(handle("console.debug(1); return request").await.level, Level::Debug);
    assert_eq!(handle("console.error(1); return request").await.level, Level::Error);
}

#[tokio::test]
async fn an_error_tells_where_in_the_code_it_was() {
    let code = "addHandler('transform', (request) => {\n  console.log(1);\n  explode(request);\n});\n\
                function explode() { throw new RangeError('boom'); }";
    let run = run_on(&Engine::default(), code, json!({})).await;
    assert_eq!(run.level, Level::Fatal);
    assert_eq!(
        said(&run),
        [
            (Method::Log, "1"),
            (
                Method::Error,
                "RangeError: boom\n    at explode (<VM>:5:32)\n    at <VM>:3:11\n    \
                 at (<VM boundary>)"
            ),
        ]
    );
    let run = run_on(&Engine::default(), "addHandler('transform', (it) => {", json!({})).await;
    assert!(run.lines[0].message.starts_with("SyntaxError: "), "{:?}", run.lines);
    assert!(fails("return missing").await.starts_with("ReferenceError: "));
    assert!(fails("throw 'text'").await.starts_with("Uncaught text\n"));
    assert!(fails("throw null").await.contains('\n'));
}

#[tokio::test]
async fn what_is_no_request_fails() {
    let promise = "TypeError: #<Promise> could not be cloned.\n    at (<VM boundary>)";
    assert_eq!(fails("return Promise.resolve(request)").await, promise);
    let asynchronous = "addHandler('transform', async (request) => request)";
    let run = run_on(&Engine::default(), asynchronous, json!({})).await;
    assert_eq!(said(&run), [(Method::Error, promise)]);
    for nothing in [
        "",
        "return null",
        "return 'text'",
        "return []",
        "return {}",
        "return { headers: {} }",
        "return { headers: null }",
        "delete request.headers['content-type']; return request",
        "request.headers['content-type'] = 'json'; return request",
    ] {
        let why = fails(nothing).await;
        assert!(why.starts_with("TypeError: `undefined` requires parameter 1"), "{nothing}: {why}");
    }
    for (wrong, why) in [
        ("request.headers.x = {}; return request", "the header `x` must be a string"),
        ("request.headers.x = 'a\\nb: c'; return request", "`x` has characters"),
        ("request.headers['x y'] = 'a'; return request", "`x y` has characters"),
        ("request.body = () => 1; return request", "could not be cloned"),
        ("request.body = 5n; return request", "BigInt"),
        ("request.path = 5; return request", "`path` must be a string"),
        ("request.query = {}; return request", "`query` must be a string"),
        ("request.body = '\\ud800'; return request", "half a character"),
        ("return new Proxy({}, { get() { throw new Error('trap'); } })", "trap"),
        ("request.body = { toJSON() { throw new Error('trap'); } }; return request", "trap"),
        ("request.body = 'x'.repeat(11000000); return request", "more than 10485760 bytes"),
        ("request.headers.x = 'x'.repeat(70000); return request", "headers has more than 65536"),
    ] {
        let told = fails(wrong).await;
        assert!(told.contains(why), "{wrong}: {told}");
    }
}

#[tokio::test]
async fn code_without_a_handler_fails() {
    for code in [
        "",
        "module.exports = (request) => request",
        "require('fs')",
        "addHandler('transform', 5)",
        "addHandler('other', (it) => it)",
        "exports.handler = 1",
        "crypto.randomUUID()",
        "\0",
    ] {
        let run = run_on(&Engine::default(), code, json!({})).await;
        assert_eq!((run.level, run.returned), (Level::Fatal, None), "{code}");
    }
}

#[tokio::test]
async fn nothing_of_the_machine_is_in_reach() {
    for name in
        ["require", "fetch", "setTimeout", "std", "os", "print", "scriptArgs", "Deno", "module"]
    {
        let run = handle(&format!("console.log(typeof {name}); return request")).await;
        assert_eq!(said(&run), [(Method::Log, "undefined")], "{name}");
    }
    assert!(fails("Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0)").await.len() > 1);
    assert!(!fails("return import('fs')").await.is_empty());
}

#[tokio::test]
async fn one_request_cannot_change_the_language_for_the_next() {
    let engine = Engine::default();
    let code = "const merge = (a, b) => { for (const k in b) {
            if (typeof b[k] === 'object') merge(a[k] ??= {}, b[k]); else a[k] = b[k]; } };
        addHandler('transform', (request) => {
            console.log({}.admin ?? 'clean', [].map.call([1], (it) => it));
            merge({}, request.body);
            return request;
        });";
    for _ in 0..4 {
        for body in [r#"{"__proto__": {"admin": true}}"#, r#"{"a": 1}"#] {
            let run = run_on(&engine, code, serde_json::from_str(body).unwrap()).await;
            assert_eq!(said(&run), [(Method::Log, "clean [1]")]);
        }
    }
}

#[tokio::test]
async fn a_body_is_what_was_given_whoever_looks_at_it_and_when() {
    let same = async |code: &str| assert_eq!(returned(code).await, Returned::default(), "{code}");
    same("request.body.a += 1; request.body.a -= 1; return request").await;
    same("return { ...request }").await;
    same("return Object.create(request)").await;
    same("return Object.freeze(request) && request.body && request").await;
    same(
        "return { headers: request.headers, get body() { return request.body },
        query: request.query, path: request.path }",
    )
    .await;
    let body = async |code: &str| returned(code).await.body;
    let other = Some(Body::Json("{\"a\":1,\"b\":2}".to_owned()));
    assert_eq!(body("request.body.b = 2; return request").await, other);
    assert_eq!(body("const it = request.body; it.b = 2; return request").await, other);
    assert_eq!(body("const it = { ...request }; it.body.b = 2; return it").await, other);
    assert_eq!(
        body("const it = Object.create(request); it.body = { a: 1, b: 2 }; return it").await,
        other
    );
    assert_eq!(body("Object.prototype.get = 1; request.body.b = 2; return request").await, other);
    let proxy = "return new Proxy(request, { get: (it, name) =>
        name === 'body' ? { a: 1, b: 2 } : it[name] })";
    assert_eq!(body(proxy).await, other);
    for close in ["seal", "preventExtensions"] {
        let assign =
            |what: &str| format!("Object.{close}(request); request.body = {what}; return request");
        assert_eq!(body(&assign("{ a: 1, b: 2 }")).await, other, "{close}");
        assert_eq!(body(&assign("undefined")).await, Some(Body::Empty), "{close}");
    }
    same("Object.seal(request); request.body = { a: 1 }; return request").await;
    same("Object.freeze(request); request.body = 5; return request").await;
    same("Object.seal(request); Object.create(request).body = 5; return request").await;
    assert_eq!(body("delete request.body; return request").await, Some(Body::Empty));
    assert_eq!(body("request.body = 5; return request").await, Some(Body::Json("5".to_owned())));
}

#[test]
fn an_engine_in_which_a_request_is_kept_is_not_used_again() {
    let again = |handler: &str| {
        let code =
            format!("let kept; addHandler('transform', (request, context) => {{ {handler} }})");
        let script = Script::new(OWNER, &code, &BTreeMap::new());
        let (run, again) = sandbox::Sandbox::load(&script).unwrap().run(&input(json!({})));
        assert!(run.returned.is_some(), "{handler}: {:?}", run.lines);
        again
    };
    assert!(again("return request"));
    assert!(again("kept = request.body; return request"));
    // It lies about, and nothing leads to it.
    assert!(again("request.body.it = () => request; return { ...request, body: null }"));
    assert!(!again("kept = request; return { ...request }"));
    assert!(!again("kept = context; return request"));
}

#[tokio::test]
async fn whose_code_is_the_same_shares_nothing() {
    let engine = Engine::default();
    let code = "let known; addHandler('transform', (request) => {
            if (request.body.endless) for (;;) {}
            console.log(known ?? request.body.who);
            known = request.body.who;
            return request;
        });";
    // Often enough that each meets whatever thread the others were on.
    for _ in 0..8 {
        for owner in [["tm_a", "trs_a"], ["tm_a", "trs_b"], ["tm_b", "trs_a"]] {
            let script = Script::new(owner, code, &BTreeMap::new());
            let who = owner.join(" ");
            let run = engine.run(&script, input(json!({ "who": who }))).await.unwrap();
            assert_eq!(said(&run), [(Method::Log, &*who)]);
        }
    }
    // Nor is one left out for what another does.
    let [bad, good] = ["tm_a", "tm_b"].map(|it| Script::new([it, "trs_a"], code, &BTreeMap::new()));
    for _ in 0..3 {
        engine.run(&bad, input(json!({ "endless": true }))).await.unwrap();
    }
    let left_out = engine.run(&bad, input(json!({}))).await.unwrap();
    assert!(left_out.lines[0].message.contains("as it did before"), "{:?}", left_out.lines);
    let run = engine.run(&good, input(json!({ "who": "good" }))).await.unwrap();
    assert!(run.returned.is_some(), "{:?}", run.lines);
}
