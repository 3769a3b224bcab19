internal import Yams

extension PlantReader {
    /// The days on which a shift begins: of the week, or of a rotation.
    func readPattern(_ fields: Fields) -> DayCycle {
        guard let rotation = fields.node("rotation") else {
            return DayCycle(weekdays: readWeekdays(fields))
        }
        if fields.has("days") {
            report.error(
                fields.place(ofKey: "rotation"), "a shift has \"days\" or a \"rotation\", not both",
                hint: "the days of a rotation stand within it")
        }
        return readRotation(rotation) ?? DayCycle(weekdays: [])
    }

    private func readWeekdays(_ fields: Fields) -> Set<Int> {
        guard let node = fields.node("days") else { return Set(1...7) }
        var days: Set<Int> = []
        for item in report.list(node, "days") ?? [] {
            let value = report.value(item, "days such as mon-sat", WallClockTexts.days)
            days.formUnion(value ?? [])
        }
        if node.sequence?.isEmpty == true {
            report.error(Place(node.mark), "the shift has no day", hint: "expected mon-sat")
        }
        return days
    }

    private func readRotation(_ node: Node) -> DayCycle? {
        let keys = ["cycle", "days", "start"]
        guard let fields = Fields(node, "a rotation", keys: keys, report) else { return nil }
        let length = fields.requiredValue("cycle", "days such as 8 d", WallClockTexts.cycle)
        let start = fields.requiredValue(
            "start", "the date of a first day, such as 2026-01-05", WallClockTexts.date)
        var days: Set<Int> = []
        if let listed = fields.required("days", "days of the cycle such as [1-4, 6]") {
            for item in report.list(listed, "days of the cycle") ?? [] {
                guard
                    let range = report.value(
                        item, "days of the cycle such as 1-4", WallClockTexts.cycleDays)
                else { continue }
                days.formUnion(range)
                if let length, range.upperBound > length {
                    report.error(
                        Place(item.mark),
                        "the cycle has no day \(range.upperBound)",
                        hint: "expected days from 1 to \(length)")
                }
            }
            if listed.sequence?.isEmpty == true {
                report.error(
                    Place(listed.mark), "the shift has no day", hint: "expected days such as [1-4]")
            }
        }
        guard let length, let start else { return nil }
        return DayCycle(length: length, days: days.filter { $0 <= length }, start: start)
    }
}

extension WallClockTexts {
    /// `8 d`: whole days, at least two.
    fileprivate static func cycle(_ text: String) throws(Mismatch) -> Int {
        let (number, unit) = try ExactNumber.prefix(of: text)
        guard unit == "d" else {
            throw Mismatch(problem: "is not a number of days", hint: "expected days such as 8 d")
        }
        guard let days = number.whole, (2...Int64(DayCycle.longest)).contains(days) else {
            throw Mismatch(problem: "is not a whole number of days from 2 to \(DayCycle.longest)")
        }
        return Int(days)
    }

    /// `3`, or `1-4`.
    fileprivate static func cycleDays(_ text: String) throws(Mismatch) -> ClosedRange<Int> {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = ends.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
        guard let first = numbers.first, let last = numbers.last, (1...2).contains(ends.count),
            numbers.count == ends.count, first >= 1, last <= DayCycle.longest
        else {
            throw Mismatch(problem: "is not a day of a cycle or a range of them")
        }
        guard first <= last else { throw Mismatch(problem: "ends before it begins") }
        return first...last
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
