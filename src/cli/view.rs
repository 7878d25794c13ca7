//! What the API answers, for people: a table of many, a sheet of one.
//!
//! Whatever came from outside is made safe to print: control characters are shown, not obeyed.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

const HEAD: Style = Style::new().bold();
const LABEL: Style = Style::new().dimmed();

/// One column of a table.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// What stands above it.
    title: &'static str,
    /// What stands in it.
    pick: Pick,
}

#[derive(Clone, Copy)]
enum Pick {
    /// The value at a dotted path.
    At(&'static str),
    /// Whatever this makes of the thing.
    By(fn(&Value) -> String),
}

/// A column that shows the value at a dotted path.
pub(super) const fn column(title: &'static str, at: &'static str) -> Column {
    Column { title, pick: Pick::At(at) }
}

/// A column that shows what `pick` makes of the thing.
pub(super) const fn column_by(title: &'static str, pick: fn(&Value) -> String) -> Column {
    Column { title, pick: Pick::By(pick) }
}

impl Column {
    fn cell(&self, thing: &Value) -> String {
        match self.pick {
            Pick::At(at) => cell(at, at.split('.').fold(thing, |value, name| &value[name])),
            Pick::By(pick) => pick(thing),
        }
    }
}

/// The table of these things, with a line for each.
pub(super) fn table(columns: &[Column], things: &[Value], with_head: bool) -> String {
    let rows = things.iter().map(|it| columns.iter().map(|column| column.cell(it)).collect());
    let titles: Vec<_> = columns.iter().map(|it| it.title).collect();
    lines(&titles, rows.collect(), with_head)
}

/// The table of these rows, whose columns are what the first has.
pub(super) fn grid(rows: &[Vec<(String, Value)>]) -> String {
    let titles: Vec<_> = rows.iter().take(1).flatten().map(|(name, _)| title(name)).collect();
    let titles: Vec<_> = titles.iter().map(String::as_str).collect();
    let cells = rows.iter().map(|row| row.iter().map(|(name, value)| cell(name, value)).collect());
    lines(&titles, cells.collect(), true)
}

/// A chart of one column, with a bar for each row; the labels are the columns of `by`, and the
/// longest line is `width` columns wide.
pub(super) fn bars(rows: &[Vec<(String, Value)>], by: &[&str], of: &str, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let at = |row: &[(String, Value)], name: &str| {
        row.iter().find(|(it, _)| it == name).map_or(Value::Null, |(_, value)| value.clone())
    };
    let label = |row: &[(String, Value)]| {
        let parts = by.iter().map(|name| cell(name, &at(row, name)));
        parts.collect::<Vec<_>>().join("  ")
    };
    let lines = rows.iter().map(|row| {
        let value = at(row, of);
        (label(row), text(&value), value.as_f64().unwrap_or_default())
    });
    let lines: Vec<_> = lines.collect();
    let widest = |part: fn(&(String, String, f64)) -> &str| {
        lines.iter().map(|it| part(it).width()).max().unwrap_or_default()
    };
    let (labels, values) = (widest(|it| &it.0), widest(|it| &it.1));
    let most = lines.iter().map(|it| it.2).fold(0.0, f64::max);
    let room = width.saturating_sub(labels + values + 4).max(8);
    let mut res = format!("{HEAD}{}{HEAD:#}\n", title(of));
    for (label, value, number) in lines {
        let share = if most > 0.0 { number.max(0.0) / most } else { 0.0 };
        let eighths = (share * (room * 8) as f64).round() as usize;
        // What there is, is seen.
        let eighths = if number > 0.0 { eighths.max(1) } else { eighths };
        let gap = labels - label.width();
        let bar = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
        let line = format!("{label}{:gap$}  {value:>values$}  {bar}", "");
        _ = writeln!(res, "{}", line.trim_end());
    }
    res
}

fn title(name: &str) -> String {
    safe(name.trim_end_matches("_at").trim_end_matches("_id")).replace('_', " ").to_uppercase()
}

fn lines(titles: &[&str], rows: Vec<Vec<String>>, with_head: bool) -> String {
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width());
        cells.chain([titles[at].width()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..titles.len()).map(width).collect();
    let mut res = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = (&str, Style)>| {
        // Blanks are written before a cell, not after it: where nothing follows, the line ends.
        let mut blanks = 0;
        for ((cell, style), width) in cells.zip(&widths) {
            if !cell.is_empty() {
                _ = write!(res, "{:blanks$}{style}{cell}{style:#}", "");
                blanks = 0;
            }
            blanks += width - cell.width() + 2;
        }
        res.push('\n');
    };
    if with_head {
        line(&mut titles.iter().map(|title| (*title, HEAD)));
    }
    for row in &rows {
        line(&mut row.iter().map(|cell| (cell.as_str(), paint(cell))));
    }
    res
}

/// Everything that is known of one thing; what is null is left out.
pub(super) fn sheet(thing: &Value) -> String {
    let mut res = String::new();
    write_sheet(&mut res, thing, 0);
    res
}

fn write_sheet(res: &mut String, thing: &Value, indent: usize) {
    let Value::Object(fields) = thing else {
        _ = writeln!(res, "{:indent$}{}", "", text(thing));
        return;
    };
    // Bytes are for programs; beside them stands what people can read of them.
    let is_shown = |name: &str, value: &Value| !is_nothing(value) && !name.ends_with("_base64");
    let there = fields.iter().filter(|(name, value)| is_shown(name, value));
    let (blocks, lines): (Vec<_>, Vec<_>) = there.partition(|(name, value)| is_block(name, value));
    let width = lines.iter().map(|(name, _)| safe(name).width()).max().unwrap_or_default();
    for (name, value) in lines {
        let label = safe(name);
        let gap = width - label.width() + 2;
        let value = cell(name, value);
        let style = paint(&value);
        _ = writeln!(
            res,
            "{:indent$}{LABEL}{label}{LABEL:#}{:gap$}{style}{value}{style:#}",
            "", ""
        );
    }
    for (name, value) in blocks {
        let label = safe(name);
        _ = writeln!(res, "{:indent$}{LABEL}{label}{LABEL:#}", "");
        match value {
            Value::Object(_) if name != "body" => write_sheet(res, value, indent + 2),
            Value::Array(items) if name != "body" => {
                for item in items {
                    _ = writeln!(res, "{:indent$}  {item}", "");
                }
            }
            Value::String(body) => {
                for line in body.lines() {
                    _ = writeln!(res, "{:indent$}  {}", "", safe(line));
                }
            }
            body => {
                let pretty = serde_json::to_string_pretty(body).unwrap_or_default();
                for line in pretty.lines() {
                    _ = writeln!(res, "{:indent$}  {line}", "");
                }
            }
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(it) => it.is_empty(),
        Value::Array(it) => it.is_empty(),
        _ => false,
    }
}

fn is_block(name: &str, value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => name == "body" || items.iter().any(|it| it.is_object()),
        Value::String(_) => name == "body",
        _ => false,
    }
}

/// One value, as it is shown under this name.
fn cell(name: &str, value: &Value) -> String {
    match value {
        Value::String(it) if name.ends_with("_at") => time(it),
        _ => text(value),
    }
}

/// A time as people read it, in their own zone.
fn time(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(time) => {
            time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string()
        }
        Err(_) => safe(text),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(it) => safe(it),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The text with control characters written out.
pub(super) fn safe(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for it in text.chars() {
        if it.is_control() {
            res.extend(it.escape_default());
        } else {
            res.push(it);
        }
    }
    res
}

fn paint(cell: &str) -> Style {
    let color = match cell {
        "SUCCESSFUL" | "enabled" | "accepted" => AnsiColor::Green,
        "FAILED" | "rejected" => AnsiColor::Red,
        "QUEUED" | "SCHEDULED" | "HOLD" | "paused" | "disabled" => AnsiColor::Yellow,
        _ => return Style::new(),
    };
    color.on_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_is_aligned_and_ends_its_lines_where_they_end() {
        let columns = [column("NAME", "name"), column("URL", "config.url"), column("X", "x")];
        let things = [
            json!({ "name": "a", "config": { "url": "http://b" }, "x": null }),
            json!({ "name": "longer", "config": {}, "x": 5 }),
        ];
        let text = anstream::adapter::strip_str(&table(&columns, &things, true)).to_string();
        insta::assert_snapshot!(text, @r"
        NAME    URL       X
        a       http://b
        longer            5
        ");
    }

    #[test]
    fn bars_are_as_long_as_what_they_stand_for() {
        let row = |status: &str, count: u64| {
            vec![("status".to_owned(), json!(status)), ("count".to_owned(), json!(count))]
        };
        let rows = [row("SUCCESSFUL", 800), row("FAILED", 1), row("HOLD", 0), row("QUEUED", 410)];
        let text = anstream::adapter::strip_str(&bars(&rows, &["status"], "count", 33)).to_string();
        insta::assert_snapshot!(text, @r"
        COUNT
        SUCCESSFUL  800  ████████████████
        FAILED        1  ▏
        HOLD          0
        QUEUED      410  ████████▎
        ");
    }

    #[test]
    fn a_sheet_shows_what_is_there_and_obeys_nothing() {
        let thing = json!({
            "id": "req_1", "gone": null, "tags": ["a", "b"], "path": "/\u{1b}[2J",
            "data": { "headers": { "host": "x" }, "body": { "a": [1] } },
            "rules": [{ "type": "delay", "delay": 5 }], "last": 1,
        });
        let text = anstream::adapter::strip_str(&sheet(&thing)).to_string();
        insta::assert_snapshot!(text, @r#"
        id    req_1
        tags  a, b
        path  /\u{1b}[2J
        last  1
        data
          headers
            host  x
          body
            {
              "a": [
                1
              ]
            }
        rules
          {"type":"delay","delay":5}
        "#);
    }
}
