//! Rulesets: rules that several connections follow, for clients of versions up to 2023-01-01.
//!
//! What a connection does is in its own `rules` and nowhere else. A ruleset is written into them
//! whenever it changes, and whenever a client of those versions writes a connection: its rules, but
//! for those of a type of which the connection has one itself, then the connection's own. Which are
//! its own is seen by comparing; so whatever a newer client makes of `rules` is simply obeyed.
//!
//! A connection that such a client makes without naming a ruleset follows the project's default,
//! which is made then: five retries, an hour apart, as that of the first version.

use std::mem::discriminant;
use std::sync::Arc;

use serde_json::{Value, json};

use super::call::{Call, Result};
use super::form::Form;
use super::legacy::RULES_STAND_ALONE;
use super::named::{self, Named, Which};
use super::query::Query;
use super::resource::{self, Closing, Head, Resource, Scene, Times};
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Draft, Snapshot, Trie};
use crate::model::{Connection, Id, Kind, Ruleset, Timestamp};
use crate::rules::{self, Retry, Rule, Strategy};

/// The last version that has rulesets.
const LAST: &str = "2023-01-01";

pub(super) fn routes() -> Table {
    Table::new("Rulesets")
        .get("/rulesets", resource::list::<Ruleset>)
        .says("getRulesets(RulesetQuery): Page<Ruleset>", "Lists rulesets.")
        .until(LAST)
        .post("/rulesets", named::create::<Ruleset>)
        .says("createRuleset(RulesetNew): Ruleset", "Makes a ruleset.")
        .until(LAST)
        .put("/rulesets", named::upsert::<Ruleset>)
        .says(
            "upsertRuleset(RulesetNew): Ruleset",
            "Makes a ruleset, or changes the one of that name.",
        )
        .until(LAST)
        .get("/rulesets/{id}", resource::get::<Ruleset>)
        .says("getRuleset(): Ruleset", "Shows a ruleset.")
        .until(LAST)
        .put("/rulesets/{id}", named::update::<Ruleset>)
        .says(
            "updateRuleset(RulesetChange): Ruleset",
            "Changes a ruleset, and what its connections do.",
        )
        .until(LAST)
        .put("/rulesets/{id}/archive", named::disable::<Ruleset>)
        .says("archiveRuleset(): Ruleset", "Archives a ruleset; it still holds.")
        .until(LAST)
        .put("/rulesets/{id}/unarchive", named::enable::<Ruleset>)
        .says("unarchiveRuleset(): Ruleset", "Takes a ruleset out of the archive.")
        .until(LAST)
}

impl Resource for Ruleset {
    const OBJECT: Object = Object::Ruleset;
    const QUERY: Object = Object::RulesetQuery;
    const ORDERS: &[&str] = &["created_at"];

    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>> {
        &snapshot.rulesets
    }

    fn head(&self) -> Head<'_> {
        Head {
            id: &self.id,
            project: &self.team_id,
            name: Some(&self.name),
            disabled_at: self.disabled_at,
            deleted_at: self.deleted_at,
            updated_at: self.updated_at,
            created_at: self.created_at,
        }
    }

    fn show(&self, _: &Scene<'_>) -> Value {
        show(self)
    }

    fn filter(_: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool> {
        Ok(|_: &Self, _: &Snapshot| true)
    }

    fn time(&self, _: &str, _: &Snapshot) -> Timestamp {
        self.created_at
    }
}

impl Closing for Ruleset {
    fn times(&mut self) -> Times<'_> {
        Times {
            disabled_at: &mut self.disabled_at,
            deleted_at: &mut self.deleted_at,
            updated_at: &mut self.updated_at,
        }
    }
}

/// A ruleset as the last version that has them shows it.
pub(super) fn show(ruleset: &Ruleset) -> Value {
    json!({
        "id": ruleset.id,
        "team_id": ruleset.team_id,
        "name": ruleset.name,
        "rules": rules::to_value(&ruleset.rules),
        "is_team_default": ruleset.is_team_default,
        "disabled_at": ruleset.disabled_at,
        "updated_at": ruleset.updated_at,
        "created_at": ruleset.created_at,
    })
}

impl Named for Ruleset {
    const NOUN: &str = "ruleset";

    fn fresh(project: &Id, now: Timestamp) -> Self {
        Self {
            id: Id::random(Kind::Ruleset),
            team_id: project.clone(),
            name: String::new(),
            rules: Vec::new(),
            is_team_default: false,
            disabled_at: None,
            deleted_at: None,
            updated_at: now,
            created_at: now,
        }
    }

    fn edit(&mut self, form: &mut Form) {
        // The first version had one, which nothing keeps.
        form.text("description", 500);
        if let Some(is_default) = form.flag("is_team_default") {
            self.is_team_default = is_default;
        }
        match form.take("rules") {
            None => {}
            Some(Value::Null) => self.rules = Vec::new(),
            Some(rules) => match rules::parse(&rules) {
                Ok(rules) => self.rules = rules,
                Err(sentences) => form.complain(sentences),
            },
        }
    }

    /// A rule may name a transformation of the project only.
    fn check(&self, snapshot: &Snapshot, form: &mut Form) {
        for (place, rule) in self.rules.iter().enumerate() {
            let Rule::Transform(rule) = rule else { continue };
            let found = snapshot.transformations.get(rule.transformation_id.as_str());
            if found.is_none_or(|it| it.team_id != self.team_id) {
                let field = format!("rules[{place}].transformation_id");
                form.problem(&field, "is not the id of a transformation");
            }
        }
    }

    fn rename(&mut self, name: String) {
        self.name = name;
    }

    /// Puts it, and what it says into the connections that follow it; there is one default.
    fn put(self, draft: &mut Draft) {
        let snapshot = draft.snapshot();
        let old = snapshot.rulesets.get(&self.id).map(|it| it.rules.clone()).unwrap_or_default();
        let others = snapshot
            .rulesets
            .values()
            .filter(|it| it.is_team_default && it.team_id == self.team_id && it.id != self.id);
        let others: Vec<_> = others.filter(|_| self.is_team_default).cloned().collect();
        let followers = snapshot
            .connections
            .values()
            .filter(|it| it.ruleset_id.as_ref() == Some(&self.id) && it.deleted_at.is_none());
        let followers: Vec<_> = followers.cloned().collect();
        for other in others {
            draft.put_ruleset(Self { is_team_default: false, ..Self::clone(&other) });
        }
        for connection in followers.iter().filter(|_| old != self.rules) {
            let mut connection = Connection::clone(connection);
            connection.rules = resolve(&self.rules, own(&old, &connection.rules));
            connection.rules_in_order = false;
            connection.updated_at = self.updated_at;
            draft.put_connection(connection);
        }
        draft.put_ruleset(self);
    }

    /// To archive a ruleset closes none of the connections that follow it.
    fn has(&self, _: &Connection) -> bool {
        false
    }
}

/// The rules of a connection that are not its ruleset's.
fn own(ruleset: &[Rule], rules: &[Rule]) -> Vec<Rule> {
    rules.iter().filter(|it| !ruleset.contains(it)).cloned().collect()
}

/// What a connection does that follows a ruleset and has rules of its own.
fn resolve(ruleset: &[Rule], own: Vec<Rule>) -> Vec<Rule> {
    let is_own = |rule: &Rule| own.iter().any(|it| discriminant(it) == discriminant(rule));
    let mut res: Vec<_> = ruleset.iter().filter(|it| !is_own(it)).cloned().collect();
    res.extend(own);
    res
}

/// What a body of one of those versions says about the ruleset of a connection.
pub(super) struct Following(Option<(Id, Option<Vec<Rule>>)>);

impl Following {
    /// Reads `ruleset` and `ruleset_id`, and makes or changes the ruleset where it is given whole.
    ///
    /// Versions that have none refuse both fields, as they do all that they do not know.
    pub(super) fn read(
        call: &Call,
        draft: &mut Draft,
        form: &mut Form,
        connection: &Connection,
    ) -> Result<Self> {
        if call.is_since(RULES_STAND_ALONE) {
            return Ok(Self(None));
        }
        // Without `rules` in the body it keeps its own, beside what the ruleset says from now on.
        let own = (!form.has("rules")).then(|| {
            let followed = connection.ruleset_id.as_ref();
            let followed = followed.and_then(|it| draft.snapshot().rulesets.get(it));
            own(followed.map_or(&[], |it| it.rules.as_slice()), &connection.rules)
        });
        let chosen = chosen(draft, &call.project, form)?.or_else(|| connection.ruleset_id.clone());
        let is_new = !draft.snapshot().connections.contains_key(&connection.id);
        let id = match chosen {
            Some(id) => id,
            None if is_new => default_of(draft, &call.project),
            None => return Ok(Self(None)),
        };
        Ok(Self(Some((id, own))))
    }

    /// Makes the connection follow it.
    pub(super) fn apply(self, draft: &Draft, connection: &mut Connection) {
        let Some((id, own)) = self.0 else { return };
        let Some(ruleset) = draft.snapshot().rulesets.get(&id) else { return };
        let own = own.unwrap_or_else(|| self::own(&ruleset.rules, &connection.rules));
        let rules = resolve(&ruleset.rules, own);
        if connection.rules != rules {
            (connection.rules, connection.rules_in_order) = (rules, false);
        }
        connection.ruleset_id = Some(id);
    }
}

fn chosen(draft: &mut Draft, project: &Id, form: &mut Form) -> Result<Option<Id>> {
    if form.has_null("ruleset") {
        form.take("ruleset");
    }
    let id = form.text("ruleset_id", 255).flatten();
    if let Some(mut inner) = form.form("ruleset") {
        let ruleset = named::write::<Ruleset>(draft, project, &mut inner, Which::Named)?;
        form.close(inner);
        let id = ruleset.id.clone();
        ruleset.put(draft);
        return Ok(Some(id));
    }
    let Some(id) = id else { return Ok(None) };
    Ok(Some(resource::find::<Ruleset>(draft.snapshot(), project, &id)?.id.clone()))
}

fn default_of(draft: &mut Draft, project: &Id) -> Id {
    let is_it = |it: &&Arc<Ruleset>| it.is_team_default && it.team_id == *project;
    if let Some(id) = draft.snapshot().rulesets.values().find(is_it).map(|it| it.id.clone()) {
        return id;
    }
    let taken = resource::named::<Ruleset>(draft.snapshot(), project, "default-ruleset");
    let ruleset = taken.cloned().unwrap_or_else(|| {
        let retry = Retry {
            strategy: Strategy::Linear,
            interval: Some(3_600_000),
            count: Some(5),
            response_status_codes: None,
        };
        let mut res = Ruleset::fresh(project, Timestamp::now());
        res.rename("default-ruleset".to_owned());
        Ruleset { rules: vec![Rule::Retry(retry)], ..res }
    });
    let id = ruleset.id.clone();
    Ruleset { is_team_default: true, ..ruleset }.put(draft);
    id
}

/// Puts into a connection, as an answer has it, what it follows and what of its rules is its own.
pub(super) fn look_up(snapshot: &Snapshot, connection: &mut serde_json::Map<String, Value>) {
    let id = connection.get("id").and_then(Value::as_str).unwrap_or_default();
    let record = snapshot.connections.get(id);
    let ruleset = record.and_then(|it| snapshot.rulesets.get(it.ruleset_id.as_ref()?));
    let rules = connection.get("rules").cloned().unwrap_or_default();
    if let (Some(record), Some(ruleset)) = (record, ruleset) {
        let own = own(&ruleset.rules, &record.rules);
        connection.insert("rules".into(), rules::to_value(&own));
    }
    connection.insert("ruleset".into(), ruleset.map(|it| show(it)).unwrap_or_default());
    connection.insert("resolved_rules".into(), rules);
}
