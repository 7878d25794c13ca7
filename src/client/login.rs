//! How a key is got: through a page in a browser, or for the key of a project.
//!
//! Through a browser the gateway names a page, and an address where it tells the key once somebody
//! has agreed on that page. The key goes to nobody else: only whoever asked knows that address.

use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use super::error::{Error, Result};
use super::{Client, Query};

/// A login that somebody has to agree to in a browser.
pub struct Offer {
    /// The page.
    pub page: Url,
    /// Where the key is told.
    poll: Url,
}

/// A key that was given, and the project that it is meant for. Has no `Debug`, so that the key is in
/// no log.
pub struct Login {
    /// The API key.
    pub key: String,
    /// The project's id.
    pub project: Option<String>,
}

impl Login {
    fn read(answer: &Value) -> Result<Self> {
        let text = |name: &str| answer[name].as_str().filter(|it| !it.is_empty());
        let key =
            text("key").ok_or_else(|| Error::Unreadable("no key came with the login".into()))?;
        Ok(Self { key: key.to_owned(), project: text("team_id").map(str::to_owned) })
    }
}

impl Client {
    /// Asks for a login through a browser, for a machine of this name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or [`Error::NotFound`] where there is no such thing.
    pub async fn offer(base: Url, device: &str) -> Result<Offer> {
        let body = json!({ "device_name": device });
        let stranger = Self::stranger(base)?;
        let answer =
            stranger.call(Method::POST, "/cli-auth", &Query::default(), Some(&body)).await?;
        let url = |name: &str| {
            let url = Url::parse(answer[name].as_str().unwrap_or_default()).ok();
            // A page is handed to the system, which opens more than pages.
            url.filter(|it| matches!(it.scheme(), "http" | "https") && it.has_host()).ok_or_else(
                || Error::Unreadable(format!("the gateway's `{name}` is no address of the web")),
            )
        };
        Ok(Offer { page: url("browser_url")?, poll: url("poll_url")? })
    }

    /// Logs a machine of this name in, with a project's key.
    pub async fn log_machine_in(&self, device: &str) -> Result<Login> {
        let body = json!({ "device_name": device });
        let answer =
            self.call(Method::POST, "/cli-auth/ci", &Query::default(), Some(&body)).await?;
        Login::read(&answer)
    }
}

impl Offer {
    /// The key, once somebody has agreed.
    pub async fn claimed(&self) -> Result<Option<Login>> {
        // What errors name is without the query, which is as good as the key.
        let mut base = self.poll.clone();
        base.set_path("/");
        base.set_query(None);
        let stranger = Client::stranger(base)?;
        let answer = stranger.answer(stranger.http.get(self.poll.clone())).await?;
        if answer["claimed"] == true { Login::read(&answer).map(Some) } else { Ok(None) }
    }
}
