//! Any text read as a spec and planned for a tenant, or read as a tenant file: never a panic, and what is refused states
//! why, at a place inside the text, and can be shown.
//!
//! `cargo fuzz run --sanitizer none spec_yaml fuzz/corpus/spec_yaml` (any compiler; the code under test has no `unsafe`).

#![no_main]

use libfuzzer_sys::fuzz_target;
use reseed::plan::{Inputs, resolve};
use reseed::spec::fault::{SourceFaults, RenderStyle};
use reseed::spec::parse::parse;
use reseed::spec::source::Source;
use reseed::spec::tenant::TenantFile;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.yaml", text);
    let planned = parse(&source).and_then(|draft| resolve(&draft, &Inputs::new("acme".parse().expect("a tenant name"))));
    let rejected = [planned.err(), TenantFile::parse(&source).err()];
    rejected.into_iter().flatten().for_each(|rejected| check(text, &rejected));
});

/// What is promised of a refusal.
fn check(text: &str, rejected: &SourceFaults) {
    assert!(!rejected.faults.is_empty(), "refused without a fault");
    for fault in &rejected.faults {
        assert!(text.get(fault.span.start as usize..fault.span.end as usize).is_some(), "{fault:?} lies outside");
        assert!(!fault.message.contains('\n'), "{fault:?} has more than one line");
    }
    assert!(!rejected.to_string().is_empty());
    assert!(!rejected.render(RenderStyle::Plain, 80).is_empty());
}
