//! Frames of the relay: `src/relay/fuzz.rs` says what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hookport::relay::fuzz::frame(data));
