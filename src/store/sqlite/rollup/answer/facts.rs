//! What tells things apart, as the ledger has it and as people know it.

use crate::model::{ErrorCode, Key, Rejection, Status, Trigger};
use crate::script::Level as Gravity;
use crate::store::sqlite::records::Both;
use crate::store::sqlite::rollup::cells::NONE;
use crate::store::sqlite::rows::Coded;
use crate::store::{Fact, Field, Wanted};

/// What a fact must be.
pub(super) enum Test {
    OneOf(Vec<i64>),
    Between(i64, i64),
}

impl Test {
    pub(super) fn new(wanted: &Wanted, names: &Both) -> Self {
        match wanted {
            Wanted::OneOf(facts) => {
                Self::OneOf(facts.iter().filter_map(|it| number(it, names)).collect())
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
fn number(fact: &Fact, names: &Both) -> Option<i64> {
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
    })
}

/// A fact as people know it.
pub(super) fn fact(field: Field, number: i64, names: &Both) -> Fact {
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
        Field::EventsCount | Field::IgnoredCount | Field::Attempts | Field::ResponseStatus => {
            Some(Fact::Number(number))
        }
    };
    res.unwrap_or(Fact::None)
}
