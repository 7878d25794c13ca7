//! What a row of the counts holds: cells, each with what tells its things apart and their sums.
//!
//! Written as numbers of variable length, so that a row of an ordinary minute is some tens of
//! bytes. What a number means differs by [`Kind`]; a kind that needs fewer leaves the rest 0.

use crate::store::{Error, Latencies, Result};

/// What is counted in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in super::super) enum Kind {
    /// Face: rejection, events, events for listeners, ignored.
    Requests,
    /// Face: status, error code. Sums: attempts, planned retries.
    Events,
    /// Face: success, error code, trigger. Sums: response and delivery latency.
    Attempts,
    /// Face: second of the minute, status, error code. Events by when they were made; by minute
    /// only, until the hour is over ([`pace`](super::pace)).
    Pace,
    /// Face: which look of the minute. Count: queued. Sums: queued, delayed and held together.
    /// Longest: the age of the oldest. By minute only, and not out of the ledger.
    Depth,
    /// Face: transformation, level, success. Runs of transformations.
    Executions,
    /// Face: which look of the minute, and the oldest event of a group of deliveries, which the
    /// ledger knows the group of. Count and longest as with [`Self::Depth`], which it tells apart.
    Groups,
}

/// How many numbers tell things apart.
pub(in super::super) const FACE: usize = 4;

/// What tells things apart; what is missing is [`NONE`].
pub(in super::super) type Face = [i64; FACE];

/// Where there is nothing to tell.
pub(in super::super) const NONE: i64 = -1;

/// Things that nothing tells apart, and their sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Cell {
    pub(in super::super) face: Face,
    pub(in super::super) count: i64,
    pub(in super::super) sums: [i64; 2],
    pub(in super::super) longest: i64,
    pub(in super::super) latencies: Latencies,
}

impl Cell {
    /// Whether it came to nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.count == 0 && self.sums == [0, 0]
    }
}

/// Adds a cell to those of its row, or takes it from them where it counts below 0.
pub(super) fn add(cells: &mut Vec<Cell>, cell: &Cell) {
    let Some(found) = cells.iter_mut().find(|it| it.face == cell.face) else {
        return cells.push(cell.clone());
    };
    found.count += cell.count;
    for (sum, more) in found.sums.iter_mut().zip(cell.sums) {
        *sum += more;
    }
    found.longest = found.longest.max(cell.longest);
    for (class, count) in cell.latencies.iter() {
        found.latencies.add(class, count);
    }
}

/// Writes cells down, without those that came to nothing.
pub(super) fn write(cells: &[Cell]) -> Vec<u8> {
    let mut res = Vec::with_capacity(cells.len() * 16);
    for cell in cells.iter().filter(|it| !it.is_nothing()) {
        let latencies: Vec<_> = cell.latencies.iter().collect();
        let numbers = [cell.face[0], cell.face[1], cell.face[2], cell.face[3], cell.count];
        let rest = [cell.sums[0], cell.sums[1], cell.longest, latencies.len() as i64];
        numbers.into_iter().chain(rest).for_each(|it| put(&mut res, it));
        for (class, count) in latencies {
            put(&mut res, class.into());
            put(&mut res, count);
        }
    }
    res
}

/// Reads cells back.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Cell>> {
    let mut res = Vec::new();
    read_into(&mut res, bytes)?;
    Ok(res)
}

/// Reads cells back into the place of others: a month has a hundred thousand rows of minutes.
pub(super) fn read_into(cells: &mut Vec<Cell>, mut bytes: &[u8]) -> Result<()> {
    cells.clear();
    while !bytes.is_empty() {
        let mut next = || take(&mut bytes).ok_or_else(|| Error::Damaged("a count".to_owned()));
        let mut cell = Cell {
            face: [next()?, next()?, next()?, next()?],
            count: next()?,
            sums: [next()?, next()?],
            longest: next()?,
            latencies: Latencies::default(),
        };
        for _ in 0..next()? {
            cell.latencies.add(next()? as u8, next()?);
        }
        cells.push(cell);
    }
    Ok(())
}

/// A number in groups of seven bits, the lowest first; small ones of either sign are short.
pub(super) fn put(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = ((number << 1) ^ (number >> 63)) as u64;
    while rest >= 128 {
        bytes.push(rest as u8 | 128);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Takes one that [`put`] wrote; `None` where there is none.
pub(super) fn take(bytes: &mut &[u8]) -> Option<i64> {
    let (mut res, mut shift) = (0u64, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        res |= u64::from(byte & 127).checked_shl(shift)?;
        if byte & 128 == 0 {
            return Some((res >> 1) as i64 ^ -((res & 1) as i64));
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_back_as_they_were_but_for_those_that_came_to_nothing() {
        let mut cells = Vec::new();
        for (place, count) in [1, -3, i64::MAX, i64::MIN, 128].into_iter().enumerate() {
            let mut latencies = Latencies::default();
            latencies.add(7, 2);
            latencies.add(200, count);
            let face = [NONE, place as i64, 63, 64];
            cells.push(Cell { face, count, sums: [place as i64, 0], longest: 9, latencies });
        }
        assert_eq!(read(&write(&cells)).unwrap(), cells);
        add(&mut cells, &Cell { face: [5; FACE], count: 2, ..Cell::default() });
        add(&mut cells, &Cell { face: [5; FACE], count: -2, ..Cell::default() });
        assert_eq!(read(&write(&cells)).unwrap(), cells[..5]);
        assert!(read(&[128]).is_err() && read(&[1]).is_err());
    }
}
