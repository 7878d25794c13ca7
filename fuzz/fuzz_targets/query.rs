//! Query strings of the API: `src/gateway/api/fuzz.rs` says what must hold.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hookport::gateway::api::fuzz::query(data));
