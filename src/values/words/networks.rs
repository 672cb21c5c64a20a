//! Addresses of machines that are reserved for documentation or local use, and no others.
//!
//! Must never: give an address outside a row of `networks.tsv`.

use std::sync::LazyLock;

use super::tsv;

/// What an address is of, and from which range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// MAC addresses for documentation: 256.
    MacDocumentation,
    /// MAC addresses with the local bit set, which no manufacturer is assigned: 2^40.
    MacLocal,
}

/// Addresses that are nobody's, in ascending order.
#[derive(Debug)]
pub struct NetworkRange {
    network: Network,
    runs: Vec<Run>,
    capacity: u64,
}

/// Consecutive addresses as numbers; the next run's `before`, or the capacity, says how many.
#[derive(Debug)]
struct Run {
    first: u128,
    /// How many addresses come before this run's.
    before: u64,
}

/// The range of a network.
pub fn network_range(network: Network) -> &'static NetworkRange {
    static MAC_DOCUMENTATION: LazyLock<NetworkRange> = LazyLock::new(|| read(Network::MacDocumentation));
    static MAC_LOCAL: LazyLock<NetworkRange> = LazyLock::new(|| read(Network::MacLocal));
    match network {
        Network::MacDocumentation => &MAC_DOCUMENTATION,
        Network::MacLocal => &MAC_LOCAL,
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
        }
    }
}

impl Network {
    /// Its name in the file.
    fn name(self) -> &'static str {
        match self {
            Network::MacDocumentation => "mac",
            Network::MacLocal => "mac-local",
        }
    }

    /// The number of an address in the file.
    fn number(self, address: &str) -> u128 {
        let number = match self {
            Network::MacDocumentation | Network::MacLocal => u128::from_str_radix(&address.replace(':', ""), 16).ok(),
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
        Run { first, before }
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

fn push_hex(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
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
        ];
        for (network, first, last, capacity) in cases {
            assert_eq!(network_range(network).capacity(), capacity);
            assert_eq!((written(network, 0).as_str(), written(network, capacity - 1).as_str()), (first, last));
            assert_eq!(written(network, u64::MAX), last);
        }
        assert_eq!(written(Network::MacDocumentation, 0xaf), "00:00:5e:00:53:af");
        assert_eq!(written(Network::MacLocal, 0x01_02_03_04_05), "02:01:02:03:04:05");
    }

    #[test]
    fn every_row_of_the_file_is_of_a_network_and_of_the_first_class() {
        let names = [Network::MacDocumentation, Network::MacLocal].map(Network::name);
        for [name, _, _, class, _] in tsv::rows(include_str!("../../../generators/reference/networks.tsv")) {
            assert!(names.contains(&name) && class == "A", "{name}");
        }
    }
}
