public import Plant

/// Where a figure comes from; classes are never mixed in one figure.
public enum SourceClass: String, CaseIterable, Sendable {
    /// Counted by telemetry.
    case measured
    /// Calculated from other figures.
    case computed
    /// Said by the company.
    case declared
    /// Confirmed by an auditor.
    case audited
    /// Set by the secretariat.
    case decided
    /// Taken from a public register.
    case imported
}

extension Document {
    /// What a figure rests on.
    public struct Basis: Hashable, Sendable {
        /// Its class.
        public var source: SourceClass
        /// The part of the planned time that is known; nil where the figure is not of time.
        public var coverage: Ratio?
        /// How it is calculated, in words or symbols.
        public var formula: LocalizedText?
        /// What it is calculated from, by name.
        public var inputs: [Input]
        /// The files that prove it.
        public var evidence: [Evidence]
        /// What gave telemetry its meaning.
        public var definitions: [Definition]
        /// The address of the page that shows how it comes about.
        public var link: String?

        /// Makes a basis.
        public init(
            source: SourceClass, coverage: Ratio? = nil, formula: LocalizedText? = nil,
            inputs: [Input] = [], evidence: [Evidence] = [], definitions: [Definition] = [],
            link: String? = nil
        ) {
            self.source = source
            self.coverage = coverage
            self.formula = formula
            self.inputs = inputs
            self.evidence = evidence
            self.definitions = definitions
            self.link = link
        }
    }

    /// A figure that another is calculated from.
    public struct Input: Hashable, Sendable {
        /// What it is called in the formula.
        public var name: LocalizedText
        /// Its value.
        public var value: Value
        /// Its class.
        public var source: SourceClass
        /// The figures that it stands for, where it counts them; only programs and spreadsheets
        /// get them.
        public var series: [Value]

        /// Makes an input.
        public init(
            name: LocalizedText, value: Value, source: SourceClass, series: [Value] = []
        ) {
            self.name = name
            self.value = value
            self.source = source
            self.series = series
        }
    }

    /// A file that proves a figure.
    public struct Evidence: Hashable, Sendable {
        /// Its name, without a folder.
        public var name: String
        /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
        public var sha256: String

        /// Makes an entry; of a path, the last part is kept.
        public init(name: String, sha256: String) {
            self.name = name.split(separator: "/").last.map(String.init) ?? name
            self.sha256 = sha256
        }
    }

    /// What gave the telemetry of a work unit its meaning.
    public struct Definition: Hashable, Sendable {
        /// `line/unit`.
        public var unit: String
        /// The hash of the definition.
        public var hash: String

        /// Makes an entry.
        public init(unit: String, hash: String) {
            self.unit = unit
            self.hash = hash
        }
    }

    /// Every basis once, in order of first use: figures name theirs by its number, from 1.
    public var bases: [Basis] {
        var seen: Set<Basis> = []
        return tables.flatMap(\.rows).flatMap(\.cells).compactMap(\.basis)
            .filter { seen.insert($0).inserted }
    }
}

/// The number of each basis of a document.
public struct BasisNumbers: Sendable {
    /// Every basis once, in order of its number.
    public let bases: [Document.Basis]
    private let numbers: [Document.Basis: Int]

    /// Numbers what a document has.
    public init(_ document: Document) {
        bases = document.bases
        numbers = Dictionary(uniqueKeysWithValues: bases.enumerated().map { ($1, $0 + 1) })
    }

    /// The number of a basis, from 1.
    ///
    /// - Precondition: it is of the document.
    public subscript(basis: Document.Basis) -> Int {
        guard let number = numbers[basis] else {
            preconditionFailure("a basis is numbered in its own document")
        }
        return number
    }
}
