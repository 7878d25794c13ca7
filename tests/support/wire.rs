//! A wire that can be cut: a TCP proxy on a port of its own.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Leads to another address, until it is cut.
pub(crate) struct Wire {
    /// Where it begins.
    pub(crate) address: SocketAddr,
    state: watch::Sender<State>,
    _tasks: JoinSet<()>,
}

#[derive(Clone, Copy)]
struct State {
    whole: bool,
    cuts: u64,
}

impl Wire {
    /// A whole one to this address.
    pub(crate) async fn to(far: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = watch::Sender::new(State { whole: true, cuts: 0 });
        let mut tasks = JoinSet::new();
        let news = state.subscribe();
        tasks.spawn(async move {
            let mut ends = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let mut news = news.clone();
                let State { whole, cuts } = *news.borrow_and_update();
                if !whole {
                    continue;
                }
                ends.spawn(async move {
                    let carried = async {
                        let mut far = TcpStream::connect(far).await?;
                        near.set_nodelay(true)?;
                        far.set_nodelay(true)?;
                        copy_bidirectional(&mut near, &mut far).await
                    };
                    tokio::select! {
                        _ = carried => {}
                        _ = news.wait_for(|it| it.cuts != cuts) => {}
                    }
                });
            }
        });
        Self { address, state, _tasks: tasks }
    }

    /// Drops every connection, and lets none in until [`Self::mend`].
    pub(crate) fn cut(&self) {
        self.state.send_modify(|it| *it = State { whole: false, cuts: it.cuts + 1 });
    }

    /// Lets connections in again.
    pub(crate) fn mend(&self) {
        self.state.send_modify(|it| it.whole = true);
    }
}
