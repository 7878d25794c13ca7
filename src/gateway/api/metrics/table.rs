//! Every endpoint with its measures, dimensions and filters, as the API names them.
//!
//! To add a measure: a row here, and what it sums in the store's `Totals`.

use crate::store::{Counted, Field, Totals};

/// One endpoint.
pub(super) struct Endpoint {
    pub(super) path: &'static str,
    /// Its name, what its query is, and what it does, for the table of operations.
    pub(super) name: &'static str,
    pub(super) asks: &'static str,
    pub(super) about: &'static str,
    pub(super) counted: Counted,
    pub(super) measures: &'static [Measure],
    pub(super) dimensions: &'static [(&'static str, Of)],
    pub(super) filters: &'static [(&'static str, Of)],
}

/// What is made of totals.
pub(super) type Measure = (&'static str, fn(&Totals) -> f64);

/// What a dimension or a filter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Where it came in.
    Source,
    /// Which connection made it.
    Connection,
    /// Where it goes.
    Destination,
    /// What the ledger tells.
    Field(Field),
    /// What there is none of here: users of listeners.
    Nothing,
}

/// All of them.
pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/metrics/requests",
        name: "queryRequestMetrics",
        asks: "RequestMetricsQuery",
        about: "Counts requests over time.",
        counted: Counted::Requests,
        measures: &[
            COUNT,
            ("accepted_count", |it| (it.count - it.rejected) as f64),
            ("rejected_count", |it| it.rejected as f64),
            ("discarded_count", |it| it.discarded as f64),
            ("avg_events_per_request", |it| ratio(it.events, it.count)),
            ("avg_ignored_per_request", |it| ratio(it.ignored, it.count)),
        ],
        dimensions: &[
            ("source_id", Of::Source),
            ("rejection_cause", Of::Field(Field::Rejection)),
            ("status", Of::Field(Field::Rejected)),
            ("bulk_retry_ids", Of::Nothing),
            ("events_count", Of::Field(Field::EventsCount)),
            ("ignored_count", Of::Field(Field::IgnoredCount)),
        ],
        filters: &[
            ("source_id", Of::Source),
            ("rejection_cause", Of::Field(Field::Rejection)),
            ("status", Of::Field(Field::Rejected)),
            ("bulk_retry_ids", Of::Field(Field::Bulk)),
            ("events_count", Of::Field(Field::EventsCount)),
            ("ignored_count", Of::Field(Field::IgnoredCount)),
        ],
    },
    Endpoint {
        path: "/metrics/events",
        name: "queryEventMetrics",
        asks: "EventMetricsQuery",
        about: "Counts events over time, as they stand.",
        counted: Counted::Events,
        measures: &[
            COUNT,
            SUCCESSFUL,
            FAILED,
            ("scheduled_count", |it| it.scheduled as f64),
            ("paused_count", |it| it.held as f64),
            ERROR_RATE,
            ("avg_attempts", |it| ratio(it.attempts, it.count)),
            ("scheduled_retry_count", |it| it.planned as f64),
            (PEAK, |it| it.peak as f64),
        ],
        dimensions: &[
            ("status", Of::Field(Field::Status)),
            ("source_id", Of::Source),
            ("webhook_id", Of::Connection),
            ("destination_id", Of::Destination),
            ("delivery_group", Of::Field(Field::Group)),
            ("error_code", Of::Field(Field::ErrorCode)),
            ("event_data_id", Of::Field(Field::Data)),
            ("cli_id", Of::Field(Field::Session)),
            ("cli_user_id", Of::Nothing),
            ("attempts", Of::Field(Field::Attempts)),
            ("response_status", Of::Field(Field::ResponseStatus)),
        ],
        filters: &[
            ("source_id", Of::Source),
            ("webhook_id", Of::Connection),
            ("destination_id", Of::Destination),
            ("delivery_group", Of::Field(Field::Group)),
            ("status", Of::Field(Field::Status)),
            ("error_code", Of::Field(Field::ErrorCode)),
            ("issue_ids", Of::Field(Field::Issue)),
            ("bulk_retry_ids", Of::Field(Field::Bulk)),
            ("event_data_id", Of::Field(Field::Data)),
            ("cli_id", Of::Field(Field::Session)),
            ("cli_user_id", Of::Nothing),
            ("attempts", Of::Field(Field::Attempts)),
            ("response_status", Of::Field(Field::ResponseStatus)),
        ],
    },
    Endpoint {
        path: "/metrics/attempts",
        name: "queryAttemptMetrics",
        asks: "AttemptMetricsQuery",
        about: "Counts attempts over time, and how long they took.",
        counted: Counted::Attempts,
        measures: &[
            COUNT,
            SUCCESSFUL,
            FAILED,
            // What reached the destination, whatever it said.
            ("delivered_count", |it| it.answered as f64),
            ERROR_RATE,
            ("response_latency_avg", |it| ratio(it.response_ms, it.count)),
            ("response_latency_max", |it| it.longest_ms as f64),
            ("response_latency_p95", |it| percentile(it, 0.95)),
            ("response_latency_p99", |it| percentile(it, 0.99)),
            ("delivery_latency_avg", |it| ratio(it.delivery_ms, it.count)),
        ],
        dimensions: &[
            ("destination_id", Of::Destination),
            ("delivery_group", Of::Field(Field::Group)),
            ("event_id", Of::Field(Field::Event)),
            ("status", Of::Field(Field::Successful)),
            ("error_code", Of::Field(Field::ErrorCode)),
            ("bulk_retry_id", Of::Field(Field::Bulk)),
            ("trigger", Of::Field(Field::Trigger)),
        ],
        filters: &[
            ("destination_id", Of::Destination),
            ("delivery_group", Of::Field(Field::Group)),
            ("event_id", Of::Field(Field::Event)),
            ("status", Of::Field(Field::Successful)),
            ("error_code", Of::Field(Field::ErrorCode)),
            ("bulk_retry_id", Of::Field(Field::Bulk)),
            ("trigger", Of::Field(Field::Trigger)),
        ],
    },
    Endpoint {
        path: "/metrics/events-by-issue",
        name: "queryEventsByIssueMetrics",
        asks: "EventsByIssueMetricsQuery",
        about: "Counts events over time, once for each issue that they are a case of.",
        counted: Counted::Cases,
        measures: &[COUNT],
        dimensions: &[
            ("issue_id", Of::Field(Field::Issue)),
            ("source_id", Of::Source),
            ("destination_id", Of::Destination),
            ("webhook_id", Of::Connection),
        ],
        filters: &[
            ("issue_id", Of::Field(Field::Issue)),
            ("source_id", Of::Source),
            ("destination_id", Of::Destination),
            ("webhook_id", Of::Connection),
        ],
    },
    // A run that failed is an error too.
    Endpoint {
        path: "/metrics/transformations",
        name: "queryTransformationMetrics",
        asks: "TransformationMetricsQuery",
        about: "Counts runs of transformations over time, by how grave they were.",
        counted: Counted::Executions,
        measures: &[
            COUNT,
            SUCCESSFUL,
            FAILED,
            ERROR_RATE,
            ("error_count", |it| (it.levels[3] + it.levels[4]) as f64),
            ("warn_count", |it| it.levels[2] as f64),
            ("info_count", |it| it.levels[1] as f64),
            ("debug_count", |it| it.levels[0] as f64),
        ],
        dimensions: &[
            ("transformation_id", Of::Field(Field::Transformation)),
            ("webhook_id", Of::Connection),
            ("log_level", Of::Field(Field::Level)),
            ("issue_id", Of::Nothing),
        ],
        filters: &[
            ("transformation_id", Of::Field(Field::Transformation)),
            ("webhook_id", Of::Connection),
            ("log_level", Of::Field(Field::Level)),
            ("issue_id", Of::Field(Field::Issue)),
        ],
    },
    // The depth of a queue is what waits for its turn, the destination's limit or the listener.
    Endpoint {
        path: "/metrics/queue-depth",
        name: "queryQueueDepthMetrics",
        asks: "QueueDepthMetricsQuery",
        about: "Shows how much waited for its turn over time, and how long.",
        counted: Counted::Depth,
        measures: &[("max_depth", |it| it.depth as f64), ("max_age", |it| it.age_ms as f64)],
        dimensions: &[
            ("destination_id", Of::Destination),
            ("delivery_group", Of::Field(Field::Group)),
        ],
        filters: &[
            ("destination_id", Of::Destination),
            ("delivery_group", Of::Field(Field::Group)),
        ],
    },
    // Pending is all that is still to be delivered: delayed and held events too.
    Endpoint {
        path: "/metrics/events-pending-timeseries",
        name: "queryEventsPendingTimeseriesMetrics",
        asks: "EventsPendingTimeseriesMetricsQuery",
        about: "Shows how many events were still to be delivered over time.",
        counted: Counted::Depth,
        measures: &[("count", |it| it.pending as f64)],
        dimensions: &[("destination_id", Of::Destination)],
        filters: &[("destination_id", Of::Destination)],
    },
];

/// The measure that costs extra.
pub(super) const PEAK: &str = "max_count_per_second";

const COUNT: Measure = ("count", |it| it.count as f64);
const SUCCESSFUL: Measure = ("successful_count", |it| it.successful as f64);
const FAILED: Measure = ("failed_count", |it| it.failed as f64);
const ERROR_RATE: Measure = ("error_rate", |it| ratio(it.failed, it.count));

fn ratio(part: i64, whole: i64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn percentile(totals: &Totals, share: f64) -> f64 {
    totals.latencies.quantile(share).min(totals.longest_ms) as f64
}
