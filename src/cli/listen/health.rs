//! Whether the targets take connections: looked at before the first event, and ever after.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::forward::{self, Tls};
use crate::tui::{Health, News};

/// How long the target may take to let us in.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often a target that is there is looked at.
const WHILE_UP: Duration = Duration::from_secs(15);
/// How often one that is not there is.
const WHILE_DOWN: Duration = Duration::from_secs(5);

/// Tells how the targets are now, and then each time that it changes, until `stop`.
pub(super) async fn watch(
    targets: &[Url],
    tls: &Tls,
    news: mpsc::Sender<News>,
    stop: &CancellationToken,
) {
    let mut last = None;
    loop {
        let health = look(targets, tls).await;
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

/// Whether all take connections, or else why the first of those that do not does not.
async fn look(targets: &[Url], tls: &Tls) -> Health {
    let looks = targets.iter().map(|it| forward::reach(it, tls, PATIENCE));
    let looks = join_all(looks).await.into_iter().zip(targets);
    let down = looks.filter_map(|(look, target)| Some((look.err()?.reason, target)));
    match down.collect::<Vec<_>>().first() {
        None => Health::Up,
        Some((reason, _)) if targets.len() == 1 => Health::Down(reason.clone()),
        Some((reason, target)) => Health::Down(format!("{}: {reason}", target.authority())),
    }
}
