//! Where events are forwarded to, as people type it.

use url::Url;

/// Reads a port, a host with a port, either with a path, or a URL.
pub(in crate::cli) fn parse(text: &str) -> Result<Url, String> {
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
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(neither());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the URL may have a path, but no `?` and no `#`".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a user or a password in the URL would be shown, and not be sent".to_owned());
    }
    Ok(url)
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
        ] {
            assert_eq!(parse(text).unwrap().as_str(), expected);
        }
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
            ("http://me:secret@localhost:3000/", "a password"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
