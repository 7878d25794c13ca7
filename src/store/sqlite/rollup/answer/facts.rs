//! What tells things apart, as the ledger has it and as people know it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{ErrorCode, Key, Rejection, Status, Trigger};
use crate::script::Level as Gravity;
use crate::store::sqlite::records::Both;
use crate::store::sqlite::rollup::cells::NONE;
use crate::store::sqlite::rows::Coded;
use crate::store::{Fact, Field, Wanted};

/// Texts of the ledger as numbers, for one question.
pub(super) struct Texts {
    numbers: HashMap<Arc<str>, i64>,
    texts: Vec<Arc<str>>,
    most: usize,
}

impl Texts {
    /// One that has no number.
    pub(super) const UNKNOWN: i64 = NONE - 1;

    /// None yet, and never more than `most` besides those that are asked for.
    pub(super) fn new(most: usize) -> Self {
        Self { numbers: HashMap::new(), texts: Vec::new(), most }
    }

    /// The number of a text.
    pub(super) fn number(&self, text: Option<&str>) -> i64 {
        text.map_or(NONE, |it| self.numbers.get(it).copied().unwrap_or(Self::UNKNOWN))
    }

    /// The number of a text, a new one where it is unknown; `None` where there is no room.
    pub(super) fn add(&mut self, number: i64, text: Option<&str>) -> Option<i64> {
        if number != Self::UNKNOWN {
            return Some(number);
        }
        text.filter(|_| self.texts.len() < self.most).map(|it| self.want(it))
    }

    /// The number of a text that is asked for, which it now has.
    fn want(&mut self, text: &str) -> i64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let (number, text) = (self.texts.len() as i64, Arc::<str>::from(text));
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    /// What a number stands for.
    pub(super) fn text(&self, number: i64) -> Option<&Arc<str>> {
        self.texts.get(usize::try_from(number).ok()?)
    }
}

/// What a fact must be.
pub(super) enum Test {
    OneOf(Vec<i64>),
    Between(i64, i64),
}

impl Test {
    pub(super) fn new(wanted: &Wanted, names: &Both, texts: &mut Texts) -> Self {
        match wanted {
            Wanted::OneOf(facts) => {
                Self::OneOf(facts.iter().filter_map(|it| number(it, names, texts)).collect())
            }
            Wanted::Between(low, high) => Self::Between(*low, *high),
        }
    }

    /// Whether it is that.
    pub(super) fn allows(&self, fact: i64) -> bool {
        match self {
            Self::OneOf(facts) => facts.contains(&fact),
            Self::Between(low, high) => (*low..=*high).contains(&fact),
        }
    }
}

/// A fact as the ledger has it; `None` for a name that it never wrote down.
fn number(fact: &Fact, names: &Both, texts: &mut Texts) -> Option<i64> {
    Some(match fact {
        Fact::None => NONE,
        Fact::Status(it) => it.code(),
        Fact::Error(it) => it.code(),
        Fact::Rejection(it) => it.code(),
        Fact::Trigger(it) => it.code(),
        Fact::Level(it) => it.code(),
        Fact::Successful(it) | Fact::Rejected(it) => (*it).into(),
        Fact::Key(it) => it.0,
        Fact::Id(it) => names.number(it)?,
        Fact::Number(it) => *it,
        Fact::Text(it) => texts.want(it),
    })
}

/// A fact as people know it.
pub(super) fn fact(field: Field, number: i64, names: &Both, texts: &Texts) -> Fact {
    fn coded<T: Coded>(number: i64, fact: fn(T) -> Fact) -> Option<Fact> {
        T::ALL.get(usize::try_from(number).ok()?).copied().map(fact)
    }
    if number == NONE {
        return Fact::None;
    }
    let res = match field {
        Field::Status => coded::<Status>(number, Fact::Status),
        Field::ErrorCode => coded::<ErrorCode>(number, Fact::Error),
        Field::Rejection => coded::<Rejection>(number, Fact::Rejection),
        Field::Trigger => coded::<Trigger>(number, Fact::Trigger),
        Field::Successful => Some(Fact::Successful(number == 1)),
        Field::Rejected => Some(Fact::Rejected(number == 1)),
        Field::Data | Field::Event | Field::Issue | Field::Bulk => Some(Fact::Key(Key(number))),
        Field::Session | Field::Transformation => names.id(number).ok().map(Fact::Id),
        Field::Level => coded::<Gravity>(number, Fact::Level),
        Field::Group => texts.text(number).cloned().map(Fact::Text),
        Field::EventsCount | Field::IgnoredCount | Field::Attempts | Field::ResponseStatus => {
            Some(Fact::Number(number))
        }
    };
    res.unwrap_or(Fact::None)
}
