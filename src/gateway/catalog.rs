//! What is configured: all of it in memory, swapped whole by the write that changes it.
//!
//! **Invariant:** when [`Catalog::change`] returns, the change is on disk and the next request
//! obeys it. Readers take no lock and ask no database.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use rpds::HashTrieMapSync;
use tokio::sync::{Mutex, Notify};

use crate::model::{
    ApiKey, Bookmark, Connection, Destination, Domain, Id, Integration, IssueTrigger, Kind,
    Project, Ruleset, Session, Source, Timestamp, Transformation,
};
use crate::script::Script;
use crate::store::{self, Record};

/// What is configured, now and after the next change.
pub struct Catalog {
    store: store::Shared,
    current: ArcSwap<Snapshot>,
    changed: Notify,
    /// Held while a change is made, so that each sees the one before.
    changing: Mutex<()>,
}

/// What is configured of a kind. A copy shares everything with it, and a change of the copy all but
/// what it changes, however much there is.
pub type Trie<K, V> = HashTrieMapSync<K, V>;

/// What is configured at one moment. Deleted things stay, so that they can be told from strangers.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Projects by id.
    pub projects: BTreeMap<Id, Arc<Project>>,
    /// API keys by their hash.
    pub api_keys: Trie<String, Arc<ApiKey>>,
    /// Sources by id, deleted ones too.
    pub sources: Trie<Id, Arc<Source>>,
    /// Destinations by id, deleted ones too.
    pub destinations: Trie<Id, Arc<Destination>>,
    /// Connections by id, deleted ones too.
    pub connections: Trie<Id, Arc<Connection>>,
    /// Issue triggers by id, deleted ones too.
    pub issue_triggers: Trie<Id, Arc<IssueTrigger>>,
    /// Transformations by id.
    pub transformations: Trie<Id, Arc<Transformation>>,
    /// The same as scripts, to be run.
    pub scripts: Trie<Id, Script>,
    /// Bookmarks by id.
    pub bookmarks: Trie<Id, Arc<Bookmark>>,
    /// Listeners' standing orders by id.
    pub sessions: Trie<Id, Arc<Session>>,
    /// Rulesets by id.
    pub rulesets: Trie<Id, Arc<Ruleset>>,
    /// Integrations by id.
    pub integrations: Trie<Id, Arc<Integration>>,
    /// Host names by id.
    pub domains: Trie<Id, Arc<Domain>>,
    /// Host names that lead here, by themselves, with their projects.
    pub hosts: Trie<String, Id>,
    /// The connections of each source that are not deleted, in the order they were made.
    routes: Trie<Id, Vec<Arc<Connection>>>,
    /// Sources and destinations that are not deleted, by project and name.
    names: Trie<(Kind, Id, String), Id>,
    /// The issue triggers that are at work, the most specific first.
    pub watching: Vec<Arc<IssueTrigger>>,
}

/// A change in the making: how things will be, and what the store must write for it.
pub struct Draft {
    next: Snapshot,
    /// Connections that were put.
    put_connections: HashSet<Id>,
    puts: Vec<Record>,
    drops: Vec<Id>,
}

impl Catalog {
    /// Reads everything.
    pub async fn open(store: store::Shared) -> store::Result<Self> {
        let mut draft = Draft::of(Snapshot::default());
        for record in store.records().await? {
            draft.read(&record)?;
        }
        let snapshot = draft.finish();
        Ok(Self {
            store,
            current: ArcSwap::from_pointee(snapshot),
            changed: Notify::new(),
            changing: Mutex::default(),
        })
    }

    /// Rung when something was changed.
    pub fn changed(&self) -> &Notify {
        &self.changed
    }

    /// How things are. Cheap; hold it for one request, not longer.
    pub fn now(&self) -> Guard<Arc<Snapshot>> {
        self.current.load()
    }

    /// Makes a change, whole or not at all: `edit` refuses by returning an error.
    pub async fn change<T, E: From<store::Error>>(
        &self,
        edit: impl FnOnce(&mut Draft) -> Result<T, E>,
    ) -> Result<T, E> {
        let _one_at_a_time = self.changing.lock().await;
        let mut draft = Draft::of(Snapshot::clone(&self.current.load()));
        let res = edit(&mut draft)?;
        let (puts, drops) = (std::mem::take(&mut draft.puts), std::mem::take(&mut draft.drops));
        if !puts.is_empty() || !drops.is_empty() {
            self.store.write(puts, drops).await?;
            self.current.store(Arc::new(draft.finish()));
            self.changed.notify_one();
        }
        Ok(res)
    }
}

impl Snapshot {
    /// The connections of a source that are not deleted, in the order they were made.
    pub fn routes(&self, source: &Id) -> &[Arc<Connection>] {
        self.routes.get(source).map_or(&[], Vec::as_slice)
    }

    /// The source of a project that has this name and is not deleted.
    pub fn source_named(&self, project: &Id, name: &str) -> Option<&Source> {
        let id = self.names.get(&(Kind::Source, project.clone(), name.to_owned()))?;
        self.sources.get(id).map(|it| &**it)
    }

    /// The destination of a project that has this name and is not deleted.
    pub fn destination_named(&self, project: &Id, name: &str) -> Option<&Destination> {
        let id = self.names.get(&(Kind::Destination, project.clone(), name.to_owned()))?;
        self.destinations.get(id).map(|it| &**it)
    }

    /// Whether there never was anything of another project, so that lists need not ask whose a row
    /// is: what a deleted project received is still on disk.
    pub fn is_only(&self, project: &Id) -> bool {
        self.projects.len() == 1 && self.sources.values().all(|it| it.team_id == *project)
    }
}

impl Draft {
    /// Nothing is changed yet.
    fn of(next: Snapshot) -> Self {
        Self { next, put_connections: HashSet::new(), puts: Vec::new(), drops: Vec::new() }
    }

    /// How things will be.
    pub fn snapshot(&self) -> &Snapshot {
        &self.next
    }

    /// Puts a project.
    pub fn put_project(&mut self, project: Project) {
        self.write(Kind::Project, &project.id, &project);
        self.next.projects.insert(project.id.clone(), Arc::new(project));
    }

    /// Puts an API key.
    pub fn put_api_key(&mut self, key: ApiKey) {
        self.write(Kind::ApiKey, &key.id, &key);
        self.next.api_keys.insert_mut(key.sha256.clone(), Arc::new(key));
    }

    /// Forgets a project, its keys and all else that is configured in it, secrets included.
    ///
    /// What leaves a trace stays: its sources, destinations and connections, which are to be
    /// deleted before; and its issue triggers, which are deleted with it and answered, because
    /// their issues are the store's to forget.
    pub fn drop_project(&mut self, id: &Id) -> Vec<Id> {
        fn of<T>(all: &Trie<Id, Arc<T>>, is_its: impl Fn(&T) -> bool) -> Vec<Id> {
            all.iter().filter(|(_, it)| is_its(it)).map(|(id, _)| id.clone()).collect()
        }
        for it in of(&self.next.transformations, |it| it.team_id == *id) {
            self.drop_transformation(&it);
        }
        for it in of(&self.next.bookmarks, |it| it.team_id == *id) {
            self.drop_bookmark(&it);
        }
        for it in of(&self.next.sessions, |it| it.project == *id) {
            self.drop_session(&it);
        }
        for it in of(&self.next.rulesets, |it| it.team_id == *id) {
            self.drops.push(it.clone());
            self.next.rulesets.remove_mut(&it);
        }
        for it in of(&self.next.integrations, |it| it.team_id == *id) {
            self.drop_integration(&it);
        }
        for it in of(&self.next.domains, |it| it.team_id == *id) {
            self.drop_domain(&it);
        }
        let keys = self.next.api_keys.values().filter(|it| it.project == *id);
        for it in keys.cloned().collect::<Vec<_>>() {
            self.drop_api_key(&it);
        }
        let triggers = of(&self.next.issue_triggers, |it| it.team_id == *id);
        for it in &triggers {
            let mut trigger = IssueTrigger::clone(&self.next.issue_triggers[it]);
            trigger.deleted_at.get_or_insert_with(Timestamp::now);
            self.put_issue_trigger(trigger);
        }
        self.drops.push(id.clone());
        self.next.projects.remove(id);
        triggers
    }

    /// Forgets an API key.
    pub fn drop_api_key(&mut self, key: &ApiKey) {
        self.drops.push(key.id.clone());
        self.next.api_keys.remove_mut(&key.sha256);
    }

    /// Puts a source.
    pub fn put_source(&mut self, source: Source) {
        self.write(Kind::Source, &source.id, &source);
        let before = self.next.sources.get(&source.id).filter(|it| it.deleted_at.is_none());
        let before = before.map(|it| (Kind::Source, it.team_id.clone(), it.name.clone()));
        let name = (Kind::Source, source.team_id.clone(), source.name.clone());
        self.name(&source.id, before, Some(name).filter(|_| source.deleted_at.is_none()));
        self.next.sources.insert_mut(source.id.clone(), Arc::new(source));
    }

    /// Puts a destination.
    pub fn put_destination(&mut self, destination: Destination) {
        self.write(Kind::Destination, &destination.id, &destination);
        let before =
            self.next.destinations.get(&destination.id).filter(|it| it.deleted_at.is_none());
        let before = before.map(|it| (Kind::Destination, it.team_id.clone(), it.name.clone()));
        let name = (Kind::Destination, destination.team_id.clone(), destination.name.clone());
        self.name(&destination.id, before, Some(name).filter(|_| destination.deleted_at.is_none()));
        self.next.destinations.insert_mut(destination.id.clone(), Arc::new(destination));
    }

    /// Puts a connection.
    pub fn put_connection(&mut self, connection: Connection) {
        self.write(Kind::Connection, &connection.id, &connection);
        self.put_connections.insert(connection.id.clone());
        self.next.connections.insert_mut(connection.id.clone(), Arc::new(connection));
    }

    /// Puts an issue trigger.
    pub fn put_issue_trigger(&mut self, trigger: IssueTrigger) {
        self.write(Kind::IssueTrigger, &trigger.id, &trigger);
        self.next.issue_triggers.insert_mut(trigger.id.clone(), Arc::new(trigger));
    }

    /// Puts a transformation.
    pub fn put_transformation(&mut self, it: Transformation) {
        self.write(Kind::Transformation, &it.id, &it);
        let script = Script::new([&it.team_id, &it.id], &it.code, &it.env);
        self.next.scripts.insert_mut(it.id.clone(), script);
        self.next.transformations.insert_mut(it.id.clone(), Arc::new(it));
    }

    /// Forgets a transformation; what it did stays.
    pub fn drop_transformation(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.scripts.remove_mut(id);
        self.next.transformations.remove_mut(id);
    }

    /// Puts a bookmark.
    pub fn put_bookmark(&mut self, bookmark: Bookmark) {
        self.write(Kind::Bookmark, &bookmark.id, &bookmark);
        self.next.bookmarks.insert_mut(bookmark.id.clone(), Arc::new(bookmark));
    }

    /// Forgets a bookmark.
    pub fn drop_bookmark(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.bookmarks.remove_mut(id);
    }

    /// Puts a listener's session.
    pub fn put_session(&mut self, session: Session) {
        self.write(Kind::Session, &session.id, &session);
        self.next.sessions.insert_mut(session.id.clone(), Arc::new(session));
    }

    /// Forgets a listener's session.
    pub fn drop_session(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.sessions.remove_mut(id);
    }

    /// Puts a ruleset.
    pub fn put_ruleset(&mut self, ruleset: Ruleset) {
        self.write(Kind::Ruleset, &ruleset.id, &ruleset);
        self.next.rulesets.insert_mut(ruleset.id.clone(), Arc::new(ruleset));
    }

    /// Puts an integration.
    pub fn put_integration(&mut self, integration: Integration) {
        self.write(Kind::Integration, &integration.id, &integration);
        self.next.integrations.insert_mut(integration.id.clone(), Arc::new(integration));
    }

    /// Forgets an integration.
    pub fn drop_integration(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.integrations.remove_mut(id);
    }

    /// Puts a host name.
    pub fn put_domain(&mut self, domain: Domain) {
        self.write(Kind::Domain, &domain.id, &domain);
        self.next.domains.insert_mut(domain.id.clone(), Arc::new(domain));
    }

    /// Forgets a host name.
    pub fn drop_domain(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.domains.remove_mut(id);
    }

    /// Something goes by this name now, and by that one no more.
    fn name(
        &mut self,
        id: &Id,
        before: Option<(Kind, Id, String)>,
        now: Option<(Kind, Id, String)>,
    ) {
        if before == now {
            return;
        }
        if let Some(before) = before {
            self.next.names.remove_mut(&before);
        }
        if let Some(now) = now {
            self.next.names.insert_mut(now, id.clone());
        }
    }

    fn write(&mut self, kind: Kind, id: &Id, noun: &impl serde::Serialize) {
        let json = serde_json::to_string(noun).expect("nouns have string keys only");
        self.puts.push(Record { kind, id: id.clone(), json });
    }

    fn read(&mut self, record: &Record) -> store::Result<()> {
        fn noun<T: serde::de::DeserializeOwned>(record: &Record) -> store::Result<T> {
            serde_json::from_str(&record.json)
                .map_err(|error| store::Error::Damaged(format!("record {}: {error}", record.id)))
        }
        match record.kind {
            Kind::Project => self.put_project(noun(record)?),
            Kind::ApiKey => self.put_api_key(noun(record)?),
            Kind::Source => self.put_source(noun(record)?),
            Kind::Destination => self.put_destination(noun(record)?),
            Kind::Connection => self.put_connection(noun(record)?),
            Kind::IssueTrigger => self.put_issue_trigger(noun(record)?),
            Kind::Bookmark => self.put_bookmark(noun(record)?),
            Kind::Session => self.put_session(noun(record)?),
            Kind::Ruleset => self.put_ruleset(noun(record)?),
            Kind::Integration => self.put_integration(noun(record)?),
            Kind::Domain => self.put_domain(noun(record)?),
            Kind::Transformation => self.put_transformation(noun(record)?),
            Kind::Request
            | Kind::Event
            | Kind::Attempt
            | Kind::Bulk
            | Kind::Data
            | Kind::Issue
            | Kind::Execution => {
                return Err(store::Error::Damaged(format!("{} is no record", record.id)));
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Snapshot {
        self.route();
        let triggers = self.next.issue_triggers.values();
        let at_work = triggers.filter(|it| it.deleted_at.or(it.disabled_at).is_none());
        self.next.watching = at_work.cloned().collect();
        self.next.watching.sort_by_key(|it| Reverse(it.specificity()));
        let active = self.next.domains.values().filter(|it| it.active_at.is_some());
        self.next.hosts = active.map(|it| (it.hostname.clone(), it.team_id.clone())).collect();
        self.next
    }

    /// Puts the connections that were put among those of their sources.
    fn route(&mut self) {
        let mut by_source: HashMap<Id, Vec<Arc<Connection>>> = HashMap::new();
        let put = self.put_connections.iter().filter_map(|it| self.next.connections.get(it));
        for connection in put {
            by_source.entry(connection.source_id.clone()).or_default().push(connection.clone());
        }
        for (source, put) in by_source {
            let mut routes = self.next.routes(&source).to_vec();
            routes.retain(|it| !self.put_connections.contains(&it.id));
            routes.extend(put.into_iter().filter(|it| it.deleted_at.is_none()));
            routes.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
            self.next.routes.insert_mut(source, routes);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::gateway::brake::tests::destination;
    use crate::gateway::{Gateway, Settings};

    pub(in crate::gateway) fn connection(id: &str, destination: &Destination) -> Connection {
        Connection {
            id: Id::from(id),
            team_id: destination.team_id.clone(),
            name: None,
            description: None,
            source_id: Id::from("src_a"),
            destination_id: destination.id.clone(),
            rules: vec![],
            ruleset_id: None,
            rules_in_order: true,
            deduplicates_since: Timestamp(0),
            paused_at: None,
            disabled_at: None,
            deleted_at: None,
            updated_at: Timestamp(0),
            created_at: Timestamp(0),
        }
    }

    #[tokio::test]
    async fn what_is_deleted_or_renamed_leaves_its_name_to_others() {
        let dir = tempfile::tempdir().unwrap();
        let url = "http://127.0.0.1:4400".parse().unwrap();
        let settings = Settings::new(dir.path().to_owned(), url);
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        let one = destination(None);
        let named = |id: &str, name: &str| Destination {
            id: Id::from(id),
            name: name.to_owned(),
            ..one.clone()
        };
        let put = async |it: Destination| {
            let change = gateway.catalog.change(|draft| {
                draft.put_destination(it);
                Ok::<_, store::Error>(())
            });
            change.await.unwrap();
        };
        let found = |name: &str| {
            let snapshot = gateway.catalog.now();
            snapshot.destination_named(&one.team_id, name).map(|it| it.id.to_string())
        };
        put(named("des_a", "first")).await;
        put(named("des_b", "second")).await;
        assert_eq!(found("second").as_deref(), Some("des_b"));
        put(named("des_b", "third")).await;
        assert_eq!((found("second"), found("third").as_deref()), (None, Some("des_b")));
        put(Destination { deleted_at: Some(Timestamp(1)), ..named("des_a", "first") }).await;
        assert_eq!(found("first"), None);
        put(named("des_c", "first")).await;
        assert_eq!(found("first").as_deref(), Some("des_c"));
        assert!(gateway.catalog.now().destination_named(&Id::from("tm_2"), "first").is_none());
        let again = Catalog::open(gateway.store.clone()).await.unwrap();
        let again = again.now();
        let first = again.destination_named(&one.team_id, "first");
        assert_eq!(first.map(|it| &*it.id), Some("des_c"));
        gateway.store.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_source_leads_to_its_live_connections_in_the_order_they_were_made() {
        let dir = tempfile::tempdir().unwrap();
        let url = "http://127.0.0.1:4400".parse().unwrap();
        let settings = Settings::new(dir.path().to_owned(), url);
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        let put = async |all: Vec<Connection>| {
            let change = gateway.catalog.change(|draft| {
                draft.put_destination(destination(None));
                all.into_iter().for_each(|it| draft.put_connection(it));
                Ok::<_, store::Error>(())
            });
            change.await.unwrap();
        };
        let made = |id: &str, at: i64| Connection {
            created_at: Timestamp(at),
            ..connection(id, &destination(None))
        };
        let routes = |snapshot: &Snapshot| {
            let routes = snapshot.routes(&Id::from("src_a")).iter();
            routes.map(|it| (it.id.to_string(), it.paused_at.is_some())).collect::<Vec<_>>()
        };
        let [a, b, c] = ["web_a", "web_b", "web_c"].map(str::to_owned);
        put(vec![made(&b, 2), made(&a, 2)]).await;
        let before = gateway.catalog.now().clone();
        put(vec![made(&c, 1)]).await;
        put(vec![Connection { paused_at: Some(Timestamp(5)), ..made(&a, 2) }]).await;
        let other = Connection { source_id: Id::from("src_b"), ..made("web_other", 0) };
        put(vec![Connection { deleted_at: Some(Timestamp(6)), ..made(&b, 2) }, other]).await;
        assert_eq!(routes(&gateway.catalog.now()), [(c.clone(), false), (a.clone(), true)]);
        assert_eq!(routes(&before), [(a.clone(), false), (b, false)], "what was is as it was");
        let again = Catalog::open(gateway.store.clone()).await.unwrap();
        assert_eq!(routes(&again.now()), [(c, false), (a, true)]);
        gateway.store.close().await.unwrap();
    }
}
