//! The key that a store's records are sealed with: made, found, changed.
//!
//! **Invariant:** whatever goes wrong with a key, nothing is written: a store that is opened with the
//! wrong one stays as it was.
//!
//! **Invariant:** a key is on disk before anything is sealed with it, and the one before it until
//! nothing is any more. So whoever changes keys has the store to itself *before* the next key takes
//! a place: there may be the only key of a change that broke off.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::{Connection, params};

use super::folder;
use super::rows;
use crate::store::seal::Sealer;
use crate::store::{Error, KeyFrom, MasterKey, Result};

/// The sealer of a store; a store that has none yet gets one, and what lies in it open is sealed.
///
/// A store that was sealed like this is written anew, by this start or the next that can.
pub(super) fn open(db: &mut Connection, keys: &KeyFrom) -> Result<Sealer> {
    let sealer = match wrapped(db)? {
        None => first(db, keys)?,
        Some(wrapped) => unlock(&wrapped, keys)?,
    };
    if is_to_scrub(db)? {
        scrub(db);
    }
    Ok(sealer)
}

fn unlock(wrapped: &[u8], keys: &KeyFrom) -> Result<Sealer> {
    let candidates = match keys {
        KeyFrom::Given(keys) => keys.clone(),
        KeyFrom::File(path) => {
            let found = [read(path)?, coming(path)];
            if found.iter().all(Option::is_none) {
                let why = "the store's secrets are sealed with a key that should be in this file";
                return Err(Error::Locked(format!("{} is missing: {why}", path.display())));
            }
            found.into_iter().flatten().collect()
        }
    };
    for key in &candidates {
        if let Some(sealer) = Sealer::unwrap(wrapped, key)? {
            if let KeyFrom::File(path) = keys {
                settle(path, key)?;
            }
            return Ok(sealer);
        }
    }
    Err(other(&match keys {
        KeyFrom::Given(_) => "the master key is not the one".to_owned(),
        KeyFrom::File(path) => format!("the key in {} is not the one", path.display()),
    }))
}

fn other(which: &str) -> Error {
    Error::Locked(format!("{which} that the store's secrets were sealed with"))
}

/// Whether a folder holds a store that has a key already.
pub fn is_sealed(dir: &Path) -> Result<bool> {
    if !folder::path(dir).exists() {
        return Ok(false);
    }
    let db = folder::reader(dir)?;
    let known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sealed_key'";
    Ok(db.prepare(known)?.exists([])? && wrapped(&db)?.is_some())
}

/// A store that nobody has open, nor can open while this is there: its key may be changed.
pub struct Closed {
    dir: PathBuf,
    _lock: fs::File,
}

impl Closed {
    /// Takes the store in this folder; it is in use where it is open.
    pub fn take(dir: &Path) -> Result<Self> {
        Ok(Self { _lock: folder::take(dir)?, dir: dir.to_owned() })
    }

    /// Which of these keys the store is sealed with.
    pub fn key_of(&self, keys: &[MasterKey]) -> Result<MasterKey> {
        if let Some(wrapped) = wrapped(&folder::writer(&self.dir)?)? {
            for key in keys {
                if Sealer::unwrap(&wrapped, key)?.is_some() {
                    return Ok(key.clone());
                }
            }
        }
        Err(other("the master key is not the one"))
    }

    /// Seals all records anew, with a new data key that is sealed with `next`, or where the key is in
    /// a file with a new one that takes its place. Answers how many there were.
    pub fn rotate(&self, keys: &KeyFrom, next: Option<MasterKey>) -> Result<usize> {
        rotate(&self.dir, keys, next)
    }
}

fn rotate(dir: &Path, keys: &KeyFrom, next: Option<MasterKey>) -> Result<usize> {
    let mut db = folder::writer(dir)?;
    let sealer = open(&mut db, keys)?;
    let next = next.unwrap_or_else(MasterKey::random);
    if let KeyFrom::File(path) = keys {
        write(&draft(path), &next)?;
    }
    let (fresh, wrapped) = Sealer::fresh(&next)?;
    let count = {
        let tx = db.transaction()?;
        let all = records(&tx, "sealed")?;
        for (number, name, sealed) in &all {
            let plain = sealer.open(name, sealed).ok_or_else(|| unreadable(name))?;
            put(&tx, *number, &fresh.seal(name, &plain)?)?;
        }
        tx.execute("UPDATE sealed_key SET wrapped = ?1 WHERE number = 1", params![wrapped])?;
        tx.commit()?;
        all.len()
    };
    if let KeyFrom::File(path) = keys {
        settle(path, &next)?;
    }
    folder::flush(&db)?;
    Ok(count)
}

/// That a record cannot be opened with the store's own key.
pub(super) fn unreadable(name: &str) -> Error {
    Error::Damaged(format!("the record {name} does not open with the store's key"))
}

fn first(db: &mut Connection, keys: &KeyFrom) -> Result<Sealer> {
    let master = match keys {
        KeyFrom::Given(keys) => keys
            .first()
            .cloned()
            .ok_or_else(|| Error::Locked("no master key is given".to_owned()))?,
        KeyFrom::File(path) => match read(path)? {
            Some(key) => key,
            None => {
                let key = MasterKey::random();
                write(path, &key)?;
                key
            }
        },
    };
    let (sealer, wrapped) = Sealer::fresh(&master)?;
    let tx = db.transaction()?;
    let open = records(&tx, "json")?;
    let sql = "INSERT INTO sealed_key (number, wrapped, scrub) VALUES (1, ?1, ?2)";
    tx.execute(sql, params![wrapped, !open.is_empty()])?;
    for (number, name, json) in &open {
        put(&tx, *number, &sealer.seal(name, json)?)?;
    }
    tx.commit()?;
    Ok(sealer)
}

/// From then on the file can shrink as what is in it does.
const ANEW: &str = "PRAGMA auto_vacuum = INCREMENTAL; VACUUM";

fn is_to_scrub(db: &Connection) -> Result<bool> {
    let sql = "SELECT 1 FROM sealed_key WHERE number = 1 AND scrub";
    Ok(db.prepare_cached(sql)?.exists([])?)
}

/// Writes the whole file anew, since what is overwritten or deleted stays in it as it was.
fn scrub(db: &Connection) {
    let started = Instant::now();
    tracing::info!("sealing the secrets of an older store: its file is written anew, this once");
    let done = folder::flush(db).and_then(|()| Ok(db.execute_batch(ANEW)?));
    // Not before nothing of it is in the log either.
    let done = done.and_then(|()| folder::flush(db));
    match done
        .and_then(|()| Ok(db.execute_batch("UPDATE sealed_key SET scrub = 0 WHERE number = 1")?))
    {
        Ok(()) => tracing::info!(took = ?started.elapsed(), "the store's secrets are sealed"),
        Err(error) => tracing::error!(
            %error,
            "the store's secrets are sealed, but its file may hold older copies of them: there must \
             be room for it a second time; the next start tries again"
        ),
    }
}

fn wrapped(db: &Connection) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT wrapped FROM sealed_key WHERE number = 1";
    rows::first(db.prepare_cached(sql)?, [], |row| Ok(row.get(0)?))
}

/// Number, id and content of every record that has some in this column.
fn records(db: &Connection, column: &str) -> Result<Vec<(i64, String, Vec<u8>)>> {
    let sql =
        format!("SELECT pk, id, CAST({column} AS BLOB) FROM record WHERE {column} IS NOT NULL");
    rows::all(db.prepare_cached(&sql)?, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

fn put(db: &Connection, number: i64, sealed: &[u8]) -> Result<()> {
    let sql = "UPDATE record SET sealed = ?2, json = NULL WHERE pk = ?1";
    db.prepare_cached(sql)?.execute(params![number, sealed])?;
    Ok(())
}

/// Where the next key is while it is not everything's.
fn draft(path: &Path) -> PathBuf {
    let mut res = path.as_os_str().to_owned();
    res.push(".new");
    PathBuf::from(res)
}

fn read(path: &Path) -> Result<Option<MasterKey>> {
    let at = |why: String| Error::Locked(format!("{}: {why}", path.display()));
    match fs::read_to_string(path) {
        Ok(text) => MasterKey::parse(&text).map(Some).map_err(|it| at(it.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(error.to_string())),
    }
}

/// The next key, where there is one. What cannot be read never was anything's key: one is there whole
/// before anything is sealed with it.
fn coming(path: &Path) -> Option<MasterKey> {
    read(&draft(path)).unwrap_or_else(|error| {
        tracing::warn!(%error, "the draft of a master key is passed over");
        None
    })
}

/// Writes a file that only this user may read, whole or not at all, and has it on disk.
fn write(path: &Path, key: &MasterKey) -> Result<()> {
    let refused = |error| folder::refused(path, error);
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut file = folder::private(&part)?;
    // A start that was killed may have left one.
    file.set_len(0).map_err(refused)?;
    file.write_all(format!("{}\n", key.to_text()).as_bytes()).map_err(refused)?;
    file.sync_all().map_err(refused)?;
    fs::rename(&part, path).map_err(refused)?;
    let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
    #[cfg(unix)]
    fs::File::open(parent.unwrap_or(Path::new(".")))
        .and_then(|it| it.sync_all())
        .map_err(refused)?;
    #[cfg(not(unix))]
    let _ = parent;
    Ok(())
}

/// Puts the key that the store is sealed with in its place, where a change of keys broke off or ends.
fn settle(path: &Path, key: &MasterKey) -> Result<()> {
    let draft = draft(path);
    if !draft.exists() {
        return Ok(());
    }
    let is_next = coming(path).is_some_and(|it| it == *key);
    let done = if is_next { fs::rename(&draft, path) } else { fs::remove_file(&draft) };
    done.map_err(|error| folder::refused(path, error))
}

#[cfg(test)]
mod tests {
    use super::super::Sqlite;
    use super::*;
    use crate::model::{Id, Kind};
    use crate::store::{Feed, Record, Store as _};
    use std::sync::Arc;

    const SECRET: &str = "whsec_nobody_may_read_this";

    fn record(name: &str) -> Record {
        let json = format!(r#"{{"name":"{name}","secret":"{SECRET}"}}"#);
        Record { kind: Kind::Source, id: Id::from(name), json }
    }

    fn opened(dir: &Path, keys: &KeyFrom) -> Result<Arc<Sqlite>> {
        super::super::open_with(dir, keys, Feed::default())
    }

    /// Every file of the folder that holds the secret.
    fn holding(dir: &Path) -> Vec<String> {
        let files = fs::read_dir(dir).unwrap().map(|it| it.unwrap().path());
        let holds = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            memchr::memmem::find(&bytes, SECRET.as_bytes()).is_some()
        };
        files.filter(holds).map(|it| it.display().to_string()).collect()
    }

    /// A store that knew no seals, with a hundred records and what is left of as many.
    fn from_before(dir: &Path) {
        let db = folder::older(dir, 7);
        for at in 0..200 {
            let it = record(&format!("src_{at}"));
            let sql = "INSERT INTO record (kind, id, json) VALUES (?1, ?2, ?3)";
            db.execute(sql, params![it.kind.prefix(), &*it.id, it.json]).unwrap();
        }
        db.execute("DELETE FROM record WHERE pk > 100", []).unwrap();
    }

    #[tokio::test]
    async fn nothing_in_the_folder_says_what_is_sealed() {
        let dir = tempfile::tempdir().unwrap();
        let keys = KeyFrom::beside(dir.path());
        let store = opened(dir.path(), &keys).unwrap();
        for round in 0..3 {
            let all = (0..20).map(|it| record(&format!("src_{it}"))).collect();
            store.write(all, vec![]).await.unwrap();
            assert_eq!(holding(dir.path()), Vec::<String>::new(), "round {round}, the log too");
        }
        store.write(vec![], vec![Id::from("src_1")]).await.unwrap();
        store.close().await.unwrap();
        assert_eq!(holding(dir.path()), Vec::<String>::new());
        let store = opened(dir.path(), &keys).unwrap();
        let found = store.records().await.unwrap();
        assert_eq!((found.len(), &found[0]), (19, &record("src_0")));
    }

    #[tokio::test]
    async fn a_wrong_key_is_said_and_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let (right, wrong) = (MasterKey::random(), MasterKey::random());
        let given = |key: &MasterKey| KeyFrom::Given(vec![key.clone()]);
        let store = opened(dir.path(), &given(&right)).unwrap();
        store.write(vec![record("src_a")], vec![]).await.unwrap();
        store.close().await.unwrap();
        let before = fs::read(dir.path().join("hookport.db")).unwrap();
        let file = KeyFrom::beside(dir.path());
        for keys in [given(&wrong), KeyFrom::Given(vec![]), file] {
            let Err(Error::Locked(why)) = opened(dir.path(), &keys) else { panic!("{keys:?}") };
            assert!(why.contains("sealed with"), "{why}");
            assert!(!dir.path().join("master.key").exists(), "no key is made for it");
        }
        assert_eq!(fs::read(dir.path().join("hookport.db")).unwrap(), before);
        let store = opened(dir.path(), &given(&right)).unwrap();
        assert_eq!(store.records().await.unwrap(), [record("src_a")]);
    }

    #[tokio::test]
    async fn a_store_from_before_is_sealed_and_its_file_forgets() {
        let dir = tempfile::tempdir().unwrap();
        from_before(dir.path());
        assert_ne!(holding(dir.path()), Vec::<String>::new());
        let store = opened(dir.path(), &KeyFrom::beside(dir.path())).unwrap();
        assert_eq!(holding(dir.path()), Vec::<String>::new());
        let found = store.records().await.unwrap();
        assert_eq!((found.len(), &found[99]), (100, &record("src_99")));
    }

    #[tokio::test]
    async fn a_file_that_was_not_written_anew_is_at_the_next_start() {
        let dir = tempfile::tempdir().unwrap();
        from_before(dir.path());
        let keys = KeyFrom::beside(dir.path());
        // Killed as soon as it was sealed, with its log all in the file.
        let mut db = folder::writer(dir.path()).unwrap();
        first(&mut db, &keys).unwrap();
        folder::flush(&db).unwrap();
        drop(db);
        assert_ne!(holding(dir.path()), Vec::<String>::new());
        // A start that cannot.
        let db = folder::writer(dir.path()).unwrap();
        {
            let mut reads = db.prepare("SELECT pk FROM record").unwrap();
            let mut rows = reads.query([]).unwrap();
            rows.next().unwrap();
            scrub(&db);
        }
        assert!(is_to_scrub(&db).unwrap());
        drop(db);
        let store = opened(dir.path(), &keys).unwrap();
        assert_eq!(holding(dir.path()), Vec::<String>::new());
        assert_eq!(store.records().await.unwrap().len(), 100);
        store.close().await.unwrap();
        assert!(!is_to_scrub(&folder::reader(dir.path()).unwrap()).unwrap(), "once is enough");
    }

    #[tokio::test]
    async fn keys_are_changed_and_a_change_that_broke_off_is_ended() {
        let dir = tempfile::tempdir().unwrap();
        let (keys, file) = (KeyFrom::beside(dir.path()), dir.path().join("master.key"));
        let store = opened(dir.path(), &keys).unwrap();
        store.write(vec![record("src_a"), record("src_b")], vec![]).await.unwrap();
        assert!(matches!(Closed::take(dir.path()), Err(Error::InUse(_))));
        store.close().await.unwrap();
        let old = fs::read_to_string(&file).unwrap();
        let old_store = fs::read(dir.path().join("hookport.db")).unwrap();
        assert_eq!(Closed::take(dir.path()).unwrap().rotate(&keys, None).unwrap(), 2);
        let new = fs::read_to_string(&file).unwrap();
        assert_ne!(new, old);
        assert!(!draft(&file).exists());

        // Killed before the store was written, and after.
        for (is, coming, db) in [(&old, &new, Some(&old_store)), (&old, &new, None)] {
            let kept = fs::read(dir.path().join("hookport.db")).unwrap();
            fs::write(&file, is).unwrap();
            fs::write(draft(&file), coming).unwrap();
            if let Some(db) = db {
                fs::write(dir.path().join("hookport.db"), db).unwrap();
            }
            let store = opened(dir.path(), &keys).unwrap();
            let found = store.records().await.unwrap();
            assert_eq!(found, [record("src_a"), record("src_b")]);
            store.close().await.unwrap();
            assert!(!draft(&file).exists());
            let expected = if db.is_some() { is } else { coming };
            assert_eq!(fs::read_to_string(&file).unwrap(), *expected);
            fs::write(dir.path().join("hookport.db"), kept).unwrap();
            fs::write(&file, &new).unwrap();
        }
        fs::write(&file, &old).unwrap();
        assert!(matches!(opened(dir.path(), &keys), Err(Error::Locked(_))), "the old key is none");
        assert!(is_sealed(dir.path()).unwrap());
        assert!(!is_sealed(&dir.path().join("nowhere")).unwrap());
    }

    #[tokio::test]
    async fn half_a_key_is_nobodys_and_keeps_nobody_out() {
        let dir = tempfile::tempdir().unwrap();
        let (keys, file) = (KeyFrom::beside(dir.path()), dir.path().join("master.key"));
        // Where a first start was killed while it wrote the key.
        let part = dir.path().join("master.key.part");
        fs::write(&part, "x".repeat(100)).unwrap();
        let store = opened(dir.path(), &keys).unwrap();
        store.write(vec![record("src_a")], vec![]).await.unwrap();
        store.close().await.unwrap();
        assert!(!part.exists());
        let old = fs::read_to_string(&file).unwrap();
        MasterKey::parse(&old).unwrap();
        for half in ["", "AAAA", "\u{1}"] {
            fs::write(draft(&file), half).unwrap();
            let store = opened(dir.path(), &keys).unwrap();
            assert_eq!(store.records().await.unwrap(), [record("src_a")]);
            store.close().await.unwrap();
            assert!(!draft(&file).exists(), "{half:?}");
            assert_eq!(fs::read_to_string(&file).unwrap(), old);
        }
        fs::write(draft(&file), "").unwrap();
        assert_eq!(Closed::take(dir.path()).unwrap().rotate(&keys, None).unwrap(), 1);
        assert!(!draft(&file).exists() && fs::read_to_string(&file).unwrap() != old);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_takes_its_place_at_once() {
        use std::os::unix::fs::MetadataExt as _;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key");
        write(&file, &MasterKey::random()).unwrap();
        let first = fs::metadata(&file).unwrap().ino();
        // Another name for the file that is there: what is written in place would be seen through it.
        let (kept, next) = (dir.path().join("kept"), MasterKey::random());
        fs::hard_link(&file, &kept).unwrap();
        let before = read(&kept).unwrap();
        write(&file, &next).unwrap();
        assert_eq!((read(&kept).unwrap(), read(&file).unwrap()), (before, Some(next)));
        assert_ne!(fs::metadata(&file).unwrap().ino(), first);
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "and nothing beside it");
    }
}
