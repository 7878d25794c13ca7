//! Where only few rows of the ledger can be what is asked for, and an index says which.

use super::{MOST, Run, keys};
use crate::model::{Key, Status};
use crate::store::sqlite::rollup::cells::NONE;
use crate::store::sqlite::rollup::scan::{self, FACTS};
use crate::store::sqlite::rows::Coded as _;
use crate::store::sqlite::{events, lists};
use crate::store::{Counted, EventQuery, Field, Order, Result};

/// How many groups of connections are looked for one by one.
const FEW: usize = 1024;

impl Run<'_> {
    /// The rows among which all must be that is asked for, oldest first; `None` where those are not
    /// few, or no index knows them.
    pub(super) fn few(&self) -> Result<Option<Vec<Key>>> {
        if let Some(events) = self.test(Field::Event) {
            let events: Vec<_> = events.iter().copied().map(Key).collect();
            return lists::of_events(self.db, &events).map(Some);
        }
        if let Some(belonging) = self.belonging()? {
            return Ok(Some(belonging));
        }
        let found = if let Some(data) = self.test(Field::Data) {
            self.with_data(data)?
        } else if let Some(sessions) = self.test(Field::Session).filter(|it| !it.contains(&NONE)) {
            self.of_sessions(sessions)?
        } else {
            self.of_groups()?
        };
        // Whatever is looked for several times, it counts once.
        Ok(found.map(|mut found| {
            found.sort_unstable();
            found.dedup();
            found
        }))
    }

    /// What belongs to issues and operations that are asked for.
    fn belonging(&self) -> Result<Option<Vec<Key>>> {
        let mut belonging: Option<Vec<Key>> = None;
        for field in [Field::Issue, Field::Bulk] {
            let of = (self.query.counted, field);
            if scan::place(of.0, field).is_some_and(|it| it >= FACTS)
                && let Some(owners) = self.test(field)
            {
                let found = scan::belonging(self.db, of, owners, self.bounds(), MOST)?;
                belonging = Some(match belonging {
                    None => found,
                    Some(it) => {
                        it.into_iter().filter(|it| found.binary_search(it).is_ok()).collect()
                    }
                });
            }
        }
        Ok(belonging)
    }

    fn bounds(&self) -> (Key, Key) {
        keys(self.query.start.0, self.query.end.0)
    }

    fn with_data(&self, data: &[i64]) -> Result<Option<Vec<Key>>> {
        let mut res = Vec::new();
        for data in data {
            let order = Order { descending: false, after: None, limit: 0 };
            let query = EventQuery { data: Some(Key(*data)), ..EventQuery::all(order) };
            res.extend(events::few(self.db, &query)?.unwrap_or_default());
        }
        Ok(Some(res))
    }

    /// The events for listeners.
    fn of_sessions(&self, sessions: &[i64]) -> Result<Option<Vec<Key>>> {
        let mut res = Vec::new();
        for session in sessions {
            res.extend(scan::of_session(self.db, *session, self.bounds(), MOST + 1)?);
            if res.len() > MOST {
                return Ok(None);
            }
        }
        Ok(Some(res))
    }

    /// The events of groups that are asked for.
    fn of_groups(&self) -> Result<Option<Vec<Key>>> {
        let groups = self.test(Field::Group).filter(|_| self.query.counted == Counted::Events);
        let texts: Option<Vec<_>> =
            groups.and_then(|it| it.iter().map(|number| self.texts.text(*number)).collect());
        let Some(texts) = texts.filter(|it| it.len() * self.subjects.len() <= FEW) else {
            return Ok(None);
        };
        let mut res = Vec::new();
        let groups = self.subjects.keys().flat_map(|it| texts.iter().map(move |text| (*it, *text)));
        for (connection, group) in groups {
            for status in Status::ALL {
                let of = (connection, *status, &**group);
                res.extend(scan::of_group(self.db, of, self.bounds(), MOST + 1)?);
                if res.len() > MOST {
                    return Ok(None);
                }
            }
        }
        Ok(Some(res))
    }
}
