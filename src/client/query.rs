//! The query of a list: which things, in which order.

/// Names and values, in the order they were added; a value may hold anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Adds a value. One that is added again under the same name makes no list of it:
    /// see [`Self::push_all`].
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Adds several values of one name, as the API spells a list; one stays alone.
    pub fn push_all(&mut self, name: &str, values: &[String]) {
        match values {
            [value] => self.push(name, value),
            _ => {
                for (index, value) in values.iter().enumerate() {
                    self.push(format!("{name}[{index}]"), value);
                }
            }
        }
    }

    /// Puts a value in the place of those of the same name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(it, _)| it != name);
        self.push(name, value);
    }

    /// The same query with one more value.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut res = self.clone();
        res.push(name, value);
        res
    }

    /// Whether a name, or a part of it (`name[gte]`), is asked for.
    pub fn asks(&self, name: &str) -> bool {
        self.0.iter().any(|(it, _)| it.split('[').next() == Some(name))
    }

    /// Whether this is among the values.
    pub fn has(&self, value: &str) -> bool {
        self.0.iter().any(|(_, it)| it == value)
    }

    /// Names and values.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_are_a_list_and_one_is_not() {
        let mut query = Query::default();
        query.push_all("id", &["a".into(), "b".into()]);
        query.push_all("status", &["QUEUED".into()]);
        let pairs: Vec<_> = query.pairs().iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(pairs, ["id[0]=a", "id[1]=b", "status=QUEUED"]);
        assert!(query.asks("id") && !query.asks("dir"));
    }
}
