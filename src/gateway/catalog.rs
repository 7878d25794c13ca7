//! What is configured: all of it in memory, swapped whole by the write that changes it.
//!
//! **Invariant:** when [`Catalog::change`] returns, the change is on disk and the next request
//! obeys it. Readers take no lock and ask no database.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
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

/// What is configured at one moment. Deleted things stay, so that they can be told from strangers.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Projects by id.
    pub projects: BTreeMap<Id, Arc<Project>>,
    /// API keys by their hash.
    pub api_keys: HashMap<String, Arc<ApiKey>>,
    /// Sources by id, deleted ones too.
    pub sources: HashMap<Id, Arc<Source>>,
    /// Destinations by id, deleted ones too.
    pub destinations: HashMap<Id, Arc<Destination>>,
    /// Connections by id, deleted ones too.
    pub connections: HashMap<Id, Arc<Connection>>,
    /// Issue triggers by id, deleted ones too.
    pub issue_triggers: HashMap<Id, Arc<IssueTrigger>>,
    /// Transformations by id.
    pub transformations: HashMap<Id, Arc<Transformation>>,
    /// The same as scripts, to be run.
    pub scripts: HashMap<Id, Script>,
    /// Bookmarks by id.
    pub bookmarks: HashMap<Id, Arc<Bookmark>>,
    /// Listeners' standing orders by id.
    pub sessions: HashMap<Id, Arc<Session>>,
    /// Rulesets by id.
    pub rulesets: HashMap<Id, Arc<Ruleset>>,
    /// Integrations by id.
    pub integrations: HashMap<Id, Arc<Integration>>,
    /// Host names by id.
    pub domains: HashMap<Id, Arc<Domain>>,
    /// Host names that lead here, by themselves, with their projects.
    pub hosts: HashMap<String, Id>,
    /// The connections of each source that are not deleted, in the order they were made.
    pub routes: HashMap<Id, Vec<Route>>,
    /// The issue triggers that are at work, the most specific first.
    pub watching: Vec<Arc<IssueTrigger>>,
}

/// A connection with the destination that it leads to.
#[derive(Clone, Debug)]
pub struct Route {
    /// The connection.
    pub connection: Arc<Connection>,
    /// Its destination.
    pub destination: Arc<Destination>,
}

/// A change in the making: how things will be, and what the store must write for it.
pub struct Draft {
    next: Snapshot,
    puts: Vec<Record>,
    drops: Vec<Id>,
}

impl Catalog {
    /// Reads everything.
    pub async fn open(store: store::Shared) -> store::Result<Self> {
        let mut draft = Draft { next: Snapshot::default(), puts: Vec::new(), drops: Vec::new() };
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
        let next = Snapshot::clone(&self.current.load());
        let mut draft = Draft { next, puts: Vec::new(), drops: Vec::new() };
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
    /// Whether there never was anything of another project, so that lists need not ask whose a row
    /// is: what a deleted project received is still on disk.
    pub fn is_only(&self, project: &Id) -> bool {
        self.projects.len() == 1 && self.sources.values().all(|it| it.team_id == *project)
    }
}

impl Draft {
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
        self.next.api_keys.insert(key.sha256.clone(), Arc::new(key));
    }

    /// Forgets a project, its keys and all else that is configured in it, secrets included.
    ///
    /// What leaves a trace stays: its sources, destinations and connections, which are to be
    /// deleted before; and its issue triggers, which are deleted with it and answered, because
    /// their issues are the store's to forget.
    pub fn drop_project(&mut self, id: &Id) -> Vec<Id> {
        fn of<T>(all: &HashMap<Id, Arc<T>>, is_its: impl Fn(&T) -> bool) -> Vec<Id> {
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
            self.next.rulesets.remove(&it);
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
        self.next.api_keys.remove(&key.sha256);
    }

    /// Puts a source.
    pub fn put_source(&mut self, source: Source) {
        self.write(Kind::Source, &source.id, &source);
        self.next.sources.insert(source.id.clone(), Arc::new(source));
    }

    /// Puts a destination.
    pub fn put_destination(&mut self, destination: Destination) {
        self.write(Kind::Destination, &destination.id, &destination);
        self.next.destinations.insert(destination.id.clone(), Arc::new(destination));
    }

    /// Puts a connection.
    pub fn put_connection(&mut self, connection: Connection) {
        self.write(Kind::Connection, &connection.id, &connection);
        self.next.connections.insert(connection.id.clone(), Arc::new(connection));
    }

    /// Puts an issue trigger.
    pub fn put_issue_trigger(&mut self, trigger: IssueTrigger) {
        self.write(Kind::IssueTrigger, &trigger.id, &trigger);
        self.next.issue_triggers.insert(trigger.id.clone(), Arc::new(trigger));
    }

    /// Puts a transformation.
    pub fn put_transformation(&mut self, it: Transformation) {
        self.write(Kind::Transformation, &it.id, &it);
        let script = Script::new([&it.team_id, &it.id], &it.code, &it.env);
        self.next.scripts.insert(it.id.clone(), script);
        self.next.transformations.insert(it.id.clone(), Arc::new(it));
    }

    /// Forgets a transformation; what it did stays.
    pub fn drop_transformation(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.scripts.remove(id);
        self.next.transformations.remove(id);
    }

    /// Puts a bookmark.
    pub fn put_bookmark(&mut self, bookmark: Bookmark) {
        self.write(Kind::Bookmark, &bookmark.id, &bookmark);
        self.next.bookmarks.insert(bookmark.id.clone(), Arc::new(bookmark));
    }

    /// Forgets a bookmark.
    pub fn drop_bookmark(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.bookmarks.remove(id);
    }

    /// Puts a listener's session.
    pub fn put_session(&mut self, session: Session) {
        self.write(Kind::Session, &session.id, &session);
        self.next.sessions.insert(session.id.clone(), Arc::new(session));
    }

    /// Forgets a listener's session.
    pub fn drop_session(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.sessions.remove(id);
    }

    /// Puts a ruleset.
    pub fn put_ruleset(&mut self, ruleset: Ruleset) {
        self.write(Kind::Ruleset, &ruleset.id, &ruleset);
        self.next.rulesets.insert(ruleset.id.clone(), Arc::new(ruleset));
    }

    /// Puts an integration.
    pub fn put_integration(&mut self, integration: Integration) {
        self.write(Kind::Integration, &integration.id, &integration);
        self.next.integrations.insert(integration.id.clone(), Arc::new(integration));
    }

    /// Forgets an integration.
    pub fn drop_integration(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.integrations.remove(id);
    }

    /// Puts a host name.
    pub fn put_domain(&mut self, domain: Domain) {
        self.write(Kind::Domain, &domain.id, &domain);
        self.next.domains.insert(domain.id.clone(), Arc::new(domain));
    }

    /// Forgets a host name.
    pub fn drop_domain(&mut self, id: &Id) {
        self.drops.push(id.clone());
        self.next.domains.remove(id);
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
        let mut live: Vec<_> =
            self.next.connections.values().filter(|it| it.deleted_at.is_none()).collect();
        live.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        let mut routes: HashMap<Id, Vec<Route>> = HashMap::new();
        for connection in live {
            if let Some(destination) = self.next.destinations.get(&connection.destination_id) {
                routes.entry(connection.source_id.clone()).or_default().push(Route {
                    connection: connection.clone(),
                    destination: destination.clone(),
                });
            }
        }
        self.next.routes = routes;
        let triggers = self.next.issue_triggers.values();
        let at_work = triggers.filter(|it| it.deleted_at.or(it.disabled_at).is_none());
        self.next.watching = at_work.cloned().collect();
        self.next.watching.sort_by_key(|it| Reverse(it.specificity()));
        let active = self.next.domains.values().filter(|it| it.active_at.is_some());
        self.next.hosts = active.map(|it| (it.hostname.clone(), it.team_id.clone())).collect();
        self.next
    }
}
