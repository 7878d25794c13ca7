//! Lists: in which order, from where, how many, and the envelope around them.
//!
//! A cursor of sources, destinations and connections is the id of a record; the record need not be
//! part of the list any more. A cursor of the ledger is opaque, `hq_` and base64url; a bare id will
//! do too. `next` and `prev` are absent where there is no such page.

use std::cmp::Ordering;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::query::{Query, exclusive, must_be, wrong};
use super::versions::Object;
use crate::model::{Event, Key, Kind, Timestamp};
use crate::store::{Attempted, Order, Page};

/// How a list is to be read.
#[derive(Clone, Debug)]
pub(super) struct Paging {
    /// What to sort by and whether downwards; one or two.
    pub(super) by: Vec<(String, bool)>,
    /// The longest that the page may be.
    pub(super) limit: usize,
    cursor: Option<Cursor>,
}

#[derive(Clone, Debug)]
enum Cursor {
    After(String),
    Before(String),
}

impl Paging {
    /// Reads `order_by`, `dir`, `limit`, `next` and `prev`; without an order it is the first of
    /// the choices, newest first but for ids, which go up.
    pub(super) fn read(query: &Query, usual: usize, choices: &[&str]) -> Result<Self> {
        let by = query.texts("order_by")?.unwrap_or_else(|| vec![choices[0]]);
        if by.len() > 2 || by.iter().any(|it| !choices.contains(it)) {
            return Err(wrong("order_by", &must_be(choices)));
        }
        let usual_dir = if by[..] == ["id"] { "asc" } else { "desc" };
        let dirs = query.texts("dir")?.unwrap_or_else(|| vec![usual_dir]);
        if dirs.len() > 2 || dirs.iter().any(|it| !matches!(*it, "asc" | "desc" | "ASC" | "DESC")) {
            return Err(wrong("dir", "must be one of [asc, desc]"));
        }
        let falls =
            |at: usize| dirs.get(at).or(dirs.last()).is_none_or(|it| it.starts_with(['d', 'D']));
        let by = by.iter().enumerate().map(|(at, it)| ((*it).to_owned(), falls(at))).collect();
        let limit = match query.text("limit")? {
            None => usual,
            Some(text) => read_limit(text).map_err(|sentence| wrong("limit", sentence))?,
        };
        let cursor = match (query.text("next")?, query.text("prev")?) {
            (None, None) => None,
            (Some(id), None) => Some(Cursor::After(id.to_owned())),
            (None, Some(id)) => Some(Cursor::Before(id.to_owned())),
            (Some(_), Some(_)) => {
                return Err(ApiError::invalid(vec![exclusive(&["next", "prev"])]));
            }
        };
        Ok(Self { by, limit, cursor })
    }

    /// The same where only one order can be had, so that two have to be one.
    pub(super) fn read_one(query: &Query, usual: usize, choices: &[&str]) -> Result<Self> {
        let res = Self::read(query, usual, choices)?;
        if res.by.iter().any(|it| *it != res.by[0]) {
            return Err(wrong("order_by", "must be a string"));
        }
        Ok(res)
    }

    /// Cuts the page out of a whole list that is in memory.
    ///
    /// `find` answers the record that a cursor names.
    pub(super) fn cut<T: Copy>(
        &self,
        mut items: Vec<T>,
        compare: impl Fn(T, T) -> Ordering,
        find: impl Fn(&str) -> Option<T>,
        id: impl Fn(T) -> String,
    ) -> Result<Cut<T>> {
        items.sort_by(|a, b| compare(*a, *b));
        let found = |name: &str, id: &str| find(id).ok_or_else(|| wrong(name, NO_CURSOR));
        let range = match &self.cursor {
            None => 0..self.limit.min(items.len()),
            Some(Cursor::After(id)) => {
                let cursor = found("next", id)?;
                let from = items.partition_point(|it| compare(*it, cursor) != Ordering::Greater);
                from..(from + self.limit).min(items.len())
            }
            Some(Cursor::Before(id)) => {
                let cursor = found("prev", id)?;
                let to = items.partition_point(|it| compare(*it, cursor) == Ordering::Less);
                to.saturating_sub(self.limit)..to
            }
        };
        let next = items[range.clone()].last().filter(|_| range.end < items.len()).copied();
        let prev = items[range.clone()].first().filter(|_| range.start > 0).copied();
        let (next, prev) = (next.map(&id), prev.map(&id));
        Ok(Cut { items: items[range].to_vec(), next, prev })
    }

    /// The items of a page, those next to the cursor first.
    pub(super) fn nearest<T: Copy>(&self, cut: &Cut<T>) -> Vec<T> {
        let mut items = cut.items.clone();
        if self.goes_back() {
            items.reverse();
        }
        items
    }

    /// Makes a page of what was made of its [`nearest`](Self::nearest) items, of all or not; the
    /// others are on the page that follows.
    pub(super) fn end_early<T: Copy, U>(
        &self,
        mut cut: Cut<T>,
        mut made: Vec<U>,
        id: impl Fn(T) -> String,
    ) -> Cut<U> {
        if made.len() < cut.items.len() {
            let last = made.len().checked_sub(1).and_then(|at| self.nearest(&cut).get(at).copied());
            *(if self.goes_back() { &mut cut.prev } else { &mut cut.next }) = last.map(id);
        }
        if self.goes_back() {
            made.reverse();
        }
        Cut { items: made, next: cut.next, prev: cut.prev }
    }

    fn goes_back(&self) -> bool {
        matches!(self.cursor, Some(Cursor::Before(_)))
    }

    /// The order in which the ledger is to be read for this page.
    pub(super) fn order(&self, kind: Kind) -> Result<Order> {
        let descending = self.by[0].1;
        let (descending, after) = match &self.cursor {
            None => (descending, None),
            Some(Cursor::After(it)) => (descending, Some(read_cursor("next", it, kind)?.1)),
            Some(Cursor::Before(it)) => (!descending, Some(read_cursor("prev", it, kind)?.1)),
        };
        Ok(Order { descending, after, limit: self.limit })
    }

    /// The same for the order of last attempts, of which a bare id does not tell the place.
    pub(super) fn order_by_attempt(&self) -> Result<(Order, Option<Attempted>)> {
        let falls = self.by[0].1;
        let place = |name, it: &str| {
            let (at, event) = read_cursor(name, it, Kind::Event)?;
            let at = at.ok_or_else(|| wrong(name, NO_CURSOR))?;
            Ok::<_, ApiError>(Some(Attempted { at, event }))
        };
        let (descending, after) = match &self.cursor {
            None => (falls, None),
            Some(Cursor::After(it)) => (falls, place("next", it)?),
            Some(Cursor::Before(it)) => (!falls, place("prev", it)?),
        };
        Ok((Order { descending, after: None, limit: self.limit }, after))
    }

    /// Where a list starts whose order is by what records say of themselves.
    pub(super) fn start(&self, kind: Kind) -> Result<Start> {
        let (name, cursor, back) = match &self.cursor {
            None => return Ok(Start::default()),
            Some(Cursor::After(it)) => ("next", it, false),
            Some(Cursor::Before(it)) => ("prev", it, true),
        };
        if let Some(key) = Key::parse(kind, cursor) {
            return Ok(Start { back, after: Some(key), by: None });
        }
        let read = || {
            let cursor = decode_cursor(cursor)?;
            let by: Vec<i64> = serde_json::from_value(cursor["c"].clone()).ok()?;
            Some((by, Key::parse(kind, cursor["i"].as_str()?)?))
        };
        let place = read().filter(|(by, _)| by.len() == self.by.len());
        let (by, key) = place.ok_or_else(|| wrong(name, NO_CURSOR))?;
        Ok(Start { back, after: Some(key), by: Some(by) })
    }

    /// The same for an order by what records say of themselves.
    pub(super) fn arrange_by<T, P>(
        &self,
        page: Page<T, P>,
        kind: Kind,
        place: impl Fn(&T) -> P,
        read: impl Fn(&P) -> (&[i64], Key),
    ) -> Cut<T> {
        self.turn(page, place, |it, way| {
            let (by, key) = read(&it);
            encode_cursor(&json!({ "c": by, "i": key.id(kind), "d": way }))
        })
    }

    /// Puts what the ledger gave in the order that was asked for, with its cursors.
    pub(super) fn arrange<T>(&self, page: Page<T>, kind: Kind, key: impl Fn(&T) -> Key) -> Cut<T> {
        self.turn(page, key, |key, way| write_cursor(key.at(), key, kind, way))
    }

    /// The same where a cursor is the id of a record.
    pub(super) fn arrange_by_id<T>(
        &self,
        page: Page<T>,
        kind: Kind,
        key: impl Fn(&T) -> Key,
    ) -> Cut<T> {
        self.turn(page, key, |key, _| key.id(kind))
    }

    /// The same for the order of last attempts.
    pub(super) fn arrange_by_attempt<T>(
        &self,
        page: Page<(Event, T), Attempted>,
    ) -> Cut<(Event, T)> {
        let place = |(event, _): &(Event, T)| Attempted {
            at: event.last_attempt_at.unwrap_or_default(),
            event: event.key,
        };
        self.turn(page, place, |it, way| write_cursor(it.at, it.event, Kind::Event, way))
    }

    fn turn<T, P>(
        &self,
        page: Page<T, P>,
        place: impl Fn(&T) -> P,
        cursor: impl Fn(P, &str) -> String,
    ) -> Cut<T> {
        let Page { mut items, next: more } = page;
        let first = items.first().map(place);
        match self.cursor {
            Some(Cursor::Before(_)) => {
                items.reverse();
                // Where we turned round, there is always something after this page.
                let next = first.map(|it| cursor(it, "next"));
                Cut { items, next, prev: more.map(|it| cursor(it, "prev")) }
            }
            Some(Cursor::After(_)) => {
                let prev = first.map(|it| cursor(it, "prev"));
                Cut { items, next: more.map(|it| cursor(it, "next")), prev }
            }
            None => Cut { items, next: more.map(|it| cursor(it, "next")), prev: None },
        }
    }

    /// The envelope.
    pub(super) fn answer<T: Serialize>(&self, call: &Call, object: Object, cut: Cut<T>) -> Answer {
        let dir = |falls: bool| if falls { "desc" } else { "asc" };
        let by = match self.by.as_slice() {
            [(by, falls)] => (json!(by), json!(dir(*falls))),
            many => (
                many.iter().map(|(by, _)| json!(by)).collect(),
                many.iter().map(|(_, falls)| json!(dir(*falls))).collect(),
            ),
        };
        let mut pagination = json!({ "order_by": by.0, "dir": by.1, "limit": self.limit });
        for (name, cursor) in [("next", cut.next), ("prev", cut.prev)] {
            if let Some(cursor) = cursor {
                pagination[name] = json!(cursor);
            }
        }
        let envelope = Envelope { pagination, count: cut.items.len(), models: cut.items };
        Answer::page(call, object, &envelope)
    }
}

#[derive(Serialize)]
struct Envelope<T> {
    pagination: Value,
    count: usize,
    models: Vec<T>,
}

/// Where a list starts whose order is by what records say of themselves.
#[derive(Debug, Default)]
pub(super) struct Start {
    /// Whether it is read backwards.
    pub(super) back: bool,
    /// The record after which it starts.
    pub(super) after: Option<Key>,
    /// What that record says in each column of the order, unless the cursor is a bare id.
    pub(super) by: Option<Vec<i64>>,
}

/// A page's items and the cursors around it.
pub(super) struct Cut<T> {
    pub(super) items: Vec<T>,
    next: Option<String>,
    prev: Option<String>,
}

impl<T> Cut<T> {
    /// Shows each item.
    pub(super) fn map<U>(self, show: impl FnMut(T) -> U) -> Cut<U> {
        Cut { items: self.items.into_iter().map(show).collect(), next: self.next, prev: self.prev }
    }
}

/// Reads how long a page may be.
fn read_limit(text: &str) -> Result<usize, &'static str> {
    let number = text.parse::<f64>().ok().filter(|it| it.is_finite()).ok_or("must be a number")?;
    if number.fract() != 0.0 {
        return Err("must be an integer");
    }
    if number < 0.0 {
        return Err("must be greater than or equal to 0");
    }
    if number > 255.0 {
        return Err("must be less than or equal to 255");
    }
    Ok(number as usize)
}

const NO_CURSOR: &str = "is not a cursor of this list";

fn write_cursor(at: Timestamp, key: Key, kind: Kind, way: &str) -> String {
    encode_cursor(&json!({ "c": at, "i": key.id(kind), "d": way }))
}

fn encode_cursor(cursor: &Value) -> String {
    format!("hq_{}", BASE64_URL_SAFE_NO_PAD.encode(cursor.to_string()))
}

fn decode_cursor(cursor: &str) -> Option<Value> {
    let text = BASE64_URL_SAFE_NO_PAD.decode(cursor.strip_prefix("hq_")?).ok()?;
    serde_json::from_slice(&text).ok()
}

fn read_cursor(name: &str, cursor: &str, kind: Kind) -> Result<(Option<Timestamp>, Key)> {
    let opaque = || {
        let cursor = decode_cursor(cursor)?;
        let at = cursor["c"].as_str().and_then(Timestamp::parse);
        Some((at, Key::parse(kind, cursor["i"].as_str()?)?))
    };
    let bare = Key::parse(kind, cursor).map(|key| (None, key));
    bare.or_else(opaque).ok_or_else(|| wrong(name, NO_CURSOR))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(query: &str) -> Paging {
        Paging::read(&Query::parse(query), 2, &["created_at", "name"]).unwrap()
    }

    fn cut(query: &str) -> (Vec<i32>, Option<String>, Option<String>) {
        let cut = paging(query)
            .cut(vec![3, 1, 5, 2, 4], |a, b| a.cmp(&b), |id| id.parse().ok(), |it| it.to_string())
            .unwrap();
        (cut.items, cut.next, cut.prev)
    }

    #[test]
    fn pages_join_in_both_directions_without_gap_or_overlap() {
        let some = |it: &str| Some(it.to_owned());
        assert_eq!(cut(""), (vec![1, 2], some("2"), None));
        assert_eq!(cut("next=2"), (vec![3, 4], some("4"), some("3")));
        assert_eq!(cut("next=4"), (vec![5], None, some("5")));
        assert_eq!(cut("prev=5"), (vec![3, 4], some("4"), some("3")));
        assert_eq!(cut("prev=3"), (vec![1, 2], some("2"), None));
        assert_eq!(cut("limit=0"), (vec![], None, None));
        assert_eq!(cut("next=99"), (vec![], None, None));
    }

    #[test]
    fn a_cursor_of_the_ledger_reads_back_and_a_bare_id_will_do() {
        let key = Key(1_767_225_600_000_123);
        let opaque = write_cursor(Timestamp(7), key, Kind::Event, "next");
        for (cursor, at) in [(opaque, Some(Timestamp(7))), (key.id(Kind::Event), None)] {
            assert_eq!(read_cursor("next", &cursor, Kind::Event).unwrap(), (at, key));
            assert!(read_cursor("next", &cursor, Kind::Request).is_err());
        }
        assert!(read_cursor("next", "hq_e30", Kind::Event).is_err());
    }

    #[test]
    fn going_back_turns_the_ledger_round() {
        let key = Key(7);
        let back = paging(&format!("prev={}", key.id(Kind::Event)));
        let order = back.order(Kind::Event).unwrap();
        assert_eq!(order, Order { descending: false, after: Some(key), limit: 2 });
        let page = Page { items: vec![Key(8), Key(9)], next: Some(Key(9)) };
        let cut = back.arrange(page, Kind::Event, |key| *key);
        assert_eq!(cut.items, [Key(9), Key(8)]);
        assert!(cut.next.is_some() && cut.prev.is_some());
    }

    #[test]
    fn of_a_page_that_ends_early_nothing_is_left_out() {
        let cut = |query: &str| {
            let paging = Paging { limit: 4, ..paging(query) };
            let find = |id: &str| id.parse().ok();
            let cut = paging.cut(vec![3, 1, 5, 2, 4], |a, b| a.cmp(&b), find, |it| it.to_string());
            let cut = cut.unwrap();
            let made = paging.nearest(&cut).into_iter().take(1).map(|it| it * 10).collect();
            let cut = paging.end_early(cut, made, |it| it.to_string());
            (cut.items, cut.next, cut.prev)
        };
        let some = |it: &str| Some(it.to_owned());
        assert_eq!(cut(""), (vec![10], some("1"), None));
        assert_eq!(cut("next=1"), (vec![20], some("2"), some("2")));
        assert_eq!(cut("next=4"), (vec![50], None, some("5")));
        assert_eq!(cut("prev=5"), (vec![40], some("4"), some("4")));
        assert_eq!(cut("prev=2"), (vec![10], some("1"), None));
        assert_eq!(cut("next=5"), (vec![], None, None));
    }

    #[test]
    fn one_order_is_not_two() {
        let read = |query| {
            let choices = ["created_at", "ingested_at"];
            Paging::read_one(&Query::parse(query), 2, &choices).map(|it| it.by.len()).ok()
        };
        assert_eq!(read("order_by=ingested_at"), Some(1));
        assert_eq!(read("order_by[]=ingested_at"), Some(1));
        assert_eq!(read("order_by=created_at&order_by=created_at"), Some(2));
        assert_eq!(read("order_by=created_at&order_by=ingested_at"), None);
        assert_eq!(read("order_by[]=created_at&order_by[]=created_at&dir[]=asc&dir[]=desc"), None);
    }

    #[test]
    fn limits_are_refused_in_words_of_their_own() {
        assert_eq!(read_limit("255"), Ok(255));
        for (text, sentence) in [
            ("x", "must be a number"),
            ("", "must be a number"),
            ("1.5", "must be an integer"),
            ("-1", "must be greater than or equal to 0"),
            ("256", "must be less than or equal to 255"),
        ] {
            assert_eq!(read_limit(text), Err(sentence), "{text}");
        }
    }

    #[test]
    fn what_is_no_page_is_refused() {
        for bad in ["limit=256", "limit=-1", "limit=x", "dir=up", "order_by=id", "next=a&prev=b"] {
            assert!(Paging::read(&Query::parse(bad), 2, &["created_at"]).is_err(), "{bad}");
        }
    }
}
