import Plant
import Production
import Reporting
import Telemetry

/// How numbers, times and names are written on a page: in one language, in the plant's zone.
struct Wording: Sendable {
    let plant: Plant
    /// How numbers and times are written, in documents as well.
    let phrasing: Phrasing

    init(_ language: Language, _ plant: Plant) {
        self.plant = plant
        phrasing = Phrasing(language, timeZone: plant.timeZone)
    }

    var language: Language { phrasing.language }

    func callAsFunction(_ term: some Term) -> String { language(term) }
    func callAsFunction(_ text: LocalizedText) -> String { language(text) }

    /// Between a name and what it says.
    var colon: String { phrasing.colon }
    /// Between the parts of a date with its time.
    var comma: String { phrasing.comma }

    /// Stands where there is no value.
    static let dash = Phrasing.dash

    /// A ratio in percent with one decimal.
    func percent(_ ratio: Double) -> String { phrasing.percent(ratio) }

    /// The value of a KPI in its unit.
    func number(_ value: Double, _ unit: KPI.Unit) -> String {
        switch unit {
        case .ratio: return percent(value)
        case .seconds: return duration(Int64(value * Double(nanosecondsPerSecond)))
        case .piecesPerHour:
            let count = count(millionths: Int64(value * Double(quantityScale)))
            return language.pick("\(count) / h", "每小時 \(count) 件")
        }
    }

    /// Millionths as a whole number with separators, halves rounded away from zero.
    func count(millionths: Int64) -> String { phrasing.count(millionths: millionths) }

    /// A whole number with separators.
    func count(_ number: Int) -> String { phrasing.count(number) }

    /// A difference in millionths with its sign.
    func difference(millionths: Int64) -> String {
        (millionths > 0 ? "+" : "") + count(millionths: millionths)
    }

    /// `value` divided by ten to the power of `digits`, with separators and all its decimals.
    func decimal(_ value: Int64, digits: Int) -> String { phrasing.decimal(value, digits: digits) }

    /// A length of time in its two largest units: `5 h 48 min`.
    func duration(_ nanoseconds: Int64) -> String { phrasing.duration(nanoseconds) }

    /// A time of machines, in hours, as reports have it.
    func machineTime(_ nanoseconds: Int64) -> String { phrasing.machineTime(nanoseconds) }

    /// Hours and minutes of the plant's wall clock.
    func time(_ instant: Timestamp, seconds: Bool = false) -> String {
        phrasing.time(instant, seconds: seconds)
    }

    /// A date of the plant's calendar.
    func date(_ date: LocalDate) -> String { phrasing.date(date) }

    /// Date and time.
    func dateTime(_ instant: Timestamp) -> String { phrasing.dateTime(instant) }
}
