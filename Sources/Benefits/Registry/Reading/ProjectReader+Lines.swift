internal import Plant
internal import Yams

extension ProjectReader {
    func readLines(_ file: Fields) -> [ProjectLine] {
        _ = file.required("lines", "lines by identifier")
        if let node = file.node("lines"), let mapping = node.mapping, mapping.isEmpty {
            report.error(Place(node.mark), "\"lines\" is empty", hint: "expected a line")
        }
        let read = entries(file, "lines", "a line") { id, node in
            plantNames.append(PlantName(kind: .line, text: id))
            return readLine(id.string, node)
        }
        lines = read.map(\.id)
        return read
    }

    private func readLine(_ id: String, _ node: Node) -> ProjectLine? {
        let keys = [
            "name", "site", "operation_start", "assets", "devices", "recognition", "operators",
        ]
        guard let fields = Fields(node, "line \(id)", keys: keys, report) else { return nil }
        return ProjectLine(
            id: id, name: fields.name(fallback: id), site: readSite(fields),
            operationStart: fields.date("operation_start"),
            assets: entries(fields, "assets", "an asset") {
                readAsset($0.string, $1, line: id)
            },
            devices: entries(fields, "devices", "a device") { readDevice($0.string, $1) },
            recognition: readRecognition(fields), operators: readOperators(fields))
    }

    /// Signals that say how many operators are logged in, each once.
    private func readOperators(_ line: Fields) -> [SignalName] {
        var names: Set<String> = []
        return list(line, "operators", "signals").compactMap { node in
            guard let text = report.text(node, "a signal such as mask-a/operators") else {
                return nil
            }
            guard text.string.split(separator: "/", omittingEmptySubsequences: false).count == 2
            else {
                report.error(
                    text.place, "\(quoted(text.string)) is no signal of a work unit",
                    hint: "write the work unit and its signal: mask-a/operators")
                return nil
            }
            guard names.insert(text.string).inserted else {
                report.error(text.place, "\(quoted(text.string)) stands there already")
                return nil
            }
            return SignalName(path: text.string, place: text.place)
        }
    }

    private func readSite(_ line: Fields) -> Site? {
        let fields = line.node("site")
            .flatMap { Fields($0, "a site", keys: ["address", "kind"], report) }
        guard let fields, fields.required("address", "an address in Hong Kong") != nil,
            let address = fields.localizedText("address", "an address")
        else { return nil }
        return Site(address: address, kind: fields.word("kind", "a kind of site") ?? .other)
    }

    private func readAsset(_ id: String, _ node: Node, line: String) -> Asset? {
        let keys = ["name", "funded", "serial", "schedule", "cost", "commissioned", "stations"]
        guard let fields = Fields(node, "asset \(id)", keys: keys, report) else { return nil }
        return Asset(
            id: id, name: fields.name(fallback: id), isFunded: fields.flag("funded") ?? true,
            serial: fields.plainText("serial", "a serial number"),
            schedule: fields.plainText("schedule", "a number in the charge's schedule"),
            cost: fields.money("cost"), commissioned: fields.date("commissioned"),
            stations: readStations(fields, line: line))
    }

    private func readDevice(_ id: String, _ node: Node) -> Device? {
        let keys = ["key", "enrolled", "calibrated"]
        guard let fields = Fields(node, "device \(id)", keys: keys, report) else { return nil }
        return Device(
            id: id, key: fields.plainText("key", "a key's fingerprint"),
            enrolled: fields.date("enrolled"), calibrated: fields.date("calibrated"))
    }

    private func readRecognition(_ line: Fields) -> Recognition? {
        let fields = line.node("recognition")
            .flatMap { Fields($0, "a recognition", keys: ["issuer", "code", "date"], report) }
        guard let fields else { return nil }
        let issuer = fields.requiredText("issuer", "who gave it")
        let code = fields.requiredText("code", "its level or code")
        let date = fields.requiredDate("date")
        guard let issuer, let code, let date else { return nil }
        return Recognition(issuer: issuer.string, code: code.string, date: date)
    }

    func readPosition(_ node: Node) -> GatewayPosition? {
        let keys = ["line", "date", "place", "outside", "source"]
        guard let fields = Fields(node, "a position", keys: keys, report) else { return nil }
        _ = fields.required("line", "a line")
        let line = reference(fields, "line", "line", among: lines)
        let date = fields.requiredDate("date")
        _ = fields.required("place", "a place")
        let place = fields.localizedText("place", "a place")
        let outside = fields.required("outside", "true or false") != nil
        guard let line, let date, let place, outside else { return nil }
        return GatewayPosition(
            line: line, day: date, place: place, isOutsideHongKong: fields.flag("outside") ?? true,
            source: fields.plainText("source", "what shows it"))
    }

    func readMove(_ node: Node) -> LineMove? {
        let keys = ["kind", "line", "date", "to", "approval", "noticed"]
        guard let fields = Fields(node, "a move", keys: keys, report) else { return nil }
        let kind: LineMove.Kind? = fields.requiredWord("kind", "a kind of move")
        _ = fields.required("line", "a line")
        let line = reference(fields, "line", "line", among: lines)
        let date = fields.requiredDate("date")
        _ = fields.required("to", "a company or place")
        let to = fields.localizedText("to", "a company or place")
        let approval = reference(fields, "approval", "approval", among: approvals)
        guard let kind, let line, let date, let to else { return nil }
        return LineMove(
            kind: kind, line: line, date: date, to: to, approval: approval,
            noticed: fields.date("noticed"))
    }
}
