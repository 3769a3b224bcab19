public import Reporting

/// A value, or why there is none, and what it rests on.
public struct BenefitFigure<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value; nil: not known, which is not zero.
    public var value: Value?
    /// Why there is no value, in the words of the KPI interface; nil where there is one.
    public var reason: String?
    /// What it rests on.
    public var provenance: Provenance

    /// Makes a figure with a value.
    public init(_ value: Value, _ provenance: Provenance) {
        self.value = value
        self.provenance = provenance
    }

    /// Makes a figure without one.
    public init(missing reason: String, _ provenance: Provenance) {
        self.reason = reason
        self.provenance = provenance
    }
}

/// What a figure rests on.
public struct Provenance: Hashable, Sendable {
    /// Its class.
    public var source: SourceClass
    /// What gave telemetry its meaning, by work unit; empty for declared figures.
    public var definitions: [DefinitionHash]
    /// How much of the planned time is known; nil for declared figures.
    public var coverage: Coverage?
    /// The declared file; nil for measured and computed figures.
    public var file: DeclaredFile?

    /// Makes a provenance.
    public init(
        source: SourceClass, definitions: [DefinitionHash], coverage: Coverage?,
        file: DeclaredFile?
    ) {
        self.source = source
        self.definitions = definitions
        self.coverage = coverage
        self.file = file
    }
}

/// The hash of everything that gives a work unit's figures their meaning.
public struct DefinitionHash: Hashable, Sendable {
    /// `line/unit`.
    public var unit: String
    /// The hash.
    public var hash: String

    /// Makes an entry.
    public init(unit: String, hash: String) {
        self.unit = unit
        self.hash = hash
    }
}

/// Planned busy time and the part of it that is known, in nanoseconds.
public struct Coverage: Hashable, Sendable {
    /// Known.
    public var known: Int64
    /// Planned.
    public var planned: Int64

    /// Makes a coverage.
    public init(known: Int64, planned: Int64) {
        self.known = known
        self.planned = planned
    }

    /// known / planned; nil where nothing was planned.
    public var ratio: Double? { planned > 0 ? Double(known) / Double(planned) : nil }

    /// Whether less than so many hundredths of the planned time are known; false where nothing was
    /// planned.
    public func isBelow(percent: Int) -> Bool {
        Int128(known) * 100 < Int128(planned) * Int128(percent)
    }
}

/// A file of declared data: evidence.
public struct DeclaredFile: Hashable, Sendable {
    /// Its name as it was given.
    public var name: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public var sha256: String

    /// Makes an entry.
    public init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }
}
