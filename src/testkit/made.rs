//! Rows of a spec, made when a store asks for them.

use std::ops::Range;
use std::sync::Arc;

use crate::generate::{DataError, Engine};
use crate::plan::{Inputs, Plan, resolve};
use crate::spec::parse::parse;
use crate::spec::source::Source;
use crate::store::{BatchConsumer, BatchSource, StoreError};

/// A spec's plan and its rows.
pub struct Made(Engine);

impl Made {
    /// The rows of a spec for the tenant `acme`.
    pub fn of(spec: &str) -> Made {
        let draft = parse(&Source::new("spec.yaml", spec)).expect("the spec can be read");
        Made(Engine::new(Arc::new(
            resolve(&draft, &Inputs::new("acme".parse().expect("a tenant name"))).expect("the spec is good"),
        )))
    }

    /// What the rows are made by.
    pub fn plan(&self) -> &Plan {
        self.0.plan()
    }
}

impl BatchSource for Made {
    fn for_each(&self, tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        let failed = |error: DataError| StoreError::data(error.to_string());
        for table in tables {
            let row_count = self.0.row_count(table).map_err(failed)?;
            consume(table, self.0.batch(table, 0..row_count).map_err(failed)?)?;
        }
        Ok(())
    }
}
