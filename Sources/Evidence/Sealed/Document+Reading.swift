internal import Benefits
internal import Plant
internal import Reporting
internal import Sealing
internal import Telemetry

// A document as its JSON has it, which keeps everything but the names of units.

extension Document {
    /// Reads one; nil where it is none.
    init?(_ json: SealJSON, units: UnitNames) {
        guard json.isDocument, let metadata = json["metadata"].flatMap(Metadata.init) else {
            return nil
        }
        let reading = DocumentReading(json, units)
        var sections: [Section] = []
        for section in json.elements("sections") {
            guard let title = section["title"].flatMap(LocalizedText.init) else { return nil }
            var blocks: [Block] = []
            for block in section.elements("blocks") {
                guard let block = reading.block(block) else { return nil }
                blocks.append(block)
            }
            sections.append(Section(id: section.id, title: title, blocks: blocks))
        }
        self.init(metadata: metadata, sections: sections)
    }
}

/// The parts of a document that name each other.
private struct DocumentReading {
    let bases: [SealJSON]
    let units: UnitNames

    init(_ json: SealJSON, _ units: UnitNames) {
        (bases, self.units) = (json.elements("bases"), units)
    }

    func block(_ json: SealJSON) -> Document.Block? {
        switch json["type"]?.string {
        case "paragraph": return json["text"].flatMap(LocalizedText.init).map { .paragraph($0) }
        case "notice":
            guard let text = json["text"].flatMap(LocalizedText.init),
                let severity = json["severity"]?.string.flatMap(Document.Notice.Severity.init)
            else { return nil }
            return .notice(
                Document.Notice(
                    severity: severity, code: json["code"]?.string ?? "", text: text))
        case "table": return json["table"].flatMap(table).map { .table($0) }
        case "chart":
            guard let kind = json["kind"]?.string.flatMap(Document.Chart.Kind.init),
                let table = json["table"].flatMap(table),
                let summary = json["summary"].flatMap(LocalizedText.init)
            else { return nil }
            return .chart(
                Document.Chart(
                    kind: kind, table: table, series: json.elements("series").compactMap(\.string),
                    summary: summary))
        default: return nil
        }
    }

    private func table(_ json: SealJSON) -> Document.Table? {
        guard let title = json["title"].flatMap(LocalizedText.init) else { return nil }
        var columns: [Document.Column] = []
        for column in json.elements("columns") {
            guard let title = column["title"].flatMap(LocalizedText.init) else { return nil }
            columns.append(
                Document.Column(
                    id: column.id, title: title, isFigure: column["is_figure"] == .bool(true)))
        }
        var rows: [Document.Row] = []
        for row in json.elements("rows") {
            let cells = row.elements("cells")
            guard cells.count == columns.count else { return nil }
            rows.append(
                Document.Row(
                    id: row.id,
                    cells: zip(columns, cells).map { column, cell in
                        self.cell(cell, at: UnitNames.place(json.id, row.id, column.id))
                    }, isTotal: row["is_total"] == .bool(true)))
        }
        return Document.Table(id: json.id, title: title, columns: columns, rows: rows)
    }

    private func cell(_ json: SealJSON, at place: String) -> Document.Cell {
        var cell = Document.Cell(LocalizedText(both: ""))
        cell.value = Document.Value(json, units, at: place)
        cell.formula = json["formula"].flatMap(CellFormula.init)
        if let number = json["basis"]?.integer, bases.indices.contains(Int(number)) {
            cell.basis = basis(bases[Int(number)], at: place)
        }
        return cell
    }

    private func basis(_ json: SealJSON, at place: String) -> Document.Basis? {
        guard let source = json["source"]?.string.flatMap(SourceClass.init) else { return nil }
        return Document.Basis(
            source: source, coverage: json["coverage"].flatMap(Ratio.init),
            formula: json["formula"].flatMap(LocalizedText.init),
            inputs: json.elements("inputs").compactMap { input in
                guard let name = input["name"].flatMap(LocalizedText.init),
                    let source = input["source"]?.string.flatMap(SourceClass.init)
                else { return nil }
                return Document.Input(
                    name: name,
                    value: Document.Value(input, units, at: place + "/" + name.english),
                    source: source,
                    series: input.elements("series").map { Document.Value($0, units, at: place) })
            },
            evidence: json.elements("evidence").compactMap { file in
                guard let name = file["name"]?.string, let hash = file["sha256"]?.string else {
                    return nil
                }
                return Document.Evidence(name: name, sha256: hash)
            },
            definitions: json.elements("definitions").compactMap { definition in
                guard let unit = definition["unit"]?.string, let hash = definition["hash"]?.string
                else { return nil }
                return Document.Definition(unit: unit, hash: hash)
            }, link: json["link"]?.string)
    }
}

extension Document.Metadata {
    fileprivate init?(_ json: SealJSON) {
        guard let kind = json["kind"]?.string,
            let title = json["title"].flatMap(LocalizedText.init),
            let project = json["project"].flatMap(LocalizedText.init),
            let asOf = json["as_of"]?.string.flatMap(Timestamp.init(rfc3339:)),
            let timeZone = json["time_zone"]?.string, let software = json["software"]?.string
        else { return nil }
        let from = json["period"]?["from"]?.string.flatMap(BenefitPeriod.date)
        let to = json["period"]?["to"]?.string.flatMap(BenefitPeriod.date)
        self.init(
            kind: kind, title: title, project: project,
            period: from.flatMap { from in to.map { Document.Period(from: from, to: $0) } },
            asOf: asOf, timeZone: timeZone, software: software)
        state = json["state"]?.string.flatMap(State.init) ?? .sealed
        edition = json["edition"]?.integer.map { Int($0) } ?? 1
        definitionHash = json["definition_hash"]?.string
        sealHash = json["seal_hash"]?.string
        recordLanguage = json["record_language"]?.string.flatMap(Language.init)
    }
}

extension Document.Value {
    /// Reads what stands in a cell; what cannot be read is shown as it was written.
    init(_ json: SealJSON, _ units: UnitNames, at place: String) {
        self = Self.read(json, units, place) ?? .text(LocalizedText(both: json.canonical))
    }

    private static func read(
        _ json: SealJSON, _ units: UnitNames, _ place: String
    ) -> Document.Value? {
        let value = json["value"]
        switch json["type"]?.string {
        case "text": return json["text"].flatMap(LocalizedText.init).map { .text($0) }
        case "count":
            guard let millionths = value?.scaled(digits: 6), let code = json["unit"]?.string else {
                return nil
            }
            return .count(millionths: millionths, units.unit(code, at: place))
        case "money": return value?.scaled(digits: 2).map { .money(cents: $0) }
        case "ratio":
            guard let ratio = value.flatMap(Ratio.init),
                let form = json["form"]?.string.flatMap(Document.RatioForm.init)
            else { return nil }
            return .ratio(ratio, form)
        case "date": return value?.string.flatMap(BenefitPeriod.date).map { .date($0) }
        case "duration": return value?.scaled(digits: 9).map { .duration(nanoseconds: $0) }
        case "none": return json["reason"].flatMap(LocalizedText.init).map { .none($0) }
        default: return nil
        }
    }
}

extension Ratio {
    fileprivate init?(_ json: SealJSON) {
        guard let numerator = json["numerator"]?.string.flatMap({ Int128($0) }),
            let denominator = json["denominator"]?.string.flatMap({ Int128($0) }),
            numerator != .min, denominator > 0
        else { return nil }
        self.init(numerator, denominator)
    }
}

extension CellFormula {
    fileprivate init?(_ json: SealJSON) {
        if let number = json.integer {
            self = .number(number)
            return
        }
        if let address = CellAddress(json) {
            self = .cell(address)
            return
        }
        if let place = json["input"]?.integer {
            self = .input(Int(place))
            return
        }
        let parts = json.elements("of")
        if json["operation"]?.string == "sum" {
            self = .sum(parts.compactMap(CellAddress.init))
            return
        }
        guard parts.count == 2, let first = CellFormula(parts[0]) else { return nil }
        if json["operation"]?.string == "rounded" {
            guard let digits = parts[1].integer, (0...9).contains(digits) else { return nil }
            self = .rounded(first, digits: Int(digits))
            return
        }
        if json["operation"]?.string == "ranked" {
            guard case .input(let input) = first, let percent = parts[1].integer,
                (1...100).contains(percent)
            else { return nil }
            self = .ranked(input, percent: Int(percent))
            return
        }
        guard let second = CellFormula(parts[1]) else { return nil }
        switch json["operation"]?.string {
        case "plus": self = .plus(first, second)
        case "minus": self = .minus(first, second)
        case "times": self = .times(first, second)
        case "divided": self = .divided(first, second)
        case "greatest": self = .greatest(first, second)
        case "months_after": self = .monthsAfter(first, second)
        default: return nil
        }
    }
}

extension CellAddress {
    fileprivate init?(_ json: SealJSON) {
        guard let table = json["table"]?.string, let row = json["row"]?.string,
            let column = json["column"]?.string
        else { return nil }
        self.init(table: table, row: row, column: column)
    }
}
