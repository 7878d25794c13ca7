//! Completions, the man page, the README's list of commands and the page beside the official command
//! line, made from the command line itself.
//!
//! `tests/generated.rs` holds that the files in the repository are what this makes.

mod official;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::complete;
use super::error::EXITS;

pub use self::official::page as official_page;

/// The files that are made, each with its path in the repository and its content.
pub fn files() -> Vec<(&'static str, String)> {
    vec![
        ("completions/hookport.bash", completion(Shell::Bash)),
        ("completions/_hookport", completion(Shell::Zsh)),
        ("completions/hookport.fish", completion(Shell::Fish)),
        ("completions/hookport.ps1", completion(Shell::PowerShell)),
        ("man/hookport.1", man()),
    ]
}

/// The script that completes commands in a shell.
pub(super) fn completion(shell: Shell) -> String {
    let script = complete::script(&shell.to_string()).expect("each shell has one");
    // Some end lines with blanks, which editors and git would take away.
    lines(script.trim_start())
}

/// The man page: one for everything, so that a search in it finds everything.
pub(super) fn man() -> String {
    let mut root = super::Cli::command();
    root.build();
    let mut page = Vec::new();
    write(&mut page, &root).expect("writing to memory does not fail");
    let page = String::from_utf8_lossy(&page);
    // Each part begins with the same two lines about quotation marks; once is enough.
    let is_preamble = |line: &&str| line.starts_with(".ie ") || line.starts_with(".el ");
    let (preamble, rest): (Vec<_>, Vec<_>) = page.lines().partition(is_preamble);
    let preamble = preamble.into_iter().take(2);
    let mut page: String = preamble.chain(rest).map(|line| line.to_owned() + "\n").collect();
    page.push_str(".SH \"EXIT STATUS\"\n");
    for (exit, meaning) in EXITS {
        page.push_str(&format!(".TP\n{}\n{meaning}\n", *exit as u8));
    }
    lines(&page)
}

fn write(page: &mut Vec<u8>, root: &Command) -> std::io::Result<()> {
    let man = Man::new(root.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    for command in root.get_subcommands() {
        write_command(page, command)?;
    }
    Ok(())
}

fn write_command(page: &mut Vec<u8>, command: &Command) -> std::io::Result<()> {
    if command.has_subcommands() {
        return command.get_subcommands().try_for_each(|it| write_command(page, it));
    }
    let name = command.get_bin_name().unwrap_or_default().to_owned();
    page.extend_from_slice(format!(".SH \"{}\"\n", name.to_uppercase()).as_bytes());
    // Options that every command takes stand once, at the top.
    let own = command.clone().mut_args(|arg| {
        let is_global = arg.is_global_set();
        if is_global { arg.hide(true) } else { arg }
    });
    let man = Man::new(own);
    let mut part = Vec::new();
    man.render_description_section(&mut part)?;
    man.render_synopsis_section(&mut part)?;
    man.render_options_section(&mut part)?;
    let part = String::from_utf8_lossy(&part);
    let part = part.replace(".SH DESCRIPTION\n", "").replace(".SH ", ".SS ");
    page.extend_from_slice(part.as_bytes());
    Ok(())
}

/// The README's list: a line for each command, the verbs of a group on its line.
pub fn commands() -> String {
    let root = super::Cli::command();
    let mut rows = vec!["| | |".to_owned(), "|---|---|".to_owned()];
    for command in root.get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let verbs: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
        let verbs =
            if verbs.is_empty() { String::new() } else { format!(": `{}`", verbs.join(" ")) };
        rows.push(format!("| `{}` | {about}{verbs} |", command.get_name()));
    }
    rows.join("\n") + "\n"
}

fn lines(text: &str) -> String {
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
