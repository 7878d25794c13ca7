//! The laws of the house, held by reading our own files.
//!
//! To add one: a test named as the law, which collects every breach as `file:line: what is wrong`
//! and hands them to [`hold`].

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How many crates `Cargo.lock` may name. Raised by hand, with the reason in the commit.
const CRATES: usize = 535;

/// Lines of code that a file may have; tests, comments and blanks are not counted.
const LONGEST: usize = 400;

/// Files that are tables, and may be longer.
const TABLES: &[&str] = &[];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

/// What marks unfinished work; in halves, so that this file does not hold it.
const MARKS: &[(&str, &str)] =
    &[("todo", "!("), ("unimplemented", "!("), ("#[ig", "nore"), ("TO", "DO"), ("FIX", "ME")];

/// One of our files.
struct File {
    /// From the top of the repository, with `/`.
    path: String,
    /// All of it.
    text: String,
}

impl File {
    /// Lines that are code, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.filter(|(_, line)| !line.trim().is_empty() && !line.trim().starts_with("//"))
    }

    /// The file without its tests; nothing is left of one that is tests through and through.
    fn without_tests(self) -> Self {
        let is_tests = |it: &str| ["tests", "contract"].contains(&it);
        let all_tests = is_tests(self.name()) || self.path.split('/').any(is_tests);
        let own = self.text.split("#[cfg(test)]\nmod tests").next();
        let text = own.filter(|_| !all_tests).unwrap_or_default().to_owned();
        Self { text, ..self }
    }

    /// `src/store/query.rs` is in `store`, `src/forward.rs` in `forward`.
    fn room(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// `query` of `store/query.rs`, and `store` of `store/mod.rs`.
    fn name(&self) -> &str {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.rsplit('/').next().unwrap()
    }
}

/// Our Rust files under these folders, sorted.
fn files(folders: &[&str]) -> Vec<File> {
    fn walk(folder: &Path, res: &mut Vec<File>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, res);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
                let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
                res.push(File { path: name.to_str().unwrap().replace('\\', "/"), text });
            }
        }
    }
    let mut res = Vec::new();
    for folder in folders {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut res);
    }
    res.sort_by(|a, b| a.path.cmp(&b.path));
    res
}

/// Any text file of ours.
fn read(path: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    text.replace("\r\n", "\n")
}

/// The rooms on the map in `lib.rs`, each with its floor.
fn floors() -> BTreeMap<String, u8> {
    let map = read("src/lib.rs");
    let row = |line: &str| {
        let mut cells = line.strip_prefix("//! |")?.split('|').map(str::trim);
        let floor = cells.next()?.parse().ok()?;
        Some((cells.next()?.trim_matches(['[', ']', '`']).to_owned(), floor))
    };
    map.lines().filter_map(row).collect()
}

#[track_caller]
fn hold(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn imports_point_down_the_floors() {
    let floors = floors();
    let mut breaches = Vec::new();
    for file in files(&["src"]) {
        let (path, room) = (&file.path, file.room());
        for (number, line) in file.code() {
            for part in line.split("crate::").skip(1) {
                let used = part.split(|it: char| !it.is_alphanumeric() && it != '_').next();
                let used = used.unwrap_or_default();
                if used.is_empty() {
                    breaches.push(format!("{path}:{number}: name one room after `crate::`"));
                } else if used != room && floors.get(used) >= floors.get(room) {
                    breaches.push(format!("{path}:{number}: {room} may not use {used}"));
                }
            }
        }
    }
    hold(&breaches);
}

#[test]
fn every_room_is_on_the_map() {
    let floors = floors();
    let sources = files(&["src"]);
    let rooms = sources.iter().filter(|it| !["src/lib.rs", "src/main.rs"].contains(&&*it.path));
    let strays = rooms.filter(|it| !floors.contains_key(it.room()));
    hold(
        &strays.map(|it| format!("{}: not on the map in src/lib.rs", it.path)).collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let files = files(&["src", "tests", "benches"]);
    let silent = files.iter().filter(|it| !it.text.starts_with("//! "));
    hold(&silent.map(|it| format!("{}:1: begin with `//! `", it.path)).collect::<Vec<_>>());
}

#[test]
fn no_file_is_too_long() {
    let mut breaches = Vec::new();
    for file in files(&["src", "benches"]).into_iter().map(File::without_tests) {
        let lines = file.code().count();
        if lines > LONGEST && !TABLES.contains(&file.path.as_str()) {
            breaches.push(format!("{}: {lines} lines of code; it wants a second room", file.path));
        }
    }
    hold(&breaches);
}

#[test]
fn names_say_what_is_inside() {
    let files = files(&["src", "tests", "benches"]);
    let empty = files.iter().filter(|it| EMPTY_NAMES.contains(&it.name()));
    hold(&empty.map(|it| format!("{}: name it for what it does", it.path)).collect::<Vec<_>>());
}

#[test]
fn every_test_file_runs() {
    let mut breaches = Vec::new();
    for file in files(&["tests"]).iter().filter(|it| it.path != "tests/main.rs") {
        let folder = file.path.trim_end_matches("/mod.rs").rsplit_once('/').unwrap().0;
        let door = if folder == "tests" { "tests/main.rs" } else { &format!("{folder}/mod.rs") };
        if !read(door).lines().any(|line| line.trim_end() == format!("mod {};", file.name())) {
            breaches.push(format!("{}: no `mod {};` in {door}", file.path, file.name()));
        }
    }
    hold(&breaches);
}

#[test]
fn nothing_is_left_unfinished() {
    let mut breaches = Vec::new();
    for file in files(&["src", "tests", "benches"]) {
        for (index, line) in file.text.lines().enumerate() {
            for mark in MARKS.iter().map(|(head, tail)| format!("{head}{tail}")) {
                if line.contains(&mark) {
                    breaches.push(format!("{}:{}: `{mark}`", file.path, index + 1));
                }
            }
        }
    }
    hold(&breaches);
}

#[test]
fn every_task_has_somebody_who_waits_for_it() {
    let mut breaches = Vec::new();
    for file in files(&["src"]).into_iter().map(File::without_tests) {
        // One whose handle is kept is somebody's; that it is awaited the reader sees.
        let dropped = |line: &str| line.contains("tokio::spawn(") && !line.contains(" = tokio::");
        for (number, _) in file.code().filter(|(_, line)| dropped(line)) {
            breaches.push(format!("{}:{number}: spawn it on a `TaskTracker`", file.path));
        }
    }
    hold(&breaches);
}

#[test]
fn the_number_of_crates_is_known() {
    let crates = read("Cargo.lock").matches("[[package]]").count();
    assert!(crates <= CRATES, "{crates} crates in Cargo.lock; {CRATES} are allowed");
}

#[test]
fn every_setting_names_its_flag_or_variable() {
    let settings = read("src/gateway/settings.rs");
    let fields =
        settings.split("pub struct Settings {").nth(1).unwrap().split("\n}").next().unwrap();
    let mut breaches = Vec::new();
    let mut doc = String::new();
    for line in fields.lines().map(str::trim).filter(|it| !it.is_empty()) {
        if let Some(more) = line.strip_prefix("///") {
            doc.push_str(more);
        } else if !doc.trim().starts_with("`--") && !doc.trim().starts_with("`HOOKPORT_") {
            breaches.push(format!("src/gateway/settings.rs: `{line}` names no flag"));
        } else {
            doc.clear();
        }
    }
    hold(&breaches);
}
