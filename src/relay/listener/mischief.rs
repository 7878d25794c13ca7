//! Faults on purpose: what a program is worth when things go wrong shows only then.

use std::time::Duration;

use http::StatusCode;
use rand::RngExt as _;

/// What a listener does wrong on purpose. Shares are of 1, and of all requests; together they are
/// at most 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mischief {
    /// How long each request waits before it is made.
    pub delay: Duration,
    /// Answers in the target's place, which gets nothing, each with its share.
    pub faults: Vec<(StatusCode, f64)>,
    /// The share that ends as though the connection broke; the target gets nothing.
    pub drop: f64,
    /// The share that the target gets twice; its second answer counts.
    pub duplicate: f64,
}

/// What is done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// What it came for.
    Forward,
    /// The same, twice.
    Twice,
    /// It is answered so.
    Fault(StatusCode),
    /// It is lost.
    Drop,
}

impl Mischief {
    /// The sum of all shares.
    pub fn share(&self) -> f64 {
        self.faults.iter().map(|(_, share)| share).sum::<f64>() + self.drop + self.duplicate
    }

    /// What becomes of the next request.
    pub(super) fn fate(&self) -> Fate {
        self.at(rand::rng().random())
    }

    /// What becomes of the request at this point between 0 and 1.
    fn at(&self, point: f64) -> Fate {
        let faults = self.faults.iter().map(|(status, share)| (Fate::Fault(*status), *share));
        let mut left = point;
        for (fate, share) in faults.chain([(Fate::Drop, self.drop), (Fate::Twice, self.duplicate)])
        {
            if left < share {
                return fate;
            }
            left -= share;
        }
        Fate::Forward
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fate_has_its_share() {
        let mischief = Mischief {
            faults: vec![(StatusCode::INTERNAL_SERVER_ERROR, 0.2), (StatusCode::GONE, 0.1)],
            drop: 0.1,
            duplicate: 0.5,
            ..Mischief::default()
        };
        let fates = [0.0, 0.19, 0.25, 0.35, 0.45, 0.89, 0.95].map(|it| mischief.at(it));
        let [failed, gone] = [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::GONE].map(Fate::Fault);
        let expected = [failed, failed, gone, Fate::Drop, Fate::Twice, Fate::Twice, Fate::Forward];
        assert_eq!(fates, expected);
        assert_eq!(Mischief::default().at(0.0), Fate::Forward);
    }
}
