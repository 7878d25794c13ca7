//! What hostile code cannot do: go on for ever, take all memory, hold up the others.

use std::time::Instant;

use serde_json::json;

use super::*;

#[tokio::test]
async fn a_script_that_does_not_end_is_ended() {
    let started = Instant::now();
    let endless = [
        "for (;;) {}",
        "while (true) { try { for (;;) {} } catch {} finally { continue } }",
        "const loop = () => loop; for (;;) loop()",
        "/(a+)+$/.test('a'.repeat(40) + '!'); /((a+)+)+$/.test('a'.repeat(60) + '!'); for (;;) {}",
        "return { get headers() { for (;;) {} } }",
        "request.body = { toJSON() { for (;;) {} } }; return request",
        "throw { get message() { for (;;) {} } , toString() { for (;;) {} } }",
        "const e = new Error(); Object.defineProperty(e, 'stack', { get() { for (;;) {} } }); throw e",
        "console.log({ toJSON() { for (;;) {} } })",
        "console.log(Object.assign(() => 1, { toString() { for (;;) {} } }))",
        "[3, 1, 2].sort(() => { for (;;) {} })",
    ];
    let all = endless.map(async |endless: &str| {
        let why = fails(endless).await;
        assert!(why.starts_with("Error: Script execution timed out."), "{endless}: {why}");
    });
    futures_util::future::join_all(all).await;
    assert!(started.elapsed() < TIME * 8);
    let at_once = run_on(&Engine::default(), "for (;;) {}", json!({})).await;
    assert!(at_once.lines[0].message.starts_with("Error: Script execution timed out."));
}

#[tokio::test]
async fn a_script_that_wants_all_memory_fails() {
    for bomb in [
        "const all = []; for (;;) all.push('x'.repeat(1e6) + all.length)",
        "let s = 'x'; for (;;) s += s",
        "return new Array(1e9).fill(0)",
        "return new ArrayBuffer(1e10)",
        "return 'x'.repeat(2 ** 29).padEnd(2 ** 30)",
        "const a = {}; for (let i = 0; ; i++) a['k' + i] = { i }",
        "console.log('x'.repeat(60e6) + 'y'.repeat(60e6))",
    ] {
        let started = Instant::now();
        assert!(!fails(bomb).await.is_empty());
        assert!(started.elapsed() < TIME * 8, "{bomb}");
    }
}

#[tokio::test]
async fn a_script_that_nests_too_deep_fails() {
    for deep in [
        "const f = () => f() + 1; return f()",
        "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; request.body = a; return request",
        "return JSON.parse('['.repeat(1e6))",
        "return eval('('.repeat(1e6))",
        "return new RegExp('('.repeat(1e5) + ')'.repeat(1e5))",
        "const a = []; a[0] = a; return a.toString() + a.flat(Infinity)",
    ] {
        assert!(!fails(deep).await.is_empty(), "{deep}");
    }
}

#[tokio::test]
async fn what_is_said_is_bounded() {
    let run = handle("for (let i = 0; i < 1e4; i++) console.log(i); return request").await;
    assert_eq!(run.lines.len(), console::LINES);
    assert_eq!(run.lines.last().unwrap().message, "more was said than is kept");
    let run = handle("for (;;) console.log('ü'.repeat(1e5))").await;
    assert!(run.lines.iter().map(|it| it.message.len()).sum::<usize>() < 100_000);
    assert_eq!(run.level, Level::Fatal);
}

#[tokio::test]
async fn a_script_that_never_ends_does_not_hold_up_the_others() {
    let engine = Engine::default();
    let endless = "addHandler('transform', () => { for (;;) {} })";
    let hostile: Vec<_> = (0..20)
        .map(|_| {
            let engine = engine.clone();
            tokio::spawn(async move { run_on(&engine, endless, json!({})).await })
        })
        .collect();
    tokio::task::yield_now().await;
    let started = Instant::now();
    for _ in 0..50 {
        let fine = "addHandler('transform', (request) => request)";
        assert!(run_on(&engine, fine, json!({})).await.returned.is_some());
    }
    assert!(started.elapsed() < TIME, "{:?}", started.elapsed());
    for hostile in hostile {
        assert_eq!(hostile.await.unwrap().level, Level::Fatal);
    }
    // Three runs were enough to know.
    assert!(started.elapsed() < TIME * 8, "{:?}", started.elapsed());
}

/// Code that takes a good part of its time for each request.
const SLOW: &str = "addHandler('transform', (request) => {
        const end = Date.now() + 500;
        while (Date.now() < end);
        return request;
    })";

#[tokio::test]
async fn nobody_waits_long_for_a_turn() {
    let engine = Engine::default();
    let script = Script::new(OWNER, SLOW, &BTreeMap::new());
    let started = Instant::now();
    let runs: Vec<_> = (0..200).map(|_| engine.run(&script, input(json!(1)))).collect();
    let runs = futures_util::future::join_all(runs).await;
    assert!(started.elapsed() < TIME * 10, "{:?}", started.elapsed());
    let refused = runs.iter().filter(|it| it.is_err()).count();
    assert!((1..200).contains(&refused), "{refused}");
}

#[tokio::test]
async fn what_nobody_waits_for_any_more_is_not_run() {
    let engine = Engine::default();
    let script = Script::new(OWNER, SLOW, &BTreeMap::new());
    let gone = (0..200).map(|_| engine.run(&script, input(json!(1))));
    let gone = futures_util::future::join_all(gone);
    assert!(tokio::time::timeout(TIME / 10, gone).await.is_err());
    let started = Instant::now();
    let run = engine.run(&script, input(json!(1))).await;
    assert!(run.is_ok_and(|it| it.returned.is_some()));
    assert!(started.elapsed() < TIME * 3, "{:?}", started.elapsed());
}

#[tokio::test]
async fn who_finds_no_room_is_told_so() {
    let engine = Engine::default();
    let script = Script::new(OWNER, "for (;;) {}", &BTreeMap::new());
    let runs: Vec<_> = (0..1000).map(|_| engine.run(&script, input(json!(1)))).collect();
    let runs = futures_util::future::join_all(runs).await;
    let refused = runs.iter().filter(|it| it.is_err()).count();
    assert!((1..1000).contains(&refused), "{refused}");
}
