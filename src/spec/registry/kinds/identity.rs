//! Keys and numbers that identify rows.
//!
//! All but `mac` and `ip` are distinct by construction, from the row's number; `plan/resolve/kinds/identity.rs`
//! refuses tables with more rows than there are values.

use super::KindId;
use crate::spec::registry::{ArgShape, Kind, Param, Safety, Unique};

/// The kinds of this family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    /// `serial`
    ///
    /// `start`, `start + 1`, … in the order of rows. The only kind from whose value the row's number follows, so a
    /// lookup of a serial key costs nothing. `start` may be a parameter: tenants that share tables with an application
    /// keep their keys apart by it.
    Serial,
    /// `ordinal`
    ///
    /// 1, 2, … in each group of children; with the parent's key it makes a composite key.
    Ordinal,
    /// `uuid`
    ///
    /// RFC 9562, version 4 form, 16 bytes or text. 64 bits come from a permutation of the row's number, 58 are drawn.
    Uuid,
    /// `id`
    ///
    /// `cus_` and 4 to 32 characters of base 62, of which the first ten are a permutation.
    Id,
    /// `mac`
    ///
    /// Of 256 addresses for documentation, or of 2^40 with the local bit.
    Mac,
    /// `ip`
    ///
    /// Of 762 hosts of version 4 (RFC 5737), or of 2^48 of version 6 (RFC 3849).
    Ip,
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: KindId::Identity(IdentityKind::Serial),
        name: "serial",
        doc: "Whole numbers in row order, without gaps.",
        main: ArgShape::Nothing,
        bare: true,
        params: &[Param {
            name: "start",
            shape: ArgShape::WholeOrParam(0, 1 << 62),
            required: false,
            doc: "The first number; default 1.",
        }],
        types: "int, int4, int2",
        safety: Safety::Neutral,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "id: serial",
    },
    Kind {
        id: KindId::Identity(IdentityKind::Ordinal),
        name: "ordinal",
        doc: "The row's position among the children of its parent: 1, 2, 3 …",
        main: ArgShape::Nothing,
        bare: true,
        params: &[Param {
            name: "start",
            shape: ArgShape::WholeOrParam(0, 1 << 62),
            required: false,
            doc: "The first number; default 1.",
        }],
        types: "int, int4, int2",
        safety: Safety::Neutral,
        unique: Unique::Never,
        clamped: false,
        computed: false,
        example: "line_no: ordinal",
    },
    Kind {
        id: KindId::Identity(IdentityKind::Uuid),
        name: "uuid",
        doc: "A UUID in version 4 form; no two rows share one.",
        main: ArgShape::Nothing,
        bare: true,
        params: &[],
        types: "uuid, text",
        safety: Safety::Neutral,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "id: uuid",
    },
    Kind {
        id: KindId::Identity(IdentityKind::Id),
        name: "id",
        doc: "A prefix and letters and digits that look random; no two rows share one.",
        main: ArgShape::Text,
        bare: false,
        params: &[Param {
            name: "length",
            shape: ArgShape::Whole(4, 32),
            required: false,
            doc: "Letters and digits after the prefix; default 14.",
        }],
        types: "text",
        safety: Safety::Neutral,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "id: { id: cus_ }",
    },
    Kind {
        id: KindId::Identity(IdentityKind::Mac),
        name: "mac",
        doc: "A MAC address that belongs to no device: one of the 256 for documentation (default), or of 2^40 for local use.",
        main: ArgShape::Word(&["documentation", "local"]),
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::A,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "mac: { mac: local, unique: true }",
    },
    Kind {
        id: KindId::Identity(IdentityKind::Ip),
        name: "ip",
        doc: "An IP address of a network for documentation: one of 762 of version 4 (default), or of 2^48 of version 6.",
        main: ArgShape::Word(&["v4", "v6"]),
        bare: true,
        params: &[],
        types: "text",
        safety: Safety::A,
        unique: Unique::Always,
        clamped: false,
        computed: false,
        example: "last_ip: { ip: v6 }",
    },
];
