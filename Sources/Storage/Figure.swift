public import Plant
public import Production
public import Telemetry

/// What figures are of.
public enum Subject: Hashable, Sendable {
    /// A work unit, by its index.
    case unit(Int)
    /// A line, by its index: the sums of its constraint.
    case line(Int)
    /// The whole plant: the sums of its lines.
    case plant
}

/// The figures of one work unit, line or plant over one span.
public struct Figure: Sendable {
    /// `line/unit`, or the identifier of the line or the plant.
    public var unit: String
    /// The identifier of the line to which it belongs; nil: several.
    public var line: String?
    /// The product whose part it is, as index, -1: none was said; nil: all of them.
    public var product: Int32?
    /// The span; its end is not after the time that has come.
    public var span: TimeSpan
    /// Which shift it is, where it is one.
    public var shift: ShiftOccurrence?
    /// What adds up.
    public var sums: Sums
    /// The pieces of the line's output by product, outside planned busy time too, as far as they
    /// are counted; nil: a work unit's own figure.
    public var output: Output?
    /// Findings that only figures show.
    public var findings: [StoredFinding]
    /// The corrections in it, by their identifiers.
    public var corrections: Set<Int64> = []
    /// What sensors, meters and actuators gave, where it was asked for.
    public var signals: [SignalFigure] = []
    /// Hash of everything that gives the figures their meaning.
    public var definition: String
    /// From what they could be made again.
    public var source = FigureSource.facts

    /// What left a line.
    public struct Output: Hashable, Sendable {
        /// By product, as index; -1: none was said.
        public var byProduct: [Int32: PieceSums]
        /// Whether every unit of the output tells good from bad.
        public var isQualityMeasured: Bool

        /// Good pieces, in millionths; nil where nobody tells good from bad.
        public var good: Int64? { sum(\.good) }

        /// Scrap, in millionths; nil where nobody tells good from bad.
        public var scrap: Int64? { sum(\.scrap) }

        private func sum(_ fate: KeyPath<PieceSums, Int64>) -> Int64? {
            isQualityMeasured ? byProduct.values.reduce(0) { $0 + $1[keyPath: fate] } : nil
        }

        /// The sum of both.
        public func adding(_ other: Self) -> Self {
            Self(
                byProduct: byProduct.merging(other.byProduct) { $0.adding($1) },
                isQualityMeasured: isQualityMeasured && other.isQualityMeasured)
        }
    }
}

/// How a span is cut.
public enum Division: String, CaseIterable, Sendable {
    case hour, shift, day
}

/// Into what the figures of a line or plant are taken apart; the parts add up to them.
public enum Grouping: String, CaseIterable, Sendable {
    case product, line, unit
}

extension Figure {
    /// The sums of two figures; what is not the same of both is left open.
    public func adding(_ other: Figure) -> Figure {
        var sum = self
        sum.sums += other.sums
        sum.span = TimeSpan(
            from: min(span.from, other.span.from), to: max(span.to, other.span.to))
        sum.findings += other.findings
        sum.corrections.formUnion(other.corrections)
        sum.signals = signals.adding(other.signals)
        sum.source = source.adding(other.source)
        sum.output = output.flatMap { mine in other.output.map { mine.adding($0) } }
        if line != other.line { sum.line = nil }
        if product != other.product { sum.product = nil }
        if definition != other.definition { sum.definition = "mixed" }
        return sum
    }
}

extension Figure.Output {
    init() {
        self.init(byProduct: [:], isQualityMeasured: true)
    }

    init(_ sums: Sums) {
        self.init(byProduct: sums.byProduct, isQualityMeasured: sums.isQualityMeasured)
    }
}
