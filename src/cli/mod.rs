//! The command line.

use std::process::ExitCode;

/// Runs the command that the arguments name.
pub fn main(_args: std::env::ArgsOs) -> ExitCode {
    ExitCode::SUCCESS
}
