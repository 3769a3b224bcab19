/// An instant written as RFC 3339 text.
public enum CivilTime {
    /// The instant with milliseconds by a clock ahead of UTC: `2026-03-02T08:00:00.000+08:00`.
    public static func local(_ instant: Milliseconds, offset: Milliseconds) -> String {
        let local = instant + offset
        var bytes = dateAndTime(local)
        bytes.append(text: ".")
        bytes.append(number: local % 1000, digits: 3)
        bytes.append(text: "+")
        bytes.append(number: offset / ShiftCalendar.hour, digits: 2)
        bytes.append(text: ":")
        bytes.append(number: offset % ShiftCalendar.hour / ShiftCalendar.minute, digits: 2)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The instant at UTC, which is on a whole second: `2026-03-02T00:00:00Z`.
    public static func utc(_ instant: Milliseconds) -> String {
        precondition(instant % 1000 == 0, "edges of spans are whole seconds")
        return String(decoding: dateAndTime(instant) + Array("Z".utf8), as: UTF8.self)
    }

    private static func dateAndTime(_ instant: Milliseconds) -> [UInt8] {
        let date = civilDate(daysSinceEpoch: instant / ShiftCalendar.day)
        let second = instant / 1000 % 86_400
        var bytes: [UInt8] = []
        bytes.append(number: date.year, digits: 4)
        bytes.append(text: "-")
        bytes.append(number: date.month, digits: 2)
        bytes.append(text: "-")
        bytes.append(number: date.day, digits: 2)
        bytes.append(text: "T")
        bytes.append(number: second / 3600, digits: 2)
        bytes.append(text: ":")
        bytes.append(number: second / 60 % 60, digits: 2)
        bytes.append(text: ":")
        bytes.append(number: second % 60, digits: 2)
        return bytes
    }

    /// The Gregorian date; years are counted from March so that the leap day comes last.
    static func civilDate(
        daysSinceEpoch: Int64
    ) -> (year: Int64, month: Int64, day: Int64) {
        let days = daysSinceEpoch + 719_468
        let era = days / 146_097
        let ofEra = days % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
