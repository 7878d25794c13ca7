//! Reads a page of a list, whatever it is a list of.
//!
//! A list is one or more slices of a table, each of which an index holds in the order of keys. A
//! page is their merger, row by row, without those that do not pass the rest of the filters. No
//! other index is needed for that, and nothing is ever counted or skipped over.
//!
//! **Invariant:** a page looks at no more than [`MOST`] rows and for no longer than [`LONGEST`],
//! and then says where to go on.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::model::Key;
use crate::store::{Order, Page, Range, Result};

/// How many rows are looked at for one page.
pub(super) const MOST: usize = 200_000;
/// How long is looked for one page.
pub(super) const LONGEST: Duration = Duration::from_millis(100);
/// How many rows are read at a time.
pub(super) const CHUNK: usize = 256;

/// The keys between which to read, both included, and in which order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) low: Key,
    pub(super) high: Key,
    pub(super) descending: bool,
}

impl Bounds {
    /// What order and time of creation leave.
    pub(super) fn new(order: Order, created_at: &Range) -> Self {
        let Range { one_of, gt, gte, lt, lte, any: _ } = created_at;
        let from = [*gte, gt.map(|it| it.saturating_add(1)), one_of.iter().min().copied()];
        let to = [*lte, lt.map(|it| it.saturating_sub(1)), one_of.iter().max().copied()];
        let low = from.into_iter().flatten().max().map_or(0, |it| it.saturating_mul(1000));
        let high = to.into_iter().flatten().min();
        let high = high.map_or(i64::MAX, |it| it.saturating_mul(1000).saturating_add(999));
        let all = Self { low: Key(low), high: Key(high), descending: order.descending };
        order.after.map_or(all, |it| all.beyond(it))
    }

    /// What comes after a key.
    pub(super) fn beyond(self, key: Key) -> Self {
        if self.descending {
            Self { high: self.high.min(Key(key.0.saturating_sub(1))), ..self }
        } else {
            Self { low: self.low.max(Key(key.0.saturating_add(1))), ..self }
        }
    }

    /// The first few of these keys that lie within.
    pub(super) fn choose(self, keys: &[Key], limit: usize) -> Vec<Key> {
        let within = |key: &Key| (self.low..=self.high).contains(key);
        let mut res: Vec<_> = keys.iter().copied().filter(within).collect();
        res.sort_unstable();
        res.dedup();
        if self.descending {
            res.reverse();
        }
        res.truncate(limit);
        res
    }

    /// The end of a statement that reads some rows within; `?1`, `?2` and `?3` are low, high and
    /// their number.
    pub(super) fn sql(self) -> &'static str {
        if self.descending {
            "key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT ?3"
        } else {
            "key BETWEEN ?1 AND ?2 ORDER BY key LIMIT ?3"
        }
    }
}

/// A row that has a key.
pub(super) trait Keyed {
    /// Its key.
    fn key(&self) -> Key;
}

struct Part<S, T> {
    slice: S,
    bounds: Bounds,
    rows: VecDeque<T>,
    chunk: usize,
    ended: bool,
}

/// Reads a page: `fetch` reads the first rows of a slice, `keep` says which of them are wanted.
pub(super) fn page<S, T: Keyed>(
    slices: Vec<S>,
    bounds: Bounds,
    limit: usize,
    mut fetch: impl FnMut(&S, Bounds, usize) -> Result<Vec<T>>,
    mut keep: impl FnMut(&mut T) -> Result<bool>,
) -> Result<Page<T>> {
    let started = Instant::now();
    let chunk = (limit / slices.len().max(1) + 1).clamp(2, CHUNK);
    let part = |slice| Part { slice, bounds, rows: VecDeque::new(), chunk, ended: false };
    let mut parts: Vec<_> = slices.into_iter().map(part).collect();
    let mut items = Vec::new();
    let mut last = None;
    for looked in 1.. {
        for part in parts.iter_mut().filter(|it| it.rows.is_empty() && !it.ended) {
            part.rows = fetch(&part.slice, part.bounds, part.chunk)?.into();
            part.ended = part.rows.len() < part.chunk;
            // One that gave all its rows gives most of the page.
            part.chunk = (part.chunk * 2).min(limit.max(chunk) + 1);
            part.bounds = part.rows.back().map_or(part.bounds, |it| part.bounds.beyond(it.key()));
        }
        let heads = parts.iter_mut().filter(|it| !it.rows.is_empty());
        let head = heads.min_by_key(|it| {
            let key = it.rows[0].key().0;
            if bounds.descending { !key } else { key }
        });
        let Some(mut row) = head.and_then(|it| it.rows.pop_front()) else {
            return Ok(Page { items, next: None });
        };
        let key = row.key();
        if keep(&mut row)? {
            if items.len() == limit {
                break;
            }
            items.push(row);
        }
        last = Some(key);
        if looked >= MOST || started.elapsed() > LONGEST {
            break;
        }
    }
    Ok(Page { items, next: last })
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Keyed for Key {
        fn key(&self) -> Key {
            *self
        }
    }

    /// The first keys that lie within, of all there could be.
    fn endless(bounds: Bounds, limit: usize) -> Vec<Key> {
        (bounds.low.0..=bounds.high.0).take(limit).map(Key).collect()
    }

    #[test]
    fn a_search_that_finds_nothing_ends_and_says_where_to_go_on() {
        let order = Order { descending: false, after: None, limit: 10 };
        let bounds = Bounds::new(order, &Range::default());
        let fetch = |(): &(), bounds, limit| Ok(endless(bounds, limit));
        let found = page(vec![()], bounds, 10, fetch, |_| Ok(false)).unwrap();
        assert!(found.items.is_empty());
        let looked = found.next.unwrap().0;
        assert!((1..=MOST as i64).contains(&looked), "{looked}");
    }

    #[test]
    fn a_page_that_is_full_goes_on_after_its_last_item() {
        let order = Order { descending: false, after: Some(Key(9)), limit: 3 };
        let bounds = Bounds::new(order, &Range { lte: Some(0), ..Range::default() });
        let fetch = |(): &(), bounds, limit| Ok(endless(bounds, limit));
        let even = |key: &mut Key| Ok(key.0 % 2 == 0);
        let found = page(vec![()], bounds, 3, fetch, even).unwrap();
        assert_eq!(found.items, [Key(10), Key(12), Key(14)]);
        assert_eq!(found.next, Some(Key(15)));
    }
}
