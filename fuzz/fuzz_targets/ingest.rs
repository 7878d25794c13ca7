//! Requests on source URLs: `src/gateway/fuzz.rs` says what must hold.

#![no_main]

use std::sync::LazyLock;

use hookport::gateway::fuzz::Ingest;

static INGEST: LazyLock<Ingest> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder can be made");
    // It lives as long as the fuzzer, which ends without a word.
    Ingest::open(&folder.keep()).expect("a gateway opens in it")
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| INGEST.take(data));
