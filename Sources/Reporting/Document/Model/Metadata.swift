public import Plant
public import Telemetry

extension Document {
    /// Of what, of when and by what a document was made.
    public struct Metadata: Hashable, Sendable {
        /// What became of the document so far.
        public enum State: String, CaseIterable, Sendable {
            /// Nobody answers for it yet.
            case draft
            /// Signed; nothing in it changes any more.
            case sealed
            /// Sealed again beside an earlier one that a correction touched.
            case restated
        }

        /// Which report it is: the stable name of its template.
        public var kind: String
        /// What it is called.
        public var title: LocalizedText
        /// The project or the line that it is of.
        public var project: LocalizedText
        /// First and last day, by the local calendar; nil where it is of no period.
        public var period: Period?
        /// What became of it.
        public var state: State
        /// 1, then one more for each restatement.
        public var edition: Int
        /// Up to when what was known is in it.
        public var asOf: Timestamp
        /// The zone in which times are shown, by its IANA name.
        public var timeZone: String
        /// Name and version of the program.
        public var software: String
        /// The hash of everything that gives measured figures their meaning.
        public var definitionHash: String?
        /// The hash of the seal; nil for a draft.
        public var sealHash: String?
        /// Which language decides where the two differ; nil where nobody has said so.
        public var recordLanguage: Language?

        /// Makes the metadata of a first draft.
        public init(
            kind: String, title: LocalizedText, project: LocalizedText, period: Period?,
            asOf: Timestamp, timeZone: String, software: String
        ) {
            self.kind = kind
            self.title = title
            self.project = project
            self.period = period
            self.asOf = asOf
            self.timeZone = timeZone
            self.software = software
            state = .draft
            edition = 1
        }
    }

    /// Local dates, both ends included.
    public struct Period: Hashable, Sendable {
        /// The first day.
        public var from: LocalDate
        /// The last day.
        public var to: LocalDate

        /// Makes a period.
        public init(from: LocalDate, to: LocalDate) {
            self.from = from
            self.to = to
        }
    }
}
