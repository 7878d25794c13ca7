//! Whether the target takes connections: looked at before the first event, and ever after.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::forward::{self, Trust};
use crate::tui::{Health, News};

/// How long the target may take to let us in.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often a target that is there is looked at.
const WHILE_UP: Duration = Duration::from_secs(15);
/// How often one that is not there is.
const WHILE_DOWN: Duration = Duration::from_secs(5);

/// Tells how the target is now, and then each time that it changes, until `stop`.
pub(super) async fn watch(
    target: &Url,
    trust: Trust,
    news: mpsc::Sender<News>,
    stop: &CancellationToken,
) {
    let mut last = None;
    loop {
        let health = match forward::reach(target, trust, PATIENCE).await {
            Ok(()) => Health::Up,
            Err(failure) => Health::Down(failure.reason),
        };
        let pause = if health == Health::Up { WHILE_UP } else { WHILE_DOWN };
        if last.as_ref() != Some(&health) {
            last = Some(health.clone());
            if news.send(News::Target(health)).await.is_err() {
                return;
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => (),
        }
    }
}
