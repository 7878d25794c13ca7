//! What sources, destinations and connections have in common: being found, listed and counted.

use std::cmp::Ordering;
use std::sync::Arc;

use axum::extract::Path;
use serde_json::{Value, json};
use url::Url;

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::page::Paging;
use super::query::Query;
use super::versions::Object;
use crate::gateway::brake::Brakes;
use crate::gateway::{Gateway, Snapshot, Trie};
use crate::model::{Id, Timestamp};
use crate::store::Range;

/// Something that people configure.
pub(super) trait Resource: Clone + Send + Sync + 'static {
    /// What the versions layer knows it as.
    const OBJECT: Object;
    /// What the versions layer knows its filters as.
    const QUERY: Object;
    /// What a list of it can be ordered by.
    const ORDERS: &[&str];
    /// Whether a list leaves out disabled ones until they are asked for.
    const HIDES_DISABLED: bool = true;
    /// All of its kind, deleted ones too.
    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>>;
    /// The fields that all kinds have.
    fn head(&self) -> Head<'_>;
    /// As the newest API shows it.
    fn show(&self, scene: &Scene<'_>) -> Value;
    /// The filters that only this kind has.
    fn filter(query: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool>;
    /// What an order that only this kind has compares.
    fn time(&self, by: &str, snapshot: &Snapshot) -> Timestamp;
}

/// A resource that can be disabled, and leaves a trace when it is deleted.
pub(super) trait Closing: Resource {
    /// Its times, to be changed.
    fn times(&mut self) -> Times<'_>;
}

/// The fields that all resources have.
pub(super) struct Head<'a> {
    pub(super) id: &'a Id,
    pub(super) project: &'a Id,
    pub(super) name: Option<&'a str>,
    pub(super) disabled_at: Option<Timestamp>,
    pub(super) deleted_at: Option<Timestamp>,
    pub(super) updated_at: Timestamp,
    pub(super) created_at: Timestamp,
}

/// The times of a resource that can be disabled.
pub(super) struct Times<'a> {
    pub(super) disabled_at: &'a mut Option<Timestamp>,
    pub(super) deleted_at: &'a mut Option<Timestamp>,
    pub(super) updated_at: &'a mut Timestamp,
}

/// What showing a resource takes.
pub(super) struct Scene<'a> {
    /// What stands beside it.
    pub(super) snapshot: &'a Snapshot,
    /// What source URLs begin with.
    pub(super) public_url: &'a Url,
    /// Which destinations are sent nothing for a while, where it is known.
    pub(super) brakes: Option<&'a Brakes>,
    /// Whether secrets were asked for.
    pub(super) secrets: bool,
}

/// `GET /{kind}/{id}`.
pub(super) async fn get<T: Resource>(Path(id): Path<String>, call: Call) -> Result {
    let query = call.query(T::QUERY)?;
    let secrets = query.choice("include", &["config.auth"])?.is_some();
    let snapshot = call.gateway.catalog.now();
    let found = find::<T>(&snapshot, &call.project, &id)?;
    Ok(shown(&call.gateway, found, secrets))
}

/// `GET /{kind}`.
pub(super) async fn list<T: Resource>(call: Call) -> Result {
    let query = call.query(T::QUERY)?;
    let paging = Paging::read(&query, 100, T::ORDERS)?;
    let snapshot = call.gateway.catalog.now();
    let compare = |a: &T, b: &T| {
        let order = |(by, falls): &(String, bool)| {
            let order = compare(a, b, by, &snapshot);
            if *falls { order.reverse() } else { order }
        };
        let orders = paging.by.iter().map(order).fold(Ordering::Equal, Ordering::then);
        orders.then_with(|| a.head().id.cmp(b.head().id))
    };
    let find = |id: &str| {
        let found = T::all(&snapshot).get(id).filter(|it| *it.head().project == call.project);
        found.map(|it| &**it)
    };
    let items = select::<T>(&snapshot, &call.project, &query)?;
    let cut = paging.cut(items, compare, find, |it| it.head().id.to_string())?;
    let scene = Scene::new(&call.gateway, &snapshot);
    Ok(paging.answer(&call, T::OBJECT, cut.map(|it| it.show(&scene))))
}

/// `GET /{kind}/count`.
pub(super) async fn count<T: Resource>(call: Call) -> Result {
    let query = call.query(T::QUERY)?;
    // They change nothing here, and are wrong where they would be wrong in a list.
    Paging::read(&query, 100, T::ORDERS)?;
    let snapshot = call.gateway.catalog.now();
    let count = select::<T>(&snapshot, &call.project, &query)?.len();
    Ok(Answer::one(Object::Plain, json!({ "count": count })))
}

/// Finds what is there; tells what is gone from what never was.
pub(super) fn find<'a, T: Resource>(
    snapshot: &'a Snapshot,
    project: &Id,
    id: &str,
) -> Result<&'a T> {
    let found = T::all(snapshot).get(id).filter(|it| it.head().project == project);
    match found {
        None => Err(ApiError::not_found(id)),
        Some(it) if it.head().deleted_at.is_some() => Err(ApiError::gone()),
        Some(it) => Ok(it),
    }
}

/// Finds what has a name, among those that are not deleted.
pub(super) fn named<'a, T: Resource>(
    snapshot: &'a Snapshot,
    project: &Id,
    name: &str,
) -> Option<&'a T> {
    let is_it =
        |it: &Head<'_>| it.deleted_at.is_none() && it.name == Some(name) && it.project == project;
    T::all(snapshot).values().map(|it| &**it).find(|it| is_it(&it.head()))
}

/// The answer that shows one resource.
pub(super) fn shown<T: Resource>(gateway: &Gateway, it: &T, secrets: bool) -> Answer {
    let snapshot = gateway.catalog.now();
    let scene = Scene { secrets, ..Scene::new(gateway, &snapshot) };
    Answer::one(T::OBJECT, it.show(&scene))
}

impl<'a> Scene<'a> {
    /// Without secrets.
    pub(super) fn new(gateway: &'a Gateway, snapshot: &'a Snapshot) -> Self {
        let public_url = &gateway.settings.public_url;
        Self { snapshot, public_url, brakes: Some(&gateway.brakes), secrets: false }
    }
}

/// Those that the filters let through. Most kinds leave out disabled ones until they are asked for.
fn select<'a, T: Resource>(
    snapshot: &'a Snapshot,
    project: &Id,
    query: &Query,
) -> Result<Vec<&'a T>> {
    let (ids, names) = (query.ids("id")?, query.texts("name")?);
    let disabled_at = query.times("disabled_at")?;
    let all = !T::HIDES_DISABLED
        || query.flag("disabled")? == Some(true)
        || disabled_at != Range::default();
    let filter = T::filter(query)?;
    let wanted = |it: &&T| {
        let head = it.head();
        head.deleted_at.is_none()
            && head.project == project
            && (all || head.disabled_at.is_none())
            && ids.as_ref().is_none_or(|ids| ids.contains(head.id))
            && names.as_ref().is_none_or(|it| head.name.is_some_and(|name| it.contains(&name)))
            && holds(&disabled_at, head.disabled_at)
            && filter(it, snapshot)
    };
    Ok(T::all(snapshot).values().map(|it| &**it).filter(wanted).collect())
}

fn compare<T: Resource>(a: &T, b: &T, by: &str, snapshot: &Snapshot) -> Ordering {
    let (left, right) = (a.head(), b.head());
    match by {
        "created_at" => left.created_at.cmp(&right.created_at),
        "updated_at" => left.updated_at.cmp(&right.updated_at),
        "name" => left.name.cmp(&right.name),
        _ => a.time(by, snapshot).cmp(&b.time(by, snapshot)),
    }
}

/// Whether a time that may be missing lies within bounds.
pub(super) fn holds(range: &Range, time: Option<Timestamp>) -> bool {
    if range.any.is_some_and(|any| any != time.is_some()) {
        return false;
    }
    let bounds = Range { any: None, ..range.clone() };
    let Some(Timestamp(time)) = time else { return bounds == Range::default() };
    (range.one_of.is_empty() || range.one_of.contains(&time))
        && range.gt.is_none_or(|it| time > it)
        && range.gte.is_none_or(|it| time >= it)
        && range.lt.is_none_or(|it| time < it)
        && range.lte.is_none_or(|it| time <= it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_time_is_in_no_bounds() {
        let range = |query: &str| Query::parse(query).times("t").unwrap();
        assert!(holds(&range(""), None));
        assert!(holds(&range("t[any]=false"), None));
        assert!(holds(&range("t[any]=true"), Some(Timestamp(1))));
        assert!(!holds(&range("t[any]=true"), None));
        assert!(!holds(&range("t[gte]=2026-01-01"), None));
        assert!(holds(&range("t[gte]=2026-01-01"), Some(Timestamp::now())));
        assert!(!holds(&range("t[lt]=2026-01-01"), Some(Timestamp::now())));
    }
}
