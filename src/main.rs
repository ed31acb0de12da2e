//! The binary `okr`: hands over to `okr::cli`.

fn main() {}
