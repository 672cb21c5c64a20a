//! serial, ordinal, uuid, id, mac, ip.
//!
//! Job: numbers must fit their type up to the last row that the table may have, and each kind of identifier has a capacity,
//! so that a plan with too many rows is refused before a row is made.
//!
//! Addresses of machines are indices into reserved ranges; nothing here can make one that is not reserved.

use crate::plan::maker::{ID_PERMUTED_LENGTH, Maker};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness};
use crate::plan::types::Type;
use crate::spec::model::Arg;
use crate::spec::registry::IdentityKind;
use crate::values::words::{Network, network_range};

/// How many characters an id has by default. 14 characters of base 62 are about 83 bits.
const ID_LENGTH: i64 = 14;

/// The longest prefix of an id, in bytes.
const PREFIX_BYTES_MAX: usize = 32;

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_identity(
        &mut self,
        kind: IdentityKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        match kind {
            IdentityKind::Serial => self.serial(target, declared),
            IdentityKind::Ordinal => self.ordinal(target, declared),
            IdentityKind::Uuid => self.uuid(target, declared),
            IdentityKind::Id => self.id(target, declared),
            IdentityKind::Mac => self.mac(target, declared),
            IdentityKind::Ip => self.ip(target, declared),
        }
    }

    /// Numbers in row order; the last one must fit the type.
    ///
    /// An 8-byte int unless the type says another width; the first number is 1 unless `start:` says another.
    fn serial(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::INT, |ty| matches!(ty, Type::Int(_)))?;
        let start = self.whole(target, "start", 1)?;
        let rows = self.row_bounds(target.table)?.max;
        self.check_last(target, ty, start, rows)?;
        Some(ColumnDraft::new(ty, Maker::Serial { start }, Uniqueness::Always))
    }

    /// Numbers that start again for every parent; in a table without a parent the same as `serial`.
    ///
    /// Unique within a group only, which is why it makes composite keys: `key: [order_id, line]`.
    fn ordinal(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::INT, |ty| matches!(ty, Type::Int(_)))?;
        let start = self.whole(target, "start", 1)?;
        let bounds = self.row_bounds(target.table)?;
        let is_root = self.tables[target.table].parent.is_none();
        self.check_last(target, ty, start, if is_root { bounds.max } else { bounds.group_max })?;
        let uniqueness = match is_root {
            true => Uniqueness::Always,
            false => Uniqueness::Never("it starts again for every parent".to_owned()),
        };
        Some(ColumnDraft::new(ty, Maker::Ordinal { start }, uniqueness))
    }

    /// Refuses numbers that leave the type before the last row.
    ///
    /// With no known limit of rows nothing is refused here; a number that does not fit is a data error when it is
    /// made.
    fn check_last(&mut self, target: ColumnTarget, ty: Type, start: i64, rows: Option<u64>) -> Option<()> {
        let Type::Int(width) = ty else { return Some(()) };
        let (_, high) = crate::plan::resolve::literal::int_range(width);
        let last = i128::from(start) + i128::from(rows.unwrap_or(0)) - 1;
        if last <= i128::from(high) {
            return Some(());
        }
        let message = format!("{ty} holds numbers up to {high}, the last row may need {last}");
        let fault = self.column_fault(target, target.spec.kind.span, message);
        self.fault(fault.help("Use a wider type, or fewer rows."))
    }

    /// A wide permutation of the row index: it cannot run out.
    fn uuid(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::Uuid, |ty| matches!(ty, Type::Uuid | Type::Text))?;
        Some(ColumnDraft::new(ty, Maker::Uuid, Uniqueness::Always))
    }

    /// A prefix and characters of base 62. Only the first of them are permuted, so they alone bound how many rows differ.
    ///
    /// Lengths of 10 and more have the same capacity, 62^10.
    fn id(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::Text, |ty| ty == Type::Text)?;
        let length = self.whole(target, "length", ID_LENGTH)?;
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        let prefix = self.literal_text(target, arg)?;
        if prefix.len() > PREFIX_BYTES_MAX {
            let message = format!("prefix must be <= {PREFIX_BYTES_MAX} bytes, got {}", prefix.len());
            let fault = self.column_fault(target, arg.span, message);
            return self.fault(fault);
        }
        let length = u8::try_from(length).unwrap_or(u8::MAX).clamp(4, 32);
        let uniqueness = Uniqueness::UpTo(62u64.pow(u32::from(length.min(ID_PERMUTED_LENGTH))));
        Some(ColumnDraft::new(ty, Maker::Id { prefix, length }, uniqueness))
    }

    /// A MAC address; by default of the range for documentation.
    fn mac(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        match target.main().map(|arg| &arg.value) {
            None | Some(Arg::Word("documentation")) => self.network(target, declared, Network::MacDocumentation),
            Some(Arg::Word(_)) => self.network(target, declared, Network::MacLocal),
            Some(_) => self.odd_argument(target, target.main_span()),
        }
    }

    /// An IP address; by default of version 4.
    fn ip(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        match target.main().map(|arg| &arg.value) {
            None | Some(Arg::Word("v4")) => self.network(target, declared, Network::Ipv4),
            Some(Arg::Word(_)) => self.network(target, declared, Network::Ipv6),
            Some(_) => self.odd_argument(target, target.main_span()),
        }
    }

    /// An address of a reserved range, which bounds how many rows differ.
    ///
    /// Sets of 256 (MAC for documentation), 762 (IPv4), 2^40 and 2^48 addresses.
    fn network(&mut self, target: ColumnTarget, declared: DeclaredType, network: Network) -> Option<ColumnDraft> {
        let ty = self.text_type(target, declared)?;
        let range = network_range(network);
        Some(ColumnDraft::new(ty, Maker::Network(range), Uniqueness::UpTo(range.capacity())))
    }
}
