//! A report in the XML that CI services read as the result of tests, as JUnit writes it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use super::error::{CliError, Exit, Result};

/// One thing that was expected.
pub(super) struct Case {
    /// What it was.
    pub(super) name: String,
    /// How long it took.
    pub(super) took: Duration,
    /// Why it did not come out as expected.
    pub(super) failure: Option<String>,
}

/// Writes the report of one suite.
pub(super) fn write(path: &Path, suite: &str, cases: &[Case]) -> Result<()> {
    std::fs::write(path, report(suite, cases)).map_err(|error| {
        let path = path.display();
        CliError::because(error, Exit::Failed, format!("cannot write the report to `{path}`"))
    })
}

fn report(suite: &str, cases: &[Case]) -> String {
    let suite = escaped(suite);
    let failures = cases.iter().filter(|it| it.failure.is_some()).count();
    let time: Duration = cases.iter().map(|it| it.took).sum();
    let (count, time) = (cases.len(), time.as_secs_f64());
    let counts = format!(r#"tests="{count}" failures="{failures}" time="{time:.3}""#);
    let mut res = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"hookport\" {counts}>\n  <testsuite name=\"{suite}\" {counts}>\n"
    );
    for Case { name, took, failure } in cases {
        let (name, took) = (escaped(name), took.as_secs_f64());
        _ = write!(res, r#"    <testcase name="{name}" classname="{suite}" time="{took:.3}""#);
        match failure {
            None => res.push_str("/>\n"),
            Some(why) => {
                let why = escaped(why);
                _ = writeln!(res, "><failure message=\"{why}\"/></testcase>");
            }
        }
    }
    res + "  </testsuite>\n</testsuites>\n"
}

/// The text as XML may have it in a quoted value; what XML has no way to write is left out.
fn escaped(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => res.push_str("&amp;"),
            '<' => res.push_str("&lt;"),
            '>' => res.push_str("&gt;"),
            '"' => res.push_str("&quot;"),
            '\n' | '\t' | '\r' => _ = write!(res, "&#{};", it as u32),
            '\u{fffe}' | '\u{ffff}' => (),
            it if it.is_control() && it < ' ' => (),
            it => res.push(it),
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_counts_its_cases_and_is_xml_whatever_is_in_them() {
        let took = Duration::from_millis(1_500);
        let cases = [
            Case { name: "event 1 of 2".to_owned(), took, failure: None },
            Case {
                name: "a <b> & \"c\"".to_owned(),
                took,
                failure: Some("no\u{1} answer\nin time".to_owned()),
            },
        ];
        insta::assert_snapshot!(report("hooks", &cases), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="hookport" tests="2" failures="1" time="3.000">
          <testsuite name="hooks" tests="2" failures="1" time="3.000">
            <testcase name="event 1 of 2" classname="hooks" time="1.500"/>
            <testcase name="a &lt;b&gt; &amp; &quot;c&quot;" classname="hooks" time="1.500"><failure message="no answer&#10;in time"/></testcase>
          </testsuite>
        </testsuites>
        "#);
    }
}
