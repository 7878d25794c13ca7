//! What scripts say: `console`, in bounds.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::convert::Coerced;
use rquickjs::function::Rest;
use rquickjs::{Ctx, Function, Object, Value};

use super::{Line, Method};

/// How many lines are kept of one run.
pub(super) const LINES: usize = 200;
/// How many bytes are kept of one line.
const LONGEST: usize = 4 << 10;
/// How many bytes are kept of all lines.
const ALL: usize = 64 << 10;

/// What was said so far in one run.
#[derive(Clone, Default)]
pub(super) struct Console(Rc<RefCell<Said>>);

#[derive(Default)]
struct Said {
    lines: Vec<Line>,
    bytes: usize,
    full: bool,
}

impl Console {
    /// Puts `console` among the globals.
    pub(super) fn install<'js>(&self, ctx: &Ctx<'js>) -> rquickjs::Result<()> {
        let console = Object::new(ctx.clone())?;
        for (name, method) in [
            ("log", Method::Log),
            ("info", Method::Info),
            ("debug", Method::Debug),
            ("warn", Method::Warn),
            ("error", Method::Error),
        ] {
            let said = self.clone();
            let say = move |ctx: Ctx<'js>, words: Rest<Value<'js>>| -> rquickjs::Result<()> {
                if !said.0.borrow().full {
                    let message = join(&ctx, &words.0)?;
                    said.0.borrow_mut().push(Line { method, message });
                }
                Ok(())
            };
            console.set(name, Function::new(ctx.clone(), say)?)?;
        }
        ctx.globals().set("console", console)
    }

    /// Everything that was said since this was last asked.
    pub(super) fn take(&self) -> Vec<Line> {
        std::mem::take(&mut *self.0.borrow_mut()).lines
    }
}

impl Said {
    fn push(&mut self, mut line: Line) {
        cut(&mut line.message, LONGEST);
        self.bytes += line.message.len();
        // One more says that there was more.
        self.full = self.lines.len() + 1 >= LINES || self.bytes > ALL;
        if self.full {
            line.message = "more was said than is kept".to_owned();
        }
        self.lines.push(line);
    }
}

/// Shortens a text that is too long.
pub(super) fn cut(text: &mut String, longest: usize) {
    if text.len() > longest {
        text.truncate(text.floor_char_boundary(longest));
        text.push('…');
    }
}

/// Words as a person would see them in a terminal, but for objects, which are JSON.
fn join<'js>(ctx: &Ctx<'js>, words: &[Value<'js>]) -> rquickjs::Result<String> {
    let mut res = String::new();
    for word in words {
        if !res.is_empty() {
            res.push(' ');
        }
        if word.is_object() && !word.is_error() && !word.is_function() {
            // JSON has no word for some objects, and a cycle is none of its business.
            match ctx.json_stringify(word.clone()) {
                Ok(Some(json)) => res.push_str(&json.to_string()?),
                Ok(None) => res.push_str("[object Object]"),
                Err(rquickjs::Error::Exception) => {
                    let thrown = ctx.catch();
                    if thrown.is_uncatchable_error() {
                        return Err(ctx.throw(thrown));
                    }
                    res.push_str("[object Object]");
                }
                Err(error) => return Err(error),
            }
        } else if let Some(symbol) = word.as_symbol() {
            let about: Coerced<String> = symbol.description()?.get()?;
            res.push_str(&format!("Symbol({})", about.0));
        } else {
            match word.get::<Coerced<String>>() {
                Ok(word) => res.push_str(&word.0),
                // Half of a pair that stands for one character is no text.
                Err(rquickjs::Error::Utf8(_)) => res.push(char::REPLACEMENT_CHARACTER),
                Err(error) => return Err(error),
            }
        }
        if res.len() > LONGEST {
            break;
        }
    }
    Ok(res)
}
