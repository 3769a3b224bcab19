internal import Plant

extension Phrasing {
    /// The value of a cell.
    public func callAsFunction(_ value: Document.Value) -> String {
        switch value {
        case .text(let text): language(text)
        case .count(let millionths, let unit):
            [
                number(Ratio(Int128(millionths), 1_000_000), digits: unit.digits),
                language(unit.name(of: millionths)),
            ]
            .filter { !$0.isEmpty }.joined(separator: " ")
        case .money(let cents): money(cents: cents)
        case .ratio(let ratio, .percent): percent(ratio)
        case .ratio(let ratio, .number): number(ratio, digits: 2)
        case .ratio(let ratio, .exact): number(ratio, digits: 9)
        case .date(let date): self.date(date)
        case .duration(let nanoseconds): machineTime(nanoseconds)
        case .none(let reason): Self.dash + bracketed(language(reason))
        }
    }

    /// In brackets behind something else.
    private func bracketed(_ text: String) -> String { pick(" (\(text))", "（\(text)）") }

    /// A number with so many decimals.
    public func number(_ ratio: Ratio, digits: Int) -> String {
        ratio.scaled(digits: digits).map { decimal($0, digits: digits) } ?? Self.dash
    }

    /// A number at the axis of a chart whose figures are like this one; the unit is said once.
    public func tick(_ tick: Ratio, of value: Document.Value?) -> String {
        if case .ratio(_, .percent) = value {
            let isWhole = tick.scaled(digits: 3).map { $0 % 10 == 0 } ?? false
            return isWhole
                ? number(tick.multiplied(by: Ratio(100, 1)) ?? tick, digits: 0) + pick(" %", "%")
                : percent(tick)
        }
        let digits = (0...9).first { digits in
            let scale = (0..<digits).reduce(Int128(1)) { scale, _ in scale * 10 }
            return scale % tick.denominator == 0
        }
        return number(tick, digits: digits ?? 9)
    }

    /// The unit of a chart's axis; empty where its numbers say it.
    public func axisUnit(_ value: Document.Value?) -> String {
        switch value {
        case .count(_, let unit): language(unit.name)
        case .money: pick("HK$", "港元")
        case .duration: pick("h", "小時")
        default: ""
        }
    }

    /// What stands below a chart that has no room for all names of its rows.
    public func named(oneIn step: Int) -> String {
        pick(
            "One row in \(step) is named here; the table names all.",
            "此處每 \(step) 行標示一個名稱，全部名稱見表。")
    }

    /// First and last day.
    public func period(_ period: Document.Period) -> String {
        "\(date(period.from)) – \(date(period.to))"
    }

    /// What a figure rests on, a line each: name and text.
    public func lines(_ basis: Document.Basis) -> [(name: String, text: String)] {
        var lines: [(DocumentTerm, String)] = []
        if let coverage = basis.coverage { lines.append((.coverage, percent(coverage))) }
        if let formula = basis.formula { lines.append((.formula, language(formula))) }
        lines += basis.inputs.map { input in
            let source = language(input.source.wording)
            return (
                .input, "\(language(input.name)) = \(self(input.value))" + bracketed(source)
            )
        }
        lines += basis.evidence.map { (.evidence, "\($0.name) sha256:\($0.sha256)") }
        lines += basis.definitions.map { (.definition, "\($0.unit) \($0.hash)") }
        if let link = basis.link { lines.append((.page, link)) }
        return lines.map { (language($0.wording), $1) }
    }

    /// What became of a document, and which version of it this is.
    public func version(_ metadata: Document.Metadata) -> String {
        language(metadata.state.wording) + comma
            + pick("version \(metadata.edition)", "第 \(metadata.edition) 版")
    }

    /// What a document says of itself, a line each: name and text.
    public func lines(_ metadata: Document.Metadata) -> [(name: String, text: String)] {
        var lines: [(DocumentTerm, String)] = [(.subject, language(metadata.project))]
        if let period = metadata.period { lines.append((.period, self.period(period))) }
        lines += [
            (.state, version(metadata)),
            (.asOf, "\(dateTime(metadata.asOf)) \(metadata.timeZone)"),
            (.software, metadata.software),
        ]
        if let hash = metadata.definitionHash { lines.append((.definition, hash)) }
        if let hash = metadata.sealHash { lines.append((.seal, hash)) }
        if let record = metadata.recordLanguage {
            lines.append((.recordLanguage, record.ownName))
        }
        return lines.map { (language($0.wording), $1) }
    }
}
