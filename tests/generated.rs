//! What is made from the command line and the API's table is what they say.
//!
//! `UPDATE=1 cargo test` writes it anew.

use std::fs;
use std::path::Path;

use hookport::cli::generate;
use hookport::gateway::api;

#[test]
fn completions_and_the_man_page_are_what_the_commands_say() {
    for (path, content) in generate::files() {
        hold(path, &content);
    }
}

#[test]
fn the_page_of_operations_is_what_the_table_says() {
    hold("docs/operations.md", &api::operations_page());
}

#[test]
fn the_page_of_providers_is_what_the_table_says() {
    hold("docs/providers.md", &hookport::verify::page());
}

#[test]
fn every_command_and_flag_of_the_official_cli_has_its_counterpart() {
    let (page, wrong) = generate::official_page();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    hold("docs/official-cli.md", &page);
}

#[test]
fn the_readme_lists_the_commands_that_there_are() {
    let readme = fs::read_to_string(at("README.md")).unwrap();
    let (before, rest) = readme.split_once("<!-- commands -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /commands -->").unwrap();
    let list = generate::commands();
    hold("README.md", &format!("{before}<!-- commands -->\n{list}<!-- /commands -->{after}"));
}

#[track_caller]
fn hold(path: &str, content: &str) {
    let file = at(path);
    if fs::read_to_string(&file).is_ok_and(|it| it.replace("\r\n", "\n") == content) {
        return;
    }
    assert!(std::env::var_os("UPDATE").is_some(), "{path} is stale: run `UPDATE=1 cargo test`");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

fn at(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
