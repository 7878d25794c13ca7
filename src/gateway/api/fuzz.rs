//! What the fuzz target `query` asks of this room; in no build but the fuzzer's and the tests'.

use serde_json::Value;
use url::form_urlencoded::Serializer;

use super::query::{DEEPEST, Query};

/// A query string, as it stands after the `?`.
///
/// However it is read, each of its names has a value or a sentence that says what is wrong. Spelled
/// again, with a bracket for every step, it is the same query, unless that takes too many of them.
pub fn query(data: &[u8]) {
    let read = Query::parse(&String::from_utf8_lossy(data));
    for name in read.0.keys() {
        let (_, _, _) = (read.json(name), read.numbers(name), read.times(name));
        let (_, _, _) = (read.text(name), read.flag(name), read.texts(name));
        let (_, _) = (read.ids(name), read.choice(name, &["asc", "desc"]));
    }
    let mut pairs = Serializer::new(String::new());
    let fit = read.0.iter().map(|(name, value)| spell(name.clone(), value, 1, &mut pairs));
    if fit.fold(true, bool::min) {
        assert_eq!(Query::parse(&pairs.finish()), read);
    }
}

/// Whether it takes no more steps than are read.
fn spell(name: String, value: &Value, steps: usize, pairs: &mut Serializer<'_, String>) -> bool {
    let mut inner = |step: String, it| spell(format!("{name}[{step}]"), it, steps + 1, pairs);
    match value {
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(index, it)| inner(index.to_string(), it)).fold(true, bool::min)
        }
        Value::Object(fields) => {
            fields.iter().map(|(field, it)| inner(field.clone(), it)).fold(true, bool::min)
        }
        text => {
            pairs.append_pair(&name, text.as_str().expect("a query holds nothing but texts"));
            steps <= DEEPEST
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn queries_of_the_corpus_hold() {
        for file in std::fs::read_dir("fuzz/corpus/query").unwrap() {
            super::query(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}
