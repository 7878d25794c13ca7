//! Filters, and what they match: `src/rules/fuzz.rs` says what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hookport::rules::fuzz::filter(data));
