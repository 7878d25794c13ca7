//! One socket's conversation, from hello to whatever ends it.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::time::MissedTickBehavior;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_util::sync::CancellationToken;

use super::super::protocol::{Dialect, Frame, Hello, ToGateway, ToListener};
use super::desk::Next;
use super::door::Socket;
use super::workshop::Workshop;
use super::{BODY_LIMIT, Update};
use crate::model::Timestamp;

/// How long what runs at a stop may take.
const GRACE: Duration = Duration::from_secs(5);
/// How long a gateway may take to agree that a socket is closed.
const MANNERS: Duration = Duration::from_secs(1);
/// How many answers are written before they are flushed.
const COALESCED: usize = 64;

type Sink = SplitSink<Socket, Message>;
type Stream = SplitStream<Socket>;

/// How a conversation ended.
pub(super) enum End {
    /// We stop.
    Finished {
        /// Whether the gateway heard that we do not come back.
        said_goodbye: bool,
    },
    /// It broke, for this reason.
    Lost(String),
}

/// Everything is told but the good-bye.
const LEAVING: End = End::Finished { said_goodbye: false };

/// Talks until the socket breaks or `stop`. `got_in` is set once the gateway took us.
pub(super) async fn talk(
    socket: Socket,
    shop: &Arc<Workshop>,
    got_in: &mut bool,
    stop: &CancellationToken,
) -> End {
    let dialect = shop.listener.dialect;
    let (mut sink, mut stream) = socket.split();
    match dialect {
        Dialect::V1 => shop.came_in(None, None, got_in),
        Dialect::V2 => {
            let hello =
                Hello { window: shop.listener.forwarding.max_connections, body_limit: BODY_LIMIT };
            if let Err(error) = say_one(&mut sink, dialect, &ToGateway::Hello(hello)).await {
                return End::Lost(error.to_string());
            }
        }
    }
    let mut ended = {
        let hear = pin!(hear(&mut stream, shop, got_in));
        let say = pin!(say(&mut sink, shop));
        let mut both = pin!(async {
            tokio::select! {
                end = hear => end,
                end = say => end,
            }
        });
        tokio::select! {
            end = &mut both => end,
            () = stop.cancelled() => {
                shop.desk.close();
                tokio::time::timeout(GRACE, both).await.unwrap_or(LEAVING)
            }
        }
    };
    if let End::Finished { said_goodbye } = &mut ended {
        let leaving = async {
            say_one(&mut sink, dialect, &ToGateway::Goodbye).await?;
            let frame = CloseFrame { code: CloseCode::Normal, reason: "client_shutdown".into() };
            sink.send(Message::Close(Some(frame))).await?;
            while let Some(Ok(_)) = stream.next().await {}
            Ok::<_, tungstenite::Error>(())
        };
        // It may be gone already.
        *said_goodbye = matches!(tokio::time::timeout(MANNERS, leaving).await, Ok(Ok(())));
    }
    ended
}

impl Workshop {
    fn came_in(
        self: &Arc<Self>,
        body_limit: Option<usize>,
        missed: Option<u64>,
        got_in: &mut bool,
    ) {
        *got_in = true;
        self.desk.reopen(body_limit);
        self.tell(Update::Online { at: Timestamp::now(), missed });
    }
}

async fn hear(stream: &mut Stream, shop: &Arc<Workshop>, got_in: &mut bool) -> End {
    let dialect = shop.listener.dialect;
    loop {
        let frame = match tokio::time::timeout(dialect.patience(), stream.next()).await {
            Err(_) => return End::Lost(format!("nothing heard for {:?}", dialect.patience())),
            Ok(None) => return End::Lost("the connection ended".to_owned()),
            Ok(Some(Err(error))) => return End::Lost(error.to_string()),
            Ok(Some(Ok(message))) => match message {
                Message::Text(text) => Frame::Text(text.as_str().to_owned()),
                Message::Binary(bytes) => Frame::Binary(bytes),
                Message::Close(frame) => return End::Lost(closed(frame)),
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => continue,
            },
        };
        match ToListener::decode(dialect, frame) {
            Ok(ToListener::Welcome(it)) => {
                shop.came_in(Some(it.body_limit), it.missed, got_in);
                if it.others > 0 {
                    let message = match it.others {
                        1 => "another listener gets these events too".to_owned(),
                        others => format!("{others} other listeners get these events too"),
                    };
                    shop.tell(Update::Warning { at: Timestamp::now(), message });
                }
                // Answers that waited for this.
                shop.desk.news.notify_one();
            }
            Ok(ToListener::Attempt(delivery)) => shop.take(delivery),
            Ok(ToListener::Recorded(attempt)) => shop.desk.recorded(&attempt),
            Ok(ToListener::Unknown) => {}
            // A v1 gateway sends some attempts that nobody can read. It would send them again.
            Err(garbage) if dialect == Dialect::V1 => {
                let message = format!("the gateway sent what cannot be read: {garbage}");
                shop.tell(Update::Warning { at: Timestamp::now(), message });
            }
            Err(garbage) => return End::Lost(format!("the gateway sent garbage: {garbage}")),
        }
    }
}

fn closed(frame: Option<CloseFrame>) -> String {
    match frame {
        Some(frame) if !frame.reason.is_empty() => {
            format!("the gateway closed the connection: {} ({})", frame.reason, frame.code)
        }
        Some(frame) => format!("the gateway closed the connection ({})", frame.code),
        None => "the gateway closed the connection".to_owned(),
    }
}

async fn say(sink: &mut Sink, shop: &Workshop) -> End {
    let dialect = shop.listener.dialect;
    let mut heartbeat = tokio::time::interval(dialect.heartbeat());
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut last_beat = SystemTime::now();
    loop {
        match tell_all(sink, shop).await {
            Ok(false) => {}
            Ok(true) => return LEAVING,
            Err(error) => return End::Lost(error.to_string()),
        }
        tokio::select! {
            () = shop.desk.news.notified() => {}
            _ = heartbeat.tick() => {
                // The clock that runs on in a sleeping machine shows that it slept.
                let passed = last_beat.elapsed().unwrap_or_default();
                if passed > dialect.patience() {
                    return End::Lost(format!("this machine slept for {} s", passed.as_secs()));
                }
                last_beat = SystemTime::now();
                if let Err(error) = sink.send(Message::Ping(Vec::new().into())).await {
                    return End::Lost(error.to_string());
                }
            }
        }
    }
}

/// Tells every answer that is there; whether it was the last of all.
async fn tell_all(sink: &mut Sink, shop: &Workshop) -> Result<bool, tungstenite::Error> {
    let mut unflushed = 0;
    loop {
        let finished = match shop.desk.next() {
            Next::Word(word) => {
                if let Some(message) = spell(&word, shop.listener.dialect) {
                    sink.feed(message).await?;
                    unflushed += 1;
                }
                if unflushed < COALESCED {
                    continue;
                }
                None
            }
            Next::Nothing => Some(false),
            Next::Finished => Some(true),
        };
        if unflushed > 0 {
            sink.flush().await?;
            unflushed = 0;
        }
        if let Some(finished) = finished {
            return Ok(finished);
        }
    }
}

async fn say_one(
    sink: &mut Sink,
    dialect: Dialect,
    word: &ToGateway,
) -> Result<(), tungstenite::Error> {
    match spell(word, dialect) {
        Some(message) => sink.send(message).await,
        None => Ok(()),
    }
}

fn spell(word: &ToGateway, dialect: Dialect) -> Option<Message> {
    Some(match word.encode(dialect)? {
        Frame::Text(text) => Message::Text(text.into()),
        Frame::Binary(bytes) => Message::Binary(bytes),
    })
}
