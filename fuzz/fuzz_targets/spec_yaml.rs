//! Any bytes read as a spec: never a panic, and what is refused says why and can be shown.
//!
//! `cargo +nightly fuzz run spec_yaml`

#![no_main]

use libfuzzer_sys::fuzz_target;
use reseed::spec::fault::{Faults, RenderStyle};
use reseed::spec::parse::parse_with;
use reseed::spec::source::Source;
use reseed::spec::tenant::TenantFile;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.yaml", text);
    let mut faults = Faults::default();
    let spec = parse_with(&source, &mut faults);
    assert!(spec.is_some() == faults.is_empty(), "refused without a fault, or taken with one");
    if let Err(rejected) = TenantFile::parse(&source) {
        assert!(!rejected.faults.is_empty());
    }
    if let Err(rejected) = faults.or_reject(&source, ()) {
        assert!(!rejected.to_string().is_empty());
        assert!(!rejected.render(RenderStyle::Plain, 80).is_empty());
    }
});
