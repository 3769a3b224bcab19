/// What a seal says: everything about a report that is signed.
///
/// Its bytes are canonical JSON, so that the same manifest has one text; see `docs/seal.md`.
public struct Manifest: Hashable, Sendable {
    /// What the seal is about.
    public struct Subject: Hashable, Sendable {
        /// Identifier of the plant.
        public var plant: String
        /// Identifier of the line.
        public var line: String
        /// Identifier of the funded project, where one was named.
        public var project: String?
        /// First day of the period, `2026-03-01`.
        public var from: String
        /// Last day of the period.
        public var to: String
        /// The instants of the period, nanoseconds since the epoch.
        public var span: Range<Int64>

        /// Makes one.
        public init(
            plant: String, line: String, project: String?, from: String, to: String,
            span: Range<Int64>
        ) {
            (self.plant, self.line, self.project) = (plant, line, project)
            (self.from, self.to, self.span) = (from, to, span)
        }
    }

    /// The facts under the seal.
    public struct Tree: Hashable, Sendable {
        /// The root over all lines.
        public var root: Digest
        /// How many lines there are of each kind; those of which there is none left out.
        public var counts: [FactKind: Int64]

        /// Makes one.
        public init(root: Digest, counts: [FactKind: Int64]) {
            (self.root, self.counts) = (root, counts)
        }
    }

    /// Which records of a lane's journal the facts were folded from.
    public struct JournalSpan: Hashable, Sendable {
        /// The lane.
        public var lane: String
        /// The first record that the journal still had; nil: it was not there.
        public var first: Int64?
        /// The last one that was folded.
        public var last: Int64

        /// Makes one.
        public init(lane: String, first: Int64?, last: Int64) {
            (self.lane, self.first, self.last) = (lane, first, last)
        }
    }

    /// The layout of this manifest and of its lines, one of ``formats``.
    public var format: String
    /// The place in the chain, from 1.
    public var number: Int64
    /// ``SignedText/hash`` of the seal before; nil of the first.
    public var previous: Digest?
    /// What it is about.
    public var subject: Subject
    /// When it was made.
    public var madeAt: Instant
    /// The program that made it.
    public var software: String
    /// What kind of report is sealed: by it the report is made again.
    public var report: String
    /// The facts.
    public var tree: Tree
    /// The journals, in order of their lanes; exactly one in `lineside seal 1`.
    public var journals: [JournalSpan]
    /// What gave the facts their meaning, by work unit.
    public var definitions: [String: String]
    /// The number of the last correction that was recorded; 0: none.
    public var lastCorrection: Int64
    /// The number of the last change of settled facts; 0: none.
    public var lastChange: Int64
    /// SHA-256 of everything else in the pack, by name.
    public var evidence: [String: Digest]
    /// ``PublicKey/id`` of the key that signs.
    public var key: Digest

    /// The name of the report among the evidence.
    public static let reportName = "report.json"

    /// The layouts that can be read.
    ///
    /// The first one has room for one journal alone; manifests are made in the last.
    public static let formats = ["lineside seal 1", "lineside seal 2"]

    /// Makes one.
    public init(
        format: String = formats[1], number: Int64, previous: Digest?, subject: Subject,
        madeAt: Instant, software: String, report: String, tree: Tree, journals: [JournalSpan],
        definitions: [String: String], lastCorrection: Int64, lastChange: Int64,
        evidence: [String: Digest], key: Digest
    ) {
        (self.format, self.number, self.previous, self.subject) = (
            format, number, previous, subject
        )
        (self.madeAt, self.software, self.report) = (madeAt, software, report)
        (self.tree, self.journals, self.definitions) = (tree, journals, definitions)
        (self.lastCorrection, self.lastChange) = (lastCorrection, lastChange)
        (self.evidence, self.key) = (evidence, key)
    }
}

extension Manifest {
    /// What kind of report is sealed, whatever the version of its form: `benefit report`.
    public var kind: String {
        report.split(separator: " ").dropLast().joined(separator: " ")
    }
}

/// An instant in whole seconds as RFC 3339 has it in UTC: `2026-03-02T08:00:00Z`; later ones
/// compare as greater.
public struct Instant: Hashable, Comparable, Sendable {
    /// The text.
    public let text: String

    /// Takes a text; nil where it has another form.
    public init?(_ text: String) {
        let form = Array("dddd-dd-ddTdd:dd:ddZ".utf8)
        guard text.utf8.count == form.count,
            zip(text.utf8, form).allSatisfy({ byte, wanted in
                wanted == UInt8(ascii: "d")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == wanted
            })
        else { return nil }
        self.text = text
    }

    /// By time.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
