//! The store on SQLite.
pub fn open(_: &std::path::Path, _: super::Feed) -> anyhow::Result<super::Shared> {
    unimplemented!()
}
