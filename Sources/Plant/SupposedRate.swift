import Telemetry

/// A planned run time that somebody would like to try.
public struct SupposedRate: Hashable, Sendable {
    /// Index into ``Plant/workUnits``.
    public var workUnit: Int
    /// Index into ``Plant/products``.
    public var product: Int
    /// Nanoseconds for ``items`` items: an exact fraction.
    public var itemTime: Int64
    /// How many items ``itemTime`` is for.
    public var items: Int64
}

/// Why a text supposes no rate.
public struct SupposedRateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what was expected, in a sentence.
    public var description: String
}

extension Plant {
    /// Reads rates as people type them: `line/unit:product=480 ms`, or `=7500/h`.
    ///
    /// - Throws: ``SupposedRateError`` for anything else, for what the plant has not, and where one
    ///   product of a work unit stands twice.
    public func parse(supposedRates texts: [String]) throws(SupposedRateError) -> [SupposedRate] {
        var rates: [SupposedRate] = []
        for text in texts {
            let rate = try parse(supposedRate: text)
            guard
                !rates.contains(where: {
                    $0.workUnit == rate.workUnit && $0.product == rate.product
                })
            else {
                throw SupposedRateError(
                    description: "\(workUnits[rate.workUnit].path) is given two rates for "
                        + "\(products[rate.product].id)")
            }
            rates.append(rate)
        }
        return rates
    }

    /// The plant as it would be had these rates held at all times.
    ///
    /// The declared rates of the same products on the same work units are put aside, whenever they
    /// held; everything else stays.
    public func supposing(_ rates: [SupposedRate]) -> Plant {
        var plant = self
        for rate in rates {
            plant.workUnits[rate.workUnit].rates.removeAll { $0.product == rate.product }
            plant.workUnits[rate.workUnit].rates.append(
                Rate(
                    product: rate.product, itemTime: rate.itemTime, items: rate.items,
                    from: .distantPast, author: "", reason: ""))
        }
        return plant
    }

    private func parse(supposedRate text: String) throws(SupposedRateError) -> SupposedRate {
        guard let equals = text.firstIndex(of: "="),
            let colon = text[..<equals].lastIndex(of: ":")
        else {
            throw SupposedRateError(
                description: "\(quoted(text)) is not a rate to try; expected "
                    + "line/unit:product=480 ms")
        }
        let unit = try place(of: text[..<colon], "work unit", in: workUnits.map(\.path))
        let product = try place(
            of: text[text.index(after: colon)..<equals], "product", in: products.map(\.id))
        let time = String(text[text.index(after: equals)...])
        do {
            let (nanoseconds, items) = try Quantities.itemTime(time)
            return SupposedRate(
                workUnit: unit, product: product, itemTime: nanoseconds, items: items)
        } catch {
            throw SupposedRateError(
                description: "the rate \(quoted(time)) \(error.problem); "
                    + (error.hint ?? "expected a time per item such as 480 ms, or 7500/h"))
        }
    }

    private func place(
        of name: Substring, _ what: String, in known: [String]
    ) throws(SupposedRateError) -> Int {
        if let place = known.firstIndex(of: String(name)) { return place }
        throw SupposedRateError(
            description: "there is no \(what) \(quoted(String(name))); "
                + (suggestion(for: String(name), among: known)
                    ?? "there are \(known.prefix(20).joined(separator: ", "))"))
    }
}
