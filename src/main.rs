//! Reads the arguments, runs the command, sets the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    hookport::cli::main(std::env::args_os())
}
