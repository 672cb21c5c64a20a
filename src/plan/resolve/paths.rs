//! Dotted paths: how to get to a related row, and the hidden columns that bring its values here.
//!
//! `head.name`: head is "parent", a ref column of this table, or a table linked exactly once. Longer paths walk on from
//! there through a hidden column of the linked table, so that every lookup is one step.
//!
//! | path in `orders` | leads to | by way of |
//! |---|---|---|
//! | `total` | the row itself | nothing |
//! | `as_of` | the dataset's "now" | a hidden constant |
//! | `parent.email` | the parent row | a hidden lookup |
//! | `customer_id.email` | the row that the ref picked | a hidden lookup through its pick |
//! | `customers.email` | the same, if `customers` is linked once | the same |
//! | `customer_id.region_id.name` | two steps | a hidden lookup in customers, and one here |
//! | `_home.city` | a part of a helper | a hidden column that draws as the helper does |
//!
//! A link is followed at most one step per column, so the engine never walks; the price is a hidden column per step,
//! shared by all paths through it.

use super::column_draft::ColumnDraft;
use super::kinds::person::address_part;
use super::{ColumnFacts, HiddenColumn, Resolver, Uniqueness};
use crate::plan::maker::{AddressPart, ColumnIndex, Link, Maker, PersonPart, TableIndex};
use crate::plan::types::Type;
use crate::spec::fault::{Fault, did_you_mean, meant_or_known, quote};
use crate::spec::model::Arg;
use crate::spec::registry::{KindId, PersonKind, RelationKind};
use crate::spec::source::Span;
use crate::values::random::Key;

/// The most parts of a path.
/// Each part is a level of recursion here and a column in the plan.
const PARTS_MAX: usize = 16;

/// Where a path leads.
///
/// What the caller makes of it differs: a lookup refuses `Own`, an expression takes all three.
pub(super) enum PathEnd {
    /// To a column of the table itself.
    Own(ColumnIndex),
    /// To a part of a helper column.
    Part(HelperPart),
    /// To a column of a linked table.
    Far { link: Link, table: TableIndex, column: ColumnIndex },
}

/// A part of the name or address that a helper column draws.
///
/// `made` draws with the helper's key, which is why all parts of one name or address agree.
pub(super) struct HelperPart {
    pub helper: ColumnIndex,
    pub name: String,
    pub draft: ColumnDraft,
}

/// How a table is linked to another.
///
/// The ref column's index, not its target's: a table may have several refs to one table.
enum TableLink {
    Parent(TableIndex),
    Ref(ColumnIndex),
}

impl Resolver<'_> {
    /// The column of `table` that holds what `path` leads to; hidden where it is not its own.
    ///
    /// The same path gives the same column, however often it is asked for. The column is resolved when this returns.
    pub(super) fn path_column(&mut self, table: TableIndex, path: &[String], span: Span) -> Option<ColumnIndex> {
        if let [name] = path
            && name == "as_of"
        {
            return self.as_of_column(table);
        }
        match self.reach(table, path, span)? {
            PathEnd::Own(column) => Some(column),
            PathEnd::Part(part) => {
                let name = format!("~{}.{}", self.column_name(table, part.helper), part.name);
                let hidden = HiddenColumn::Part { helper: part.helper, part: part.name };
                Some(self.hidden(table, hidden, name, part.draft, Key(0)))
            }
            PathEnd::Far { link, table: far, column } => self.hidden_lookup(table, link, far, column),
        }
    }

    /// The hidden column that shows a linked table's column here.
    ///
    /// One per link and column: paths that share their first steps share these columns. It draws nothing, so its
    /// key is 0. The name begins with `~`, which no column of a spec can.
    fn hidden_lookup(
        &mut self,
        table: TableIndex,
        link: Link,
        far: TableIndex,
        column: ColumnIndex,
    ) -> Option<ColumnIndex> {
        let draft = self.looked_up(table, link, far, column)?;
        let by = match link {
            Link::Parent => None,
            Link::Ref { by, .. } => Some(by),
        };
        let head = match by {
            None => self.table_name(far).to_owned(),
            Some(by) => self.column_name(table, by).trim_start_matches('~').to_owned(),
        };
        let name = format!("~{head}.{}", self.column_name(far, column).trim_start_matches('~'));
        Some(self.hidden(table, HiddenColumn::Lookup { by, column }, name, draft, Key(0)))
    }

    /// A lookup of a column that is resolved.
    ///
    /// Unique only where the link is one-to-one and the column there unique.
    pub(super) fn looked_up(
        &mut self,
        table: TableIndex,
        link: Link,
        far: TableIndex,
        column: ColumnIndex,
    ) -> Option<ColumnDraft> {
        let ColumnFacts { ty, nullable, dictionary } = self.column(far, column)?;
        let far_unique = self.repeats_never(far, column);
        let (link_nullable, uniqueness) = match link {
            Link::Parent if far_unique && self.row_bounds(table)?.group_max.is_some_and(|most| most <= 1) => {
                (false, Uniqueness::Always)
            }
            Link::Parent => (false, Uniqueness::Never("children of one parent share the parent's value".to_owned())),
            Link::Ref { by, .. } => {
                let pick = &self.resolved(table, by)?.column;
                match pick.unique && far_unique {
                    true => (pick.nullable, Uniqueness::Always),
                    false => (pick.nullable, Uniqueness::Never("several rows may lead to the same row".to_owned())),
                }
            }
        };
        let draft = ColumnDraft::new(ty, Maker::Lookup { link, column }, uniqueness);
        Some(draft.nullable(nullable || link_nullable).dictionary(dictionary))
    }

    /// Whether no value of a resolved column comes twice.
    ///
    /// By its maker or by a permutation that it is going to get.
    pub(super) fn repeats_never(&self, table: TableIndex, column: ColumnIndex) -> bool {
        self.resolved(table, column)
            .is_some_and(|resolved| resolved.column.unique || matches!(resolved.uniqueness, Uniqueness::Always))
    }

    /// Where a path from `table` leads; the column there is resolved.
    ///
    /// Recursive over the path's parts, from the left; the rest of a path is resolved in the linked table.
    pub(super) fn reach(&mut self, table: TableIndex, path: &[String], span: Span) -> Option<PathEnd> {
        match path {
            [] => None,
            [name] => self.own_column(table, name, span).map(PathEnd::Own),
            _ if path.len() > PARTS_MAX => {
                self.fault(Fault::new(span, format!("a path has at most {PARTS_MAX} parts, got {}", path.len())))
            }
            [head, rest @ ..] => {
                if let Some(part) = self.helper_part(table, head, rest, span) {
                    return part.map(PathEnd::Part);
                }
                let (link, far) = match self.table_link(table, head, span)? {
                    TableLink::Parent(parent) => (Link::Parent, parent),
                    TableLink::Ref(column) => self.ref_link(table, column)?,
                };
                // A lookup through the parent needs the groups, so a fault there is a fault here.
                let is_linked = link != Link::Parent || self.row_bounds(table).is_some();
                // Also without one: the rest of the path may be wrong too.
                let column = self.path_column(far, rest, span)?;
                is_linked.then_some(PathEnd::Far { link, table: far, column })
            }
        }
    }

    /// A column of the table itself, resolved.
    fn own_column(&mut self, table: TableIndex, name: &str, span: Span) -> Option<ColumnIndex> {
        let Some(column) = self.column_index(table, name) else {
            return self.unknown_column(table, name, span);
        };
        self.column(table, column)?;
        Some(column)
    }

    /// The fault of a column that a table does not have.
    ///
    /// Silent where the column exists and could not be read: its own fault says more.
    pub(super) fn unknown_column<T>(&mut self, table: TableIndex, name: &str, span: Span) -> Option<T> {
        if self.is_unread(table, name) {
            return None;
        }
        let known = self.spec.tables[table].columns.iter().map(|column| column.name.value.as_str());
        let message = format!("table \"{}\" has no column {}", self.table_name(table), quote(name));
        let help = match name {
            "now" | "today" | "yesterday" | "tomorrow" => Some("The dataset's own \"now\" is as_of.".to_owned()),
            _ => meant_or_known(name, "columns", known),
        };
        self.fault(Fault::new(span, message).maybe_help(help))
    }

    /// The way that a path's head names.
    ///
    /// A ref column's own name wins over a table's; a table's name is a way only if exactly one link leads there.
    fn table_link(&mut self, table: TableIndex, head: &str, span: Span) -> Option<TableLink> {
        let parent = self.tables[table].parent;
        if head == "parent" {
            return match parent {
                Some(parent) => Some(TableLink::Parent(parent)),
                None if !self.parent_is_unknown(table) => {
                    let message = format!("table \"{}\" has no parent", self.table_name(table));
                    self.fault(Fault::new(span, message).help("Give it one with `each:`, or link it by `ref:`."))
                }
                None => None,
            };
        }
        if let Some(column) = self.column_index(table, head).filter(|column| self.ref_path(table, *column).is_some()) {
            return Some(TableLink::Ref(column));
        }
        let refs: Vec<ColumnIndex> = self.refs(table).filter(|(_, to)| *to == head).map(|(column, _)| column).collect();
        let parent = parent.filter(|parent| self.table_name(*parent) == head);
        match (parent, refs.as_slice()) {
            (Some(parent), []) => Some(TableLink::Parent(parent)),
            (None, [column]) => Some(TableLink::Ref(*column)),
            (None, []) => self.no_way(table, head, span),
            (parent, _) => self.ambiguous_way(table, head, parent.is_some(), &refs, span),
        }
    }

    /// The fault of a table that several links lead to, with the heads that distinguish them.
    fn ambiguous_way<T>(
        &mut self,
        table: TableIndex,
        head: &str,
        by_parent: bool,
        refs: &[ColumnIndex],
        span: Span,
    ) -> Option<T> {
        let mut starts: Vec<String> = refs.iter().map(|column| self.column_name(table, *column).to_owned()).collect();
        if by_parent {
            starts.insert(0, "parent".to_owned());
        }
        let message = format!("table \"{head}\" is linked to \"{}\" {} times", self.table_name(table), starts.len());
        self.fault(Fault::new(span, message).help(format!("Start the path with {}.", starts.join(" or "))))
    }

    /// The fault of a head that leads nowhere, with what may have been meant.
    ///
    /// Silent where the spec has a part that could not be read and may hold the link: its own fault has been reported, and one
    /// slip gives one message.
    fn no_way<T>(&mut self, table: TableIndex, head: &str, span: Span) -> Option<T> {
        let name = self.table_name(table);
        let unread = &self.spec.tables[table].unread;
        // A column that could not be read may be the ref that leads there.
        let may_be_linked = self.is_table(head) && (self.parent_is_unknown(table) || !unread.is_empty());
        if may_be_linked || unread.has(head) {
            return None;
        }
        if self.column_index(table, head).is_some() {
            let message = format!("column \"{name}.{head}\" leads to no other table");
            return self.fault(
                Fault::new(span, message).help("A path begins with \"parent\", a ref column or a linked table."),
            );
        }
        if self.table_index(head).is_some() {
            let message = format!("table \"{head}\" is not linked to \"{name}\"");
            let help = format!("Add a column to \"{name}\" that refers to it: {{ ref: {head} }}.");
            return self.fault(Fault::new(span, message).help(help));
        }
        let linked: Vec<String> = self
            .refs(table)
            .flat_map(|(column, to)| [self.column_name(table, column).to_owned(), to.to_owned()])
            .chain(self.tables[table].parent.map(|parent| self.table_name(parent).to_owned()))
            .collect();
        let help = did_you_mean(head, linked.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| match linked.as_slice() {
            [] => format!("A dotted name looks into a linked table; \"{name}\" has neither a parent nor a ref."),
            linked => format!("Linked are {}.", listed(linked)),
        });
        let message = format!("{} is not a table that \"{name}\" is linked to", quote(head));
        self.fault(Fault::new(span, message).help(help))
    }

    /// The path of a ref column.
    ///
    /// As the spec writes it: table, and perhaps column. `None` for columns that are no refs.
    pub(super) fn ref_path(&self, table: TableIndex, column: ColumnIndex) -> Option<&[String]> {
        let spec = self.column_spec(table, column)?;
        match spec.main.as_ref().map(|main| &main.value) {
            Some(Arg::Path(path)) if spec.kind.value.id == KindId::Relation(RelationKind::Ref) => Some(path),
            _ => None,
        }
    }

    /// The ref columns of a table, with the names of the tables that they refer to.
    ///
    /// Unresolved: used for finding ways, which resolving a ref may itself need.
    fn refs(&self, table: TableIndex) -> impl Iterator<Item = (ColumnIndex, &str)> {
        let columns = 0..self.spec.tables[table].columns.len();
        columns.filter_map(move |column| Some((column, self.ref_path(table, column)?.first()?.as_str())))
    }

    /// The link of a ref column, resolved with its conditions.
    ///
    /// A ref whose pick is hidden is followed through it; a helper ref *is* its pick.
    fn ref_link(&mut self, table: TableIndex, column: ColumnIndex) -> Option<(Link, TableIndex)> {
        self.column(table, column)?;
        let by = self.tables[table].hidden.get(&HiddenColumn::Pick(column)).copied().unwrap_or(column);
        match self.resolved(table, by)?.column.maker {
            Maker::Pick { target, .. } => Some((Link::Ref { target, by }, target)),
            _ => None,
        }
    }

    /// What `_home.city` means; `None` where the head is no such helper.
    ///
    /// The outer `None`: try the head as a link. The inner one: a fault is recorded.
    fn helper_part(
        &mut self,
        table: TableIndex,
        head: &str,
        rest: &[String],
        span: Span,
    ) -> Option<Option<HelperPart>> {
        let helper = self.column_index(table, head)?;
        let spec = self.column_spec(table, helper)?;
        let [name] = rest else { return None };
        if !spec.is_helper() || !matches!(spec.kind.value.id, KindId::Person(PersonKind::Person | PersonKind::Address))
        {
            return None;
        }
        Some(self.part(table, helper, name, span))
    }

    /// A part of a helper by its name.
    fn part(&mut self, table: TableIndex, helper: ColumnIndex, name: &str, span: Span) -> Option<HelperPart> {
        self.column(table, helper)?;
        let column = self.resolved(table, helper)?.column.clone();
        let helper_name = self.place(table, helper);
        // A null helper would make parts null that say nothing of it; a unique one would make unique wholes of
        // repeating parts.
        if column.nullable || column.unique {
            let message = format!("helper \"{helper_name}\" has parts, so it cannot be null or unique itself");
            return self.fault(Fault::new(span, message).help("Set `when`, `nulls` and `unique` on the parts."));
        }
        let draft = match &column.maker {
            Maker::Person { locale, .. } => person_part(name).map(|part| {
                let never = Uniqueness::Never("parts of names repeat".to_owned());
                ColumnDraft::new(Type::Text, Maker::Person { part, locale: *locale, draws_as: helper }, never)
            }),
            Maker::Address { country, .. } => {
                place_part(name).map(|part| address_part(Type::Text, part, *country, helper))
            }
            _ => None,
        };
        let Some(draft) = draft else {
            let known: &[&str] = match column.maker {
                Maker::Person { .. } => &["full", "first", "last"],
                _ => &["full", "street", "city", "region", "postcode", "country", "country_code"],
            };
            let help = did_you_mean(name, known.iter().copied());
            let help = help.unwrap_or_else(|| format!("Its parts are {}.", known.join(", ")));
            return self.fault(Fault::new(span, format!("\"{helper_name}\" has no part {}", quote(name))).help(help));
        };
        Some(HelperPart { helper, name: name.to_owned(), draft })
    }
}

/// Names in quotes, with commas.
fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// The part of a name called `name`.
fn person_part(name: &str) -> Option<PersonPart> {
    Some(match name {
        "full" => PersonPart::Full,
        "first" => PersonPart::First,
        "last" => PersonPart::Last,
        _ => return None,
    })
}

/// The part of an address called `name`.
fn place_part(name: &str) -> Option<AddressPart> {
    Some(match name {
        "full" => AddressPart::Full,
        "street" => AddressPart::Street,
        "city" => AddressPart::City,
        "region" => AddressPart::Region,
        "postcode" => AddressPart::Postcode,
        "country" => AddressPart::Country,
        "country_code" => AddressPart::CountryCode,
        _ => return None,
    })
}
