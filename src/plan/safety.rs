//! Whether a column's values could belong to somebody: the class that checks and previews print for every column.

use super::maker::{ColumnIndex, Link, Maker, Shape, TableIndex};
use super::model::Plan;
use crate::spec::registry::{self, Safety};

impl Plan {
    /// The class of a column of this plan; a lookup has that of what it looks up.
    pub fn safety(&self, table: TableIndex, column: ColumnIndex) -> Safety {
        match &self.tables[table].columns[column].maker {
            Maker::Email { .. } => declared("email"),
            Maker::Phone { .. } => declared("phone"),
            Maker::Lookup { link: Link::Ref { target, .. }, column } => self.safety(*target, *column),
            Maker::Lookup { link: Link::Parent, column } => match self.tables[table].shape {
                Shape::Each { parent, .. } => self.safety(parent, *column),
                Shape::Root { .. } => Safety::Neutral,
            },
            Maker::Aggregate { child, column: Some(column), .. } => self.safety(*child, *column),
            _ => Safety::Neutral,
        }
    }
}

fn declared(kind: &str) -> Safety {
    registry::kind(kind).map_or(Safety::Neutral, |kind| kind.safety)
}
