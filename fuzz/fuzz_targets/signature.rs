//! Proofs of who sends: `src/verify/fuzz.rs` says what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hookport::verify::fuzz::signature(data));
