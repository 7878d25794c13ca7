//! What hookport does under load, beside what a server does that keeps nothing.
//!
//! Sender, target and clock are in this process; the gateway is the built program, started as a
//! user would. Every event is accounted for: a run in which one is lost, doubled, damaged or
//! refused fails. `benches/README.md` says how to read the figures.

mod dead;
mod ledger;
mod many;
mod million;
mod month;
mod process;
mod publish;
mod report;
mod scenario;
mod sink;
mod spaced;

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use crate::report::{Figures, Report};
use crate::scenario::{SCENARIOS, Setting};

/// Puts load on hookport and on a bare server, and compares.
#[derive(Parser)]
struct Options {
    /// One short round and a short past: whether it works, not how fast.
    #[arg(long)]
    quick: bool,
    /// Only these scenarios, besides `bare`; `many-connections`, `many-sources`, `dead`, `spaced`,
    /// `million` and `month` are among them.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How often every scenario is run; medians are reported.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How long a scenario sends, in seconds.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Keep-alive connections of the sender.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// How many events are stored before `million` and `month` are measured.
    #[arg(long, default_value_t = 1_000_000)]
    prefill: usize,
    /// Where the figures are written as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The program under test.
    #[arg(long, value_name = "FILE", default_value = env!("CARGO_BIN_EXE_hookport"))]
    binary: PathBuf,
    /// Be the bare server.
    #[arg(long, hide = true)]
    bare_server: bool,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut options = Options::parse();
    if options.bare_server {
        return sink::bare_server().await;
    }
    if options.quick {
        (options.rounds, options.seconds) = (1, 1.0);
        options.prefill = options.prefill.min(20_000);
    }
    let setting = Setting {
        binary: options.binary,
        connections: options.connections,
        time: Duration::from_secs_f64(options.seconds),
    };
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|it| it == name);

    let mut report = Report::default();
    for round in 1..=options.rounds {
        let mut bare = None;
        let (mut over_http, mut without_rules) = (None, None);
        for scenario in SCENARIOS.iter().filter(|it| it.name == "bare" || wanted(it.name)) {
            anstream::eprintln!("round {round}: {}", scenario.name);
            let mut figures = scenario.run(&setting).await?;
            let rate = value(&figures, scenario.headline());
            let median = value(&figures, "arrived_p50_ms");
            match scenario.name {
                "bare" => bare = rate,
                "http" => without_rules = rate,
                "http-rules" => {
                    let ratio = rate.zip(without_rules).map(|(a, b)| ("ratio_to_http", a / b));
                    figures.extend(ratio);
                }
                "http-paced" => over_http = median,
                "listen-paced" => {
                    figures.extend(median.zip(over_http).map(|(a, b)| ("over_http_p50_ms", a - b)));
                }
                _ => {}
            }
            figures.extend(rate.zip(bare).map(|(ours, bare)| ("ratio_to_bare", ours / bare)));
            report.add(scenario.name, figures);
        }
    }
    let (connections, requests) = if options.quick { (100, 10) } else { (1000, 50) };
    for round in 1..=options.rounds {
        if wanted("many-connections") {
            anstream::eprintln!("round {round}: many-connections");
            many::connections(connections, requests, &setting, &mut report).await?;
        }
        if wanted("dead") {
            anstream::eprintln!("round {round}: dead");
            dead::run(&setting, &mut report).await?;
        }
        if wanted("spaced") {
            anstream::eprintln!("round {round}: spaced");
            spaced::run(&setting, &mut report).await?;
        }
    }
    if wanted("many-sources") {
        anstream::eprintln!("many-sources");
        let sources = if options.quick { 500 } else { 10_000 };
        many::sources(sources, options.rounds, &setting, &mut report).await?;
    }
    if wanted("million") {
        let hold = SCENARIOS.iter().find(|it| it.name == "hold");
        let queries = if options.quick { 50 } else { 500 };
        if let Some(hold) = hold {
            anstream::eprintln!("million: {} events", options.prefill);
            million::run(options.prefill, options.rounds, queries, hold, &setting, &mut report)
                .await?;
        }
    }

    if wanted("month") {
        anstream::eprintln!("month: {} events", options.prefill);
        let queries = if options.quick { 10 } else { 100 };
        month::run(options.prefill, queries, &setting, &mut report).await?;
    }

    anstream::println!("{}", report.table());
    if let Some(file) = options.json {
        std::fs::write(file, serde_json::to_string_pretty(&report.json())?)?;
    }
    Ok(())
}

fn value(figures: &Figures, name: &str) -> Option<f64> {
    figures.iter().find(|(it, _)| *it == name).map(|(_, value)| *value)
}
