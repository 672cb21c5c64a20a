//! Parser events → nodes.
//!
//! An `Err` ends the document: a syntax error, a second document or a limit. Everything else is collected. Works with a
//! stack of its own, never by recursion; a collection is checked against the limits before it grows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::place::{self, BLANKS, Offsets};
use super::{DEPTH_MAX, NODES_MAX, TEXT_BYTES_MAX, YamlEntry, YamlKey, YamlNode, YamlValue, syntax};
use crate::spec::fault::{Fault, Faults, quote};
use crate::spec::source::{Source, Span};

/// The fault that ends a document; boxed because it is rare and large.
type FatalFault = Box<Fault>;

/// The root of a source's one document; `None` when there is none.
///
/// # Errors
/// When the document cannot be read on.
pub(super) fn document(source: &Source, faults: &mut Faults) -> Result<Option<YamlNode>, FatalFault> {
    let mut builder = TreeBuilder::new(source, faults);
    for event in Parser::new_from_str(&source.text) {
        match event {
            Ok((event, marks)) => {
                let span = builder.offsets.span(marks);
                builder.take(event, span)?;
            }
            Err(error) => {
                let at = builder.offsets.byte(error.marker().index());
                let bracket = builder.open.iter().rev().find(|open| open.bracketed).map(|open| open.start);
                return Err(Box::new(syntax::fault(&source.text, error.info(), at, bracket)));
            }
        }
    }
    Ok(builder.root)
}

/// How much a node holds, itself included.
#[derive(Clone, Copy, Default)]
struct NodeWeight {
    nodes: usize,
    text_bytes: usize,
    /// How deep maps and lists nest; 0 for text.
    depth: usize,
}

/// A finished node.
#[derive(Clone)]
struct FinishedNode {
    node: YamlNode,
    weight: NodeWeight,
    /// Nothing is written where the value would be, not even a ":" (`US` in `{ choose: [a], US }`).
    left_out: bool,
}

/// A map or list whose end has not come yet.
struct OpenNode {
    start: usize,
    /// Stands in `{ }` or `[ ]`.
    bracketed: bool,
    /// The anchor's number, 0 for none.
    anchor: usize,
    /// What had been built before it.
    before: NodeWeight,
    /// The deepest of its children so far.
    depth: usize,
    content: NodeContent,
}

enum NodeContent {
    List(Vec<YamlNode>),
    Map { entries: Vec<YamlEntry>, seen: BTreeMap<String, Span>, next: NextNode, end: usize },
}

/// What the next node of a map is.
enum NextNode {
    Key,
    Value(YamlKey),
    /// The value of a key that was refused: left out.
    Nothing,
}

struct TreeBuilder<'a> {
    text: &'a str,
    faults: &'a mut Faults,
    offsets: Offsets,
    open: Vec<OpenNode>,
    /// Anchored nodes by number; `None` while they are open.
    anchors: BTreeMap<usize, Option<FinishedNode>>,
    total: NodeWeight,
    documents: usize,
    root: Option<YamlNode>,
}

impl<'a> TreeBuilder<'a> {
    fn new(source: &'a Source, faults: &'a mut Faults) -> Self {
        TreeBuilder {
            text: &source.text,
            faults,
            offsets: Offsets::new(&source.text),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            total: NodeWeight::default(),
            documents: 0,
            root: None,
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), FatalFault> {
        match event {
            Event::DocumentStart(_) => self.document_start(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Scalar(text, style, anchor, tag) => {
                let start = self.properties(span, anchor, tag.is_some());
                self.scalar(text, style, anchor, start, span)
            }
            Event::SequenceStart(anchor, tag) => {
                let start = self.properties(span, anchor, tag.is_some());
                self.begin(start, span, anchor, NodeContent::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                let start = self.properties(span, anchor, tag.is_some());
                let content =
                    NodeContent::Map { entries: Vec::new(), seen: BTreeMap::new(), next: NextNode::Key, end: 0 };
                self.begin(start, span, anchor, content)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Nothing => Ok(()),
        }
    }

    fn document_start(&mut self, span: Span) -> Result<(), FatalFault> {
        self.documents += 1;
        if self.documents == 1 {
            self.refuse_directives(span);
            return Ok(());
        }
        let fault = Fault::new(span, "a second document starts here").help("Put each spec into its own file.");
        Err(Box::new(fault))
    }

    /// `%YAML 1.1` and the like would change what the text means; the parser passes over them.
    fn refuse_directives(&mut self, document: Span) {
        let mut line_start = 0;
        for line in self.text[..document.start as usize].split_inclusive('\n') {
            if line.starts_with('%') {
                let span = Span::new(line_start, line_start + line.trim_end().len());
                self.faults.push(Fault::new(span, "directives are not allowed").help("Remove the line."));
            }
            line_start += line.len();
        }
    }

    /// Where a node starts behind its anchor and tag; the tag is refused.
    fn properties(&mut self, span: Span, anchor: usize, tagged: bool) -> usize {
        if anchor == 0 && !tagged {
            return span.start as usize;
        }
        let (start, tag) = place::behind_properties(self.text, span);
        if tagged {
            let tag = tag.unwrap_or(span);
            let written = &self.text[tag.start as usize..tag.end as usize];
            let fault = Fault::new(tag, format!("tag {} is not allowed", quote(written)));
            self.faults
                .push(fault.help("Remove it: text has no type of its own here. Quote text that begins with \"!\"."));
        }
        start
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        start: usize,
        span: Span,
    ) -> Result<(), FatalFault> {
        let empty = text.is_empty() && style == ScalarStyle::Plain;
        let weight = NodeWeight { nodes: 1, text_bytes: text.len(), depth: 0 };
        self.add(weight, span)?;
        let span = match empty {
            true => self.empty_span(span),
            false => place::scalar(self.text, style, start, span),
        };
        if text.contains('\0') {
            let fault = Fault::new(span, "text cannot hold the character U+0000");
            self.faults.push(fault.help("Databases refuse it: remove the escape."));
        }
        let left_out = empty && anchor == 0 && !self.text[start..].starts_with(':');
        let value = match empty {
            true => YamlValue::Empty,
            false => YamlValue::Scalar { text: text.into_owned(), quoted: style != ScalarStyle::Plain },
        };
        self.finish(anchor, FinishedNode { node: YamlNode { span, value }, weight, left_out });
        Ok(())
    }

    /// Where to point for a value that is not there: its key, else the place behind what comes before it.
    fn empty_span(&self, span: Span) -> Span {
        match self.open.last().map(|open| &open.content) {
            Some(NodeContent::Map { next: NextNode::Value(key), .. }) => key.span,
            _ => {
                let end = self.text[..span.start as usize].trim_end_matches(BLANKS).len();
                Span::new(end, end)
            }
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), FatalFault> {
        let Some(Some(built)) = self.anchors.get(&anchor) else {
            let fault = Fault::new(span, "an alias inside the value that it stands for");
            return Err(Box::new(fault.help("A value cannot hold itself: write it out as far as it goes.")));
        };
        let (node, weight) = (built.node.clone(), built.weight);
        self.check_depth(weight.depth, span)?;
        self.add(weight, span)?;
        self.finish(0, FinishedNode { node, weight, left_out: false });
        Ok(())
    }

    /// Counts what comes, aliases expanded, against the limits.
    fn add(&mut self, weight: NodeWeight, span: Span) -> Result<(), FatalFault> {
        self.total.nodes += weight.nodes;
        self.total.text_bytes += weight.text_bytes;
        let message = if self.total.nodes > NODES_MAX {
            format!("a spec must have <= {NODES_MAX} keys and values, aliases expanded")
        } else if self.total.text_bytes > TEXT_BYTES_MAX {
            format!("a spec must have <= {TEXT_BYTES_MAX} bytes of text, aliases expanded")
        } else {
            return Ok(());
        };
        Err(Box::new(Fault::new(span, message).label("the limit is reached here")))
    }

    fn check_depth(&self, more: usize, span: Span) -> Result<(), FatalFault> {
        match self.open.len() + more {
            ..=DEPTH_MAX => Ok(()),
            _ => Err(Box::new(Fault::new(span, format!("maps and lists must nest <= {DEPTH_MAX} deep")))),
        }
    }

    fn begin(&mut self, start: usize, span: Span, anchor: usize, content: NodeContent) -> Result<(), FatalFault> {
        self.check_depth(1, span)?;
        let before = self.total;
        self.add(NodeWeight { nodes: 1, ..NodeWeight::default() }, span)?;
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
        // Only a bracket has a width: a block's start is a mark between characters.
        let bracketed = start < span.end as usize;
        self.open.push(OpenNode { start, bracketed, anchor, before, depth: 0, content });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), FatalFault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (value, last) = match open.content {
            NodeContent::List(items) => {
                let last = items.last().map_or(0, |item| item.span.end as usize);
                (YamlValue::List(items), last)
            }
            NodeContent::Map { entries, end, .. } => (YamlValue::Map(entries), end),
        };
        let end = match open.bracketed {
            true => span.start as usize + 1,
            // Through an alias, the last child may stand elsewhere.
            false => last.max(open.start),
        };
        let weight = NodeWeight {
            nodes: self.total.nodes - open.before.nodes,
            text_bytes: self.total.text_bytes - open.before.text_bytes,
            depth: open.depth + 1,
        };
        let node = YamlNode { span: Span::new(open.start, end), value };
        self.finish(open.anchor, FinishedNode { node, weight, left_out: false });
        Ok(())
    }

    /// Puts a node where it belongs: into the innermost open collection, or at the root.
    fn finish(&mut self, anchor: usize, built: FinishedNode) {
        if anchor != 0 {
            self.anchors.insert(anchor, Some(built.clone()));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(built.node);
            return;
        };
        open.depth = open.depth.max(built.weight.depth);
        let NodeContent::Map { entries, seen, next, end } = &mut open.content else {
            if let NodeContent::List(items) = &mut open.content {
                items.push(built.node);
            }
            return;
        };
        // Also where the entry is refused, so that a search for what is missing finds the place inside.
        *end = (*end).max(built.node.span.end as usize);
        match std::mem::replace(next, NextNode::Key) {
            NextNode::Key => *next = accept_key(built.node, seen, self.faults),
            NextNode::Value(key) if built.left_out && open.bracketed => self.faults.push(left_out(&key)),
            NextNode::Value(key) => entries.push(YamlEntry { key, value: built.node }),
            NextNode::Nothing => {}
        }
    }
}

/// A map's key, or a fault and nothing.
fn accept_key(node: YamlNode, seen: &mut BTreeMap<String, Span>, faults: &mut Faults) -> NextNode {
    let span = node.span;
    match refused_key(&node, seen) {
        Some(fault) => faults.push(fault),
        None => {
            if let YamlValue::Scalar { text, .. } = node.value {
                seen.insert(text.clone(), span);
                return NextNode::Value(YamlKey { text, span });
            }
        }
    }
    NextNode::Nothing
}

/// Why a node cannot be a key of a map that has the keys `seen`.
fn refused_key(node: &YamlNode, seen: &BTreeMap<String, Span>) -> Option<Fault> {
    let Some(text) = node.as_scalar() else {
        return Some(match node.value {
            YamlValue::Empty => Fault::new(node.span, "a key is missing before \":\""),
            _ => Fault::new(node.span, format!("a key must be text, got {}", node.what()))
                .help("Quote text that begins with \"{\" or \"[\"."),
        });
    };
    if text == "<<" {
        let fault = Fault::new(node.span, "merge key \"<<\" is not allowed");
        return Some(fault.help("Write the entries out, or use an alias for the whole map."));
    }
    let first = seen.get(text)?;
    let fault = Fault::new(node.span, format!("key {} is given twice", quote(text))).label("again");
    Some(fault.also(*first, "first here").help("Remove or rename one of the two."))
}

/// A key in braces with neither ":" nor value, mostly the rest of a text that holds a comma.
fn left_out(key: &YamlKey) -> Fault {
    let fault = Fault::new(key.span, format!("key {} has no value", quote(&key.text)));
    if key.text.contains(':') {
        return fault.label("\":\" needs a space after it").help("Write a space after the \":\".");
    }
    fault
        .label("a comma inside { } starts a new key")
        .help("If the text before it contains a comma: quote it. Else write \":\" and a value after the key.")
}
