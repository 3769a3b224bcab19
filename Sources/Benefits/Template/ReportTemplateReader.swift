internal import Plant
internal import Templates
internal import Yams

extension ReportTemplate {
    /// Reads and checks a template, version 1.
    ///
    /// - Parameters:
    ///   - yaml: The text of the file.
    ///   - file: Its name, for messages; it is not opened.
    /// - Returns: The template, whole.
    /// - Throws: ``RegistryError`` with all mistakes.
    public static func read(yaml: String, file: String) throws(RegistryError) -> ReportTemplate {
        let report = Report(file: file, what: "a report template")
        return try report.whole(of: yaml, ReportTemplateReader(report).read)
    }

    /// The file of the one of a kind that comes with the program.
    public static func builtInFile(_ kind: ReportRecord.Kind) -> [UInt8] {
        let id = builtIn(kind).id
        return TemplateFiles.all.first { $0.name == id + ".yaml" }?.yaml ?? []
    }

    static func readBuiltIn() -> [ReportTemplate] {
        TemplateFiles.all.map { file in
            do {
                return try read(yaml: String(decoding: file.yaml, as: UTF8.self), file: file.name)
            } catch {
                preconditionFailure("a template of the program is wrong: \(error)")
            }
        }
    }
}

/// Reads one template; mistakes go to the report and reading goes on.
struct ReportTemplateReader {
    let report: Report

    init(_ report: Report) {
        self.report = report
    }

    func read(_ root: Node) -> ReportTemplate? {
        let keys = ["version", "report", "settings", "sections"]
        guard let file = Fields(root, "a report template", keys: keys, report),
            let node = file.required("report", "its id, kind and title"),
            let head = Fields(
                node, "the report", keys: ["id", "kind", "title", "note"], report)
        else { return nil }
        let id = head.requiredText("id", "an identifier with a version such as benefit-1")
            .flatMap { report.identifier($0, "the report") }
        let kind: ReportRecord.Kind? = head.requiredWord("kind", "a kind of report")
        let title = text(head, "title", isRequired: true)
        let sections = readSections(file)
        guard let id, let kind, let title else { return nil }
        return ReportTemplate(
            id: id, kind: kind, title: title, note: text(head, "note"), sections: sections,
            settings: readSettings(file))
    }

    private func readSections(_ file: Fields) -> [ReportTemplate.Section] {
        guard let node = file.required("sections", "a list of sections"),
            let nodes = report.list(node, "sections")
        else { return [] }
        if nodes.isEmpty { report.error(Place(node.mark), "\"sections\" is empty") }
        var ids: Set<String> = []
        var figures: Set<FigureID> = []
        return nodes.compactMap { node in
            let keys = ["id", "title", "note", "figures"]
            guard let fields = Fields(node, "a section", keys: keys, report) else { return nil }
            let id = fields.requiredText("id", "an identifier")
                .flatMap { report.identifier($0, "a section") }
            if let id, !ids.insert(id).inserted {
                report.error(fields.place(of: "id"), "the section \(quoted(id)) stands twice")
            }
            let title = text(fields, "title", isRequired: true)
            let entries = readEntries(fields, &figures)
            guard let id, let title else { return nil }
            return .init(id: id, title: title, note: text(fields, "note"), figures: entries)
        }
    }

    private func readEntries(
        _ section: Fields, _ seen: inout Set<FigureID>
    ) -> [ReportTemplate.Entry] {
        guard let node = section.required("figures", "figures such as B02"),
            let nodes = report.list(node, "figures")
        else { return [] }
        var entries: [ReportTemplate.Entry] = []
        for node in nodes {
            guard let entry = readEntry(node) else { continue }
            guard seen.insert(entry.id).inserted else {
                report.error(
                    Place(node.mark), "the figure \(quoted(entry.id.rawValue)) stands twice")
                continue
            }
            entries.append(entry)
        }
        return entries
    }

    /// `B04`, or `{ id: B04, optional: true, label: …, note: … }`.
    private func readEntry(_ node: Node) -> ReportTemplate.Entry? {
        guard node.mapping != nil else {
            return report.text(node, "a figure such as B02").flatMap(figure).map {
                .init(id: $0, isOptional: false)
            }
        }
        let keys = ["id", "optional", "label", "note"]
        guard let fields = Fields(node, "a figure", keys: keys, report),
            let id = fields.requiredText("id", "a figure such as B02").flatMap(figure)
        else { return nil }
        return .init(
            id: id, label: text(fields, "label"), note: text(fields, "note"),
            isOptional: fields.flag("optional") ?? false)
    }

    private func figure(_ text: Text) -> FigureID? {
        report.word(text, "a figure", FigureID.allCases.map { ($0.rawValue, $0) })
    }

    /// A text that must be there in both languages.
    private func text(_ fields: Fields, _ key: String, isRequired: Bool = false) -> LocalizedText? {
        let node = isRequired ? fields.required(key, "a text in both languages") : fields.node(key)
        guard let node, let parts = Fields(node, quoted(key), keys: ["en", "zh-Hant"], report)
        else { return nil }
        let english = parts.requiredText("en", "English")
        let chinese = parts.requiredText("zh-Hant", "Traditional Chinese")
        guard let english, let chinese else { return nil }
        return LocalizedText(english: english.string, traditionalChinese: chinese.string)
    }
}

extension ReportTemplateReader {
    private func readSettings(_ file: Fields) -> TemplateSettings {
        var settings = TemplateSettings()
        let keys = [
            "smart_window_days", "connected_percent", "fresh_percent", "manual_percent",
            "throughput_percentile", "list_length",
        ]
        guard let node = file.node("settings"),
            let fields = Fields(node, "settings", keys: keys, report)
        else { return settings }
        set(fields, "smart_window_days", 1...730, &settings.smartWindowDays)
        set(fields, "connected_percent", 1...100, &settings.connectedPercent)
        set(fields, "fresh_percent", 1...100, &settings.freshPercent)
        set(fields, "manual_percent", 1...100, &settings.manualPercent)
        set(fields, "throughput_percentile", 1...100, &settings.throughputPercentile)
        set(fields, "list_length", 1...100, &settings.listLength)
        return settings
    }

    /// `key: value`, or `key: { value: …, source: … }`.
    private func set(
        _ fields: Fields, _ key: String, _ range: ClosedRange<Int>, _ setting: inout Setting<Int>
    ) {
        guard let node = fields.node(key) else { return }
        guard node.mapping != nil else {
            if let value = report.value(node, "a number", Amounts.count(range)) {
                setting = Setting(value, source: "report template")
            }
            return
        }
        guard let parts = Fields(node, "setting \(key)", keys: ["value", "source"], report) else {
            return
        }
        let value = parts.required("value", "a value")
            .flatMap { report.value($0, "a number", Amounts.count(range)) }
        let source = parts.requiredText("source", "the document that says so")
        guard let value, let source else { return }
        setting = Setting(value, source: source.string)
    }
}
