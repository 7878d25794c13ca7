//! What waited in each group of deliveries, out of what looks at it saw.

use rusqlite::params;

use super::{ROWS, Run};
use crate::store::Result;
use crate::store::sqlite::rollup::Level;
use crate::store::sqlite::rollup::cells::{self, Cell, Kind, NONE};
use crate::store::sqlite::rollup::depth::{self, EVERY, REST};
use crate::store::sqlite::rollup::scan::{FACTS, GROUP};
use crate::store::sqlite::rows;

impl Run<'_> {
    /// Adds up what waited in the minutes from one on and before another.
    pub(super) fn depths(&mut self, from: i64, to: i64) -> Result<()> {
        let level = Level::Minute as i64;
        let mut rows = self.db.prepare_cached(ROWS)?;
        let mut rows = rows.query(params![Kind::Depth as i64, level, from, to])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (minute, connection): (i64, i64) = (row.get(0)?, row.get(1)?);
            if !self.budget.spend(minute.saturating_mul(60_000)) {
                break;
            }
            let Some(group) = self.subjects.get(&connection).copied() else { continue };
            cells::read_into(&mut all, row.get_ref(2)?.as_blob().unwrap_or_default())?;
            let mut groups =
                depth::kept(self.db, [Kind::Groups as i64, level, minute, connection])?;
            if self.query.now.is_some_and(|it| it.0.div_euclid(60_000) == minute)
                && let Some(cell) = self.waiting.remove(&connection)
            {
                depth::replace(&mut groups, &cell, &self.of_now(connection, &cell)?);
                depth::merge(&mut all, cell);
            }
            self.minute(minute * 60_000, group, &all, &groups)?;
        }
        // Those of whom nobody saw anything in this minute yet, which is the last one.
        if let Some(now) = self.query.now {
            let at = now.0 - now.0.rem_euclid(60_000);
            for (connection, cell) in std::mem::take(&mut self.waiting) {
                let Some(group) = self.subjects.get(&connection).copied() else { continue };
                let groups = self.of_now(connection, &cell)?;
                self.minute(at, group, &[cell], &groups)?;
            }
        }
        self.groups.end_minute(Kind::Depth);
        Ok(())
    }

    /// What waits for a connection now, by group.
    fn of_now(&mut self, connection: i64, all: &Cell) -> Result<Vec<Cell>> {
        let now = self.query.now.unwrap_or_default();
        depth::groups(self.db, connection, all, now, &mut self.unlooked)
    }

    /// Adds what looks of a minute saw.
    fn minute(&mut self, at: i64, group: u32, all: &[Cell], groups: &[Cell]) -> Result<()> {
        for cell in all {
            let looked = at + cell.face[0] * EVERY;
            if looked + EVERY <= self.query.start.0 || looked >= self.query.end.0 {
                continue;
            }
            let mut parts = groups.iter().filter(|it| it.face[0] == cell.face[0]).peekable();
            if parts.peek().is_none() {
                self.waited(at, group, None, cell);
            }
            for part in parts {
                if !self.budget.spend(at) {
                    return Ok(());
                }
                match part.face[1] {
                    NONE => self.waited(at, group, None, part),
                    REST => self.untold = true,
                    oldest => match self.group_of(oldest)? {
                        Some(text) => self.waited(at, group, Some(&text), part),
                        None => self.untold = true,
                    },
                }
            }
        }
        Ok(())
    }

    fn group_of(&self, event: i64) -> Result<Option<String>> {
        let sql = "SELECT delivery_group FROM event WHERE key = ?1";
        Ok(rows::first(self.db.prepare_cached(sql)?, [event], |row| Ok(row.get(0)?))?.flatten())
    }

    fn waited(&mut self, at: i64, group: u32, text: Option<&str>, cell: &Cell) {
        let mut facts = [NONE; FACTS];
        facts[GROUP] = self.texts.number(text);
        if !self.wanted.iter().all(|(place, test)| test.allows(facts[*place])) {
            return;
        }
        match self.texts.add(facts[GROUP], text) {
            Some(number) => {
                facts[GROUP] = number;
                self.groups.add(Kind::Depth, at, group, &facts, cell);
            }
            None => self.groups.overflowed = true,
        }
    }
}
