//! The figures, their targets, and how they are printed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

/// What one run of one scenario gave: figure by name, with the unit in the name.
pub(crate) type Figures = Vec<(&'static str, f64)>;

/// What a figure should be.
#[derive(Clone, Copy)]
enum Target {
    AtLeast(f64),
    AtMost(f64),
}

use Target::{AtLeast, AtMost};

/// What is aimed at, by scenario and figure.
#[rustfmt::skip]
const TARGETS: &[(&str, &str, Target)] = &[
    ("hold", "ratio_to_bare", AtLeast(0.35)),
    ("hold", "acknowledged_p99_ms", AtMost(8.0)),
    ("hold", "cpu_us", AtMost(55.0)),
    ("http", "ratio_to_bare", AtLeast(0.12)),
    ("http", "cpu_us", AtMost(130.0)),
    ("http", "peak_mib", AtMost(90.0)),
    ("http", "idle_mib", AtMost(15.0)),
    ("http-rules", "ratio_to_http", AtLeast(0.6)),
    ("http-paced", "arrived_p50_ms", AtMost(1.0)),
    ("http-paced", "arrived_p99_ms", AtMost(5.0)),
    ("listen-paced", "arrived_p50_ms", AtMost(2.0)),
    ("listen-paced", "over_http_p50_ms", AtMost(0.5)),
    ("listen-paced", "listener_idle_mib", AtMost(10.0)),
    ("listen-drain", "delivered_per_s", AtLeast(10_000.0)),
    ("listen-drain-100k", "delivered_per_s", AtLeast(5_000.0)),
    ("million", "ingest_ratio_to_empty", AtLeast(0.9)),
    ("million", "ready_ms", AtMost(50.0)),
    ("million", "ready_after_kill_ms", AtMost(50.0)),
    ("million", "idle_mib", AtMost(40.0)),
    ("pages", "p99_ms", AtMost(3.0)),
    ("metrics", "p99_ms", AtMost(100.0)),
    ("search", "p99_ms", AtMost(150.0)),
];

/// Every run's figures.
#[derive(Default)]
pub(crate) struct Report {
    /// In the order in which they were first run.
    scenarios: Vec<(String, Vec<Figure>)>,
}

/// One figure of a scenario, with its value in each run.
struct Figure {
    name: &'static str,
    values: Vec<f64>,
}

impl Report {
    /// Adds a run of a scenario.
    pub(crate) fn add(&mut self, scenario: &str, figures: Figures) {
        let index = self.scenarios.iter().position(|(name, _)| name == scenario);
        let index = index.unwrap_or_else(|| {
            self.scenarios.push((scenario.to_owned(), Vec::new()));
            self.scenarios.len() - 1
        });
        let known = &mut self.scenarios[index].1;
        for (name, value) in figures {
            match known.iter_mut().find(|it| it.name == name) {
                Some(figure) => figure.values.push(value),
                None => known.push(Figure { name, values: vec![value] }),
            }
        }
    }

    /// The table for people: median, range and target of each figure.
    pub(crate) fn table(&self) -> String {
        let mut res = String::new();
        for (scenario, figures) in &self.scenarios {
            _ = writeln!(res, "\n{scenario}");
            for Figure { name, values } in figures {
                let (low, median, high) = spread(values);
                let range = if values.len() > 1 {
                    format!("{} .. {}", number(low), number(high))
                } else {
                    String::new()
                };
                let target = match target(scenario, name) {
                    Some(it) => format!("{} {}", it.words(), it.verdict(median)),
                    None => String::new(),
                };
                _ = writeln!(res, "  {name:<26}{:>12}  {range:<22}{target}", number(median));
            }
        }
        res
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> Value {
        let mut res = BTreeMap::new();
        for (scenario, figures) in &self.scenarios {
            let mut object = serde_json::Map::new();
            for Figure { name, values } in figures {
                let (low, median, high) = spread(values);
                let mut figure = json!({"median": median, "min": low, "max": high});
                if let Some(target) = target(scenario, name) {
                    figure["target"] = json!(target.words());
                    figure["met"] = json!(target.met(median));
                }
                object.insert((*name).to_owned(), figure);
            }
            res.insert(scenario, object);
        }
        json!(res)
    }
}

impl Target {
    fn met(self, value: f64) -> bool {
        match self {
            AtLeast(bound) => value >= bound,
            AtMost(bound) => value <= bound,
        }
    }

    fn words(self) -> String {
        match self {
            AtLeast(bound) => format!("target >= {bound}"),
            AtMost(bound) => format!("target <= {bound}"),
        }
    }

    fn verdict(self, value: f64) -> &'static str {
        if self.met(value) { "met" } else { "MISSED" }
    }
}

/// A scenario's variants (`pages status`) share its targets.
fn target(scenario: &str, figure: &str) -> Option<Target> {
    let family = scenario.split(' ').next().unwrap_or_default();
    let row = TARGETS.iter().find(|(name, it, _)| *name == family && *it == figure);
    row.map(|(_, _, target)| *target)
}

fn spread(values: &[f64]) -> (f64, f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
    let middle = f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    (low, middle, high)
}

fn number(value: f64) -> String {
    match value.abs() {
        it if it >= 100.0 => format!("{value:.0}"),
        it if it >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}
