//! The automaton of positions: one node for each character and branch of the pattern, repeats written out.
//!
//! Invariant: a node leads to nodes with smaller numbers only, so there is no loop, and following it ends at node 0.

use super::charset::CharSet;
use super::parse::{PatternExpr, PatternTree};

/// The number of the node that ends every string.
pub(super) const MATCH: usize = 0;

#[derive(Clone, Copy)]
pub(super) enum NfaNode {
    Match,
    /// One character of the set with index `set`, then `next`.
    Chars {
        set: usize,
        next: usize,
    },
    Either(usize, usize),
}

pub(super) struct Nfa<'a> {
    pub(super) nodes: Vec<NfaNode>,
    pub(super) start: usize,
    pub(super) sets: &'a [CharSet],
}

impl<'a> Nfa<'a> {
    /// At most [`super::POSITIONS_MAX`] nodes and one, as the tree was checked for.
    pub(super) fn new(tree: &'a PatternTree) -> Nfa<'a> {
        let mut nodes = vec![NfaNode::Match];
        let start = add(&mut nodes, &tree.root, MATCH);
        Nfa { nodes, start, sets: &tree.sets }
    }
}

/// Adds nodes for `expr` followed by `next`, last part first; gives the node it starts at.
fn add(nodes: &mut Vec<NfaNode>, expr: &PatternExpr, next: usize) -> usize {
    match expr {
        PatternExpr::Empty => next,
        PatternExpr::Chars(set) => push(nodes, NfaNode::Chars { set: *set, next }),
        PatternExpr::Sequence(parts) => parts.iter().rev().fold(next, |next, part| add(nodes, part, next)),
        PatternExpr::Choice(branches) => {
            let starts: Vec<usize> = branches.iter().map(|branch| add(nodes, branch, next)).collect();
            starts.into_iter().reduce(|a, b| push(nodes, NfaNode::Either(a, b))).unwrap_or(next)
        }
        PatternExpr::Repeat { inner, min, max } => {
            let optional = (*min..*max).fold(next, |rest, _| {
                let once_more = add(nodes, inner, rest);
                push(nodes, NfaNode::Either(once_more, next))
            });
            (0..*min).fold(optional, |rest, _| add(nodes, inner, rest))
        }
    }
}

fn push(nodes: &mut Vec<NfaNode>, node: NfaNode) -> usize {
    nodes.push(node);
    nodes.len() - 1
}
