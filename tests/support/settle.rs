//! What differs between runs, taken out of what was said.

/// The text without what differs between runs: the tails of ids, cursors, ports, times, errors'
/// numbers.
pub(crate) fn settle(text: &str) -> String {
    const PREFIXES: [&str; 17] = [
        "src_", "des_", "web_", "req_", "evt_", "atm_", "edt_", "tm_", "cli_", "bch_", "bmk_",
        "rls_", "int_", "it_", "iss_", "trs_", "reqt_",
    ];
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let tail = |at: usize| rest[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let prefix = PREFIXES
            .into_iter()
            .find(|it| rest.starts_with(it) && [11, 20].contains(&tail(it.len())));
        if let Some(prefix) = prefix {
            let length = tail(prefix.len());
            res.push_str(prefix);
            res.push_str(&"*".repeat(length));
            rest = &rest[prefix.len() + length..];
        } else if let Some(after) = rest.strip_prefix("127.0.0.1:") {
            let port = after.bytes().take_while(u8::is_ascii_digit).count();
            res.push_str("127.0.0.1:");
            // Ports below 10 are named by tests on purpose.
            res.push_str(if port > 1 { "*****" } else { &after[..port] });
            rest = &after[port..];
        } else if let Some(after) = rest.strip_prefix("hq_") {
            let is_cursor = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
            res.push_str("hq_*");
            rest = after.trim_start_matches(is_cursor);
        } else if let Some(after) = rest.strip_prefix(" (os error ") {
            rest = after.split_once(')').map_or(after, |(_, after)| after);
        } else if let Some(after) = time(rest) {
            res.push_str("****-**-** **:**:**");
            rest = after;
        } else {
            res.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    res
}

/// What follows a time like `2026-11-24 08:00:00` or `2026-11-24T08:00:00.000Z`.
fn time(text: &str) -> Option<&str> {
    like(text, b"dddd-dd-ddTdd:dd:dd.dddZ").or_else(|| like(text, b"dddd-dd-dd dd:dd:dd"))
}

fn like<'a>(text: &'a str, pattern: &[u8]) -> Option<&'a str> {
    let head = text.as_bytes().get(..pattern.len())?;
    let fits = head.iter().zip(pattern).all(|(it, wanted)| match wanted {
        b'd' => it.is_ascii_digit(),
        wanted => it == wanted,
    });
    fits.then(|| &text[pattern.len()..])
}
