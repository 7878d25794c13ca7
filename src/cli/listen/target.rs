//! Where events are forwarded to, as people type it.

use std::path::Path;

use percent_encoding::percent_encode;
use url::Url;

use crate::forward::{H2C, UNIX};
use crate::model::UNRESERVED;

/// Reads a port, a host with a port, either with a path, a Unix socket, or a URL.
pub(in crate::cli) fn parse(text: &str) -> Result<Url, String> {
    parse_beside(text, Path::new(""))
}

/// The same, where a socket's path may be relative to a folder.
pub(super) fn parse_beside(text: &str, folder: &Path) -> Result<Url, String> {
    // A host with a `/` in it is a URL of ours; without, and so in `unix:///run/app.sock`, a path.
    let socket = text.strip_prefix("unix:").filter(|it| !it.starts_with("//%2F"));
    if let Some(socket) = socket {
        return unix(socket.strip_prefix("//").unwrap_or(socket), folder);
    }
    let neither = || format!("`{text}` is neither a port nor a URL");
    let (head, path) = text.split_at(text.find('/').unwrap_or(text.len()));
    let url = if !head.is_empty() && head.bytes().all(|byte| byte.is_ascii_digit()) {
        let port: u16 =
            head.parse().map_err(|_| format!("{head} is no port: the last is 65535"))?;
        if port == 0 {
            return Err("port 0 is no port that a program can be reached at".to_owned());
        }
        format!("http://localhost:{port}{path}")
    } else if text.contains("://") {
        text.to_owned()
    } else if text.contains([':', '.']) || text.starts_with("localhost") {
        format!("http://{text}")
    } else {
        return Err(neither());
    };
    let url = Url::parse(&url).map_err(|_| neither())?;
    if !matches!(url.scheme(), "http" | "https" | H2C | UNIX) || url.host().is_none() {
        return Err(neither());
    }
    if url.scheme() == UNIX && cfg!(not(unix)) {
        return Err("this system has no Unix sockets".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the URL may have a path, but no `?` and no `#`".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a user or a password in the URL would be shown, and not be sent".to_owned());
    }
    Ok(url)
}

/// Reads `app.sock` or `app.sock:/hooks`.
fn unix(text: &str, folder: &Path) -> Result<Url, String> {
    let (socket, path) = text.split_once(":/").unwrap_or((text, ""));
    if socket.is_empty() {
        return Err("the socket's path is missing".to_owned());
    }
    let socket = std::path::absolute(folder.join(socket)).map_err(|error| error.to_string())?;
    let socket = percent_encode(socket.as_os_str().as_encoded_bytes(), UNRESERVED);
    parse(&format!("{UNIX}://{socket}/{path}"))
}

/// Reads `source=target`.
pub(super) fn route(text: &str) -> Result<(String, Url), String> {
    let (source, target) = text.split_once('=').ok_or("a route is `source=target`")?;
    if source.trim().is_empty() {
        return Err("the source's name is missing".to_owned());
    }
    Ok((source.trim().to_owned(), parse(target.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_a_source_and_a_target() {
        let (source, target) = route("stripe = 3000/hooks").unwrap();
        assert_eq!((&*source, target.as_str()), ("stripe", "http://localhost:3000/hooks"));
        for wrong in ["stripe", "=3000", "stripe=", "stripe=here"] {
            assert!(route(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_port_a_host_and_a_url_are_understood() {
        for (text, expected) in [
            ("3000", "http://localhost:3000/"),
            ("3000/hooks", "http://localhost:3000/hooks"),
            ("localhost:3000", "http://localhost:3000/"),
            ("127.0.0.1:3000/hooks", "http://127.0.0.1:3000/hooks"),
            ("http://[::1]:3000", "http://[::1]:3000/"),
            ("https://app.test/webhooks/", "https://app.test/webhooks/"),
            ("h2c://localhost:3000/hooks", "h2c://localhost:3000/hooks"),
        ] {
            assert_eq!(parse(text).unwrap().as_str(), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_a_path_and_maybe_a_path_on_its_server() {
        for (text, expected) in [
            ("unix:/run/app.sock", "unix://%2Frun%2Fapp.sock/"),
            ("unix:///run/app.sock", "unix://%2Frun%2Fapp.sock/"),
            ("unix:/run/my app.sock:/hooks", "unix://%2Frun%2Fmy%20app.sock/hooks"),
            ("unix://%2Frun%2Fapp.sock/hooks", "unix://%2Frun%2Fapp.sock/hooks"),
        ] {
            assert_eq!(parse(text).unwrap().as_str(), expected);
        }
        let here = std::env::current_dir().unwrap().join("app.sock");
        let near = parse("unix:app.sock").unwrap();
        assert_eq!(near, parse(&format!("unix:{}", here.display())).unwrap());
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        for (text, expected) in [
            ("", "neither a port nor a URL"),
            ("stripe", "neither a port nor a URL"),
            ("ftp://localhost", "neither a port nor a URL"),
            ("0", "port 0"),
            ("70000", "70000 is no port"),
            ("http://localhost:3000/?x=1", "no `?`"),
            ("unix:", "the socket's path is missing"),
            ("unix:/app.sock:/?x=1", "no `?`"),
            ("http://me:secret@localhost:3000/", "a password"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
