//! One script in an engine of its own, ready to run again and again.
//!
//! The code is run once; after that its handler is called for each request. What it keeps in its
//! globals may therefore be there the next time, or not: it is nothing to rely on. What requests
//! could do to each other through that is prevented: an engine in which something went wrong, or
//! after which the language's own objects are not what they were, is not used again.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::time::Instant;

use rquickjs::context::EvalOptions;
use rquickjs::convert::Coerced;
use rquickjs::{Context, Ctx, Function, Object, Persistent, Runtime, Value};
use serde_json::{Value as Json, json};

use super::console::{Console, cut};
use super::returned::{self, BOUNDARY};
use super::{Input, MEMORY, Returned, Run, Script, TIME};

/// How deep calls may nest, in bytes of the thread's stack, which has [`THREAD_STACK`].
const STACK: usize = 512 << 10;
/// The stack that a thread needs on which scripts run.
pub(super) const THREAD_STACK: usize = 4 << 20;
/// An engine that holds more than this after a run is not used again, in bytes.
const IDLE_MEMORY: i64 = 16 << 20;
/// After so many runs it is looked at how much an engine holds.
const RUNS_TO_LOOK: u32 = 64;
/// Longest text of an error that is kept, in bytes.
const LONGEST_ERROR: usize = 8 << 10;

/// What stands ready before the code is run. `run` makes the handler's arguments and calls it: body
/// and connection are made when they are looked at, since most of the time goes into reading and
/// writing them. Where `body` cannot become a value of its own, since the request is sealed, what
/// is assigned is what is read from then on, as long as the request is not frozen. `untouched` says
/// whether an object is the request that the last run was given, with its body, at which nobody
/// looked; no other object is, whatever it makes believe. `watch` remembers the language's own
/// objects and answers a function that says whether they are still the same. That one runs after
/// each request, so it is written to be quick; and nothing here calls what a script could have
/// replaced.
const PRELUDE: &str = "(() => {
    const { parse } = JSON, { isFrozen } = Object;
    const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
    let isUntouched;
    const untouched = (it) => {
        const answer = isUntouched(it);
        isUntouched = undefined;
        return answer;
    };
    const run = (handler, parts, load) => {
        const request = parse(parts);
        let body, connection, isMade = false;
        const make = (value) => { isMade = true; return body = value; };
        const get = () => isMade ? body : make(load('body'));
        const has = (it) => getOwnPropertyDescriptor(it, 'body')?.get === get;
        const set = function (value) {
            const own = { __proto__: null, value, writable: true, enumerable: true, configurable: true };
            if (!defineProperty(this, 'body', own) && has(this) && !isFrozen(this)) make(value);
        };
        const property = { __proto__: null, get, set, enumerable: true, configurable: true };
        defineProperty(request, 'body', property);
        isUntouched = (it) => it === request && !isMade && has(it);
        const context = { get connection() { return connection ??= load('connection'); } };
        return handler(request, context);
    };
    const watch = () => {
        const counted = [Object, Array, Function, String, Number, Boolean].map((it) => it.prototype);
        const counts = counted.map((it) => ownKeys(it).length);
        const exact = counted.slice(0, 2);
        const names = exact.map((it) => ownKeys(it));
        const values = exact.map((it, place) => names[place].map((name) => it[name]));
        return () => {
            for (let place = 0; place < counted.length; place++) {
                if (ownKeys(counted[place]).length !== counts[place]) return false;
            }
            for (let place = 0; place < exact.length; place++) {
                const it = exact[place], known = names[place], before = values[place];
                for (let name = 0; name < known.length; name++) {
                    if (it[known[name]] !== before[name]) return false;
                }
            }
            return true;
        };
    };
    return { run, untouched, watch };
})()";

type Kept = Persistent<Function<'static>>;

/// A script that was loaded.
///
/// Fields are dropped in their order: whatever is kept of an engine goes before the engine.
pub(super) struct Sandbox {
    handler: Kept,
    prelude: Prelude,
    context: Context,
    runtime: Runtime,
    deadline: Rc<Cell<Instant>>,
    console: Console,
    runs: u32,
}

/// What of [`PRELUDE`] is called for each run.
struct Prelude {
    run: Kept,
    untouched: Kept,
    is_unchanged: Kept,
}

/// What `addHandler` was given; closed once the code has run.
#[derive(Default)]
struct Added {
    handler: Option<Kept>,
    closed: bool,
}

impl Sandbox {
    /// Runs the code; when it cannot, answers what a run of it comes to.
    pub(super) fn load(script: &Script) -> Result<Self, Box<Run>> {
        let broken =
            |error: rquickjs::Error| Box::new(Run::new(Vec::new(), Err(error.to_string())));
        let runtime = Runtime::new().map_err(broken)?;
        runtime.set_memory_limit(MEMORY);
        runtime.set_max_stack_size(STACK);
        let deadline = Rc::new(Cell::new(Instant::now() + TIME));
        let end = deadline.clone();
        runtime.set_interrupt_handler(Some(Box::new(move || Instant::now() >= end.get())));
        let context = Context::full(&runtime).map_err(broken)?;
        let (console, added) = (Console::default(), Rc::new(RefCell::new(Added::default())));

        let loaded = context.with(|ctx| {
            let loaded = start(&ctx, script, &console, &added);
            loaded.map_err(|error| describe(&ctx, error, deadline.get()))
        });
        let handler = {
            let mut added = added.borrow_mut();
            added.closed = true;
            added.handler.take()
        };
        let failed = |why| Err(Box::new(Run::new(console.take(), Err(why))));
        let prelude = match loaded {
            Ok(kept) => kept,
            Err(why) => {
                drop(handler);
                return failed(why);
            }
        };
        let Some(handler) = handler else {
            drop(prelude);
            return failed(format!(
                "Error: the code adds no handler: \
                 addHandler('transform', (request, context) => request){BOUNDARY}"
            ));
        };
        let runs = 0;
        Ok(Self { handler, prelude, context, runtime, deadline, console, runs })
    }

    /// Runs the handler; answers also whether the same engine may run it again.
    pub(super) fn run(&mut self, input: &Input) -> (Run, bool) {
        self.runs += 1;
        self.deadline.set(Instant::now() + TIME);
        let given = Rc::new(Given::new(input));
        let (outcome, unchanged) = self.context.with(|ctx| {
            let outcome = self.call(&ctx, &given);
            let outcome = outcome.map_err(|error| match error {
                Failure::Thrown(error) => describe(&ctx, error, self.deadline.get()),
                Failure::Returned(why) => why + BOUNDARY,
            });
            let unchanged = outcome.is_ok() && self.is_unchanged(&ctx).unwrap_or(false);
            (outcome, unchanged)
        });
        let full = self.runs.is_multiple_of(RUNS_TO_LOOK)
            && self.runtime.memory_usage().malloc_size > IDLE_MEMORY;
        // What waits for a promise would wait for ever, and each run would leave more of it. So would
        // whoever keeps the request, of which not all is within the engine's bounds.
        let again = unchanged && !full && !self.runtime.is_job_pending() && !self.keeps(&given);
        (Run::new(self.console.take(), outcome), again)
    }

    /// Whether the code kept something that belongs to a run.
    fn keeps(&self, given: &Rc<Given>) -> bool {
        let kept = || Rc::strong_count(given) > 1;
        if kept() {
            // It may only lie about.
            self.runtime.run_gc();
        }
        kept()
    }

    fn call<'js>(&self, ctx: &Ctx<'js>, given: &Rc<Given>) -> Result<Returned, Failure> {
        let load = {
            let given = given.clone();
            move |ctx: Ctx<'js>, what: String| match what.as_str() {
                "body" => ctx.json_parse(given.body()),
                _ => ctx.json_parse((given.input.connection)()),
            }
        };
        let load = Function::new(ctx.clone(), load)?;
        let handler = self.handler.clone().restore(ctx)?;
        let run = self.prelude.run.clone().restore(ctx)?;
        let value: Value<'_> = run.call((handler, given.parts(), load))?;
        let untouched = self.prelude.untouched.clone().restore(ctx)?;
        returned::read(ctx, given, &untouched, value)
    }

    fn is_unchanged(&self, ctx: &Ctx<'_>) -> rquickjs::Result<bool> {
        self.prelude.is_unchanged.clone().restore(ctx)?.call(())
    }
}

/// What a run is given, as JSON.
pub(super) struct Given {
    pub(super) input: Input,
    pub(super) headers: String,
    body: OnceCell<String>,
}

impl Given {
    fn new(input: &Input) -> Self {
        let headers = input.headers.to_string();
        Self { input: input.clone(), headers, body: OnceCell::new() }
    }

    /// The body, made when it is first asked for.
    pub(super) fn body(&self) -> &str {
        self.body.get_or_init(|| (self.input.body)())
    }

    /// The JSON of `request`, with a place for its body.
    fn parts(&self) -> String {
        let Self { headers, input: Input { parsed_query, query, path, .. }, .. } = self;
        let [query, path] = [query, path].map(|it| Json::from(it.as_str()));
        format!(
            "{{\"headers\":{headers},\"body\":null,\"query\":{query},\
             \"parsed_query\":{parsed_query},\"path\":{path}}}"
        )
    }
}

/// Why a run came to nothing.
pub(super) enum Failure {
    /// Something was thrown, or the engine failed.
    Thrown(rquickjs::Error),
    /// What was returned is no request.
    Returned(String),
}

impl From<rquickjs::Error> for Failure {
    fn from(error: rquickjs::Error) -> Self {
        Self::Thrown(error)
    }
}

/// Makes the globals, then runs the code.
fn start<'js>(
    ctx: &Ctx<'js>,
    script: &Script,
    console: &Console,
    added: &Rc<RefCell<Added>>,
) -> rquickjs::Result<Prelude> {
    let prelude: Object<'_> = ctx.eval(PRELUDE)?;
    console.install(ctx)?;
    let process = Object::new(ctx.clone())?;
    process.set("env", ctx.json_parse(json!(*script.env).to_string())?)?;
    ctx.globals().set("process", process)?;
    let added = added.clone();
    let add = move |ctx: Ctx<'js>, event: Coerced<String>, handler: Function<'js>| {
        if event.0 != "transform" {
            let why = format!("there is no `{}` to handle, only `transform`", event.0);
            return Err(rquickjs::Exception::throw_type(&ctx, &why));
        }
        let mut added = added.borrow_mut();
        if !added.closed {
            added.handler = Some(Persistent::save(&ctx, handler));
        }
        Ok(())
    };
    ctx.globals().set("addHandler", Function::new(ctx.clone(), add)?)?;

    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some("<VM>".to_owned());
    ctx.eval_with_options::<Value<'_>, _>(&*script.code, options)?;
    let kept = |function: Function<'js>| Persistent::save(ctx, function);
    Ok(Prelude {
        run: kept(prelude.get("run")?),
        untouched: kept(prelude.get("untouched")?),
        is_unchanged: kept(prelude.get::<_, Function<'_>>("watch")?.call(())?),
    })
}

/// What was thrown, as the API writes it: name, message, and where in the code.
fn describe(ctx: &Ctx<'_>, error: rquickjs::Error, deadline: Instant) -> String {
    if !matches!(error, rquickjs::Error::Exception) {
        return format!("Error: {error}{BOUNDARY}");
    }
    let thrown = ctx.catch();
    if Instant::now() >= deadline {
        return format!("Error: Script execution timed out.{BOUNDARY}");
    }
    // Asking what was thrown may run code, which may throw in turn.
    let ask = |object: &Object<'_>, name: &str| {
        let text = object.get::<_, Option<Coerced<String>>>(name);
        if text.is_err() {
            ctx.catch();
        }
        text.ok().flatten().map(|it| it.0)
    };
    let mut text = match thrown.as_object().filter(|_| thrown.is_error()) {
        Some(object) => {
            let name = ask(object, "name").unwrap_or_else(|| "Error".to_owned());
            let message = ask(object, "message").unwrap_or_default();
            let stack = ask(object, "stack").unwrap_or_default();
            format!("{name}: {message}{}", places(&stack))
        }
        // Nothing is left to make an error of.
        None if thrown.is_null() || thrown.is_undefined() => "Error: out of memory".to_owned(),
        None => {
            let text = thrown.get::<Coerced<String>>();
            if text.is_err() {
                ctx.catch();
            }
            format!("Uncaught {}", text.map_or_else(|_| "object".to_owned(), |it| it.0))
        }
    };
    if Instant::now() >= deadline {
        return format!("Error: Script execution timed out.{BOUNDARY}");
    }
    cut(&mut text, LONGEST_ERROR);
    text + BOUNDARY
}

/// The lines of a stack that are in the code: `    at name (<VM>:1:2)`.
fn places(stack: &str) -> String {
    let lines = stack.lines().filter(|it| it.contains("<VM>"));
    let line = |line: &str| {
        let line = line.trim();
        let bare = line.strip_prefix("at <anonymous> (").and_then(|it| it.strip_suffix(')'));
        match bare {
            Some(place) => format!("\n    at {place}"),
            None => format!("\n    {line}"),
        }
    };
    lines.map(line).collect()
}
