//! Addresses of machines and networks that are reserved for documentation or local use, and no others.
//!
//! Must never: give an address outside a row of `networks.tsv`.

// Of addresses as numbers: `core` has no sockets.
use core::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use super::phrase::push_number;
use super::tsv;

/// What an address is of, and from which range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// MAC addresses for documentation: 256.
    MacDocumentation,
    /// MAC addresses with the local bit set, which no manufacturer is assigned: 2^40.
    MacLocal,
    /// IPv4 addresses of hosts in the three networks for documentation: 762.
    Ipv4,
    /// IPv6 addresses in a network for documentation: 2^48.
    Ipv6,
}

/// Addresses that are reserved for documentation, in ascending order.
#[derive(Debug)]
pub struct NetworkRange {
    network: Network,
    runs: Vec<AddressRun>,
    capacity: u64,
}

/// Consecutive addresses as numbers; the next run's `before`, or the capacity, decides how many.
#[derive(Debug)]
struct AddressRun {
    first: u128,
    /// How many addresses come before this run's.
    before: u64,
}

/// The range of a network.
pub fn network_range(network: Network) -> &'static NetworkRange {
    static MAC_DOCUMENTATION: LazyLock<NetworkRange> = LazyLock::new(|| read(Network::MacDocumentation));
    static MAC_LOCAL: LazyLock<NetworkRange> = LazyLock::new(|| read(Network::MacLocal));
    static IPV4: LazyLock<NetworkRange> = LazyLock::new(|| read(Network::Ipv4));
    static IPV6: LazyLock<NetworkRange> = LazyLock::new(|| read(Network::Ipv6));
    match network {
        Network::MacDocumentation => &MAC_DOCUMENTATION,
        Network::MacLocal => &MAC_LOCAL,
        Network::Ipv4 => &IPV4,
        Network::Ipv6 => &IPV6,
    }
}

impl NetworkRange {
    /// How many addresses there are.
    pub fn capacity(&self) -> u64 {
        self.capacity
    }

    /// Appends the address with this index; an index from the capacity up means the last.
    pub fn write(&self, index: u64, out: &mut String) {
        let index = index.min(self.capacity - 1);
        let after = self.runs.partition_point(|run| run.before <= index);
        let run = &self.runs[after - 1];
        let address = run.first + u128::from(index - run.before);
        match self.network {
            Network::MacDocumentation | Network::MacLocal => push_mac(address, out),
            Network::Ipv4 => push_ipv4(address, out),
            Network::Ipv6 => push_ipv6(address, out),
        }
    }
}

impl Network {
    /// Its name in the file.
    fn name(self) -> &'static str {
        match self {
            Network::MacDocumentation => "mac",
            Network::MacLocal => "mac-local",
            Network::Ipv4 => "ipv4",
            Network::Ipv6 => "ipv6",
        }
    }

    /// The number of an address in the file.
    fn number(self, address: &str) -> u128 {
        let number = match self {
            Network::MacDocumentation | Network::MacLocal => u128::from_str_radix(&address.replace(':', ""), 16).ok(),
            Network::Ipv4 => address.parse::<Ipv4Addr>().ok().map(|address| u128::from(address.to_bits())),
            Network::Ipv6 => address.parse::<Ipv6Addr>().ok().map(Ipv6Addr::to_bits),
        };
        number.unwrap_or_else(|| panic!("embedded file networks.tsv: {address:?}"))
    }
}

fn read(network: Network) -> NetworkRange {
    let rows = tsv::rows(include_str!("../../../generators/reference/networks.tsv"));
    let mut capacity = 0;
    let rows = rows.filter(|[name, ..]: &[&str; 5]| *name == network.name());
    let runs = rows.map(|[_, first, last, ..]| {
        let (first, before) = (network.number(first), capacity);
        // A run is never as long as 2^64.
        capacity += (network.number(last) - first) as u64 + 1;
        AddressRun { first, before }
    });
    let runs = runs.collect();
    NetworkRange { network, runs, capacity }
}

/// `00:00:5e:00:53:af`, as PostgreSQL's `macaddr` is written.
fn push_mac(address: u128, out: &mut String) {
    for byte in (0..6).rev() {
        push_hex((address >> (8 * byte)) as u8, out);
        if byte > 0 {
            out.push(':');
        }
    }
}

/// `192.0.2.17`
fn push_ipv4(address: u128, out: &mut String) {
    for byte in (0..4).rev() {
        push_number((address >> (8 * byte)) as u64 & 0xff, out);
        if byte > 0 {
            out.push('.');
        }
    }
}

/// `2001:db8::1:a0c:5:7f`, the one form that RFC 5952 recommends. Written here because cells are pinned and the form of
/// `Ipv6Addr` is not.
fn push_ipv6(address: u128, out: &mut String) {
    let groups: [u16; 8] = std::array::from_fn(|index| (address >> (112 - 16 * index)) as u16);
    let gap = zeros(&groups);
    let (mut index, mut separator) = (0, "");
    while index < groups.len() {
        if index == gap.start && gap.len() > 1 {
            out.push_str("::");
            (index, separator) = (gap.end, "");
            continue;
        }
        out.push_str(separator);
        push_group(groups[index], out);
        (index, separator) = (index + 1, ":");
    }
}

/// The first of the longest runs of zeros.
fn zeros(groups: &[u16; 8]) -> Range<usize> {
    let mut longest = 0..0;
    let mut start = 0;
    for (index, group) in groups.iter().enumerate() {
        if *group != 0 {
            start = index + 1;
        } else if index + 1 - start > longest.len() {
            longest = start..index + 1;
        }
    }
    longest
}

/// Hexadecimal digits without leading zeros.
fn push_group(group: u16, out: &mut String) {
    for place in (0..4).rev() {
        if place == 0 || group >> (4 * place) != 0 {
            out.push(hex((group >> (4 * place)) as u8));
        }
    }
}

fn push_hex(byte: u8, out: &mut String) {
    out.push(hex(byte >> 4));
    out.push(hex(byte));
}

/// The digit of the lower four bits.
fn hex(bits: u8) -> char {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    char::from(DIGITS[usize::from(bits & 15)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(network: Network, index: u64) -> String {
        let mut out = String::new();
        network_range(network).write(index, &mut out);
        out
    }

    #[test]
    fn every_range_has_its_first_and_last_address_and_as_many_as_lie_between() {
        let cases = [
            (Network::MacDocumentation, "00:00:5e:00:53:00", "00:00:5e:00:53:ff", 256),
            (Network::MacLocal, "02:00:00:00:00:00", "02:ff:ff:ff:ff:ff", 1 << 40),
            (Network::Ipv4, "192.0.2.1", "203.0.113.254", 3 * 254),
            (Network::Ipv6, "2001:db8:0:0:1::", "2001:db8::1:ffff:ffff:ffff", 1 << 48),
        ];
        for (network, first, last, capacity) in cases {
            assert_eq!(network_range(network).capacity(), capacity);
            assert_eq!((written(network, 0).as_str(), written(network, capacity - 1).as_str()), (first, last));
            assert_eq!(written(network, u64::MAX), last);
        }
        let ends = [253, 254, 507, 508].map(|index| written(Network::Ipv4, index));
        assert_eq!(ends, ["192.0.2.254", "198.51.100.1", "198.51.100.254", "203.0.113.1"]);
        assert_eq!(written(Network::MacDocumentation, 0xaf), "00:00:5e:00:53:af");
        assert_eq!(written(Network::MacLocal, 0x01_02_03_04_05), "02:01:02:03:04:05");
    }

    #[test]
    fn ipv6_addresses_have_the_one_form_that_is_recommended() {
        // As `core` writes them today, whichever groups are zero.
        for zero in 0..256_u32 {
            let groups: [u16; 8] =
                std::array::from_fn(|index| if zero >> index & 1 == 1 { 0 } else { 0xf0c >> (4 * (index % 3)) });
            let address = Ipv6Addr::from(groups);
            // Those that hold an IPv4 address have a form of their own, which no row of the file needs.
            if address.to_ipv4().is_some() {
                continue;
            }
            let mut out = String::new();
            push_ipv6(address.to_bits(), &mut out);
            assert_eq!(out, address.to_string());
        }
    }

    #[test]
    fn every_row_of_the_file_is_of_a_network_and_of_the_first_class() {
        let names = [Network::MacDocumentation, Network::MacLocal, Network::Ipv4, Network::Ipv6].map(Network::name);
        for [name, _, _, class, _] in tsv::rows(include_str!("../../../generators/reference/networks.tsv")) {
            assert!(names.contains(&name) && class == "A", "{name}");
        }
    }
}
