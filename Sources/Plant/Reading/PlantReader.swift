internal import Telemetry
internal import Yams

/// Reads one plant file.
///
/// Mistakes go to the report and reading goes on with a stand-in, so that all are found.
final class PlantReader {
    let report: Report
    var clock: WallClock
    var brokers: [Broker] = []
    var calendars: [Calendar] = []
    var products: [Product] = []
    var reasons: [StopReason] = []
    var lines: [Line] = []
    var workUnits: [WorkUnit] = []
    var signals: [Signal] = []
    var brokerIDs = Catalog("broker")
    var calendarIDs = Catalog("calendar")
    var productIDs = Catalog("product")
    var reasonIDs = Catalog("reason")
    /// Work units of which a signal or a rate could not be read.
    var unclearUnits: Set<Int> = []
    /// Work units that feed somebody who could not be found.
    var unresolvedFeeds: Set<Int> = []

    init(_ report: Report) {
        guard let utc = WallClock(timeZone: "UTC") else { preconditionFailure("UTC is a zone") }
        self.report = report
        clock = utc
    }

    func read(_ root: Node) -> Plant? {
        let sections = ["version", "plant", "brokers", "calendars", "products", "reasons", "lines"]
        guard report.isVersionOne(root),
            let file = Fields(root, "a plant file", keys: sections, report)
        else { return nil }
        var plant = readPlant(file)
        readEntries(file, "brokers", "a broker", required: true) { readBroker($0, $1, plant.id) }
        readEntries(file, "calendars", "a calendar") { readCalendar($0, $1) }
        readEntries(file, "products", "a product") { readProduct($0, $1) }
        readEntries(file, "reasons", "a reason") { readReason($0, $1) }
        readEntries(file, "lines", "a line", required: true) { readLine($0, $1) }
        plant.brokers = brokers
        plant.calendars = calendars
        plant.products = products
        plant.reasons = reasons
        plant.lines = lines
        plant.workUnits = workUnits
        plant.signals = signals
        return plant
    }

    private func readPlant(_ file: Fields) -> Plant {
        let keys = [
            "id", "name", "time_zone", "convention", "clock_tolerance", "lateness", "retention",
        ]
        let fields = file.required("plant", "the plant's id, name and time_zone")
            .flatMap { Fields($0, "the plant", keys: keys, report) }
        let id =
            fields?.requiredText("id", "an identifier")
            .flatMap { report.identifier($0, "the plant") } ?? ""
        let conventions = Convention.allCases.map { ($0.rawValue, $0) }
        var plant = Plant(
            id: id,
            name: fields?.name(fallback: id) ?? LocalizedText(both: id),
            timeZone: readTimeZone(fields),
            convention: fields?.word("convention", "a convention", conventions) ?? .iso22400,
            clockTolerance: fields?.value(
                "clock_tolerance", "a time such as 5 min", Quantities.durationOrZero)
                ?? 300 * nanosecondsPerSecond,
            lateness: fields?.value("lateness", "a time such as 7 d", Quantities.duration)
                ?? 7 * 86_400 * nanosecondsPerSecond,
            brokers: [], calendars: [], products: [], reasons: [], lines: [], workUnits: [],
            signals: [], warnings: [])
        if let fields { plant.retention = readRetention(fields, lateness: plant.lateness) }
        return plant
    }

    private func readRetention(_ plant: Fields, lateness: Int64) -> Retention {
        var retention = Retention()
        retention.seconds = max(retention.seconds, lateness)
        retention.facts = max(retention.facts, retention.seconds)
        let fields = plant.node("retention")
            .flatMap { Fields($0, "retention", keys: ["facts", "seconds"], report) }
        guard let fields else { return retention }
        if let facts = fields.value("facts", "a time such as 10 y", Quantities.age) {
            retention.facts = facts
        }
        if let seconds = fields.value("seconds", "a time such as 400 d", Quantities.age) {
            retention.seconds = seconds
        }
        if retention.seconds < lateness {
            report.error(
                fields.place(of: "seconds"),
                "what may still come late must not be merged to minutes",
                hint: "expected a time of at least \"lateness\"")
        }
        if retention.facts < retention.seconds {
            report.error(
                fields.place(of: "facts"), "facts would be gone before they are merged to minutes",
                hint: "expected a time of at least \"seconds\"")
        }
        return retention
    }

    private func readTimeZone(_ fields: Fields?) -> String {
        guard let text = fields?.requiredText("time_zone", "a time zone such as Asia/Hong_Kong")
        else { return "UTC" }
        guard let clock = WallClock(timeZone: text.string) else {
            report.error(
                text.place, "\(quoted(text.string)) is not a known time zone",
                hint: suggestion(for: text.string, among: WallClock.identifiers)
                    ?? "expected an IANA name such as Asia/Hong_Kong")
            return "UTC"
        }
        self.clock = clock
        return text.string
    }

    /// Reads a mapping from identifiers to descriptions.
    func readEntries(
        _ fields: Fields, _ key: String, _ what: String, required: Bool = false,
        _ read: (Text, Node) -> Void
    ) {
        guard let node = fields.node(key) else {
            if required { _ = fields.required(key, "identifiers, each with \(what)") }
            return
        }
        guard let pairs = Fields.pairs(of: node, "\"\(key)\"", report) else { return }
        if pairs.isEmpty, required {
            report.error(Place(node.mark), "\"\(key)\" is empty", hint: "expected \(what)")
        }
        for (id, value) in pairs {
            _ = report.identifier(id, what)
            read(id, value)
        }
    }

    private func readProduct(_ id: Text, _ node: Node) {
        let fields = Fields(node, "product \(id.string)", keys: ["name", "unit"], report)
        productIDs.add(id.string, index: products.count)
        products.append(
            Product(
                id: id.string,
                name: fields?.name(fallback: id.string) ?? LocalizedText(both: id.string),
                unit: fields?.text("unit", "a unit such as piece")?.string ?? "piece"))
    }

    private func readReason(_ id: Text, _ node: Node) {
        let fields = Fields(node, "reason \(id.string)", keys: ["name", "class"], report)
        let lossClass = fields?.text("class", "a class such as breakdown")
        if let lossClass, report.identifier(lossClass, "a class of reasons") != nil,
            !Self.lossClasses.contains(lossClass.string),
            let hint = suggestion(for: lossClass.string, among: Self.lossClasses)
        {
            report.warning(
                lossClass.place, "\(quoted(lossClass.string)) is not one of the six big losses",
                hint: hint)
        }
        reasonIDs.add(id.string, index: reasons.count)
        reasons.append(
            StopReason(
                id: id.string,
                name: fields?.name(fallback: id.string) ?? LocalizedText(both: id.string),
                lossClass: lossClass?.string))
    }

    /// The six big losses.
    static let lossClasses = ["breakdown", "setup", "minor", "speed", "defect", "startup"]
}

extension LocalizedText {
    /// The same text in both languages.
    package init(both text: String) {
        self.init(english: text, traditionalChinese: text)
    }
}
