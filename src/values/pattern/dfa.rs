//! The deterministic automaton: every string is exactly one path, so counting paths counts distinct strings.
//!
//! Invariants: edges of a state are sorted by character and do not overlap; a state's strings are numbered with the end
//! first, then edge by edge and character by character; every state can reach an end.

use std::collections::BTreeMap;
use std::ops::Range;

use super::charset::code_ranges;
use super::nfa::{MATCH, Nfa, NfaNode};
use super::{CAPACITY_MAX, STATES_MAX, STEPS_MAX};

/// From here on counts are not exact: such a state stands for 2^63 numbers, spread over its strings.
const SPREAD_BITS: u32 = 63;
const SPREAD: u128 = 1 << SPREAD_BITS;

#[derive(Debug)]
pub(super) struct Dfa {
    /// The first is the start.
    states: Vec<DfaState>,
    edges: Vec<DfaEdge>,
}

#[derive(Debug)]
struct DfaState {
    accept: bool,
    edges: Range<usize>,
    /// How many strings start here, where each edge's target counts at most [`SPREAD`].
    total: u128,
}

/// The characters `first..=last`, never a surrogate among them, lead to `target`.
#[derive(Debug)]
struct DfaEdge {
    first: u32,
    last: u32,
    target: usize,
    /// How many numbers each character takes: the target's total, at most [`SPREAD`].
    weight: u64,
    /// How many numbers of the state come before this edge's.
    before: u128,
}

impl Dfa {
    /// Nothing when the automaton would pass [`STATES_MAX`] or [`STEPS_MAX`].
    pub(super) fn new(nfa: &Nfa) -> Option<Dfa> {
        let mut subsets = SubsetConstruction::new(nfa);
        let mut dfa = Dfa { states: Vec::new(), edges: Vec::new() };
        subsets.number(vec![nfa.start])?;
        while dfa.states.len() < subsets.members.len() {
            let first_edge = dfa.edges.len();
            let accept = subsets.expand(dfa.states.len(), &mut dfa.edges)?;
            dfa.states.push(DfaState { accept, edges: first_edge..dfa.edges.len(), total: 0 });
        }
        dfa.count(&subsets.members);
        Some(dfa)
    }

    /// Targets before sources: a target's largest node is smaller than its source's.
    fn count(&mut self, members: &[Vec<usize>]) {
        let mut order: Vec<usize> = (0..self.states.len()).collect();
        order.sort_unstable_by_key(|&state| members[state].last());
        for state in order {
            let mut total = u128::from(self.states[state].accept);
            for edge in &mut self.edges[self.states[state].edges.clone()] {
                let weight = self.states[edge.target].total.min(SPREAD);
                edge.before = total;
                edge.weight = weight as u64;
                total += weight * u128::from(edge.last - edge.first + 1);
            }
            self.states[state].total = total;
        }
    }

    pub(super) fn capacity(&self) -> u64 {
        self.states[0].total.min(u128::from(CAPACITY_MAX)) as u64
    }

    /// `rank` is below the capacity.
    pub(super) fn unrank(&self, rank: u64, out: &mut String) {
        let (mut state, mut number, mut fill) = (&self.states[0], rank, rank);
        loop {
            let mut place = u128::from(number);
            if state.total > SPREAD {
                fill = mix(fill);
                place = spread(number, state.total, fill);
            }
            let edges = &self.edges[state.edges.clone()];
            let after = edges.partition_point(|edge| edge.before <= place);
            let Some(edge) = after.checked_sub(1).map(|index| &edges[index]) else { return };
            let (nth, rest) = divide(place - edge.before, edge.weight);
            out.push(char::from_u32(edge.first + nth as u32).expect("an edge holds characters only, no surrogates"));
            (state, number) = (&self.states[edge.target], rest);
        }
    }
}

/// A number below `total` for each number below 2^63, ascending: evenly spaced, moved within its gap by `fill`.
fn spread(number: u64, total: u128, fill: u64) -> u128 {
    let (high, low) = (total >> SPREAD_BITS, total & (SPREAD - 1));
    let number = u128::from(number);
    let evenly = number * high + ((number * low) >> SPREAD_BITS);
    evenly + ((u128::from(fill) * high) >> 64)
}

/// SplitMix64's step; pinned, as the filled characters come from it.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Quotient and remainder; the divisions of 128 bits are the slow ones, so they are kept for the case that needs them.
fn divide(place: u128, weight: u64) -> (u64, u64) {
    if u128::from(weight) == SPREAD {
        return ((place >> SPREAD_BITS) as u64, (place & (SPREAD - 1)) as u64);
    }
    match u64::try_from(place) {
        Ok(place) => (place / weight, place % weight),
        Err(_) => ((place / u128::from(weight)) as u64, (place % u128::from(weight)) as u64),
    }
}

/// Subset construction: a state is the set of nodes that a string so far can be at.
struct SubsetConstruction<'a> {
    nfa: &'a Nfa<'a>,
    /// Disjoint code point ranges, ascending, such that each character set is a union of them.
    atoms: Vec<(u32, u32)>,
    /// For each character set its atoms' indices.
    set_atoms: Vec<Vec<usize>>,
    numbers: BTreeMap<Vec<usize>, usize>,
    /// For each state its nodes other than branches, ascending.
    members: Vec<Vec<usize>>,
    /// For each node the last closure that reached it.
    reached: Vec<u64>,
    closures: u64,
    steps: u64,
}

impl<'a> SubsetConstruction<'a> {
    fn new(nfa: &'a Nfa<'a>) -> SubsetConstruction<'a> {
        let atoms = atoms(nfa);
        let set_atoms = nfa.sets.iter().map(|set| {
            let covers = |(first, last)| {
                let start = atoms.partition_point(|atom: &(u32, u32)| atom.0 < first);
                start..atoms.partition_point(|atom| atom.1 <= last)
            };
            code_ranges(set).flat_map(covers).collect()
        });
        let set_atoms = set_atoms.collect();
        let reached = vec![0; nfa.nodes.len()];
        SubsetConstruction {
            nfa,
            atoms,
            set_atoms,
            numbers: BTreeMap::new(),
            members: Vec::new(),
            reached,
            closures: 0,
            steps: 0,
        }
    }

    /// Adds the edges of a state; whether strings may end there.
    fn expand(&mut self, state: usize, edges: &mut Vec<DfaEdge>) -> Option<bool> {
        let first_edge = edges.len();
        let members = self.members[state].clone();
        let mut last: (Vec<usize>, usize) = (Vec::new(), 0);
        for (atom, mut nexts) in self.nexts_by_atom(&members)? {
            nexts.sort_unstable();
            nexts.dedup();
            if nexts != last.0 {
                let target = self.number(nexts.clone())?;
                last = (nexts, target);
            }
            let (first, end) = self.atoms[atom];
            match edges[first_edge..].last_mut() {
                Some(edge) if edge.target == last.1 && edge.last + 1 == first => edge.last = end,
                _ => edges.push(DfaEdge { first, last: end, target: last.1, weight: 0, before: 0 }),
            }
        }
        Some(members.first() == Some(&MATCH))
    }

    fn nexts_by_atom(&mut self, members: &[usize]) -> Option<BTreeMap<usize, Vec<usize>>> {
        let mut nexts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &member in members {
            let NfaNode::Chars { set, next } = self.nfa.nodes[member] else { continue };
            self.steps += self.set_atoms[set].len() as u64;
            for &atom in &self.set_atoms[set] {
                nexts.entry(atom).or_default().push(next);
            }
        }
        (self.steps <= STEPS_MAX).then_some(nexts)
    }

    /// The state for being at any of these nodes.
    fn number(&mut self, nodes: Vec<usize>) -> Option<usize> {
        let members = self.closure(nodes);
        if let Some(&number) = self.numbers.get(&members) {
            return Some(number);
        }
        let number = self.members.len();
        self.numbers.insert(members.clone(), number);
        self.members.push(members);
        (number < STATES_MAX && self.steps <= STEPS_MAX).then_some(number)
    }

    /// The characters' nodes and the end that these nodes lead to without a character.
    fn closure(&mut self, mut pending: Vec<usize>) -> Vec<usize> {
        self.closures += 1;
        let mut members = Vec::new();
        while let Some(node) = pending.pop() {
            self.steps += 1;
            if std::mem::replace(&mut self.reached[node], self.closures) == self.closures {
                continue;
            }
            match self.nfa.nodes[node] {
                NfaNode::Either(a, b) => pending.extend([a, b]),
                NfaNode::Match | NfaNode::Chars { .. } => members.push(node),
            }
        }
        members.sort_unstable();
        members
    }
}

/// Cuts the code points wherever a set's range begins or ends, and keeps what some set holds.
fn atoms(nfa: &Nfa) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = nfa.sets.iter().flat_map(code_ranges).collect();
    ranges.sort_unstable();
    ranges.dedup();
    let mut cuts: Vec<u32> = ranges.iter().flat_map(|&(first, last)| [first, last + 1]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut atoms: Vec<(u32, u32)> = Vec::new();
    let mut covered = 0;
    for &(first, last) in &ranges {
        let from = cuts.partition_point(|&cut| cut < first.max(covered));
        let pairs = cuts[from..].windows(2).take_while(|pair| pair[1] <= last + 1);
        atoms.extend(pairs.map(|pair| (pair[0], pair[1] - 1)));
        covered = covered.max(last + 1);
    }
    atoms
}
