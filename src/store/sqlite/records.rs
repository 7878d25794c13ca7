//! What people configured, and the numbers that stand for it in the ledger.

use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use rpds::HashTrieMapSync;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::sealed;
use super::writer::Tx;
use crate::model::{Id, Kind};
use crate::store::seal::Sealer;
use crate::store::{Error, Record, Result};

/// Which number stands for which id.
///
/// Only the writer adds to it, before the commit. A reader may therefore know a number too early,
/// when no row that it can see has it yet; never too late. Readers take no lock, so that a long
/// search never holds the writer up.
#[derive(Default)]
pub(super) struct Names(ArcSwap<Both>);

/// Both directions; a copy shares all that is not added to it.
#[derive(Clone, Default)]
pub(super) struct Both {
    ids: HashTrieMapSync<i64, Id>,
    numbers: HashTrieMapSync<Id, i64>,
}

impl Both {
    /// What a number stands for.
    pub(super) fn id(&self, number: i64) -> Result<Id> {
        let stranger = || Error::Damaged(format!("nothing has the number {number}"));
        self.ids.get(&number).cloned().ok_or_else(stranger)
    }

    /// The number of an id, when it was ever written down.
    pub(super) fn number(&self, id: &Id) -> Option<i64> {
        self.numbers.get(id).copied()
    }

    fn insert(&mut self, number: i64, id: Id) {
        self.numbers.insert_mut(id.clone(), number);
        self.ids.insert_mut(number, id);
    }
}

impl Names {
    /// All of them, as they are now; hold it while one page is read.
    pub(super) fn read(&self) -> Guard<Arc<Both>> {
        self.0.load()
    }

    /// Forgets what was not committed.
    pub(super) fn reload(&self, db: &Connection) -> Result<()> {
        let mut both = Both::default();
        let mut all = db.prepare_cached("SELECT pk, id FROM record")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            both.insert(row.get(0)?, Id::from(row.get_ref(1)?.as_str().map_err(bad)?));
        }
        self.0.store(Arc::new(both));
        Ok(())
    }

    fn insert(&self, number: i64, id: &Id) {
        if self.read().number(id) != Some(number) {
            let mut both = Both::clone(&self.read());
            both.insert(number, id.clone());
            self.0.store(Arc::new(both));
        }
    }
}

impl Tx<'_> {
    /// The number of an id; makes one for an id that nobody ever put.
    pub(super) fn number(&self, id: &Id) -> Result<i64> {
        let known = self.names.read().number(id);
        if let Some(number) = known {
            return Ok(number);
        }
        let mut insert = self.sql("INSERT INTO record (id) VALUES (?1)")?;
        let number = insert.insert(params![&**id])?;
        self.names.insert(number, id);
        Ok(number)
    }
}

/// Every record that was not dropped, in the order in which they were first put.
pub(super) fn all(db: &Connection, sealer: &Sealer) -> Result<Vec<Record>> {
    let sql = "SELECT kind, id, sealed FROM record WHERE sealed IS NOT NULL ORDER BY pk";
    let mut all = db.prepare_cached(sql)?;
    let mut rows = all.query([])?;
    let mut res = Vec::new();
    while let Some(row) = rows.next()? {
        let id = Id::from(row.get_ref(1)?.as_str().map_err(bad)?);
        let prefix = row.get_ref(0)?.as_str().map_err(bad)?;
        let kind = Kind::ALL.into_iter().find(|it| it.prefix() == prefix);
        let kind = kind.ok_or_else(|| Error::Damaged(format!("{id} is of no known kind")))?;
        let json = sealer.open(&id, row.get_ref(2)?.as_blob().map_err(bad)?);
        let json = json.and_then(|it| String::from_utf8(it).ok());
        let json = json.ok_or_else(|| sealed::unreadable(&id))?;
        res.push(Record { kind, id, json });
    }
    Ok(res)
}

/// Puts and drops.
pub(super) fn write(tx: &mut Tx<'_>, sealer: &Sealer, puts: &[Record], drops: &[Id]) -> Result<()> {
    let mut put = tx.sql(
        "INSERT INTO record (kind, id, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, sealed = excluded.sealed
         WHERE record.kind IS NULL OR record.kind = excluded.kind
         RETURNING pk",
    )?;
    for record in puts {
        let sealed = sealer.seal(&record.id, record.json.as_bytes())?;
        let values = params![record.kind.prefix(), &*record.id, sealed];
        let number = put.query_one(values, |row| row.get(0)).optional()?;
        let number = number
            .ok_or_else(|| Error::Failed(format!("{} is of another kind already", record.id)))?;
        tx.names.insert(number, &record.id);
    }
    let mut drop = tx.sql("UPDATE record SET sealed = NULL WHERE id = ?1")?;
    for id in drops {
        drop.execute(params![&**id])?;
    }
    Ok(())
}

fn bad(error: rusqlite::types::FromSqlError) -> Error {
    Error::Damaged(error.to_string())
}
