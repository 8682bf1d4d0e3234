//! Texts that are no programs, and what is said of each.

pub const ERRORS: &[(&str, &str)] = &[];
