public import Plant

/// Which figures a report shows and in what order: data, from `config/reports` or a file of one's
/// own.
///
/// What a figure means is ``FigureID``'s affair.
public struct ReportTemplate: Hashable, Sendable {
    /// Identifier with its version: `benefit-1`.
    public var id: String
    /// Which report it is of.
    public var kind: ReportRecord.Kind
    /// What the report is called.
    public var title: LocalizedText
    /// What is said at its head.
    public var note: LocalizedText?
    /// Its parts, in order.
    public var sections: [Section]
    /// What the scheme leaves open about its figures.
    public var settings = TemplateSettings()

    /// A part under a heading.
    public struct Section: Hashable, Sendable {
        /// Identifier.
        public var id: String
        /// Heading.
        public var title: LocalizedText
        /// What is said under it.
        public var note: LocalizedText?
        /// What it shows, in order.
        public var figures: [Entry]
    }

    /// A figure that a section shows.
    public struct Entry: Hashable, Sendable {
        /// Which.
        public var id: FigureID
        /// What it is called here; nil: what it is called.
        public var label: LocalizedText?
        /// What is said about it here.
        public var note: LocalizedText?
        /// Whether it is left out, and listed at the end, where nothing is known of it.
        public var isOptional: Bool
    }

    /// Every figure that it shows.
    public var figures: [FigureID] { sections.flatMap(\.figures).map(\.id) }

    /// Whether it tells of jobs.
    var showsJobs: Bool { figures.contains { [.b19, .b20, .b21].contains($0) } }
}

/// What a template settles, each with source and default.
public struct TemplateSettings: Hashable, Sendable {
    /// Days up to the period's end over which smart evidence is looked at.
    public var smartWindowDays = Setting(90)
    /// Which part of the planned time a station must have been heard to count as connected, in
    /// percent.
    public var connectedPercent = Setting(95)
    /// Which part of its samples must have been received less than 5 s old for a station to count
    /// as giving real-time data, in percent.
    public var freshPercent = Setting(95)
    /// Below which part of the known planned time in manual mode a station counts as automated, in
    /// percent.
    public var manualPercent = Setting(50)
    /// Which percentile of the daily throughput is shown.
    public var throughputPercentile = Setting(95)
    /// How many gaps, and how many causes of downtime, are listed.
    public var listLength = Setting(10)
}

extension ReportTemplate {
    /// Those that come with the program, one of each kind.
    public static let builtIn: [ReportTemplate] = readBuiltIn()

    /// The one of a kind that comes with the program.
    public static func builtIn(_ kind: ReportRecord.Kind) -> ReportTemplate {
        guard let template = builtIn.first(where: { $0.kind == kind }) else {
            preconditionFailure("each kind of report has a template")
        }
        return template
    }
}
