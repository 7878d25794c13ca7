//! One WebSocket, pumped to and from the hub.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::time::MissedTickBehavior;
use tokio_tungstenite::tungstenite;

use super::super::Gateway;
use crate::model::{Id, Status};
use crate::relay::{self, Attachment, Dialect, Frame, Garbage, Hello, Welcome};
use crate::store::{CliFilter, EventQuery, Order};

/// How long the other end may take to say hello, or to close.
const MANNERS: Duration = Duration::from_secs(5);
/// How many frames are written before they are flushed.
const COALESCED: usize = 64;
/// How many missed events are counted.
const MISSED: usize = 1000;
/// What the official CLI says with a close frame when its user stops it.
const NORMAL: u16 = 1000;
const GOING_AWAY: u16 = 1001;
const BREACH: u16 = 1002;
const NOT_TEXT: u16 = 1007;
const TOO_LONG: u16 = 1009;
const TRY_AGAIN: u16 = 1013;
/// Whoever it is may not be here: the code for what is against the rules.
const NOT_ALLOWED: u16 = 1008;

/// A socket, not yet or no longer attached to a session.
pub(super) struct Pump<'a> {
    gateway: &'a Gateway,
    dialect: Dialect,
    sink: SplitSink<WebSocket, Message>,
    stream: SplitStream<WebSocket>,
}

/// Why a socket ended.
#[derive(Debug)]
pub(super) enum End {
    /// The listener will not come back.
    Goodbye,
    /// It is gone.
    Lost(String),
    /// It sent what makes no sense.
    Garbage(Garbage),
    /// It has another socket, or is forgotten.
    Replaced,
    /// The key that opened it was revoked.
    Revoked,
    /// The gateway stops.
    Stopped,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Goodbye => f.write_str("it said good-bye"),
            Self::Lost(reason) => f.write_str(reason),
            Self::Garbage(garbage) => garbage.fmt(f),
            Self::Replaced => f.write_str("another socket has its session"),
            Self::Revoked => f.write_str("its key was revoked"),
            Self::Stopped => f.write_str("the gateway stops"),
        }
    }
}

impl<'a> Pump<'a> {
    pub(super) fn new(gateway: &'a Gateway, dialect: Dialect, socket: WebSocket) -> Self {
        let (sink, stream) = socket.split();
        Self { gateway, dialect, sink, stream }
    }

    /// Closes the socket of a listener that cannot be served now.
    pub(super) async fn refuse(self, reason: &str) {
        self.close(TRY_AGAIN, reason).await;
    }

    /// Carries frames both ways until the socket ends, or its key is `revoked`; the session is asleep
    /// then.
    pub(super) async fn run(mut self, session: &Id, revoked: impl Future<Output = ()>) -> End {
        let gateway = self.gateway;
        let end = tokio::select! {
            end = self.attached(session) => end,
            () = revoked => End::Revoked,
            () = gateway.stop.cancelled() => End::Stopped,
        };
        let code = match &end {
            // Nobody is there to be told.
            End::Lost(_) => return end,
            End::Garbage(garbage) => garbage.code,
            End::Revoked => NOT_ALLOWED,
            End::Stopped => GOING_AWAY,
            End::Goodbye | End::Replaced => NORMAL,
        };
        self.close(code, &end.to_string()).await;
        end
    }

    async fn attached(&mut self, session: &Id) -> End {
        let hello = match self.dialect {
            Dialect::V1 => relay::V1_HELLO,
            Dialect::V2 => match self.greet(session).await {
                Ok(hello) => hello,
                Err(end) => return end,
            },
        };
        let Some(attachment) = self.gateway.hub.attach(session, self.dialect, hello) else {
            return End::Replaced;
        };
        let hear = pin!(hear(&mut self.stream, &attachment, self.dialect));
        let say = pin!(say(&mut self.sink, &attachment, self.dialect));
        let end = tokio::select! {
            end = hear => end,
            end = say => end,
        };
        if matches!(end, End::Garbage(_)) {
            attachment.violated();
        }
        end
    }

    /// Hears what a v2 listener can take, and tells it how things are done here.
    async fn greet(&mut self, session: &Id) -> Result<Hello, End> {
        let frame = async {
            loop {
                if let Some(frame) = read(self.stream.next().await, self.dialect)? {
                    return Ok(frame);
                }
            }
        };
        let frame = tokio::time::timeout(MANNERS, frame).await;
        let frame = frame.map_err(|_| End::Lost("it did not say hello".to_owned()))??;
        let hello = relay::read_hello(frame).map_err(End::Garbage)?;
        let body_limit = self.gateway.settings.response_limit;
        let missed = missed(self.gateway, session).await;
        let welcome = Welcome { body_limit, missed, others: self.gateway.hub.others(session) };
        if let Some(frame) = relay::welcome(welcome) {
            self.sink.send(message(frame)).await.map_err(|error| End::Lost(error.to_string()))?;
        }
        Ok(hello)
    }

    /// Says that it is over, and waits a little for the other end to agree.
    async fn close(mut self, code: u16, reason: &str) {
        let frame = CloseFrame { code, reason: reason.into() };
        let closing = async {
            // It may be closed already, which is as good.
            let _ = self.sink.send(Message::Close(Some(frame))).await;
            while let Some(Ok(_)) = self.stream.next().await {}
        };
        let _ = tokio::time::timeout(MANNERS, closing).await;
    }
}

/// How many events waited for this listener, as far as they are counted.
async fn missed(gateway: &Gateway, session: &Id) -> Option<u64> {
    let order = Order { descending: false, after: None, limit: MISSED };
    let query = EventQuery {
        cli: CliFilter::Only(vec![session.clone()]),
        statuses: vec![Status::Queued],
        ..EventQuery::all(order)
    };
    let page = gateway.store.events(query).await.ok()?;
    u64::try_from(page.items.len()).ok()
}

async fn hear(
    stream: &mut SplitStream<WebSocket>,
    attachment: &Attachment,
    dialect: Dialect,
) -> End {
    loop {
        let frame = match tokio::time::timeout(dialect.patience(), stream.next()).await {
            Err(_) => return End::Lost(format!("nothing heard for {:?}", dialect.patience())),
            Ok(message) => match read(message, dialect) {
                Ok(Some(frame)) => frame,
                Ok(None) => continue,
                Err(end) => return end,
            },
        };
        match attachment.hear(frame) {
            Ok(false) => {}
            Ok(true) => return End::Goodbye,
            Err(garbage) => return End::Garbage(garbage),
        }
    }
}

/// The frame in what a socket received; `None` for what only shows that it lives.
fn read(
    received: Option<Result<Message, axum::Error>>,
    dialect: Dialect,
) -> Result<Option<Frame>, End> {
    let message = match received {
        None => return Err(End::Lost("the connection ended".to_owned())),
        Some(Err(error)) => return Err(broken(error)),
        Some(Ok(message)) => message,
    };
    match message {
        Message::Text(text) => Ok(Some(Frame::Text(text.as_str().to_owned()))),
        Message::Binary(bytes) => Ok(Some(Frame::Binary(bytes))),
        Message::Ping(_) | Message::Pong(_) => Ok(None),
        Message::Close(Some(frame)) if frame.code == NORMAL && dialect == Dialect::V1 => {
            Err(End::Goodbye)
        }
        Message::Close(_) => Err(End::Lost("it closed the connection".to_owned())),
    }
}

/// Tells a breach of the WebSocket protocol from a broken connection.
fn broken(error: axum::Error) -> End {
    use tungstenite::Error;
    use tungstenite::error::ProtocolError;

    let error = error.into_inner();
    let code = match error.downcast_ref::<Error>() {
        Some(Error::Capacity(_)) => TOO_LONG,
        Some(Error::Utf8(_)) => NOT_TEXT,
        Some(Error::Protocol(it)) if *it != ProtocolError::ResetWithoutClosingHandshake => BREACH,
        _ => return End::Lost(error.to_string()),
    };
    End::Garbage(Garbage::new(code, error.to_string()))
}

async fn say(
    sink: &mut SplitSink<WebSocket, Message>,
    attachment: &Attachment,
    dialect: Dialect,
) -> End {
    let mut heartbeat = tokio::time::interval(dialect.heartbeat());
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let sent = tokio::select! {
            frame = attachment.next() => match frame {
                Some(frame) => write(sink, attachment, frame).await,
                None => return End::Replaced,
            },
            _ = heartbeat.tick() => sink.send(Message::Ping(Vec::new().into())).await,
        };
        if let Err(error) = sent {
            return End::Lost(error.to_string());
        }
    }
}

/// Writes a frame and whatever else is there already, then flushes once.
async fn write(
    sink: &mut SplitSink<WebSocket, Message>,
    attachment: &Attachment,
    frame: Frame,
) -> Result<(), axum::Error> {
    sink.feed(message(frame)).await?;
    for _ in 1..COALESCED {
        let Some(frame) = attachment.next_now() else { break };
        sink.feed(message(frame)).await?;
    }
    sink.flush().await
}

fn message(frame: Frame) -> Message {
    match frame {
        Frame::Text(text) => Message::Text(text.into()),
        Frame::Binary(bytes) => Message::Binary(bytes),
    }
}
